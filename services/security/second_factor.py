"""Time-based one-time codes (RFC 6238): the service's time, one step either way, each step once."""

import hmac
from datetime import datetime
from typing import Final
from uuid import UUID

import pyotp

from services.security.ciphers import Cipher, Place

STEP_S: Final = 30
DIGITS: Final = 6
_TOLERATED_STEPS: Final = 1
_ISSUER: Final = "Vigie"


def new_secret() -> str:
    """A new secret of 160 random bits in base32, as authenticators take it."""
    return pyotp.random_base32()


def seal_secret(cipher: Cipher, account_id: UUID, secret: str) -> bytes:
    """The secret of an account as it is stored, under the key of the installation."""
    return cipher.seal(_place(account_id), secret.encode())


def open_secret(cipher: Cipher, account_id: UUID, sealed: bytes) -> str:
    """The secret of an account; raises `SealBroken` when it was moved or changed."""
    return cipher.open(_place(account_id), sealed).decode()


def enrolment_uri(secret: str, username: str) -> str:
    """The `otpauth` address that an authenticator reads as a QR code."""
    return pyotp.TOTP(secret, digits=DIGITS, interval=STEP_S).provisioning_uri(
        name=username, issuer_name=_ISSUER
    )


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The step whose code this is, among those that are accepted now; None when there is none.

    All accepted steps are compared, whichever matches, so that time says nothing.
    """
    totp = pyotp.TOTP(secret, digits=DIGITS, interval=STEP_S)
    present = int(now.timestamp()) // STEP_S
    typed = code.encode()
    matching = None
    for step in range(present - _TOLERATED_STEPS, present + _TOLERATED_STEPS + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), typed):
            matching = step
    return matching


def _place(account_id: UUID) -> Place:
    return Place("account", "totp_secret", account_id)
