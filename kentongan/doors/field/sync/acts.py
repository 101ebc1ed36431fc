"""Taking acts in: each once for ever, in its own savepoint, stored, held or refused."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from kentongan.beat.visits.services import Contested
from kentongan.doors.field.models import Act, Device, HeldAct
from kentongan.doors.field.sync.answers import told
from kentongan.doors.field.sync.kinds import KINDS, Done
from kentongan.doors.field.sync.reading import Sent
from kentongan.ground.access.actors import Principal, principal
from kentongan.ground.access.models import Account
from kentongan.ground.access.rls import enter
from kentongan.ground.basics.errors import Conflicting, Invalid, Refusal
from kentongan.ground.seals.services import open_many

IN_TIME: Final = timedelta(days=30)
"""Until then an act is done in the office held when it was done."""
CLOCK_OFF: Final = timedelta(days=1)
STORED: Final = "stored"
HELD: Final = "held"
REFUSED: Final = "refused"
_LOCK: Final = 0x616374
"""First half of our advisory locks on an account's acts ("act")."""


@dataclass(frozen=True)
class Answer:
    """What became of one act."""

    id: str
    outcome: str
    code: str = ""
    sentence: str = ""
    subject: str = ""
    version: int | None = None
    more: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it travels."""
        plain = {name: value for name, value in vars(self).items() if name != "more"}
        return plain | self.more


@dataclass(frozen=True)
class Post:
    """Whose acts these are, from which device, and when they came.

    Attributes:
        sent_at: What the device's clock said as it sent them; None where not said.
    """

    account: Account
    at: datetime
    device_id: UUID | None = None
    sent_at: datetime | None = None


class _Waits(Exception):
    """The act cannot be done yet; the one argument says why."""


class UnknownKind(Refusal):
    """A newer app did something that this server does not know yet."""

    code = "unknown-kind"
    http_status = 422


_WHY: Final = {
    "predecessor": lambda: _("It waits for what was done before it."),
    "office": lambda: _(
        "It was done too long ago; it waits for whoever holds the office."
    ),
    "revoked": lambda: _("This device was revoked; it waits for the supervisor."),
}


class Intake:
    """One batch on its way in; inside the caller's transaction."""

    def __init__(self, post: Post, sent: Sequence[Sent]) -> None:
        """Let one batch of an account in at a time, and look up what came before."""
        self.post = post
        second = int.from_bytes(post.account.pk.bytes[-4:], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_LOCK, second])
        named = {one.id for one in sent} | {a for one in sent for a in one.after}
        self.known = {row.pk: row for row in Act.objects.filter(pk__in=named)}
        self.revoked = _is_revoked(post)
        self.actors: dict[datetime, Principal] = {}
        self.inside: Principal | None = None

    def take(self, sent: Sent) -> Answer:
        """Do one act, unless it was done before."""
        before = self.known.get(sent.id)
        if before is not None and (before.account_id, before.digest) != (
            self.post.account.pk,
            sent.digest,
        ):
            return refused(
                sent, Conflicting(_("This number already stands for another act."))
            )
        if before is not None and before.outcome == STORED:
            return Answer(
                str(sent.id), STORED, subject=before.subject, version=before.version
            )
        try:
            with transaction.atomic():
                done = self._do(sent)
                self._claim(sent, STORED, done)
                if before is not None:
                    HeldAct.objects.filter(pk=sent.id).delete()
        except _Waits as why:
            return self._hold(sent, str(why))
        except Refusal as refusal:
            return self._refuse(sent, refusal)
        return Answer(str(sent.id), STORED, subject=done.subject, version=done.version)

    def release(self) -> None:
        """Do what waited for what has come; as often as something comes of it."""
        waiting = HeldAct.objects.filter(
            account_id=self.post.account.pk, reason="predecessor"
        )
        moved = True
        while moved:
            rows = list(waiting.order_by("id"))
            wanted = {UUID(one) for row in rows for one in row.after}
            stored = set(
                Act.objects.filter(pk__in=wanted, outcome=STORED).values_list(
                    "pk", flat=True
                )
            )
            ready = [r for r in rows if {UUID(one) for one in r.after} <= stored]
            moved = sum(self._again(row) for row in ready) > 0

    def _again(self, row: HeldAct) -> bool:
        texts = open_many(
            [row], "body", by=None, at=self.post.at, because="act.released"
        )
        claim = Act.objects.get(pk=row.pk)
        after = tuple(UUID(one) for one in row.after)
        body = json.loads(texts[row.pk])
        sent = Sent(row.pk, claim.kind, body, claim.done_at, after)
        self.known[row.pk] = claim
        self.known |= {one.pk: one for one in Act.objects.filter(pk__in=after)}
        try:
            with transaction.atomic():
                self._claim(sent, STORED, self._do(sent))
                row.delete()
        except _Waits as why:
            HeldAct.objects.filter(pk=row.pk).update(reason=str(why))
            return False
        except Refusal as refusal:
            # The phone hears of it as soon as it asks again; until then it is kept.
            HeldAct.objects.filter(pk=row.pk).update(reason=refusal.code[:20])
            return False
        return True

    def _do(self, sent: Sent) -> Done:
        doing = KINDS.get(sent.kind)
        if doing is None:
            raise UnknownKind(_("This server does not know this kind of act yet."))
        if self.revoked:
            raise _Waits("revoked")
        for one in sent.after:
            row = self.known.get(one)
            if row is None or row.outcome != STORED:
                raise _Waits("predecessor")
        return doing(sent, self._actor(sent.done_at), self.post.at)

    def _actor(self, done_at: datetime) -> Principal:
        """The account as it stood when the act was done."""
        at, said = self.post.at, self.post.sent_at
        if said is not None and abs(said - at) > CLOCK_OFF:
            raise _Waits("office")
        if not at - IN_TIME <= done_at <= at + CLOCK_OFF:
            raise _Waits("office")
        moment = min(done_at, at)
        if moment not in self.actors:
            self.actors[moment] = principal(self.post.account, at=moment)
        actor = self.actors[moment]
        if self.inside is None or self.inside.walled != actor.walled:
            enter(actor)  # the second wall, as wide as the office of that day
            self.inside = actor
        return actor

    def _claim(self, sent: Sent, outcome: str, done: Done) -> None:
        row = Act(
            id=sent.id,
            digest=sent.digest,
            account_id=self.post.account.pk,
            device_id=self.post.device_id,
            kind=sent.kind,
            outcome=outcome,
            subject=done.subject,
            version=done.version,
            done_at=sent.done_at,
            received_at=self.post.at,
        )
        if sent.id in self.known:
            row.save(force_update=True)
        else:
            _insert(row)
        self.known[sent.id] = row

    def _hold(self, sent: Sent, why: str) -> Answer:
        before = sent.id in self.known
        try:
            with transaction.atomic():
                self._claim(sent, HELD, Done(""))
        except Conflicting as refusal:
            return refused(sent, refusal)
        held = HeldAct(
            id=sent.id,
            account_id=self.post.account.pk,
            reason=why,
            after=[str(one) for one in sent.after],
            body=json.dumps(sent.body),
            held_at=self.post.at,
        )
        if before:
            HeldAct.objects.filter(pk=sent.id).update(reason=why)
        else:
            held.save(force_insert=True)
        return Answer(str(sent.id), HELD, code=why, sentence=_WHY[why]())

    def _refuse(self, sent: Sent, refusal: Refusal) -> Answer:
        """A refused act leaves nothing behind: its id is free for a better body."""
        if sent.id in self.known:
            Act.objects.filter(pk=sent.id, outcome=HELD).delete()
            HeldAct.objects.filter(pk=sent.id).delete()
            del self.known[sent.id]
        return refused(sent, refusal)


# One statement: the id is claimed, or somebody else's it is and nothing is written.
_CLAIM: Final = """
insert into field_act (id, digest, account_id, device_id, kind, outcome, subject,
                       version, done_at, received_at)
values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) on conflict (id) do nothing
"""


def _insert(row: Act) -> None:
    values = [getattr(row, column.attname) for column in Act._meta.concrete_fields]
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, values)
        if cursor.rowcount != 1:
            raise Conflicting(_("This number already stands for another act."))


def take_in(sent: Sequence[Sent], post: Post) -> list[Answer]:
    """Take a batch in, in its order; then whatever had waited for it.

    Every act is answered by itself: one that is refused costs no other one.
    """
    with transaction.atomic():
        intake = Intake(post, sent)
        answers = [intake.take(one) for one in sent]
        if any(one.outcome == STORED for one in answers):
            intake.release()
            answers = [_since(one) for one in answers]
    return answers


def refused(sent: Sent, refusal: Refusal) -> Answer:
    """The answer to an act that is not going to happen as it is."""
    plain = told(refusal)
    more = {"problems": plain["problems"]} if "problems" in plain else {}
    version = None
    if isinstance(refusal, Contested):
        more["conflicts"] = [vars(one) for one in refusal.conflicts]
        version = refusal.version
    return Answer(
        str(sent.id),
        REFUSED,
        code=plain["code"],
        sentence=plain["sentence"],
        version=version,
        more=more,
    )


def unreadable(given: Any, refusal: Invalid) -> Answer:
    """The answer to what cannot be read as an act at all."""
    name = given.get("id") if isinstance(given, dict) else None
    return Answer(
        name if isinstance(name, str) else "",
        REFUSED,
        code="malformed",
        sentence=str(refusal),
    )


def _since(answer: Answer) -> Answer:
    """An act that was held earlier in the batch may have been released behind it."""
    if answer.outcome != HELD:
        return answer
    row = Act.objects.filter(pk=answer.id, outcome=STORED).first()
    if row is None:
        return answer
    return Answer(answer.id, STORED, subject=row.subject, version=row.version)


def _is_revoked(post: Post) -> bool:
    if post.device_id is None:
        return False
    mine = Device.objects.filter(pk=post.device_id, account_id=post.account.pk)
    row = mine.first()
    return row is None or row.revoked_at is not None
