"""Builds the demo world from a seed and a day, through the services of every day."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from kentongan.beat.follow_ups.rules import Answerer, PromiseDraft
from kentongan.beat.follow_ups.services import promise
from kentongan.config.demo.ground import DemoPost, Settler, shipped_outlines
from kentongan.config.demo.names import Namer
from kentongan.config.demo.news import tell_news
from kentongan.config.demo.organisation import (
    PASSWORD,
    POLSEK,
    Founder,
    Organisation,
    open_accounts,
)
from kentongan.config.demo.reports import tell_reports
from kentongan.config.demo.story import MONTHS, Teller
from kentongan.config.demo.watch import keep_watch
from kentongan.ground.access.actors import Principal, operator, principal
from kentongan.ground.access.models import Account
from kentongan.ground.access.roles import Role
from kentongan.ground.access.services.accounts import create_account
from kentongan.ground.access.services.cards import issue_card
from kentongan.ground.access.services.grants import Where, grant_role
from kentongan.ground.basics.zones import local
from kentongan.ground.ledger.models import Line
from kentongan.ground.places.rules.geojson import read
from kentongan.ground.places.selectors import by_path
from kentongan.ground.places.services import load_boundaries, load_gazetteer

SEED: Final = 20260
SOURCE: Final = (
    "Badan Informasi Geospasial, melalui cahyadsn/wilayah (MIT); bukan batas definitif"
)
Say = Callable[[str], None]


@dataclass(frozen=True)
class Totals:
    """What a demo world holds."""

    villages: int
    officers: int
    posts: int
    visits: int
    refused: int


def is_built() -> bool:
    """Whether this world has a story already: it is never told twice."""
    return (
        marker().exists()
        or Line.objects.everywhere(
            because="a demo is built only where nobody has acted"
        )
        .filter(act="visit.recorded")
        .exists()
    )


def marker() -> Path:
    """The file that makes a world a demo, and holds its sign-ins."""
    home: Path = settings.KENTONGAN_HOME
    return home / "demo"


def build(*, at: datetime, say: Say, seed: int = SEED) -> Totals:
    """Tell the whole story; the same seed and day give the same world."""
    chance = Random(seed)  # noqa: S311  a story, no secret
    by = operator()
    begun = at - MONTHS - timedelta(days=3)
    say("Territory: every official area of the country")
    load_gazetteer(by=by, at=begun)
    _draw_outlines(by, begun)
    # One transaction: a story that was broken off leaves nothing behind.
    with transaction.atomic():
        totals, told = _tell(chance, by, begun, at, say)
    _mark(told)
    return totals


def _tell(
    chance: Random, by: Principal, begun: datetime, at: datetime, say: Say
) -> tuple[Totals, dict[str, object]]:
    names = Namer(chance)
    say("Polres Serdang Bedagai: units, seats, officers")
    made = Founder(chance, names, by=by, at=begun).found(at)
    actors = _open_all(made, by, begun, at)
    say("Posts in every village")
    districts = [code for codes in POLSEK.values() for code in codes]
    posts = Settler(chance, names, by=by, at=begun).settle(made, districts)
    say(f"{len(posts)} posts; now nine months of visits")
    teller = Teller(chance, made, actors, at)
    visits = teller.tell(posts, lambda n: say(f"{n} acts") if n % 1000 == 0 else None)
    _set_the_scene(made, posts, actors, at)
    tell_news(made.polres, actors(made.seats["humas"].officer_id), at)
    seat = made.village_seats["Firdaus"][0]
    village = next(post.village for post in posts if post.seat is seat)
    receipt = tell_reports(village, actors(seat.officer_id), at)
    told: dict[str, object] = {
        "receipt": receipt,
        "password": PASSWORD,
        "sign_ins": [{"name": n, "display": d} for n, d in made.sign_ins],
        "residents": _residents(made, posts, names, by, at),
    }
    seats = [s for seats in made.village_seats.values() for s in seats]
    totals = Totals(
        villages=len({post.village for post in posts}),
        officers=len(seats) + len(made.seats),
        posts=len(posts),
        visits=visits,
        refused=len(teller.refused),
    )
    return totals, told


def _draw_outlines(by: Principal, at: datetime) -> None:
    raw = json.dumps({"type": "FeatureCollection", "features": shipped_outlines()})
    outlines = list(read(raw.encode(), file="serdang_bedagai_villages.geojson"))
    load_boundaries(outlines, decree="", source=SOURCE, by=by, at=at)


def _open_all(
    made: Organisation, by: Principal, begun: datetime, now: datetime
) -> Callable[[UUID], Principal]:
    """Accounts for all who act; those of the first page with a password."""
    open_accounts(made, by=by, at=begun)
    known = {a.officer_id for a in Account.objects.filter(officer_id__isnull=False)}
    seats = [s for seats in made.village_seats.values() for s in seats]
    everyone = {s.officer_id for s in [*seats, *made.seats.values()]}
    everyone |= {officer for officer, _until in made.held_before.values()}
    for number, officer_id in enumerate(sorted(everyone - known), 1):
        create_account(
            f"petugas{number:03d}",
            display_name=f"Petugas {number:03d}",
            officer_id=officer_id,
            by=by,
            at=begun,
        )
    left = dict(made.held_before.values())
    accounts = {
        a.officer_id: a for a in Account.objects.filter(officer_id__isnull=False)
    }
    kept: dict[UUID, Principal] = {}

    def actor(officer_id: UUID) -> Principal:
        if officer_id not in kept:
            moment = left.get(officer_id, now) - timedelta(minutes=1)
            kept[officer_id] = principal(accounts[officer_id], at=moment)
        return kept[officer_id]

    return actor


def _set_the_scene(
    made: Organisation,
    posts: list[DemoPost],
    actors: Callable[[UUID], Principal],
    now: datetime,
) -> None:
    """A promise that is due on the very day, for whoever looks at it as Rina."""
    seat = made.village_seats["Firdaus"][0]
    post = next(p for p in posts if p.seat is seat)
    place = by_path(f"{post.village}.{post.hamlet.lower()}")
    promise(
        PromiseDraft(
            text=f"Lampu simpang Dusun {post.hamlet} diganti",
            answerer=Answerer.VILLAGE,
            answerer_name="Kades",
            place_id=place.pk,
            place=place.path,
            raised_by_role="warga",
            post_id=post.id,
            office_id=seat.office.pk,
            due=local(now, place.path).date(),
        ),
        by=actors(seat.officer_id),
        at=now - timedelta(days=6),
    )


def _residents(
    made: Organisation,
    posts: list[DemoPost],
    names: Namer,
    by: Principal,
    at: datetime,
) -> list[dict[str, str]]:
    """The head of one of Rina's posts, with a card, and the nights of that post."""
    seat = made.village_seats["Firdaus"][0]
    post = next(p for p in posts if p.seat is seat)
    head = create_account("marni", display_name="Marni, ketua pos", by=by, at=at)
    where = Where(holding_id=post.id, place=f"{post.village}.{post.hamlet.lower()}")
    grant_role(head, Role.POST_HEAD, where, by=by, at=at)
    card = issue_card(head, post.id, by=by, at=at)
    keep_watch(post.id, head, names, at)
    return [
        {
            "name": f"Marni, ketua {post.name} (kartu QR, PIN {card.pin})",
            "card": card.token,
        }
    ]


def _mark(told: dict[str, object]) -> None:
    path = marker()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1))
    path.chmod(0o600)
