"""Above the table: which month, which of its months of follow-up, and what is checked in them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.stores.billing import BillingListStore
from resources.wording import Wording
from services.contract.billing import BillingCheck
from ui.parts.list_title import ListTitle
from ui.parts.one_filter import OneFilter
from widgets.button import Button
from widgets.flow_row import FlowRow
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class Every(StrEnum):
    """Beside the results of the check: all of them."""

    ALL = "all"


_ALL: Final = Every.ALL.value


class BillingHead(QWidget):
    """Signals: `month_wanted(by)` for a month on or back; `today_wanted()`;
    `check_chosen(BillingCheck)` and `unit_chosen(UUID)`, with None for all.
    """

    month_wanted = Signal(int)
    today_wanted = Signal()
    check_chosen = Signal(object)
    unit_chosen = Signal(object)

    def __init__(
        self,
        store: BillingListStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._wording = wording
        self._title = PlainLabel(theme, role="title", parent=self)
        self._earlier = Button(theme, "", "secondary", icon="caret-left", parent=self)
        self._now = Button(theme, "", "secondary", parent=self)
        self._later = Button(theme, "", "secondary", icon="caret-right", parent=self)
        self._checks = ListTitle("billing_checks", [*Every, *BillingCheck], theme, self)
        self._unit = OneFilter("billing_unit", theme, self)
        self._rule = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._lost = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._earlier.set_label(w.text("billing-earlier"))
        self._now.set_label(w.text("billing-now"))
        self._later.set_label(w.text("billing-later"))
        labels = {each.value: w.text(f"billing-check-{each.value}") for each in BillingCheck}
        labels[_ALL] = w.text("billing-shown-all")
        self._checks.set_words(w.text("billing-checks"), w.text("billing-checks"), labels)
        self._rule.setText(w.text("billing-rule"))
        self.show_told()

    def show_told(self) -> None:
        """What the store knows now."""
        w, store, month = self._wording, self._store, self._store.month
        title = w.text("billing-screen")
        if month is not None:
            title = w.text("billing-title", month=w.month(month))
        self._title.setText(title)
        for part in (self._earlier, self._now, self._later):
            part.setEnabled(month is not None)
        self._now.setEnabled(store.query.month is not None)
        check = store.query.check
        self._checks.set_current(_ALL if check is None else check.value)
        told = {} if store.counts is None else store.counts.model_dump()
        for each in BillingCheck:
            count = told.get(each.value)
            self._checks.set_count(each.value, "" if count is None else w.integer(count))
        units = [(each.id, each.name) for each in store.units]
        self._unit.setVisible(len(units) > 1)
        self._unit.show_choices(
            w, w.text("billing-wish-unit"), w.text("billing-any-unit"), units, store.query.unit
        )
        lost = 0 if store.page is None else store.page.without_beginning
        self._lost.setText(w.text("billing-without-beginning", count=lost))
        self._lost.setVisible(lost > 0)

    @property
    def months(self) -> Sequence[QWidget]:
        """What goes to another month, by its arrow or by a key."""
        return (self._earlier, self._now, self._later)

    @property
    def waits_at(self) -> QWidget:
        """Where the keyboard is while there are no rows."""
        return self._earlier if self._earlier.isEnabled() else self._checks.chosen_segment

    def open_menu(self) -> None:
        """The units to choose from (F), where there are several."""
        if not self._unit.isHidden():
            self._unit.open_menu(self)

    def _build(self) -> None:
        for part, name in (
            (self._earlier, "billing_earlier"),
            (self._now, "billing_now"),
            (self._later, "billing_later"),
        ):
            part.setObjectName(name)
            part.set_low()
        self._earlier.clicked.connect(self._go_back)
        self._later.clicked.connect(self._go_on)
        self._now.clicked.connect(self.today_wanted)
        self._checks.chosen.connect(self._tell_check)
        self._unit.chosen.connect(self.unit_chosen)
        first = FlowRow(gap_px=12, line_gap_px=6, spread=False)
        second = FlowRow(gap_px=12, line_gap_px=6, spread=False)
        third = FlowRow(gap_px=18, line_gap_px=4, spread=False)
        for shown in (self._title, self._earlier, self._now, self._later):
            first.addWidget(shown)
        second.addWidget(self._checks)
        second.addWidget(self._unit)
        for label in (self._rule, self._lost):
            third.addWidget(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(6)
        for row in (first, second, third):
            column.addLayout(row)

    def _tell_check(self, name: str) -> None:
        self.check_chosen.emit(None if name == _ALL else BillingCheck(name))

    def _go_back(self) -> None:
        self.month_wanted.emit(-1)

    def _go_on(self) -> None:
        self.month_wanted.emit(1)
