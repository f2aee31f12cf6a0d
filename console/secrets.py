"""The workstation's secrets: in the system's own keyring, or in memory only with the reason told.

Holds the device key, the refresh token and the key of drafts, nothing else, and never writes a
file itself (R-DSK-01).
Everything here may block on a prompt of the system and raise what a backend raises: it runs in a
worker.
"""

from __future__ import annotations

import importlib
import secrets as randomness
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

_SERVICE = "vigie-console"
_DEVICE_KEY_BYTES = 32
_DRAFT_KEY_BYTES = 32

# By module name: a priority proves nothing, and a plaintext backend may rank above the system's.
_TRUSTED_MODULES = frozenset(
    {
        "keyring.backends.SecretService",
        "keyring.backends.libsecret",
        "keyring.backends.kwallet",
        "keyring.backends.macOS",
        "keyring.backends.Windows",
    }
)
_EMPTY_MODULES = frozenset(
    {"keyring.backends.fail", "keyring.backends.null", "keyring.backends.chainer"}
)


class SecretName(StrEnum):
    """What may be kept."""

    DEVICE_KEY = "device-key"
    REFRESH_TOKEN = "refresh-token"
    DRAFT_KEY = "draft-key"


class SecretsNotice(StrEnum):
    """Why nothing is kept on this workstation."""

    NO_KEYRING = "no_keyring"
    NOT_TRUSTED = "not_trusted"
    NOT_WORKING = "not_working"


class Keyring(Protocol):
    """A backend of the keyring library, as far as it is used."""

    def get_password(self, service: str, username: str) -> str | None:
        """A secret, or None."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget a secret."""


@dataclass(frozen=True)
class Found:
    """The keyring to use, or why there is none."""

    keyring: Keyring | None
    notice: SecretsNotice | None


class Secrets:
    """Secrets that belong to one service address, mirrored in memory; safe between threads."""

    def __init__(self, found: Found, place: str) -> None:
        self._keyring = found.keyring
        self._notice = found.notice
        self._place = place
        self._memory: dict[SecretName, str] = {}
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"Secrets(kept={self.is_kept})"

    @property
    def is_kept(self) -> bool:
        """Whether secrets outlive this process."""
        return self._keyring is not None

    @property
    def notice(self) -> SecretsNotice | None:
        """Why they do not."""
        return self._notice

    def distrust(self) -> None:
        """The keyring failed in use: go on in memory."""
        self._keyring, self._notice = None, SecretsNotice.NOT_WORKING

    def get(self, name: SecretName) -> str | None:
        """A secret, or None."""
        with self._lock:
            if name not in self._memory and self._keyring is not None:
                kept = self._keyring.get_password(_SERVICE, self._user(name))
                if kept is not None:
                    self._memory[name] = kept
            return self._memory.get(name)

    def put(self, name: SecretName, value: str) -> None:
        """Keep a secret."""
        with self._lock:
            self._memory[name] = value
            if self._keyring is not None:
                self._keyring.set_password(_SERVICE, self._user(name), value)

    def delete(self, name: SecretName) -> None:
        """Forget a secret."""
        with self._lock:
            self._memory.pop(name, None)
            if (
                self._keyring is not None
                and self._keyring.get_password(_SERVICE, self._user(name)) is not None
            ):
                self._keyring.delete_password(_SERVICE, self._user(name))

    def device_key(self) -> str:
        """The random 256 bits that name this installation, made at first use (decision 6)."""
        known = self.get(SecretName.DEVICE_KEY)
        if known is None:
            known = randomness.token_urlsafe(_DEVICE_KEY_BYTES)
            self.put(SecretName.DEVICE_KEY, known)
        return known

    def draft_key(self) -> bytes | None:
        """The random 256 bits that seal drafts on this disk; None where nothing is kept."""
        if not self.is_kept:
            return None
        known = self.get(SecretName.DRAFT_KEY)
        if known is None:
            known = randomness.token_hex(_DRAFT_KEY_BYTES)
            self.put(SecretName.DRAFT_KEY, known)
        return bytes.fromhex(known)

    def _user(self, name: SecretName) -> str:
        return f"{name.value}@{self._place}"


def system_keyrings() -> list[Keyring]:
    """Every backend that says it could work here."""
    # Not at the top: loading the keyring library and its buses takes 200 ms, and the first window
    # has less.
    backend = importlib.import_module("keyring.backend")
    return list(backend.get_all_keyring())


def memory_only(notice: SecretsNotice) -> Found:
    """No keyring, for a reason."""
    return Found(None, notice)


def find_keyring(keyrings: Iterable[Keyring]) -> Found:
    """The trusted backend of highest priority, proved by writing, reading and deleting once.

    What the backend raises goes through: the caller is a job, whose failure means memory only.
    """
    offered = list(keyrings)
    trusted = [keyring for keyring in offered if type(keyring).__module__ in _TRUSTED_MODULES]
    if not trusted:
        others = [keyring for keyring in offered if type(keyring).__module__ not in _EMPTY_MODULES]
        return memory_only(SecretsNotice.NOT_TRUSTED if others else SecretsNotice.NO_KEYRING)
    best = max(trusted, key=lambda keyring: float(getattr(keyring, "priority", 0)))
    return Found(best, None) if _works(best) else memory_only(SecretsNotice.NOT_WORKING)


def _works(keyring: Keyring) -> bool:
    user, value = f"probe-{randomness.token_hex(4)}", randomness.token_hex(8)
    keyring.set_password(_SERVICE, user, value)
    is_read = keyring.get_password(_SERVICE, user) == value
    keyring.delete_password(_SERVICE, user)
    return is_read and keyring.get_password(_SERVICE, user) is None
