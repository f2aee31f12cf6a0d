"""Signing in to the demonstration: its accounts are in a file beside its data, and nowhere else."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import struct
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from console.embedded import ACCOUNTS_FILE
from console.errors import ConsoleError, Refused, Unexpected
from console.session import Session, SessionState

CODE_LASTS = timedelta(seconds=30)
_STEP_S = int(CODE_LASTS.total_seconds())
_DIGITS = 6
_MOST_CODES = 5


@dataclass(frozen=True)
class DemonstrationAccount:
    """An invented person who can sign in."""

    username: str
    password: str
    totp_secret: str

    def __repr__(self) -> str:
        return f"DemonstrationAccount({self.username})"


def nurse_of(folder: Path) -> DemonstrationAccount:
    """The first nurse of a demonstration; raises `Unexpected` when its file names none."""
    try:
        accounts = json.loads((folder / ACCOUNTS_FILE).read_bytes())["accounts"]
        nurse = next(account for account in accounts if account["role"] == "nurse")
        return DemonstrationAccount(nurse["username"], nurse["password"], nurse["totp_secret"])
    except (OSError, ValueError, LookupError, TypeError, StopIteration):
        raise Unexpected("no_demonstration_nurse") from None


def totp_code(secret: str, at: datetime) -> str:
    """The six digits of RFC 6238 (SHA-1, 30 s) at a time of the service."""
    key = base64.b32decode(secret.upper() + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(at.timestamp()) // _STEP_S), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**_DIGITS:0{_DIGITS}d}"


class DemonstrationSignIn(QObject):
    """Takes both steps for the demonstration's nurse, once.

    A code serves once, and the clock of a demonstration begins anew at each start: what an earlier
    run has used is followed by later codes. After some a refusal leaves the form to the person.
    """

    def __init__(
        self, session: Session, account: DemonstrationAccount, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._account = account
        self._codes_sent = 0
        self._next_code = QTimer(self)
        self._next_code.setSingleShot(True)
        self._next_code.timeout.connect(self._send_later_code)
        session.state_changed.connect(self._follow)
        session.failed.connect(self._try_next)

    @Slot()
    def start(self) -> None:
        """First step."""
        self._session.sign_in(self._account.username, self._account.password)

    @Slot(SessionState)
    def _follow(self, state: SessionState) -> None:
        if state is SessionState.CHALLENGED:
            self._send_code(self._session.server_now())
        elif state is SessionState.SIGNED_IN:
            self._session.state_changed.disconnect(self._follow)
            self._session.failed.disconnect(self._try_next)

    @Slot(ConsoleError)
    def _try_next(self, error: ConsoleError) -> None:
        is_code = self._session.state is SessionState.CHALLENGED and isinstance(error, Refused)
        if not is_code or self._codes_sent >= _MOST_CODES:
            return
        into_step_s = self._session.server_now().timestamp() % _STEP_S
        is_first = self._codes_sent == 1
        self._next_code.start(0 if is_first else round((_STEP_S - into_step_s) * 1000) + 1)

    @Slot()
    def _send_later_code(self) -> None:
        """The code of the step to come, which the service accepts already."""
        self._send_code(self._session.server_now() + CODE_LASTS)

    def _send_code(self, at: datetime) -> None:
        self._codes_sent += 1
        self._session.second_factor(totp_code(self._account.totp_secret, at))
