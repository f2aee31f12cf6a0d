"""What an act changes of an account, each fact as it is and as it will be."""

from __future__ import annotations

from console.models.accounts_text import role_line
from console.stores.account_acts import AccountAct
from console.stores.account_filters import roles_to_tell
from resources.wording import Wording
from services.contract.accounts import AccountRow, AccountState

_AFTER = {
    AccountAct.SUSPEND: AccountState.SUSPENDED,
    AccountAct.REACTIVATE: AccountState.ACTIVE,
    AccountAct.END: AccountState.ENDED,
}


def effects(w: Wording, act: AccountAct, row: AccountRow) -> list[tuple[str, str]]:
    """State, roles and sessions; what stays as it is, is not told."""
    before = w.text(f"accounts-state-{row.state.value}")
    after = w.text(f"accounts-state-{_AFTER[act].value}")
    told = [(w.text("accounts-column-state"), _change(w, before, after))]
    told.append((w.text("accounts-column-roles"), _roles(w, act, row)))
    if row.sessions:
        none = w.integer(0)
        told.append((w.text("accounts-column-sessions"), _change(w, w.integer(row.sessions), none)))
    return told


def _roles(w: Wording, act: AccountAct, row: AccountRow) -> str:
    none, suspended = w.text("accounts-no-role"), w.text("accounts-suspended-roles")
    if act is AccountAct.REACTIVATE:
        return _change(w, none, suspended)
    if row.state is AccountState.SUSPENDED:
        return _change(w, suspended, none)
    return _change(w, "; ".join(role_line(w, each) for each in roles_to_tell(row)), none)


def _change(w: Wording, before: str, after: str) -> str:
    return w.text("accounts-before-after", before=before, after=after)
