"""The account that is chosen in the list: who, what they may do, and where they are signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from console.jobs import Jobs
from console.stores.chosen_block import ChosenBlock
from services.contract.accounts import AccountDetail, AccountState
from services.contract.sessions import SessionLabel

if TYPE_CHECKING:
    from console.client.api import Api
    from console.session import Session

_READS_SESSIONS = "list_account_sessions"


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """An account with its living sessions, None for whoever may not see them."""

    detail: AccountDetail
    sessions: tuple[SessionLabel, ...] | None


class AccountDetailStore(ChosenBlock[KnownAccount]):
    """What was read last of some accounts."""

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(jobs, session, _read, parent)

    def choose_account(self, account_id: UUID | None) -> None:
        """Show an account, or none."""
        self.choose(account_id, self._session.may(_READS_SESSIONS))

    def hear_of(self, account_id: UUID, version: int) -> None:
        """The list says which version stands: one that was not read is read."""
        known = self.shown.value
        if self._key is None or self._key.patient_id != account_id or known is None:
            return
        if known.detail.account.version != version:
            self.read()


def _read(api: Api, account_id: UUID, sees_sessions: bool) -> KnownAccount:
    detail = api.accounts.read(account_id)
    # Nobody without a role in the centre is signed in there.
    if not sees_sessions or detail.account.state is not AccountState.ACTIVE:
        return KnownAccount(detail, () if sees_sessions else None)
    page = api.accounts.read_sessions(account_id)
    found = list(page.items)
    while page.next_cursor is not None:
        page = api.accounts.read_sessions(account_id, page.next_cursor)
        found += page.items
    return KnownAccount(detail, tuple(found))
