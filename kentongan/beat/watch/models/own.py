"""What residents keep to themselves; decision 14 says why."""

from typing import ClassVar

from kentongan.ground.wall.models import Walled


class OfResidents(Walled):
    """A row of a post's own residents. It stands at no place, so no office reaches it."""

    wall_place: ClassVar[str | None] = None
    wall_holding: ClassVar[str | None] = "post_id"

    class Meta(Walled.Meta):
        """Abstract."""

        abstract = True
