"""Over the accounts and what waits for a second person: which of the two is in front."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from ui.parts.screen_tabs import ScreenTabs


class AccountsTab(StrEnum):
    """The screens behind one place of the rail."""

    ACCOUNTS = "accounts"
    APPROVALS = "approvals"


class AccountsTabs(ScreenTabs):
    """Accounts, and requests."""

    NAME = "accounts_tabs"
    SPOKEN = "accounts-tabs"
    WORDS: ClassVar = {
        AccountsTab.ACCOUNTS: "accounts-screen",
        AccountsTab.APPROVALS: "approvals-screen",
    }
