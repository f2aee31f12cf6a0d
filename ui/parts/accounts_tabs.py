"""Over the accounts and what waits for a second person: which of them is in front."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from console.session import Session
from ui.parts.screen_tabs import ScreenTabs


class AccountsTab(StrEnum):
    """The screens behind one place of the rail."""

    ACCOUNTS = "accounts"
    APPROVALS = "approvals"


_NEEDS: Final = {
    AccountsTab.ACCOUNTS: "list_accounts",
    AccountsTab.APPROVALS: "list_approvals",
}
"""By what name the policy allows each."""


def offered_tabs(session: Session) -> frozenset[AccountsTab]:
    """The tabs that a role has."""
    return frozenset(each for each in AccountsTab if session.may(_NEEDS[each]))


class AccountsTabs(ScreenTabs[AccountsTab]):
    """Accounts, and requests."""

    NAME = "accounts_tabs"
    SPOKEN = "accounts-tabs"
    WORDS: ClassVar = {each: f"{each.value}-screen" for each in AccountsTab}
