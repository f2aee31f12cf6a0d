"""A field whose few answers are all in sight, and of which none is chosen ahead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts.choices import Choices
from ui.parts.fault_line import FaultLine
from ui.parts.fields import Field
from widgets.theme import Theme


class RadioField(Field):
    """One of a closed set, as (value of the contract, word). Signals: `chosen()`."""

    chosen = Signal()

    def __init__(
        self,
        name: str,
        label: str,
        choices: Sequence[tuple[str, str]],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, label, parent)
        self._values = [value for value, _word in choices]
        words = [word for _value, word in choices]
        self._choices = Choices(f"field_{name}", label, words, theme, self)
        self._error = FaultLine(theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._choices)
        column.addWidget(self._error)
        self._choices.chosen.connect(self._tell)

    @property
    def control(self) -> QWidget:
        return self._choices.fields()[max(self._choices.place, 0)]

    def stops(self) -> list[QWidget]:
        """The answers in reading order."""
        return self._choices.fields()

    def raw(self) -> str:
        return self._values[self._choices.place] if self._choices.place >= 0 else ""

    def set_raw(self, text: str) -> None:
        if text in self._values:
            self._choices.choose(self._values.index(text))
        else:
            self._choices.clear()

    def show_error(self, text: str) -> None:
        self._error.show_text(text)
        for button in self._choices.fields():
            button.setAccessibleDescription(" ".join(part for part in (self.label, text) if part))

    def _tell(self, _place: int) -> None:
        self.show_error("")
        self.chosen.emit()
