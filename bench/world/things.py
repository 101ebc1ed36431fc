"""Posts, visits, promises and contacts of given villages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import numpy
from numpy.typing import NDArray

from bench.world.copying import NULL, copy, ids, moments, written
from bench.world.organisation import Organisation, account_id, office_id, officer_id
from bench.world.territory import POLRES, Village
from kentongan.beat.watch.rules.posts import name_key, search_key
from kentongan.ground.basics.ids import id_of_text
from kentongan.ground.basics.zones import zone_of
from kentongan.ground.places.selectors import full_names

DAYS: Final = 270
FLOWERS: Final = (
    "Melati",
    "Mawar",
    "Anggrek",
    "Kenanga",
    "Cempaka",
    "Dahlia",
    "Tanjung",
)
FIGURES: Final = ("village_head", "babinsa", "community_figure", "youth_figure")
ANSWERERS: Final = ("village", "police", "post", "partner")
STATES: Final = ("open", "declared_done", "kept", "not_possible")
WITH_PROMISE: Final = 5
"""One visit in so many leads to a promise."""


@dataclass(frozen=True)
class _Posts:
    """Posts as columns, and how long nobody has been at each.

    Attributes:
        quiet: Days since the last visit; the registration for who had none.
    """

    ids: list[str]
    village: NDArray[Any]
    quiet: NDArray[Any]
    visited: NDArray[Any]


@dataclass(frozen=True)
class _Words:
    """What every row of a village repeats, written out once."""

    stands: list[str]
    office: list[str]
    kanit: list[str]
    hand: list[str]


def settle(
    made: Organisation,
    villages: list[Village],
    shares: Sequence[int],
    *,
    visits: int,
    chance: numpy.random.Generator,
    at: datetime,
) -> int:
    """Settle villages with so many posts each; how many visits were written."""
    posts = _posts(villages, shares, chance, at)
    words = _words(made, villages)
    _contacts(made, villages, chance, at)
    _visits(posts, words, villages, visits, chance, at)
    _promises(posts, words, visits // WITH_PROMISE, chance, at)
    return visits


def _words(made: Organisation, villages: list[Village]) -> _Words:
    offices = [made.village_seats[village.path] for village in villages]
    kanits = {v.polsek: str(office_id(v.polsek, "kanit_binmas")) for v in villages}
    return _Words(
        stands=[f"{v.id}\t{v.path}" for v in villages],
        office=[f"{o}\t{v.polsek}" for o, v in zip(offices, villages, strict=True)],
        kanit=[kanits[v.polsek] for v in villages],
        hand=[
            f"{account_id(office)}\t{officer_id(office)}"
            f"\tbhabinkamtibmas@{village.polsek}"
            for office, village in zip(map(UUID, offices), villages, strict=True)
        ],
    )


def _posts(
    villages: list[Village],
    shares: Sequence[int],
    chance: numpy.random.Generator,
    at: datetime,
) -> _Posts:
    """One in seven long unvisited, one in 25 never visited."""
    village = numpy.repeat(numpy.arange(len(villages)), shares)
    count = len(village)
    luck = chance.random(count)
    quiet = numpy.where(
        luck < 1 / 7, chance.uniform(31, 130, count), chance.uniform(0.5, 29, count)
    )
    visited = luck > 1 / 25
    quiet = numpy.where(visited, quiet, DAYS)
    made = ids(moments(at, numpy.full(count, DAYS + 30.0)), chance)
    posts = _Posts(made, village, quiet, visited)
    # Asked for now: nothing can be asked on a connection that copies.
    names = full_names([village.path for village in villages])
    copy(
        "watch_post",
        ("id", "place_id", "place", "name", "name_key", "search_key", "point",
         "qr_token", "last_visited_at", "last_full_inspection_at", "registered_at"),
        _post_lines(posts, villages, shares, names, at),
        {"verified": True, "last_readiness": 71},
    )  # fmt: skip
    return posts


def _post_lines(
    posts: _Posts,
    villages: list[Village],
    shares: Sequence[int],
    names: dict[str, str],
    at: datetime,
) -> Iterator[str]:
    chance = numpy.random.default_rng(len(posts.ids))
    last = written(moments(at, posts.quiet))
    full = written(moments(at, posts.quiet + chance.uniform(0, 120, len(last))))
    began = f"{at - timedelta(days=DAYS):%Y-%m-%dT%H:%M:%SZ}"
    lon, lat = chance.uniform(95, 141, len(last)), chance.uniform(-11, 6, len(last))
    row = 0
    for village, share in zip(villages, shares, strict=True):
        stands = f"{village.id}\t{village.path}"
        for number in range(share):
            name = f"Pos {FLOWERS[row % len(FLOWERS)]} {number + 1}"
            seen = f"{last[row]}\t{full[row]}" if posts.visited[row] else "\\N\t\\N"
            yield (
                f"{posts.ids[row]}\t{stands}\t{name}\t{name_key(name)}"
                f"\t{search_key(name, names[village.path])}"
                f"\t({lon[row]:.5f},{lat[row]:.5f})\tq{posts.ids[row][:30]}"
                f"\t{seen}\t{began}"
            )
            row += 1


def _contacts(
    made: Organisation,
    villages: list[Village],
    chance: numpy.random.Generator,
    at: datetime,
) -> None:
    began = f"{at - timedelta(days=DAYS):%Y-%m-%dT%H:%M:%SZ}"
    met = written(moments(at, chance.uniform(0, 90, len(villages))))
    copy(
        "community_contact",
        ("id", "place_id", "place", "kind", "role", "office_id", "consent_at",
         "last_met_at"),
        (
            f"{id_of_text(f'bench {kind} {v.path}')}\t{v.id}\t{v.path}\t{kind}"
            f"\t{kind} {v.name}\t{made.village_seats[v.path]}\t{began}\t{met[row]}"
            for row, v in enumerate(villages)
            for kind in FIGURES
        ),
        {"consent": "public_role"},
    )  # fmt: skip


def _visits(
    posts: _Posts,
    words: _Words,
    villages: list[Village],
    count: int,
    chance: numpy.random.Generator,
    at: datetime,
) -> None:
    """The last visit of each post, and earlier ones; in the order of time, as they come."""
    been = numpy.flatnonzero(posts.visited)
    more = chance.choice(been, max(0, count - len(been)))
    post = numpy.concatenate([been, more])[:count]
    ago = posts.quiet[post].copy()
    earlier = ago[len(been) :]
    ago[len(been) :] = earlier + (DAYS - earlier) * chance.random(len(earlier))
    order = numpy.argsort(-ago)
    post, ago = post[order], ago[order]
    standing = posts.village[post].tolist()
    stamps = moments(at, ago)
    made = ids(stamps, chance)
    zones = [str(zone_of(village.path)) for village in villages]
    copy(
        "visits_visit",
        ("id", "place_id", "place", "post_id", "done_at", "received_at", "date",
         "office_id", "unit", "recorded_by", "recorded_officer_id", "recorded_office",
         "zone", "review", "reviewer_office_id"),
        (
            f"{one}\t{words.stands[v]}\t{posts.ids[at_post]}\t{when}\t{when}"
            f"\t{when[:10]}\t{words.office[v]}\t{words.hand[v]}\t{zones[v]}"
            f"\t{_review(drawn, recent=recent)}\t{words.kanit[v]}"
            for one, v, at_post, when, drawn, recent in zip(
                made, standing, post.tolist(), written(stamps),
                chance.random(len(post)).tolist(), (ago < 60).tolist(), strict=True,
            )
        ),
        {"kind": "post_inspection", "source": "console", "digest": "0" * 64},
    )  # fmt: skip
    near = numpy.array([village.district in POLRES for village in villages])
    rows = numpy.flatnonzero(near[posts.village[post]]).tolist()
    hands = [words.hand[standing[row]].split("\t")[1] for row in rows]
    _attendance([made[row] for row in rows], hands, written(stamps[rows]))


def _review(luck: float, *, recent: bool) -> str:
    if not recent:
        return "approved" if luck < 0.1 else "counted"
    if luck < 0.06:
        return "flagged"
    return "asked" if luck < 0.065 else "counted"


def _attendance(visits: list[str], officers: list[str], when: list[str]) -> None:
    """Who recorded it, for the measured Polres: what a new record is compared with."""
    copy(
        "visits_attendance",
        ("id", "visit_id", "done_at", "officer_id"),
        (
            f"{one[:13]}8{one[14:]}\t{one}\t{moment}\t{officer}"
            for one, officer, moment in zip(visits, officers, when, strict=True)
        ),
        {"presence": "officer", "rank": "Bripka", "position": "Bhabinkamtibmas"},
    )


def _promises(
    posts: _Posts,
    words: _Words,
    count: int,
    chance: numpy.random.Generator,
    at: datetime,
) -> None:
    post = chance.choice(numpy.flatnonzero(posts.visited), count)
    ago = chance.uniform(0, DAYS, count)
    stamps = moments(at, ago)
    state = numpy.where(
        ago < 50,
        chance.choice(2, count, p=(0.8, 0.2)),
        chance.choice(4, count, p=(0.04, 0.04, 0.82, 0.1)),
    )
    due = [at.date() - timedelta(days=int(n)) for n in ago - 30]
    copy(
        "follow_ups_followup",
        ("id", "place_id", "place", "post_id", "promised_at", "office_id", "unit",
         "due", "first_due", "state", "settled_at", "answerer"),
        (
            f"{made}\t{words.stands[v]}\t{posts.ids[one]}\t{when}\t{words.office[v]}"
            f"\t{_dates(day)}\t{STATES[s]}\t{when if s > 1 else NULL}"
            f"\t{ANSWERERS[int(day.toordinal()) % 4]}"
            for made, v, one, when, day, s in zip(
                ids(stamps, chance), posts.village[post].tolist(), post.tolist(),
                written(stamps), due, state.tolist(), strict=True,
            )
        ),
        {
            "text": "Lampu simpang diganti",
            "answerer_name": "Kepala desa",
            "raised_by_role": "kepala dusun",
        },
    )  # fmt: skip


def _dates(day: date) -> str:
    return f"{day}\t{day}"
