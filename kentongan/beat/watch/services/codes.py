"""Checking in at the wall: the code that hangs there, and digits of one's own.

No account and no phone of one's own is needed. The code on the wall alone opens nothing:
whoever scans it, or was sent a picture of it, is asked for digits, and every wrong try
counts against the address and against the post.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.beat.watch.models import Member, NightCode, Post
from kentongan.beat.watch.rules.nights import CODE_DIGITS, CheckInDraft, Way
from kentongan.beat.watch.selectors.posts import by_token
from kentongan.beat.watch.services.nights import check_in
from kentongan.beat.watch.services.own import own_post
from kentongan.ground.access.permissions import Permission
from kentongan.ground.access.services.tries import (
    NIGHT_CODE_BY_ADDRESS,
    NIGHT_CODE_BY_POST,
    count_try,
    give_back,
)
from kentongan.ground.basics.errors import NotFound
from kentongan.ground.basics.ids import id_of_text
from kentongan.ground.basics.zones import night_of
from kentongan.ground.ledger.services import record
from kentongan.ground.seals.selectors import blind_index
from kentongan.ground.wall.actors import Actor, Clockwork, Reach

_OFFICE: Final = "wall"
"""In what capacity somebody acts who stands before the code on the wall."""


@dataclass(frozen=True)
class IssuedCode:
    """A member's digits, which are shown this once and kept nowhere."""

    member_id: UUID
    code: str


@transaction.atomic
def issue_codes(post_id: UUID, *, by: Actor, at: datetime) -> list[IssuedCode]:
    """Give every member digits for the code on the wall; those before end at once.

    Raises:
        NotFound: There is no such post in sight.
        NotAllowed: `by` does not make this post's rosters.
    """
    row = own_post(post_id, by, Permission.ROSTER_MAKE)
    Post.objects.everywhere(because="a post of one's own").select_for_update().get(
        pk=row.pk
    )
    members = Member.objects.filter(post=row, left_at=None).order_by("id")
    issued = [
        IssuedCode(member, code)
        for member, code in zip(
            members.values_list("id", flat=True), _codes(members.count()), strict=True
        )
    ]
    codes = NightCode.objects.everywhere(because="a post of one's own")
    codes.filter(post=row).delete()
    NightCode.objects.bulk_create(
        [
            NightCode(
                post=row,
                member_id=one.member_id,
                digest=_digest(row.pk, one.code),
                issued_at=at,
                issued_by_id=by.id,
            )
            for one in issued
        ]
    )
    record(
        "night_codes.issued",
        f"post:{row.pk}",
        by=by,
        at=at,
        place=row.place,
        facts={"count": len(issued)},
    )
    return issued


def check_in_by_code(token: str, code: str, *, address: str, at: datetime) -> None:
    """Note whose digits these are as present tonight. It says to nobody who that is.

    Not one transaction: the count of a wrong try must outlast its refusal.

    Args:
        token: From the code on the wall.
        code: The member's own digits.
        address: Where the request comes from, for counting only.

    Raises:
        TooMany: Too many tries from this address, or at this post.
        NotFound: No such post, or nobody's digits there: the same answer.
        Invalid: There is no watch to come to at this moment.
    """
    count_try(NIGHT_CODE_BY_ADDRESS, address, at=at)
    count_try(NIGHT_CODE_BY_POST, token, at=at)
    _note(token, code, at)
    give_back(NIGHT_CODE_BY_ADDRESS, address)
    give_back(NIGHT_CODE_BY_POST, token)


@transaction.atomic
def _note(token: str, code: str, at: datetime) -> None:
    post = by_token(token)
    member_id = _member_of(post, code) if post else None
    if post is None or member_id is None:
        raise NotFound(_("These digits do not fit. Ask the head of your post."))
    night = night_of(at, post.place)
    # The same digits twice in one night are one coming, however often they are typed.
    draft_id = id_of_text(f"night-code:{post.pk}:{night}:{member_id}")
    own = Reach(holdings=(post.pk,))
    wall = Clockwork(
        _OFFICE,
        reaches={Permission.POST_VIEW: own, Permission.NIGHT_KEEP: own},
    )
    draft = CheckInDraft(draft_id, member_id, at, way=Way.CODE)
    check_in(post.pk, night, [draft], by=wall, at=at)


def _member_of(post: Post, code: str) -> UUID | None:
    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdigit() and len(digits) == CODE_DIGITS):
        return None
    rows = NightCode.objects.everywhere(because="the code on the wall opened this post")
    return (
        rows.filter(
            post=post, digest=_digest(post.pk, digits), member__left_at__isnull=True
        )
        .values_list("member_id", flat=True)
        .first()
    )


def _codes(count: int) -> list[str]:
    """So many different ones, none of which follows from another."""
    found: set[str] = set()
    while len(found) < count:
        found.add(f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}")
    return secrets.SystemRandom().sample(sorted(found), count)


def _digest(post_id: UUID, code: str) -> str:
    return blind_index(f"{post_id}:{code}", purpose="watch.night_code")
