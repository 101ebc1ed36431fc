"""Tables for other systems: shaped like BOS, and the yearly summary for SIM Linmas."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Final

from kentongan.beat.visits.documents.handout import KINDS, Handout
from kentongan.beat.visits.rules import Kind

BOS_ACTIVITIES: Final = {
    KINDS[Kind.DOOR_TO_DOOR]: "DDS",
    KINDS[Kind.DIALOGUE_PATROL]: "Deteksi Dini",
    KINDS[Kind.PROBLEM_SOLVING]: "Problem Solving",
    KINDS[Kind.POLICE_SERVICE]: "Pelayanan Kepolisian",
    KINDS[Kind.VILLAGE_EVENT]: "Kegiatan Desa",
    KINDS[Kind.FRIDAY_FORUM]: "Kegiatan Desa",
    KINDS[Kind.SUNDAY_SERVICE]: "Pembinaan Komunitas",
    KINDS[Kind.COMMUNITY_COACHING]: "Pembinaan Komunitas",
    KINDS[Kind.PILLARS_COORDINATION]: "Pembinaan Komunitas",
    KINDS[Kind.POST_INSPECTION]: "Pembinaan Siskamling",
    KINDS[Kind.WATCH_COACHING]: "Pembinaan Siskamling",
}
"""The seven daily activities that the officers' present system knows."""

_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")


def bos_csv(visits: Iterable[Handout]) -> str:
    """One line a visit, with the columns that BOS asks for."""
    rows = (
        (
            visit.date.isoformat(),
            visit.clock,
            BOS_ACTIVITIES.get(visit.kind, "DDS"),
            visit.where,
            visit.post,
            "; ".join(visit.officers),
            str(visit.people),
            "; ".join(visit.told),
            "; ".join(one.text for one in visit.pledges),
            visit.outcome,
        )
        for visit in visits
    )
    return _csv(
        (
            "tanggal",
            "jam",
            "kegiatan",
            "lokasi",
            "sasaran",
            "petugas",
            "hadir",
            "informasi",
            "tindak_lanjut",
            "hasil",
        ),
        rows,
    )


def linmas_csv(posts: Iterable[tuple[str, str, int, date]]) -> str:
    """How often each post was visited: place, post, visits, last day."""
    return _csv(
        ("lokasi", "satkamling", "kunjungan", "terakhir"),
        ((where, post, str(n), last.isoformat()) for where, post, n, last in posts),
    )


def _csv(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue()


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell
