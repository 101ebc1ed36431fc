"""Naming local levels: once, by whomever, however it is written."""

import threading

import pytest
from django.db import connection

from kentongan.ground.basics.errors import Invalid, NotFound
from kentongan.ground.ledger.selectors import lines_about
from kentongan.ground.places.models import Place
from kentongan.ground.places.selectors import find, full_name, short_name
from kentongan.ground.places.services import name_local
from kentongan.ground.places.tests.country import (
    AT,
    SEI_RAMPAH,
    SIMPANG_EMPAT,
    STRANGER,
    found_country,
)


def dusun(name: str, parent: str = SIMPANG_EMPAT) -> Place:
    return name_local(parent, level_word="dusun", name=name, by=STRANGER, at=AT)


@pytest.mark.django_db
def test_dusun_five_and_dusun_v_are_one_place_with_one_line() -> None:
    found_country()
    first, again = dusun("V"), dusun("Dusun 5")
    assert first.pk == again.pk
    assert first.path == f"{SIMPANG_EMPAT}.v"
    assert [line.act for line in lines_about(f"place:{first.pk}")] == ["place.named"]


@pytest.mark.django_db
def test_levels_lie_in_each_other() -> None:
    found_country()
    rt = name_local(dusun("V").path, level_word="RT", name="003", by=STRANGER, at=AT)
    assert rt.path == f"{SIMPANG_EMPAT}.v.rt_3"
    assert full_name(rt.path) == "RT 3, Dusun V, Desa Simpang Empat, Kec. Sei Rampah"
    assert short_name(f"{SIMPANG_EMPAT}.v") == "Dusun V, Simpang Empat"


@pytest.mark.django_db
def test_a_named_dusun_is_found_by_its_numeral_and_another_is_left_over() -> None:
    found_country()
    dusun("V")
    best = find("dusun 5 simpang 4 sei rampah")[0]
    assert (best.place_path, best.rest) == (f"{SIMPANG_EMPAT}.v", "")
    other = find("dusun VI simpang 4 sei rampah")[0]
    assert (other.place_path, other.rest) == (SIMPANG_EMPAT, "dusun VI")
    assert find("simpang 5")[0].place_path != f"{SIMPANG_EMPAT}.v"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("parent", "word", "name", "refusal"),
    [
        ("12.18.04.2999", "dusun", "V", NotFound),
        (SEI_RAMPAH, "dusun", "V", Invalid),
        (SIMPANG_EMPAT, "dusun", "…", Invalid),
        (SIMPANG_EMPAT, "", "V", Invalid),
        (SIMPANG_EMPAT, "dusun", "x" * 500, Invalid),
        (SIMPANG_EMPAT, "dusun", "ab " * 39, Invalid),
    ],
)
def test_what_cannot_be_a_local_place_is_refused(
    parent: str, word: str, name: str, refusal: type[Exception]
) -> None:
    found_country()
    before = Place.objects.count()
    path = f"{parent}.{'x.' * 90}" if name.startswith("ab") else parent
    with pytest.raises(refusal):
        name_local(path, level_word=word, name=name, by=STRANGER, at=AT)
    assert Place.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_two_who_name_a_dusun_at_once_get_the_same_place() -> None:
    found_country()
    together = threading.Barrier(2)
    given: list[Place] = []

    def say(name: str) -> None:
        together.wait()
        try:
            given.append(dusun(name))
        finally:
            connection.close()

    for number in range(1, 11):
        given.clear()
        names = (str(number), f"Dusun {number:02}")
        threads = [threading.Thread(target=say, args=[name]) for name in names]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        first, second = given
        assert first.pk == second.pk
        assert len(list(lines_about(f"place:{first.pk}"))) == 1
