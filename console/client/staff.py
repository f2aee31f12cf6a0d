"""The endpoints that give and change rights, one method each: contract objects in and out."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from console.client.http import Wire, Write
from services.contract.accounts import AccountActAsk
from services.contract.staff import Asked, InviteAsk, ResetAsk


class StaffCalls:
    """Every method raises a `ConsoleError` and may run in any thread."""

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._base = base

    def invite(self, ask: InviteAsk, write: Write) -> Asked:
        """A new account with its first role, or a request for it."""
        return self._wire.post(f"{self._base}/accounts", ask, Asked, write)

    def invite_again(self, account_id: UUID, version: int, words: str, write: Write) -> Asked:
        """Another seven days, and another mail."""
        path = f"{self._base}/accounts/{account_id}/invite-again"
        ask = AccountActAsk(words=words)
        return self._wire.post(path, ask, Asked, replace(write, version=version))

    def reset(
        self, what: str, account_id: UUID, version: int, ask: ResetAsk, write: Write
    ) -> Asked:
        """Begins a new `password` or `factor` that its owner completes."""
        path = f"{self._base}/accounts/{account_id}/{what}-reset"
        return self._wire.post(path, ask, Asked, replace(write, version=version))
