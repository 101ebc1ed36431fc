"""Files of acts that never found a signal: handed over by any means, and taken in.

A phone locks its file for this server; a plain one comes from a phone that was given no
key yet.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.doors.field.sync.acts import Answer, Post, take_in, unreadable
from kentongan.doors.field.sync.answers import uuid_of
from kentongan.doors.field.sync.reading import MOST_ACTS, Sent, act
from kentongan.ground.access.actors import principal
from kentongan.ground.access.models import Account
from kentongan.ground.access.rls import enter
from kentongan.ground.basics.errors import Invalid, NotFound
from kentongan.ground.seals import handing

FORMAT: Final = "kentongan.acts/1"


@dataclass(frozen=True)
class Handed:
    """A file of acts, read: whose they are, and each as it can be read or not."""

    account: Account
    device: str
    acts: tuple[Any, ...]


def read(data: bytes) -> Handed:
    """The file's acts, and the account that did them.

    Raises:
        Invalid: It is no such file.
        NotFound: Nobody here has that account.
    """
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        told = None
    known = isinstance(told, dict) and told.get("format") in (FORMAT, handing.FORMAT)
    given = told.get("acts") if isinstance(told, dict) and known else None
    if not isinstance(told, dict) or not isinstance(given, list):
        raise Invalid(_("This is no file of acts from a phone."))
    if told["format"] == handing.FORMAT:
        given = [_opened(told, one) for one in given]
        given.sort(key=lambda one: one["n"] if isinstance(one.get("n"), int) else 0)
    account_id = uuid_of(told.get("account"))
    account = Account.objects.filter(pk=account_id).first() if account_id else None
    if account is None:
        raise NotFound(_("Nobody here has the account that this file names."))
    return Handed(account, str(told.get("device") or ""), tuple(given))


def _opened(told: dict[str, Any], row: Any) -> dict[str, Any]:
    """One act as it was locked; what cannot be opened stays as its number alone."""
    name = row.get("id") if isinstance(row, dict) else None
    try:
        plain = handing.open_handed(row, f"{told.get('account')}/{name}")
        found = json.loads(plain)
    except (handing.NotOpened, ValueError):
        found = None
    return found if isinstance(found, dict) else {"id": name}


def take_file(handed: Handed, *, at: datetime) -> list[Answer]:
    """Take the acts in as if the phone had sent them; safe to be done twice."""
    answers: list[Answer] = []
    for start in range(0, len(handed.acts), MOST_ACTS):
        answers += _batch(handed, handed.acts[start : start + MOST_ACTS], at)
    return answers


@transaction.atomic
def _batch(handed: Handed, given: tuple[Any, ...], at: datetime) -> list[Answer]:
    enter(principal(handed.account, at=at))
    post = Post(handed.account, at, uuid_of(handed.device))
    read_acts: list[Sent] = []
    unread: list[Answer] = []
    for one in given:
        try:
            read_acts.append(act(one))
        except Invalid as refusal:
            unread.append(unreadable(one, refusal))
    return [*take_in(read_acts, post), *unread]
