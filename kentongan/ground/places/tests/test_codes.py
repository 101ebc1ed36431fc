"""What decrees change: the place stays, its code of the day is known, rows follow."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from kentongan.ground.basics.errors import Conflicting, Invalid, NotAllowed, NotFound
from kentongan.ground.ledger.selectors import lines_about
from kentongan.ground.places.models import Place, PlaceCode
from kentongan.ground.places.selectors import (
    by_path,
    by_paths,
    code_on,
    find,
    resolve,
    villages_within,
)
from kentongan.ground.places.services import (
    Recoded,
    add_alias,
    establish,
    load_gazetteer,
    name_local,
    recode,
    rename,
)
from kentongan.ground.places.services.codes import placed_columns
from kentongan.ground.places.tests.country import (
    AT,
    FIRDAUS,
    SEI_RAMPAH,
    SIMPANG_EMPAT,
    STRANGER,
    SURVEYOR,
    found_country,
)
from kentongan.ground.wall.models import Placed

DECREE = "Kepmendagri 100/2027"
DAY = date(2027, 3, 1)
NEW = "12.18.05.2024"


def change(old: str, new: str, day: date = DAY) -> Recoded:
    return recode(old, new, decree=DECREE, held_from=day, by=SURVEYOR, at=AT)


def answer_for(place: Place, path: str) -> Any:
    """A row above this floor that carries today's path: a jurisdiction."""
    unit = apps.get_model("units", "Unit").objects.create(
        path=f"sumut.{path.replace('.', '_')}", kind="polsek", name="Firdaus",
        established_at=AT,
    )  # fmt: skip
    return apps.get_model("units", "Jurisdiction").objects.create(
        unit=unit, place_id=place.pk, place=path, held_from=AT, confidence="high"
    )


@pytest.mark.django_db
def test_a_recoded_village_stays_the_same_place_and_everything_follows() -> None:
    found_country()
    village = by_path(SIMPANG_EMPAT)
    dusun = name_local(SIMPANG_EMPAT, level_word="dusun", name="V", by=STRANGER, at=AT)
    rows = [answer_for(village, SIMPANG_EMPAT), answer_for(dusun, dusun.path)]
    other = answer_for(by_path(FIRDAUS), FIRDAUS)

    assert change(SIMPANG_EMPAT, NEW) == Recoded(places=2, rows=2)

    assert by_path(NEW).pk == village.pk
    assert by_path(f"{NEW}.v").pk == dusun.pk
    for row in [*rows, other]:
        row.refresh_from_db()
    assert [row.place for row in rows] == [NEW, f"{NEW}.v"]
    assert other.place == FIRDAUS
    lines = [line.act for line in lines_about(f"place:{village.pk}")]
    assert lines == ["place.recoded"]


@pytest.mark.django_db
def test_old_figures_stay_true_by_the_code_of_their_day() -> None:
    found_country()
    change(SIMPANG_EMPAT, NEW)
    village = by_path(NEW)
    assert code_on(village, date(2027, 2, 28)) == SIMPANG_EMPAT
    assert code_on(village, DAY) == NEW
    assert code_on(by_path(FIRDAUS), date(2000, 1, 1)) == FIRDAUS
    assert resolve(code=SIMPANG_EMPAT).pk == village.pk


@pytest.mark.django_db
def test_a_recoded_village_is_found_where_it_lies_now() -> None:
    found_country()
    change(SIMPANG_EMPAT, "12.18.05.2099")
    paths = [match.place_path for match in find("simpang 4 tanjung beringin")]
    assert set(paths[:2]) == {"12.18.05.2002", "12.18.05.2099"}


@pytest.mark.django_db
def test_a_district_takes_its_villages_with_it() -> None:
    found_country()
    assert change(SEI_RAMPAH, "12.18.90").places == 3
    assert [place.path for place in villages_within(["12.18.90"])] == [
        "12.18.90.2002",
        "12.18.90.2024",
    ]
    assert code_on(by_path("12.18.90.2002"), date(2026, 1, 1)) == FIRDAUS
    assert by_paths([FIRDAUS]) == {}


@pytest.mark.django_db
def test_recoding_twice_moves_only_what_came_late() -> None:
    found_country()
    change(SIMPANG_EMPAT, NEW)
    assert change(SIMPANG_EMPAT, NEW) == Recoded(0, 0)
    late = answer_for(by_path(NEW), SIMPANG_EMPAT)
    assert change(SIMPANG_EMPAT, NEW) == Recoded(0, 1)
    late.refresh_from_db()
    assert late.place == NEW


@pytest.mark.django_db
def test_a_code_may_go_on_to_another_code() -> None:
    found_country()
    change(SIMPANG_EMPAT, NEW)
    with pytest.raises(Invalid):
        change(NEW, "12.18.05.2025", DAY)
    change(NEW, "12.18.05.2025", date(2028, 1, 1))
    village = by_path("12.18.05.2025")
    days = [date(2026, 1, 1), date(2027, 6, 1), date(2029, 1, 1)]
    assert [code_on(village, day) for day in days] == [
        SIMPANG_EMPAT,
        NEW,
        "12.18.05.2025",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        ("12.18.04.2999", NEW, NotFound),
        (SIMPANG_EMPAT, FIRDAUS, Conflicting),
        (SIMPANG_EMPAT, "12.18.05", Invalid),
        (SIMPANG_EMPAT, "12.18.77", Invalid),
        (SIMPANG_EMPAT, "12.18.77.2001", Invalid),
        (SIMPANG_EMPAT, "12.18.04.2024.v", Invalid),
        (SIMPANG_EMPAT, "Simpang", Invalid),
    ],
)
def test_what_no_decree_can_mean_is_refused(
    old: str, new: str, refusal: type[Exception]
) -> None:
    found_country()
    with pytest.raises(refusal):
        change(old, new)
    assert Place.objects.filter(path=SIMPANG_EMPAT).exists()
    assert not PlaceCode.objects.exists()


@pytest.mark.django_db
def test_a_split_makes_a_village_whose_code_is_its_own() -> None:
    found_country()
    made = establish(
        "12.18.04.2028", "Simpang Lima", decree=DECREE, held_from=DAY, by=SURVEYOR,
        at=AT,
    )  # fmt: skip
    assert find("simpang 5 sei rampah")[0].place_path == made.path
    assert code_on(made, date(2027, 2, 28)) is None
    assert code_on(made, DAY) == "12.18.04.2028"
    with pytest.raises(Conflicting):
        establish(FIRDAUS, "Firdaus", decree=DECREE, held_from=DAY, by=SURVEYOR, at=AT)


@pytest.mark.django_db
def test_a_renamed_village_is_found_by_both_names() -> None:
    found_country()
    rename(FIRDAUS, "Firdaus Jaya", decree=DECREE, by=SURVEYOR, at=AT)
    assert find("firdaus")[0].name == "Firdaus Jaya"
    assert resolve(district="Sei Rampah", village="Firdaus").name == "Firdaus Jaya"
    assert resolve(village="firdausjaya").path == FIRDAUS


@pytest.mark.django_db
def test_an_alias_of_a_regency_finds_what_lies_in_it() -> None:
    found_country()
    add_alias("12.18", "Sergai", by=SURVEYOR, at=AT)
    assert find("firdaus sergai")[0].score == 100
    assert resolve(regency="Sergai", village="Firdaus").path == FIRDAUS
    again = add_alias("12.18", "Sergai", by=SURVEYOR, at=AT)
    acts = [line.act for line in lines_about(f"place:{again.place_id}")]
    assert acts == ["place.aliased"]


@pytest.mark.django_db
def test_who_may_not_change_the_territory_changes_nothing() -> None:
    found_country()
    with pytest.raises(NotAllowed):
        recode(SIMPANG_EMPAT, NEW, decree=DECREE, held_from=DAY, by=STRANGER, at=AT)
    with pytest.raises(NotAllowed):
        establish(NEW, "X", decree=DECREE, held_from=DAY, by=STRANGER, at=AT)
    with pytest.raises(NotAllowed):
        rename(FIRDAUS, "X", decree=DECREE, by=STRANGER, at=AT)
    with pytest.raises(NotAllowed):
        add_alias(FIRDAUS, "X", by=STRANGER, at=AT)
    with pytest.raises(NotAllowed):
        load_gazetteer(by=STRANGER, at=AT)
    assert by_path(FIRDAUS).name == "Firdaus"


@pytest.mark.django_db
def test_the_database_keeps_two_places_from_sharing_a_code_on_a_day() -> None:
    found_country()
    one, two = by_path(FIRDAUS), by_path(SIMPANG_EMPAT)
    PlaceCode.objects.create(place=one, code="12.18.04.2050", held_until=DAY)
    PlaceCode.objects.create(place=two, code="12.18.04.2050", held_from=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlaceCode.objects.create(
            place=one, code="12.18.04.2050", held_from=date(2028, 1, 1)
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        PlaceCode.objects.create(place=two, code="12.18.04.2051", held_from=DAY)


def test_every_placed_table_is_rewritten_and_the_ledger_is_not() -> None:
    tables = {table for table, _ in placed_columns()}
    placed = {
        model._meta.db_table for model in apps.get_models() if issubclass(model, Placed)
    }
    assert placed
    assert placed <= tables
    assert not any(table.startswith("ledger_") for table in tables)
