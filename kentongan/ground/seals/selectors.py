"""Finding without opening."""

import hmac

from kentongan.ground.seals.keys import ring


def blind_index(text: str, *, purpose: str) -> str:
    """The same 64 hex digits for the same text and purpose, in this world only.

    Letter case and surrounding space do not count, so that what people type is found.
    """
    plain = " ".join(text.casefold().split())
    return hmac.digest(ring().index, f"{purpose}\0{plain}".encode(), "sha256").hex()
