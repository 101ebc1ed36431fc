"""Files of acts that never found a signal: handed over by any means, and taken in."""

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
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise Invalid(_("This is no file of acts from a phone."))
    given = told.get("acts")
    if not isinstance(given, list):
        raise Invalid(_("This is no file of acts from a phone."))
    account_id = uuid_of(told.get("account"))
    account = Account.objects.filter(pk=account_id).first() if account_id else None
    if account is None:
        raise NotFound(_("Nobody here has the account that this file names."))
    return Handed(account, str(told.get("device") or ""), tuple(given))


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
