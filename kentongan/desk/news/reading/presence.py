"""Who was there, and who only spoke from elsewhere: terpisah, melalui, saat dikonfirmasi."""

import re
from typing import Final

from kentongan.desk.news.reading.lexicon import SPEECH
from kentongan.desk.news.reading.officers import Officers
from kentongan.desk.news.reading.people import Person
from kentongan.desk.news.reading.tokens import Token, sentences

_APART: Final = re.compile(
    r"\bterpisah\b|\bdi (?:tempat|lokasi|kesempatan) (?:lain|berbeda)\b|"
    r"\b(?:saat|ketika) (?:di ?konfirmasi|dihubungi|dimintai)\b|"
    r"\bdikonfirmasi\b|\bdihubungi\b|\bdi ruang kerja\b|\bmelalui (?:telepon|pesan|keterangan|rilis)\b|"
    r"\bketerangan (?:tertulis|persnya|resmi)\b|\bdi (?:ma|mako)pol(?:sek|res|resta|da)\b"
)
_DID: Final = frozenset(
    [
        "melaksanakan",
        "melakukan",
        "menyambangi",
        "memimpin",
        "hadir",
        "dihadiri",
        "mengunjungi",
        "berkunjung",
        "mendatangi",
        "didampingi",
        "mendampingi",
        "dipimpin",
        "mengecek",
        "menemui",
        "bertemu",
        "berdialog",
        "meninjau",
        "bersilaturahmi",
        "menghadiri",
        "memediasi",
        "bersama",
        "mengikuti",
        "turun",
        "menggelar",
        "memberikan",
        "membuka",
        "menyerahkan",
        "menyapa",
        "memantau",
        "sambang",
        "patroli",
        "pelaksana",
        "petugas",
        "personel",
        "kuat",
        "menyambut",
    ]
)


class Presence:
    """Where each of the officers was when they are named."""

    def __init__(self, tokens: list[Token], officers: Officers) -> None:
        """Look at each sentence once."""
        self._tokens = tokens
        self._sentences = sentences(tokens)
        self._of_token: dict[int, tuple[int, int]] = {}
        wanted = sorted(
            (first for person in officers.found for first, _ in person.places)
        )
        at = 0
        for first in wanted:
            while at < len(self._sentences) - 1 and self._sentences[at][1] <= first:
                at += 1
            if self._sentences:
                self._of_token[first] = self._sentences[at]
        self._someone_acts = any(
            self._acts(first) for person in officers.found for first, _ in person.places
        )

    def of(self, person: Person) -> bool:
        """Whether a person was on site, as far as the text says otherwise."""
        apart = [self._is_apart(first, end) for first, end in person.places]
        if apart[0] and all(
            a or not self._acts(f)
            for a, (f, _) in zip(apart, person.places, strict=True)
        ):
            return False
        return not (
            any(apart)
            and not any(
                self._acts(f)
                for (f, _), a in zip(person.places, apart, strict=True)
                if not a
            )
        )

    def _sentence(self, first: int) -> list[Token]:
        begin, end = self._of_token.get(first, (first, first + 1))
        return self._tokens[begin:end]

    def _is_apart(self, first: int, end: int) -> bool:
        begin, stop = self._of_token.get(first, (first, end))
        before = " ".join(t.low for t in self._tokens[max(begin, first - 40) : first])
        after = [t.low for t in self._tokens[end : min(stop, end + 4)]]
        after_text = " ".join(t.low for t in self._tokens[end : min(stop, end + 25)])
        if _APART.search(before) or _APART.search(after_text):
            return True
        if "melalui" in after[:3]:
            return True
        through = [t.low for t in self._tokens[max(begin, first - 3) : first]]
        return (
            "melalui" in through
            and self._speaks(end, stop)
            and self._someone_acts_elsewhere(first)
        )

    def _speaks(self, end: int, stop: int) -> bool:
        return any(t.low in SPEECH for t in self._tokens[end : min(stop, end + 6)])

    def _someone_acts_elsewhere(self, first: int) -> bool:
        return self._someone_acts and not self._acts(first)

    def _acts(self, first: int) -> bool:
        """Whether the sentence tells of something done, not only said."""
        words = [t.low for t in self._sentence(first)]
        if "melalui" in words:
            return False
        return any(word in _DID for word in words)
