"""A card of the file: a title, perhaps a link at its right, and what it holds."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from widgets.button import Button
from widgets.elided_label import ElidedLabel
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class Card(QFrame):
    """Signals: `link_followed()` on the link."""

    link_followed = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"patient_{name}")
        self.setProperty("card", True)
        self._title = PlainLabel(theme, role="section", parent=self)
        self._link = Button(theme, "", "quiet", parent=self)
        self._link.setObjectName(f"patient_{name}_link")
        self._link.set_low()
        self._link.clicked.connect(self.link_followed)
        self._link.hide()
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._link)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 8, 10, 10)
        self.column.setSpacing(5)
        self.column.addLayout(head)

    def set_title(self, title: str) -> None:
        """Name it."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_link(self, label: str, key: str = "", described: str = "") -> None:
        """Name the link; an empty name takes it away."""
        self._link.set_label(label)
        self._link.set_key(key)
        self._link.setAccessibleDescription(described)
        self._link.setVisible(bool(label))


class ActLine(QWidget):
    """An icon beside what was done, and when and by whom under it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(theme, "check", "accent", 16, self)
        self._what = ElidedLabel(theme, role="body", parent=self)
        self._when = ElidedLabel(theme, role="supporting", tone="muted", parent=self)
        texts = QVBoxLayout()
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(0)
        texts.addWidget(self._what)
        texts.addWidget(self._when)
        mark = QVBoxLayout()
        mark.setContentsMargins(0, 1, 0, 0)
        mark.addWidget(self._icon)
        mark.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(mark)
        row.addLayout(texts, 1)

    def show_act(self, icon: str, token: str, what: str, when: str) -> None:
        """Show an act."""
        self._icon.set_icon(icon, token)
        self._what.set_full_text(what)
        self._when.set_full_text(when)
        self.setAccessibleName(f"{what}. {when}")
