"""Secrets by mail, the first sign-in, a forgotten password and a lost authenticator (R-AUTH-04).

Nothing here tells whether an account exists. Codes of refusals: `sign_in_refused` (401) for a
secret, a password or a code that does not fit, whichever it is; `invalid_body` (422) with
`too_easy` or `length` for a password that may not be chosen.
"""

from enum import StrEnum
from typing import Final

from pydantic import AwareDatetime, Field

from services.contract.base import Ask, Reply
from services.contract.notices import Language, NoticeText
from services.contract.people import PersonLabel

SECRET_LIVES_S: Final = 15 * 60


class SecretPurpose(StrEnum):
    """What a secret by mail opens."""

    FIRST_SIGN_IN = "first_sign_in"
    PASSWORD = "password"
    FACTOR = "factor"


class SecretAsk(Ask):
    """Asks for a secret by mail; a factor is reset by an administrator only."""

    username: str = Field(min_length=1, max_length=128)
    purpose: SecretPurpose


class SecretAsked(Reply):
    """The same answer whoever asked: if this account may have a secret, it is on its way."""

    lives_s: int
    server_time: AwareDatetime


class _WithSecret(Ask):
    secret: str = Field(min_length=20, max_length=64)


class OpenFirstSignInAsk(_WithSecret):
    """Shows what a first sign-in sets up; it uses nothing up."""


class AuthenticatorOffer(Reply):
    """A secret for the authenticator, the same for as long as the secret by mail lives.

    `notices` are those to accept, none for somebody who only has a new factor.
    """

    person: PersonLabel
    username: str
    centre_name: str | None
    notices: list[NoticeText]
    totp_secret: str
    totp_uri: str
    expires_at: AwareDatetime
    server_time: AwareDatetime


class FinishFirstSignInAsk(_WithSecret):
    """Password, a code of the new authenticator, and what was read and accepted."""

    password: str = Field(min_length=1, max_length=128)
    code: str = Field(min_length=6, max_length=6)
    notices: list[str] = Field(max_length=20)
    """`kind-tool-profile version` of each notice that was accepted: all that were offered."""
    language: Language


class RecoveryCodesShown(Reply):
    """The ten recovery codes, in this answer and in no other."""

    codes: list[str]
    server_time: AwareDatetime


class NewPasswordAsk(_WithSecret):
    """A new password; the second factor is asked for as at signing in."""

    password: str = Field(min_length=1, max_length=128)
    code: str = Field(min_length=6, max_length=32)


class OpenFactorAsk(_WithSecret):
    """Shows the new authenticator; the password is asked for as at signing in."""

    password: str = Field(min_length=1, max_length=128)


class FinishFactorAsk(OpenFactorAsk):
    """A code of the new authenticator."""

    code: str = Field(min_length=6, max_length=6)


class PasswordSet(Reply):
    """Every session of the account has ended; signing in is as usual."""

    server_time: AwareDatetime
