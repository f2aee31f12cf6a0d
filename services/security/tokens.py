"""Opaque secrets that are shown once and stored as a hash (R-SES-01)."""

import hashlib
import secrets
from typing import Final

TOKEN_BYTES: Final = 32


def new_token() -> str:
    """A new secret of 256 random bits, in URL-safe base64 without padding."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> bytes:
    """What is stored of a secret; a plain hash suffices, because nobody guesses 256 random bits."""
    return hashlib.sha256(token.encode()).digest()
