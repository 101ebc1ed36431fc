"""Reading visits: one page in few queries, and nothing out of reach."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.beat.visits import selectors, services
from kentongan.beat.visits.models import Photo
from kentongan.beat.visits.rules.drafts import Present, Quote, Told
from kentongan.beat.visits.tests.makers import (
    days_before,
    full_draft,
    plain_id,
    record,
    visit_draft,
)
from kentongan.ground.access.actors import operator
from kentongan.ground.basics.errors import NotAllowed, NotFound
from kentongan.ground.basics.ids import new_id
from tests.cast import Town
from tests.make import NOON, acts, now

DAY = timedelta(days=1)


def test_a_page_has_everything_in_at_most_twelve_queries(
    town: Town, django_assert_max_num_queries: Any
) -> None:
    draft = full_draft(
        town,
        id=plain_id(sampled=True),
        photos=("satu.jpg", "dua.jpg"),
        officers=(
            Present(officer_id=town.rina.officer_id),
            Present(name="Lestari", position="Kasi Humas", on_site=False),
        ),
        military=(Present(name="Sabar", rank="Serda", position="Babinsa"),),
    )
    visit = services.record(draft, by=now(town.rina), at=NOON)
    services.ask(visit.pk, "Mengapa?", by=now(town.bonar), at=NOON)
    bonar = now(town.bonar)

    with django_assert_max_num_queries(12):
        page = selectors.visit(bonar, visit.pk)

    assert page.place_name == "Dusun V, Desa Simpang Empat, Kec. Sei Rampah"
    assert page.post == town.melati
    assert [one.name for one in page.officers] == ["Rina Sitorus"]
    assert [one.name for one in page.elsewhere] == ["Lestari"]
    assert [one.name for one in page.military] == ["Sabar"]
    assert [one.name for one in page.figures] == ["Parlin Siregar"]
    assert [(one.name, one.count) for one in page.residents] == [("", 1), ("", 7)]
    assert page.civilians_count == 9
    assert page.inspection is not None
    assert [tap.key for tap in page.inspection.quick] == ["members_present"]
    assert len(page.inspection.sections) == 5
    assert [one.text for one in page.information] == [draft.information[0].text]
    assert [one.text for one in page.follow_ups] == ["Lampu simpang diganti"]
    assert [one.name for one in page.photos] == ["satu.jpg", "dua.jpg"]
    assert [word.text for word in page.words] == ["Mengapa?"]
    assert page.may == {"correct", "approve", "set_aside"}
    assert selectors.visit(now(town.rina), visit.pk).may == {
        "answer",
        "correct",
        "add_photo",
    }
    assert [line.act for line in selectors.lines_of(page)] == [
        "visit.recorded",
        "report.taken-in",
        "follow-up.promised",
        "post.equipment-noted",
        "visit.asked",
    ]


def test_what_may_not_be_read_is_counted_and_not_shown(town: Town) -> None:
    told = Told("Anak dipukul di rumah", "violence_and_children")
    visit = record(town, information=(told,))
    page = selectors.visit(now(town.bonar), visit.pk)
    assert (page.information, page.hidden_reports) == ((), 1)
    assert selectors.visit(now(town.tiur), visit.pk).hidden_reports == 0


def test_nobody_sees_a_visit_out_of_reach(town: Town) -> None:
    visit = record(town)
    for who in (town.yosef, town.marni, town.sahat, town.nobody):
        actor = now(who)
        with pytest.raises(NotFound):
            selectors.visit(actor, visit.pk)
        assert not selectors.visits(actor)
        assert not selectors.of_post(actor, town.melati.pk)
        assert not selectors.to_review(actor, at=NOON)
        assert not selectors.questions_for(actor)
    with pytest.raises(NotFound):
        selectors.visit(now(town.rina), new_id())


def test_lists_are_newest_first_and_filtered(town: Town) -> None:
    rina = now(town.rina)
    old, new = record(town, date=days_before(5)), record(town)
    assert list(selectors.visits(rina)) == [new, old]
    assert list(selectors.of_post(rina, town.melati.pk)) == [new, old]
    assert list(selectors.own(rina)) == [new, old]
    assert list(selectors.visits(rina, since=NOON - DAY)) == [new]
    assert list(selectors.visits(rina, until=NOON - DAY)) == [old]
    assert list(selectors.visits(rina, kind="other")) == []
    assert list(selectors.visits(rina, review="counted")) == [new, old]
    assert list(selectors.visits(rina, place="12.18.04.2024.vi")) == []
    assert not selectors.own(now(town.bonar))


def test_figures_say_how_many_visits_promised_nothing(town: Town) -> None:
    rina = now(town.rina)
    record(town)
    services.record(full_draft(town, date=days_before(1)), by=rina, at=NOON)
    record(town, date=days_before(60))

    figures = selectors.figures(rina, since=NOON - 30 * DAY, until=NOON)
    assert (figures.made, figures.inspected, figures.without_promise) == (2, 2, 1)
    assert figures.share_without_promise == 0.5
    nothing = selectors.figures(rina, since=NOON, until=NOON, only_own=True)
    assert nothing.share_without_promise is None


def test_sealed_names_are_opened_with_a_line_by_who_may(town: Town) -> None:
    draft = full_draft(town, quotes=(Quote("Kadus V", "Terima kasih", approved=True),))
    visit = services.record(draft, by=now(town.rina), at=NOON)

    opened = services.open_visit(visit.pk, by=now(town.rina), at=NOON)

    assert list(opened.names.values()) == ["Ucok Lubis"]
    assert opened.quotes == draft.quotes
    sealed = visit.attendance.get(sealed_name__isnull=False)
    assert acts("attendance", sealed.pk) == ["seal.opened"]
    with pytest.raises(NotFound):
        services.open_visit(visit.pk, by=now(town.yosef), at=NOON)
    keeps_sealed = now(town.rina).__class__(
        id=town.rina.pk,
        office="x",
        display_name="x",
        reaches={"visit_view": now(town.rina).reach("visit_view")},
    )
    with pytest.raises(NotAllowed):
        services.open_visit(visit.pk, by=keeps_sealed, at=NOON)


def test_a_photo_by_name_alone_is_no_file(town: Town) -> None:
    visit = record(town, photos=("https://example.org/a.jpg",))
    with pytest.raises(NotFound):
        selectors.photo(now(town.rina), visit.pk, Photo.objects.get().pk)


def test_names_are_forgotten_after_a_year(town: Town) -> None:
    old = services.record(
        full_draft(town, date=days_before(366)), by=operator(), at=NOON
    )
    new = services.record(full_draft(town), by=now(town.rina), at=NOON)

    assert services.expire_names(at=NOON) == 1
    assert services.expire_names(at=NOON) == 0
    assert not old.attendance.filter(sealed_name__isnull=False)
    assert new.attendance.filter(sealed_name__isnull=False).count() == 1
    assert old.attendance.filter(role="warga").count() == 2


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_no_sequence_of_acts_shows_a_visit_outside_reach(
    town: Town, data: st.DataObject
) -> None:
    """Record, ask, answer, approve in any order by anybody: the wall holds."""
    people = [town.rina, town.bonar, town.tiur, town.yosef, town.marni, town.nobody]
    posts = [town.melati, town.dahlia, town.kenanga]
    made = []
    for _ in range(data.draw(st.integers(1, 4))):
        post = data.draw(st.sampled_from(posts))
        draft = visit_draft(
            town,
            place=post.place,
            place_id=post.place_id,
            post_id=post.pk,
            officers=(),
        )
        try:
            made.append(
                services.record(
                    draft, by=now(data.draw(st.sampled_from(people))), at=NOON
                )
            )
        except (NotFound, NotAllowed):
            continue
    for visit in made:
        for who in people:
            actor = now(who)
            inside = visit.is_within(actor.reach("visit_view"))
            assert selectors.visits(actor).filter(pk=visit.pk).exists() is inside
            if not inside:
                with pytest.raises(NotFound):
                    selectors.visit(actor, visit.pk)
