"""Opaque tokens: 256 random bits, stored as a hash (R-SES-01)."""

import base64
import hashlib
from collections import Counter

from services.security.tokens import hash_of, new_token

MANY = 10_000
# 255 degrees of freedom: chance passes this once in more than a million runs.
LARGEST_CHI_SQUARE = 380


def _bytes_of(token: str) -> bytes:
    return base64.urlsafe_b64decode(token + "=")


def test_tokens_hold_256_bits_never_repeat_and_are_evenly_spread():
    raw = [_bytes_of(new_token()) for _ in range(MANY)]

    assert all(len(each) == 32 for each in raw)
    assert len(set(raw)) == MANY
    seen = Counter(b"".join(raw))
    expected = MANY * 32 / 256
    assert sum((seen[byte] - expected) ** 2 / expected for byte in range(256)) < LARGEST_CHI_SQUARE


def test_what_is_stored_is_the_sha_256_of_the_token():
    token = new_token()

    assert hash_of(token) == hashlib.sha256(token.encode()).digest()
