"""Which part somebody plays, and what that part may do: the whole table, to be read.

A role says *what*; an appointment or a grant says *where*. Nothing else in the system
decides who may: no view, no template and no service names a role.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from types import MappingProxyType
from typing import Final

from kentongan.ground.access.permissions import Permission as P
from kentongan.ground.units.rules.positions import Position


class Role(StrEnum):
    """The part somebody plays at a unit, in a place or at a post."""

    VILLAGE_OFFICER = auto()
    UNIT_MEMBER = auto()
    SUPERVISOR = auto()
    COMMANDER = auto()
    PRESS = auto()
    PROVINCE = auto()
    POST_HEAD = auto()
    MEMBER = auto()
    VILLAGE_HEAD = auto()
    BABINSA = auto()
    ADMINISTRATOR = auto()
    AUDITOR = auto()


@dataclass(frozen=True)
class RoleEntry:
    """What a role may do, and what it is called and for, in both languages."""

    permissions: frozenset[P]
    label: Mapping[str, str]
    description: Mapping[str, str]


_LOOK: Final = frozenset({P.PLACE_VIEW, P.UNIT_VIEW})

# What members do among themselves. Nobody from outside holds any of it.
_AMONG_RESIDENTS: Final = frozenset(
    {
        P.ROSTER_VIEW,
        P.NIGHT_VIEW,
        P.NIGHT_KEEP,
        P.BOOK_VIEW,
        P.BOOK_WRITE,
        P.MONEY_VIEW,
    }
)

_VISITING: Final = _LOOK | {
    P.PEOPLE_VIEW,
    P.POST_VIEW,
    P.NIGHT_VIEW,
    P.VISIT_VIEW,
    P.VISIT_RECORD,
    P.FOLLOW_UP_VIEW,
    P.FOLLOW_UP_PROMISE,
    P.REPORT_RECORD,
}

_VILLAGE: Final = _VISITING | {
    P.POST_REGISTER,
    P.POST_UPDATE,
    P.VISIT_CORRECT,
    P.NIGHT_ANSWER,
    P.REPORT_VIEW,
    P.REPORT_VIEW_SHARED,
    P.REPORT_ANSWER,
    P.FOLLOW_UP_ANSWER,
    P.FOLLOW_UP_CONFIRM,
    P.CONTACT_VIEW,
    P.CONTACT_EDIT,
    P.SEAL_OPEN,
    P.POST_MEMBERS_MANAGE,  # of a post without a head: the first one
    P.CARD_ISSUE,
}

_REVIEWING: Final = _VILLAGE | {
    P.VISIT_REVIEW,
    P.ACCOUNT_RESET,
    P.HANDOVER_MAKE,
}

ROLES: Final[Mapping[Role, RoleEntry]] = MappingProxyType(
    {
        Role.VILLAGE_OFFICER: RoleEntry(
            _VILLAGE,
            {"id": "Bhabinkamtibmas", "en": "Village police officer"},
            {
                "id": "Menyambangi warga dan pos di desa binaannya, mencatat "
                "kunjungan, menerima informasi, dan menjawab janji.",
                "en": "Visits residents and posts in the villages assigned to her, "
                "records visits, receives information and answers for promises.",
            },
        ),
        Role.UNIT_MEMBER: RoleEntry(
            frozenset(_VISITING),
            {"id": "Anggota", "en": "Member of a unit"},
            {
                "id": "Ikut kunjungan di wilayah satuannya dan boleh mencatatnya; "
                "tidak membuka kontak, laporan, atau data tersegel.",
                "en": "Joins visits in the unit's area and may record them; opens no "
                "contacts, reports or sealed fields.",
            },
        ),
        Role.SUPERVISOR: RoleEntry(
            _REVIEWING,
            {"id": "Kanit atau Kapolsek", "en": "Supervisor at a sector"},
            {
                "id": "Memeriksa dan menyetujui kunjungan di Polsek, membagi tugas, "
                "membuat serah terima, dan memberi kode masuk pengganti.",
                "en": "Reviews and approves visits of a sector, assigns, hands over "
                "offices and issues one-time sign-in codes.",
            },
        ),
        Role.COMMANDER: RoleEntry(
            _REVIEWING
            | {
                P.REPORT_VIEW_SENSITIVE,
                P.VISIT_EXPORT,
                P.SHEET_EDIT,
                P.OUT_HEADINGS_EDIT,
                P.NEWS_VIEW,
                P.NEWS_APPROVE,
                P.NEWS_HOLD,
            },
            {"id": "Pimpinan Polres", "en": "Command of a resort"},
            {
                "id": "Melihat seluruh Polres, termasuk laporan peka; menetapkan "
                "lembar pengecekan dan kepala laporan.",
                "en": "Sees the whole resort, sensitive reports included; sets the "
                "inspection sheet and the headings of what is handed out.",
            },
        ),
        Role.PRESS: RoleEntry(
            _LOOK
            | {
                P.POST_VIEW,
                P.VISIT_VIEW,
                P.FOLLOW_UP_VIEW,
                P.OUT_HEADINGS_EDIT,
                P.NEWS_VIEW,
                P.NEWS_WRITE,
                P.NEWS_APPROVE,
            },
            {"id": "Humas", "en": "Press office"},
            {
                "id": "Menyiapkan dan menerbitkan siaran dari kunjungan; tidak membuka "
                "data tersegel.",
                "en": "Prepares and publishes releases from visits; opens no sealed "
                "fields.",
            },
        ),
        Role.PROVINCE: RoleEntry(
            _LOOK
            | {
                P.PEOPLE_VIEW,
                P.POST_VIEW,
                P.NIGHT_VIEW,
                P.VISIT_VIEW,
                P.FOLLOW_UP_VIEW,
            },
            {"id": "Polda", "en": "Province"},
            {
                "id": "Membandingkan secara adil antar-Polres; hanya melihat.",
                "en": "Compares resorts fairly; looks only.",
            },
        ),
        Role.POST_HEAD: RoleEntry(
            _AMONG_RESIDENTS
            | frozenset(
                {
                    P.ROSTER_MAKE,
                    P.NIGHT_ANSWER,
                    P.BOOK_KEEP,
                    P.MONEY_KEEP,
                    P.PLACE_VIEW,
                    P.POST_VIEW,
                    P.POST_UPDATE,
                    P.POST_MEMBERS_MANAGE,
                    P.CARD_ISSUE,
                    P.REPORT_RECORD,
                    P.FOLLOW_UP_VIEW,
                    P.FOLLOW_UP_PROMISE,
                    P.FOLLOW_UP_ANSWER,
                    P.FOLLOW_UP_CONFIRM,
                }
            ),
            {"id": "Ketua pos", "en": "Head of a post"},
            {
                "id": "Mengurus pos bersama warga: anggota, perlengkapan, kartu "
                "masuk, janji.",
                "en": "Runs the post with its residents: members, equipment, sign-in "
                "cards, promises.",
            },
        ),
        Role.MEMBER: RoleEntry(
            _AMONG_RESIDENTS
            | {
                P.PLACE_VIEW,
                P.POST_VIEW,
                P.REPORT_RECORD,
                P.FOLLOW_UP_VIEW,
            },
            {"id": "Peronda", "en": "Watch member"},
            {
                "id": "Melihat posnya sendiri, menyampaikan informasi, dan mengikuti "
                "janji untuk pos itu.",
                "en": "Sees the own post, tells what happened and follows what was "
                "promised to that post.",
            },
        ),
        Role.VILLAGE_HEAD: RoleEntry(
            _LOOK
            | {
                P.POST_VIEW,
                P.NIGHT_VIEW,
                P.FOLLOW_UP_VIEW,
                P.FOLLOW_UP_PROMISE,
                P.FOLLOW_UP_ANSWER,
                P.REPORT_RECORD,
                P.REPORT_VIEW_SHARED,
                P.REPORT_ANSWER,
            },
            {"id": "Kades atau Lurah", "en": "Village head"},
            {
                "id": "Melihat pos di desanya dan menjawab janji pemerintah desa.",
                "en": "Sees the posts of the village and answers for what the village "
                "promised.",
            },
        ),
        Role.BABINSA: RoleEntry(
            _LOOK | {P.POST_VIEW, P.NIGHT_VIEW, P.FOLLOW_UP_VIEW, P.FOLLOW_UP_ANSWER},
            {"id": "Babinsa", "en": "Army village NCO"},
            {
                "id": "Melihat pos dan janji di desa binaannya; tanpa laporan warga "
                "dan tanpa kontak.",
                "en": "Sees posts and promises of the villages; no reports of "
                "residents and no contacts.",
            },
        ),
        Role.ADMINISTRATOR: RoleEntry(
            _LOOK
            | {
                P.PLACE_MANAGE,
                P.UNIT_MANAGE,
                P.PEOPLE_VIEW,
                P.ACCOUNT_MANAGE,
                P.ACCOUNT_RESET,
                P.HANDOVER_MAKE,
            },
            {"id": "Pengelola", "en": "Administrator"},
            {
                "id": "Mengurus satuan, jabatan, dan akun; tidak melihat kunjungan, "
                "laporan, atau kontak.",
                "en": "Keeps units, offices and accounts; sees no visits, reports or "
                "contacts.",
            },
        ),
        Role.AUDITOR: RoleEntry(
            _LOOK | {P.PEOPLE_VIEW, P.LEDGER_READ},
            {"id": "Pemeriksa", "en": "Auditor"},
            {
                "id": "Membaca buku besar: siapa berbuat apa dan membuka apa.",
                "en": "Reads the ledger: who did what and who opened what.",
            },
        ),
    }
)

POSITION_ROLES: Final[Mapping[Position, Role]] = MappingProxyType(
    {
        Position.BHABINKAMTIBMAS: Role.VILLAGE_OFFICER,
        Position.POLISI_RW: Role.VILLAGE_OFFICER,
        Position.ANGGOTA: Role.UNIT_MEMBER,
        Position.KANIT_BINMAS: Role.SUPERVISOR,
        Position.KAPOLSEK: Role.SUPERVISOR,
        Position.KANIT_BHABINKAMTIBMAS: Role.COMMANDER,
        Position.KBO_BINMAS: Role.COMMANDER,
        Position.KASAT_BINMAS: Role.COMMANDER,
        Position.KAPOLRES: Role.COMMANDER,
        Position.KASI_HUMAS: Role.PRESS,
        Position.DIRBINMAS: Role.PROVINCE,
        Position.KAPOLDA: Role.PROVINCE,
    }
)
"""The role that comes with an office, by ``units.rules.positions.Position``."""

POST_ROLES: Final = frozenset({Role.POST_HEAD, Role.MEMBER})
"""Roles held at one post only, by residents."""


def holders_of(permission: P) -> frozenset[Role]:
    """The roles that may do it."""
    return frozenset(r for r, entry in ROLES.items() if permission in entry.permissions)


def labels(roles: Iterable[Role], language: str) -> list[str]:
    """What these roles are called, for a person to read."""
    return [ROLES[role].label[language] for role in sorted(roles)]
