"""The tokens of one session in memory, exchanged by one thread at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from console.errors import Refused, SignInNeeded
from services.contract.sessions import RefreshAsk, SessionGrant


class Exchange(Protocol):
    """Sends a refresh token and returns the next pair."""

    def __call__(self, ask: RefreshAsk, /) -> SessionGrant: ...


class Tokens:
    """Access and refresh token; never shown, never logged."""

    def __init__(self, on_renewed: Callable[[SessionGrant], None] | None = None) -> None:
        self.on_renewed = on_renewed
        self._lock = threading.Lock()
        self._renewing = threading.Lock()
        self._access: str | None = None
        self._refresh: str | None = None
        self._spent: set[str] = set()

    def __repr__(self) -> str:
        return f"Tokens(held={self._access is not None})"

    @property
    def access(self) -> str | None:
        """The access token in force; None without a session."""
        with self._lock:
            return self._access

    @property
    def refresh(self) -> str | None:
        """The refresh token in force."""
        with self._lock:
            return self._refresh

    def hold(self, grant: SessionGrant) -> None:
        """Take the tokens of a session that begins."""
        with self._lock:
            self._access, self._refresh = grant.access_token, grant.refresh_token
            self._spent = set()

    def forget(self) -> None:
        """Drop both."""
        with self._lock:
            self._access = self._refresh = None
            self._spent = set()

    def end(self, used: str) -> bool:
        """Drop both if `used` is an access token of this session.

        False for a late answer to an earlier session, which says nothing of this one.
        """
        with self._lock:
            if not self._is_ours(used):
                return False
            self._access = self._refresh = None
            self._spent = set()
            return True

    def _is_ours(self, access: str) -> bool:
        return access == self._access or access in self._spent

    def renew(self, refused: str, exchange: Exchange) -> str:
        """An access token other than the refused one; raises `SignInNeeded` when there is none to
        be had, or only that of another session: nobody's call goes out in the name of the next.
        """
        with self._renewing:
            with self._lock:
                access, refresh = self._access, self._refresh
                is_ours = self._is_ours(refused)
            if access is None or refresh is None or not is_ours:
                raise SignInNeeded("sign_in_required")
            if access != refused:
                return access
            try:
                grant = exchange(RefreshAsk(refresh_token=refresh))
            except Refused as error:
                raise SignInNeeded(error.code, request_id=error.request_id) from None
            with self._lock:
                self._access, self._refresh = grant.access_token, grant.refresh_token
                self._spent.add(refused)
        if self.on_renewed is not None:
            self.on_renewed(grant)
        return grant.access_token
