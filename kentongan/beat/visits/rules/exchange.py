"""``kentongan.visit/1`` to a draft and back. Pure: places are not looked up here."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, time
from typing import Any, Final
from uuid import UUID

from kentongan.beat.visits.rules.drafts import (
    Civilian,
    LocalPlace,
    Pledge,
    Present,
    Quote,
    Told,
    VisitDraft,
    WrittenPlace,
    WrittenUnits,
    taps_apart,
)
from kentongan.beat.visits.rules.kinds import ItemState, Kind, Source
from kentongan.beat.visits.rules.score import Found
from kentongan.beat.visits.rules.sheet import QUICK_REF
from kentongan.ground.basics.ids import id_of_text
from kentongan.ground.basics.texts import line, paragraphs
from kentongan.ground.basics.zones import Zone

FORMAT: Final = "kentongan.visit/1"
NOT_FACTS: Final = frozenset({"id", "corrects", "spans"})
"""Fields that say which record it is or where its words stood, not what happened."""


def read(document: Mapping[str, Any]) -> VisitDraft:
    """The draft that a document means, which the schema has already let through.

    What is not said stays empty; nothing is guessed.
    """
    place = document["place"]
    units = document.get("units") or {}
    inspection = document.get("inspection")
    found = tuple(map(_found, inspection["items"])) if inspection else ()
    sheet = line(inspection.get("sheet") or "") if inspection else ""
    quick, items = taps_apart(sheet, found)
    position = (place.get("lon"), place.get("lat"))
    return VisitDraft(
        kind=Kind(document["kind"]),
        date=date.fromisoformat(document["date"]),
        id=_uuid(document.get("id")),
        corrects=_uuid(document.get("corrects")),
        source=Source.IMPORT,
        time=_time(document.get("time")),
        zone=Zone(document["tz"]) if document.get("tz") else None,
        weekday_as_written=_text(document.get("weekday_as_written")),
        written=WrittenPlace(
            **{
                name: _text(place.get(name))
                for name in ("code", "province", "regency", "district", "village")
            }
        ),
        local=tuple(
            LocalPlace(line(one["level"]), line(one["name"]))
            for one in place.get("local") or ()
        ),
        spot=_text(place.get("spot")),
        point=None if None in position else (float(position[0]), float(position[1])),
        units=WrittenUnits(
            **{
                name: _text(units.get(name))
                for name in ("polda", "polres", "polsek", "polres_kind")
            }
        ),
        officers=tuple(map(_present, document.get("officers") or ())),
        military=tuple(map(_present, document.get("military") or ())),
        civilians=tuple(map(_civilian, document.get("attendees") or ())),
        attendee_count=document.get("attendee_count"),
        programmes=_texts(document.get("programmes")),
        purposes=_texts(document.get("purposes")),
        messages=_texts(document.get("messages")),
        information=tuple(map(_told, document.get("information") or ())),
        quick=quick,
        sheet="" if sheet == QUICK_REF and not items else sheet,
        items=items,
        pledges=tuple(map(_pledge, document.get("follow_ups") or ())),
        outcome=paragraphs(document.get("outcome") or ""),
        quotes=tuple(map(_quote, document.get("quotes") or ())),
        photos=_texts(document.get("photos")),
    )


def write(draft: VisitDraft) -> dict[str, Any]:
    """The document of a draft, every field in the order of the format's page."""
    return {
        "format": FORMAT,
        "id": str(draft.id) if draft.id else None,
        "corrects": str(draft.corrects) if draft.corrects else None,
        "kind": draft.kind.value,
        "date": draft.date.isoformat(),
        "time": draft.time.strftime("%H:%M") if draft.time else None,
        "tz": draft.zone.value if draft.zone else None,
        "weekday_as_written": draft.weekday_as_written or None,
        "place": _place(draft),
        "units": {name: value or None for name, value in vars(draft.units).items()},
        "officers": [_in_service(one) for one in draft.officers],
        "military": [_in_service(one) for one in draft.military],
        "attendees": [_attendee(one) for one in draft.civilians],
        "attendee_count": draft.attendee_count,
        "programmes": list(draft.programmes),
        "purposes": list(draft.purposes),
        "messages": list(draft.messages),
        "information": [
            {
                "raised_by_role": one.raised_by_role or None,
                "text": one.text,
                "category": one.category or None,
            }
            for one in draft.information
        ],
        "inspection": _inspection(draft),
        "follow_ups": [
            {
                "text": one.text,
                "answers": one.answers or None,
                "due": one.due.isoformat() if one.due else None,
            }
            for one in draft.pledges
        ],
        "outcome": draft.outcome or None,
        "quotes": [vars(one) for one in draft.quotes],
        "photos": list(draft.photos),
    }


def canonical(document: Any) -> str:
    """One text for one content: sorted, unspaced, without what is null or empty.

    "What is not known is null or empty", so a field left out and a null are the same.
    """
    return json.dumps(
        _filled(document), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def facts(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document without its name for itself and the trail of its words."""
    return {name: value for name, value in document.items() if name not in NOT_FACTS}


def id_of(draft: VisitDraft) -> UUID:
    """The sender's id; where there is none, the UUIDv5 of the canonical JSON."""
    return draft.id or id_of_text(canonical(facts(write(draft))))


def digest(draft: VisitDraft) -> str:
    """SHA-256 of what a located draft says, in 64 hex digits.

    Place and unit count by their paths, not by the words in which they were written,
    so that a visit sent out and taken in again is the same visit.
    """
    told = facts(write(draft))
    written = told["place"]
    told["place"] = {
        "path": draft.path,
        **{name: written[name] for name in ("spot", "lon", "lat")},
    }
    # A unit that the record did not write was found by us, and may be found otherwise.
    found_by_us = draft.source is Source.IMPORT and draft.units == WrittenUnits()
    told["units"] = "" if found_by_us else draft.unit
    return hashlib.sha256(canonical(told).encode()).hexdigest()


def _filled(value: Any) -> Any:
    if isinstance(value, Mapping):
        kept = {name: _filled(one) for name, one in value.items()}
        return {
            name: one for name, one in kept.items() if one not in (None, "", [], {})
        }
    if isinstance(value, list | tuple):
        return [_filled(one) for one in value]
    return value


def _text(value: str | None) -> str:
    return line(value or "")


def _texts(values: list[str] | None) -> tuple[str, ...]:
    return tuple(filter(None, map(line, values or ())))


def _uuid(value: str | None) -> UUID | None:
    return UUID(value) if value else None


def _time(value: str | None) -> time | None:
    return time.fromisoformat(value) if value else None


def _present(one: Mapping[str, Any]) -> Present:
    return Present(
        name=line(one["name"]),
        rank=_text(one.get("rank")),
        degrees=_texts(one.get("degrees")),
        position=_text(one.get("position")),
        acting=_text(one.get("acting")),
        unit=_text(one.get("unit")),
        on_site=one.get("on_site", True) is not False,
    )


def _in_service(one: Present) -> dict[str, Any]:
    return {
        "name": one.name,
        "rank": one.rank or None,
        "degrees": list(one.degrees),
        "position": one.position or None,
        "acting": one.acting or None,
        "unit": one.unit or None,
        "on_site": one.on_site,
    }


def _civilian(one: Mapping[str, Any]) -> Civilian:
    return Civilian(
        role=_text(one.get("role")),
        name=_text(one.get("name")),
        count=one.get("count") or 1,
    )


def _attendee(one: Civilian) -> dict[str, Any]:
    told = {"name": one.name or None, "role": one.role or None}
    return told | ({"count": one.count} if one.count > 1 else {})


def _told(one: Mapping[str, Any]) -> Told:
    return Told(
        text=paragraphs(one["text"]),
        category=_text(one.get("category")),
        raised_by_role=_text(one.get("raised_by_role")),
    )


def _pledge(one: Mapping[str, Any]) -> Pledge:
    due = one.get("due")
    return Pledge(
        text=line(one["text"]),
        answers=_text(one.get("answers")),
        due=date.fromisoformat(due) if due else None,
    )


def _quote(one: Mapping[str, Any]) -> Quote:
    return Quote(
        speaker=line(one["speaker"]),
        text=paragraphs(one["text"]),
        approved=one.get("approved") is True,
    )


def _found(one: Mapping[str, Any]) -> Found:
    return Found(
        item=line(one["item"]),
        state=ItemState(one["state"]),
        score=one.get("score"),
        note=_text(one.get("note")),
    )


def _place(draft: VisitDraft) -> dict[str, Any]:
    written = draft.written or WrittenPlace(code=draft.place)
    lon, lat = draft.point or (None, None)
    return {
        **{name: value or None for name, value in vars(written).items()},
        "local": [vars(one) for one in draft.local],
        "spot": draft.spot or None,
        "lon": lon,
        "lat": lat,
    }


def _inspection(draft: VisitDraft) -> dict[str, Any] | None:
    if not draft.is_inspected:
        return None
    return {
        "sheet": draft.sheet or (None if draft.items else QUICK_REF),
        "items": [
            {
                "item": one.item,
                "state": one.state.value,
                "score": one.score,
                "note": one.note or None,
            }
            for one in draft.everything_found()
        ],
    }
