"""Facts under each other: what each is about, and its value, both as long as they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class FactGrid(QWidget):
    """Nothing in it is cut; values can be selected with the mouse."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._labels: list[PlainLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)

    def show_facts(self, facts: Iterable[tuple[str, str]], alarming: Collection[str] = ()) -> None:
        """Show (name, value) pairs in the place of those before; the values of `alarming` names are
        red.
        """
        for label in self._labels:
            label.hide()
            self._grid.removeWidget(label)
            label.deleteLater()
        self._labels = []
        spoken = []
        for row, (name, value) in enumerate(facts):
            told = PlainLabel(self._theme, name, "supporting", "secondary", self)
            tone = "danger" if name in alarming else "primary"
            said = PlainLabel(self._theme, value, "body", tone, self)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            for column, label in enumerate((told, said)):
                label.set_wrapping()
                self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
                self._labels.append(label)
            spoken.append(f"{name}, {value}")
        self.setAccessibleName(". ".join(spoken))
