"""The register of posts: each act with its refusal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kentongan.beat.watch import services
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.rules.posts import HeadConsent, PostDraft
from kentongan.ground.basics.errors import (
    Conflicting,
    Invalid,
    NotAllowed,
    NotFound,
)
from kentongan.ground.basics.ids import new_id
from kentongan.ground.ledger.selectors import lines_about
from kentongan.ground.places.models import Place
from kentongan.ground.seals.fields import Sealed
from tests.cast import Town
from tests.make import NOON, acts, at_once, make_post, now

DAY = timedelta(days=1)


def draft_at(place: Place, name: str = "Pos Mawar") -> PostDraft:
    return PostDraft(name=name, place_id=place.pk, place=place.path)


def again(row: Post) -> Post:
    return Post.objects.everywhere(because="test").get(pk=row.pk)


def draft_of(row: Post) -> PostDraft:
    return PostDraft(name=row.name, place_id=row.place_id, place=row.place)


def test_a_village_officer_registers_a_post(town: Town) -> None:
    draft = replace(
        draft_at(town.village),
        lon=99.12,
        lat=3.45,
        founded_on=date(2025, 8, 17),
        registration="SATKAMLING/12/2025",
    )

    row = services.register(draft, by=now(town.rina), at=NOON)

    row = again(row)
    assert (row.verified, row.point) == (True, (99.12, 3.45))
    assert row.quiet_since == NOON
    assert acts("post", row.pk) == ["post.registered"]


def test_the_same_id_twice_is_one_post(town: Town) -> None:
    chosen, draft = new_id(), draft_at(town.village)

    services.register(draft, by=now(town.rina), at=NOON, id=chosen)
    services.register(draft, by=now(town.rina), at=NOON + DAY, id=chosen)

    assert acts("post", chosen) == ["post.registered"]
    with pytest.raises(Conflicting):
        other = draft_at(town.village, "Pos Anggrek")
        services.register(other, by=now(town.rina), at=NOON, id=chosen)


def test_a_name_stands_once_at_a_place_however_it_is_written(town: Town) -> None:
    with pytest.raises(Conflicting):
        services.register(
            draft_at(town.places["12.18.04.2024.v"], "POSKAMLING Melati"),
            by=now(town.rina),
            at=NOON,
        )
    services.register(
        draft_at(town.places["12.18.04.2024.vi"], "Pos Melati"),
        by=now(town.rina),
        at=NOON,
    )


def test_nobody_registers_out_of_sight_or_without_the_part(town: Town) -> None:
    draft = draft_at(town.village)

    for who in (town.yosef, town.marni, town.nobody):
        with pytest.raises(NotFound):
            services.register(draft, by=now(who), at=NOON)
    with pytest.raises(Invalid):
        services.register(replace(draft, name=" "), by=now(town.rina), at=NOON)


def test_a_post_that_is_only_mentioned_waits_to_be_verified(town: Town) -> None:
    first = services.register_mentioned(
        town.village, "Pos Kamling Seroja", by=now(town.rina), at=NOON
    )
    second = services.register_mentioned(
        town.village, "pos seroja", by=now(town.bonar), at=NOON
    )

    assert first.pk == second.pk
    assert not again(first).verified
    services.verify(first.pk, by=now(town.bonar), at=NOON)
    services.verify(first.pk, by=now(town.bonar), at=NOON)
    assert again(first).verified
    assert acts("post", first.pk) == ["post.registered", "post.verified"]


def test_a_stranger_neither_mentions_nor_verifies(town: Town) -> None:
    row = services.register_mentioned(
        town.village, "Pos Seroja", by=now(town.rina), at=NOON
    )

    with pytest.raises(NotFound):
        services.register_mentioned(
            town.village, "Pos Seroja", by=now(town.yosef), at=NOON
        )
    with pytest.raises(NotFound):
        services.verify(row.pk, by=now(town.yosef), at=NOON)
    with pytest.raises(NotAllowed):
        services.verify(town.melati.pk, by=now(town.marni), at=NOON)


@pytest.mark.django_db(transaction=True)
def test_two_who_mention_a_post_at_once_get_the_same(town: Town) -> None:
    rina, bonar = now(town.rina), now(town.bonar)

    def mention(by: object) -> None:
        services.register_mentioned(town.village, "Pos Seroja", by=by, at=NOON)  # type: ignore[arg-type]

    assert at_once(lambda: mention(rina), lambda: mention(bonar)) == ["done", "done"]
    rows = Post.objects.everywhere(because="test").filter(name_key="seroja")
    assert len(rows) == 1
    assert acts("post", rows[0].pk) == ["post.registered"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_register_a_name_at_once_one_is_told_so(town: Town) -> None:
    rina, bonar, draft = now(town.rina), now(town.bonar), draft_at(town.village)

    results = at_once(
        lambda: services.register(draft, by=rina, at=NOON),
        lambda: services.register(draft, by=bonar, at=NOON),
    )

    assert results == ["conflicting", "done"]


def test_the_head_tells_the_post_and_the_police_its_number(town: Town) -> None:
    told = replace(draft_of(town.melati), landmark="Samping musala")
    services.update_post(town.melati.pk, told, by=now(town.marni), at=NOON)
    numbered = replace(told, registration="SATKAMLING/3/2026")

    with pytest.raises(NotAllowed):
        services.update_post(town.melati.pk, numbered, by=now(town.marni), at=NOON)
    services.update_post(town.melati.pk, numbered, by=now(town.rina), at=NOON)

    row = again(town.melati)
    assert (row.landmark, row.registration) == ("Samping musala", "SATKAMLING/3/2026")


def test_only_the_own_head_and_the_police_of_the_place_update(town: Town) -> None:
    told = replace(draft_of(town.melati), landmark="Samping musala")

    for who in (town.yosef, town.dame, town.nobody):
        with pytest.raises(NotFound):
            services.update_post(town.melati.pk, told, by=now(who), at=NOON)
    with pytest.raises(NotAllowed):
        services.update_post(town.melati.pk, told, by=now(town.sahat), at=NOON)
    with pytest.raises(Conflicting):
        moved = replace(draft_at(town.village), name=town.melati.name)
        services.update_post(town.melati.pk, moved, by=now(town.rina), at=NOON)
    with pytest.raises(Conflicting):
        make_post(town.places["12.18.04.2024.v"], "Pos Mawar")
        renamed = replace(told, name="Pos Mawar")
        services.update_post(town.melati.pk, renamed, by=now(town.rina), at=NOON)


def test_the_name_of_a_head_is_sealed_and_opening_it_leaves_a_line(
    town: Town,
) -> None:
    told = replace(
        draft_of(town.melati), head_name="Marni", head_consent=HeadConsent.PUBLIC_ROLE
    )
    services.update_post(town.melati.pk, told, by=now(town.marni), at=NOON)

    row = again(town.melati)
    assert isinstance(row.head_name, Sealed)
    opened = services.open_head(row.pk, by=now(town.rina), at=NOON, because="test")
    assert opened == "Marni"
    assert lines_about(f"post:{row.pk}").filter(act="seal.opened").count() == 1
    for who, refusal in ((town.yosef, NotFound), (town.sahat, NotAllowed)):
        with pytest.raises(refusal):
            services.open_head(row.pk, by=now(who), at=NOON, because="test")


def test_closing_takes_it_off_the_lists_once(town: Town) -> None:
    services.close(town.melati.pk, by=now(town.rina), at=NOON)
    services.close(town.melati.pk, by=now(town.bonar), at=NOON + DAY)

    assert again(town.melati).closed_at == NOON
    assert acts("post", town.melati.pk).count("post.closed") == 1
    with pytest.raises(NotAllowed):
        services.close(town.dahlia.pk, by=now(town.dame), at=NOON)


def test_the_latest_visit_stays_in_whatever_order_they_arrive(town: Town) -> None:
    post = town.melati.pk

    assert services.note_visit(post, visited_at=NOON, readiness=70)
    assert not services.note_visit(post, visited_at=NOON - DAY, readiness=20, full=True)
    assert not services.note_visit(post, visited_at=NOON, readiness=20)

    row = again(town.melati)
    assert (row.last_visited_at, row.last_readiness) == (NOON, 70)
    assert row.quiet_since == NOON
    assert row.last_full_inspection_at == NOON - DAY


@pytest.mark.django_db(transaction=True)
def test_of_visits_noted_at_once_the_latest_stays(town: Town) -> None:
    days = [NOON - n * DAY for n in range(4)]

    at_once(
        *[
            lambda day=day: services.note_visit(town.melati.pk, visited_at=day)
            for day in days
        ]
    )

    assert again(town.melati).last_visited_at == NOON
