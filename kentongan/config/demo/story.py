"""Nine months of the demo: visits, what they found, promises and what became of them.

Every act goes through the same service as on any page, in the order of time, so that
the ledger, the figures and the flags are what they would have been.
"""

import heapq
from collections.abc import Callable
from datetime import datetime, time, timedelta
from itertools import count
from random import Random
from typing import Final
from uuid import UUID

from django.db import transaction

from kentongan.beat.follow_ups import services as promises
from kentongan.beat.visits import services as visits
from kentongan.beat.visits.models import Promised, Visit
from kentongan.beat.visits.rules import Review
from kentongan.config.demo import texts
from kentongan.config.demo.ground import DemoPost
from kentongan.config.demo.organisation import Organisation
from kentongan.config.demo.telling import Telling
from kentongan.ground.access.actors import Principal
from kentongan.ground.basics.errors import Refusal
from kentongan.ground.basics.zones import local, moment_at

MONTHS: Final = timedelta(days=274)
BATCH: Final = 50
ZEALOUS_POLSEK: Final = {"Firdaus": 0.25, "Perbaungan": 0.1, "Kotarih": -0.25}
"""Where promises are kept more, or less, than elsewhere: so that pages speak."""

Act = Callable[[datetime], None]
Actors = Callable[[UUID], Principal]


class Teller:
    """Tells the story, act by act."""

    def __init__(
        self,
        chance: Random,
        made: Organisation,
        actors: Actors,
        now: datetime,
    ) -> None:
        """`actors` gives the principal of an officer; the story ends before `now`."""
        self._chance = chance
        self._made = made
        self._actors = actors
        self._now = now
        self._acts: list[tuple[datetime, int, Act]] = []
        self._order = count()
        self._visited = 0
        self._telling = Telling(chance)
        self.refused: list[str] = []

    def tell(self, posts: list[DemoPost], progress: Callable[[int], None]) -> int:
        """Everything that happened; how many visits that were."""
        for post in posts:
            self._plan(post)
        told = 0
        while self._acts:
            with transaction.atomic():
                for _ in range(min(BATCH, len(self._acts))):
                    at, _order, act = heapq.heappop(self._acts)
                    self._do(act, at)
                    told += 1
            progress(told)
        return self._visited

    def _do(self, act: Act, at: datetime) -> None:
        try:
            with transaction.atomic():
                act(at)
        except Refusal as refusal:
            # A story may ask for what a rule refuses (two who answer one promise).
            self.refused.append(f"{type(refusal).__name__}: {refusal}")

    def _later(self, at: datetime, act: Act) -> None:
        if at < self._now:
            heapq.heappush(self._acts, (at, next(self._order), act))

    def _plan(self, post: DemoPost) -> None:
        if post.every is None:
            return
        day = self._now - MONTHS + timedelta(days=self._chance.uniform(3, post.every))
        end = self._now - timedelta(days=post.quiet_for)
        number = 0
        while day < end:
            at = moment_at(local(day, post.village).date(), self._hour(), post.village)
            number += 1
            self._later(at, self._visit(post, number))
            day += timedelta(days=max(self._chance.gauss(post.every, 4), 6))

    def _hour(self) -> time:
        evening = self._chance.random() < 0.6
        hour = self._chance.choice((19, 20, 20, 21, 22) if evening else (9, 10, 15, 16))
        return time(hour, self._chance.randrange(0, 60, 5))

    def _visit(self, post: DemoPost, number: int) -> Act:
        def act(at: datetime) -> None:
            holder = self._holder(post, at)
            draft = self._telling.draft(post, number, at, holder)
            by = self._actors(holder)
            made = visits.record(
                draft, by=by, at=at, received_at=at + timedelta(minutes=25)
            )
            self._visited += 1
            self._follow(made, post, at)
            self._review(made, at)

        return act

    def _holder(self, post: DemoPost, at: datetime) -> UUID:
        before = self._made.held_before.get(post.seat.office.pk)
        if before is not None and at < before[1]:
            return before[0]
        return post.seat.officer_id

    def _follow(self, made: Visit, post: DemoPost, at: datetime) -> None:
        for link in Promised.objects.filter(visit=made):
            self._become(link.follow_up_id, post, at)

    def _become(self, promise_id: UUID, post: DemoPost, at: datetime) -> None:
        by = self._actors(post.seat.officer_id)
        polsek = by.standing.unit_name if by.standing else ""
        luck = self._chance.random() + ZEALOUS_POLSEK.get(polsek, 0.0)
        wait = timedelta(days=self._chance.expovariate(1 / 13) + 2)
        say = self._chance.choice
        if luck > 0.5:
            self._later(
                at + wait / 2,
                lambda t: _go(
                    promises.answer(promise_id, say(texts.ANSWERS), by=by, at=t)
                ),
            )
        if luck > 0.3:
            done = at + wait
            self._later(
                done,
                lambda t: _go(
                    promises.declare_done(promise_id, say(texts.DONE), by=by, at=t)
                ),
            )
            if luck > 0.42:
                role = f"Kadus {post.hamlet}"
                self._later(
                    done + timedelta(days=self._chance.uniform(1, 9)),
                    lambda t: _go(
                        promises.confirm(promise_id, by=by, at=t, on_behalf_of=role)
                    ),
                )
                if self._chance.random() < 0.07:
                    self._later(
                        done + timedelta(days=12),
                        lambda t: _go(
                            promises.reopen(
                                promise_id, say(texts.REOPENED), by=by, at=t
                            )
                        ),
                    )
        elif luck < 0.08:
            self._later(
                at + wait,
                lambda t: _go(
                    promises.give_up(promise_id, say(texts.GIVEN_UP), by=by, at=t)
                ),
            )

    def _review(self, made: Visit, at: datetime) -> None:
        if made.review != Review.FLAGGED:
            return
        desk = self._made.desk.get(made.reviewer_office_id)
        if desk is None or self._chance.random() < 0.05:
            return
        by = self._actors(desk)
        officer = self._actors(made.recorded_officer_id or desk)
        look = at + timedelta(hours=self._chance.uniform(8, 70))
        if self._chance.random() < 0.3:
            question = self._chance.choice(texts.QUESTIONS)
            reply = self._chance.choice(texts.REPLIES)
            self._later(look, lambda t: _go(visits.ask(made.pk, question, by=by, at=t)))
            self._later(
                look + timedelta(hours=20),
                lambda t: _go(visits.answer(made.pk, reply, by=officer, at=t)),
            )
            look += timedelta(hours=40)
        self._later(look, lambda t: _go(visits.approve(made.pk, by=by, at=t)))


def _go(_done: object) -> None:
    """What an act returns is of no use to the story."""
