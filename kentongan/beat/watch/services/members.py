"""Who keeps watch: the residents' own list, which the police see as a number."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kentongan.beat.watch.models import Member, Post
from kentongan.beat.watch.rules.posts import MemberDraft, MemberRole, member_faults
from kentongan.beat.watch.services.allowed import post_allowed, refuse
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Conflicting, NotAllowed, NotFound
from kentongan.ground.basics.texts import line
from kentongan.ground.ledger.services import record
from kentongan.ground.seals.services import open_many
from kentongan.ground.wall.actors import NOWHERE, Actor, Reach


@dataclass(frozen=True)
class ListKeeper:
    """A resident while opening the post's own list, which no seal permission does.

    Residents hold no permission to open seals; their own list is theirs all the same.
    """

    id: UUID | None
    office: str
    post_id: UUID

    def reach(self, permission: str) -> Reach:
        """Seals of this one post."""
        own = Reach(holdings=(self.post_id,))
        return own if permission == Permission.SEAL_OPEN else NOWHERE


@dataclass(frozen=True)
class OpenedMember:
    """A member with the name, as the post's own head sees them."""

    id: UUID
    name: str
    role: MemberRole
    joined_at: datetime
    account_id: UUID | None


@transaction.atomic
def add_member(post_id: UUID, draft: MemberDraft, *, by: Actor, at: datetime) -> Member:
    """Put a resident on the list of a post.

    The residents' head keeps the list. The police write down one person only: the
    first head, since somebody must hand over the first card.

    Raises:
        NotAllowed: `by` does not keep this post's list.
        Invalid: Nobody, or somebody under eighteen.
        Conflicting: There is a head already, or the account is a member already.
    """
    row = _managed(post_id, by)
    if not _is_own(row, by) and draft.role is not MemberRole.HEAD:
        raise NotAllowed(_("The residents' own head keeps the list of members."))
    refuse(member_faults(draft))
    member = Member(
        post=row,
        name=line(draft.name),
        role=draft.role,
        account_id=draft.account_id,
        of_age_at=at,
        joined_at=at,
    )
    try:
        with transaction.atomic():
            member.save(force_insert=True)
    except IntegrityError as error:
        raise Conflicting(
            _("This post has a head already, or this account is a member.")
        ) from error
    _record(row, "member-added", member, by=by, at=at)
    return member


@transaction.atomic
def end_member(member_id: UUID, *, by: Actor, at: datetime) -> None:
    """Take somebody off the list. Ending twice is ending once.

    The name goes at once: nothing needs it any more.
    """
    member = Member.objects.filter(pk=member_id).first()
    if member is None:
        raise NotFound(_("There is no such member."))
    row = _managed(member.post_id, by)
    if not _is_own(row, by) and member.role != MemberRole.HEAD:
        raise NotAllowed(_("The residents' own head keeps the list of members."))
    if Member.objects.filter(pk=member_id, left_at=None).update(left_at=at, name=None):
        _record(row, "member-ended", member, by=by, at=at)


@transaction.atomic
def open_members(post_id: UUID, *, by: Actor, at: datetime) -> list[OpenedMember]:
    """The list with names, for the post's own head; a line says that it was opened.

    Raises:
        NotAllowed: For everybody else, whatever their rank.
    """
    row = _managed(post_id, by)
    if not _is_own(row, by):
        raise NotAllowed(_("Only the post's own head sees the names."))
    members = list(
        Member.objects.filter(post=row, left_at=None).order_by("joined_at", "id")
    )
    keeper = ListKeeper(by.id, by.office, row.pk)
    names = open_many(members, "name", by=keeper, at=at, because="post.members")
    return [
        OpenedMember(m.pk, names[m.pk], MemberRole(m.role), m.joined_at, m.account_id)
        for m in members
    ]


def _managed(post_id: UUID, by: Actor) -> Post:
    return post_allowed(post_id, by, Permission.POST_MEMBERS_MANAGE)


def _is_own(row: Post, by: Actor) -> bool:
    return row.pk in by.reach(Permission.POST_MEMBERS_MANAGE).holdings


def _record(row: Post, did: str, member: Member, *, by: Actor, at: datetime) -> None:
    record(
        f"post.{did}",
        f"post:{row.pk}",
        by=by,
        at=at,
        place=row.place,
        facts={"member_id": str(member.pk), "role": str(member.role)},
    )
