"""Above the table: which of the exports, and the ways to a new one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.settings import LetterKeys
from console.stores.exports import ExportGroup, ExportListStore
from resources.wording import Wording
from ui.letters import written
from ui.parts.list_title import ListTitle
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

NEW_KEY, UNIT_KEY = "X", "U"


class ExportsHead(QWidget):
    """Signals: `group_chosen(ExportGroup)`, `new_wanted()`, `unit_wanted()`."""

    group_chosen = Signal(object)
    new_wanted = Signal()
    unit_wanted = Signal()

    def __init__(
        self,
        store: ExportListStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._wording = wording
        self._title = ListTitle("exports_groups", ExportGroup, theme, self)
        self._about = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._new = Button(theme, "", "primary", icon="plus", key=NEW_KEY, parent=self)
        self._unit = Button(theme, "", "secondary", icon="users", key=UNIT_KEY, parent=self)
        self._new.setObjectName("exports_new")
        self._unit.setObjectName("exports_unit")
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        labels = {group.value: w.text(f"exports-group-{group.value}") for group in ExportGroup}
        self._title.set_words(w.text("exports-screen"), w.text("exports-groups"), labels)
        self._new.set_label(w.text("exports-new"))
        self._unit.set_label(w.text("cohort-new"))
        self._about.setText(w.text("exports-about"))
        self.show_told()

    def set_letters(self, letters: LetterKeys) -> None:
        """Name the keys while they work."""
        self._new.set_key(written(NEW_KEY, letters))
        self._unit.set_key(written(UNIT_KEY, letters))

    def offer_new(self, is_offered: bool, why_not: str) -> None:
        """Whether one can be asked for now; a role that never can has no button."""
        for button in (self._new, self._unit):
            button.set_enabled_because(is_offered, why_not)

    def take_focus(self) -> None:
        """Put the keyboard where a new one begins."""
        self._new.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_ways(self, *, new: bool, unit: bool) -> None:
        """What this role may ask for."""
        self._new.setVisible(new)
        self._unit.setVisible(unit)

    def show_told(self) -> None:
        """Counts and group as the store has them now."""
        store = self._store
        for group in ExportGroup:
            count = "" if store.as_of is None else self._wording.integer(store.count(group))
            self._title.set_count(group.value, count)
        self._title.set_current(store.shown.value)

    def _build(self) -> None:
        self._title.chosen.connect(self._tell_group)
        self._new.clicked.connect(self.new_wanted)
        self._unit.clicked.connect(self.unit_wanted)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._title)
        first.addStretch(1)
        first.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignRight)
        first.addWidget(self._new, 0, Qt.AlignmentFlag.AlignRight)
        self._about.set_wrapping()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(6)
        column.addLayout(first)
        column.addWidget(self._about)

    def _tell_group(self, name: str) -> None:
        self.group_chosen.emit(ExportGroup(name))
