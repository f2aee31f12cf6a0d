"""What becomes of acts, said in place: a toast for what was done, a strip for what was not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from math import ceil
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from console.errors import TRIAGE
from console.models.identity_text import patient_name
from console.stores.actions import ActionsStore
from console.stores.alert_details import AlertDetailsStore
from console.stores.error_words import error_with_code
from console.stores.expecting import ExceptionAct
from console.stores.intentions import Intention
from console.stores.states import ActState
from resources import words
from resources.wording import Wording
from services.contract.enums import ActionKind, AlertState
from services.contract.patients import PatientLabel
from ui.triage.phrases import short_name
from widgets.strip import Strip

_UNDOABLE = frozenset(
    {
        ActionKind.CLAIM,
        ActionKind.RELEASE,
        ActionKind.TAKE_OVER,
        ActionKind.ACKNOWLEDGE,
        ActionKind.MEASURE,
        ActionKind.NOTE,
        ActionKind.DEFER,
        ActionKind.ESCALATE,
        ActionKind.ANSWER,
        ActionKind.CLOSE,
        ActionKind.REOPEN,
        ExceptionAct.EXPECT,
    }
)
_LEAVES_THE_LIST = frozenset(
    {
        ActionKind.ACKNOWLEDGE,
        ActionKind.DEFER,
        ActionKind.ESCALATE,
        ActionKind.ANSWER,
        ActionKind.CLOSE,
    }
)
Says = Callable[[Wording], str]
"""A sentence that stands for a while: it is put into words anew in another language and when
identities are masked.
"""
_FAILED = frozenset({ActState.CONFLICT, ActState.REFUSED, ActState.NOT_SENT})


class Notices(QObject):
    """Follows every intent from asking to its end.

    Signals: `done(text, undo_s)`; `act_began()` when an older undo is over;
    `view_wanted(alert_id)` from the
    strip; `handled(alert_id)` when an alert was acknowledged or closed and the next one may be
    shown.
    """

    done = Signal(str, int)
    act_began = Signal()
    view_wanted = Signal(object)
    handled = Signal(object)

    def __init__(
        self,
        actions: ActionsStore,
        details: AlertDetailsStore,
        strip: Strip,
        wording: Wording,
        now: Callable[[], datetime],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._details = details
        self._strip = strip
        self._wording = wording
        self._now = now
        self._patients: dict[UUID, PatientLabel] = {}
        self._failed: Intention | None = None
        self._told: Says | None = None
        actions.intention_changed.connect(self._follow)
        actions.conflict.connect(self._fail)
        actions.refused.connect(self._fail)
        details.shown_changed.connect(self.show_standing)
        strip.accepted.connect(self._view)
        strip.dismissed.connect(self._dismiss)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording
        self.show_standing()

    def expect(self, intention: Intention) -> None:
        """An intent was asked for: remember whose it is while the name is on screen."""
        alert = self._details.get(intention.alert_id)
        if alert is not None:
            self._patients[intention.alert_id] = alert.patient.label
        self.act_began.emit()

    def tell(self, says: Says) -> None:
        """Say something in the strip until it was read."""
        self._told = says
        self.show_standing()

    def show_standing(self) -> None:
        """Say in the strip what is unsettled: an outcome not known, or an act that was refused."""
        shown = self._details.shown.alert_id
        standing = None if shown is None else self._actions.standing(shown)
        if self._failed is not None:
            self._show_failure(self._failed)
        elif standing is not None and standing.state is ActState.CHECKING:
            self._strip.ask(
                self._wording.text("triage-unknown-outcome"), kind="info", icon="arrows-clockwise"
            )
        elif self._told is not None:
            w = self._wording
            self._strip.ask(self._told(w), dismiss=w.text("triage-strip-hide"))
        else:
            self._strip.hide()

    def _follow(self, intention: Intention) -> None:
        if intention.batch is not None:
            return  # told together with the others
        if intention.state is ActState.DONE:
            self._say_done(intention)
            if intention.kind in _LEAVES_THE_LIST:
                self.handled.emit(intention.alert_id)
        elif intention.state in {ActState.WAITING, ActState.SENDING} and self._is_about(intention):
            self._failed = None
        self.show_standing()

    def _say_done(self, intention: Intention) -> None:
        following = self._actions.standing(intention.alert_id)
        if following is not None and following is not intention:
            return  # one sentence for what was done in one go: that of the last act
        word = "ask_again" if self._is_asked_again(intention) else intention.kind
        text = words.done(self._wording, word, self._name(intention))
        self.done.emit(text, self._undo_s(intention))

    def _is_asked_again(self, intention: Intention) -> bool:
        """Whether the person who is asked has seen the first question: nothing is held back."""
        alert = self._details.get(intention.alert_id)
        if intention.kind is not ActionKind.ESCALATE or alert is None or alert.escalation is None:
            return False
        return alert.escalation.effective_at <= self._now()

    def _undo_s(self, intention: Intention) -> int:
        """For how long what was done may be undone, in whole seconds."""
        until = intention.undo_until
        if intention.kind not in _UNDOABLE or until is None:
            return 0
        if not self._actions.takes_back(intention):
            return 0  # the button would reverse what was asked for after it
        return max(0, ceil((until - self._now()).total_seconds()))

    def _name(self, intention: Intention) -> str:
        label = self._patients.get(intention.alert_id)
        return "" if label is None else patient_name(self._wording, label)

    def _fail(self, intention: Intention) -> None:
        if intention.batch is not None:
            return
        self._failed = intention
        self.show_standing()

    def _show_failure(self, intention: Intention) -> None:
        """Who was faster and when, or why not; with the name when another patient is on screen."""
        text = failure_text(self._wording, intention, self._now())
        if self._details.shown.alert_id != intention.alert_id:
            name = self._name(intention)
            text = self._wording.text("triage-about-patient", name=name, text=text)
        self._strip.ask(
            text,
            accept=self._wording.text("triage-conflict-view"),
            dismiss=self._wording.text("triage-strip-hide"),
        )

    def _view(self) -> None:
        failed = self._failed
        self._dismiss()
        if failed is not None:
            self.view_wanted.emit(failed.alert_id)

    def _dismiss(self) -> None:
        if self._failed is not None:
            self._actions.dismiss(self._failed.alert_id)
        self._failed = self._told = None
        self.show_standing()

    def _is_about(self, intention: Intention) -> bool:
        return self._failed is not None and self._failed.alert_id == intention.alert_id


def failure_text(w: Wording, intention: Intention, now: datetime) -> str:
    """Who was faster and when, or why an act was not done."""
    current = intention.current
    if intention.state is not ActState.CONFLICT or current is None:
        return (
            w.text("triage-refused-bare")
            if intention.error is None
            else error_with_code(w, intention.error, TRIAGE)
        )
    if current.by is None or current.at is None:
        return w.text("triage-conflict-changed-bare")
    name, at = short_name(current.by), w.moment(current.at, now)
    if at == w.time(current.at):
        at = w.text("triage-at-time", time=at)
    if isinstance(intention.kind, ExceptionAct):
        is_over = current.state == "ended"
        key = "triage-conflict-ended" if is_over else "triage-conflict-expected"
        return w.text(key, name=name, at=at)
    if current.state == AlertState.CLOSED:
        return w.text("triage-conflict-closed", name=name, at=at)
    is_claimed = intention.error is not None and intention.error.what == "claimed_by_other"
    if is_claimed or current.state == AlertState.ACKNOWLEDGED:
        return w.text("triage-conflict-claimed", name=name, at=at)
    return w.text("triage-conflict-changed", name=name, at=at)
