"""No sequence of acts shows anybody a row outside their reach."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.beat.follow_ups import services as promises
from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.follow_ups.rules import Answerer, PromiseDraft
from kentongan.beat.reports.models import Report
from kentongan.beat.visits import services as visits
from kentongan.beat.visits.models import Visit
from kentongan.beat.visits.rules import Kind
from kentongan.beat.visits.rules.drafts import Pledge, Told, VisitDraft
from kentongan.beat.watch import services as watch
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.posts import PostDraft
from kentongan.ground.access.actors import Principal, operator, principal
from kentongan.ground.access.models import Account
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Refusal
from kentongan.ground.basics.ids import new_id
from kentongan.ground.units.models import Office
from kentongan.ground.units.rules.positions import Position
from kentongan.ground.units.services import hand_over
from kentongan.ground.wall.models import Walled
from tests.cast import Town, build_town
from tests.make import NOON, TODAY, make_officer

WALLED: Final[dict[type[Walled], Permission]] = {
    Post: Permission.POST_VIEW,
    Visit: Permission.VISIT_VIEW,
    FollowUp: Permission.FOLLOW_UP_VIEW,
    Report: Permission.REPORT_VIEW,
}
PLACES: Final = (
    "12.18.04.2023", "12.18.04.2024", "12.18.04.2024.v", "12.18.04.2024.vi",
    "12.18.05.2001",
)  # fmt: skip
PEOPLE: Final = ("rina", "bonar", "tiur", "yosef", "marni", "sahat", "dame", "nobody")

Step = tuple[str, str, str]
steps: st.SearchStrategy[Step] = st.tuples(
    st.sampled_from(["register", "visit", "promise", "answer", "hand over"]),
    st.sampled_from(PEOPLE),
    st.sampled_from(PLACES),
)


class Story:
    """A town in which things are done, and what each may see by our own reckoning."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.keeper = {"12.18.04.2024": "rina", "12.18.05.2001": "yosef"}
        self.successors = 0
        self.in_firdaus: set[str] = set()
        self.accounts: dict[str, Account] = {n: getattr(town, n) for n in PEOPLE}

    def tops(self, name: str) -> tuple[str, ...]:
        """Where `name` serves today; nothing here asks the code under test."""
        if name in ("bonar", "tiur"):
            return ("12.18.04",)
        if name.startswith("heir"):  # members of the Polsek besides the seat they got
            return ("12.18.04",) if name in self.in_firdaus else ("12.18.05",)
        return tuple(top for top, keeper in self.keeper.items() if keeper == name)

    def may_see(self, name: str, row: Walled) -> bool:
        own_post = {
            "marni": self.town.melati,
            "sahat": self.town.melati,
            "dame": self.town.dahlia,
        }.get(name)
        post_id: UUID | None = getattr(row, "post_id", None)
        if isinstance(row, Post):
            post_id = row.pk
        if own_post is not None:
            kinds = (Post, FollowUp)
            return isinstance(row, kinds) and post_id == own_post.pk
        place = str(getattr(row, "place"))  # noqa: B009  every walled row has one
        return any(
            place == top or place.startswith(f"{top}.") for top in self.tops(name)
        )

    def do(self, step: Step) -> None:
        act, name, path = step
        acts: dict[str, Callable[[str, str], None]] = {
            "register": self.register,
            "visit": self.visit,
            "promise": self.promise,
            "answer": self.answer,
            "hand over": self.hand_over,
        }
        try:
            with transaction.atomic():
                acts[act](name, path)
        except Refusal:
            pass  # what may not be done is refused; what is seen is asked below

    def register(self, name: str, path: str) -> None:
        place = self.town.places[path]
        draft = PostDraft(name=f"Pos {new_id()}", place_id=place.pk, place=path)
        watch.register(draft, by=self.now(name), at=NOON)

    def visit(self, name: str, path: str) -> None:
        place = self.town.places[path]
        draft = VisitDraft(
            kind=Kind.DOOR_TO_DOOR,
            date=TODAY,
            place=path,
            place_id=place.pk,
            information=(Told("Lampu mati", "facility", "warga"),),
            pledges=(Pledge("Lampu diganti", "Kades", TODAY + timedelta(days=7)),),
        )
        visits.record(draft, by=self.now(name), at=NOON)

    def promise(self, name: str, path: str) -> None:
        post = self.town.melati if path.endswith(".v") else self.town.kenanga
        draft = PromiseDraft(
            text="Senter baru",
            answerer=Answerer.POST,
            place_id=post.place_id,
            place=post.place,
            post_id=post.pk,
        )
        promises.promise(draft, by=self.now(name), at=NOON)

    def answer(self, name: str, path: str) -> None:
        rows = FollowUp.objects.everywhere(because="the test picks any promise")
        row = rows.order_by("id").first()
        if row is not None:
            promises.answer(row.pk, f"Sabar, {path}", by=self.now(name), at=NOON)

    def hand_over(self, name: str, path: str) -> None:
        top = path[:13]
        if top not in self.keeper:
            return
        self.successors += 1
        unit = self.town.polsek if top.startswith("12.18.04") else self.town.next_polsek
        heir = make_officer(
            f"Heir{self.successors} Purba", "bripda", Position.ANGGOTA, unit
        )
        label = "Rina Sitorus" if top == "12.18.04.2024" else "Yosef Purba"
        seat = Office.objects.get(label=label)
        assert heir.officer_id is not None
        hand_over(seat.pk, to=heir.officer_id, by=operator(), at=NOON)
        heir_name = f"heir{self.successors}"
        self.accounts[heir_name] = heir
        if unit is self.town.polsek:
            self.in_firdaus.add(heir_name)
        self.keeper[top] = heir_name

    def now(self, name: str) -> Principal:
        return principal(self.accounts[name], at=NOON + timedelta(seconds=1))

    def check(self) -> None:
        for model, permission in WALLED.items():
            rows = list(model.objects.everywhere(because="the test recounts by itself"))
            for name in self.accounts:
                actor = self.now(name)
                seen = {r.pk for r in model.objects.visible_to(actor, permission)}
                allowed = {row.pk for row in rows if self.may_see(name, row)}
                assert seen <= allowed, (name, model.__name__)
                covered = {r.pk for r in rows if r.is_within(actor.reach(permission))}
                assert seen == covered, (name, model.__name__)


@pytest.mark.django_db
@given(st.lists(steps, min_size=1, max_size=8))
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_sequence_of_acts_shows_a_row_outside_reach(doings: list[Step]) -> None:
    with transaction.atomic():
        story = Story(build_town())
        for step in doings:
            story.do(step)
        story.check()
        transaction.set_rollback(True)
