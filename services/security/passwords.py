"""Hashes and checks passwords with argon2id, at a cost that settings name (R-AUTH-01)."""

import secrets
import threading
from typing import Final

from argon2 import PasswordHasher, Type, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from services.settings import Argon2Settings

# A hash takes its memory for as long as it runs: a burst of sign-ins must not take it all.
_AT_ONCE: Final = 4
_slots = threading.BoundedSemaphore(_AT_ONCE)


class Passwords:
    """Makes and checks hashes at one cost.

    Checking costs the same whether or not there is anything to check against, so that time does not
    tell an existing account from a missing one (R-AUTH-02).
    """

    def __init__(self, cost: Argon2Settings) -> None:
        self._hasher = PasswordHasher(
            time_cost=cost.time_cost,
            memory_cost=cost.memory_kib,
            parallelism=cost.parallelism,
            type=Type.ID,
        )
        self._decoy = self._hasher.hash(secrets.token_urlsafe())
        self._current = extract_parameters(self._decoy)

    def hash(self, password: str) -> str:
        """The hash of a password exactly as typed."""
        with _slots:
            return self._hasher.hash(password.encode())

    def matches(self, stored: str | None, password: str) -> bool:
        """Whether a password is the one that was hashed; without a hash it never is."""
        with _slots:
            if stored is None:
                return self._check_decoy(password)
            try:
                return self._hasher.verify(stored, password.encode())
            except VerifyMismatchError:
                return False
            except (InvalidHashError, VerificationError):
                return self._check_decoy(password)

    def is_outdated(self, stored: str) -> bool:
        """Whether the settings have risen above the cost at which a hash was made."""
        made = extract_parameters(stored)
        return (
            made.type is not Type.ID
            or made.version < self._current.version
            or made.time_cost < self._current.time_cost
            or made.memory_cost < self._current.memory_cost
            or made.parallelism < self._current.parallelism
        )

    def _check_decoy(self, password: str) -> bool:
        """Does the work of a check and always says no."""
        try:
            self._hasher.verify(self._decoy, password.encode())
        except VerifyMismatchError:
            return False
        return False
