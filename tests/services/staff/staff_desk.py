"""What administrators, second persons and invited people do in tests, over the API."""

import re
import threading
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pyotp
from sqlalchemy import text, update

from services.contract.enums import Role
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import Membership, SignInSession
from services.ids import new_id
from services.staff.sending import send_staff_mail
from tests.support.service import ServiceUnderTest

WORDS = "Arrivée dans le service"
NEW_PASSWORD = "quai-Lampe-73-houle!"
_SECRET = re.compile(r"^[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}$", re.MULTILINE)


def person(name: str = "Anne Le Roux", **other: Any) -> dict[str, Any]:
    """Somebody to invite."""
    key = name.lower().replace(" ", ".")
    return {"name": name, "username": key, "email": f"{key}@chu.example"} | other


def _body(mail: Any) -> str:
    return str(mail.get_content()).replace("\r\n", "\n")


@cache
def _read(place: Path) -> str:
    """A mail, as it lies there; no mail is ever written twice."""
    mail = message_from_bytes(place.read_bytes(), policy=default)
    return f"To: {mail['To']}\n{mail['Subject']}\n\n{_body(mail)}"


def notice_name(notice: Any) -> str:
    """What a notice is accepted by."""
    return "-".join(notice[part] for part in ("kind", "tool", "profile")) + f" {notice['version']}"


def _by_time(folder: Path) -> list[Path]:
    """Mails in their order: they are named by their ids, which follow time."""
    return sorted(folder.glob("*.eml"))


def wait_for_a_lock(desk: "StaffDesk") -> None:
    """Until somebody waits for what is held here."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    for _ in range(2_000):
        with desk.service.context.database.reading(NO_CENTRE) as session:
            if session.scalar(waiting):
                return
        threading.Event().wait(0.01)
    raise AssertionError("nobody waits")


@dataclass
class StaffDesk:
    """A centre, its administrators and its manager."""

    service: ServiceUnderTest

    def fresh(self) -> None:
        """Everybody has just proved who they are."""
        with self.service.context.database.writing(NO_CENTRE) as session:
            session.execute(update(SignInSession).values(authenticated_at=self.service.clock.now()))

    def post(self, path: str, body: Any, who: str = "admin", version: int | None = None) -> Any:
        """What an unsafe request answers."""
        headers = self.service.writing_as(who, version=version)
        return self.service.client.post(f"/api/v1{path}", json=body, headers=headers)

    def put(self, path: str, body: Any, who: str = "admin", version: int | None = None) -> Any:
        """What a change answers."""
        headers = self.service.writing_as(who, version=version)
        return self.service.client.put(f"/api/v1{path}", json=body, headers=headers)

    def get(self, path: str, who: str = "admin", **params: Any) -> Any:
        """What a read answers."""
        answer = self.service.client.get(
            f"/api/v1{path}", params=params, headers=self.service.as_(who)
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    def account(self, account_id: str | UUID) -> Any:
        """One account in the eyes of an administrator."""
        return self.get(f"/accounts/{account_id}")

    def invite(self, role: Role, who: str = "admin", units: int = 1, **other: Any) -> Any:
        """Asks for an account with a role."""
        treats = role in (Role.NURSE, Role.ONCOLOGIST)
        asked = {
            "role": role.value,
            "unit_ids": [str(each) for each in self.service.centre.units[:units]] if treats else [],
        }
        asked |= {name: other.pop(name) for name in ("ends_on",) if name in other}
        body = {"person": other.pop("person", person()), "role": asked, "words": WORDS}
        return self.post("/accounts", body, who=who)

    def approve(self, approval_id: str, who: str = "manager", **changes: Any) -> Any:
        """Approves what is seen."""
        seen = self.get(f"/approvals/{approval_id}", who=who)
        return self.post(
            f"/approvals/{approval_id}/approve",
            {"digest": changes.get("digest", seen["digest"])},
            who=who,
            version=changes.get("version", seen["version"]),
        )

    def invited(self, role: Role = Role.NURSE, **other: Any) -> str:
        """The account of somebody who was invited, and approved where that is needed."""
        answer = self.invite(role, **other)
        if answer.status_code == 202:
            approved = self.approve(answer.json()["approval_id"])
            assert approved.json()["state"] == "approved", approved.text
        else:
            assert answer.status_code == 201, answer.text
        key = other.get("person", person())["username"]
        rows = self.get("/accounts", limit=200)["items"]
        return next(str(each["person"]["id"]) for each in rows if each["username"] == key)

    def mails(self) -> list[str]:
        """Every mail that has left, as it lies in the folder; sends what is due first."""
        send_staff_mail(self.service.context, new_id())
        folder = self.service.context.settings.message_folder
        assert folder is not None
        return [_read(each) for each in _by_time(folder)]

    def secret(self) -> str:
        """The secret of the last mail that holds one."""
        found = [match for mail in self.mails() for match in _SECRET.findall(mail)]
        assert found
        return str(found[-1])

    def anonymous(self, path: str, body: Any) -> Any:
        """What a request without a session answers."""
        return self.service.client.post(f"/api/v1/auth{path}", json=body)

    def asks_for_secret(self, username: str, purpose: str = "first_sign_in") -> str:
        """Has a secret mailed; the secret."""
        answer = self.anonymous("/secrets", {"username": username, "purpose": purpose})
        assert answer.status_code == 202, answer.text
        return self.secret()

    def begins(self, account_id: str | UUID) -> None:
        """As if somebody had taken every role that waits for them."""
        with self.service.context.database.writing(NO_CENTRE) as session:
            session.execute(
                update(Membership)
                .where(
                    Membership.account_id == UUID(str(account_id)),
                    Membership.suspended_at.is_(None),
                )
                .values(ended_at=None, invited_until=None, begun_at=self.service.clock.now())
            )

    def elsewhere(self) -> str:
        """The name under which an administrator of another centre acts."""
        tokens = self.service.centre.tokens
        tokens["elsewhere"] = self.service.other_centre.tokens["admin"]
        return "elsewhere"

    def code(self, totp_secret: str) -> str:
        """What an authenticator shows, at the service's time."""
        return pyotp.TOTP(totp_secret).at(self.service.clock.now())

    def joins(self, username: str) -> dict[str, str]:
        """Sets an invited account up; what its owner knows then."""
        secret = self.asks_for_secret(username)
        offer = self.anonymous("/first-sign-in/open", {"secret": secret}).json()
        answer = self.finishes(secret, offer)
        assert answer.status_code == 200, answer.text
        return {"totp": offer["totp_secret"], "username": username} | {
            f"code_{n}": each for n, each in enumerate(answer.json()["codes"])
        }

    def finishes(self, secret: str, offer: Any, **other: Any) -> Any:
        """What the end of a first sign-in answers."""
        body = {
            "secret": secret,
            "password": NEW_PASSWORD,
            "code": self.code(offer["totp_secret"]),
            "notices": [notice_name(each) for each in offer["notices"]],
            "language": "fr",
        }
        return self.anonymous("/first-sign-in/finish", body | other)

    def signs_in(
        self, known: dict[str, str], password: str = NEW_PASSWORD, membership_id: str | None = None
    ) -> Any:
        """What signing in answers, with a code that was not used."""
        self.service.clock.forward(seconds=30)
        first = self.anonymous("/sign-in", {"username": known["username"], "password": password})
        ask = {"challenge": first.json()["challenge"], "code": self.code(known["totp"])}
        if membership_id is not None:
            ask["membership_id"] = membership_id
        return self.anonymous("/second-factor", ask)
