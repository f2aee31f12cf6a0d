"""A part of the side pane: an icon beside a heavy line and what follows it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class ToldLine(QWidget):
    """Everything in it wraps: nothing of a hold or an announcement is cut."""

    def __init__(
        self,
        icon: tuple[str, str],
        title: str,
        lines: Iterable[str],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """`icon` is a name and the colour that it is drawn in; empty lines are left out."""
        super().__init__(parent)
        told = [line for line in lines if line]
        self.texts = QVBoxLayout()
        self.texts.setSpacing(1)
        if title:
            self._add(PlainLabel(theme, title, "body_strong"))
        for line in told:
            self._add(PlainLabel(theme, line, "supporting", "secondary"))
        mark = QVBoxLayout()
        mark.setContentsMargins(0, 1, 0, 0)
        mark.addWidget(IconLabel(theme, icon[0], icon[1], 16))
        mark.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(mark)
        row.addLayout(self.texts, 1)
        self.setAccessibleName(". ".join(part for part in (title, *told) if part))

    def _add(self, label: PlainLabel) -> None:
        label.set_wrapping()
        self.texts.addWidget(label)
