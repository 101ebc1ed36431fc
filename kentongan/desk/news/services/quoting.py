"""Quotes: asked for by the writer, answered by whoever is quoted, on their own phone."""

import secrets
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.desk.news.models import ReleaseQuote
from kentongan.desk.news.rules.states import Act, Answer, State, may
from kentongan.desk.news.selectors import digest_of, quote_by_secret
from kentongan.desk.news.services.allowed import allowed, length_of, note
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Invalid, Overtaken
from kentongan.ground.basics.texts import line
from kentongan.ground.ledger.services import record as write_line
from kentongan.ground.wall.actors import Actor

GOOD_FOR: Final = timedelta(days=7)


@transaction.atomic
def ask_quote(
    release_id: UUID, speaker: str, text: str, *, by: Actor, at: datetime
) -> tuple[ReleaseQuote, str]:
    """Ask somebody to stand by these words; the row and the secret of the address.

    The secret is told once and kept nowhere: who loses the address is asked anew.

    Raises:
        Invalid: No name or no words, or too many.
        Overtaken: The release is published already.
    """
    row = allowed(release_id, by, Permission.NEWS_WRITE)
    if not may(Act.EDIT, State(row.state)):
        raise Overtaken(_("This release is published; quotes stand as they are."))
    kept = {"speaker": line(speaker), "text": line(text)}
    wrong = {k: _("Please fill this in.") for k, v in kept.items() if not v}
    for name, words in kept.items():
        if len(words) > length_of(ReleaseQuote, name):
            wrong[name] = _("Shorter, please.")
    if wrong:
        raise Invalid(_("This quote cannot be asked for like that."), wrong)
    secret = secrets.token_urlsafe(24)
    quote = ReleaseQuote.objects.create(
        release=row,
        unit=row.unit,
        place=row.place,
        digest=digest_of(secret),
        asked_by=by.id,
        asked_at=at,
        until=at + GOOD_FOR,
        **kept,
    )
    note(row, "quote-asked", by=by, at=at, quote=str(quote.pk))
    return quote, secret


def approve_quote(secret: str, *, at: datetime) -> ReleaseQuote:
    """Stand by the words; whoever holds the address is the one quoted.

    Raises:
        NotFound: No such address, or its time is over.
        Overtaken: It was answered before.
    """
    return _answer(secret, Answer.APPROVED, at)


def decline_quote(secret: str, *, at: datetime) -> ReleaseQuote:
    """Not stand by the words; also possible after approving, until published.

    Raises:
        NotFound: No such address, or its time is over.
        Overtaken: It was declined before.
    """
    return _answer(secret, Answer.DECLINED, at)


@transaction.atomic
def _answer(secret: str, answer: Answer, at: datetime) -> ReleaseQuote:
    quote = quote_by_secret(secret, at=at)
    before = [Answer.ASKED]
    if answer is Answer.DECLINED:
        before.append(Answer.APPROVED)
    same = ReleaseQuote.objects.filter(pk=quote.pk, answer__in=before)
    if not same.update(answer=answer, answered_at=at):
        raise Overtaken(_("This was answered before."))
    quote.refresh_from_db()
    write_line(
        f"release.quote-{answer}",
        f"release:{quote.release_id}",
        by=None,
        at=at,
        place=quote.place,
        unit=quote.unit,
        facts={"quote": str(quote.pk)},
    )
    return quote
