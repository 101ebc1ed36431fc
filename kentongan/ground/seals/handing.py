"""What is handed over locked: a public key for phones, and opening what they locked.

ECDH on P-256 with an ephemeral key, HKDF-SHA256, AES-256-GCM (as in ECIES). The private
half is derived from the key ring, so that it lives and is backed up where the ring is.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kentongan.ground.seals import keys

FORMAT: Final = "kentongan.acts.sealed/1"
_CURVE: Final = ec.SECP256R1()
_WIDE: Final = 48
"""Bytes drawn for the private number: 16 more than the curve's, so that none is likelier."""


class NotOpened(Exception):
    """It was locked for somebody else, or changed on the way."""


def public_key() -> dict[str, Any]:
    """The key that phones lock for us with: its name, and a JSON Web Key."""
    told = _private(keys.ring().index).public_key()
    numbers = told.public_numbers()
    jwk = {"kty": "EC", "crv": "P-256", "x": _told(numbers.x), "y": _told(numbers.y)}
    return {"id": _name(told), "jwk": jwk}


def open_handed(row: Mapping[str, Any], label: str) -> bytes:
    """What a phone locked under `label`, bound to it.

    Raises:
        NotOpened: With another key, under another label, or not at all.
    """
    private = _private(keys.ring().index)
    try:
        parts = {
            name: _bytes(row[name]) for name in ("epk", "wrap_iv", "wrap", "iv", "box")
        }
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, parts["epk"])
        info = f"{FORMAT}|{_name(private.public_key())}".encode()
        shared = private.exchange(ec.ECDH(), theirs)
        kek = HKDF(SHA256(), 32, salt=None, info=info).derive(shared)
        bound = label.encode()
        key = AESGCM(kek).decrypt(parts["wrap_iv"], parts["wrap"], bound)
        return AESGCM(key).decrypt(parts["iv"], parts["box"], bound)
    except (KeyError, TypeError, ValueError, binascii.Error, InvalidTag) as error:
        raise NotOpened(label) from error


@lru_cache(maxsize=4)
def _private(secret: bytes) -> ec.EllipticCurvePrivateKey:
    drawn = HKDF(SHA256(), _WIDE, salt=None, info=FORMAT.encode()).derive(secret)
    order = int("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)
    return ec.derive_private_key(int.from_bytes(drawn) % (order - 1) + 1, _CURVE)


def _name(key: ec.EllipticCurvePublicKey) -> str:
    point = key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return hashlib.sha256(point).hexdigest()[:16]


def _told(number: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes(32)).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(
        text + "=" * (-len(text) % 4), altchars=b"-_", validate=True
    )
