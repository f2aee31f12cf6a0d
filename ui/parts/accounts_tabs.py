"""Over the accounts, what waits for a second person, and the review: which of them is in front."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from console.session import Session
from ui.parts.screen_tabs import ScreenTabs


class AccountsTab(StrEnum):
    """The screens behind one place of the rail."""

    ACCOUNTS = "accounts"
    APPROVALS = "approvals"
    REVIEW = "accessreview"


_NEEDS: Final = {
    AccountsTab.ACCOUNTS: "list_accounts",
    AccountsTab.APPROVALS: "list_approvals",
    AccountsTab.REVIEW: "review_account",
}
"""By what name the policy allows each."""


def offered_tabs(session: Session) -> frozenset[AccountsTab]:
    """The tabs that a role has."""
    return frozenset(each for each in AccountsTab if session.may(_NEEDS[each]))


class AccountsTabs(ScreenTabs[AccountsTab]):
    """Accounts, requests, and the review of access for administrators."""

    NAME = "accounts_tabs"
    SPOKEN = "accounts-tabs"
    WORDS: ClassVar = {each: f"{each.value}-screen" for each in AccountsTab}
