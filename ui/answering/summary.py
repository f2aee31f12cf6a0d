"""What was answered, question by question, before it is sent."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.stores.answer_making import readings_of
from console.stores.answering import AnsweringStore
from console.stores.asking import Asked, Question
from resources.wording import Wording
from widgets.plain_label import PlainLabel
from widgets.text_table import TextRow, TextTable
from widgets.theme import Theme


class Summary(QWidget):
    """Signals: `question_wanted(link_id)` to change an answer."""

    question_wanted = Signal(str)

    def __init__(
        self, store: AnsweringStore, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._wording = wording
        self._title = PlainLabel(theme, role="display", parent=self)
        self._missing = PlainLabel(theme, role="body_strong", tone="warning", parent=self)
        self._missing.set_wrapping()
        self.table = TextTable(theme, (64, 36), self)
        self.table.setObjectName("answering_summary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._missing)
        column.addWidget(self.table, 1)
        self.table.row_activated.connect(self._want)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording

    def show_answers(self) -> None:
        """Every question that was asked, with its answer or that there is none."""
        w, store = self._wording, self._store
        self._title.setText(w.text("answering-summary"))
        count = len(store.missing())
        self._missing.setText(w.text("answering-missing", count=count))
        self._missing.setVisible(count > 0)
        headers = (w.text("answering-column-question"), w.text("answering-column-answer"))
        rows = [self._row(question) for question in store.asked]
        self.table.set_rows(w.text("answering-summary"), headers, rows)

    def _row(self, question: Question) -> TextRow:
        words = question.words.text(self._store.language)
        value = self._store.answers.get(question.link_id, "")
        told = answer_text(self._wording, question, value, self._store.language)
        quiet = () if value else (1,)
        return TextRow((words, told), f"{words} {told}", quiet=quiet, strong=(1,) if value else ())

    def _want(self, row: int) -> None:
        asked = self._store.asked
        if row < len(asked):
            self.question_wanted.emit(asked[row].link_id)


def answer_text(w: Wording, question: Question, value: str, language: str) -> str:
    """An answer as it was said; the words of a choice are those that were read out."""
    if not value:
        return w.text("answering-none")
    match question.kind:
        case Asked.CHOICE:
            chosen = next((each for each in question.choices if each.code == value), None)
            return value if chosen is None else chosen.words.text(language)
        case Asked.WEIGHT:
            return f"{value} kg"
        case Asked.TEMPERATURE:
            return ", ".join(f"{degrees} °C" for degrees, _at in readings_of(value))
        case Asked.COMMENT:
            return w.text("privacy-text-hidden") if w.is_masked else value
