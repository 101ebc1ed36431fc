"""What a region calls its places, and how they are written."""

import pytest

from kentongan.ground.places.rules.levels import (
    Level,
    full_label,
    level_of,
    short_label,
    word_and_name,
)

CHAIN = [
    ("12", "provinsi", "Sumatera Utara"),
    ("12.18", "kabupaten", "Serdang Bedagai"),
    ("12.18.04", "kecamatan", "Sei Rampah"),
    ("12.18.04.2024", "desa", "Simpang Empat"),
    ("12.18.04.2024.v", "dusun", "V"),
    ("12.18.04.2024.v.rt_3", "rt", "3"),
]


@pytest.mark.parametrize(
    ("code", "official", "word", "name"),
    [
        ("12", "Sumatera Utara", "provinsi", "Sumatera Utara"),
        ("12.18", "Kabupaten Serdang Bedagai", "kabupaten", "Serdang Bedagai"),
        ("31.74", "Kota Administrasi Jakarta Selatan", "kota administrasi",
         "Jakarta Selatan"),
        ("12.18.04", "Sei Rampah", "kecamatan", "Sei Rampah"),
        ("91.03.01", "Sentani", "distrik", "Sentani"),
        ("34.71.01", "Tegalrejo", "kemantren", "Tegalrejo"),
        ("12.18.04.2024", "Simpang Empat", "desa", "Simpang Empat"),
        ("12.18.02.1038", "Melati I", "kelurahan", "Melati I"),
        ("12.08.01.2001", "Pamatang Simalungun", "nagori", "Pamatang Simalungun"),
        ("12.08.01.1001", "Siantar", "kelurahan", "Siantar"),
        ("13.03.10.2004", "Padang Sibusuk", "nagari", "Padang Sibusuk"),
        ("13.09.01.2001", "Sikakap", "desa", "Sikakap"),
        ("11.01.01.2001", "Keude Bakongan", "gampong", "Keude Bakongan"),
        ("91.03.01.3007", "Desa Adat Yoboi", "desa adat", "Yoboi"),
        ("91.03.01.2001", "Yahim", "kampung", "Yahim"),
    ],
)  # fmt: skip
def test_a_region_uses_its_own_word(
    code: str, official: str, word: str, name: str
) -> None:
    assert word_and_name(code, official) == (word, name)


def test_levels_follow_from_the_path() -> None:
    assert [level_of(path) for path, _, _ in CHAIN] == [*Level, Level.LOCAL]


@pytest.mark.parametrize(
    ("depth", "name"),
    [
        (6, "RT 3, Dusun V, Desa Simpang Empat, Kec. Sei Rampah"),
        (5, "Dusun V, Desa Simpang Empat, Kec. Sei Rampah"),
        (4, "Desa Simpang Empat, Kec. Sei Rampah"),
        (3, "Kec. Sei Rampah, Kab. Serdang Bedagai"),
        (2, "Kab. Serdang Bedagai, Sumatera Utara"),
        (1, "Sumatera Utara"),
        (0, ""),
    ],
)
def test_a_full_name_goes_up_to_the_district(depth: int, name: str) -> None:
    assert full_label(CHAIN[:depth]) == name


def test_a_whole_name_goes_up_to_the_province() -> None:
    assert full_label(CHAIN[:4], whole=True) == (
        "Desa Simpang Empat, Kec. Sei Rampah, Kab. Serdang Bedagai, Sumatera Utara"
    )


def test_neighbours_leave_the_words_out() -> None:
    assert short_label(CHAIN[:5]) == "Dusun V, Simpang Empat"
    assert short_label(CHAIN[:4]) == "Simpang Empat"
    assert short_label(CHAIN[:3]) == "Kec. Sei Rampah"
    assert short_label([]) == ""
