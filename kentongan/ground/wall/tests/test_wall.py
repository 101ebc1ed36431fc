"""No row is read until it has been said for whom."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.beat.watch.models import Post
from kentongan.ground.basics.ids import new_id
from kentongan.ground.wall.actors import EVERYWHERE, NOWHERE, Clockwork, Reach
from kentongan.ground.wall.models import WallMissing

NOON = datetime(2026, 7, 22, 5, 0, tzinfo=UTC)
words = st.sampled_from(["12", "18", "19", "04", "2024", "2025", "v", "vi", "rt_1"])
paths = st.lists(words, min_size=1, max_size=5).map(".".join)
reaches = st.builds(
    Reach,
    places=st.lists(paths, max_size=3).map(tuple),
    units=st.lists(paths, max_size=2).map(tuple),
)


def make_post(place: str, name: str = "Pos") -> Post:
    return Post.objects.create(
        place_id=new_id(),
        place=place,
        name=name,
        qr_token=new_id().hex,
        registered_at=NOON,
    )


def seen(reach: Reach) -> set[UUID]:
    actor = Clockwork(reaches={"post_view": reach})
    return {post.pk for post in Post.objects.visible_to(actor, "post_view")}


@pytest.mark.parametrize("reading", ["all", "count", "first", "exists", "iterator"])
def test_no_reading_without_saying_for_whom(reading: str) -> None:
    with pytest.raises(WallMissing):
        getattr(Post.objects, reading)()


def test_reading_everywhere_needs_a_reason() -> None:
    with pytest.raises(WallMissing):
        Post.objects.everywhere(because="")


@pytest.mark.django_db
def test_sight_runs_down_the_tree_and_never_up_or_across() -> None:
    district, five, six = (
        make_post(place)
        for place in ("12.18.04", "12.18.04.2024.v.rt_1", "12.18.04.2024.vi")
    )
    assert seen(Reach(places=("12.18.04",))) == {district.pk, five.pk, six.pk}
    assert seen(Reach(places=("12.18.04.2024.v",))) == {five.pk}
    assert seen(Reach(places=("12.18.05",))) == set()


@pytest.mark.django_db
def test_a_holding_shows_itself_and_no_neighbour() -> None:
    own, _neighbour = make_post("12.18.04", "Ours"), make_post("12.18.04", "Theirs")
    assert seen(Reach(holdings=(own.pk,))) == {own.pk}


@pytest.mark.django_db
def test_everywhere_is_everywhere_and_nowhere_is_nowhere() -> None:
    post = make_post("12.18.04")
    assert seen(EVERYWHERE) == {post.pk}
    assert seen(NOWHERE) == set()


@pytest.mark.django_db
def test_a_permission_held_elsewhere_opens_nothing_here() -> None:
    make_post("12.18.04")
    other = Clockwork(reaches={"visit_view": EVERYWHERE})
    assert not Post.objects.visible_to(other, "post_view").exists()


@given(reaches, paths, paths)
def test_the_query_and_the_question_agree(reach: Reach, place: str, unit: str) -> None:
    post = Post(place_id=new_id(), place=place, name="Pos")
    assert post.is_within(reach) == reach.covers(place=place, holding=post.pk)


@given(reaches, reaches, paths)
def test_two_reaches_together_cover_what_either_covers(
    one: Reach, other: Reach, place: str
) -> None:
    both = one | other
    assert both.covers(place=place) == (
        one.covers(place=place) or other.covers(place=place)
    )
    assert both.covers(unit=place) == (
        one.covers(unit=place) or other.covers(unit=place)
    )


@pytest.mark.django_db
def test_django_itself_still_works_behind_the_wall() -> None:
    post = make_post("12.18.04")
    post.validate_unique()
    post.validate_constraints()
    post.refresh_from_db()
    post.delete()
    assert not Post.objects.everywhere(because="test").exists()
