"""The whole country: loaded once, loaded again, found by what people type."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from kentongan.ground.basics.errors import Invalid, NotFound
from kentongan.ground.basics.ids import id_of_text
from kentongan.ground.places.models import Place
from kentongan.ground.places.rules.levels import DECREE, Level
from kentongan.ground.places.selectors import (
    Ambiguous,
    by_path,
    find,
    full_name,
    resolve,
)
from kentongan.ground.places.services import Loaded, load_gazetteer, recode
from kentongan.ground.places.tests.country import AT, SURVEYOR

SIMPANG_EMPAT = "12.18.04.2024"


class TheWholeCountry(TestCase):
    """Tests that share one load, since it takes seconds."""

    loaded: Loaded

    @classmethod
    def setUpTestData(cls) -> None:
        cls.loaded = load_gazetteer(by=SURVEYOR, at=AT)

    def test_all_official_areas_are_there(self) -> None:
        counts = {level: Place.objects.filter(level=level).count() for level in Level}
        assert counts == {
            Level.PROVINCE: 38,
            Level.REGENCY: 514,
            Level.DISTRICT: 7_285,
            Level.VILLAGE: 83_762,
            Level.LOCAL: 0,
        }
        assert self.loaded.new == self.loaded.areas == 91_599

    def test_a_place_knows_its_decree_postcode_and_lasting_id(self) -> None:
        village = by_path(SIMPANG_EMPAT)
        assert village.decree == DECREE
        assert len(village.postcode) == 5
        assert village.pk == id_of_text(f"place:{SIMPANG_EMPAT}")

    def test_a_second_load_changes_nothing(self) -> None:
        again = load_gazetteer(by=SURVEYOR, at=AT)
        assert again == Loaded(areas=91_599, new=0, new_aliases=0)

    def test_a_load_does_not_bring_an_old_code_back(self) -> None:
        recode(
            SIMPANG_EMPAT, "12.18.04.2099", decree="Kepmendagri 100/2027",
            held_from=AT.date(), by=SURVEYOR, at=AT,
        )  # fmt: skip
        assert load_gazetteer(by=SURVEYOR, at=AT).new == 0
        assert not Place.objects.filter(path=SIMPANG_EMPAT).exists()

    def test_what_people_type_is_found(self) -> None:
        for text, path, rest in [
            ("simpang 4 sei rampah", SIMPANG_EMPAT, ""),
            ("Simpang IV, Kec. Sei Rampah", SIMPANG_EMPAT, ""),
            ("simpangempat sei rampah", SIMPANG_EMPAT, ""),
            ("simpng empt sei rampa", SIMPANG_EMPAT, ""),
            ("dusun V simpang empat sei rampah", SIMPANG_EMPAT, "dusun V"),
            ("simpang empat sergai", SIMPANG_EMPAT, ""),
            ("Sergai", "12.18", ""),
            ("serdang bedagai", "12.18", ""),
            ("Bandar Khalifah Sergai", "12.18.06", ""),
            ("serbajadi sergai", "12.18.12", ""),
            ("serba jadi serdang bedagai", "12.18.12", ""),
            ("sungai rampah", "12.18.04", ""),
            ("kota tebing tinggi", "12.76", ""),
            ("tebing tinggi sergai", "12.18.13", ""),
            ("jaksel", "31.74", ""),
            ("sumut", "12", ""),
            ("12.18.04.2024", SIMPANG_EMPAT, ""),
            ("1218042024", SIMPANG_EMPAT, ""),
        ]:
            with self.subTest(text):
                best = find(text)[0]
                assert (best.place_path, best.rest) == (path, rest)

    def test_a_name_alone_offers_all_that_bear_it(self) -> None:
        matches = find("Simpang Empat", limit=25)
        exact = [match for match in matches if match.name == "Simpang Empat"]
        assert len(exact) == 21
        assert all(match.score == 100 for match in exact)
        assert len({match.full_name for match in exact}) == 21

    def test_what_is_no_place_is_not_found(self) -> None:
        for text in ["", "   ", "zzzzqq", "99.99.99.9999", "'; drop --", "…"]:
            with self.subTest(text):
                assert find(text) == []
        assert len(find("a " * 5_000)) <= 10

    def test_a_search_takes_two_queries(self) -> None:
        find("sei rampah")
        with CaptureQueriesContext(connection) as queries:
            find("firdaus sei rampah")
        assert len(queries) == 2

    def test_a_record_is_resolved_with_its_parents(self) -> None:
        place = resolve(
            province="Sumatera Utara", regency="Serdang Bedagai",
            district="Sei Rampah", village="Simpang Empat",
        )  # fmt: skip
        assert place.path == SIMPANG_EMPAT
        assert resolve(code=SIMPANG_EMPAT, village="Simpang 4").pk == place.pk
        assert resolve(regency="Sergai", district="Serbajadi").path == "12.18.12"
        assert resolve(regency="Kab. Sergai", village="Desa Firdaus").path == (
            "12.18.04.2002"
        )
        assert resolve(regency="Kota Tebing Tinggi").path == "12.76"

    def test_a_name_without_its_parent_is_ambiguous_and_says_which(self) -> None:
        with self.assertRaises(Ambiguous) as refusal:
            resolve(village="Simpang Empat")
        assert SIMPANG_EMPAT in refusal.exception.candidates
        # Seventeen of that very name, and one that writes it with a numeral.
        assert len(refusal.exception.candidates) == 18

    def test_an_import_is_never_guessed_at(self) -> None:
        for names in [
            {"village": "Simpang Empt", "district": "Sei Rampah"},
            {"village": "Simpang Empat", "district": "Perbaungan"},
            {"code": "12.18.04.2999"},
        ]:
            with self.subTest(names), self.assertRaises(NotFound):
                resolve(**names)

    def test_a_code_beside_another_places_name_is_refused(self) -> None:
        with self.assertRaises(Invalid) as refusal:
            resolve(code=SIMPANG_EMPAT, village="Perbaungan")
        assert "village" in refusal.exception.problems
        with self.assertRaises(Invalid):
            resolve()

    def test_regions_are_shown_in_their_own_words(self) -> None:
        assert full_name(SIMPANG_EMPAT) == "Desa Simpang Empat, Kec. Sei Rampah"
        assert (
            full_name("31.74") == "Kota Jakarta Selatan, Daerah Khusus Ibukota Jakarta"
        )
        assert full_name("91.03.01").startswith("Distrik ")
        assert full_name("99.99") == "99.99"
