"""Academic degrees after and before names, dotted inconsistently in real life."""

import re
from collections.abc import Iterable
from typing import Final

_AFTER: Final = (
    "A.Md.",
    "A.Md.Kom.",
    "S.H.",
    "S.H.I.",
    "S.I.K.",
    "S.E.",
    "S.Sos.",
    "S.Sos.I.",
    "S.T.",
    "S.Tr.K.",
    "S.T.K.",
    "S.Kom.",
    "S.Pd.",
    "S.Pd.I.",
    "S.Ag.",
    "S.P.",
    "S.Pt.",
    "S.Si.",
    "S.Psi.",
    "S.Farm.",
    "S.Ked.",
    "S.Kep.",
    "S.K.M.",
    "S.I.P.",
    "S.IP.",
    "S.A.P.",
    "S.AP.",
    "S.Ikom.",
    "S.I.Kom.",
    "S.Hum.",
    "S.S.",
    "S.St.",
    "M.H.",
    "M.H.Kes.",
    "M.Hum.",
    "M.M.",
    "M.Si.",
    "M.Kn.",
    "M.Kom.",
    "M.Pd.",
    "M.A.",
    "M.A.P.",
    "M.AP.",
    "M.I.K.",
    "M.I.P.",
    "M.Krim.",
    "M.Psi.",
    "M.Sc.",
    "M.T.",
    "M.Tr.Opsla.",
    "M.Tr.A.P.",
    "M.Ikom.",
    "M.I.Kom.",
    "LL.M.",
    "Ph.D.",
    "C.P.H.R.",
    "C.B.A.",
)
_BEFORE: Final = ("Prof.", "Dr.", "Drs.", "Dra.", "Ir.")


def degree_key(text: str) -> str:
    """What two spellings of one degree share: its letters, in lower case."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _displays() -> dict[str, str]:
    shown: dict[str, str] = {}
    for degree in (*_AFTER, *_BEFORE):
        shown.setdefault(degree_key(degree), degree)
    return shown


DEGREES: Final = _displays()
"""Key to display. What is not here is kept as it was written."""
_BEFORE_KEYS: Final = frozenset(map(degree_key, _BEFORE))


def _in_piece(piece: str) -> list[str]:
    """Degrees in a piece without commas: "S.H. M.H", "SH MH", "S. H."."""
    words = piece.split()
    found: list[str] = []
    while words:
        for length in range(len(words), 0, -1):
            known = DEGREES.get(degree_key("".join(words[:length])))
            if known or length == 1:
                found.append(known or words[0])
                words = words[length:]
                break
    return found


def degrees_of(written: str | Iterable[str]) -> tuple[str, ...]:
    """Degrees in canonical dots, each once, in the order written.

    "SH, M.H." and ["S.H", "MH"] both give ("S.H.", "M.H."). Unknown ones are kept as
    written: a certificate that we never heard of is still theirs.
    """
    pieces = [written] if isinstance(written, str) else list(written)
    found: dict[str, str] = {}
    for piece in pieces:
        for part in re.split(r"[,;/]", piece):
            for degree in _in_piece(part):
                if degree_key(degree):
                    found.setdefault(degree_key(degree), degree)
    return tuple(found.values())


def with_degrees(name: str, degrees: Iterable[str]) -> str:
    """The name with those before it and those after it: "Dr. Rina Saragih, S.H."."""
    known = degrees_of(degrees)
    before = [d for d in known if degree_key(d) in _BEFORE_KEYS]
    after = [d for d in known if degree_key(d) not in _BEFORE_KEYS]
    return ", ".join([" ".join([*before, name]), *after])
