"""What the list is filtered by: a menu for each wish, and what is in force as chips that can be
taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from console.stores.patient_reading import PatientQuery, PatientWish
from resources.wording import Wording
from services.contract.patient_list import PatientFilters
from services.contract.sessions import Me
from widgets.button import Button
from widgets.chip import Chip
from widgets.flow_row import FlowRow
from widgets.theme import Theme


@dataclass(frozen=True, slots=True)
class WishWords:
    """The values that can be chosen now, in words; `me` is who is signed in."""

    wording: Wording
    choices: PatientFilters | None
    me: Me | None

    def values(self, wish: PatientWish) -> Sequence[tuple[str, str]]:
        """The values of a wish with what they are called, in the order of reading."""
        found = self.choices
        match wish:
            case PatientWish.UNIT:
                units = [] if self.me is None else self.me.units
                return [(str(unit.id), unit.name) for unit in units]
            case PatientWish.ONCOLOGIST:
                people = [] if found is None else found.oncologists
                return [(str(person.id), person.name) for person in people]
            case PatientWish.TREATMENT:
                return [] if found is None else [(each.key, each.name) for each in found.treatments]

    def chip(self, wish: PatientWish, value: str) -> str:
        """A filter in force, as its chip says it."""
        name = self.wording.text(f"patients-wish-{wish.value}")
        named = dict(self.values(wish)).get(value)
        return name if named is None else self.wording.text("filter-chip", name=name, value=named)


class PatientFilterBar(QWidget):
    """Signals: `wish_wanted(PatientWish, value)`, with None for all; `nothing_wanted()`;
    `choices_wanted()` when somebody is about to choose.
    """

    wish_wanted = Signal(object, object)
    nothing_wanted = Signal()
    choices_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: WishWords | None = None
        self._query = PatientQuery()
        self._all = QMenu(self)
        self._buttons = {
            wish: Button(theme, "", "secondary", icon="caret-down", parent=self)
            for wish in PatientWish
        }
        self._menus = {wish: QMenu(self._buttons[wish]) for wish in PatientWish}
        self._chips = {wish: Chip(theme, "", removable=True, parent=self) for wish in PatientWish}
        self._clear = Button(theme, "", "quiet", parent=self)
        self._build()

    def show_query(self, query: PatientQuery, told: WishWords) -> None:
        """Show what can be chosen and what is in force."""
        self._query, self._told, w = query, told, told.wording
        wishes = dict(query.wishes)
        for wish in PatientWish:
            name = w.text(f"patients-wish-{wish.value}")
            self._buttons[wish].set_label(name)
            self._menus[wish].setTitle(name)
            self._fill(wish)
            chip = self._chips[wish]
            chip.setVisible(wish in wishes)
            self._buttons[wish].setVisible(wish not in wishes)
            if wish in wishes:
                chip.set_text(told.chip(wish, wishes[wish]))
                chip.setAccessibleDescription(w.text("filter-chip-described"))
        self._clear.set_label(w.text("triage-clear-filters"))
        self._clear.setVisible(query.is_filtered)
        self.updateGeometry()

    def open_menu(self) -> None:
        """All filters in one menu under the bar (F)."""
        self._all.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _build(self) -> None:
        row = FlowRow(self, gap_px=6, line_gap_px=4, spread=False)
        for wish in PatientWish:
            button, chip, menu = self._buttons[wish], self._chips[wish], self._menus[wish]
            button.setObjectName(f"patients_filter_{wish.value}")
            chip.setObjectName(f"patients_chip_{wish.value}")
            button.set_low()
            button.setMenu(menu)
            menu.triggered.connect(self._choose)
            menu.aboutToShow.connect(self.choices_wanted)
            chip.clicked.connect(self._take_away)
            self._all.addMenu(menu)
            row.addWidget(button)
            row.addWidget(chip)
        self._clear.setObjectName("patients_clear")
        self._clear.clicked.connect(self.nothing_wanted)
        row.addWidget(self._clear)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _fill(self, wish: PatientWish) -> None:
        if self._told is None:
            return
        menu, wanted = self._menus[wish], dict(self._query.wishes).get(wish)
        values = [(None, self._told.wording.text(f"patients-any-{wish.value}"))]
        before = [(action.data(), action.text()) for action in menu.actions()]
        now = [*values, *self._told.values(wish)]
        plain = [((wish.value, value), text.replace("&", "&&")) for value, text in now]
        if before != plain:
            menu.clear()
            for data, text in plain:
                action = QAction(text, menu)
                action.setCheckable(True)
                action.setData(data)
                menu.addAction(action)
        for action in menu.actions():
            action.setChecked(action.data()[1] == wanted)

    def _choose(self, action: QAction) -> None:
        name, value = action.data()
        self.wish_wanted.emit(PatientWish(name), value)

    def _take_away(self) -> None:
        for wish, chip in self._chips.items():
            if chip is self.sender():
                self.wish_wanted.emit(wish, None)
                return
