"""What the console asks to sign somebody in with Pro Santé Connect."""

from __future__ import annotations

from uuid import UUID

from console.client.http import Wire
from services.contract.provider_sign_in import (
    ProviderFinishAsk,
    ProviderStart,
    ProviderStartAsk,
    SignInWays,
)
from services.contract.sessions import SessionGrant


class ProviderCalls:
    """Calls without a session; the last one brings it."""

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._base = f"{base}/auth"

    def ways(self) -> bool:
        """Whether the service offers it."""
        return self._wire.read_open(f"{self._base}/ways", SignInWays).pro_sante_connect

    def start(self, return_to: str, challenge: str) -> ProviderStart:
        """The address for the browser."""
        ask = ProviderStartAsk(return_to=return_to, challenge=challenge)
        return self._wire.post_open(f"{self._base}/psc/start", ask, ProviderStart)

    def finish(
        self, state: str, code: str, verifier: str, membership_id: UUID | None
    ) -> SessionGrant:
        """What came back; from here on every call carries the session."""
        ask = ProviderFinishAsk(
            state=state, code=code, verifier=verifier, membership_id=membership_id
        )
        grant = self._wire.post_open(f"{self._base}/psc/finish", ask, SessionGrant)
        self._wire.tokens.hold(grant)
        return grant
