"""How often one address may tell or ask, without keeping the address.

Counted in memory alone, under a salt that is drawn anew each hour and written nowhere:
no log, backup or table could say afterwards who had been here. The price: each process
counts for itself, and a restart forgets.
"""

import secrets
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from threading import Lock

from django.utils.translation import gettext as _

from kentongan.ground.basics.errors import TooMany


@dataclass
class Pace:
    """At most so many in one clock hour.

    An address can be a whole village behind one phone mast, so `most` is generous.
    """

    most: int
    _hour: int = -1
    _salt: bytes = b""
    _counts: Counter[bytes] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def count(self, address: str, *, at: datetime) -> None:
        """Count one try.

        Raises:
            TooMany: The hour is used up. Whoever is in danger calls 110.
        """
        hour = int(at.timestamp() // 3600)
        with self._lock:
            if hour != self._hour:
                self._hour, self._salt = hour, secrets.token_bytes(32)
                self._counts = Counter()
            key = blake2b(address.encode(), key=self._salt, digest_size=16).digest()
            self._counts[key] += 1
            if self._counts[key] > self.most:
                raise TooMany(
                    _("Too many from here in one hour. In danger, call 110 at once.")
                )


TELLING = Pace(60)
HEARING = Pace(120)
"""Sixteen digits are beyond guessing; this only keeps the server free."""
