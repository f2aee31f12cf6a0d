"""What an administrator gives: an invitation, a new password or factor that its owner completes.

Done at once, or waiting for a second person; believed when the service has answered.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from console.client.http import Write
from console.client.staff import RoleOf
from console.errors import ConsoleError
from console.jobs import Jobs
from console.stores.connection import ConnectionStore
from console.stores.settled_acts import SettledActs
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

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

INVITES: Final = "invite_account"
CHANGES_ROLES: Final = "change_role"
CHANGES_PEOPLE: Final = "change_account_person"


class Reset(StrEnum):
    """What is set anew."""

    PASSWORD = "password"
    FACTOR = "factor"


class StaffActs(SettledActs):
    """`done` carries `Asked`. Signals: `units_known()` once the units of the centre are there, or
    could not be read: then `units_error`; `account_read(AccountDetail)` for an account that
    somebody faster has changed, None where it could not be read.
    """

    units_known = Signal()
    account_read = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        connection: ConnectionStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(jobs, session, connection, parent)
        self._jobs = jobs
        self._session = session
        self.units: tuple[CentreUnit, ...] = ()
        self.units_error: ConsoleError | None = None

    def read_units(self) -> None:
        """The units that a role can have."""
        session = self._session
        self._jobs.submit(
            self, lambda: session.api.centre.units(), self._take, self._miss, key="units"
        )

    def invite(self, ask: InviteAsk) -> None:
        """A new account with its first role."""
        self.begin(lambda api, write: api.staff.invite(ask, write))

    def invite_again(self, row: AccountRow, words: str) -> None:
        """Another seven days."""
        who, version = row.person.id, row.version
        self.begin(lambda api, write: api.staff.invite_again(who, version, words, write))

    def grant(self, row: AccountRow, ask: GrantRoleAsk) -> None:
        """A further role."""
        who, version = row.person.id, row.version
        self.begin(lambda api, write: api.staff.grant(who, version, ask, write))

    def change_role(self, row: AccountRow, membership_id: UUID, ask: ChangeRoleAsk) -> None:
        """Other units, or another last day."""
        role, version = RoleOf(row.person.id, membership_id), row.version
        self.begin(lambda api, write: api.staff.change_role(role, version, ask, write))

    def end_role(self, row: AccountRow, membership_id: UUID, words: str) -> None:
        """One role ends; others stay."""
        role, version = RoleOf(row.person.id, membership_id), row.version

        def _end(api: Api, write: Write) -> Asked:
            ended = api.staff.end_role(role, version, words, write)
            return Asked(account=ended, approval_id=None)

        self.begin(_end)

    def change_person(self, row: AccountRow, ask: ChangePersonAsk) -> None:
        """Who an account belongs to."""
        who, version = row.person.id, row.version
        self.begin(lambda api, write: api.staff.change_person(who, version, ask, write))

    def read_account(self, account_id: UUID) -> None:
        """An account as it stands by now."""
        session = self._session
        self._jobs.submit(
            self,
            lambda: session.api.accounts.read(account_id),
            self._take_account,
            self._miss_account,
            key="account",
        )

    def reset(self, what: Reset, row: AccountRow, ask: ResetAsk) -> None:
        """Refused when somebody changed the account since it was seen."""
        who, version = row.person.id, row.version
        self.begin(lambda api, write: api.staff.reset(what.value, who, version, ask, write))

    def _take_account(self, found: AccountDetail) -> None:
        self.account_read.emit(found)

    def _miss_account(self, _error: ConsoleError) -> None:
        self.account_read.emit(None)

    def _take(self, found: CentreUnits) -> None:
        standing = [each for each in found.units if each.ended_at is None]
        self.units, self.units_error = tuple(standing), None
        self.units_known.emit()

    def _miss(self, error: ConsoleError) -> None:
        self.units_error = error
        self.units_known.emit()
