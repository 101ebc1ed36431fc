"""Residents and officials who were there: a role, and the names that share it."""

from dataclasses import dataclass
from typing import Final

from kentongan.desk.news.reading.lexicon import (
    COURTESY,
    HONORIFICS,
    UNIT_WORDS,
    WEEKDAYS,
)
from kentongan.desk.news.reading.names import Name, name_at
from kentongan.desk.news.reading.places import Territory
from kentongan.desk.news.reading.ranks import rank_at
from kentongan.desk.news.reading.role_phrases import FILLERS, Role, Roles
from kentongan.desk.news.reading.tokens import Token

_LINKS: Final = frozenset(["dan", "serta", "beserta", "maupun"])
_AFTER: Final = frozenset(
    [
        "dan",
        "serta",
        "beserta",
        "maupun",
        "bersama",
        "didampingi",
        "selaku",
        "juga",
        "turut",
    ]
)
_BACKWARD: Final = frozenset(["selaku", "sebagai", "merupakan", "menjabat"])
_DROPPED: Final = frozenset({"setempat", "sekitar"})
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Civilian:
    """Somebody without a rank who was there."""

    name: Name
    role: str
    role_span: Span


class Civilians(Roles):
    """All whom one text names by a role."""

    def __init__(
        self,
        tokens: list[Token],
        text: str,
        land: Territory,
        taken: list[tuple[int, int]],
    ) -> None:
        """Read from each role to both sides; `taken` are the tokens of the officers."""
        super().__init__(tokens, text, land)
        self._taken = {i for first, end in taken for i in range(first, end)}
        self.found: list[Civilian] = []
        i = 0
        while i < len(tokens):
            role = self.role_at(i)
            if role is None or i in self._taken:
                i += 1
                continue
            i = max(i + 1, self._read(role))

    def _read(self, role: Role) -> int:
        role, ahead = self._ahead(role)
        if ahead:
            for name in ahead:
                self._keep(name, role)
            return ahead[-1].end
        behind = self._behind(role)
        if behind:
            self._keep(behind, role)
        return role.end

    # --- names after a role ---------------------------------------------------------

    def _ahead(self, role: Role) -> tuple[Role, list[Name]]:
        tokens = self.tokens
        at = role.end
        while (
            at < len(tokens)
            and at < role.end + 2
            and (tokens[at].text in ",:(-=." or tokens[at].low in FILLERS)
        ):
            at += 1
        names: list[Name] = []
        while at < len(tokens):
            name = self._name(at)
            if name is None or (names and not self._closes(name.end)):
                break
            if not names and self._is_which(name.end):
                role, at = self._longer(role, name.end), name.end
                continue
            if (
                not names
                and tokens[role.end].text == ","
                and not self._is_apposed(name)
            ):
                break
            names.append(name)
            at = self._next_of_list(name.end)
            if at == name.end:
                break
        return role, names

    def _is_which(self, i: int) -> bool:
        """Whether a person follows: "Kadus Peripin Sdr. Anyi", "Kadus Peripin, Bpk. Anyi"."""
        tokens = self.tokens
        if i < len(tokens) and tokens[i].text in ",:(":
            i += 1
        return i < len(tokens) and tokens[i].capital and tokens[i].low in COURTESY

    def _longer(self, role: Role, end: int) -> Role:
        span = (role.span[0], self.tokens[end - 1].end)
        written = " ".join(self.text[span[0] : span[1]].split())
        return Role(written, span, role.first, end)

    def _name(self, at: int) -> Name | None:
        held = self.tokens[at].low not in HONORIFICS and self.role_at(at)
        if at in self._taken or held or rank_at(self.tokens, at):
            return None
        if self.tokens[at].low in WEEKDAYS or self.tokens[at].low in UNIT_WORDS:
            return None
        name = name_at(self.tokens, at, self.text)
        if name is None or any(i in self._taken for i in range(name.first, name.end)):
            return None
        return name

    def _is_apposed(self, name: Name) -> bool:
        """ "Ketua RT setempat, Sanjaya, menyatakan": a name between two commas."""
        return self._closes(name.end)

    def _next_of_list(self, i: int) -> int:
        tokens = self.tokens
        at = i
        if (
            at + 2 < len(tokens)
            and tokens[at].text == "("
            and tokens[at + 2].text == ")"
        ):
            at += 3
        start = at
        while (
            at < len(tokens)
            and at < start + 2
            and (tokens[at].text in ",&" or tokens[at].low in _LINKS)
        ):
            at += 1
        if at == start or at >= len(tokens):
            return i
        if tokens[at].low in COURTESY or tokens[at].capital:
            return at
        return i

    def _closes(self, i: int) -> bool:
        """Whether after a name comes what comes in a list."""
        if i >= len(self.tokens):
            return True
        token = self.tokens[i]
        return token.kind == "l" or token.text in ",.;)&(" or token.low in _AFTER

    # --- names before a role --------------------------------------------------------

    def _behind(self, role: Role) -> Name | None:
        """The name that a role in brackets, after a comma or after `selaku` belongs to."""
        tokens = self.tokens
        at = role.first
        while (
            at > 0
            and role.first - at < 4
            and (
                tokens[at - 1].text in "(,-:"
                or tokens[at - 1].low in _BACKWARD
                or tokens[at - 1].low in ("salah", "satu", "seorang", "yang")
            )
        ):
            at -= 1
        if at == role.first or at == 0:
            return None
        if tokens[at - 1].text == ")" and at > 3 and tokens[at - 2].kind == "n":
            at -= 3
        for start in range(max(0, at - 7), at):
            if tokens[start].kind != "w":
                continue
            name = self._name(start)
            if name and name.end == at:
                return name
            if name and name.end > start:
                continue
        return None

    def _keep(self, name: Name, role: Role) -> None:
        if any(c.name.text.lower() == name.text.lower() for c in self.found):
            return
        self.found.append(Civilian(name, _told(role.text), role.span))


def _told(role: str) -> str:
    words = [word for word in role.split() if word.lower() not in _DROPPED]
    return " ".join(words)
