"""What a release says of its record is read back from it, fact by fact."""

from datetime import date, time

import pytest

from kentongan.desk.news.reading import read
from kentongan.desk.news.rules.drafting import draft
from kentongan.desk.news.rules.facts import Facts, Person

CASES = [
    (
        Facts(
            kind="post_inspection",
            date=date(2026, 11, 23),
            time=time(20, 25),
            zone="WIB",
            place="Dusun IV, Desa Simpang Empat, Kec. Sei Rampah",
            post="Pos Anggrek",
            unit="Polsek Firdaus",
            officers=(
                Person(
                    "Aipda Parlindungan Saragih, S.H.",
                    "Bhabinkamtibmas Polsek Firdaus",
                ),
            ),
            residents=11,
        ),
        ("12.18.04.2024", "Firdaus", [("Aipda", "Parlindungan Saragih", None)], []),
    ),
    (
        Facts(
            kind="door_to_door",
            date=date(2026, 3, 5),
            time=time(9, 0),
            zone="WITA",
            place="Lingkungan Karang Baru, Kelurahan Ampenan Tengah, Kec. Ampenan",
            unit="Polsek Ampenan",
            officers=(
                Person("Bripka Lalu Sapardi", "Bhabinkamtibmas Polsek Ampenan"),
                Person("AKP Made Darsana, S.H., M.H.", "Plt. Kapolsek Ampenan"),
            ),
            army=(Person("Sertu Wayan Gede", "Babinsa"),),
            residents=5,
        ),
        (
            "52.71.01.1005",
            "Ampenan",
            [("Bripka", "Lalu Sapardi", None), ("AKP", "Made Darsana", "Plt")],
            [("Sertu", "Wayan Gede")],
        ),
    ),
    (
        Facts(
            kind="friday_forum",
            date=date(2026, 5, 8),
            place="Desa Sukamaju, Kec. Cilodong, Kota Depok",
            unit="Polsek Sukmajaya",
            officers=(Person("Iptu Rahmat Hidayat", "Kanit Binmas"),),
        ),
        ("32.76.08.1001", "Sukmajaya", [("Iptu", "Rahmat Hidayat", None)], []),
    ),
]


@pytest.mark.parametrize(("facts", "told"), CASES, ids=[c[0].kind for c in CASES])
def test_a_release_is_read_back_into_its_record(
    facts: Facts,
    told: tuple[str, str, list[tuple[str, str, str | None]], list[tuple[str, str]]],
) -> None:
    written = draft([facts])
    back = read(f"{written.headline}\n{written.body}").visit
    code, polsek, officers, army = told
    assert back["kind"] == facts.kind
    assert back["date"] == facts.date.isoformat()
    assert back["time"] == (f"{facts.time:%H:%M}" if facts.time else None)
    assert back["tz"] == (facts.zone or None)
    assert back["place"]["code"] == code
    assert back["units"]["polsek"] == polsek
    read_officers = [(p["rank"], p["name"], p["acting"]) for p in back["officers"]]
    assert read_officers == officers
    assert [(one["rank"], one["name"]) for one in back["military"]] == army
    assert back["attendee_count"] == (facts.residents or None)
