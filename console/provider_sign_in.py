"""Signing in through the browser with Pro Santé Connect: from the button to what came back.

The service asks the provider; here are only the listener and the proof that the same console began.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.errors import ConsoleError, Unexpected
from console.jobs import Job, Jobs

if TYPE_CHECKING:  # pydantic and httpx load after the first paint
    from console.client.api import Api
    from console.returning import Listener
    from services.contract.provider_sign_in import ProviderStart
    from services.contract.sessions import SessionGrant

WAIT_MS: Final = 5 * 60 * 1000


class ProviderState(StrEnum):
    """How far it came. READY: also where nothing is offered. RETURNED: the service judges."""

    READY = "ready"
    STARTING = "starting"
    WAITING = "waiting"
    RETURNED = "returned"


class _Begun(NamedTuple):
    started: ProviderStart
    verifier: str


class ProviderSignIn(QObject):
    """One sign-in at a time.

    Signals: `changed()`; `open_asked(str)` with the address for the browser; `failed(ConsoleError)`
    when it could not begin; `given_up(bool)` when nothing came back, True after too long a time.
    """

    changed = Signal()
    open_asked = Signal(str)
    failed = Signal(ConsoleError)
    given_up = Signal(bool)
    _came_back = Signal(object, object)

    def __init__(
        self,
        jobs: Jobs,
        api: Callable[[], Api],
        enter: Callable[[Callable[[], SessionGrant]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.is_offered = False
        self.state = ProviderState.READY
        self.address = ""
        self._jobs = jobs
        self._api = api
        self._enter = enter
        self._job: Job | None = None
        self._listener: Listener | None = None
        self._begun: _Begun | None = None
        self._code = ""
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(WAIT_MS)
        self._clock.timeout.connect(self._too_long)
        self._came_back.connect(self._take)

    def learn(self) -> None:
        """Ask the service whether it is offered; an older service offers none."""
        self._jobs.submit(
            self, lambda: self._api().provider.ways(), self._offer, self._ignore, key="ways"
        )

    def begin(self) -> None:
        """Listen, and have the service make the address for the browser."""
        if self.state is not ProviderState.READY:
            return
        # Not at the top: the sign-in form paints before.
        from console.returning import RETURN_PATH, Listener

        try:
            self._listener = listener = Listener(RETURN_PATH)
        except OSError as error:
            self.failed.emit(Unexpected(type(error).__name__))
            return
        self._put(ProviderState.STARTING)
        self._job = self._jobs.submit(
            self, lambda: self._start(listener.address), self._wait, self._not_begun
        )

    def cancel(self) -> None:
        """Back to the form; what comes later is not taken."""
        self.end()

    def choose(self, membership_id: UUID) -> None:
        """The role for a session, after the service listed several."""
        if self.state is ProviderState.RETURNED:
            self._hand_over(membership_id)

    def end(self) -> None:
        """It is over: nothing is kept, and nobody listens."""
        self._clock.stop()
        if self._job is not None:
            self._job.cancel()
        listener, self._listener = self._listener, None
        self._begun = self._job = None
        self._code = self.address = ""
        if listener is not None:
            listener.close()
        self._put(ProviderState.READY)

    # In workers

    def _start(self, return_to: str) -> _Begun:
        verifier = secrets.token_urlsafe(32)
        hashed = hashlib.sha256(verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(hashed).decode().rstrip("=")
        return _Begun(self._api().provider.start(return_to, challenge), verifier)

    # Outcomes

    def _offer(self, is_offered: bool) -> None:
        if is_offered is not self.is_offered:
            self.is_offered = is_offered
            self.changed.emit()

    def _ignore(self, _error: ConsoleError) -> None:
        """Password and code are always there."""

    def _wait(self, begun: _Begun) -> None:
        self._job, state = None, begun.started.state
        if self._listener is None or not _may_open(begun.started.authorize_url):
            self._not_begun(Unexpected("address"))
            return
        self._begun, self.address = begun, begun.started.authorize_url
        self._listener.expect(state, lambda code: self._came_back.emit(state, code))
        self._clock.start()
        self._put(ProviderState.WAITING)
        self.open_asked.emit(self.address)

    def _not_begun(self, error: ConsoleError) -> None:
        self.end()
        self.failed.emit(error)

    @Slot(object, object)
    def _take(self, state: str, code: str | None) -> None:
        """An answer that was cancelled meanwhile, or is of an earlier try, is nobody's."""
        begun = self._begun
        if self.state is not ProviderState.WAITING or begun is None or begun.started.state != state:
            return
        if code is None:
            self.end()
            self.given_up.emit(False)
            return
        self._clock.stop()
        self._code = code
        self._put(ProviderState.RETURNED)
        self._hand_over(None)

    def _hand_over(self, membership_id: UUID | None) -> None:
        begun, code = self._begun, self._code
        if begun is not None:
            api, state, verifier = self._api, begun.started.state, begun.verifier
            self._enter(lambda: api().provider.finish(state, code, verifier, membership_id))

    @Slot()
    def _too_long(self) -> None:
        self.end()
        self.given_up.emit(True)

    def _put(self, state: ProviderState) -> None:
        if state is not self.state:
            self.state = state
            self.changed.emit()


def _may_open(address: str) -> bool:
    """A browser is sent to a page, and to nothing else that the desktop knows to open."""
    return address.startswith(("https://", "http://127.0.0.1:"))
