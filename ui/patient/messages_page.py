"""Documents: what was written to the patient, how far it came, and sending it again."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.errors import ConsoleError
from console.models.identity_text import identity_line
from console.session import Session
from console.stores.desk import TriageDesk
from console.stores.error_words import error_sentence
from resources.wording import Wording
from services.contract.messages import PatientMessage
from ui.patient.list_states import ListStates
from ui.patient.message_words import SHARES, headers, kind_text, message_row
from ui.patient.page import FilePage
from widgets.announce import announce
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.text_table import TextTable
from widgets.theme import Theme

_LEAST_PX: Final = 200
"""Heads and half a dozen: what stands above does not squeeze it, the page is scrolled."""


class MessagesPage(FilePage):
    """The newest first; what leaves the building is asked once more before it does."""

    def __init__(
        self,
        desk: TriageDesk,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = desk.file
        self._acts = desk.message_acts
        self._connection = desk.connection
        self._session = session
        self._wording = wording
        self._may_resend = session.may("resend_message")
        self._asked: PatientMessage | None = None
        self._error: ConsoleError | None = None
        self._title = PlainLabel(theme, role="title", parent=self)
        self._hint = PlainLabel(theme, role="supporting", tone="muted", parent=self)
        self._resend = Button(theme, "", "secondary", icon="arrows-clockwise", parent=self)
        self._strip = Strip(theme, self)
        self.table = TextTable(theme, SHARES)
        self._states = ListStates(theme, wording, self.table, self)
        self._build()
        self._connect()
        self.set_wording(wording)

    def set_wording(self, w: Wording) -> None:
        """Speak another language."""
        self._wording = w
        self._title.setText(w.text("message-title"))
        self._resend.set_label(w.text("message-resend"))
        self._hint.setText(w.text("message-resend-hint"))
        self._states.set_wording(w)
        self._show()

    def enter(self, patient_id: UUID) -> None:
        """Read the messages of a patient, once."""
        self._store.messages.show(patient_id)
        self._show()

    def clear(self) -> None:
        """Leave nothing of a patient behind."""
        self._asked = self._error = None
        self.table.set_rows("", headers(self._wording), ())
        self._show_strip()

    def refresh(self) -> None:
        """Read them again."""
        self._store.messages.read()

    def take_focus(self) -> None:
        """Put the keyboard on the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        w, lines = self._wording, self._store.messages.shown
        now = self._session.server_now()
        rows = [message_row(w, message, now) for message in lines.items]
        self.table.set_rows(w.text("message-title"), headers(w), rows)
        self._states.show_lines(lines, (w.text("message-none"), w.text("message-none-body")))
        self._show_strip()
        self._offer()

    def _current(self) -> PatientMessage | None:
        items, row = self._store.messages.shown.items, self.table.currentIndex().row()
        return items[row] if 0 <= row < len(items) else None

    def _offer(self, *_cause: object) -> None:
        message, w = self._current(), self._wording
        some = any(each.can_resend for each in self._store.messages.shown.items)
        self._resend.setVisible(self._may_resend and some)
        self._hint.setVisible(self._may_resend and some)
        why = "" if self._acts.can_act else w.text("silence-offline")
        if message is not None and not message.can_resend and not why:
            why = w.text("message-not-again")
        can = message is not None and not why
        self._resend.set_enabled_because(can and not self._is_held, why)

    @property
    def _is_held(self) -> bool:
        return self._acts.is_busy or self._acts.is_unsettled

    def _ask(self) -> None:
        message = self._current()
        if message is None or not message.can_resend or not self._may_resend or self._is_held:
            return
        if self._acts.can_act:
            self._asked, self._error = message, None
            self._show_strip()
            self._strip.focus_accept()

    def _ask_row(self, _row: int) -> None:
        self._ask()

    def _accept(self) -> None:
        patient_id, asked = self._store.patient_id, self._asked
        if self._error is not None and self._acts.is_unsettled:
            self._acts.ask_again()
        elif asked is not None and patient_id is not None:
            self._asked = None
            self._acts.resend(patient_id, asked.id)
        self.take_focus()

    def _dismiss(self) -> None:
        self._asked = self._error = None
        self._show_strip()
        self.take_focus()

    def _finish(self) -> None:
        self._error = None
        self._show_strip()
        self._store.messages.read()
        announce(self, self._wording.text("message-resent"))

    def _fail(self, error: ConsoleError) -> None:
        self._error = error
        self._show_strip()
        announce(self, self._strip.accessibleName())

    def _show_strip(self) -> None:
        w, header = self._wording, self._store.header
        if self._acts.is_busy:
            self._strip.ask(w.text("silence-sending"), kind="info", icon="arrows-clockwise")
        elif self._error is not None and self._acts.is_unsettled:
            self._strip.ask(w.text("silence-unknown"), accept=w.text("imports-ask-again"))
        elif self._error is not None:
            hide = w.text("triage-strip-hide")
            self._strip.ask(error_sentence(w, self._error), dismiss=hide, kind="danger")
        elif self._asked is not None and header is not None:
            who, what = identity_line(w, header.label), kind_text(w, self._asked)
            text = w.text("message-confirm", what=what, who=who)
            accept, dismiss = w.text("message-confirm-yes"), w.text("message-confirm-no")
            self._strip.ask(text, accept, dismiss, kind="info", icon="envelope-simple")
        else:
            self._strip.hide()

    def _build(self) -> None:
        self.table.setObjectName("patient_messages")
        self.table.setMinimumHeight(_LEAST_PX)
        self._resend.setObjectName("message_resend")
        self._strip.setObjectName("message_strip")
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 4)
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._hint, 1)
        head.addWidget(self._resend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        strip = QHBoxLayout()
        strip.setContentsMargins(12, 0, 12, 4)
        strip.addWidget(self._strip)
        column.addLayout(strip)
        column.addWidget(self._states, 1)

    def _connect(self) -> None:
        messages = self._store.messages
        messages.changed.connect(self._show)
        self.table.end_neared.connect(messages.load_more)
        self.table.row_activated.connect(self._ask_row)
        self.table.selectionModel().currentRowChanged.connect(self._offer)
        self._states.retry_wanted.connect(messages.read)
        self._states.more_wanted.connect(messages.load_more)
        self._states.stopped.connect(messages.give_up)
        self._resend.clicked.connect(self._ask)
        self._strip.accepted.connect(self._accept)
        self._strip.dismissed.connect(self._dismiss)
        self._acts.changed.connect(self._show_strip)
        self._acts.changed.connect(self._offer)
        self._acts.done.connect(self._finish)
        self._acts.failed.connect(self._fail)
        self._connection.changed.connect(self._offer)
