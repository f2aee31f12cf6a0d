"""What stands in the way of an act before anybody tries it, and what it would leave behind."""

from __future__ import annotations

from console.session import Session
from console.stores.account_acts import OFFERED, OPERATIONS, AccountAct
from console.stores.accounts import AccountListStore
from console.stores.connection import ConnectionStore
from console.stores.staff_acts import CHANGES_PEOPLE, CHANGES_ROLES, INVITES
from resources.wording import Wording
from services.contract.accounts import AccountRow, AccountState


class Guards:
    """Asked anew each time: the service decides again whatever is said here."""

    def __init__(
        self, store: AccountListStore, connection: ConnectionStore, session: Session
    ) -> None:
        self._store = store
        self._connection = connection
        self._session = session

    def offered(self, row: AccountRow) -> list[AccountAct]:
        """What an account in its state takes, for whoever may do it; nothing of one's own."""
        if row.is_own:
            return []
        return [act for act in OFFERED[row.state] if self._session.may(OPERATIONS[act])]

    def may_change_roles(self, row: AccountRow) -> bool:
        """Whether the roles of an account can be changed now: never one's own."""
        is_there = row.state is AccountState.ACTIVE and not row.is_own
        return is_there and self._session.may(CHANGES_ROLES) and not self._connection.shows_offline

    def may_invite_again(self, row: AccountRow) -> bool:
        """Whether an invitation can be sent once more now."""
        is_there = row.state is AccountState.INVITED and not row.is_own
        return is_there and self._session.may(INVITES) and not self._connection.shows_offline

    def offers_person(self, row: AccountRow) -> bool:
        """Whether who an account belongs to is somebody's to change; an end leaves the name."""
        return row.state is not AccountState.ENDED and self._session.may(CHANGES_PEOPLE)

    def may_change_person(self, row: AccountRow) -> bool:
        """Whether who an account belongs to can be changed now: never one's own."""
        is_there = self.offers_person(row) and not row.is_own
        return is_there and not self._connection.shows_offline

    def why_not_person(self, w: Wording, row: AccountRow) -> str:
        """Why who an account belongs to cannot be changed now; empty when it can."""
        if row.is_own:
            return w.text("staffperson-own")
        return w.text("accounts-offline") if self._connection.shows_offline else ""

    @property
    def is_offline(self) -> bool:
        """Whether nothing can be sent."""
        return self._connection.shows_offline

    def why_not(self, w: Wording, act: AccountAct, row: AccountRow) -> str:
        """Why an act that is offered cannot be done now; empty when it can."""
        if self._connection.shows_offline:
            return w.text("accounts-offline")
        if act is AccountAct.END and self._store.is_among_last_admins(row):
            return w.text("accounts-last-admins")
        return ""

    def notes(self, w: Wording, row: AccountRow) -> list[str]:
        """What is said beside the acts: of one's own account, and of the last administrators."""
        if row.is_own and self.may_act:
            return [w.text("accounts-own-why")]
        if AccountAct.END in self.offered(row) and self._store.is_among_last_admins(row):
            return [w.text("accounts-last-admins")]
        return []

    @property
    def may_act(self) -> bool:
        """Whether this person does anything here but read."""
        return any(self._session.may(operation) for operation in OPERATIONS.values())
