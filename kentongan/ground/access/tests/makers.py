"""Invented people with offices and accounts, for these tests."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from kentongan.ground.access.actors import Principal, operator, principal
from kentongan.ground.access.models import Account, Grant
from kentongan.ground.access.roles import Role
from kentongan.ground.access.services.accounts import choose_password, create_account
from kentongan.ground.access.services.grants import Where, grant_role
from kentongan.ground.basics.ids import id_of_text
from kentongan.ground.ledger.models import Line
from kentongan.ground.units.models import (
    Appointment,
    Assignment,
    Jurisdiction,
    Office,
    Officer,
    Unit,
)
from kentongan.ground.units.rules.positions import Position

NOON = datetime(2026, 7, 22, 5, 0, tzinfo=UTC)
LONG_AGO = NOON - timedelta(days=400)
PASSWORD = "lampu-simpang-menyala"
POLRES = "sumut.serdang_bedagai"
POLSEK = "sumut.serdang_bedagai.firdaus"
OTHER_POLSEK = "sumut.serdang_bedagai.perbaungan"
VILLAGE = "12.18.04.2024"
DISTRICT = "12.18.04"
POST = id_of_text("post:melati")
OTHER_POST = id_of_text("post:kenanga")


def unit(path: str, kind: str = "polsek", places: tuple[str, ...] = ()) -> Unit:
    made, _new = Unit.objects.get_or_create(
        path=path,
        defaults={
            "kind": kind,
            "name": path.rpartition(".")[2],
            "established_at": LONG_AGO,
        },
    )
    for place in places:
        Jurisdiction.objects.create(
            unit=made,
            unit_path=path,
            place_id=id_of_text(place),
            place=place,
            held_from=LONG_AGO,
        )
    return made


def officer(
    name: str,
    position: Position,
    path: str = POLSEK,
    villages: tuple[str, ...] = (),
    held_from: datetime = LONG_AGO,
) -> Officer:
    person = Officer.objects.create(name=name, name_key=name.lower())
    seat = Office.objects.create(
        unit=unit(path), unit_path=path, position=position, label=name
    )
    Appointment.objects.create(office=seat, officer=person, held_from=held_from)
    for village in villages:
        Assignment.objects.create(
            office=seat,
            place_id=id_of_text(village),
            place=village,
            held_from=LONG_AGO,
        )
    return person


def account(
    name: str, holder: Officer | None = None, *, opened: bool = True
) -> Account:
    made = create_account(
        name,
        display_name=name.title(),
        by=operator(),
        at=LONG_AGO,
        officer_id=holder.id if holder else None,
    )
    if opened:
        choose_password(made, PASSWORD, by=principal(made, at=NOON), at=LONG_AGO)
    return made


def bhabin(name: str = "rina", villages: tuple[str, ...] = (VILLAGE,)) -> Account:
    return account(name, officer(name, Position.BHABINKAMTIBMAS, villages=villages))


def kapolsek(name: str = "togar", path: str = POLSEK) -> Account:
    unit(path, places=(DISTRICT,))
    return account(name, officer(name, Position.KAPOLSEK, path))


def administrator(name: str = "pengelola") -> Account:
    made = account(name)
    grant_role(
        made, Role.ADMINISTRATOR, Where(place="", unit=""), by=operator(), at=LONG_AGO
    )
    return made


def member(
    name: str, post: UUID = POST, role: Role = Role.MEMBER, place: str = VILLAGE
) -> Account:
    made = account(name, opened=False)
    grant_role(
        made, role, Where(place=place, holding_id=post), by=operator(), at=LONG_AGO
    )
    return made


def grant_of(made: Account) -> Grant:
    return Grant.objects.get(account=made)


def now(made: Account) -> Principal:
    return principal(made, at=NOON)


def acts(about: Account) -> list[str]:
    lines = Line.objects.everywhere(because="a test reads what was written")
    return list(
        lines.filter(subject=f"account:{about.id}")
        .order_by("id")
        .values_list("act", flat=True)
    )
