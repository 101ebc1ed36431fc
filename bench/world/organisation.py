"""Poldas, Polres, Polseks, their seats, officers and accounts, for given villages."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from bench.world.copying import NULL, copy
from bench.world.territory import MINE, Village
from kentongan.ground.basics.ids import id_of_text
from kentongan.ground.places.models import Place


@dataclass
class Organisation:
    """Who is where.

    Attributes:
        village_seats: Village path to the office of its Bhabinkamtibmas.
        known: Unit paths that stand.
    """

    village_seats: dict[str, str] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Seat:
    """A seat to be filled."""

    unit: str
    position: str
    label: str = ""
    villages: tuple[Village, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.unit}/{self.position}/{self.label}"


_KINDS = {1: "polda", 2: "polres", 3: "polsek"}
_SEATS = {
    1: ("kapolda", "dirbinmas"),
    2: ("kapolres", "kasat_binmas"),
    3: ("kapolsek", "kanit_binmas"),
}
_RANKS = {
    "kapolda": "irjen", "dirbinmas": "kombes", "kapolres": "akbp",
    "kasat_binmas": "akp", "kapolsek": "akp", "kanit_binmas": "iptu",
    "bhabinkamtibmas": "bripka",
}  # fmt: skip


def office_id(unit: str, position: str, label: str = "") -> UUID:
    """The seat's id, found again by its words."""
    return id_of_text(f"bench office {unit}/{position}/{label}")


def officer_id(office: UUID) -> UUID:
    """Who holds a seat."""
    return id_of_text(f"bench officer {office}")


def account_id(office: UUID) -> UUID:
    """The account of who holds a seat."""
    return id_of_text(f"bench account {office}")


def found(made: Organisation, villages: list[Village], *, at: datetime) -> None:
    """Make every unit that answers for these villages, with its seats filled."""
    began = f"{at - timedelta(days=400):%Y-%m-%dT%H:%M:%SZ}"
    units = {
        path: None
        for village in villages
        for path in (village.polda, village.polres, village.polsek)
        if path not in made.known
    }
    made.known |= set(units)
    _units(list(units), began)
    _jurisdictions(list(units), villages, began)
    seats = [
        *(_Seat(p, position) for p in units for position in _SEATS[_depth(p)]),
        *_village_seats(villages),
    ]
    made.village_seats |= {
        village.path: str(office_id(seat.unit, seat.position, seat.label))
        for seat in seats
        for village in seat.villages
    }
    _fill(seats, began)


def _depth(path: str) -> int:
    return path.count(".") + 1


def _unit_id(path: str) -> UUID:
    return id_of_text(f"bench unit {path}")


def _units(paths: list[str], began: str) -> None:
    copy(
        "units_unit",
        ("id", "path", "kind", "name", "parent_id", "established_at"),
        (
            f"{_unit_id(path)}\t{path}\t{_KINDS[_depth(path)]}\tSatuan {path}\t"
            f"{_unit_id(path.rpartition('.')[0]) if '.' in path else NULL}\t{began}"
            for path in sorted(paths, key=_depth)
        ),
    )


def _jurisdictions(units: list[str], villages: list[Village], began: str) -> None:
    """A Polda answers for its province, a Polsek for its district, as in the decree.

    A Polres answers through its Polseks, so that its reach is a list of districts.
    """
    tops = {v.polda: v.path[:2] for v in villages}
    tops |= {v.polsek: v.district for v in villages}
    wanted = {unit: tops[unit] for unit in units if unit in tops}
    places = dict(
        Place.objects.filter(path__in=set(wanted.values())).values_list("path", "id")
    )
    copy(
        "units_jurisdiction",
        ("id", "unit_id", "unit_path", "place_id", "place", "held_from"),
        (
            f"{id_of_text('bench jurisdiction ' + unit)}\t{_unit_id(unit)}\t{unit}\t"
            f"{places[place]}\t{place}\t{began}"
            for unit, place in wanted.items()
        ),
        {"confidence": "high"},
    )


def _village_seats(villages: list[Village]) -> Iterator[_Seat]:
    by_polsek: dict[str, list[Village]] = {}
    for village in villages:
        by_polsek.setdefault(village.polsek, []).append(village)
    for unit, inside in by_polsek.items():
        rest = iter(inside)
        while mine := tuple(islice(rest, MINE)):
            yield _Seat(unit, "bhabinkamtibmas", mine[0].path, mine)


def _fill(seats: list[_Seat], began: str) -> None:
    offices = [(s, office_id(s.unit, s.position, s.label)) for s in seats]
    copy(
        "units_office",
        ("id", "unit_id", "unit_path", "position", "label"),
        (
            f"{office}\t{_unit_id(s.unit)}\t{s.unit}\t{s.position}\t{s.label}"
            for s, office in offices
        ),
    )
    copy(
        "units_officer",
        ("id", "name", "name_key"),
        (
            f"{officer_id(o)}\tPetugas {n}\tpetugas {n}"
            for n, (_s, o) in enumerate(offices)
        ),
    )
    copy(
        "units_rankheld",
        ("id", "officer_id", "rank", "held_from"),
        (
            f"{id_of_text(f'bench rank {o}')}\t{officer_id(o)}\t"
            f"{_RANKS[s.position]}\t{began}"
            for s, o in offices
        ),
    )
    copy(
        "units_appointment",
        ("id", "office_id", "officer_id", "held_from"),
        (
            f"{id_of_text(f'bench appointment {o}')}\t{o}\t{officer_id(o)}\t{began}"
            for _s, o in offices
        ),
    )
    copy(
        "units_assignment",
        ("id", "office_id", "place_id", "place", "held_from"),
        (
            f"{id_of_text('bench assignment ' + v.path)}\t{o}\t{v.id}\t{v.path}\t{began}"
            for s, o in offices
            for v in s.villages
        ),
    )
    copy(
        "access_account",
        ("id", "sign_in_name", "display_name", "officer_id", "created_at"),
        (
            f"{account_id(o)}\tp{account_id(o).hex}\tPetugas {n}\t{officer_id(o)}\t{began}"
            for n, (_s, o) in enumerate(offices)
        ),
        {"password": "!"},
    )
