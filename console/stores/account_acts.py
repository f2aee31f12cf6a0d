"""What an administrator does with an account: its rights are taken, given back or ended, and its
sessions closed; believed only when the service has answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from console.client.http import Write
from console.errors import Refused
from console.stores.settled_acts import SettledActs
from services.contract.accounts import AccountActAsk, AccountRow, AccountState
from services.contract.sessions import SessionsEnded

if TYPE_CHECKING:
    from console.client.api import Api


class AccountAct(StrEnum):
    """What may be done with the rights of an account, by the names of the service."""

    SUSPEND = "suspend"
    REACTIVATE = "reactivate"
    END = "end"


OFFERED: Final[Mapping[AccountState, tuple[AccountAct, ...]]] = {
    AccountState.ACTIVE: (AccountAct.SUSPEND, AccountAct.END),
    AccountState.SUSPENDED: (AccountAct.REACTIVATE, AccountAct.END),
    AccountState.INVITED: (AccountAct.END,),
    AccountState.ENDED: (),
}
"""What an account in each state takes."""
OPERATIONS: Final[Mapping[AccountAct, str]] = {
    AccountAct.SUSPEND: "suspend_account",
    AccountAct.REACTIVATE: "reactivate_account",
    AccountAct.END: "end_account",
}
"""By what name the policy allows each."""


class AccountActs(SettledActs):
    """One act at a time; `done` carries the account as it stands then."""

    def do(self, act: AccountAct, row: AccountRow, ask: AccountActAsk) -> None:
        """Refused when somebody changed the account since it was seen."""

        def _do(api: Api, write: Write) -> AccountRow:
            calls = {
                AccountAct.SUSPEND: api.accounts.suspend,
                AccountAct.REACTIVATE: api.accounts.reactivate,
                AccountAct.END: api.accounts.end,
            }
            return calls[act](row.person.id, ask, replace(write, version=row.version))

        self.begin(_do)


class AccountSessionActs(SettledActs):
    """One act at a time; `done` carries how many sessions were ended."""

    def end(self, account_id: UUID, session_ids: Sequence[UUID]) -> None:
        """Close sessions of an account: one, or all that were seen."""
        self.begin(lambda api, write: _end(api, account_id, session_ids, write))


def _end(api: Api, account_id: UUID, session_ids: Sequence[UUID], write: Write) -> SessionsEnded:
    """Each under a key of its own, made from that of the act: what is sent again is done once."""
    count = 0
    for session_id in session_ids:
        key = uuid5(UUID(write.key), str(session_id)).hex
        try:
            count += api.accounts.end_session(account_id, session_id, replace(write, key=key)).count
        except Refused as error:
            if error.problem.status != 404:
                raise
    return SessionsEnded(count=count)
