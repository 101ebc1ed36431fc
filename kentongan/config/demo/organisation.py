"""The demo's Polda, Polres and Polsek: seats, officers, villages, accounts."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from kentongan.config.demo.names import Namer
from kentongan.ground.access.actors import Principal, oneself
from kentongan.ground.access.models import Account
from kentongan.ground.access.roles import Role
from kentongan.ground.access.services.accounts import (
    choose_password,
    create_account,
    set_first_password,
)
from kentongan.ground.access.services.grants import Where, grant_role
from kentongan.ground.places.selectors import villages_within
from kentongan.ground.units.models import Office
from kentongan.ground.units.rules.mentions import Claim, OfficerMention
from kentongan.ground.units.rules.positions import Acting, Position
from kentongan.ground.units.rules.units import Kind
from kentongan.ground.units.services import (
    appoint,
    assign_villages,
    enrol_officer,
    establish_office,
    establish_unit,
    hand_over,
    set_jurisdiction,
)

PASSWORD: Final = "kentongan-demo"  # noqa: S105  shown on the demo's own front page

POLSEK: Final = {
    "Pantai Cermin": ("12.18.01",),
    "Perbaungan": ("12.18.02", "12.18.14"),
    "Teluk Mengkudu": ("12.18.03",),
    "Firdaus": ("12.18.04", "12.18.15"),
    "Tanjung Beringin": ("12.18.05",),
    "Dolok Masihul": ("12.18.09", "12.18.12"),
    "Kotarih": ("12.18.10", "12.18.11", "12.18.17"),
}
"""Seven Polsek and their twelve kecamatan, as the press names them."""

NEIGHBOUR: Final = (
    "12.18.06",
    "12.18.07",
    "12.18.08",
    "12.18.13",
    "12.18.16",
)
"""Five kecamatan of the same regency that belong to Polres Tebing Tinggi: grey."""

_NCO: Final = ("Bripda", "Briptu", "Brigadir", "Bripka", "Bripka", "Aipda", "Aiptu")


@dataclass
class Seat:
    """A seat of the demo with the officer who holds it today."""

    office: Office
    officer_id: UUID
    villages: tuple[str, ...] = ()


@dataclass
class Organisation:
    """What the later chapters of the demo build on.

    Attributes:
        held_before: Seat to who held it before, and until when.
        desk: Seat that gives verdicts to its holder.
    """

    polres: str
    polsek: dict[str, str] = field(default_factory=dict)
    village_seats: dict[str, list[Seat]] = field(
        default_factory=lambda: defaultdict(list)
    )
    seats: dict[str, Seat] = field(default_factory=dict)
    held_before: dict[UUID, tuple[UUID, datetime]] = field(default_factory=dict)
    desk: dict[UUID | None, UUID] = field(default_factory=dict)
    sign_ins: list[tuple[str, str]] = field(default_factory=list)

    def seat_of(self, village: str) -> Seat:
        """The Bhabinkamtibmas of a village."""
        return next(
            seat
            for seats in self.village_seats.values()
            for seat in seats
            if village in seat.villages
        )


class Founder:
    """Builds the organisation through the same services as any administrator."""

    def __init__(
        self, chance: Random, names: Namer, *, by: Principal, at: datetime
    ) -> None:
        """`at` is the day on which the demo's story begins."""
        self._chance = chance
        self._names = names
        self._by = by
        self._at = at
        self._count = 0

    def found(self, now: datetime) -> Organisation:
        """Units, seats, officers, villages and the accounts of the first page."""
        polda = establish_unit(
            Kind.POLDA, "Sumatera Utara", by=self._by, at=self._at
        ).path
        polres = establish_unit(
            Kind.POLRES, "Serdang Bedagai", parent=polda, by=self._by, at=self._at
        ).path
        neighbour = establish_unit(
            Kind.POLRES, "Tebing Tinggi", parent=polda, by=self._by, at=self._at
        ).path
        self._claim(neighbour, NEIGHBOUR)
        made = Organisation(polres)
        self._staff_polda(made, polda)
        self._staff_polres(made, polres)
        for name, districts in POLSEK.items():
            self._found_polsek(made, name, districts)
        self._pass_a_seat(made, now)
        made.desk = {s.office.pk: s.officer_id for s in made.seats.values()}
        return made

    def _found_polsek(
        self, made: Organisation, name: str, districts: tuple[str, ...]
    ) -> None:
        path = establish_unit(
            Kind.POLSEK, name, parent=made.polres, by=self._by, at=self._at
        ).path
        made.polsek[name] = path
        self._claim(path, districts)
        head = self._officer(path, "AKP", ("S.H.",))
        made.seats[f"kapolsek {name}"] = self._seat(path, Position.KAPOLSEK, head)
        rank = self._chance.choice(("Ipda", "Iptu", "Aiptu"))
        person = "Bonar Sitorus" if name == "Firdaus" else ""
        kanit = self._officer(path, rank, ("S.H.",), name=person)
        acting = Acting.PS if rank == "Aiptu" else None
        made.seats[f"kanit {name}"] = self._seat(
            path, Position.KANIT_BINMAS, kanit, acting=acting
        )
        self._seat_village_officers(made, name, path, districts)

    def _seat_village_officers(
        self, made: Organisation, name: str, path: str, districts: tuple[str, ...]
    ) -> None:
        for district in districts:
            villages = villages_within([district])
            while villages:
                share = self._chance.choice((2, 3, 3))
                taken, villages = villages[:share], villages[share:]
                first = not made.village_seats[name] and name == "Firdaus"
                officer = self._officer(
                    path,
                    "Bripka" if first else self._chance.choice(_NCO),
                    name="Rina Saragih" if first else "",
                )
                made.village_seats[name].append(
                    self._seat(
                        path,
                        Position.BHABINKAMTIBMAS,
                        officer,
                        label=taken[0].name,
                        villages=tuple(place.path for place in taken),
                    )
                )

    def _staff_polda(self, made: Organisation, path: str) -> None:
        head = self._officer(path, "Irjen", ("S.I.K.", "M.H."))
        made.seats["kapolda"] = self._seat(path, Position.KAPOLDA, head)
        director = self._officer(path, "Kombes Pol", ("S.I.K.",))
        made.seats["dirbinmas"] = self._seat(path, Position.DIRBINMAS, director)

    def _staff_polres(self, made: Organisation, path: str) -> None:
        for key, position, rank, degrees, name in (
            ("kapolres", Position.KAPOLRES, "AKBP", ("S.I.K.", "M.H."), ""),
            ("kasat", Position.KASAT_BINMAS, "AKP", ("S.H.",), "Tiur Nainggolan"),
            ("kbo", Position.KBO_BINMAS, "Ipda", (), ""),
            ("humas", Position.KASI_HUMAS, "Iptu", ("S.H.", "M.H."), "Fitri Lubis"),
        ):
            officer = self._officer(path, rank, degrees, name=name)
            made.seats[key] = self._seat(path, position, officer)
        kanit = self._officer(path, "Aiptu")
        made.seats["kanit bhabin"] = self._seat(
            path, Position.KANIT_BHABINKAMTIBMAS, kanit, acting=Acting.PS
        )

    def _pass_a_seat(self, made: Organisation, now: datetime) -> None:
        """One village seat changed hands three months ago, so that its list shows."""
        seat = made.village_seats["Perbaungan"][0]
        at = now - timedelta(days=92)
        successor = self._officer(made.polsek["Perbaungan"], "Briptu")
        hand_over(seat.office.pk, to=successor, by=self._by, at=at)
        made.held_before[seat.office.pk] = (seat.officer_id, at)
        seat.officer_id = successor

    def _claim(self, path: str, places: tuple[str, ...]) -> None:
        claims = [Claim(place) for place in places]
        set_jurisdiction(path, claims, by=self._by, at=self._at)

    def _officer(
        self, unit_path: str, rank: str, degrees: tuple[str, ...] = (), name: str = ""
    ) -> UUID:
        self._count += 1
        mention = OfficerMention(
            name=name or self._names.officer(),
            rank=rank,
            degrees=degrees,
            unit_path=unit_path,
            reference=f"demo-{self._count}",
        )
        return enrol_officer(
            mention, by=self._by, at=self._at, rank_from=self._at - timedelta(days=800)
        ).pk

    def _seat(
        self,
        unit_path: str,
        position: Position,
        officer_id: UUID,
        *,
        label: str = "",
        villages: tuple[str, ...] = (),
        acting: Acting | None = None,
    ) -> Seat:
        office = establish_office(
            unit_path, position, label=label, by=self._by, at=self._at
        )
        if villages:
            assign_villages(office.pk, villages, by=self._by, at=self._at)
        appoint(office.pk, officer_id, by=self._by, at=self._at, acting=acting)
        return Seat(office, officer_id, villages)


def open_accounts(made: Organisation, *, by: Principal, at: datetime) -> None:
    """The accounts of the first page, and one for every village officer."""
    named = [
        (
            "rina",
            "Bripka Rina Saragih, Bhabinkamtibmas",
            made.village_seats["Firdaus"][0],
        ),
        (
            "bonar",
            "Bonar Sitorus, Kanit Binmas Polsek Firdaus",
            made.seats["kanit Firdaus"],
        ),
        ("tiur", "AKP Tiur Nainggolan, Kasat Binmas", made.seats["kasat"]),
        ("fitri", "Iptu Fitri Lubis, Kasi Humas", made.seats["humas"]),
        ("dirbinmas", "Direktur Binmas Polda", made.seats["dirbinmas"]),
    ]
    for sign_in_name, display, seat in named:
        _open(sign_in_name, display, seat.officer_id, by=by, at=at)
        made.sign_ins.append((sign_in_name, display))
    for sign_in_name, display, role in (
        ("pengelola", "Pengelola (akun dan satuan)", Role.ADMINISTRATOR),
        ("pemeriksa", "Pemeriksa (buku besar)", Role.AUDITOR),
    ):
        account = _open(sign_in_name, display, None, by=by, at=at)
        where = Where(unit=made.polres, place="12.18")
        grant_role(account, role, where, by=by, at=at)
        made.sign_ins.append((sign_in_name, display))


def _open(
    sign_in_name: str,
    display: str,
    officer_id: UUID | None,
    *,
    by: Principal,
    at: datetime,
) -> Account:
    account = create_account(
        sign_in_name, display_name=display, officer_id=officer_id, by=by, at=at
    )
    set_first_password(account, PASSWORD, by=by, at=at)
    choose_password(account, PASSWORD, by=oneself(account), at=at)
    return account
