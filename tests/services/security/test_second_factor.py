"""One-time codes: RFC 6238, the service's time, one step either way."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pyotp
import pytest

from services.security.ciphers import Cipher, SealBroken
from services.security.second_factor import (
    enrolment_uri,
    new_secret,
    open_secret,
    seal_secret,
    step_of,
)

NOW = datetime(2025, 11, 18, 9, 42, 10, tzinfo=UTC)
STEP = int(NOW.timestamp()) // 30
# Appendix B of RFC 6238 gives eight digits; six digits are the last six of them.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("at_s", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(at_s: int, code: str):
    now = datetime.fromtimestamp(at_s, UTC)

    assert step_of(RFC_SECRET, code, now) == at_s // 30


@pytest.mark.parametrize("away", [-1, 0, 1])
def test_one_step_either_way_is_accepted_and_named(away: int):
    secret = new_secret()
    code = pyotp.TOTP(secret).generate_otp(STEP + away)

    assert step_of(secret, code, NOW) == STEP + away


@pytest.mark.parametrize("away", [-20, -2, 2, 20])
def test_a_code_further_away_is_refused(away: int):
    code = pyotp.TOTP(RFC_SECRET).generate_otp(STEP + away)

    assert step_of(RFC_SECRET, code, NOW) is None


@pytest.mark.parametrize("code", ["", "000000", "12345", "١٢٣٤٥٦", "abcdef", " 12345", "1" * 16])
def test_what_is_no_code_is_refused(code: str):
    assert step_of(RFC_SECRET, code, NOW) is None


def test_a_secret_has_160_bits_and_is_never_the_same():
    made = {new_secret() for _ in range(1000)}

    assert len(made) == 1000
    assert all(len(secret) == 32 for secret in made)


def test_a_sealed_secret_opens_only_for_its_account():
    cipher = Cipher(UUID(int=0), 1, bytes(32))
    owner, other = UUID(int=1), UUID(int=2)

    sealed = seal_secret(cipher, owner, RFC_SECRET)

    assert RFC_SECRET.encode() not in sealed
    assert open_secret(cipher, owner, sealed) == RFC_SECRET
    with pytest.raises(SealBroken):
        open_secret(cipher, other, sealed)


def test_an_authenticator_reads_the_enrolment_address():
    parsed = pyotp.parse_uri(enrolment_uri(RFC_SECRET, "c.ledu"))

    assert isinstance(parsed, pyotp.TOTP)
    assert parsed.issuer == "Vigie"
    assert parsed.at(NOW) == pyotp.TOTP(RFC_SECRET).at(NOW + timedelta(seconds=1))
