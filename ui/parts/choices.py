"""One of several answers as radio buttons that go on to further lines where they must."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from widgets.flow_row import FlowRow
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class Choices(QWidget):
    """A titled group; the arrows go through it. Signals: `chosen(place)` by the person or code."""

    chosen = Signal(int)

    def __init__(
        self, name: str, title: str, texts: Sequence[str], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        row = FlowRow(gap_px=14, line_gap_px=4, spread=False)
        for place, text in enumerate(texts):
            button = QRadioButton(text.replace("&", "&&"), self)
            button.setObjectName(f"{name}_{place}")
            button.setAccessibleName(text)
            button.setAccessibleDescription(title)
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            theme.dress(button, "body")
            self._group.addButton(button, place)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._title = PlainLabel(theme, title, "panel", "secondary", self)
        column.addWidget(self._title)
        column.addLayout(row)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._group.idToggled.connect(self._tell)

    def set_title(self, title: str) -> None:
        """Name the group in another language."""
        self._title.setText(title)
        for button in self._group.buttons():
            button.setAccessibleDescription(title)

    @property
    def place(self) -> int:
        """The place of the chosen answer, -1 without one."""
        return self._group.checkedId()

    def choose(self, place: int) -> None:
        """Choose an answer; a place that there is not leaves it as it is."""
        button = self._group.button(place)
        if button is not None:
            button.setChecked(True)

    def clear(self) -> None:
        """Choose none."""
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)

    def fields(self) -> list[QWidget]:
        """The buttons in reading order."""
        return [*self._group.buttons()]

    def take_focus(self) -> None:
        """Put the keyboard on the chosen answer, or on the first."""
        place = max(self.place, 0)
        self._group.button(place).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, place: int, checked: bool) -> None:
        if checked:
            self.chosen.emit(place)
