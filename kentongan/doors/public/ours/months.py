"""Which month a page of residents shows."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.beat.watch.rules.rosters import month_of
from kentongan.beat.watch.selectors.posts import post as post_in_sight
from kentongan.doors.look.asked import month_asked
from kentongan.ground.access.gates import GatedRequest
from kentongan.ground.basics.zones import night_of


def month_shown(request: GatedRequest, post_id: UUID) -> date:
    """The month that was asked for, or the one we are in by the post's own clock.

    Raises:
        NotFound: It is no month, or the post is out of sight.
    """
    asked = month_asked(request, "bulan", missing=_("There is no such month."))
    if asked is not None:
        return asked
    return month_of(night_of(request.at, post_in_sight(request.actor, post_id).place))
