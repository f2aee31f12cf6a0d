"""At the top of the side pane: whose account it is, its state, and what stands in the way."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.accounts_text import STATE_ICONS
from resources.wording import Wording
from services.contract.accounts import AccountRow, AccountState
from ui.accounts.guards import Guards
from ui.accounts.looks import STATE_INKS
from ui.parts.told_line import ToldLine
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class SideHead(QWidget):
    """Shown as soon as somebody is chosen: the list knows that much."""

    def __init__(self, guards: Guards, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guards = guards
        self._theme = theme
        self._notes: list[QWidget] = []
        self._name = PlainLabel(theme, role="title", parent=self)
        self._name.set_wrapping()
        self._icon = IconLabel(theme, "check-circle", "success", 16, self)
        self._state = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._state.set_wrapping()
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._icon)
        line.addWidget(self._state, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self._name)
        self._column.addLayout(line)

    def show_row(self, w: Wording, row: AccountRow | None) -> None:
        """Show an account, or none."""
        self.setVisible(row is not None)
        for note in self._notes:
            note.hide()
            self._column.removeWidget(note)
            note.deleteLater()
        self._notes = []
        if row is None:
            return
        icon = STATE_ICONS[row.state]
        self._name.setText(row.person.name)
        self._icon.set_icon(icon, STATE_INKS[icon])
        is_offered = row.state is AccountState.INVITED and row.has_factor
        told = "offered" if is_offered else row.state.value
        self._state.setText(w.text(f"accounts-told-{told}"))
        for text in self._guards.notes(w, row):
            note = ToldLine(("info", "accent"), "", (text,), self._theme, self)
            self._column.addWidget(note)
            self._notes.append(note)
