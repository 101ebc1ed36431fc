"""A model field whose text is encrypted in the database and closed in memory."""

import secrets
from typing import Any, NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from kentongan.ground.seals.keys import ring
from kentongan.ground.seals.rules import HEADER, VERSION


class SealBroken(RuntimeError):
    """A ciphertext does not belong where it stands, or was changed."""


class Sealed:
    """A sealed value as it was read: it can be passed on, and not be looked into."""

    __slots__ = ("ciphertext",)

    def __init__(self, ciphertext: bytes) -> None:
        """Wrap what the database holds."""
        self.ciphertext = ciphertext

    def __str__(self) -> str:
        return "•••"

    def __repr__(self) -> str:
        return "<Sealed>"

    def __eq__(self, other: object) -> bool:
        """Two are the same only if they are the very same ciphertext."""
        return isinstance(other, Sealed) and self.ciphertext == other.ciphertext

    def __hash__(self) -> int:
        return hash(self.ciphertext)

    @property
    def key_number(self) -> int:
        """Which key of the ring sealed it."""
        return int.from_bytes(self.ciphertext[1:HEADER], "big")


def seal(text: str, binding: str) -> Sealed:
    """Encrypt `text` so that it opens only at `binding` (``model:pk:field``)."""
    keys = ring()
    nonce = secrets.token_bytes(12)
    header = bytes([VERSION]) + keys.current.to_bytes(2, "big")
    body = AESGCM(keys.keys[keys.current]).encrypt(
        nonce, text.encode(), header + binding.encode()
    )
    return Sealed(header + nonce + body)


def unseal(sealed: Sealed, binding: str) -> str:
    """Decrypt; for :mod:`kentongan.ground.seals.services` alone.

    Raises:
        SealBroken: Another row's value, another field's, or a changed one.
    """
    raw = sealed.ciphertext
    key = ring().keys.get(sealed.key_number)
    if raw[0] != VERSION or key is None:
        raise SealBroken(f"{binding}: no key {sealed.key_number} on the ring")
    try:
        text = AESGCM(key).decrypt(
            raw[HEADER : HEADER + 12],
            raw[HEADER + 12 :],
            raw[:HEADER] + binding.encode(),
        )
    except InvalidTag:
        raise SealBroken(f"{binding}: the seal does not fit") from None
    return text.decode()


def binding_of(row: models.Model, field: str) -> str:
    """``model:pk:field`` of a row: what its ciphertext is bound to."""
    return f"{row._meta.label_lower}:{row.pk}:{field}"


class SealedField(models.BinaryField):  # type: ignore[type-arg]  # not generic at run time
    """Text that is sealed when the row is saved, and read as :class:`Sealed`.

    Ids are made in Python, so the binding is known before the insert. An ``update()``
    with a plain text is refused, since it knows no row to bind to.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Nullable always: null is "nothing was given"."""
        kwargs["null"] = True
        kwargs["blank"] = True
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001
        """Seal a plain text that waits on the row."""
        value = getattr(model_instance, self.attname)
        if isinstance(value, str):
            value = (
                seal(value, binding_of(model_instance, self.name)) if value else None
            )
            setattr(model_instance, self.attname, value)
        return value

    def from_db_value(self, value: Any, *_: Any) -> Sealed | None:
        """Wrap what was read."""
        return None if value is None else Sealed(bytes(value))

    def get_db_prep_value(
        self,
        value: Any,
        connection: Any,
        prepared: bool = False,  # noqa: FBT001, FBT002
    ) -> Any:
        """Hand the ciphertext to the driver; refuse a plain text."""
        if isinstance(value, str):
            self._refuse()
        raw = value.ciphertext if isinstance(value, Sealed) else value
        return super().get_db_prep_value(raw, connection, prepared)

    def value_to_string(self, obj: models.Model) -> str:
        """Never into a fixture."""
        return self._refuse()

    def _refuse(self) -> NoReturn:
        raise TypeError(f"{self.model.__name__}.{self.name} is sealed: save the row")
