"""Why nothing was done with an account, in words."""

from __future__ import annotations

from console.errors import ACCOUNTS, ConsoleError, Refused
from console.stores.account_acts import AccountAct
from console.stores.error_words import error_with_code
from resources.wording import Wording
from services.contract.accounts import AccountRow, AccountState

_SAID = {403: "forbidden", 404: "gone", 409: "state", 412: "stale"}


def refusal(w: Wording, error: ConsoleError) -> str:
    """What stands in the way, and what to do."""
    if isinstance(error, Refused) and error.problem.status in _SAID:
        return w.text(f"accounts-refused-{_SAID[error.problem.status]}")
    return error_with_code(w, error, ACCOUNTS)


def act_word(act: AccountAct, row: AccountRow) -> str:
    """What begins the wording of an act: an invitation is taken back, not ended."""
    is_invited = row.state is AccountState.INVITED
    return "withdraw" if is_invited and act is AccountAct.END else act.value
