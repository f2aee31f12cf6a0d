"""What an administrator gives, on a service that answers at once, fails, or does not answer."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from console.client.http import Write
from console.client.staff import RoleOf
from console.errors import ConsoleError
from console.stores.staff_acts import StaffActs
from services.contract.accounts import AccountDetail, AccountRow
from services.contract.staff import (
    Asked,
    ChangePersonAsk,
    ChangeRoleAsk,
    GrantRoleAsk,
    InviteAsk,
    ResetAsk,
)
from services.contract.units import CentreUnit, CentreUnits
from tests.samples.at_once import AtOnce, Silence
from tests.samples.stores import SampleConnection

APPROVAL = UUID(int=77)


class SampleStaffCalls:
    """The endpoints; any answer can be put in its place, or a fault."""

    def __init__(self) -> None:
        self.faults: dict[str, ConsoleError] = {}
        self.silent: set[str] = set()
        self.invited: list[InviteAsk] = []
        self.again: list[tuple[UUID, str]] = []
        self.resets: list[tuple[str, UUID, int, ResetAsk]] = []
        self.granted: list[tuple[UUID, GrantRoleAsk]] = []
        self.changed: list[tuple[RoleOf, ChangeRoleAsk]] = []
        self.ended: list[tuple[RoleOf, str]] = []
        self.persons: list[tuple[UUID, int, ChangePersonAsk]] = []
        self.stands: AccountDetail | None = None
        self.waits = True

    def units(self) -> CentreUnits:
        """Three units."""
        self._meet("units")
        named = enumerate(("Digestif", "Sein", "Thorax"), 41)
        return CentreUnits(
            units=[
                CentreUnit(
                    unit_id=UUID(int=n), name=name, version=1, in_use=True,
                    ended_at=None,
                )
                for n, name in named
            ]
        )  # fmt: skip

    def invite(self, ask: InviteAsk, _write: Write) -> Asked:
        """It waits for a second person."""
        self.invited.append(ask)
        self._meet("invite")
        return self._asked()

    def invite_again(self, account_id: UUID, _version: int, words: str, _write: Write) -> Asked:
        """Another mail."""
        self.again.append((account_id, words))
        self._meet("again")
        return self._asked()

    def grant(self, account_id: UUID, _version: int, ask: GrantRoleAsk, _write: Write) -> Asked:
        """A further role."""
        self.granted.append((account_id, ask))
        self._meet("grant")
        return self._asked()

    def change_role(self, role: RoleOf, _version: int, ask: ChangeRoleAsk, _write: Write) -> Asked:
        """Other units, or another last day."""
        self.changed.append((role, ask))
        self._meet("change")
        return self._asked()

    def end_role(self, role: RoleOf, _version: int, words: str, _write: Write) -> AccountRow:
        """It is over."""
        self.ended.append((role, words))
        self._meet("end")
        raise Silence

    def change_person(
        self, account_id: UUID, version: int, ask: ChangePersonAsk, _write: Write
    ) -> Asked:
        """They are somebody else, or wait."""
        self.persons.append((account_id, version, ask))
        self._meet("person")
        return self._asked()

    def read(self, _account_id: UUID) -> AccountDetail:
        """An account as it stands."""
        self._meet("read")
        if self.stands is None:
            raise Silence
        return self.stands

    def reset(
        self, what: str, account_id: UUID, version: int, ask: ResetAsk, _write: Write
    ) -> Asked:
        """It has begun, or waits."""
        self.resets.append((what, account_id, version, ask))
        self._meet("reset")
        return self._asked()

    def _asked(self) -> Asked:
        return Asked(account=None, approval_id=APPROVAL if self.waits else None)

    def _meet(self, part: str) -> None:
        if part in self.silent:
            raise Silence
        if part in self.faults:
            raise self.faults[part]


class SampleStaffActs(StaffActs):
    """Asks `calls`."""

    def __init__(self, connection: SampleConnection) -> None:
        self.calls = SampleStaffCalls()
        session: Any = SimpleNamespace(
            api=SimpleNamespace(staff=self.calls, centre=self.calls, accounts=self.calls)
        )
        jobs: Any = AtOnce()
        joined: Any = connection
        super().__init__(jobs, session, joined)
