"""Reading posts: each on their own ground, in parts, and those that are due."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from kentongan.beat.watch import services
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.posts import Due, EquipmentState, Reason
from kentongan.beat.watch.selectors import posts as selectors
from kentongan.ground.access.actors import operator
from kentongan.ground.basics.errors import Invalid, NotAllowed, NotFound
from tests.cast import Town
from tests.make import LONG_AGO, NOON, make_post, now

DAY = timedelta(days=1)


def names(found: selectors.PostList) -> list[str]:
    return [row.name for row in found.posts]


def test_each_sees_their_own_posts(town: Town) -> None:
    seen = {
        name: set(names(selectors.posts(now(getattr(town, name)))))
        for name in ("rina", "tiur", "yosef", "marni", "sahat", "dame", "nobody")
    }

    both = {"Pos Melati", "Pos Dahlia"}
    assert seen == {
        "rina": both,
        "tiur": both,
        "yosef": {"Pos Kenanga"},
        "marni": {"Pos Melati"},
        "sahat": {"Pos Melati"},
        "dame": {"Pos Dahlia"},
        "nobody": set(),
    }
    with pytest.raises(NotFound):
        selectors.post(now(town.yosef), town.melati.pk)
    with pytest.raises(NotFound):
        selectors.post_page(now(town.dame), town.melati.pk, at=NOON)


def test_a_search_finds_by_name_and_by_place(town: Town) -> None:
    tiur = now(town.tiur)

    assert names(selectors.posts(tiur, search="mel")) == ["Pos Melati"]
    assert names(selectors.posts(tiur, search="Simpang dusun vi")) == ["Pos Dahlia"]
    assert names(selectors.posts(tiur, search="lati")) == []
    assert names(selectors.posts(tiur, search="kenanga")) == []
    assert names(selectors.posts(tiur, search="100% _")) == []
    assert names(selectors.posts(tiur, place="12.18.04.2024.v")) == ["Pos Melati"]
    assert names(selectors.posts(tiur, place="12.18.05")) == []


def test_closed_posts_are_off_the_list_and_keep_their_page(town: Town) -> None:
    services.close(town.melati.pk, by=now(town.rina), at=NOON)

    assert names(selectors.posts(now(town.rina))) == ["Pos Dahlia"]
    assert selectors.post(now(town.rina), town.melati.pk).closed_at == NOON


@pytest.mark.parametrize("order", ["place", "unvisited", "name"])
def test_parts_of_a_list_make_the_whole_list_once(town: Town, order: str) -> None:
    for n in range(11):
        row = make_post(town.village, f"Pos Nomor {n}")
        if n % 3:
            services.note_visit(row.pk, visited_at=NOON - (n % 4) * DAY)
    rina = now(town.rina)
    whole = names(selectors.posts(rina, order=order))

    parts: list[str] = []
    after = ""
    while True:
        part = selectors.posts(rina, order=order, after=after, limit=3)
        parts += names(part)
        assert len(part.posts) <= 3
        after = part.next
        if not after:
            break

    assert parts == whole
    assert len(set(whole)) == 13


@pytest.mark.parametrize(
    "token", ["x", "bnVsbA==", "WzFd", "é", "WyJwbGFjZSIsMSwiYSJd"]
)
def test_a_made_up_place_in_a_list_is_refused(town: Town, token: str) -> None:
    with pytest.raises(Invalid):
        selectors.posts(now(town.rina), after=token)


def test_the_longest_unvisited_come_first_with_the_reason(town: Town) -> None:
    services.note_visit(town.dahlia.pk, visited_at=NOON - 41 * DAY)
    fresh = make_post(town.village, "Pos Baru", at=NOON - DAY)
    visited = make_post(town.village, "Pos Lama")
    services.note_visit(visited.pk, visited_at=NOON - 29 * DAY)

    due = selectors.due_posts(now(town.rina), at=NOON)

    assert [(d.post.name, d.days, d.reason) for d in due] == [
        ("Pos Melati", 400, Reason(Due.NEVER_VISITED, 400)),
        ("Pos Dahlia", 41, Reason(Due.LONG_UNVISITED, 41)),
    ]
    assert fresh.pk not in {d.post.pk for d in due}
    assert selectors.due_posts(now(town.rina), at=NOON, limit=1) == due[:1]
    assert selectors.due_posts(now(town.nobody), at=NOON) == []
    assert [d.post.name for d in selectors.due_posts(now(town.yosef), at=NOON)] == [
        "Pos Kenanga"
    ]


def test_a_full_sheet_is_due_where_the_last_is_old(town: Town) -> None:
    services.note_visit(town.melati.pk, visited_at=NOON - 95 * DAY, full=True)
    services.note_visit(town.melati.pk, visited_at=NOON - DAY)

    due = selectors.due_posts(now(town.rina), at=NOON, limit=1, sheets=3)

    assert [d.reason.code for d in due] == [Due.NEVER_VISITED, Due.FULL_SHEET]
    assert due[1].reason == Reason(Due.FULL_SHEET, 95)
    assert selectors.due_posts(now(town.rina), at=NOON, limit=1) == due[:1]
    stranger = selectors.due_posts(now(town.yosef), at=NOON, sheets=3)
    assert Due.FULL_SHEET not in {d.reason.code for d in stranger}


def test_counts_stay_within_reach(town: Town) -> None:
    services.note_visit(town.melati.pk, visited_at=NOON - DAY)
    services.register_mentioned(town.village, "Pos Baru", by=operator(), at=NOON)

    counts = selectors.post_counts(now(town.rina), at=NOON)

    assert counts == selectors.PostCounts(open=3, due=1, never_visited=2, unverified=1)
    assert selectors.post_counts(now(town.yosef), at=NOON).open == 1
    assert selectors.post_counts(now(town.nobody), at=NOON).open == 0


def test_the_map_shows_points_within_reach_only(town: Town) -> None:
    for row, lon in ((town.melati, 99.1234567), (town.kenanga, 99.2)):
        Post.objects.everywhere(because="test").filter(pk=row.pk).update(
            point=(lon, 3.4)
        )

    found = selectors.map_features(now(town.rina), at=NOON)

    assert [f["properties"]["name"] for f in found["features"]] == ["Pos Melati"]
    feature = found["features"][0]
    assert feature["geometry"]["coordinates"] == [99.12346, 3.4]
    assert (feature["properties"]["state"], feature["properties"]["days"]) == (
        "due",
        400,
    )
    assert not found["partial"]


def test_a_page_tells_what_the_reader_may(
    town: Town, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    services.note_equipment(
        town.melati.pk,
        {"torch": (EquipmentState.PRESENT, 2)},
        by=now(town.marni),
        at=NOON,
    )
    marni, rina, sahat = now(town.marni), now(town.rina), now(town.sahat)

    with django_assert_num_queries(4):
        page = selectors.post_page(marni, town.melati.pk, at=NOON)

    assert page.is_own
    assert "post_members_manage" in page.may
    assert [e.item for e in page.equipment] == ["torch"]
    theirs = selectors.post_page(rina, town.melati.pk, at=NOON)
    assert not theirs.is_own
    with pytest.raises(NotAllowed):
        services.open_members(town.melati.pk, by=rina, at=NOON)
    assert selectors.post_page(sahat, town.melati.pk, at=NOON).may == frozenset()


def test_a_poster_leads_to_its_post_while_it_is_open(town: Town) -> None:
    token = town.melati.qr_token

    found = selectors.by_token(token)
    assert found is not None
    assert found.pk == town.melati.pk
    assert selectors.by_token("") is None
    services.close(town.melati.pk, by=now(town.rina), at=NOON)
    assert selectors.by_token(token) is None


@settings(max_examples=40)
@given(st.text(max_size=40))
def test_any_text_can_stand_for_a_place_in_a_list_or_is_refused(token: str) -> None:
    for order in ("place", "unvisited", "name"):
        try:
            selectors._cursor(token, order)
        except Invalid:
            continue


def test_lists_cost_the_same_at_any_length(
    town: Town, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(20):
        make_post(town.village, f"Pos Nomor {n}", at=LONG_AGO)
    rina = now(town.rina)

    with django_assert_num_queries(1):
        selectors.posts(rina, search="nomor")
    with django_assert_num_queries(1):
        selectors.due_posts(rina, at=NOON, sheets=3)
    with django_assert_num_queries(1):
        selectors.map_features(rina, at=NOON)
