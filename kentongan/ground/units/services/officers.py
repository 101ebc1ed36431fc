"""Acts on officers: make one known, and note a rank."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.ground.basics.errors import Invalid, NotAllowed
from kentongan.ground.basics.ids import id_of_text
from kentongan.ground.ledger.services import record
from kentongan.ground.units.models import Appointment, Officer, RankHeld
from kentongan.ground.units.rules.degrees import degrees_of
from kentongan.ground.units.rules.mentions import OfficerMention
from kentongan.ground.units.rules.names import name_key
from kentongan.ground.units.rules.ranks import Rank, Service, parse_rank
from kentongan.ground.units.rules.units import lineage
from kentongan.ground.units.selectors import held_at, officers_named
from kentongan.ground.units.services.allowed import (
    UNIT_MANAGE,
    VISIT_RECORD,
    fitting,
    require,
)
from kentongan.ground.wall.actors import Actor
from kentongan.ground.wall.models import within


@transaction.atomic
def register_officer(mention: OfficerMention, *, by: Actor, at: datetime) -> Officer:
    """The officer whom a record names: the one we know, or a new one.

    Never guessed: the same person is the same name, service and Polres tree (for the
    military also the same unit as written). Where several are known by that name, the
    one with a seat in the named unit at `at` is meant, or else somebody new.

    A rank that the record gives is noted from `at` on, unless the officer comes from
    the organisation's own file, which a mention never overrules.

    Raises:
        NotAllowed: `by` neither records visits nor manages units.
        Invalid: There is no name.
    """
    if not (by.reach(VISIT_RECORD) or by.reach(UNIT_MANAGE)):
        raise NotAllowed(_("You may not make officers known."))
    found = _recognised(mention, at)
    if found is None:
        found = _enrol(mention, by=by, at=at, act="officer.mentioned")
    if not found.reference:
        _note_rank(found, _rank(mention), at)
    return found


@transaction.atomic
def enrol_officer(
    mention: OfficerMention,
    *,
    by: Actor,
    at: datetime,
    rank_from: datetime | None = None,
) -> Officer:
    """An officer of the organisation's own file, named there by a reference.

    The same reference again brings name, degrees and tree up to date. The rank is
    noted from `rank_from` on, or from `at`.

    Raises:
        NotAllowed: `by` may not manage that unit.
        Invalid: There is no name or no reference, or the rank is of no list.
    """
    require(by, UNIT_MANAGE, mention.unit_path)
    if not mention.reference:
        raise Invalid(
            _("An officer of the organisation needs a reference."),
            {"reference": _("missing")},
        )
    if mention.rank and _rank(mention) is None:
        raise Invalid(
            _("“%(rank)s” is no rank of this service.") % {"rank": mention.rank},
            {"rank": _("not in the list")},
        )
    found = Officer.objects.filter(reference=mention.reference).first()
    if found is None:
        found = _enrol(mention, by=by, at=at, act="officer.enrolled")
    else:
        _bring_up_to_date(found, mention, by=by, at=at)
    _note_rank(found, _rank(mention), rank_from or at)
    return found


@transaction.atomic
def promote(officer_id: UUID, rank: str, *, by: Actor, at: datetime) -> RankHeld:
    """The officer holds `rank` from `at` on; records before keep the rank of their day.

    Raises:
        NotAllowed: `by` may not manage the officer's unit.
        Invalid: There is no such officer, or the rank is of another list.
    """
    officer = _officer(officer_id)
    require(by, UNIT_MANAGE, officer.lineage)
    read = parse_rank(rank, _service(officer))
    if read is None:
        raise Invalid(
            _("“%(rank)s” is no rank of this service.") % {"rank": rank},
            {"rank": _("not in the list")},
        )
    held, made = RankHeld.objects.update_or_create(
        officer=officer, held_from=at, defaults={"rank": read[1].code}
    )
    record(
        "officer.promoted",
        f"officer:{officer.pk}",
        by=by,
        at=at,
        unit=officer.lineage,
        facts={"rank": read[1].code, "new": made},
    )
    return held


def _officer(officer_id: UUID) -> Officer:
    found = Officer.objects.filter(pk=officer_id).first()
    if found is None:
        raise Invalid(_("There is no such officer."), {"officer": _("unknown officer")})
    return found


def _service(officer: Officer) -> Service:
    return Service(officer.service)


def _rank(mention: OfficerMention) -> Rank | None:
    read = parse_rank(mention.rank, mention.service)
    return read[1] if read else None


def _recognised(mention: OfficerMention, at: datetime) -> Officer | None:
    known = list(
        officers_named(
            mention.name, lineage=lineage(mention.unit_path), service=mention.service
        )
    )
    if mention.corps:
        corps = name_key(mention.corps)
        known = [one for one in known if name_key(one.corps) in (corps, "")]
    if len(known) > 1:
        seated = set(
            Appointment.objects.filter(
                held_at(at),
                within("office__unit_path", mention.unit_path),
                officer__in=known,
            ).values_list("officer_id", flat=True)
        )
        known = [one for one in known if one.pk in seated]
    return known[0] if len(known) == 1 else None


def _enrol(mention: OfficerMention, *, by: Actor, at: datetime, act: str) -> Officer:
    name = fitting(mention.name, "name")
    if not name_key(name):
        raise Invalid(_("An officer needs a name."), {"name": _("missing")})
    tree = lineage(mention.unit_path)
    told = mention.reference or f"{tree} {name_key(name)} {name_key(mention.corps)}"
    # The id follows from what makes the person the same, so two who meet the same
    # stranger at once make one officer and not two.
    fresh = Officer(
        id=id_of_text(f"officer {mention.service} {told}"),
        name=name,
        name_key=name_key(name),
        degrees=list(degrees_of(mention.degrees)),
        service=mention.service,
        lineage=tree,
        corps=fitting(mention.corps, "corps"),
        reference=fitting(mention.reference, "reference", 64),
    )
    if Officer.objects.filter(pk=fresh.pk).exists():
        return Officer.objects.get(pk=fresh.pk)
    Officer.objects.bulk_create([fresh], ignore_conflicts=True)
    record(
        act,
        f"officer:{fresh.pk}",
        by=by,
        at=at,
        unit=tree,
        facts={"service": str(mention.service)},
    )
    return Officer.objects.get(pk=fresh.pk)


def _bring_up_to_date(
    officer: Officer, mention: OfficerMention, *, by: Actor, at: datetime
) -> None:
    now = {
        "name": fitting(mention.name, "name"),
        "name_key": name_key(mention.name),
        "degrees": list(degrees_of(mention.degrees)),
        "lineage": lineage(mention.unit_path),
        "corps": fitting(mention.corps, "corps"),
    }
    changed = {
        name: value for name, value in now.items() if getattr(officer, name) != value
    }
    if not changed:
        return
    Officer.objects.filter(pk=officer.pk).update(**changed)
    officer.refresh_from_db()
    record(
        "officer.updated",
        f"officer:{officer.pk}",
        by=by,
        at=at,
        unit=officer.lineage,
        facts={"fields": sorted(set(changed) - {"name_key"})},
    )


def _note_rank(officer: Officer, rank: Rank | None, at: datetime) -> None:
    """Keep a rank as known from `at` on; the first word at one moment stands."""
    if rank is None:
        return
    before = officer.ranks.filter(held_from__lte=at).order_by("-held_from").first()
    if before is None or before.rank != rank.code:
        RankHeld.objects.bulk_create(
            [RankHeld(officer=officer, rank=rank.code, held_from=at)],
            ignore_conflicts=True,
        )
