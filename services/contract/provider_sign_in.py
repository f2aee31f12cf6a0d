"""Signing in with Pro Santé Connect: the console opens the browser, the service asks the provider.

Codes of refusals: `not_found` (404) where it is off, `sign_in_refused` (401) for what was never
begun, is over or was used, `provider_not_trusted`, `assurance_too_low`, `not_known_here` (403),
`membership_required` (409), `provider_unavailable` (502).
"""

from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.contract.base import Ask, Reply

_RETURN_ADDRESS: Final = r"^http://127\.0\.0\.1:[1-9][0-9]{3,4}/retour$"
_TOKEN: Final = r"^[A-Za-z0-9_-]{43}$"


class SignInWays(Reply):
    """How somebody may sign in beside a password and a code."""

    pro_sante_connect: bool


class ProviderStartAsk(Ask):
    """Where the browser comes back to, on the machine of the console, and the hash of what this
    console alone knows (PKCE S256).
    """

    return_to: str = Field(pattern=_RETURN_ADDRESS)
    challenge: str = Field(pattern=_TOKEN)


class ProviderStart(Reply):
    """The address for the browser; `state` is what has to come back with its answer."""

    authorize_url: str
    state: str
    expires_at: AwareDatetime
    server_time: AwareDatetime


class ProviderFinishAsk(Ask):
    """What came back, and the proof that the same console began; the role where there are several,
    in a second request that is otherwise the same.
    """

    state: str = Field(pattern=_TOKEN)
    code: str = Field(min_length=1, max_length=2048)
    verifier: str = Field(pattern=_TOKEN)
    membership_id: UUID | None = None
