"""What an administrator of accounts needs: the list, who is chosen there, and the acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.jobs import Jobs
from console.stores.account_acts import AccountActs, AccountSessionActs
from console.stores.account_detail import AccountDetailStore
from console.stores.accounts import AccountListStore
from console.stores.connection import ConnectionStore

if TYPE_CHECKING:
    from console.session import Session


class AccountStores(QObject):
    """After every act, and every refusal, what stands is read again."""

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        connection: ConnectionStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.list = AccountListStore(jobs, session, self)
        self.detail = AccountDetailStore(jobs, session, self)
        self.acts = AccountActs(jobs, session, connection, self)
        self.session_acts = AccountSessionActs(jobs, session, connection, self)
        for acts in (self.acts, self.session_acts):
            acts.done.connect(self.read_again)
            acts.failed.connect(self.read_again)

    @Slot()
    def read_again(self) -> None:
        """Ask the service what stands."""
        self.list.refresh()
        self.detail.read()

    def forget(self) -> None:
        """The session is over."""
        self.list.set_shown(False)
        for store in (self.list, self.detail, self.acts, self.session_acts):
            store.forget()
