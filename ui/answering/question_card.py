"""One question in the words of its version, and the ways to answer it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from console.stores.answering import AnsweringStore
from console.stores.asking import Asked, Choice, Question
from resources.wording import Wording
from ui.answering.measured import TemperatureFields
from ui.parts.fields import NumberField
from ui.parts.text_box import TextBox
from widgets.choice_rows import ChoiceRows
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

OPT_OUT_KEY = "P"
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
_COMMENT_PX = 150
_WEIGHT_PX = 260


class QuestionCard(QWidget):
    """Signals: `answered(value)`, empty when nothing is said any more; `fault_told(text)` with what
    is wrong with a number, empty when nothing is.
    """

    answered = Signal(str)

    def __init__(
        self, store: AnsweringStore, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._theme = theme
        self._wording = wording
        self._question: Question | None = None
        self._language = ""
        self._words = PlainLabel(theme, role="display", parent=self)
        self._hint = PlainLabel(theme, role="supporting", tone="secondary", parent=self)
        self.choices = ChoiceRows(theme, self)
        self._weight: NumberField | None = None
        self.temperature = TemperatureFields(theme, wording, self)
        self.comment = TextBox(theme, wording, wording.text("answering-comment"), self)
        self._weight_page = QWidget(self)
        self._pages = QStackedWidget(self)
        self._build()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language around the question; the question keeps the patient's."""
        self._wording = wording
        self.temperature.set_wording(wording)
        self.comment.editor.setPlaceholderText(wording.text("answering-comment"))
        self.comment.editor.setAccessibleName(wording.text("answering-comment"))
        self._question = None
        self.show_question()

    def show_question(self, now: datetime | None = None) -> None:
        """Show the question of now, built anew only when it is another one."""
        question, language = self._store.question, self._store.language
        if question is None:
            return
        if now is not None:
            self.temperature.set_now(now)
        is_same = question == self._question and language == self._language
        self._question, self._language = question, language
        if is_same:
            return
        words = question.words.text(language)
        self._words.setText(words)
        self.setAccessibleName(words)
        self._hint.setText(self._hint_of(question))
        self._hint.setVisible(bool(self._hint.text()))
        value = self._store.answers.get(question.link_id, "")
        match question.kind:
            case Asked.CHOICE:
                self._show_choices(question, words, value)
            case Asked.TEMPERATURE:
                self.temperature.show_question(question, value)
                self._pages.setCurrentWidget(self.temperature)
            case Asked.WEIGHT:
                self._show_weight(question, words, value)
            case Asked.COMMENT:
                self.comment.editor.setAccessibleDescription(words)
                self.comment.set_raw(value)
                self._pages.setCurrentWidget(self.comment)

    def take_focus(self) -> None:
        """Put the keyboard where the answer goes."""
        question = self._question
        if question is None:
            return
        match question.kind:
            case Asked.CHOICE:
                self.choices.take_focus()
            case Asked.TEMPERATURE:
                self.temperature.take_focus()
            case Asked.WEIGHT if self._weight is not None:
                self._weight.control.setFocus(Qt.FocusReason.OtherFocusReason)
            case _:
                self.comment.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def fault(self) -> str:
        """What is wrong with what was typed, said beside it too; empty when nothing is."""
        question = self._question
        if question is None or question.kind is Asked.CHOICE:
            return ""
        if question.kind is Asked.TEMPERATURE:
            return self.temperature.fault()
        if question.kind is Asked.WEIGHT and self._weight is not None:
            key, w = self._weight.fault(), self._wording
            least, most = w.decimal(question.low, 0), w.decimal(question.high, 0)
            text = w.text(key, least=least, most=most) if key else ""
            self._weight.show_error(text)
            return text
        return ""

    def _hint_of(self, question: Question) -> str:
        w = self._wording
        if question.kind is Asked.CHOICE:
            return ""
        return w.text(f"answering-hint-{question.kind.value}")

    def _show_choices(self, question: Question, words: str, value: str) -> None:
        language = self._language
        told = [
            (choice.code, choice.words.text(language), key_of(choice, place))
            for place, choice in enumerate(question.choices)
        ]
        self.choices.set_choices(told, value)
        self.choices.describe(words)
        for row in self.choices.rows():
            row.installEventFilter(self)
        self._pages.setCurrentWidget(self.choices)

    def _show_weight(self, question: Question, words: str, value: str) -> None:
        """The bounds are those of the questionnaire: the field is made for it."""
        column = self._weight_page.layout()
        if self._weight is not None:
            self._weight.hide()
            self._weight.deleteLater()
        bounds = (question.low, question.high)
        field = NumberField("weight", "kg", bounds, 1, self._theme, parent=self._weight_page)
        field.setMaximumWidth(self._theme.scaled(_WEIGHT_PX))
        field.control.setAccessibleName(words)
        field.set_raw(value)
        self._weight = field
        if isinstance(column, QVBoxLayout):
            column.insertWidget(0, field)
        field.show()
        field.left.connect(self._take_weight)
        self._pages.setCurrentWidget(self._weight_page)

    def take_typed(self) -> None:
        """What stands in a field is the answer, as far as it can be one."""
        question = self._question
        if question is None:
            return
        if question.kind is Asked.TEMPERATURE:
            self.answered.emit("" if self.temperature.fault() else self.temperature.value())
        elif question.kind is Asked.WEIGHT:
            self._take_weight()

    def _take_weight(self) -> None:
        if self._weight is not None and self._question is self._store.question:
            self.answered.emit("" if self.fault() else self._weight.raw().strip())

    def _take_comment(self) -> None:
        question = self._question
        if question is not None and question.kind is Asked.COMMENT:
            self.answered.emit(self.comment.raw())

    def _build(self) -> None:
        self._words.set_wrapping()
        self._hint.set_wrapping()
        weight = QVBoxLayout(self._weight_page)
        weight.setContentsMargins(0, 0, 0, 0)
        weight.addStretch(1)
        self.comment.setMinimumHeight(self._theme.scaled(_COMMENT_PX))
        self.comment.setMaximumHeight(self._theme.scaled(2 * _COMMENT_PX))
        for page in (self.choices, self.temperature, self._weight_page, self.comment):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._words)
        column.addWidget(self._hint)
        column.addWidget(self._pages, 1)
        self.choices.chosen.connect(self.answered)
        self.comment.changed.connect(self._take_comment)
        self.temperature.changed.connect(self.take_typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows choose from nothing too, which buttons of their own do not."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and event.modifiers() != Qt.KeyboardModifier.AltModifier:
                self.choices.step(step)
                return True
        return super().eventFilter(watched, event)


def key_of(choice: Choice, place: int) -> str:
    """The key that chooses: the digit of a scale, the place of another, a letter to opt out."""
    return OPT_OUT_KEY if choice.is_opt_out else str(place)
