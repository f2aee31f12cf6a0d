"""People who sign in with a password and an authenticator, as a console does."""

import secrets
from dataclasses import dataclass, field
from uuid import UUID

import pyotp
from httpx2 import Response

from services.accounts.local import NewAccount, create_account
from services.contract.enums import Role
from services.security.second_factor import new_secret
from tests.support.service import ServiceUnderTest

PASSWORD = "brume-Orage-41-sel!"


@dataclass
class Person:
    """An account with everything that its owner knows, and where they sit."""

    service: ServiceUnderTest
    account_id: UUID
    username: str
    totp_secret: str
    password: str = PASSWORD
    headers: dict[str, str] = field(default_factory=dict)

    def code(self, steps_away: int = 0) -> str:
        """What the authenticator shows, at the service's time."""
        totp = pyotp.TOTP(self.totp_secret)
        return totp.generate_otp(int(self.service.clock.now().timestamp()) // 30 + steps_away)

    def first_step(self, password: str | None = None, username: str | None = None) -> Response:
        """Sends the name and the password."""
        ask = {"username": username or self.username, "password": password or self.password}
        return self._post("/api/v1/auth/sign-in", ask)

    def second_step(
        self, challenge: str, code: str | None = None, membership_id: str | None = None
    ) -> Response:
        """Sends a code."""
        ask = {"challenge": challenge, "code": code or self.code()}
        if membership_id is not None:
            ask["membership_id"] = membership_id
        return self._post("/api/v1/auth/second-factor", ask)

    def _post(self, path: str, ask: dict[str, str]) -> Response:
        headers = [(name.encode(), value.encode("latin-1")) for name, value in self.headers.items()]
        return self.service.client.post(path, json=ask, headers=headers)

    def signs_in(self, password: str | None = None, code: str | None = None) -> Response:
        """Both steps; the answer of the second, or of the first when that was refused."""
        first = self.first_step(password)
        return self.second_step(first.json()["challenge"], code) if first.is_success else first

    def session(self) -> dict[str, str]:
        """Headers of a fresh session; moves to a fresh code first."""
        self.service.clock.forward(seconds=30)
        granted = self.signs_in()
        assert granted.status_code == 200, granted.text
        return bearer(granted.json()["access_token"])


def bearer(token: str) -> dict[str, str]:
    """The header that carries a token."""
    return {"Authorization": f"Bearer {token}"}


def make_person(
    service: ServiceUnderTest, role: Role = Role.NURSE, username: str | None = None
) -> Person:
    """Somebody of the first unit of the first centre."""
    name = username or f"person-{secrets.token_hex(4)}"
    secret = new_secret()
    account_id = create_account(
        service.context,
        NewAccount(
            name,
            PASSWORD,
            "Cécile Le Du",
            role,
            service.centre.id,
            service.centre.units[:1],
            totp_secret=secret,
        ),
    )
    return Person(service, account_id, name, secret)


def device_secret() -> str:
    """What a workstation makes at its first sign-in."""
    return secrets.token_urlsafe(32)
