"""Check-ins through their service, beside the same rows written by a bare loop."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from time import perf_counter
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from bench.frame import Figure, spread
from bench.pages import as_in_production
from kentongan.beat.watch import services
from kentongan.beat.watch.models import CheckIn
from kentongan.beat.watch.rules.agreements import NightRules, hours
from kentongan.beat.watch.rules.nights import CheckInDraft
from kentongan.beat.watch.rules.posts import MemberDraft, MemberRole
from kentongan.ground.access import rls
from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.zones import night_of, zone_of
from tests.cast import Town, build_town
from tests.make import NOON, now

ROUNDS: Final = 20
MEMBERS: Final = 100
RULES: Final = NightRules()
INSERT: Final = """
    insert into watch_checkin (id, post_id, night, member_id, way, done_at, received_at,
                               is_late, noted_by_id)
    values (%s, %s, %s, %s, 'leader', %s, %s, false, %s)
    on conflict do nothing
"""


def figures() -> Iterator[Figure]:
    """A hundred at once and one at a time, ours and bare in turns."""
    town = build_town()
    members = _members(town)
    yield from _both(town, members, "100 check-ins at once")
    yield from _both(town, members[:1], "one check-in")


def _members(town: Town) -> list[UUID]:
    by = now(town.marni)
    services.agree(town.melati.pk, RULES, by=by, at=NOON)
    return [
        services.add_member(
            town.melati.pk,
            MemberDraft(f"Warga {n}", MemberRole.MEMBER, is_adult=True),
            by=by,
            at=NOON,
        ).pk
        for n in range(MEMBERS)
    ]


def _both(town: Town, members: list[UUID], what: str) -> Iterator[Figure]:
    taken, bare = [], []
    with as_in_production():
        for turn in range(ROUNDS):
            # Each night is new, as every evening is; a year apart for the other size.
            night = night_of(NOON, town.melati.place) + timedelta(
                days=2 * turn + (365 if len(members) == 1 else 1)
            )
            taken.append(_noted(town, members, night))
            bare.append(_bare(town, members, night + timedelta(days=1)))
    rate = [len(members) / (ms / 1000) for ms in taken]
    yield spread(f"{what}: a second", "n", rate)
    figure = spread(f"{what}: beside bare", "ms", taken)
    alone = sorted(bare)[len(bare) // 2]
    yield replace(
        figure,
        beside=f"the same rows by a loop {alone:.1f} ms",
        ratio=round(figure.median / alone, 2),
    )


def _drafts(
    town: Town, members: list[UUID], night: date
) -> tuple[list[CheckInDraft], datetime]:
    begins, _ends = hours(RULES, night, zone_of(town.melati.place))
    drafts = [CheckInDraft(new_id(), member, begins) for member in members]
    return drafts, begins + timedelta(hours=1)


def _noted(town: Town, members: list[UUID], night: date) -> float:
    drafts, at = _drafts(town, members, night)
    by = now(town.marni)
    started = perf_counter()
    with transaction.atomic():
        rls.enter(by)
        kept = services.check_in(town.melati.pk, night, drafts, by=by, at=at)
    taken = (perf_counter() - started) * 1000
    if kept.head_count != len(members):
        raise RuntimeError(f"{kept.head_count} of {len(members)} were noted")
    return taken


def _bare(town: Town, members: list[UUID], night: date) -> float:
    drafts, at = _drafts(town, members, night)
    rows = [
        (one.id, town.melati.pk, night, one.member_id, one.done_at, at, town.marni.pk)
        for one in drafts
    ]
    by = now(town.marni)
    started = perf_counter()
    with transaction.atomic():
        rls.enter(by)
        with connection.cursor() as cursor:
            cursor.executemany(INSERT, rows)
    taken = (perf_counter() - started) * 1000
    written = CheckIn.objects.everywhere(because="a measurement").filter(night=night)
    if written.count() != len(members):
        raise RuntimeError("not all rows were written")
    return taken
