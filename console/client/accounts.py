"""The endpoints of the accounts of a centre, one method each: contract objects in and out."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from console.client.http import Wire, Write
from services.contract.accounts import AccountActAsk, AccountDetail, AccountPage, AccountRow
from services.contract.sessions import SessionPage, SessionsEnded
from services.contract.staff import AccessReview, ReviewAsk, ReviewLine


class AccountCalls:
    """Reads accounts and takes, gives back or ends their rights; every method raises a
    `ConsoleError` and may run in any thread.
    """

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._path = f"{base}/accounts"
        self._review = f"{base}/access-review"

    def read_page(self, limit: int, cursor: str | None = None) -> AccountPage:
        """A page of all accounts by name."""
        return self._wire.get(self._path, AccountPage, _paged(limit, cursor))

    def read(self, account_id: UUID) -> AccountDetail:
        """One account, its last sign-ins and every change of its rights."""
        return self._wire.get(f"{self._path}/{account_id}", AccountDetail)

    def read_sessions(self, account_id: UUID, cursor: str | None = None) -> SessionPage:
        """A page of its living sessions, newest first."""
        path = f"{self._path}/{account_id}/sessions"
        return self._wire.get(path, SessionPage, [] if cursor is None else [("cursor", cursor)])

    def end_session(self, account_id: UUID, session_id: UUID, write: Write) -> SessionsEnded:
        """End one of its sessions from the next request on."""
        path = f"{self._path}/{account_id}/sessions/{session_id}"
        return self._wire.delete(path, SessionsEnded, write)

    def suspend(self, account_id: UUID, ask: AccountActAsk, write: Write) -> AccountRow:
        """Take every role that it has; the version is that of the account."""
        return self._wire.post(f"{self._path}/{account_id}/suspend", ask, AccountRow, write)

    def reactivate(self, account_id: UUID, ask: AccountActAsk, write: Write) -> AccountRow:
        """Give back what was suspended."""
        return self._wire.post(f"{self._path}/{account_id}/reactivate", ask, AccountRow, write)

    def end(self, account_id: UUID, ask: AccountActAsk, write: Write) -> AccountRow:
        """End every role for good."""
        return self._wire.post(f"{self._path}/{account_id}/end", ask, AccountRow, write)

    def read_review(self) -> AccessReview:
        """Who has access, with what was found of each account this quarter."""
        return self._wire.get(self._review, AccessReview)

    def review(self, account_id: UUID, version: int, ask: ReviewAsk, write: Write) -> ReviewLine:
        """What was found of an account, in the version that was looked at."""
        path = f"{self._review}/{account_id}"
        return self._wire.post(path, ask, ReviewLine, replace(write, version=version))


def _paged(limit: int, cursor: str | None) -> list[tuple[str, str | int]]:
    parameters: list[tuple[str, str | int]] = [("limit", limit)]
    return parameters if cursor is None else [*parameters, ("cursor", cursor)]
