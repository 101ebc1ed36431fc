"""Counting tries, so that nobody can guess at leisure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from kentongan.ground.access.models import Tries
from kentongan.ground.access.rules import as_bytes
from kentongan.ground.basics.errors import TooMany

# One statement: two guesses at once are two tries, never one.
_COUNT = """
insert into access_tries as t (key, count, until) values (%s, 1, %s)
on conflict (key) do update set
    count = case when t.until <= %s then 1 else t.count + 1 end,
    until = case when t.until <= %s then excluded.until else t.until end
returning count
"""


@dataclass(frozen=True)
class Limit:
    """How many tries of one thing there may be within one window."""

    thing: str
    count: int
    window: timedelta


SIGN_IN_BY_NAME = Limit("sign-in-name", 5, timedelta(minutes=5))
SIGN_IN_BY_ADDRESS = Limit("sign-in-address", 60, timedelta(minutes=5))
CODE_BY_NAME = Limit("code-name", 5, timedelta(minutes=15))
CODE_BY_ADDRESS = Limit("code-address", 30, timedelta(minutes=15))
CARD_BY_ADDRESS = Limit("card-address", 60, timedelta(minutes=5))
NIGHT_CODE_BY_ADDRESS = Limit("night-code-address", 30, timedelta(minutes=15))
NIGHT_CODE_BY_POST = Limit("night-code-post", 30, timedelta(hours=1))
# An address can be a whole village behind one phone mast, a name is one person.


def count_try(limit: Limit, whom: str, *, at: datetime) -> None:
    """Count one try by `whom`, before it is looked at.

    Must not run inside the act's own transaction: a refusal would take the count back.

    Raises:
        TooMany: The window is used up.
    """
    until = at + limit.window
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [_key(limit, whom), until, at, at])
        (count,) = cursor.fetchone()
    if count > limit.count:
        raise TooMany(_("Too many tries. Wait a few minutes, then try again."))


def give_back(limit: Limit, whom: str) -> None:
    """A try that succeeded does not count; those before it still do."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update access_tries set count = greatest(count - 1, 0) where key = %s",
            [_key(limit, whom)],
        )


def forget_tries(*, at: datetime) -> int:
    """Drop counters whose window has passed."""
    return Tries.objects.filter(until__lte=at).delete()[0]


def _key(limit: Limit, whom: str) -> str:
    """A keyed digest: the table names neither people nor addresses."""
    return salted_hmac(
        f"kentongan.tries.{limit.thing}", as_bytes(whom), algorithm="sha256"
    ).hexdigest()
