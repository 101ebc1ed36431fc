"""Listing contacts, noting that they were met, and forgetting them in time."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kentongan.beat.community.models import Contact, Meeting, Partner
from kentongan.beat.community.rules import (
    NAMES_KEPT,
    ContactDraft,
    Fault,
    FigureKind,
    contact_faults,
    partner_faults,
    phone,
)
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import (
    Conflicting,
    NotAllowed,
    NotFound,
    refuse_faults,
)
from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.texts import line
from kentongan.ground.ledger.services import record
from kentongan.ground.seals.selectors import blind_index
from kentongan.ground.seals.services import open_many
from kentongan.ground.wall.actors import Actor

_SENTENCES: Final = {
    Fault.EMPTY: gettext_lazy("Please fill this in."),
    Fault.TOO_LONG: gettext_lazy("Shorter, please."),
    Fault.NOT_PUBLIC: gettext_lazy("A resident is listed only after agreeing to it."),
    Fault.NO_PHONE: gettext_lazy("This is not a telephone number."),
}


def name_key(name: str) -> str:
    """The blind index of a name; empty for none."""
    return blind_index(name, purpose="contact.name") if name else ""


def phone_key(number: str) -> str:
    """The blind index of a telephone number; empty for none."""
    digits = phone(number)
    return blind_index(digits, purpose="contact.phone") if digits else ""


@transaction.atomic
def add_contact(
    draft: ContactDraft, *, by: Actor, at: datetime, id: UUID | None = None
) -> Contact:
    """List somebody, with the reason why the name may be held.

    Raises:
        NotFound: The place is out of sight.
        NotAllowed: It is in sight, and contacts there are not for `by` to keep.
        Conflicting: The same person is listed there in the same part, or the id came
            before for somebody else.
    """
    draft = draft.tidy()
    _refuse(contact_faults(draft))
    _may_stand(draft.place, by)
    row = Contact(
        id=id or new_id(),
        **{k: v for k, v in vars(draft).items() if k not in ("name", "phone")},
        name=draft.name or None,
        phone=draft.phone or None,
        name_key=name_key(draft.name),
        phone_key=phone_key(draft.phone),
        consent_at=at,
    )
    try:
        with transaction.atomic():
            Contact.objects.bulk_create([row])
    except IntegrityError as error:
        return _twin(row, error)
    _record("contact.added", row, by=by, at=at)
    return row


@transaction.atomic
def end_contact(contact_id: UUID, *, by: Actor, at: datetime) -> None:
    """Take somebody off the list: name and number go at once, the part stays."""
    row = _allowed(contact_id, by)
    ended = Contact.objects.visible_to(by, Permission.CONTACT_EDIT).filter(
        pk=row.pk, ended_at=None
    )
    if ended.update(ended_at=at, name=None, phone=None, name_key="", phone_key=""):
        _record("contact.ended", row, by=by, at=at)


@transaction.atomic
def renew_consent(contact_id: UUID, *, by: Actor, at: datetime) -> None:
    """Note that somebody agreed anew, so that the name is kept for longer."""
    row = _allowed(contact_id, by)
    mine = Contact.objects.visible_to(by, Permission.CONTACT_EDIT).filter(pk=row.pk)
    if mine.filter(ended_at=None, consent_at__lt=at).update(consent_at=at):
        _record("contact.consent-renewed", row, by=by, at=at)


@transaction.atomic
def note_meeting(
    contact_id: UUID,
    *,
    occasion: str,
    by: Actor,
    at: datetime,
    officer_id: UUID | None = None,
    office_id: UUID | None = None,
) -> bool:
    """Note that a contact was met `at`; whether that was news.

    Args:
        occasion: What it was, such as ``visit:<id>``; the same one counts once.
    """
    row = _seen(contact_id, by)
    meeting = Meeting(
        contact=row,
        officer_id=officer_id,
        office_id=office_id,
        occasion=occasion,
        met_at=at,
    )
    try:
        with transaction.atomic():
            meeting.save(force_insert=True)
    except IntegrityError:
        return False
    newer = Q(last_met_at=None) | Q(last_met_at__lt=at)
    Contact.objects.visible_to(by, Permission.CONTACT_VIEW).filter(
        newer, pk=row.pk
    ).update(last_met_at=at, last_met_by=officer_id)
    _record("contact.met", row, by=by, at=at)
    return True


@transaction.atomic
def open_contacts(
    contact_ids: Iterable[UUID], *, by: Actor, at: datetime, because: str
) -> dict[UUID, str]:
    """Names of contacts in sight, on one line of the ledger."""
    rows = Contact.objects.visible_to(by, Permission.CONTACT_VIEW).filter(
        pk__in=list(contact_ids), name__isnull=False
    )
    return open_many(list(rows), "name", by=by, at=at, because=because)


@transaction.atomic
def add_partner(  # noqa: PLR0913  an organisation has this many parts
    name: str,
    *,
    kind: str,
    place_id: UUID,
    place: str,
    by: Actor,
    at: datetime,
    phone: str = "",
) -> Partner:
    """List an organisation; the same name at the same place is one."""
    name, kind, digits = line(name), line(kind), line(phone)
    _refuse(partner_faults(name, kind, digits))
    _may_stand(place, by)
    row = Partner(
        name=name, kind=kind, place_id=place_id, place=place, phone=digits or None
    )
    try:
        with transaction.atomic():
            Partner.objects.bulk_create([row])
    except IntegrityError:
        return Partner.objects.visible_to(by, Permission.CONTACT_EDIT).get(
            place_id=place_id, name=name, ended_at=None
        )
    record("partner.added", f"partner:{row.pk}", by=by, at=at, place=place)
    return row


@transaction.atomic
def end_partner(partner_id: UUID, *, by: Actor, at: datetime) -> None:
    """Take an organisation off the list. Ending twice is ending once."""
    mine = Partner.objects.visible_to(by, Permission.CONTACT_EDIT).filter(pk=partner_id)
    row = mine.first()
    if row is None:
        raise NotFound(_("There is no such partner."))
    if mine.filter(ended_at=None).update(ended_at=at):
        record("partner.ended", f"partner:{row.pk}", by=by, at=at, place=row.place)


@transaction.atomic
def expire_names(*, at: datetime) -> int:
    """Forget names and numbers of residents without a public role; how many.

    What remains is that somebody of that part was known there.
    """
    old = Contact.objects.everywhere(because="the clock forgets for everybody").filter(
        Q(name__isnull=False) | Q(phone__isnull=False),
        kind=FigureKind.RESIDENT,
        consent_at__lte=at - NAMES_KEPT,
    )
    count = old.update(name=None, phone=None, name_key="", phone_key="")
    if count:
        record(
            "contact.names-expired",
            "contact:many",
            by=None,
            at=at,
            facts={"count": count},
        )
    return count


def _twin(row: Contact, error: IntegrityError) -> Contact:
    """The same contact, sent twice; else the refusal."""
    known = (
        Contact.objects.everywhere(because="the same id was sent again")
        .filter(pk=row.pk, place_id=row.place_id, kind=row.kind, name_key=row.name_key)
        .first()
    )
    if known is None:
        raise Conflicting(_("This person is already on the list here.")) from error
    return known


def _seen(contact_id: UUID, by: Actor) -> Contact:
    row = (
        Contact.objects.visible_to(by, Permission.CONTACT_VIEW)
        .filter(pk=contact_id)
        .first()
    )
    if row is None:
        raise NotFound(_("There is no such contact."))
    return row


def _allowed(contact_id: UUID, by: Actor) -> Contact:
    row = _seen(contact_id, by)
    if not row.is_within(by.reach(Permission.CONTACT_EDIT)):
        raise NotAllowed(_("You can see this contact, but it is not yours to change."))
    return row


def _may_stand(place: str, by: Actor) -> None:
    if by.reach(Permission.CONTACT_EDIT).covers(place=place):
        return
    if by.reach(Permission.CONTACT_VIEW).covers(place=place):
        raise NotAllowed(_("Your office keeps no contacts here."))
    raise NotFound(_("There is no such place among yours."))


def _record(act: str, row: Contact, *, by: Actor, at: datetime) -> None:
    record(
        act,
        f"contact:{row.pk}",
        by=by,
        at=at,
        place=row.place,
        facts={"kind": str(row.kind), "consent": str(row.consent)},
    )


def _refuse(found: Mapping[str, Fault]) -> None:
    sentence = _("Something in this entry needs another look.")
    refuse_faults(sentence, found, _SENTENCES)
