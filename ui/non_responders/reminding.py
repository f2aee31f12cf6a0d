"""Reminding those who are chosen: asked once more with their number, then what became of each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.errors import ConsoleError
from console.models.identity_text import identity_line, patient_name
from console.stores.error_words import error_sentence
from console.stores.silence import Silent
from console.stores.silence_acts import SilenceActs
from resources.wording import Wording
from services.contract.non_responders import Reminded, RemindedAll
from services.contract.patients import PatientLabel
from services.contract.schedule import ReminderOutcome
from widgets.announce import announce
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.text_table import TextRow, TextTable
from widgets.theme import Theme

_TABLE_PX = 132
_SENT = frozenset({ReminderOutcome.SENT, ReminderOutcome.OPENED})


class Reminding(QWidget):
    """Signals: `done()` when something was sent; `left()` when the keyboard should go back to the
    list; `said(text)` for a toast.
    """

    done = Signal()
    left = Signal()
    said = Signal(str)

    def __init__(
        self,
        acts: SilenceActs,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._acts = acts
        self._theme = theme
        self._wording = wording
        self._asked: list[PatientLabel] = []
        self._sent: dict[object, PatientLabel] = {}
        self._report: RemindedAll | None = None
        self._error: ConsoleError | None = None
        self._strip = Strip(theme, self)
        self._panel = QWidget(self)
        self._summary = PlainLabel(theme, role="body_strong", parent=self._panel)
        self._close = Button(theme, "", "quiet", icon="x", parent=self._panel)
        self.table = TextTable(theme, (35, 65), self._panel)
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language, or behind the mask."""
        self._wording = wording
        self._close.set_label(wording.text("triage-strip-hide"))
        self._show()

    def want(self, rows: Sequence[Silent]) -> None:
        """Ask once more before something is sent to these patients."""
        if self._acts.is_busy or self._acts.is_unsettled:
            return
        self._asked = [silent.row.patient for silent in rows if not silent.has_left]
        self._report = self._error = None
        self._show()
        if self._asked:
            self._strip.focus_accept()

    def forget(self) -> None:
        """Leave nobody's name behind."""
        self._asked, self._sent = [], {}
        self._report = self._error = None
        self._show()

    @property
    def is_asking(self) -> bool:
        """Whether an answer is awaited."""
        return bool(self._asked)

    def _accept(self) -> None:
        if self._error is not None and self._acts.is_unsettled:
            self._acts.ask_again()
        elif self._asked:
            self._sent = {label.id: label for label in self._asked}
            self._asked = []
            self._acts.remind([label.id for label in self._sent.values()])
        self._show()
        self.left.emit()

    def _dismiss(self) -> None:
        self._asked, self._error = [], None
        self._show()
        self.left.emit()

    def _hide_report(self) -> None:
        self._report = None
        self._show()
        self.left.emit()

    def _take(self, report: RemindedAll) -> None:
        self._report, self._error = report, None
        sent = sum(was_sent(each) for each in report.items)
        if sent == len(report.items):
            self._report = None
            self.said.emit(self._wording.text("silence-reminded", count=sent))
        self._show()
        if self._report is not None:
            announce(self, self._summary.text())
        self.done.emit()

    def _fail(self, error: ConsoleError) -> None:
        self._error = error
        self._show()
        announce(self, self._strip.accessibleName())

    def _show(self) -> None:
        self._show_strip()
        report = self._report
        self._panel.setVisible(report is not None)
        if report is not None:
            self._show_report(report)
        self.setVisible(not self._strip.isHidden() or report is not None)

    def _show_strip(self) -> None:
        w, strip = self._wording, self._strip
        if self._acts.is_busy:
            strip.ask(w.text("silence-sending"), kind="info", icon="arrows-clockwise")
        elif self._error is not None and self._acts.is_unsettled:
            strip.ask(w.text("silence-unknown"), accept=w.text("imports-ask-again"))
        elif self._error is not None:
            hide = w.text("triage-strip-hide")
            strip.ask(error_sentence(w, self._error), dismiss=hide, kind="danger")
        elif len(self._asked) == 1:
            who = identity_line(w, self._asked[0])
            self._ask(w.text("silence-confirm-one", who=who))
        elif self._asked:
            self._ask(w.text("silence-confirm", count=len(self._asked)))
        else:
            strip.hide()

    def _ask(self, text: str) -> None:
        w = self._wording
        accept, dismiss = w.text("silence-confirm-yes"), w.text("silence-confirm-no")
        self._strip.ask(text, accept, dismiss, kind="info", icon="envelope-simple")

    def _show_report(self, report: RemindedAll) -> None:
        w = self._wording
        left_out = [each for each in report.items if not was_sent(each)]
        sent = len(report.items) - len(left_out)
        summary = w.text("silence-report", sent=sent, left=len(left_out))
        self._summary.setText(summary)
        headers = (w.text("silence-column-patient"), w.text("silence-report-why"))
        self.table.set_rows(summary, headers, [self._line(each) for each in left_out])

    def _line(self, each: Reminded) -> TextRow:
        w, label = self._wording, self._sent.get(each.patient_id)
        name = "" if label is None else patient_name(w, label)
        reason = w.text(f"silence-why-{each.outcome.value}")
        return TextRow((name, reason), f"{name}. {reason}", strong=(0,))

    def _build(self) -> None:
        self._strip.setObjectName("silence_strip")
        self._close.setObjectName("silence_report_hide")
        self.table.setObjectName("silence_report")
        self.table.setFixedHeight(self._theme.scaled(_TABLE_PX))
        self._summary.set_wrapping()
        top = QHBoxLayout()
        top.addWidget(self._summary, 1)
        top.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        panel = QVBoxLayout(self._panel)
        panel.setContentsMargins(0, 0, 0, 0)
        panel.setSpacing(4)
        panel.addLayout(top)
        panel.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 4)
        column.setSpacing(4)
        column.addWidget(self._strip)
        column.addWidget(self._panel)
        self._strip.accepted.connect(self._accept)
        self._strip.dismissed.connect(self._dismiss)
        self._close.clicked.connect(self._hide_report)
        self._acts.changed.connect(self._show)
        self._acts.done.connect(self._take)
        self._acts.failed.connect(self._fail)


def was_sent(each: Reminded) -> bool:
    """Whether a message was written to this patient."""
    return each.outcome in _SENT
