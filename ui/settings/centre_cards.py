"""A card of the centre: what is told of one matter, a line each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.settings.centre_lines import CentreLine, Told
from ui.settings.rows import Section
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class Card(Section):
    """What is told of one matter; its lines are made anew whenever something changed."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self.setObjectName(f"centre_{name}")
        self._explained = PlainLabel(theme, role="supporting", tone="secondary")
        self._explained.set_wrapping()
        self._inside = QWidget()
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self.add(self._explained)
        self.add(self._inside)

    def explain(self, title: str, explained: str) -> None:
        """Name the matter and say what it is good for."""
        self.set_title(title)
        self._explained.setText(explained)

    def show_lines(self, lines: Sequence[Told]) -> None:
        """Put lines in the place of those before; the keyboard stays at its button."""
        focus = QApplication.focusWidget()
        is_here = focus is not None and self._inside.isAncestorOf(focus)
        held = focus.accessibleName() if focus is not None and is_here else ""
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for told in lines:
            line = CentreLine(told, self._theme, self._inside)
            self._lines.addWidget(line)
            line.show()
            for button in line.findChildren(QWidget):
                if held and button.accessibleName() == held:
                    button.setFocus(Qt.FocusReason.OtherFocusReason)
