"""How long a file of a kind is kept, and what a sealed value looks like."""

from datetime import timedelta
from enum import StrEnum
from typing import Final


class FileKind(StrEnum):
    """What a stored file is, which decides how long it is kept."""

    PHOTO_OF_PEOPLE = "photo_of_people"
    PHOTO_OF_THINGS = "photo_of_things"
    EVIDENCE = "evidence"
    DOCUMENT = "document"


RETENTION: Final = {
    FileKind.PHOTO_OF_PEOPLE: timedelta(days=30),
    FileKind.PHOTO_OF_THINGS: timedelta(days=730),
    FileKind.EVIDENCE: timedelta(days=1825),
    FileKind.DOCUMENT: timedelta(days=1825),
}
"""Our own proposal, to be set by each controller; see docs/operations.md."""

VERSION: Final = 1
HEADER: Final = 3
"""Bytes before the nonce: version, and the key's number in two."""
