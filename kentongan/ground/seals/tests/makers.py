"""What the script on a phone does to lock something for the server, told in Python."""

import base64
import os

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kentongan.ground.seals import handing


def _told(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def locked(text: bytes, label: str, key: str = "") -> dict[str, object]:
    """`text` locked for this server under `label`; with another name of the key, not."""
    given = handing.public_key()
    x, y = (
        int.from_bytes(base64.urlsafe_b64decode(given["jwk"][axis] + "=="))
        for axis in "xy"
    )
    curve = ec.SECP256R1()
    server = ec.EllipticCurvePublicNumbers(x, y, curve).public_key()
    ours = ec.generate_private_key(curve)
    info = f"kentongan.acts.sealed/1|{key or given['id']}".encode()
    kek = HKDF(SHA256(), 32, None, info).derive(ours.exchange(ec.ECDH(), server))
    raw, wrap_iv, iv = os.urandom(32), os.urandom(12), os.urandom(12)
    epk = ours.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return {
        "epk": _told(epk),
        "wrap_iv": _told(wrap_iv),
        "wrap": _told(AESGCM(kek).encrypt(wrap_iv, raw, label.encode())),
        "iv": _told(iv),
        "box": _told(AESGCM(raw).encrypt(iv, text, label.encode())),
    }
