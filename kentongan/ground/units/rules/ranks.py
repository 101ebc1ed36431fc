"""Ranks of the police and of the three forces: four lists, each with its own order."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Service(StrEnum):
    """Whose rank list somebody stands in."""

    POLRI = "polri"
    TNI_AD = "tni_ad"
    TNI_AL = "tni_al"
    TNI_AU = "tni_au"


@dataclass(frozen=True)
class Rank:
    """One step of one list.

    Attributes:
        service: The list.
        code: How it is stored; unique within the list.
        label: How it is written before a name.
        words: The rank in full.
        order: Position in the list, the lowest 0. Never compared across lists.
    """

    service: Service
    code: str
    label: str
    words: str
    order: int


_POLRI: Final = (
    ("bharada", "Bharada", "Bhayangkara Dua"),
    ("bharatu", "Bharatu", "Bhayangkara Satu"),
    ("bharaka", "Bharaka", "Bhayangkara Kepala"),
    ("abripda", "Abripda", "Ajun Brigadir Polisi Dua"),
    ("abriptu", "Abriptu", "Ajun Brigadir Polisi Satu"),
    ("abrip", "Abrip", "Ajun Brigadir Polisi"),
    ("bripda", "Bripda", "Brigadir Polisi Dua"),
    ("briptu", "Briptu", "Brigadir Polisi Satu"),
    ("brigadir", "Brigadir", "Brigadir Polisi"),
    ("bripka", "Bripka", "Brigadir Polisi Kepala"),
    ("aipda", "Aipda", "Ajun Inspektur Polisi Dua"),
    ("aiptu", "Aiptu", "Ajun Inspektur Polisi Satu"),
    ("ipda", "Ipda", "Inspektur Polisi Dua"),
    ("iptu", "Iptu", "Inspektur Polisi Satu"),
    ("akp", "AKP", "Ajun Komisaris Polisi"),
    ("kompol", "Kompol", "Komisaris Polisi"),
    ("akbp", "AKBP", "Ajun Komisaris Besar Polisi"),
    ("kombes", "Kombes Pol", "Komisaris Besar Polisi"),
    ("brigjen", "Brigjen Pol", "Brigadir Jenderal Polisi"),
    ("irjen", "Irjen Pol", "Inspektur Jenderal Polisi"),
    ("komjen", "Komjen Pol", "Komisaris Jenderal Polisi"),
    ("jenderal", "Jenderal Pol", "Jenderal Polisi"),
)
_SHARED: Final = (
    ("kopda", "Kopda", "Kopral Dua"),
    ("koptu", "Koptu", "Kopral Satu"),
    ("kopka", "Kopka", "Kopral Kepala"),
    ("serda", "Serda", "Sersan Dua"),
    ("sertu", "Sertu", "Sersan Satu"),
    ("serka", "Serka", "Sersan Kepala"),
    ("serma", "Serma", "Sersan Mayor"),
    ("pelda", "Pelda", "Pembantu Letnan Dua"),
    ("peltu", "Peltu", "Pembantu Letnan Satu"),
    ("letda", "Letda", "Letnan Dua"),
    ("lettu", "Lettu", "Letnan Satu"),
    ("kapten", "Kapten", "Kapten"),
    ("mayor", "Mayor", "Mayor"),
    ("letkol", "Letkol", "Letnan Kolonel"),
    ("kolonel", "Kolonel", "Kolonel"),
)
_SOLDIERS: Final = (
    ("prada", "Prada", "Prajurit Dua"),
    ("pratu", "Pratu", "Prajurit Satu"),
    ("praka", "Praka", "Prajurit Kepala"),
)
_ARMY: Final = (
    *_SOLDIERS,
    *_SHARED,
    ("brigjen", "Brigjen TNI", "Brigadir Jenderal TNI"),
    ("mayjen", "Mayjen TNI", "Mayor Jenderal TNI"),
    ("letjen", "Letjen TNI", "Letnan Jenderal TNI"),
    ("jenderal", "Jenderal TNI", "Jenderal TNI"),
)
_NAVY: Final = (
    ("kld", "KLD", "Kelasi Dua"),
    ("kls", "KLS", "Kelasi Satu"),
    ("klk", "KLK", "Kelasi Kepala"),
    *_SHARED,
    ("laksma", "Laksma TNI", "Laksamana Pertama TNI"),
    ("laksda", "Laksda TNI", "Laksamana Muda TNI"),
    ("laksdya", "Laksdya TNI", "Laksamana Madya TNI"),
    ("laksamana", "Laksamana TNI", "Laksamana TNI"),
)
_AIR: Final = (
    *_SOLDIERS,
    *_SHARED,
    ("marsma", "Marsma TNI", "Marsekal Pertama TNI"),
    ("marsda", "Marsda TNI", "Marsekal Muda TNI"),
    ("marsdya", "Marsdya TNI", "Marsekal Madya TNI"),
    ("marsekal", "Marsekal TNI", "Marsekal TNI"),
)


def _listed(service: Service, steps: tuple[tuple[str, str, str], ...]) -> list[Rank]:
    return [Rank(service, *step, order) for order, step in enumerate(steps)]


RANKS: Final[dict[Service, tuple[Rank, ...]]] = {
    Service.POLRI: tuple(_listed(Service.POLRI, _POLRI)),
    Service.TNI_AD: tuple(_listed(Service.TNI_AD, _ARMY)),
    Service.TNI_AL: tuple(_listed(Service.TNI_AL, _NAVY)),
    Service.TNI_AU: tuple(_listed(Service.TNI_AU, _AIR)),
}
"""Lowest first. A bare "Serda" is read as the army's, where a Babinsa stands."""

_MILITARY: Final = frozenset({Service.TNI_AD, Service.TNI_AL, Service.TNI_AU})
HINTS: Final[dict[str, frozenset[Service]]] = {
    **dict.fromkeys(("pol", "polisi", "polri"), frozenset({Service.POLRI})),
    "tni": _MILITARY,
    **dict.fromkeys(
        (
            "ad",
            "inf",
            "kav",
            "arm",
            "arh",
            "czi",
            "cba",
            "chb",
            "cpl",
            "cpm",
            "caj",
            "cku",
            "ckm",
            "chk",
            "ctp",
            "cpn",
        ),
        frozenset({Service.TNI_AD}),
    ),
    **dict.fromkeys(("al", "laut", "mar"), frozenset({Service.TNI_AL})),
    **dict.fromkeys(
        ("au", "pnb", "kal", "sus", "psk", "tek", "lek", "pas"),
        frozenset({Service.TNI_AU}),
    ),
}
"""Words beside a rank that say whose it is: the service, or a branch of one."""

_EXTRA: Final[dict[Service, dict[str, str]]] = {
    Service.POLRI: {
        "brigpol": "brigadir",
        "brig": "brigadir",
        "bripol": "brigadir",
        "jend": "jenderal",
        "kombespol": "kombes",
        "komisaris besar": "kombes",
        "brigjenpol": "brigjen",
        "irjenpol": "irjen",
        "komjenpol": "komjen",
        "aipda pol": "aipda",
        "akbp": "akbp",
        "ajun komisaris": "akp",
    },
    Service.TNI_AD: {"jend": "jenderal", "kapt": "kapten", "kol": "kolonel"},
    Service.TNI_AL: {"kapt": "kapten", "kol": "kolonel"},
    Service.TNI_AU: {"kapt": "kapten", "kol": "kolonel"},
}


def _words(text: str) -> list[str]:
    """Lower-case words; marks in brackets such as (K) or (P) are dropped."""
    without = re.sub(r"\([^)]*\)", " ", text)
    return re.findall(r"[a-z]+", without.lower().replace(".", " "))


def _table(service: Service) -> dict[str, Rank]:
    by_code = {rank.code: rank for rank in RANKS[service]}
    table = dict(by_code)
    for rank in RANKS[service]:
        for spelling in (rank.label, rank.words):
            bare = [word for word in _words(spelling) if word not in HINTS]
            table[" ".join(bare)] = rank
    table |= {text: by_code[code] for text, code in _EXTRA[service].items()}
    return table


_TABLES: Final = {service: _table(service) for service in Service}
SINGLE_WORDS: Final = frozenset(
    text for table in _TABLES.values() for text in table if " " not in text
)
"""Every spelling of a rank that is one word."""


def parse_rank(
    text: str, service: Service | None = None
) -> tuple[Service, Rank] | None:
    """The rank that `text` names, and whose list it is of.

    Args:
        text: A rank and nothing else: "AKBP", "Kombes. Pol.", "Aiptu", "Kapten Inf",
            "Ajun Komisaris Besar Polisi", in any case.
        service: The list to read it in; else the words beside the rank decide, else
            the police, then the army, then navy and air force.

    Returns:
        None where it is no rank of any list that it could mean.
    """
    words = _words(text)
    allowed = {service} if service else set(Service)
    for word in words:
        allowed &= HINTS.get(word, allowed)
    bare = " ".join(word for word in words if word not in HINTS)
    joined = bare.replace(" ", "")
    for candidate in Service:
        if candidate in allowed:
            rank = _TABLES[candidate].get(bare) or _TABLES[candidate].get(joined)
            if rank:
                return candidate, rank
    return None


def rank_of(service: Service | str, code: str) -> Rank | None:
    """The rank stored under `code` in a list."""
    return next((r for r in RANKS[Service(service)] if r.code == code), None)


def rank_label(service: Service | str, code: str) -> str:
    """The rank as it is written before a name; empty where none is known."""
    rank = rank_of(service, code)
    return rank.label if rank else ""


def outranks(one: Rank, other: Rank) -> bool:
    """Whether `one` stands higher in the same list; False across lists."""
    return one.service is other.service and one.order > other.order
