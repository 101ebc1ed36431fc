"""Whatever is pasted: reading never breaks, never takes long, never makes up a name."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.desk.news.reading import read

WORDS = st.sampled_from(
    [
        "Kapolsek",
        "Bripka",
        "AKP",
        "Ps.",
        "Plt",
        "Desa",
        "Kec.",
        "Kab.",
        "Dusun",
        "V",
        "RT",
        "03",
        "/",
        "RW",
        "05",
        "Jumat",
        "(",
        ")",
        ",",
        ".",
        ":",
        "-",
        "Budi",
        "Setia",
        "S.H.",
        "dan",
        "serta",
        "Babinsa",
        "Serda",
        "Ketua",
        "Rabu",
        "23/4/2025",
        "pukul",
        "20.30",
        "WIB",
        "\n",
        "*",
        "<b>",
        "&amp;",
        "\u202e",
        "\u200f",
        "🙏",
        "Terpisah",
        "melalui",
        "Polres",
        "Polsek",
        "Kades",
        "warga",
        '"',
        "Кириллица",
        "漢字",
        "1.",
        "2)",
        "tujuan",
        "untuk",
        "mengajak",
        "agar",
        "Pos",
        "Kamling",
        "Dr.",
        "H.",
        "I",
        "Made",
    ]
)
NAMES = st.lists(
    st.sampled_from(
        ["Wartono", "Sugiri", "Lestiana", "Parmin", "Hasudungan", "Yafet", "Made"]
    ),
    min_size=2,
    max_size=2,
    unique=True,
)


def texts_in(value: object) -> str:
    if isinstance(value, dict):
        return "\n".join(texts_in(v) for k, v in value.items() if k != "spans")
    if isinstance(value, list):
        return "\n".join(map(texts_in, value))
    return str(value)


@given(st.lists(WORDS, max_size=80).map(" ".join))
@settings(deadline=None)
def test_no_mixture_of_words_breaks_reading(text: str) -> None:
    reading = read(text)
    for one in reading.visit["officers"] + reading.visit["attendees"]:
        assert one["name"].split()[0] in text
    assert all(0 <= a <= b <= len(text) for a, b in reading.spans.values())


@given(st.text(max_size=400))
@settings(deadline=None)
def test_no_characters_break_reading(text: str) -> None:
    assert read(text).visit["format"] == "kentongan.visit/1"


@given(NAMES, st.sampled_from(["Bripka {}", "Ketua RT 02 {}", "Babinsa Serda {}"]))
@settings(deadline=None)
def test_a_name_that_is_deleted_is_gone(names: list[str], form: str) -> None:
    name = " ".join(names)
    text = (
        "Kapolsek Cepu AKP Darsono menyambangi warga Desa Nekan Kec. Entikong. "
        f"Turut hadir {form.format(name)}, tokoh agama Mulyono dan Kades Sutris."
    )
    assert name in texts_in(read(text).visit)
    without = texts_in(read(text.replace(name, "")).visit)
    assert not any(part in without for part in names)


@pytest.mark.parametrize(
    "piece",
    ["a", "Desa ", "Bripka ", "(", "Kapolsek Cepu ", "1/1/", '"', "<", "&", "Rabu ",
     "untuk ", "Polsek A", "\n", "S.H. ", "mengajak warga ", "Dusun ", "RT 1/", ", dan ",
     "pukul 1", "\u202e", "Ketua RT Budi, "],
)  # fmt: skip
def test_ten_megabytes_of_anything_are_read_in_seconds(piece: str) -> None:
    text = piece * (10_000_000 // len(piece))
    started = time.monotonic()
    reading = read(text)
    assert time.monotonic() - started < 30
    assert reading.warnings[0]["code"] == "too_long"


def test_bidi_marks_markup_and_bold_stars_do_not_hide_facts() -> None:
    visit = read(
        "<p>*Kapolsek Cepu* \u200fAKP <b>Bambang Wiratno</b></p>&nbsp;"
        "<script>Bripka Palsu</script> \U0001f64f hadir"
    ).visit
    assert [o["name"] for o in visit["officers"]] == ["Bambang Wiratno"]
