"""One's own recovery codes: how many are left, and ten new ones that are shown once (R-AUTH-06)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from console.errors import ConsoleError
from console.jobs import Jobs
from console.stores.proven_act import ProvenAct
from console.stores.states import StoreState
from services.contract.sessions import RecoveryCodesGrant, RecoveryCodesLeft

if TYPE_CHECKING:
    from console.session import Session


class Making(StrEnum):
    """What became of ten new codes.

    SHOWN: they are in `codes`. UNSEEN: they were made, and their answer was lost. UNKNOWN: nobody
    knows yet whether they were made. FAILED: they were not.
    """

    NONE = "none"
    SHOWN = "shown"
    UNSEEN = "unseen"
    UNKNOWN = "unknown"
    FAILED = "failed"


class RecoveryCodesStore(QObject):
    """The codes of whoever is signed in. Signals: `changed()`.

    `act` is the making, which needs a fresh proof.
    """

    changed = Signal()

    def __init__(self, jobs: Jobs, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self.act = ProvenAct(jobs, session, self)
        self.state = StoreState.LOADING
        self.left: RecoveryCodesLeft | None = None
        self.error: ConsoleError | None = None
        self.act_error: ConsoleError | None = None
        self.making = Making.NONE
        self.codes: tuple[str, ...] = ()
        self.act.changed.connect(self.changed)
        self.act.done.connect(self._show)
        self.act.failed.connect(self._fail)

    def read(self) -> None:
        """Ask how many are left; what was known stays until the answer."""
        session = self._session
        self._jobs.submit(
            self, lambda: session.api.read_recovery_codes(), self._take, self._miss, key="codes"
        )

    def make(self) -> None:
        """Make ten; those before them end. Nothing that was shown stays."""
        self.hide()
        self.act.begin(lambda api, write: api.make_recovery_codes(write))

    def find_out(self) -> None:
        """Ask what became of codes whose answer was lost: the same intention, done once."""
        self.act.again()

    def hide(self) -> None:
        """Forget what was shown: no answer ever brings it back."""
        self.codes, self.making, self.act_error = (), Making.NONE, None
        self.changed.emit()

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        self.act.forget()
        self.left = None
        self.hide()

    def _take(self, left: RecoveryCodesLeft) -> None:
        self.left, self.error = left, None
        self._put(StoreState.READY)

    def _miss(self, error: ConsoleError) -> None:
        self.error = error
        self._put(StoreState.ERROR if self.left is None else StoreState.STALE)

    def _show(self, grant: RecoveryCodesGrant) -> None:
        self.act_error = None
        self.codes = tuple(grant.codes or ())
        self.making = Making.SHOWN if self.codes else Making.UNSEEN
        self.read()
        self.changed.emit()

    def _fail(self, error: ConsoleError) -> None:
        self.act_error = error
        self.making = Making.UNKNOWN if self.act.may_be_done else Making.FAILED
        self.read()
        self.changed.emit()

    def _put(self, state: StoreState) -> None:
        self.state = state
        self.changed.emit()
