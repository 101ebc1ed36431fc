"""A clause of the genre in few words: what repeats or decorates is left out.

No word is added that the genre does not hold for the same; who wants the words
themselves has the span.
"""

import re
from typing import Final

_RULES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), short)
    for pattern, short in (
        (
            r"\bsituasi (?:dan kondisi )?keamanan(?: dan| serta)? ketertiban masyarakat \(sitkamtibmas\)",
            "sitkamtibmas",
        ),
        (r"\s?\((?:kamtibmas|sitkamtibmas|harkamtibmas)\)", ""),
        (
            r"\b(?:mempererat|menjalin|memperkuat|meningkatkan) (?:tali )?(?:silaturahmi|silaturrahmi|silaturahim)\b",
            "silaturahmi",
        ),
        (
            r"\bantara (?:polri|polres|polsek|polisi|kepolisian)(?: [A-Z][\w.]*){0,4} (?:dengan|dan)\b",
            "dengan",
        ),
        (r"\b(?:me\w+) (?:serta|dan|ataupun|maupun|atau) (me\w{4,})\b", r"\1"),
        (r"\binformasi dari (?:masyarakat|warga)\b", "informasi warga"),
        (r"\bterkait (?:dengan )?(?:situasi )?", "tentang "),
        (r"\bguna [^,.]*?(?=melalui\b)", ""),
        (r"\bkhususnya di [^,.]*?(?=melalui\b|$)", ""),
        (r"\b(?:senantiasa|selalu|dapat|terus) ", ""),
        (r"\bdalam (?=me\w+)", ""),
        (r"\b(?:tetap) (?=kondusif)", ""),
        (r"\bmaupun\b", "dan"),
        (r"\b(?:sekitar|setempat)\b", ""),
        (r"\bPos ?Kamling\b", "pos kamling"),
        (r"\bKadus\b", "kadus"),
    )
)
_MOST: Final = 400


def brief(clause: str) -> str:
    """The clause as a note of it would be kept."""
    told = " ".join(clause[:_MOST].split())
    for pattern, short in _RULES:
        told = pattern.sub(short, told)
    return " ".join(told.split()).strip(" ,.;:-\"'")
