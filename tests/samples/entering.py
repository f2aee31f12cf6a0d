"""A first sign-in whose service answers at once."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from console.stores.entering import EnteringStore
from services.contract.first_sign_in import (
    SECRET_LIVES_S,
    AuthenticatorOffer,
    PasswordSet,
    RecoveryCodesShown,
    SecretAsked,
)
from services.contract.people import PersonLabel
from tests.samples.at_once import AtOnce
from tests.samples.notices import text
from tests.samples.rows import NOW

USERNAME = "anne.le.roux"
SECRET = "7K2M-9QXA-4TRB-0HWE-V6NP-3DGC-8SZF"
_TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_NAMES = ("privacy", "terms", "centre_sheet", "commitment")


def offer(*, with_notices: bool = True) -> AuthenticatorOffer:
    """What somebody who was invited sets up."""
    return AuthenticatorOffer(
        person=PersonLabel(id=UUID(int=7), name="Anne Le Roux", initials="AL", title="Dr"),
        username=USERNAME,
        centre_name="CHU de Kerlann" if with_notices else None,
        notices=[text(f"{each}-console-clinician", "1.0") for each in _NAMES]
        if with_notices
        else [],
        totp_secret=_TOTP,
        totp_uri=f"otpauth://totp/Vigie:{USERNAME}?secret={_TOTP}&issuer=Vigie",
        expires_at=NOW + timedelta(seconds=SECRET_LIVES_S),
        server_time=NOW,
    )


class SampleEnteringCalls:
    """The endpoints; a fault can be put in the place of their answers."""

    def __init__(self) -> None:
        self.fault: Exception | None = None

    def _answer(self, found: Any) -> Any:
        if self.fault is not None:
            raise self.fault
        return found

    def ask_for_secret(self, _ask: object) -> SecretAsked:
        """It is on its way."""
        asked = SecretAsked(lives_s=SECRET_LIVES_S, server_time=NOW)
        found: SecretAsked = self._answer(asked)
        return found

    def open_first(self, _ask: object) -> AuthenticatorOffer:
        """Somebody who was invited."""
        found: AuthenticatorOffer = self._answer(offer())
        return found

    def open_factor(self, _ask: object) -> AuthenticatorOffer:
        """Somebody who lost their telephone."""
        found: AuthenticatorOffer = self._answer(offer(with_notices=False))
        return found

    def finish_first(self, _ask: object) -> RecoveryCodesShown:
        """Ten codes."""
        codes = [f"{n:X}7QK-M2XA-{n:X}TRB-0HWE" for n in range(10)]
        shown = RecoveryCodesShown(codes=codes, server_time=NOW)
        found: RecoveryCodesShown = self._answer(shown)
        return found

    finish_factor = finish_first

    def set_password(self, _ask: object) -> PasswordSet:
        """It is set."""
        found: PasswordSet = self._answer(PasswordSet(server_time=NOW))
        return found


def entering_store() -> tuple[EnteringStore, SampleEnteringCalls]:
    """A store over these."""
    calls = SampleEnteringCalls()
    session: Any = SimpleNamespace(api=SimpleNamespace(entering=calls))
    jobs: Any = AtOnce()
    return EnteringStore(jobs, session), calls
