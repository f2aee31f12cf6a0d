"""Calls of somebody who cannot sign in yet, or not any more."""

from __future__ import annotations

from console.client.http import Wire
from services.contract.first_sign_in import (
    AuthenticatorOffer,
    FinishFactorAsk,
    FinishFirstSignInAsk,
    NewPasswordAsk,
    OpenFactorAsk,
    OpenFirstSignInAsk,
    PasswordSet,
    RecoveryCodesShown,
    SecretAsk,
    SecretAsked,
)


class EnteringCalls:
    """Each answers without a session; none tells whether an account exists."""

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._base = f"{base}/auth"

    def ask_for_secret(self, ask: SecretAsk) -> SecretAsked:
        """Has a secret mailed, if there may be one."""
        return self._wire.post_open(f"{self._base}/secrets", ask, SecretAsked)

    def open_first(self, ask: OpenFirstSignInAsk) -> AuthenticatorOffer:
        """What a first sign-in sets up."""
        return self._wire.post_open(f"{self._base}/first-sign-in/open", ask, AuthenticatorOffer)

    def finish_first(self, ask: FinishFirstSignInAsk) -> RecoveryCodesShown:
        """Sets everything up."""
        return self._wire.post_open(f"{self._base}/first-sign-in/finish", ask, RecoveryCodesShown)

    def set_password(self, ask: NewPasswordAsk) -> PasswordSet:
        """A new password."""
        return self._wire.post_open(f"{self._base}/password", ask, PasswordSet)

    def open_factor(self, ask: OpenFactorAsk) -> AuthenticatorOffer:
        """The new authenticator."""
        return self._wire.post_open(f"{self._base}/factor/open", ask, AuthenticatorOffer)

    def finish_factor(self, ask: FinishFactorAsk) -> RecoveryCodesShown:
        """The new authenticator counts."""
        return self._wire.post_open(f"{self._base}/factor/finish", ask, RecoveryCodesShown)
