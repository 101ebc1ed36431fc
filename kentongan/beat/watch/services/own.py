"""What every act among residents begins with: is the post one's own, and who am I."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.beat.watch.models import Member, Post
from kentongan.beat.watch.selectors.rosters import membership
from kentongan.beat.watch.services.allowed import post_in_sight
from kentongan.beat.watch.services.members import ListKeeper
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import NotAllowed
from kentongan.ground.basics.ids import id_of_text, new_id
from kentongan.ground.seals.services import open_many
from kentongan.ground.wall.actors import Actor


def own_post(post_id: UUID, by: Actor, permission: Permission) -> Post:
    """The post, if `by` holds `permission` as one who belongs there.

    A place, however wide, does not count: what residents do among themselves is
    theirs, whatever the rank of whoever asks.

    Raises:
        NotFound: There is none in sight.
        NotAllowed: It is in sight, and not one's own.
    """
    row = post_in_sight(post_id, by)
    if row.pk not in by.reach(permission).holdings:
        raise NotAllowed(_("This is for the residents of this post to decide."))
    return row


def id_once(post_id: UUID, once: UUID | None, *told: object) -> UUID:
    """The id of an entry: the same where the same form says the same a second time.

    Args:
        once: Made with the form; None where nothing is sent twice.
        told: All that the entry says, so that a form that was changed is another entry.
    """
    if once is None:
        return new_id()
    return id_of_text(repr((str(post_id), str(once), *map(str, told))))


def speaks_for(member: Member, by: Actor) -> bool:
    """Whether `by` is that member, or the head speaking for one without an account."""
    if member.account_id is not None:
        return member.account_id == by.id
    return member.post_id in by.reach(Permission.ROSTER_MAKE).holdings


def own_member(post_id: UUID, by: Actor) -> Member:
    """The member that `by` is at this post.

    Raises:
        NotAllowed: None.
    """
    member = membership(by, post_id)
    if member is None:
        raise NotAllowed(_("Only a member of this post can do this."))
    return member


@transaction.atomic
def open_names(post_id: UUID, *, by: Actor, at: datetime) -> dict[UUID, str]:
    """The names of a post's members, for those who keep watch with them.

    Raises:
        NotAllowed: For everybody else, whatever their rank.
    """
    row = own_post(post_id, by, Permission.ROSTER_VIEW)
    members = list(Member.objects.filter(post=row, left_at=None).order_by("id"))
    keeper = ListKeeper(by.id, by.office, row.pk)
    return open_many(members, "name", by=keeper, at=at, because="post.roster")
