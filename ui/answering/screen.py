"""A questionnaire filled in with the patient on the telephone: one question at a time, by keyboard,
in the words of its version (screens.md 3.6).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QStackedWidget, QWidget

from console.session import Session
from console.stores.answering import AnsweringState, AnsweringStore
from console.stores.asking import Asked
from console.stores.connection import ConnectionStore
from resources.wording import Wording
from services.contract.answers import AnswerReceipt
from ui.answering.foot import AnsweringFoot
from ui.answering.head import AnsweringHead
from ui.answering.layout import lay_out
from ui.answering.outcome import Outcome
from ui.answering.question_card import QuestionCard
from ui.answering.summary import Summary
from ui.parts.keys import bind
from widgets.announce import announce
from widgets.strip import Strip
from widgets.theme import Theme

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_WRITTEN = frozenset({AnsweringState.ASKING, AnsweringState.SUMMARY})


class AlertSeen(NamedTuple):
    """The alert that came of the answers."""

    patient_id: UUID
    alert_id: UUID


class AnsweringScreen(QWidget):
    """Shows the questionnaire that the store has open.

    Signals: `left(came_from)` on Esc; `alert_wanted(AlertSeen)`; `file_wanted(UUID)`; `said(text)`
    for a toast.
    """

    left = Signal(str)
    alert_wanted = Signal(object)
    file_wanted = Signal(object)
    said = Signal(str)

    def __init__(
        self,
        store: AnsweringStore,
        connection: ConnectionStore,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._connection = connection
        self._session = session
        self._wording = wording
        self._came_from = ""
        self._told: tuple[AnsweringState, str] = (AnsweringState.CLOSED, "")
        self._passes = ""
        self.head = AnsweringHead(store, theme, wording, self)
        self.card = QuestionCard(store, theme, wording, self)
        self.summary = Summary(store, theme, wording, self)
        self.outcome = Outcome(store, session, theme, wording, self)
        self.notice = Strip(theme, self)
        self.notice.setObjectName("answering_notice")
        self.foot = AnsweringFoot(theme, wording, self)
        self._pages = QStackedWidget(self)
        parts = (self.card, self.summary, self.outcome)
        self._question_page = lay_out(self, theme, self._pages, parts)
        self._connect()
        self.set_wording(wording)

    def show_patient(self, patient_id: UUID, came_from: str) -> None:
        """Open the questionnaire of a patient; `came_from` is given back on Esc."""
        self._came_from = came_from
        self._store.open(patient_id)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language, or behind the mask; what was answered stays."""
        self._wording = wording
        self.setAccessibleName(wording.text("answering-screen"))
        for part in (self.head, self.card, self.summary, self.outcome, self.foot):
            part.set_wording(wording)
        self._show()

    def set_locked(self, is_locked: bool) -> None:
        """What was typed so far is kept before the curtain falls."""
        if is_locked:
            self.card.take_typed()

    def take_focus(self) -> None:
        """Put the keyboard where the next answer goes."""
        match self._store.state:
            case AnsweringState.ASKING:
                self.card.take_focus()
            case AnsweringState.SUMMARY:
                self.foot.take_focus()
            case AnsweringState.DONE | AnsweringState.NOTHING_OPEN | AnsweringState.ERROR:
                self.outcome.take_focus()
            case _:
                self.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in reading order."""
        return (self.head, self._pages, self.foot)

    def go_on(self) -> None:
        """To the next question, or to send what is whole."""
        store, question = self._store, self._store.question
        if store.state is AnsweringState.SUMMARY:
            self._send()
            return
        if store.state is not AnsweringState.ASKING or question is None:
            return
        fault = self.card.fault()
        if fault:
            self._warn(fault)
            return
        self.card.take_typed()
        has_answer = question.link_id in store.answers
        if not has_answer and question.kind is Asked.CHOICE:
            if question.is_required:
                self._warn(self._wording.text("answering-required"))
                return
            if self._passes != question.link_id:
                self._passes = question.link_id
                self._warn(self._wording.text("answering-pass"))
                return
        store.go_on()

    def go_back(self) -> None:
        """To the question before."""
        if not self.card.fault():
            self.card.take_typed()
        self._store.go_back()

    def leave(self) -> None:
        """What was typed waits for its author, of this patient and this week."""
        self.card.take_typed()
        if self._store.has_answers:
            self.said.emit(self._wording.text("answering-kept"))
        self._store.close()
        self.left.emit(self._came_from)

    def _send(self) -> None:
        missing = self._store.missing()
        if self._store.state is AnsweringState.SUMMARY and missing:
            self._store.go_to(missing[0].link_id)
            self._warn(self._wording.text("answering-required"))
        elif self._store.can_act:
            self._store.send()

    # What is shown

    def _show(self) -> None:
        store, question = self._store, self._store.question
        now = (store.state, "" if question is None else question.link_id)
        is_new, self._told = now != self._told, now
        self.head.show_told()
        self.foot.show_state(store, is_offline=not store.can_act)
        self.card.setEnabled(store.state is AnsweringState.ASKING)
        if store.state is AnsweringState.ASKING:
            self._pages.setCurrentWidget(self._question_page)
            self.card.show_question(self._session.server_now())
        elif store.state in (
            AnsweringState.SUMMARY,
            AnsweringState.SENDING,
            AnsweringState.UNKNOWN,
        ):
            self._pages.setCurrentWidget(self.summary)
            self.summary.show_answers()
        else:
            self._pages.setCurrentWidget(self.outcome)
            self.outcome.show_state()
        self._show_notice(is_new=is_new)
        if is_new:
            self._arrive()

    def _arrive(self) -> None:
        """Somewhere else: the keyboard goes there, unless it is at work on another screen."""
        if self._told[0] is not AnsweringState.ASKING:
            self._passes = ""
        if self.isVisible():
            self.take_focus()
            announce(self, self._spoken())

    def _spoken(self) -> str:
        if self._store.state is AnsweringState.ASKING:
            return self.card.accessibleName()
        return self.outcome.accessibleName() if self.outcome.isVisible() else ""

    def _show_notice(self, *, is_new: bool) -> None:
        w, store = self._wording, self._store
        if store.state is AnsweringState.UNKNOWN:
            self.notice.ask(w.text("answering-unknown"), accept=w.text("imports-ask-again"))
        elif store.state is AnsweringState.SENDING:
            self.notice.ask(w.text("answering-sending"), kind="info", icon="arrows-clockwise")
        elif store.state is AnsweringState.SUMMARY and store.error is not None:
            self.notice.ask(self.outcome.sentence(store.error), kind="danger")
        elif store.state in _WRITTEN and not store.can_act:
            self.notice.ask(w.text("answering-offline"), icon="wifi-slash")
        elif is_new or store.state not in _WRITTEN:
            self.notice.hide()

    def _warn(self, text: str) -> None:
        self.notice.ask(text)
        announce(self, text)

    def _take_answer(self, value: str) -> None:
        self._passes = ""
        if self._store.can_act and value:
            self.notice.hide()
        self._store.answer(value)

    def _speak(self, language: str) -> None:
        self._store.speak(language)
        self.take_focus()

    def _want_alert(self) -> None:
        receipt: AnswerReceipt | None = self._store.receipt
        if receipt is not None and receipt.alert_id is not None:
            self.alert_wanted.emit(AlertSeen(receipt.patient_id, receipt.alert_id))

    def _finish(self) -> None:
        if self._store.state is AnsweringState.ERROR:
            self._store.read()
        else:
            self.leave()

    def _connect(self) -> None:
        self._store.changed.connect(self._show)
        self._connection.changed.connect(self._show)
        self.card.answered.connect(self._take_answer)
        self.summary.question_wanted.connect(self._store.go_to)
        self.outcome.alert_wanted.connect(self._want_alert)
        self.outcome.finished.connect(self._finish)
        self.head.language_chosen.connect(self._speak)
        self.foot.next_wanted.connect(self.go_on)
        self.foot.back_wanted.connect(self.go_back)
        self.foot.leave_wanted.connect(self.leave)
        self.notice.accepted.connect(self._store.send)
        bind("Ctrl+Return", self.go_on, (self,), self)
        bind("Esc", self.leave, (self,), self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on and Backspace goes back, where neither writes."""
        key, focus = Qt.Key(event.key()), QApplication.focusWidget()
        if key in _ENTER and not isinstance(focus, QPlainTextEdit):
            self.go_on()
        elif key is Qt.Key.Key_Backspace and not isinstance(focus, QLineEdit | QPlainTextEdit):
            self.go_back()
        else:
            super().keyPressEvent(event)
