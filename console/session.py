"""Who is signed in, how far signing in came, what this role may do, and what time it is over
there.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from console.errors import ConsoleError, Refused, SignInNeeded
from console.jobs import Jobs, Lane
from console.provider_sign_in import ProviderSignIn
from console.secrets import (
    Keyring,
    SecretName,
    Secrets,
    SecretsNotice,
    find_keyring,
    memory_only,
)
from console.server_clock import ServerClock

if TYPE_CHECKING:  # pydantic and httpx load after the first paint
    from console.client.api import Api
    from services.contract.sessions import Me, SessionGrant, SignInChallenge


class SessionState(StrEnum):
    """How far somebody came."""

    SIGNED_OUT = "signed_out"
    CHALLENGED = "challenged"
    SIGNED_IN = "signed_in"
    ENDED = "ended"


class EndReason(StrEnum):
    """Why a session is over."""

    IDLE = "idle"
    LIMIT = "limit"
    SIGNED_OUT = "signed_out"


class Membership(NamedTuple):
    """A role that somebody may take for this session."""

    id: UUID
    label: str


class _Opened(NamedTuple):
    """What the second step brought."""

    grant: SessionGrant
    me: Me


class Session(QObject):
    """The one session of this window.

    Signals: `state_changed(SessionState)`; `busy_changed(bool)` around each step;
    `failed(ConsoleError)` when a step of signing in was refused; `secrets_known()` once the keyring
    was probed; `unlocked()` and `unlock_failed(ConsoleError)` after a password was checked again.
    `service_told(ConsoleError | None)` says whether the service can serve, None when it can;
    `lock_told(minutes)` after how many idle ones this centre locks. `open_api` builds the wire;
    it is called once, in a worker, because loading it takes longer than the first paint.
    """

    state_changed = Signal(SessionState)
    busy_changed = Signal(bool)
    failed = Signal(ConsoleError)
    secrets_known = Signal()
    unlocked = Signal()
    unlock_failed = Signal(ConsoleError)
    service_told = Signal(object)
    lock_told = Signal(int)
    _over = Signal(str)
    _renewed = Signal()

    def __init__(
        self,
        jobs: Jobs,
        open_api: Callable[[], Api],
        keyrings: Callable[[], list[Keyring]],
        place: str,
        clock: ServerClock | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.clock = clock if clock is not None else ServerClock()
        self.state = SessionState.SIGNED_OUT
        self.end_reason: EndReason | None = None
        self.is_busy = False
        self.me: Me | None = None
        self.grant: SessionGrant | None = None
        self.memberships: list[Membership] = []
        self._jobs = jobs
        self._open_api = open_api
        self._keyrings = keyrings
        self._place = place
        self._api: Api | None = None
        self._opening = threading.Lock()
        self._secrets = Secrets(memory_only(SecretsNotice.NO_KEYRING), place)
        self._leftover: str | None = None
        self._are_secrets_known = False
        self._challenge: SignInChallenge | None = None
        self.provider = ProviderSignIn(jobs, lambda: self.api, self.enter, self)
        self._over.connect(self._end)
        self._renewed.connect(self._keep_refresh_token)
        self._renewed.connect(self._ask_for_lock)

    # What is known

    @property
    def secrets_notice(self) -> SecretsNotice | None:
        """Why nothing is kept on this workstation; None while unknown, or with a keyring."""
        return self._secrets.notice if self._are_secrets_known else None

    @property
    def api(self) -> Api:
        """The service; the first use opens the wire, so that must happen in a worker."""
        with self._opening:
            if self._api is None:
                api = self._open_api()
                api.wire.device_key = self._secrets.device_key()
                api.wire.tokens.on_renewed = lambda _grant: self._renewed.emit()
                self._api = api
            return self._api

    def draft_key(self) -> bytes | None:
        """In a worker: what seals drafts on this disk; None without a keyring."""
        return self._secrets.draft_key()

    def may(self, action: str) -> bool:
        """Whether this role may do something, by the operation's name (`claim_alert`)."""
        return self.me is not None and action in self.me.actions

    def server_now(self) -> datetime:
        """The service's time in UTC; raises `LookupError` before its first answer."""
        return self.clock.now()

    # Steps

    def prepare(self) -> None:
        """After the first paint: probe the keyring and load the wire, so that signing in finds
        both ready.
        """
        self._jobs.submit(
            self, self._probe, self._take_secrets, self._do_without_keyring, lane=Lane.SERIAL
        )

    def ask_service(self) -> None:
        """While nobody is signed in: learn whether the service can serve.

        Not before the keyring was probed: the first call fixes the key of this workstation.
        """
        is_free = self.state in (SessionState.SIGNED_OUT, SessionState.ENDED)
        if self._are_secrets_known and is_free:
            self._jobs.submit(
                self, lambda: self.api.ask_ready(), self._tell_ready, self._tell_fault, key="ready"
            )
            self.provider.learn()

    def sign_in(self, username: str, password: str) -> None:
        """First step: name and password, exactly as typed."""
        if self.is_busy:
            return
        self._set_busy(True)
        self.memberships = []
        self._jobs.submit(
            self,
            lambda: self.api.sign_in(username, password),
            self._take_challenge,
            self._fail,
            lane=Lane.SERIAL,
        )

    def second_factor(self, code: str, membership_id: UUID | None = None) -> None:
        """Second step: the six digits, and the role when there are several."""
        challenge = self._challenge
        if self.is_busy or challenge is None:
            return
        self._set_busy(True)
        self._jobs.submit(
            self,
            lambda: self._open(challenge.challenge, code.replace(" ", ""), membership_id),
            self._take_session,
            self._fail,
            lane=Lane.SERIAL,
        )

    def enter(self, opening: Callable[[], SessionGrant]) -> None:
        """Sign in another way: `opening` brings the session, in a worker."""
        if self.is_busy:
            return
        self._set_busy(True)
        self.memberships = []
        self._jobs.submit(
            self, lambda: self._opened(opening()), self._take_session, self._fail, lane=Lane.SERIAL
        )

    def cancel_challenge(self) -> None:
        """Back to name and password."""
        if self.state is SessionState.CHALLENGED and not self.is_busy:
            self._challenge = None
            self._set_state(SessionState.SIGNED_OUT)

    def unlock(self, password: str) -> None:
        """Prove that whoever is signed in is back; the service compares, nothing is kept here."""
        if self.is_busy or self.state is not SessionState.SIGNED_IN:
            return
        self._set_busy(True)
        self._jobs.submit(
            self,
            lambda: self.api.unlock(password),
            self._open_again,
            self._stay_locked,
            lane=Lane.SERIAL,
        )

    def sign_out(self) -> None:
        """End the session here at once, and on the service as soon as it hears of it."""
        if self.state is SessionState.SIGNED_IN:
            self._jobs.submit(
                self, self._sign_out_there, self._ignore, self._ignore_fault, lane=Lane.SERIAL
            )
        self._leave(SessionState.SIGNED_OUT, EndReason.SIGNED_OUT)

    def close_wire(self) -> None:
        """The window is closed and no worker runs: cut the connections."""
        with self._opening:
            if self._api is not None:
                self._api.wire.close()

    def session_over(self, code: str) -> None:
        """Called by the wire in any thread: the service says that the session is over."""
        self._over.emit(code)

    # In workers

    def _probe(self) -> None:
        """The next job of the serial lane, which may sign in, finds the keyring in place.

        What an earlier run left is taken now: what lies there later is of a session of this run.
        """
        self._secrets = Secrets(find_keyring(self._keyrings()), self._place)
        self._leftover = self._secrets.get(SecretName.REFRESH_TOKEN)
        self._secrets.delete(SecretName.REFRESH_TOKEN)

    def _open(self, challenge: str, code: str, membership_id: UUID | None) -> _Opened:
        return self._opened(self.api.second_factor(challenge, code, membership_id))

    def _opened(self, grant: SessionGrant) -> _Opened:
        try:
            return _Opened(grant, self.api.read_me())
        except ConsoleError:
            # A session that cannot say whose it is would stay open unseen until its limit.
            self.api.wire.tokens.forget()
            raise

    def _sign_out_there(self) -> None:
        try:
            self.api.sign_out()
        finally:
            self._secrets.delete(SecretName.REFRESH_TOKEN)

    def _end_leftover(self) -> None:
        """A run that crashed left a session behind: nobody may take it up, so end it (a lock must
        not be skipped).
        """
        token, self._leftover = self._leftover, None
        if token is not None:
            self.api.end_session_of(token)

    def _keep_token(self) -> None:
        token = self.api.wire.tokens.refresh
        if token is not None:
            self._secrets.put(SecretName.REFRESH_TOKEN, token)

    # Outcomes

    def _take_secrets(self, _done: None) -> None:
        self._are_secrets_known = True
        self.secrets_known.emit()
        self._jobs.submit(
            self, self._end_leftover, self._ignore, self._ignore_fault, lane=Lane.SERIAL
        )
        self.ask_service()

    def _tell_ready(self, _done: None) -> None:
        self.service_told.emit(None)

    def _tell_fault(self, error: ConsoleError) -> None:
        self.service_told.emit(error)

    def _do_without_keyring(self, _error: ConsoleError) -> None:
        self._secrets.distrust()
        self._take_secrets(None)

    def _take_challenge(self, challenge: SignInChallenge) -> None:
        self.clock.learn(challenge.server_time)
        self._challenge = challenge
        self._set_busy(False)
        self._set_state(SessionState.CHALLENGED)

    def _take_session(self, opened: _Opened) -> None:
        self.grant, self.me = opened
        self.clock.learn(opened.me.server_time)
        self._challenge = None
        self.memberships = []
        self.end_reason = None
        self._keep_refresh_token()
        self.provider.end()
        self._set_busy(False)
        self._set_state(SessionState.SIGNED_IN)

    def _ask_for_lock(self) -> None:
        """With each new token, every ten minutes at most: the centre may lock sooner now."""
        self._jobs.submit(self, lambda: self.api.read_me(), self._take_lock, self._ignore_fault)

    def _take_lock(self, told: Me) -> None:
        """Nothing else of it: what this role may do stays as it was at the sign-in."""
        me = self.me
        if me is None or (me.person.id, me.centre.id) != (told.person.id, told.centre.id):
            return
        minutes = told.centre.idle_lock_min
        centre = me.centre.model_copy(update={"idle_lock_min": minutes})
        self.me = me.model_copy(update={"centre": centre})
        self.lock_told.emit(minutes)

    def _open_again(self, _done: None) -> None:
        self._set_busy(False)
        if self.state is SessionState.SIGNED_IN:
            self.unlocked.emit()

    def _stay_locked(self, error: ConsoleError) -> None:
        self._set_busy(False)
        if self.state is SessionState.SIGNED_IN:
            self.unlock_failed.emit(error)

    def _fail(self, error: ConsoleError) -> None:
        self._set_busy(False)
        if isinstance(error, Refused) and error.code == "membership_required":
            self.memberships = [
                Membership(UUID(each.field), each.reason) for each in error.problem.errors or []
            ]
        if self.state is SessionState.CHALLENGED and isinstance(error, SignInNeeded):
            self._challenge = None
            self._set_state(SessionState.SIGNED_OUT)
        self.failed.emit(error)
        if not self.memberships:
            self.provider.end()

    @Slot()
    def _keep_refresh_token(self) -> None:
        self._jobs.submit(self, self._keep_token, self._ignore, self._distrust, lane=Lane.SERIAL)

    def _distrust(self, _error: ConsoleError) -> None:
        self._secrets.distrust()
        self.secrets_known.emit()

    @Slot(str)
    def _end(self, code: str) -> None:
        if self.state is not SessionState.SIGNED_IN:
            return
        reasons = {"session_idle": EndReason.IDLE, "session_ended": EndReason.LIMIT}
        self._jobs.submit(
            self, self._forget_token, self._ignore, self._ignore_fault, lane=Lane.SERIAL
        )
        self._leave(SessionState.ENDED, reasons.get(code, EndReason.SIGNED_OUT))

    def _forget_token(self) -> None:
        self._secrets.delete(SecretName.REFRESH_TOKEN)

    def _leave(self, state: SessionState, reason: EndReason) -> None:
        self.me = self.grant = self._challenge = None
        self.end_reason = reason
        self._set_state(state)

    def _ignore(self, _outcome: object) -> None:
        """Nobody waits for this outcome."""

    def _ignore_fault(self, _error: ConsoleError) -> None:
        """The service ends a session by itself at its limits."""

    def _set_busy(self, is_busy: bool) -> None:
        self.is_busy = is_busy
        self.busy_changed.emit(is_busy)

    def _set_state(self, state: SessionState) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state)
