"""Secrets at rest: AES-256-GCM under keys that the environment holds and the database never sees.

Each secret is bound to the row that it belongs to (as additional authenticated data): one that is copied into
another row cannot be read there. The name of the key is kept beside it, so that several keys work at once
while they are being changed.
"""

import base64
import binascii
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12
_NAME_CHARACTERS = 12


@dataclass(frozen=True)
class Sealed:
    """A secret as it is stored: the name of its key, and nonce and ciphertext as url-safe base64."""

    key_id: str
    content: str = field(repr=False)


class CannotOpen(Exception):
    """The secret cannot be read: its key is not among ours, or it was changed, or belongs to another row."""


class Vault:
    """Seals with the first of its keys and opens with any of them."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        """Raises ValueError for no key, and for one that has not 32 bytes."""
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise ValueError(f"a key has {KEY_BYTES} bytes, and there must be one")
        self._keys = {_name(key): key for key in keys}
        self._current = _name(keys[0])

    def seal(self, secret: str, row: str) -> Sealed:
        """Encrypt a secret for a row; the same secret looks different each time."""
        nonce = os.urandom(_NONCE_BYTES)
        hidden = _cipher(self._keys[self._current]).encrypt(nonce, secret.encode(), row.encode())
        return Sealed(self._current, base64.urlsafe_b64encode(nonce + hidden).decode())

    def open(self, sealed: Sealed, row: str) -> str:
        """The secret of a row. Raises CannotOpen."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see ``_cipher``.

        key = self._keys.get(sealed.key_id)
        if key is None:
            raise CannotOpen("its key is not among ENCRYPTION_KEYS")
        try:
            content = base64.b64decode(sealed.content, altchars=b"-_", validate=True)
            nonce, hidden = content[:_NONCE_BYTES], content[_NONCE_BYTES:]
            return _cipher(key).decrypt(nonce, hidden, row.encode()).decode()
        except (InvalidTag, binascii.Error, ValueError):
            raise CannotOpen("it is not what was stored for this row") from None

    def is_current(self, sealed: Sealed) -> bool:
        """Whether it was sealed with the key that seals now."""
        return sealed.key_id == self._current


def read_keys(text: str) -> tuple[bytes, ...]:
    """Comma separated keys of 32 bytes, each as url-safe base64. Raises ValueError, which shows none."""
    return tuple(_key(entry.strip(), place) for place, entry in enumerate(text.split(","), start=1))


def fresh_key() -> str:
    """A new key as ENCRYPTION_KEYS takes it."""
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()


def _key(entry: str, place: int) -> bytes:
    try:
        # The sign at the end is often lost when a key is copied, and says nothing.
        key = base64.b64decode(entry.rstrip("=") + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise ValueError(f"key {place} is not url-safe base64") from None
    if len(key) != KEY_BYTES:
        raise ValueError(f"key {place} has not {KEY_BYTES} bytes")
    return key


def _name(key: bytes) -> str:
    return hashlib.sha256(b"name of a key:" + key).hexdigest()[:_NAME_CHARACTERS]


def _cipher(key: bytes) -> "AESGCM":
    # Only who has accounts in the database loads it.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    return AESGCM(key)
