"""A text under a key of its own, so that to destroy the key is to erase the text.

A line of the logbook never changes, and its chain runs over its ciphertext; so the
text is not sealed itself (whoever changes the keys of the seals seals anew), but the
key of its envelope is.
"""

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES: Final = 32
# A key closes one envelope and no other, so this never meets the same key twice.
_NONCE: Final = bytes(12)


class EnvelopeBroken(RuntimeError):
    """The content was changed, or belongs to another envelope."""


def enclose(text: str, key: bytes, binding: str) -> bytes:
    """`text` under `key`, which must be used for nothing else."""
    return AESGCM(key).encrypt(_NONCE, text.encode(), binding.encode())


def unfold(content: bytes, key: bytes, binding: str) -> str:
    """The text again.

    Raises:
        EnvelopeBroken: Another key, another envelope, or a changed content.
    """
    try:
        return AESGCM(key).decrypt(_NONCE, content, binding.encode()).decode()
    except InvalidTag:
        raise EnvelopeBroken(f"{binding}: the envelope was changed") from None
