"""Invented visits of every shape, for property tests."""

from datetime import date, time
from typing import Any

from hypothesis import strategies as st

from kentongan.beat.reports.rules import Category
from kentongan.beat.visits.rules import ItemState, Kind, Source
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
)
from kentongan.beat.visits.rules.score import Found
from kentongan.beat.visits.rules.sheet import DEFAULT, DEFAULT_REF, QUICK
from kentongan.ground.basics.zones import Zone

WORDS = ["lampu", "simpang", "Dusun", "mati", "janji", "S.H.", "é", "<b>", "110", "'"]
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
maybe = st.one_of(st.just(""), words)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
clocks = st.times().map(lambda t: time(t.hour, t.minute))
people = st.builds(
    Present,
    name=words.filter(lambda told: any(c.isalpha() and c.isascii() for c in told)),
    rank=st.sampled_from(["", "Bripka", "Aiptu"]),
    degrees=st.lists(st.sampled_from(["SH", "S.H.", "MH"]), max_size=2).map(tuple),
    position=st.sampled_from(["", "Bhabinkamtibmas", "Kasi Humas"]),
    acting=st.sampled_from(["", "Ps", "Plt"]),
    unit=st.sampled_from(["", "Polsek Utara"]),
    on_site=st.booleans(),
)
NAMES = ["Ucok", "Butet", "Sahala", "Nurlela"]
ROLES = ["", "warga", "Kadus V", "tokoh masyarakat", "Ketua RT 3", "pedagang"]


@st.composite
def civilians(draw: Any) -> Civilian:
    """Somebody by name, or several without one."""
    role = draw(st.sampled_from(ROLES))
    if draw(st.booleans()):
        return Civilian(role, draw(st.sampled_from(NAMES)))
    return Civilian(role or "warga", count=draw(st.integers(1, 40)))


@st.composite
def findings(draw: Any) -> tuple[dict[str, ItemState], str, tuple[Found, ...]]:
    """Nothing, the six taps, or a sheet with whatever of them it lacks."""
    states = st.sampled_from(ItemState)
    which = draw(st.sampled_from(["none", "quick", "sheet"]))
    if which == "none":
        return {}, "", ()
    if which == "quick":
        keys = draw(st.lists(st.sampled_from(list(QUICK)), unique=True, min_size=1))
        return {key: draw(states) for key in keys}, "", ()
    keys = draw(st.lists(st.sampled_from(list(DEFAULT.items)), unique=True, min_size=1))
    items = tuple(
        Found(
            key,
            draw(states),
            draw(st.one_of(st.none(), st.integers(0, 4))),
            note=draw(maybe),
        )
        for key in keys
    )
    taps = {"members_present": draw(states)} if draw(st.booleans()) else {}
    return taps, DEFAULT_REF, items


@st.composite
def drafts(draw: Any) -> VisitDraft:
    """A visit as a file may bring it."""
    quick, sheet, items = draw(findings())
    day = draw(days)
    return VisitDraft(
        source=Source.IMPORT,
        kind=draw(st.sampled_from(Kind)),
        date=day,
        id=draw(st.one_of(st.none(), st.uuids())),
        time=draw(st.one_of(st.none(), clocks)),
        zone=draw(st.one_of(st.none(), st.sampled_from(Zone))),
        weekday_as_written=draw(st.sampled_from(["", "Rabu", "Jum'at"])),
        written=WrittenPlace(
            code=draw(st.sampled_from(["", "12.18.04.2024"])),
            province="Sumatera Utara",
            regency="Serdang Bedagai",
            district="Sei Rampah",
            village="Simpang Empat",
        ),
        local=draw(
            st.sampled_from(
                [(), (LocalPlace("dusun", "V"),), (LocalPlace("Dusun", "dusun 6"),)]
            )
        ),
        spot=draw(maybe),
        point=draw(st.one_of(st.none(), st.just((99.125, 3.5)))),
        units=draw(
            st.sampled_from(
                [
                    WrittenUnits(),
                    WrittenUnits("Sumatera Utara", "Serdang Bedagai", "Firdaus"),
                    WrittenUnits(polda="Sumatera Utara"),
                ]
            )
        ),
        officers=tuple(draw(st.lists(people, max_size=3))),
        military=tuple(draw(st.lists(people, max_size=1))),
        civilians=tuple(draw(st.lists(civilians(), max_size=4))),
        attendee_count=draw(st.one_of(st.none(), st.integers(0, 200))),
        programmes=tuple(draw(st.lists(words, max_size=2))),
        purposes=tuple(draw(st.lists(words, max_size=2))),
        messages=tuple(draw(st.lists(words, max_size=2))),
        information=tuple(
            draw(
                st.lists(
                    st.builds(
                        Told,
                        text=words,
                        category=st.sampled_from(["", *Category]).map(str),
                        raised_by_role=st.sampled_from(["", "pedagang"]),
                    ),
                    max_size=2,
                )
            )
        ),
        quick=quick,
        sheet=sheet,
        items=items,
        pledges=tuple(
            draw(
                st.lists(
                    st.builds(
                        Pledge,
                        text=words,
                        answers=st.sampled_from(["", "Kades", "PLN", "police"]),
                        due=st.sampled_from([None, day]),
                    ),
                    max_size=2,
                )
            )
        ),
        outcome=draw(maybe),
        quotes=tuple(
            draw(
                st.lists(
                    st.builds(Quote, speaker=words, text=words, approved=st.booleans()),
                    max_size=1,
                )
            )
        ),
        photos=tuple(draw(st.lists(st.just("foto-1.jpg"), max_size=1))),
    )
