"""What an administrator of accounts needs: the list, who is chosen there, the acts, the review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.jobs import Jobs
from console.stores.access_review import AccessReviewStore, ReviewActs
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
        self.review = AccessReviewStore(jobs, session, self)
        self.review_acts = ReviewActs(jobs, session, connection, self)
        self.review_acts.done.connect(self.review.take)
        self.review_acts.failed.connect(self.review.refresh)
        for acts in (self.acts, self.session_acts):
            acts.done.connect(self.read_again)
            acts.failed.connect(self.read_again)

    @Slot()
    def read_again(self) -> None:
        """Ask the service what stands."""
        self.list.refresh()
        self.detail.read()
        self.review.refresh()

    def forget(self) -> None:
        """The session is over."""
        for rows in (self.list, self.review):
            rows.set_shown(False)
            rows.forget()
        for store in (self.detail, self.acts, self.session_acts, self.review_acts):
            store.forget()
