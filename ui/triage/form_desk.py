"""Opens forms, keeps what was typed in them, and turns what they hand over into intents on their
own alert.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Signal

from console.stores.actions import ActionsStore
from console.stores.intentions import Intention
from console.stores.states import ActState
from resources.wording import Wording
from services.contract.alerts import AlertDetail
from services.contract.enums import MeasureCode
from ui.triage.clipboard import Clipboard
from ui.triage.detail.pane import DetailPane
from ui.triage.forms.answers import Called, Measured
from ui.triage.forms.base import BoundForm
from ui.triage.forms.call import CallForm
from ui.triage.forms.close import CloseForm
from ui.triage.forms.intend import intend
from ui.triage.forms.make import Around, FormKind, OpenForm, make_form
from widgets.theme import Theme

DraftKey = tuple[UUID, FormKind]


class FormDesk(QObject):
    """At most one form is open; its act goes to the alert that it was opened on (H-06).

    Signals: `form_closed()` when the keyboard should go back to the detail; `form_shown(form)` with
    the form on screen or None; `asked(Intention)` for every intent.
    """

    form_closed = Signal()
    form_shown = Signal(object)
    asked = Signal(object)

    def __init__(
        self,
        actions: ActionsStore,
        pane: DetailPane,
        around: Around,
        theme: Theme,
        wording: Wording,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._pane = pane
        self._around = around
        self._theme = theme
        self._wording = wording
        self._clipboard = Clipboard(self)
        self._open: OpenForm | None = None
        self._kind = FormKind.NOTE
        self._drafts: dict[DraftKey, object] = {}
        self._sent: dict[str, DraftKey] = {}
        actions.alert_changed.connect(self._adopt)
        actions.intention_changed.connect(self._settle)

    @property
    def alert(self) -> AlertDetail | None:
        """The alert of the open form."""
        return None if self._open is None else self._open.alert

    @property
    def kind(self) -> FormKind | None:
        """Which form is open."""
        return None if self._open is None else self._kind

    def set_wording(self, wording: Wording) -> None:
        """Speak another language: the open form is built anew with what was typed."""
        self._wording = wording
        if self._open is not None:
            kind, alert = self._kind, self._open.alert
            self._keep_draft()
            self._show(kind, alert)

    def open(self, kind: FormKind, alert: AlertDetail) -> None:
        """Open a form on an alert; another open form is left with its draft kept."""
        if self._open is not None and self._kind is kind and self._open.alert.id == alert.id:
            self._open.take_focus()
            return
        self._keep_draft()
        self._show(kind, alert)

    def leave(self) -> None:
        """Close the form without its act; what was typed stays for the next time."""
        if self._open is not None:
            self._keep_draft()
            self._close()
            self.form_closed.emit()

    def _show(self, kind: FormKind, alert: AlertDetail) -> None:
        form = make_form(kind, alert, self._around, self._theme, self._wording, self._pane)
        self._open, self._kind = form, kind
        draft = self._drafts.get((alert.id, kind))
        if draft is not None:
            form.restore(draft)
        form.answered.connect(self._take)
        form.cancelled.connect(self.leave)
        if isinstance(form, BoundForm):
            self._connect_ways(form)
        self._pane.open_form(form)
        form.take_focus()
        self.form_shown.emit(form)

    def _connect_ways(self, form: BoundForm) -> None:
        if isinstance(form.form, CallForm):
            form.form.number_copied.connect(self._clipboard.put)
        elif isinstance(form.form, CloseForm):
            form.form.measure_wanted.connect(self._go_to_measure)
            form.form.call_wanted.connect(self._go_to_call)

    def _go_to_measure(self) -> None:
        if self._open is not None:
            self.open(FormKind.MEASURE, self._open.alert)

    def _go_to_call(self) -> None:
        if self._open is not None:
            self.open(FormKind.CALL, self._open.alert)

    def _close(self) -> None:
        self._open = None
        self.form_shown.emit(None)
        self._pane.close_form()

    def _keep_draft(self) -> None:
        if self._open is None:
            return
        key = (self._open.alert.id, self._kind)
        draft = self._open.draft()
        if draft is None:
            self._drafts.pop(key, None)
        else:
            self._drafts[key] = draft

    def _take(self, answer: object) -> None:
        """The form was submitted: its act goes to its alert, and the draft stays until the service
        has answered.
        """
        form = self._open
        if form is None:
            return
        alert, key = form.alert, (form.alert.id, self._kind)
        self._keep_draft()
        self._close()
        for intention in intend(self._actions, alert, answer):
            self._sent[intention.key] = key
            self.asked.emit(intention)
        following = _following(answer)
        if following is None:
            self.form_closed.emit()
        else:
            self._show(following, alert)

    def _adopt(self, alert: AlertDetail) -> None:
        if self._open is not None:
            self._open.adopt(alert)

    def _settle(self, intention: Intention) -> None:
        key = self._sent.get(intention.key)
        if key is None or intention.state in (
            ActState.WAITING,
            ActState.SENDING,
            ActState.CHECKING,
        ):
            return
        del self._sent[intention.key]
        if intention.state is ActState.DONE and key not in self._sent.values():
            self._drafts.pop(key, None)


def _following(answer: object) -> FormKind | None:
    """The form that goes with what was just recorded: after a call, what was done about it; after
    "advice asked", the question itself.
    """
    match answer:
        case Called():
            return FormKind.MEASURE
        case Measured(codes) if MeasureCode.MEDICAL_ADVICE_ASKED in codes:
            return FormKind.ESCALATE
        case _:
            return None
