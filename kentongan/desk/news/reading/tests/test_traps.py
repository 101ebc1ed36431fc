"""Sentences of the genre, each with the trap it holds."""

import pytest

from kentongan.desk.news.reading import read


def people(text: str) -> list[tuple[object, ...]]:
    visit = read(text).visit
    return [
        (one["acting"], one["position"], one["rank"], one["name"])
        for one in visit["officers"] + visit["military"]
    ]


@pytest.mark.parametrize(
    ("text", "date", "warned"),
    [
        ("Kegiatan berlangsung Rabu (23/4/2025).", "2025-04-23", False),
        ("Kegiatan berlangsung Kamis (23/4/2025).", "2025-04-23", True),
        ("Hari/Tgl : Jum'at, 05-09-2025", "2025-09-05", False),
        ("pada hari Minggu, 2 Juni 2024 pagi", "2024-06-02", False),
        ("Selasa tanggal 04 Desember 2018", "2018-12-04", False),
        ("Rabu (31/2/2025)", None, False),
    ],
)
def test_dates_are_read_and_weekdays_checked(
    text: str, date: str | None, warned: bool
) -> None:
    reading = read(text)
    assert reading.visit["date"] == date
    assert any(w["code"] == "weekday_contradicts" for w in reading.warnings) is warned


def test_a_date_without_its_year_is_a_candidate_and_no_date() -> None:
    reading = read("Sambang dilakukan Jumat (26/9) di balai desa.")
    assert reading.visit["date"] is None
    assert reading.candidates["date"] == ["09-26"]


def test_police_and_army_ranks_are_kept_apart() -> None:
    visit = read(
        "Kapolsek Cepu AKP Bambang Wiratno, S.Sos., M.M. dan Danramil Cepu "
        "Kapten Inf Heru Sapto hadir. Babinsa Serka Tono Wibisana ikut."
    ).visit
    assert [(o["rank"], o["name"]) for o in visit["officers"]] == [
        ("AKP", "Bambang Wiratno")
    ]
    assert [(o["rank"], o["name"]) for o in visit["military"]] == [
        ("Kapten", "Heru Sapto"),
        ("Serka", "Tono Wibisana"),
    ]


@pytest.mark.parametrize("mark", ["Ps", "Plt", "Plh", "Pj"])
def test_acting_marks_are_read_with_and_without_a_dot(mark: str) -> None:
    for written in (mark, f"{mark}.", mark.upper()):
        assert people(f"{written} Kanit Binmas Aiptu Heri Sasmita hadir.") == [
            (mark, "Kanit Binmas", "Aiptu", "Heri Sasmita")
        ]


def test_whose_idea_it_was_is_not_among_the_officers() -> None:
    found = people(
        "Program yang dicanangkan Kapolri Jenderal Polisi Drs. Anwar Sentosa, M.Si. "
        "dijalankan Bhabinkamtibmas Bripka Joko Lelono."
    )
    assert [one[3] for one in found] == ["Joko Lelono"]


def test_who_spoke_elsewhere_was_not_on_site() -> None:
    visit = read(
        "Bhabinkamtibmas Bripka Joko Lelono menyambangi warga. Terpisah, Kapolsek "
        "Senori Iptu Agus Hermawan, S.H. mengatakan sambang itu rutin."
    ).visit
    assert [(o["name"], o["on_site"]) for o in visit["officers"]] == [
        ("Joko Lelono", True),
        ("Agus Hermawan", False),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Desa Nekan Kec. Entikong Kab. Sanggau", "61.03.21.2001"),
        ("Kelurahan Panjer Denpasar Selatan, Polresta Denpasar", "51.71.01.1004"),
        ("Desa Sukamaju", None),
    ],
)
def test_a_place_is_found_by_its_parents_only(text: str, code: str | None) -> None:
    assert read(f"Sambang di {text}.").visit["place"]["code"] == code


def test_a_name_that_fits_several_places_is_given_as_candidates() -> None:
    reading = read("Sambang di Desa Simpang Empat, Provinsi Sumatera Utara.")
    assert reading.visit["place"]["code"] == "12"
    assert len(reading.candidates["place.code"]) > 1


def test_tens_of_residents_are_no_number() -> None:
    assert read("Dihadiri puluhan warga.").visit["attendee_count"] is None
    assert read("Dihadiri 45 orang warga.").visit["attendee_count"] == 45


def test_four_who_keep_watch_are_no_hamlet() -> None:
    text = "Sambang di Dusun III Desa Cempedak Lobang Kec. Sei Rampah, jaga 4 orang."
    hamlets = read(text).visit["place"]["local"]
    assert [(one["level"], one["name"]) for one in hamlets] == [("dusun", "III")]
