"""Sessions: where an account is signed in, seen and ended."""

from datetime import datetime, timedelta
from typing import Final

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from kentongan.ground.access.actors import Principal
from kentongan.ground.access.models import Account
from kentongan.ground.access.permissions import Permission
from kentongan.ground.access.services.keeping import require
from kentongan.ground.ledger.services import record
from kentongan.ground.wall.actors import Actor

SEEN_EVERY: Final = timedelta(minutes=15)
"""How coarsely it is kept when a session was last used: a write a page is too dear."""


@transaction.atomic
def sign_out_everywhere(
    account: Account, *, by: Actor, at: datetime, but: str = ""
) -> int:
    """End all sessions of one's own account, or of one that `by` keeps.

    Args:
        account: Whose sessions.
        by: Who.
        at: When.
        but: Key of the session that stays: the one that asks.

    Returns:
        How many ended.
    """
    if by.id != account.id:
        require(account, by, Permission.ACCOUNT_MANAGE, at)
    ended = end_sessions(account, but=but)
    record(
        "account.signed-out-everywhere",
        f"account:{account.id}",
        by=by,
        at=at,
        facts={"sessions": ended},
    )
    return ended


@transaction.atomic
def end_session(session_id: int, *, by: Principal, at: datetime) -> bool:
    """End one of one's own sessions; False where there is no such session."""
    session = UserSession.objects.filter(pk=session_id, user_id=by.id).first()
    if session is None:
        return False
    session.end()
    record("account.session-ended", f"account:{by.id}", by=by, at=at)
    return True


def end_sessions(account: Account, *, but: str = "") -> int:
    """End sessions without asking whose; callers have asked. Returns how many."""
    sessions = list(UserSession.objects.filter(user=account).exclude(session_key=but))
    for session in sessions:
        session.end()
    return len(sessions)


def mark_seen(session_key: str, *, at: datetime) -> None:
    """Remember that a session was in use about now."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=at)


def forget_sessions(*, at: datetime) -> int:
    """Drop sessions that have expired, and what was kept about them."""
    ended, _each = Session.objects.filter(expire_date__lt=at).delete()
    known = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=known).delete()
    return ended
