"""What stands in the way of a verdict before anybody gives it, and what is said beside it."""

from __future__ import annotations

from console.session import Session
from console.stores.access_review import REVIEWS, Reviewed
from console.stores.account_acts import AccountAct
from console.stores.account_stores import AccountStores
from console.stores.connection import ConnectionStore
from resources.wording import Wording
from services.contract.accounts import IDLE_DAYS, AccountRow
from services.contract.staff import ReviewVerdict
from ui.accounts.guards import Guards
from ui.accounts.review_words import own_text


class ReviewGuards(Guards):
    """Asked anew each time: the service decides again whatever is said here."""

    def __init__(
        self, stores: AccountStores, connection: ConnectionStore, session: Session
    ) -> None:
        super().__init__(stores.list, connection, session)
        self._review = stores.review
        self._acts = stores.review_acts

    def may_suspend(self, row: AccountRow) -> bool:
        """Whether the rights of an account can be taken for a while."""
        return AccountAct.SUSPEND in self.offered(row)

    def offers_verdict(self, reviewed: Reviewed) -> bool:
        """Whether the reader may ever say what is found of an account: never of their own."""
        is_theirs = reviewed.line.account.is_own or reviewed.is_gone
        return self._session.may(REVIEWS) and not is_theirs

    def why_no_verdict(self, w: Wording, reviewed: Reviewed) -> str:
        """Why none can be given now; empty when one can."""
        row = reviewed.line.account
        if row.is_own:
            return own_text(w, self._review.other_admins)
        if reviewed.is_gone:
            return w.text("accessreview-lost", name=row.person.name)
        if self._connection.shows_offline:
            return w.text("accounts-offline")
        if self._acts.is_busy:
            return w.text("accessreview-sending")
        about = self._acts.about
        if self._acts.is_unsettled and about is not None:
            return w.text("accessreview-unsettled", name=about.person.name)
        return ""

    def notes(self, w: Wording, row: AccountRow) -> list[str]:
        """What is said beside the buttons: whose turn it is, and what the line asks for."""
        if row.is_own:
            return [own_text(w, self._review.other_admins)]
        line = self._review.all.get(row.person.id)
        told = []
        if line is not None and line.is_overdue:
            told.append(w.text("accessreview-overdue-why"))
        if row.is_idle:
            told.append(w.text("accessreview-idle-why", days=IDLE_DAYS))
        if line is not None and line.verdict is ReviewVerdict.TO_CHANGE:
            told.append(w.text("accessreview-to-change-why"))
        return told
