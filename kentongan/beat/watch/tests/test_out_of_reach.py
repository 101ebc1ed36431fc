"""Whatever anybody does, in whatever order, nobody sees a row outside their reach."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kentongan.beat.follow_ups import selectors as promises
from kentongan.beat.follow_ups import services as promising
from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.watch import services as watching
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.posts import EquipmentState, PostDraft
from kentongan.beat.watch.selectors import posts as posts
from kentongan.ground.access.actors import Principal
from kentongan.ground.basics.errors import Refusal
from kentongan.ground.basics.paths import is_within
from kentongan.ground.places.models import Place
from tests.cast import Town, build_town
from tests.make import NOON, TODAY, make_follow_up, now, promise_of

WHO = ("rina", "bonar", "tiur", "yosef", "marni", "sahat", "dame", "nobody")
GROUND = {
    "rina": "12.18.04.2024",
    "bonar": "12.18.04",
    "tiur": "12.18.04",
    "yosef": "12.18.05.2001",
}
OWN = {"marni": "melati", "sahat": "melati", "dame": "dahlia"}

Act = Callable[["Scene", Principal, int], object]


class Scene:
    """The town, and all that was put into it so far, known without asking the wall."""

    def __init__(self, town: Town) -> None:
        """Begin with the cast's own three posts and a promise at each."""
        self.town = town
        self.actors = {name: now(getattr(town, name)) for name in WHO}
        self.places: list[Place] = [
            place for path, place in town.places.items() if path.count(".") >= 3
        ]
        for post in (town.melati, town.dahlia, town.kenanga):
            make_follow_up(post, due=TODAY)

    def posts(self) -> list[Post]:
        return list(Post.objects.everywhere(because="test").order_by("id"))

    def promises(self) -> list[FollowUp]:
        return list(FollowUp.objects.everywhere(because="test").order_by("id"))

    def post(self, n: int) -> Post:
        rows = self.posts()
        return rows[n % len(rows)]

    def promise(self, n: int) -> UUID:
        rows = self.promises()
        return rows[n % len(rows)].pk if rows else UUID(int=n)

    def place(self, n: int) -> Place:
        return self.places[n % len(self.places)]


def register(scene: Scene, by: Principal, n: int) -> object:
    place = scene.place(n)
    draft = PostDraft(name=f"Pos {n}", place_id=place.pk, place=place.path)
    return watching.register(draft, by=by, at=NOON)


def update(scene: Scene, by: Principal, n: int) -> object:
    row = scene.post(n)
    draft = PostDraft(name=f"{row.name} {n}", place_id=row.place_id, place=row.place)
    return watching.update_post(row.pk, draft, by=by, at=NOON)


def promise(scene: Scene, by: Principal, n: int) -> object:
    draft = replace(promise_of(scene.post(n)), raised_by_role="" if n % 2 else "Kadus")
    return promising.promise(draft, by=by, at=NOON)


ACTS: dict[str, Act] = {
    "register": register,
    "mention": lambda s, by, n: watching.register_mentioned(
        s.place(n), f"Pos {n}", by=by, at=NOON
    ),
    "verify": lambda s, by, n: watching.verify(s.post(n).pk, by=by, at=NOON),
    "update": update,
    "close": lambda s, by, n: watching.close(s.post(n).pk, by=by, at=NOON),
    "equip": lambda s, by, n: watching.note_equipment(
        s.post(n).pk, {"torch": (EquipmentState.BROKEN, n)}, by=by, at=NOON
    ),
    "drum": lambda s, by, n: watching.set_signals(
        s.post(n).pk, {"theft": f"{n + 1}-{n + 1}"}, by=by, at=NOON
    ),
    "promise": promise,
    "answer": lambda s, by, n: promising.answer(s.promise(n), "Ya", by=by, at=NOON),
    "done": lambda s, by, n: promising.declare_done(s.promise(n), by=by, at=NOON),
    "confirm": lambda s, by, n: promising.confirm(
        s.promise(n), by=by, at=NOON, on_behalf_of="Kadus" if n % 2 else ""
    ),
    "reopen": lambda s, by, n: promising.reopen(s.promise(n), "Belum", by=by, at=NOON),
    "give up": lambda s, by, n: promising.give_up(
        s.promise(n), "Tidak bisa", by=by, at=NOON
    ),
    "postpone": lambda s, by, n: promising.postpone(
        s.promise(n), TODAY + timedelta(n), "PLN", by=by, at=NOON
    ),
    "withdraw": lambda s, by, n: promising.withdraw(
        s.promise(n), "Salah", by=by, at=NOON
    ),
}


def belongs(scene: Scene, who: str, place: str, post_id: UUID | None) -> bool:
    """Whether somebody should see it: told by the story, not by the code."""
    if who in GROUND:
        return is_within(place, GROUND[who])
    return who in OWN and post_id == getattr(scene.town, OWN[who]).pk


def seen_posts(by: Principal) -> set[UUID]:
    listed = {row.pk for row in posts.posts(by, limit=500).posts}
    due = {d.post.pk for d in posts.due_posts(by, at=NOON, limit=500)}
    assert due <= listed
    assert posts.post_counts(by, at=NOON).open == len(listed)
    return listed


def seen_promises(by: Principal) -> set[UUID]:
    sides = {
        show: {row.pk for row in promises.board(by, at=NOON, show=show)}
        for show in promises.SHOWN
    }
    waiting = {row.pk for row in promises.waiting_for_answer(by, at=NOON, limit=500)}
    counts = promises.board_counts(by, at=NOON)
    assert waiting <= sides["open"]
    assert (counts.open, counts.declared) == (
        len(sides["open"]),
        len(sides["declared"]),
    )
    return set().union(*sides.values())


class OutOfReach(TestCase):
    """Random acts by random people; after them, everybody looks everywhere."""

    @settings(
        max_examples=12,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(WHO),
                st.sampled_from(sorted(ACTS)),
                st.integers(0, 7),
            ),
            min_size=4,
            max_size=25,
        )
    )
    def test_no_sequence_of_acts_shows_a_row_outside_reach(
        self, steps: list[tuple[str, str, int]]
    ) -> None:
        scene = Scene(build_town())
        for who, act, n in steps:
            before = self.whole(scene)
            try:
                with transaction.atomic():
                    ACTS[act](scene, scene.actors[who], n)
            except Refusal:
                assert self.whole(scene) == before, "a refusal changed something"
        self.look(scene)

    def whole(self, scene: Scene) -> list[object]:
        """Every row as it stands."""
        rows = [*scene.posts(), *scene.promises()]
        return [{k: v for k, v in vars(row).items() if k != "_state"} for row in rows]

    def look(self, scene: Scene) -> None:
        """Everybody sees what is theirs, and each thing of it."""
        everything = scene.promises()
        for who, by in scene.actors.items():
            assert seen_posts(by) == {
                row.pk
                for row in scene.posts()
                if row.closed_at is None and belongs(scene, who, row.place, row.pk)
            }
            theirs = {
                row.pk
                for row in everything
                if belongs(scene, who, row.place, row.post_id)
            }
            assert set(promises.by_ids(by, [r.pk for r in everything])) == theirs
            withdrawn = {r.pk for r in everything if r.state == "withdrawn"}
            assert seen_promises(by) == theirs - withdrawn
