"""Joining and leaving a post: list, account, role and card together."""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.beat.watch.rules.posts import MemberDraft, MemberRole
from kentongan.beat.watch.selectors.posts import post as post_in_sight
from kentongan.beat.watch.services.members import add_member, end_member, open_members
from kentongan.ground.access.actors import Principal
from kentongan.ground.access.roles import Role
from kentongan.ground.access.rules import initials
from kentongan.ground.access.selectors import account, holders
from kentongan.ground.access.services.accounts import create_account
from kentongan.ground.access.services.cards import revoke_card
from kentongan.ground.access.services.grants import Where, end_grant, grant_role
from kentongan.ground.basics.errors import NotFound


@transaction.atomic
def join(post_id: UUID, given: dict[str, Any], *, by: Principal, at: datetime) -> None:
    """Put a resident on the list, with an account that a card will open.

    The account is called by initials: the name stands sealed on the list, and nobody
    ever types the sign-in name of a card.
    """
    post = post_in_sight(by, post_id)
    role = MemberRole(given["role"])
    made = create_account(
        f"warga-{secrets.token_hex(6)}",
        display_name=initials(given["name"]),
        by=by,
        at=at,
    )
    part = Role.POST_HEAD if role is MemberRole.HEAD else Role.MEMBER
    where = Where(place=post.place, holding_id=post_id)
    grant_role(made, part, where, by=by, at=at)
    draft = MemberDraft(
        name=given["name"],
        role=role,
        is_adult=given["is_adult"],
        account_id=made.id,
    )
    add_member(post_id, draft, by=by, at=at)


@transaction.atomic
def leave(post_id: UUID, member_id: UUID, *, by: Principal, at: datetime) -> None:
    """Take a resident off the list; the card ends, and the role with it.

    Raises:
        NotFound: Nobody of this post.
        NotAllowed: `by` is not the post's own head.
    """
    listed = {m.id: m for m in open_members(post_id, by=by, at=at)}
    if member_id not in listed:
        raise NotFound(_("There is no such member."))
    if (account_id := listed[member_id].account_id) is not None:
        revoke_card(account(account_id), by=by, at=at)
        for grant in holders(post_id, at=at).filter(account_id=account_id):
            end_grant(grant, by=by, at=at)
    end_member(member_id, by=by, at=at)
