"""Numbers and forms of access: names, codes, PINs, and how often one may try."""

import re
import unicodedata
from datetime import timedelta
from typing import Final

SIGN_IN_NAME_LENGTH: Final = 60
INVITATION_LIFE: Final = timedelta(hours=1)
CODE_LIFE: Final = timedelta(hours=24)
PIN_DIGITS: Final = 6
PIN_TRIES: Final = 5
"""Wrong PINs after which a card stays shut until its post's head issues another."""

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Letters of a code that is read aloud or copied by hand: none looks like another."""
CODE_LETTERS: Final = 10
"""30**10 codes: 49 bits, beside five tries in 15 minutes."""

COMMON_PINS: Final = frozenset(
    {f"{d}" * 6 for d in range(10)} | {"123456", "654321", "012345", "543210"}
)
"""PINs that a stranger would try first; never issued."""


def sign_in_name(text: str) -> str:
    """`text` as it is stored and compared: one case, one form, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def is_sign_in_name(name: str) -> bool:
    """Whether `name` can be stored: printable, not empty, not too long."""
    return 0 < len(name) <= SIGN_IN_NAME_LENGTH and name.isprintable()


def code_as_typed(text: str) -> str:
    """The letters of a code, without the dash, spaces and case a person adds."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def code_as_shown(code: str) -> str:
    """A code in two halves, for reading aloud."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


def is_pin(text: str) -> bool:
    """Whether `text` is six ASCII digits."""
    return re.fullmatch(r"[0-9]{6}", text) is not None


def as_bytes(secret: str) -> bytes:
    """Any text that a person or a machine may send, halves of characters too."""
    return secret.encode("utf-8", "surrogatepass")


def initials(name: str) -> str:
    """What a screen calls a resident, whose name is sealed: "Sari Rahayu" is S. R."""
    return " ".join(f"{word[0].upper()}." for word in name.split()[:3])


BROWSERS: Final = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
"""Marks in what a browser says of itself; the first that fits, since many claim more
than they are."""


def device_named(user_agent: str) -> str:
    """What somebody would call the device: "Chrome, Android"; or else its own words."""
    words = [
        next((name for mark, name in marks if mark in user_agent), "")
        for marks in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, words)) or user_agent[:60]
