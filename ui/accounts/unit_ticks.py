"""The units of a role, to be ticked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.enums import Role
from services.contract.units import CentreUnit
from ui.parts.fault_line import FaultLine
from ui.parts.fields import TickField
from widgets.flow_row import FlowRow
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

TREATING: Final = frozenset({Role.NURSE, Role.ONCOLOGIST})
"""Roles whose rights come from units."""


class UnitTicks(QWidget):
    """Hidden for a role without units. Signals: `changed()`."""

    changed = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wording = wording
        self._ticks: dict[UUID, TickField] = {}
        title = PlainLabel(
            theme, wording.text("invite-field-units"), "supporting_strong", "secondary", self
        )
        self._row = QWidget(self)
        self._flow = FlowRow(self._row, spread=False)
        self._fault = FaultLine(theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (title, self._row, self._fault):
            column.addWidget(part)

    @property
    def chosen(self) -> list[UUID]:
        """Those that are ticked."""
        return [unit_id for unit_id, tick in self._ticks.items() if tick.value()]

    def offer(self, units: Iterable[CentreUnit]) -> None:
        """The units of the centre; what was ticked stays."""
        for each in units:
            if each.unit_id not in self._ticks:
                tick = TickField(f"unit_{each.unit_id}", each.name, self._theme, self._row)
                tick.ticked.connect(self.changed)
                self._ticks[each.unit_id] = tick
                self._flow.addWidget(tick)

    def choose(self, unit_ids: Collection[UUID]) -> None:
        """Tick these and no other."""
        for unit_id, tick in self._ticks.items():
            tick.set_raw("yes" if unit_id in unit_ids else "")

    def follow(self, role: Role | None) -> None:
        """Be there for a role that has units."""
        self.setVisible(role in TREATING)
        self._fault.show_text("")

    def stops(self) -> Sequence[QWidget]:
        """What Tab goes through."""
        return [each.control for each in self._ticks.values()]

    def first_fault(self, role: Role | None) -> QWidget | None:
        """Says that one is needed, and gives where it is ticked."""
        is_wrong = role in TREATING and not self.chosen
        self._fault.show_text(self._wording.text("invite-units-needed") if is_wrong else "")
        return next(iter(self.stops()), None) if is_wrong else None
