"""A role among tokens, with the number or place that says which one."""

from dataclasses import dataclass
from typing import Final

from kentongan.desk.news.reading.mentions import DISTRICT, VILLAGE
from kentongan.desk.news.reading.places import Territory
from kentongan.desk.news.reading.roles import MORE, SECOND, SINGLE
from kentongan.desk.news.reading.tokens import Token

FILLERS: Final = frozenset(
    [
        "setempat",
        "sekitar",
        "yakni",
        "yaitu",
        "bernama",
        "atas",
        "nama",
        "antara",
        "lain",
    ]
)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Role:
    """A role's words, and the token after all that belongs to it."""

    text: str
    span: Span
    first: int
    end: int


class Roles:
    """Reads who somebody is in the village, and which one."""

    def __init__(self, tokens: list[Token], text: str, land: Territory) -> None:
        """Nothing is read yet."""
        self.tokens, self.text, self.land = tokens, text, land

    def role_at(self, i: int) -> Role | None:
        """The role that begins at a token."""
        tokens = self.tokens
        token = tokens[i]
        if token.kind != "w":
            return None
        following = tokens[i + 1].low if i + 1 < len(tokens) else ""
        end = i + 1
        if token.low in ("pj", "plt", "plh", "pjs") and following == ".":
            following = tokens[i + 2].low if i + 2 < len(tokens) else ""
            end = i + 2
        if following in SECOND.get(token.low, ()):
            end += 1
            if token.low in ("wakil", "pj", "plt", "plh", "pjs") and end < len(tokens):
                end += tokens[end].low in SECOND.get(following, ())
        elif token.low not in SINGLE:
            return None
        while end < len(tokens) and tokens[end].low in MORE and end < i + 5:
            end += 1
        return self._role(i, end)

    def _role(self, i: int, end: int) -> Role:
        """With the number or the place that says which one."""
        tokens = self.tokens
        numbered = end
        while numbered < len(tokens) and (
            tokens[numbered].kind == "n"
            or tokens[numbered].text in "./"
            or _is_roman(tokens[numbered])
            or tokens[numbered].low in ("rt", "rw")
        ):
            if tokens[numbered].text in "./" and not (
                numbered + 1 < len(tokens)
                and (
                    tokens[numbered + 1].kind == "n" or tokens[numbered + 1].low == "rw"
                )
            ):
                break
            numbered += 1
        stop = numbered
        told = numbered
        while stop < len(tokens):
            if tokens[stop].low in FILLERS:
                stop += 1
                continue
            past = self._place(stop, i)
            if past == stop:
                break
            told = stop = past
        span = (tokens[i].start, tokens[max(told, numbered) - 1].end)
        return Role(" ".join(self.text[span[0] : span[1]].split()), span, i, stop)

    def _place(self, i: int, head: int) -> int:
        """The token after the place that a role is of."""
        end = self.land.end_of(i)
        if end > i:
            return end
        low = self.tokens[head].low
        length = DISTRICT if low in ("camat", "sekcam") else VILLAGE
        if (
            low in ("warga", "tokoh", "ketua", "anggota")
            and self.tokens[i - 1].low != "desa"
        ):
            return i
        return self.land.known_end(i, length)


def _is_roman(token: Token) -> bool:
    return token.kind == "w" and token.text.isupper() and set(token.text) <= set("IVX")
