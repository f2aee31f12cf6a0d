"""Acts that are believed only when the service has answered, one at a time: a lost answer is asked
for again under the same key, by itself when contact is back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

from console.errors import ConsoleError, Refused
from console.jobs import Jobs
from console.stores.connection import ConnectionStore
from console.stores.proven_act import Act, ProofState, ProvenAct
from services.contract.problems import CurrentState, FieldProblem

if TYPE_CHECKING:
    from console.session import Session

_SETTLING: Final = frozenset({403, 404, 409, 412, 422})


class SettledActs(QObject):
    """One act at a time.

    Signals: `changed()` at every step; `done(result)` when the service has written it;
    `failed(error)` when it was not written, or nobody knows: then `is_unsettled`, and `ask_again`
    finds out.
    """

    changed = Signal()
    done = Signal(object)
    failed = Signal(ConsoleError)

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        connection: ConnectionStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.proof = ProvenAct(jobs, session, self)
        self._connection = connection
        self.proof.changed.connect(self.changed)
        self.proof.done.connect(self._finish)
        self.proof.failed.connect(self._fail)
        connection.changed.connect(self._follow_contact)

    @property
    def is_busy(self) -> bool:
        """Whether an act is on its way, or waits for a proof of who one is."""
        return self.proof.state is not ProofState.IDLE

    @property
    def is_unsettled(self) -> bool:
        """Whether an answer was lost: the act may be done or not."""
        return self.proof.may_be_done and not self.is_busy

    @property
    def can_act(self) -> bool:
        """Whether there is contact."""
        return not self._connection.shows_offline

    def begin(self, act: Act) -> None:
        """Send an act; ignored while another one is not settled."""
        if not self.is_unsettled:
            self.proof.begin(act)

    def ask_again(self) -> None:
        """Send what was lost once more, under its own key: it is done once."""
        self.proof.again()

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        self.proof.forget()

    @Slot()
    def _follow_contact(self) -> None:
        if self.is_unsettled and self._connection.is_online:
            self.ask_again()

    def _finish(self, result: object) -> None:
        self.proof.may_be_done = False
        self.done.emit(result)

    def _fail(self, error: ConsoleError) -> None:
        """A no to the same key is the answer that was lost: nothing was written."""
        if isinstance(error, Refused) and error.problem.status in _SETTLING:
            self.proof.may_be_done = False
        self.failed.emit(error)


def refused_fields(error: ConsoleError) -> list[FieldProblem]:
    """The fields that the service refused, by the last part of their path."""
    if not isinstance(error, Refused):
        return []
    return [
        FieldProblem(field=each.field.rsplit(".", 1)[-1], reason=each.reason)
        for each in error.problem.errors or []
    ]


def standing(error: ConsoleError) -> CurrentState | None:
    """What somebody faster has written, when that is why an act was refused."""
    is_stale = isinstance(error, Refused) and error.code == "version_stale"
    return error.problem.current if is_stale and isinstance(error, Refused) else None
