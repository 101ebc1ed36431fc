"""A draft says the record, all of it that may be said, and nothing else."""

import re
from dataclasses import fields, replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.desk.news.rules.checking import Code, Record, Shown, check
from kentongan.desk.news.rules.drafting import (
    CAPTION_LENGTH,
    Style,
    draft,
    fill,
    unknown_placeholders,
)
from kentongan.desk.news.rules.facts import (
    MISSING,
    Facts,
    Person,
    Promise,
    Spoken,
    Told,
)
from kentongan.desk.news.rules.states import FOLLOWS, Act, Faces, State, may
from kentongan.desk.news.rules.words import Language

BARE = Facts("post_inspection", date(2026, 7, 21))
FULL = Facts(
    kind="post_inspection",
    date=date(2026, 7, 21),
    time=time(20, 15),
    zone="WIB",
    place="Dusun V, Desa Simpang Empat",
    post="Pos Melati",
    unit="Polsek Firdaus",
    officers=(Person("Bripka Rina Sitorus, S.H.", "Bhabinkamtibmas"),),
    army=(Person("Serda Togap Manik", "Babinsa"),),
    figures=(Person("Saut Naibaho", "Kades"),),
    residents=7,
    purposes=("melihat kesiapan pos",),
    programmes=("Polisi Sahabat",),
    checked=(("lamp", "broken"), ("radio", "absent")),
    score=72.0,
    told=(Told("facility", "Kadus V", "Lampu simpang mati"),),
    promises=(Promise("Lampu simpang diganti", "Kades", date(2026, 7, 25)),),
    messages=("Hubungi 110",),
    outcome="Ronda dimulai lagi",
    spoken=(Spoken("Kades Simpang Empat", "Kami siap", approved=True),),
    labels={
        "lamp": {"id": "Lampu pos", "en": "Lamp"},
        "radio": {"id": "HT", "en": "Radio"},
    },
)
languages = st.sampled_from(Language)
words = st.text("abcdefghij", min_size=4, max_size=12)


@given(languages)
def test_a_full_record_lacks_nothing_and_every_sentence_names_its_facts(
    language: Language,
) -> None:
    made = draft([FULL], language=language)
    known = {field.name for field in fields(Facts)}
    assert made.missing == ()
    for one in made.sentences:
        assert one.facts
        assert set(one.facts) <= known
    said = {name for one in made.sentences for name in one.facts}
    assert said >= set(MISSING)
    assert (
        check(
            made.headline,
            made.body,
            Record(FULL.spoken, (), ("Lampu simpang diganti",)),
        )
        == ()
    )


def test_a_bare_record_is_told_to_lack_everything_and_nothing_is_filled() -> None:
    made = draft([BARE])
    assert set(made.missing) == set(MISSING)
    assert made.body == (
        "Polisi melaksanakan pengecekan pos kamling, Selasa (21/7/2026)."
    )


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), languages)
def test_the_weekday_is_that_of_the_date(day: date, language: Language) -> None:
    names = {
        Language.ID: "Senin Selasa Rabu Kamis Jumat Sabtu Minggu",
        Language.EN: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    }[language].split()
    lead = draft([replace(FULL, date=day)], language=language).lead
    assert names[day.weekday()] in lead
    assert not [n for n in names if n != names[day.weekday()] and n in lead]


@given(st.integers(1, 9999), languages)
def test_numbers_are_copied(residents: int, language: Language) -> None:
    body = draft([replace(FULL, residents=residents)], language=language).body
    assert re.search(rf"\b{residents} (?:warga|residents)\b", body)


@given(words, languages)
def test_a_name_taken_from_the_record_is_gone_from_the_draft(
    name: str, language: Language
) -> None:
    person = Person(f"Bripka {name}", "Bhabinkamtibmas")
    there = draft([replace(FULL, officers=(person,))], language=language)
    gone = draft([replace(FULL, officers=())], language=language)
    assert name in there.body
    for text in (gone.body, gone.headline, gone.whatsapp, gone.caption):
        assert f"Bripka {name}" not in text


def test_words_nobody_approved_are_not_written() -> None:
    asked = replace(FULL, spoken=(Spoken("Kades", "Kami siap"),))
    made = draft([asked])
    assert "Kami siap" not in made.body
    assert made.missing == ("spoken",)


def test_short_forms_keep_their_letters() -> None:
    body = draft([FULL]).body
    assert "tidak ada: HT." in body
    assert "rusak: lampu pos." in body


@given(st.lists(st.integers(0, 6), min_size=2, max_size=5), languages)
def test_several_visits_are_told_in_the_order_of_their_days(
    days: list[int], language: Language
) -> None:
    visits = [replace(FULL, date=date(2026, 7, 20 + n), post=f"Pos {n}") for n in days]
    made = draft(visits, language=language)
    assert str(len(days)) in made.headline
    leads = [one.text for one in made.sentences if "date" in one.facts][1:]
    found = [int(m[1]) for lead in leads if (m := re.search(r"Pos (\d)", lead))]
    assert found == sorted(days)


def test_no_visit_is_no_draft() -> None:
    with pytest.raises(ValueError, match="needs a visit"):
        draft([])


@given(st.text(max_size=600))
def test_a_caption_is_never_cut_within_a_sentence(outcome: str) -> None:
    made = draft([replace(FULL, outcome=outcome)])
    assert len(made.caption) <= max(CAPTION_LENGTH, len(made.headline))


@given(st.text(max_size=80))
def test_any_pattern_is_filled_or_named_as_broken(pattern: str) -> None:
    if not unknown_placeholders(pattern):
        assert isinstance(fill(pattern, FULL, Language.ID), str)


def test_a_pattern_that_names_what_we_have_not_is_told() -> None:
    assert unknown_placeholders("{kind} {nama}") == ("nama",)
    assert unknown_placeholders("{") == ("{",)
    styled = draft([FULL], Style(headline="{post}, {date}"))
    assert styled.headline == "Pos Melati, 21 Juli 2026"


@pytest.mark.parametrize(
    ("text", "code", "about"),
    [
        (
            "Korban bernama Siti Aminah dirawat.",
            Code.VICTIM,
            "Korban bernama Siti Aminah",
        ),
        ("Tersangka Joko Manik diserahkan.", Code.VICTIM, "Tersangka Joko Manik"),
        ("Pelajar Budi ikut.", Code.MINOR, "Pelajar Budi"),
        ("Seorang warga (15 tahun) ikut.", Code.MINOR, "15 tahun"),
        (
            "Sengketa antara Andi Putra dan Joko.",
            Code.PARTY,
            "antara Andi Putra dan Joko.",
        ),
        ("Kades: “Aman sekali.”", Code.QUOTE, "Aman sekali."),
        ('Kata Kades "aman"', Code.QUOTE, "aman"),
        ("Kerja luar biasa.", Code.SUPERLATIVE, "luar biasa"),
        ("Telah dilaksanakan kegiatan.", Code.PASSIVE, "Telah dilaksanakan"),
        ("Polisi akan memasang CCTV.", Code.PROMISE, "Polisi akan memasang CCTV"),
        ("", Code.EMPTY, ""),
    ],
)
def test_each_finding_carries_the_words_it_is_about(
    text: str, code: Code, about: str
) -> None:
    found = {one.code: one.words for one in check("Judul", text, Record())}
    assert found.get(code) == about


@pytest.mark.parametrize(
    "text",
    [
        "Kegiatan dilakukan oleh Bripka Rina Sitorus.",
        "Program berjalan lima tahun, sejak 5 tahun lalu.",
        "Anak-anak bermain di lapangan.",
        "Pos Melati menjadi pos pertama di Dusun V.",
    ],
)
def test_plain_words_raise_nothing(text: str) -> None:
    assert check("Judul", text, Record()) == ()


def test_what_was_told_in_confidence_blocks_also_in_part() -> None:
    told = ("Anak tetangga di gang dua sering dipukul pada malam hari",)
    text = "Warga bercerita anak tetangga di gang dua sering dipukul."
    assert [one.code for one in check("J", text, Record(confidential=told))] == [
        Code.SEALED
    ]


def test_a_picture_needs_words_and_a_look() -> None:
    shown = (Shown("1", "", Faces.UNKNOWN), Shown("2", "Pos", Faces.MINORS_HIDDEN))
    found = check("J", "Isi.", Record(pictures=shown))
    assert [one.code for one in found] == [Code.ALT, Code.FACES]


@given(st.text(max_size=3000))
def test_no_text_breaks_the_checks(text: str) -> None:
    for one in check(text, text, Record(confidential=(text[:50],))):
        assert one.sentence


def test_hostile_text_is_checked_in_bounded_time() -> None:
    text = ("antara A dan " * 4000) + ("“" * 5000) + ("Korban A B C " * 3000)
    assert check("J", text, Record())


@given(st.sampled_from(Act), st.sampled_from(State), st.booleans())
def test_the_table_of_states_is_kept(act: Act, state: State, on_hold: bool) -> None:
    allowed = may(act, state, on_hold=on_hold)
    assert allowed <= (state in FOLLOWS[act][0])
    if state is State.WITHDRAWN:
        assert not allowed
    if act is Act.WITHDRAW:
        assert allowed == may(act, state)
