"""How far somebody came who cannot sign in yet, or not any more (R-AUTH-04).

A secret is asked for by mail, given, and then a password, an authenticator or both are set up at
once. Nothing is kept: what was typed goes with each step, and everything with leaving.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from console.errors import ConsoleError
from console.jobs import Jobs, Lane
from services.contract.first_sign_in import (
    AuthenticatorOffer,
    FinishFactorAsk,
    FinishFirstSignInAsk,
    NewPasswordAsk,
    OpenFactorAsk,
    OpenFirstSignInAsk,
    PasswordSet,
    RecoveryCodesShown,
    SecretAsk,
    SecretAsked,
    SecretPurpose,
)
from services.contract.notices import Language, NoticeText

if TYPE_CHECKING:
    from console.client.entering import EnteringCalls
    from console.session import Session

Answer = TypeVar("Answer")


class EnteringStep(StrEnum):
    """What is asked for now."""

    NAME = "name"
    """Whose secret; a new authenticator begins at SECRET, because an administrator began it."""
    SECRET = "secret"
    SET_UP = "set_up"
    DONE = "done"


class EnteringStore(QObject):
    """Signals: `changed()`. `codes` are shown once; `sent_to` is the user name that was given."""

    changed = Signal()

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self.purpose = SecretPurpose.FIRST_SIGN_IN
        self.step = EnteringStep.NAME
        self.is_busy = False
        self.error: ConsoleError | None = None
        self.sent_to = ""
        self.offer: AuthenticatorOffer | None = None
        self.codes: tuple[str, ...] = ()
        self._secret = ""
        self._password = ""

    def begin(self, purpose: SecretPurpose) -> None:
        """Anew, whatever was there before."""
        self.purpose = purpose
        self.error, self.is_busy, self.offer, self.codes = None, False, None, ()
        self._secret = self._password = self.sent_to = ""
        is_begun = purpose is SecretPurpose.FACTOR
        self.step = EnteringStep.SECRET if is_begun else EnteringStep.NAME
        self.changed.emit()

    def forget(self) -> None:
        """Nothing of it stays."""
        self.begin(self.purpose)

    def ask(self, username: str) -> None:
        """Have a secret mailed to whoever has this user name."""
        self.sent_to = username
        wanted = SecretAsk(username=username, purpose=self.purpose)
        self._run(lambda calls: calls.ask_for_secret(wanted), self._sent)

    def have_secret(self) -> None:
        """A secret has come already."""
        self._go(EnteringStep.SECRET)

    def back(self) -> None:
        """One step back; another secret can be asked for."""
        self._secret = self._password = ""
        self.offer = None
        is_begun = self.purpose is SecretPurpose.FACTOR
        self._go(EnteringStep.SECRET if is_begun else EnteringStep.NAME)

    def give(self, secret: str, password: str = "") -> None:
        """Open what the secret is for; a new authenticator asks for the password."""
        self._secret, self._password = secret, password
        if self.purpose is SecretPurpose.FIRST_SIGN_IN:
            first = OpenFirstSignInAsk(secret=secret)
            self._run(lambda calls: calls.open_first(first), self._opened)
        elif self.purpose is SecretPurpose.FACTOR:
            factor = OpenFactorAsk(secret=secret, password=password)
            self._run(lambda calls: calls.open_factor(factor), self._opened)
        else:
            # A secret for a password is looked at together with the code.
            self._go(EnteringStep.SET_UP)

    def finish(self, password: str, code: str, language: Language) -> None:
        """Set everything up at once."""
        if self.purpose is SecretPurpose.FIRST_SIGN_IN:
            notices = [] if self.offer is None else self.offer.notices
            first = FinishFirstSignInAsk(
                secret=self._secret,
                password=password,
                code=code,
                notices=[accepted_as(each) for each in notices],
                language=language,
            )
            self._run(lambda calls: calls.finish_first(first), self._shown)
        elif self.purpose is SecretPurpose.FACTOR:
            factor = FinishFactorAsk(secret=self._secret, password=self._password, code=code)
            self._run(lambda calls: calls.finish_factor(factor), self._shown)
        else:
            wanted = NewPasswordAsk(secret=self._secret, password=password, code=code)
            self._run(lambda calls: calls.set_password(wanted), self._set)

    def _run(self, call: Callable[[EnteringCalls], Answer], done: Callable[[Answer], None]) -> None:
        if self.is_busy:
            return
        self.is_busy, self.error = True, None
        self.changed.emit()
        session = self._session
        self._jobs.submit(
            self, lambda: call(session.api.entering), done, self._fail, lane=Lane.SERIAL
        )

    def _sent(self, _asked: SecretAsked) -> None:
        self._go(EnteringStep.SECRET)

    def _opened(self, offer: AuthenticatorOffer) -> None:
        self.offer = offer
        self._go(EnteringStep.SET_UP)

    def _shown(self, shown: RecoveryCodesShown) -> None:
        self.codes = tuple(shown.codes)
        self._end()

    def _set(self, _done: PasswordSet) -> None:
        self._end()

    def _end(self) -> None:
        self._secret = self._password = ""
        self.offer = None
        self._go(EnteringStep.DONE)

    def _fail(self, error: ConsoleError) -> None:
        self.is_busy, self.error = False, error
        self.changed.emit()

    def _go(self, step: EnteringStep) -> None:
        self.step, self.is_busy, self.error = step, False, None
        self.changed.emit()


def accepted_as(notice: NoticeText) -> str:
    """What a notice is accepted by."""
    return f"{notice.kind}-{notice.tool}-{notice.profile} {notice.version}"
