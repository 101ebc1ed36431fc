"""What every act on a post begins with: is it in sight, and may this be done."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.posts import Fault
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotAllowed, NotFound, refuse_faults
from kentongan.ground.wall.actors import Actor

_SENTENCES: Final = {
    Fault.EMPTY: gettext_lazy("Please fill this in."),
    Fault.TOO_LONG: gettext_lazy("Shorter, please."),
    Fault.FUTURE: gettext_lazy("This day has not come yet."),
    Fault.NOT_ON_EARTH: gettext_lazy("This is not a position on the map."),
    Fault.UNKNOWN_ITEM: gettext_lazy("We do not know this piece of equipment."),
    Fault.BAD_COUNT: gettext_lazy("This number cannot be right."),
    Fault.BAD_STROKES: gettext_lazy("Write strokes like 2-2-2, or titir."),
    Fault.TWICE: gettext_lazy("This is in the list twice."),
    Fault.TOO_MANY: gettext_lazy("These are too many."),
    Fault.NO_CONSENT: gettext_lazy("Say why the name may be held."),
    Fault.UNDER_AGE: gettext_lazy("Watch members are 18 or older."),
}


def post_in_sight(post_id: UUID, by: Actor) -> Post:
    """The post, if `by` may know of it.

    Raises:
        NotFound: There is none in sight.
    """
    row = Post.objects.visible_to(by, Permission.POST_VIEW).filter(pk=post_id).first()
    if row is None:
        raise NotFound(_("There is no such post."))
    return row


def post_allowed(post_id: UUID, by: Actor, *permissions: Permission) -> Post:
    """The post, if `by` holds one of `permissions` there.

    Raises:
        NotFound: There is none in sight.
        NotAllowed: It is in sight, and that is all.
    """
    row = post_in_sight(post_id, by)
    if not any(row.is_within(by.reach(permission)) for permission in permissions):
        raise NotAllowed(_("You can see this post, but this is not yours to change."))
    return row


def refuse(faults: Mapping[str, Fault]) -> None:
    """Raise what is wrong, in words; nothing if nothing is."""
    sentence = _("Something in this entry needs another look.")
    refuse_faults(sentence, faults, _SENTENCES)
