"""Plain functions that make rows for tests. Say only what the test is about.

Places, names and people are invented or official names of places; nobody is real.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from uuid import UUID

from django.db import connections
from django.test import Client

from kentongan.beat.follow_ups import services as follow_ups
from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.follow_ups.rules import Answerer, PromiseDraft
from kentongan.beat.watch import services as watch
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.agreements import NightRules
from kentongan.beat.watch.rules.posts import PostDraft
from kentongan.ground.access.actors import Principal, operator, principal
from kentongan.ground.access.models import Account
from kentongan.ground.access.roles import Role
from kentongan.ground.access.services.accounts import create_account
from kentongan.ground.access.services.grants import Where, grant_role
from kentongan.ground.basics.errors import Refusal
from kentongan.ground.ledger.selectors import lines_about
from kentongan.ground.places.models import Place
from kentongan.ground.places.rules.levels import level_of
from kentongan.ground.units.models import (
    Appointment,
    Assignment,
    Jurisdiction,
    Office,
    Officer,
    RankHeld,
    Unit,
)
from kentongan.ground.units.rules.positions import Position

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOON = datetime(2026, 7, 22, 5, 0, tzinfo=UTC)
"""Wednesday 22 July 2026, twelve o'clock in Medan."""
TODAY = date(2026, 7, 22)
LONG_AGO = NOON - timedelta(days=400)


def make_place(path: str, name: str, word: str = "desa") -> Place:
    """A place of the territory, current."""
    return Place.objects.create(path=path, level=level_of(path), name=name, word=word)


def make_unit(path: str, kind: str, name: str, *places: Place) -> Unit:
    """A police unit that answers for these places."""
    unit = Unit.objects.create(
        path=path,
        kind=kind,
        name=name,
        parent=Unit.objects.filter(path=path.rpartition(".")[0]).first(),
        established_at=LONG_AGO,
    )
    for place in places:
        Jurisdiction.objects.create(
            unit=unit,
            unit_path=path,
            place_id=place.pk,
            place=place.path,
            held_from=LONG_AGO,
        )
    return unit


def make_officer(
    name: str, rank: str, position: Position, unit: Unit, *villages: Place
) -> Account:
    """An officer in a seat of a unit, with an account of the first name."""
    officer = Officer.objects.create(
        name=name, name_key=name.lower(), lineage=".".join(unit.path.split(".")[:2])
    )
    RankHeld.objects.create(officer=officer, rank=rank, held_from=LONG_AGO)
    seat = Office.objects.create(
        unit=unit, unit_path=unit.path, position=position, label=name
    )
    Appointment.objects.create(office=seat, officer=officer, held_from=LONG_AGO)
    for village in villages:
        Assignment.objects.create(
            office=seat, place_id=village.pk, place=village.path, held_from=LONG_AGO
        )
    return make_account(name, officer_id=officer.pk)


def make_account(name: str, *, officer_id: UUID | None = None) -> Account:
    """An account that can do nothing by itself; signs in by the first name."""
    return create_account(
        name.split()[0],
        display_name=name,
        by=operator(),
        at=LONG_AGO,
        officer_id=officer_id,
    )


def make_resident(name: str, post: Post, role: Role = Role.MEMBER) -> Account:
    """A resident who belongs to a post."""
    account = make_account(name)
    where = Where(place=post.place, holding_id=post.pk)
    grant_role(account, role, where, by=operator(), at=LONG_AGO)
    return account


def now(account: Account, at: datetime = NOON) -> Principal:
    """The account as an actor at noon."""
    return principal(account, at=at)


def make_post(
    place: Place, name: str = "Pos Melati", *, at: datetime = LONG_AGO
) -> Post:
    """A post on the register, never visited, unless somebody says otherwise."""
    draft = PostDraft(name=name, place_id=place.pk, place=place.path)
    return watch.register(draft, by=operator(), at=at)


def promise_of(post: Post, text: str = "Lampu simpang diganti") -> PromiseDraft:
    """What the village promised at a post, asked for by the hamlet head."""
    return PromiseDraft(
        text=text,
        answerer=Answerer.VILLAGE,
        answerer_name="Kades",
        due=TODAY + timedelta(days=3),
        place_id=post.place_id,
        place=post.place,
        raised_by_role="Kadus V",
        post_id=post.pk,
    )


def make_follow_up(
    post: Post, *, due: date | None = None, at: datetime = NOON - timedelta(days=10)
) -> FollowUp:
    """An open promise at a post, ten days old."""
    draft = promise_of(post)
    draft = PromiseDraft(**{**vars(draft), "due": due})
    return follow_ups.promise(draft, by=operator(), at=at)


def acts(kind: str, row_id: UUID) -> list[str]:
    """What the ledger says was done to a thing, in order."""
    return [line.act for line in lines_about(f"{kind}:{row_id}")]


def signed_in(account: Account | None) -> Client:
    """A browser in which somebody is signed in, or nobody."""
    client = Client()
    if account is not None:
        client.force_login(account, backend=BACKEND)
    return client


def at_once(*things: Callable[[], object]) -> list[str]:
    """Do these in threads that start together; "done" or the refusal's code of each.

    For tests marked ``django_db(transaction=True)``.
    """
    ready = Barrier(len(things))

    def run(thing: Callable[[], object]) -> str:
        try:
            ready.wait()
            thing()
        except Refusal as refusal:
            return refusal.code
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor() as pool:
        return sorted(pool.map(run, things))


def hours_around(here: datetime) -> NightRules:
    """Hours around this very moment, within the night that lasts from noon to noon."""
    noon = here.replace(hour=12, minute=0, second=0, microsecond=0)
    noon -= timedelta(days=1) if here < noon else timedelta(0)
    begins, ends = (
        max(noon, here - timedelta(hours=1)),
        min(noon + timedelta(days=1), here + timedelta(hours=1)),
    )
    return NightRules(
        begins=begins.time().replace(second=0, microsecond=0),
        ends=ends.time().replace(second=0, microsecond=0),
    )
