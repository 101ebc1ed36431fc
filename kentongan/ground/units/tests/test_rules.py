"""Ranks, degrees, names, positions and units as people write them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.ground.units.rules.dates import moment_of
from kentongan.ground.units.rules.degrees import (
    DEGREES,
    degree_key,
    degrees_of,
    with_degrees,
)
from kentongan.ground.units.rules.names import name_key, tidy
from kentongan.ground.units.rules.positions import (
    ACTING_LABELS,
    POSITION_LABELS,
    Acting,
    Position,
    parse_acting,
    parse_position,
    position_label,
)
from kentongan.ground.units.rules.ranks import (
    RANKS,
    Rank,
    Service,
    outranks,
    parse_rank,
)
from kentongan.ground.units.rules.units import (
    POLDAS,
    Kind,
    Polda,
    lineage,
    parse_unit,
    polda_named,
    polda_of_path,
    unit_path,
    unit_title,
)

ALL_RANKS = [rank for ranks in RANKS.values() for rank in ranks]


@pytest.mark.parametrize(
    ("text", "service", "code"),
    [
        ("AKBP", Service.POLRI, "akbp"),
        ("Ajun Komisaris Besar Polisi", Service.POLRI, "akbp"),
        ("AJUN KOMISARIS POLISI", Service.POLRI, "akp"),
        ("Kombes Pol", Service.POLRI, "kombes"),
        ("KOMBES. POL.", Service.POLRI, "kombes"),
        ("Kombespol", Service.POLRI, "kombes"),
        ("Komisaris Besar Polisi", Service.POLRI, "kombes"),
        ("AIPTU", Service.POLRI, "aiptu"),
        ("A.K.P.", Service.POLRI, "akp"),
        ("Ajun Inspektur Polisi Satu", Service.POLRI, "aiptu"),
        ("Inspektur Polisi Satu", Service.POLRI, "iptu"),
        ("Brigadir Polisi Kepala", Service.POLRI, "bripka"),
        ("Brigadir Polisi", Service.POLRI, "brigadir"),
        ("Brigadir", Service.POLRI, "brigadir"),
        ("Brigpol", Service.POLRI, "brigadir"),
        ("Brigjen Pol", Service.POLRI, "brigjen"),
        ("Brigjen", Service.POLRI, "brigjen"),
        ("Brigjen TNI", Service.TNI_AD, "brigjen"),
        ("Jenderal TNI", Service.TNI_AD, "jenderal"),
        ("Jenderal Polisi", Service.POLRI, "jenderal"),
        ("Serda", Service.TNI_AD, "serda"),
        ("Serda (K)", Service.TNI_AD, "serda"),
        ("Sersan Mayor", Service.TNI_AD, "serma"),
        ("Kapten Inf", Service.TNI_AD, "kapten"),
        ("Kapten Laut (P)", Service.TNI_AL, "kapten"),
        ("Letkol Pnb.", Service.TNI_AU, "letkol"),
        ("Kelasi Kepala", Service.TNI_AL, "klk"),
        ("Laksamana Pertama TNI", Service.TNI_AL, "laksma"),
        ("Marsda TNI", Service.TNI_AU, "marsda"),
    ],
)
def test_a_rank_is_read_in_its_common_spellings(
    text: str, service: Service, code: str
) -> None:
    read = parse_rank(text)
    assert read is not None
    assert (read[0], read[1].code) == (service, code)


@pytest.mark.parametrize(
    "text", ["", "Kadus", "Pak", "Polisi", "TNI", "Iptu Rina", "Kompol Inf", "123"]
)
def test_what_is_no_rank_is_not_taken_for_one(text: str) -> None:
    assert parse_rank(text) is None


def test_a_rank_of_another_list_is_refused_where_the_list_is_known() -> None:
    assert parse_rank("Serda", Service.POLRI) is None
    assert parse_rank("Aiptu", Service.TNI_AD) is None


@given(st.sampled_from(ALL_RANKS), st.sampled_from([str.upper, str.lower, str.title]))
def test_label_and_full_words_name_the_same_rank_in_any_case(
    rank: Rank, case: Callable[[str], str]
) -> None:
    for written in (rank.label, rank.words, rank.code):
        read = parse_rank(case(written), rank.service)
        assert read == (rank.service, rank)


def test_the_police_list_is_in_the_order_of_the_regulation() -> None:
    line = [
        "Bharada",
        "Bharatu",
        "Bharaka",
        "Abripda",
        "Abriptu",
        "Abrip",
        "Bripda",
        "Briptu",
        "Brigadir",
        "Bripka",
        "Aipda",
        "Aiptu",
        "Ipda",
        "Iptu",
        "AKP",
        "Kompol",
        "AKBP",
    ]
    assert [rank.label for rank in RANKS[Service.POLRI]][: len(line)] == line


@given(st.sampled_from(ALL_RANKS), st.sampled_from(ALL_RANKS))
def test_outranking_is_a_strict_order_within_a_list_and_nothing_across(
    one: Any, other: Any
) -> None:
    assert not (outranks(one, other) and outranks(other, one))
    if one.service is other.service:
        assert outranks(one, other) or outranks(other, one) or one == other
    else:
        assert not outranks(one, other)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("SH", ("S.H.",)),
        ("S.H", ("S.H.",)),
        ("S. H., M. H.", ("S.H.", "M.H.")),
        ("S.H. M.H.", ("S.H.", "M.H.")),
        ("SH MH", ("S.H.", "M.H.")),
        ("sik", ("S.I.K.",)),
        ("S.I.K., M.H", ("S.I.K.", "M.H.")),
        ("S.Sos, SH, s.sos.", ("S.Sos.", "S.H.")),
        ("CPHR", ("C.P.H.R.",)),
        ("XYZ", ("XYZ",)),
        ("", ()),
        (", .", ()),
    ],
)
def test_degrees_are_written_in_one_way(
    written: str, canonical: tuple[str, ...]
) -> None:
    assert degrees_of(written) == canonical


@given(st.lists(st.sampled_from(sorted(DEGREES.values())), unique=True, max_size=4))
def test_degrees_survive_losing_and_regaining_their_dots(degrees: list[str]) -> None:
    bare = [degree.replace(".", "") for degree in degrees]
    keys = [degree_key(degree) for degree in degrees]
    assert [degree_key(d) for d in degrees_of(bare)] == list(dict.fromkeys(keys))


@given(st.text(max_size=40))
def test_reading_degrees_twice_changes_nothing_more(text: str) -> None:
    once = degrees_of(text)
    assert degrees_of(once) == once


def test_some_degrees_stand_before_a_name_and_some_after() -> None:
    assert (
        with_degrees("Rina Saragih", ["SH", "Dr", "M.H"])
        == "Dr. Rina Saragih, S.H., M.H."
    )
    assert with_degrees("Rina Saragih", []) == "Rina Saragih"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("M. Yusuf", "m yusuf"),
        ("Ma'ruf  Lubis", "MARUF LUBIS"),
        ("José", "Jose"),
        ("R.A. Dewi", "R A Dewi"),
    ],
)
def test_spelling_does_not_tell_people_apart(one: Any, other: Any) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Rina Saragih", "Saragih Rina"), ("Rina", "Rini"), ("R A Dewi", "R Dewi")],
)
def test_words_and_their_order_do_tell_people_apart(one: Any, other: Any) -> None:
    assert name_key(one) != name_key(other)


@given(st.text(max_size=60))
def test_a_name_key_is_its_own_key_and_tidying_does_not_change_it(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)
    assert tidy(tidy(name)) == tidy(name)


@pytest.mark.parametrize(
    ("text", "acting", "position", "rest"),
    [
        ("Kasat Binmas", None, Position.KASAT_BINMAS, ""),
        ("Ps Kanit Bhabinkamtibmas", Acting.PS, Position.KANIT_BHABINKAMTIBMAS, ""),
        ("Ps. Kanit Binmas", Acting.PS, Position.KANIT_BINMAS, ""),
        ("Ps.Kanit Binmas", Acting.PS, Position.KANIT_BINMAS, ""),
        ("PLT KAPOLSEK FIRDAUS", Acting.PLT, Position.KAPOLSEK, "FIRDAUS"),
        ("Kapolsek Firdaus", None, Position.KAPOLSEK, "Firdaus"),
        ("Pelaksana Harian Kapolres Anu", Acting.PLH, Position.KAPOLRES, "Anu"),
        ("Bhabinkamtibmas Desa Anu", None, Position.BHABINKAMTIBMAS, "Desa Anu"),
        ("Kapolres Metro Anu", None, Position.KAPOLRES, "Anu"),
        ("Pj Dirbinmas", Acting.PJ, Position.DIRBINMAS, ""),
        ("Kanit Reskrim", None, None, ""),
        ("Wakapolsek Firdaus", None, None, ""),
        ("Babinsa", None, None, ""),
        ("", None, None, ""),
        ("Ps", Acting.PS, None, ""),
    ],
)
def test_a_position_is_read_out_of_free_text(
    text: str, acting: Acting | None, position: Position | None, rest: str
) -> None:
    read = parse_position(text)
    assert (read.acting, read.position, read.rest) == (acting, position, rest)


@given(
    st.sampled_from([None, *Acting]),
    st.sampled_from(list(Position)),
    st.sampled_from([str.upper, str.lower, str]),
)
def test_a_written_position_reads_back_as_itself(
    acting: Acting | None, position: Position, case: Callable[[str], str]
) -> None:
    read = parse_position(case(position_label(position, acting)))
    assert (read.acting, read.position) == (acting, position)


@given(st.text(max_size=40))
def test_free_text_never_breaks_the_readers(text: str) -> None:
    parse_position(text)
    parse_acting(text)
    parse_rank(text)
    parse_unit(text)


def test_every_position_and_mark_has_its_word() -> None:
    assert set(POSITION_LABELS) == set(Position)
    assert set(ACTING_LABELS) == set(Acting)


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Polsek Firdaus", Kind.POLSEK, "Firdaus"),
        ("POLRES Serdang Bedagai", Kind.POLRES, "Serdang Bedagai"),
        ("Polres Metro Jakarta Barat", Kind.POLRES_METRO, "Jakarta Barat"),
        ("Polrestabes Medan", Kind.POLRESTABES, "Medan"),
        ("Polda Metro Jaya", Kind.POLDA, "Metro Jaya"),
        ("Kepolisian Resor Kota Anu", Kind.POLRESTA, "Anu"),
        ("Firdaus", None, "Firdaus"),
        ("Polsek", None, "Polsek"),
        ("", None, ""),
    ],
)
def test_a_unit_is_read_with_its_level_word(
    text: str, kind: Kind | None, name: str
) -> None:
    assert parse_unit(text) == (kind, name)


def test_units_of_one_name_and_different_kinds_have_different_paths() -> None:
    paths = {
        unit_path(kind, "Bandung", "jabar")
        for kind in (Kind.POLRES, Kind.POLRESTA, Kind.POLRESTABES)
    }
    assert paths == {
        "jabar.bandung",
        "jabar.polresta_bandung",
        "jabar.polrestabes_bandung",
    }


@pytest.mark.parametrize("name", ["Sumatera Utara", "Polda Sumut", "SUMATRA UTARA"])
def test_a_polda_is_one_however_it_is_written(name: str) -> None:
    polda = polda_named(name)
    assert polda is not None
    assert polda.slug == "sumut"
    assert polda_of_path("sumut.serdang_bedagai.firdaus") == polda


def test_every_province_has_exactly_one_polda() -> None:
    codes = [code for polda in POLDAS for code in polda.provinces]
    assert len(codes) == len(set(codes)) == 38


@given(st.sampled_from(POLDAS))
def test_every_spelling_of_a_polda_leads_to_its_path(polda: Polda) -> None:
    for spelling in (polda.name, *polda.spellings):
        assert unit_path(Kind.POLDA, spelling) == polda.slug


def test_a_unit_whose_name_has_no_letters_is_refused() -> None:
    with pytest.raises(ValueError, match="no letter"):
        unit_path(Kind.POLSEK, "!!", "sumut.anu")


def test_a_lineage_is_the_polres_with_everything_below_it() -> None:
    assert lineage("sumut.serdang_bedagai.firdaus") == "sumut.serdang_bedagai"
    assert lineage("sumut") == "sumut"


def test_a_unit_is_titled_with_its_level_word() -> None:
    assert (
        unit_title(Kind.POLRES_METRO, "Jakarta Barat") == "Polres Metro Jakarta Barat"
    )


def test_a_day_starts_at_midnight_on_the_clock_of_the_unit() -> None:
    day = date(2025, 4, 23)
    assert moment_of(day, "sumut.anu") == datetime(2025, 4, 22, 17, tzinfo=UTC)
    assert moment_of(day, "papua.anu") == datetime(2025, 4, 22, 15, tzinfo=UTC)
