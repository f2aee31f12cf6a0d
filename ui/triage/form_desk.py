"""Opens forms, keeps what was typed in them, and turns what they hand over into intents on their
own alert.
"""

from __future__ import annotations

from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from console.stores.actions import ActionsStore
from console.stores.draft_file import Draft
from console.stores.drafts import Drafts
from console.stores.intentions import Intention
from console.stores.states import UNDER_WAY, ActState
from resources.wording import Wording
from services.contract.alerts import AlertDetail
from services.contract.enums import ActionKind, MeasureCode
from ui.parts.caret import carets_in, put_carets
from ui.triage.detail.pane import DetailPane
from ui.triage.forms.answers import Called, Measured
from ui.triage.forms.base import BoundForm
from ui.triage.forms.call import CallForm
from ui.triage.forms.close import CloseForm
from ui.triage.forms.intend import intend
from ui.triage.forms.make import Around, FormKind, OpenForm, make_form
from ui.triage.history_words import last_of_others, own_since
from widgets.clipboard import Clipboard
from widgets.theme import Theme

SAVED_EVERY_MS = 1000
_ACTS = {
    FormKind.CALL: ActionKind.CALL,
    FormKind.MEASURE: ActionKind.MEASURE,
    FormKind.NOTE: ActionKind.NOTE,
    FormKind.ESCALATE: ActionKind.ESCALATE,
    FormKind.REPLY: ActionKind.ANSWER,
    FormKind.DEFER: ActionKind.DEFER,
    FormKind.REOPEN: ActionKind.REOPEN,
}
DraftKey = tuple[UUID, FormKind]


class FormDesk(QObject):
    """At most one form is open; its act goes to the alert that it was opened on (H-06).

    Signals: `form_closed()` when the keyboard should go back to the detail; `form_shown(form)` with
    the form on screen or None; `asked(Intention)` for every intent; `kept(AlertDetail)` when what
    was typed waits for contact.
    """

    form_closed = Signal()
    kept = Signal(object)
    form_shown = Signal(object)
    asked = Signal(object)

    def __init__(
        self,
        actions: ActionsStore,
        drafts: Drafts,
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
        self._drafts = drafts
        self._has_unread = False
        self._sent: dict[str, DraftKey] = {}
        self._saving = QTimer(self)
        self._saving.setInterval(SAVED_EVERY_MS)
        self._saving.timeout.connect(self.keep_draft)
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
        """Speak another language: the open form is built anew, with all that was set in it and
        the carets where they were.
        """
        is_now_masked = wording.is_masked and not self._wording.is_masked
        self._wording = wording
        if is_now_masked:
            self._clipboard.clear()
        if self._open is not None:
            self._build_anew(self._open)

    def follow_contact(self) -> None:
        """Without contact a form keeps a draft, and says so on its button."""
        if isinstance(self._open, BoundForm) and self._open.draft_type is not None:
            self._open.set_only_keeps(not self._actions.can_act)

    def clear_clipboard(self) -> None:
        """Take away what was copied here, if it is still there."""
        self._clipboard.clear()

    def open(self, kind: FormKind, alert: AlertDetail) -> None:
        """Open a form on an alert; another open form is left with its draft kept."""
        if self._open is not None and self._kind is kind and self._open.alert.id == alert.id:
            self._open.take_focus()
            return
        self.keep_draft()
        self._show(kind, alert)

    def leave(self) -> None:
        """Close the form without its act; what was typed stays for the next time."""
        if self._open is not None:
            self.keep_draft()
            self._close()
            self.form_closed.emit()

    def _build_anew(self, before: OpenForm) -> None:
        focus = QApplication.focusWidget()
        is_inside = focus is None or before.isAncestorOf(focus)
        carets, state = carets_in(before), before.state()
        self._show(self._kind, before.alert, restores=False)
        if self._open is not None:
            self._open.put_state(state)
            put_carets(self._open, carets)
        if focus is not None and not is_inside:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, kind: FormKind, alert: AlertDetail, *, restores: bool = True) -> None:
        form = make_form(kind, alert, self._around, self._theme, self._wording, self._pane)
        self._open, self._kind = form, kind
        if restores:
            self._restore(form, self._drafts.get(alert.id, kind))
        form.answered.connect(self._take)
        form.cancelled.connect(self.leave)
        if isinstance(form, BoundForm):
            form.kept.connect(self._keep)
            self._connect_ways(form)
            self.follow_contact()
        self._pane.open_form(form)
        form.take_focus()
        self._saving.start()
        self.form_shown.emit(form)

    def _restore(self, form: OpenForm, draft: Draft | None) -> None:
        """Put back what was typed, and say from when it is; what cannot be read is left as it is
        until something else is typed.
        """
        self._has_unread = False
        if draft is None or form.draft_type is None:
            return
        try:
            form.restore(TypeAdapter(form.draft_type).validate_json(draft.content))
        except ValidationError:
            self._has_unread = True
        if isinstance(form, BoundForm):
            form.show_note(self._told_of(draft, form.alert))

    def _told_of(self, draft: Draft, alert: AlertDetail) -> str:
        """From when a draft is, and what others have done to the alert since."""
        w, now = self._wording, self._around.now()
        at = w.moment(draft.typed_at, now)
        if self._has_unread:
            return w.text("forms-draft-unread", at=at)
        kind = _ACTS.get(FormKind(draft.kind))
        mine = (
            None
            if kind is None
            else own_since(w, alert, self._around.me, draft.typed_at, kind, now)
        )
        if mine is not None:
            # Its answer was lost: what stands here may be what was recorded.
            return w.text("forms-draft-recorded", at=at, mine=mine)
        since = last_of_others(w, alert, self._around.me, draft.typed_at, now)
        if since is None:
            return w.text("forms-draft-of", at=at)
        return w.text("forms-draft-since", at=at, since=since)

    def _keep(self) -> None:
        form = self._open
        if form is not None:
            is_worth_it = form.draft() is not None
            self.leave()
            if is_worth_it:
                self.kept.emit(form.alert)

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
        self._saving.stop()
        self.form_shown.emit(None)
        self._pane.close_form()

    def keep_draft(self) -> None:
        """Keep what stands in the open form, as also happens each second."""
        form = self._open
        if form is None or form.draft_type is None:
            return
        draft = form.draft()
        if draft is None:
            if not self._has_unread:
                self._drafts.drop(form.alert.id, self._kind)
        else:
            self._has_unread = False
            content = TypeAdapter(form.draft_type).dump_json(draft).decode()
            self._drafts.put(form.alert.id, self._kind, content)

    def _take(self, answer: object) -> None:
        """The form was submitted: its act goes to its alert, and the draft stays until the service
        has answered.
        """
        form = self._open
        if form is None:
            return
        alert, key = form.alert, (form.alert.id, self._kind)
        self.keep_draft()
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
        if key is None or intention.state in UNDER_WAY:
            return
        del self._sent[intention.key]
        if intention.state is ActState.DONE and key not in self._sent.values():
            self._drafts.drop(*key)


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
