"""The endpoints that give and change rights, one method each: contract objects in and out."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple
from uuid import UUID

from console.client.http import SentFile, Wire, Write
from services.contract.accounts import AccountActAsk, AccountRow
from services.contract.staff import (
    Asked,
    ChangePersonAsk,
    ChangeRoleAsk,
    GrantRoleAsk,
    ImportAsk,
    InviteAsk,
    ResetAsk,
    StaffImportReport,
)

# Five hundred people, each invited like anybody else in one transaction.
_LONGEST_IMPORT_S: Final = 60.0


class RoleOf(NamedTuple):
    """A role that somebody has."""

    account_id: UUID
    membership_id: UUID


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

    def grant(self, account_id: UUID, version: int, ask: GrantRoleAsk, write: Write) -> Asked:
        """A further role, or a request for it."""
        path = f"{self._base}/accounts/{account_id}/roles"
        return self._wire.post(path, ask, Asked, replace(write, version=version))

    def change_role(self, role: RoleOf, version: int, ask: ChangeRoleAsk, write: Write) -> Asked:
        """Other units or another last day, or a request for them."""
        return self._wire.put(self._of(role), ask, Asked, replace(write, version=version))

    def end_role(self, role: RoleOf, version: int, words: str, write: Write) -> AccountRow:
        """One role ends; others stay."""
        ask = AccountActAsk(words=words)
        path = f"{self._of(role)}/end"
        return self._wire.post(path, ask, AccountRow, replace(write, version=version))

    def change_person(
        self, account_id: UUID, version: int, ask: ChangePersonAsk, write: Write
    ) -> Asked:
        """Who an account belongs to, or a request for it."""
        path = f"{self._base}/accounts/{account_id}/person"
        return self._wire.put(path, ask, Asked, replace(write, version=version))

    def import_staff(self, ask: ImportAsk, write: Write) -> StaffImportReport:
        """Invites whoever a file names, or rehearses it."""
        sent = SentFile(ask.model_dump_json().encode(), "application/json", _LONGEST_IMPORT_S)
        path = f"{self._base}/account-imports"
        return self._wire.send_file(path, sent, StaffImportReport, write, [])

    def _of(self, role: RoleOf) -> str:
        return f"{self._base}/accounts/{role.account_id}/roles/{role.membership_id}"

    def reset(
        self, what: str, account_id: UUID, version: int, ask: ResetAsk, write: Write
    ) -> Asked:
        """Begins a new `password` or `factor` that its owner completes."""
        path = f"{self._base}/accounts/{account_id}/{what}-reset"
        return self._wire.post(path, ask, Asked, replace(write, version=version))
