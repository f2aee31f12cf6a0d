"""What waits for a second person, on a service that answers at once, fails, or does not answer."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid5

from console.client.http import Write
from console.errors import ConsoleError
from console.stores.approvals import ApprovalsStore
from services.contract.accounts import IdentityCheck, PersonShown, Profession
from services.contract.approvals import (
    LAPSES_AFTER_H,
    Approval,
    ApprovalKind,
    ApprovalPage,
    ApprovalState,
)
from services.contract.enums import Role
from services.contract.people import PersonLabel
from services.contract.safeguards import ResponseTimesPayload
from services.contract.sessions import UnitLabel
from services.contract.staff import FactorResetPayload, IdentityPayload, RoleGrantPayload
from tests.samples.at_once import AtOnce, Silence
from tests.samples.centre import MOREL, TIMES
from tests.samples.retention import OFFICER
from tests.samples.rows import NOW
from tests.samples.stores import SampleConnection, SampleSession

_SPACE = UUID(int=38)
ADMIN = PersonLabel(id=UUID(int=91), name="Yann Riou", initials="YR", title=None)
_UNITS = [UnitLabel(id=UUID(int=n), name=name) for n, name in enumerate(("Digestif", "Sein"), 41)]


def person(name: str, **changes: Any) -> PersonShown:
    """Somebody of the staff."""
    key = name.lower().replace(" ", ".")
    usual: dict[str, Any] = {
        "name": name,
        "username": key,
        "email": f"{key}@chu-kerlann.example",
        "title": None,
        "phone": "+33298000000",
        "rpps": "99700218896",
        "profession": Profession.PHYSICIAN,
        "specialty": "Oncologie médicale",
    }
    return PersonShown(**usual | changes)


def approval(name: str, payload: Any, **changes: Any) -> Approval:
    """A request of this morning that the reader may decide."""
    asked_at = changes.pop("asked_at", NOW - timedelta(hours=2))
    usual: dict[str, Any] = {
        "id": uuid5(_SPACE, name),
        "kind": ApprovalKind.GRANT_ROLE,
        "state": ApprovalState.WAITING,
        "payload": payload,
        "digest": "0" * 64,
        "asked_by": ADMIN,
        "asked_at": asked_at,
        "lapses_at": asked_at + timedelta(hours=LAPSES_AFTER_H),
        "decided_by": None,
        "decided_at": None,
        "decided_words": None,
        "may_decide": True,
        "may_withdraw": False,
        "version": 1,
    }
    return Approval(**usual | changes)


def requests() -> list[Approval]:
    """One of each kind, and two that are over."""
    anne = person("Anne Le Roux", title="Dr")
    grant: dict[str, Any] = {
        "account_id": None,
        "account_version": None,
        "membership_id": None,
        "person": anne,
        "role": Role.ONCOLOGIST,
        "units": _UNITS[:1],
        "before": [],
        "ends_on": None,
        "words": "Arrivée le 1er décembre, remplace le Dr Guen",
    }
    paul = person("Paul Guen")
    wider = grant | {
        "account_id": UUID(int=51), "account_version": 3, "membership_id": UUID(int=61),
        "person": paul, "units": _UNITS, "before": _UNITS[:1], "words": "Renfort en sénologie",
    }  # fmt: skip
    identity = IdentityPayload(
        account_id=UUID(int=51), account_version=3, before=paul,
        after=paul.model_copy(update={"email": "p.guen@chu-kerlann.example"}),
        words="Nouvelle messagerie",
    )  # fmt: skip
    factor = FactorResetPayload(
        account_id=UUID(int=52), account_version=1, person=person("Claire Morvan", title=None),
        identity_check=IdentityCheck.IN_PERSON, words="Téléphone perdu",
    )  # fmt: skip
    over = {"decided_by": OFFICER, "decided_at": NOW - timedelta(hours=1), "may_decide": False}
    return [
        approval("anne", RoleGrantPayload(**grant)),
        approval("claire", factor, kind=ApprovalKind.RESET_FACTOR),
        approval("paul", identity, kind=ApprovalKind.CHANGE_IDENTITY),
        approval(
            "wider", RoleGrantPayload(**wider), state=ApprovalState.REFUSED,
            decided_words="Pas avant son habilitation", **over,
        ),
        approval("old", RoleGrantPayload(**grant), state=ApprovalState.LAPSED, may_decide=False),
        approval("broken", None, may_decide=False),
    ]  # fmt: skip


def times_request(**changes: Any) -> Approval:
    """Other response times that another oncologist decides on."""
    payload = ResponseTimesPayload(
        revision=1, before=TIMES, after=TIMES.model_copy(update={"critical": 90}),
        effective_on=None, decided_by=Role.ONCOLOGIST, words="Une infirmière de plus le matin",
    )  # fmt: skip
    usual: dict[str, Any] = {"kind": ApprovalKind.CHANGE_RESPONSE_TIMES, "asked_by": MOREL}
    return approval("times", payload, **usual | changes)


class SampleApprovalCalls:
    """The endpoints; any answer can be put in its place, or a fault."""

    def __init__(self) -> None:
        self.items = requests()
        self.faults: dict[str, ConsoleError] = {}
        self.silent: set[str] = set()
        self.decided: list[tuple[str, UUID, str]] = []
        self.becomes = ApprovalState.APPROVED

    def read_page(self, _limit: int) -> ApprovalPage:
        """All of them."""
        self._meet("read")
        waiting = sum(each.may_decide for each in self.items)
        return ApprovalPage(items=self.items, waiting=waiting, next_cursor=None)

    def approve(self, seen: Approval, _write: Write) -> Approval:
        """It is carried out, or void."""
        self.decided.append(("approve", seen.id, seen.digest))
        self._meet("approve")
        return self._settle(seen, self.becomes, None)

    def refuse(self, seen: Approval, words: str, _write: Write) -> Approval:
        """It is refused."""
        self.decided.append(("refuse", seen.id, words))
        self._meet("refuse")
        return self._settle(seen, ApprovalState.REFUSED, words)

    def withdraw(self, seen: Approval, words: str, _write: Write) -> Approval:
        """It is taken back."""
        self.decided.append(("withdraw", seen.id, words))
        self._meet("withdraw")
        return self._settle(seen, ApprovalState.WITHDRAWN, words)

    def _settle(self, seen: Approval, state: ApprovalState, words: str | None) -> Approval:
        changes = {
            "state": state, "decided_by": OFFICER, "decided_at": NOW, "decided_words": words,
            "may_decide": False, "may_withdraw": False, "version": 2,
        }  # fmt: skip
        settled = seen.model_copy(update=changes)
        self.items = [settled if each.id == seen.id else each for each in self.items]
        return settled

    def _meet(self, part: str) -> None:
        if part in self.silent:
            raise Silence
        if part in self.faults:
            raise self.faults[part]


class SampleApprovals(ApprovalsStore):
    """Reads `calls`."""

    def __init__(self, connection: SampleConnection) -> None:
        self.calls = SampleApprovalCalls()
        session: Any = SimpleNamespace(
            api=SimpleNamespace(approvals=self.calls), may=self._may, server_now=lambda: NOW
        )
        self.who: SampleSession | None = None
        jobs: Any = AtOnce()
        joined: Any = connection
        super().__init__(jobs, session, joined)

    def _may(self, action: str) -> bool:
        return self.who is not None and self.who.may(action)
