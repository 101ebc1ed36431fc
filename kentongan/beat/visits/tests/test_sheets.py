"""A Polres edits its own sheet; old visits keep the one they followed."""

from functools import partial
from typing import Any

import pytest

from kentongan.beat.visits import selectors, services
from kentongan.beat.visits.models import Sheet
from kentongan.beat.visits.rules import ItemState
from kentongan.beat.visits.rules.score import Found
from kentongan.beat.visits.rules.sheet import DEFAULT, DEFAULT_REF, as_json
from kentongan.beat.visits.tests.makers import record
from kentongan.ground.basics.errors import Invalid, NotAllowed, Overtaken
from tests.cast import Town
from tests.make import NOON, at_once, now


def shortened() -> list[dict[str, Any]]:
    return as_json(DEFAULT)[:1]


def edit(town: Town, was: int | None = None, **changes: Any) -> Sheet:
    given: dict[str, Any] = {
        "name": "Lembar kami",
        "sections": shortened(),
        "who": town.tiur,
    } | changes
    return services.edit_sheet(
        town.polres.path,
        given["name"],
        given["sections"],
        by=now(given["who"]),
        at=NOON,
        was=was,
    )


def test_without_an_own_sheet_the_shipped_one_holds(town: Town) -> None:
    plan, ref = selectors.sheet_for(town.melati.place, NOON)
    assert (plan, ref) == (DEFAULT, DEFAULT_REF)


def test_an_own_sheet_holds_below_its_unit_and_nowhere_else(town: Town) -> None:
    edit(town)

    plan, ref = selectors.sheet_for(town.melati.place, NOON)
    assert ref == "sumut.serdang_bedagai/1"
    assert next(iter(plan.items)) == "logbook"
    assert selectors.sheet_for(town.kenanga.place, NOON)[1] == DEFAULT_REF


def test_old_visits_keep_their_sheet_and_score(town: Town) -> None:
    edit(town)
    ref = selectors.sheet_for(town.melati.place, NOON)[1]
    found = (
        Found("logbook", ItemState.PRESENT),
        Found("guest_book", ItemState.ABSENT),
    )
    visit = record(town, quick={}, sheet=ref, items=found)
    edit(town, was=1, sections=as_json(DEFAULT))

    page = selectors.visit(now(town.rina), visit.pk).inspection
    assert page is not None
    assert page.score == pytest.approx(50)
    assert page.share_assessed == pytest.approx(2 / 8)
    assert (page.sheet_ref, page.sheet_name) == (ref, "Lembar kami")
    assert [section.weight for section in page.sections] == [25]
    assert [sheet.version for sheet in selectors.sheet_versions(town.polres.path)] == [
        2,
        1,
    ]


def test_only_command_edits_the_sheet(town: Town) -> None:
    for who in (town.rina, town.bonar, town.yosef, town.marni, town.nobody):
        with pytest.raises(NotAllowed):
            edit(town, who=who)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"sections": []}, "sections"),
        ({"sections": "x"}, "sections"),
    ],
)
def test_a_sheet_that_cannot_work_is_refused(
    town: Town, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        edit(town, **changes)
    assert set(refusal.value.problems) == {field}
    assert not Sheet.objects.exists()


def test_who_edits_an_older_version_is_told_so(town: Town) -> None:
    edit(town)
    edit(town, was=1)
    for was in (None, 1):
        with pytest.raises(Overtaken):
            edit(town, was=was)
    assert Sheet.objects.get(in_force=True).version == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("was", [None, 1])
def test_of_two_who_edit_at_once_the_second_is_told_so(
    town: Town, was: int | None
) -> None:
    if was:
        edit(town)
    told = at_once(partial(edit, town, was=was), partial(edit, town, was=was))
    assert told == ["done", "overtaken"]
    assert Sheet.objects.filter(in_force=True).count() == 1


def test_a_polres_words_its_own_heading(town: Town) -> None:
    set_heading = partial(services.set_heading, town.polres.path, at=NOON)
    set_heading(greeting="Selamat malam Komandan", by=now(town.tiur))
    set_heading(greeting="Selamat pagi Komandan", basis="Sprin 12", by=now(town.tiur))

    heading = selectors.heading_for(town.polsek.path)
    assert heading is not None
    assert (heading.greeting, heading.basis) == ("Selamat pagi Komandan", "Sprin 12")
    assert selectors.heading_for(town.next_polsek.path) is None
    with pytest.raises(NotAllowed):
        set_heading(greeting="Hai", by=now(town.rina))
    with pytest.raises(Invalid) as refusal:
        set_heading(greeting="", closing="x" * 301, by=now(town.tiur))
    assert set(refusal.value.problems) == {"greeting", "closing"}
