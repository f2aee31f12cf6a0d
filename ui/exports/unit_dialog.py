"""An export of a whole unit: what is asked, beside it every field that would leave, and the proof
of who asks; a second person decides (screens.md 3.8).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from console.errors import ConsoleError
from console.stores.connection import ConnectionStore
from console.stores.export_stores import ExportStores
from console.stores.proven_act import ProofState
from resources.wording import Wording
from services.contract.cohorts import CohortExport
from services.contract.export_fields import ExportField
from services.contract.sessions import UnitLabel
from ui.exports.preview_words import meaning
from ui.exports.unit_fields import UnitFields
from ui.exports.words import refusal
from ui.parts.held_fields import FIRST_FILE, HeldField, HeldFields
from ui.parts.settled_dialog import SettledDialog
from ui.parts.told_line import ToldLine
from ui.proof.panel import ProofPanel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX: Final = 1060
_BESIDE_FROM_PX: Final = 900
_LEAST_PX: Final = 320


class UnitExportDialog(SettledDialog):
    """Closed by whoever opened it when the export is asked for."""

    def __init__(
        self,
        stores: ExportStores,
        units: Sequence[UnitLabel],
        connection: ConnectionStore,
        now: Callable[[], datetime],
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        w = wording
        self._asking = stores.asking_unit
        super().__init__(
            "unit_export", "exports", stores.asking_unit, connection, theme, w, parent,
            width_px=_WIDTH_PX, leave=w.text("exports-new-leave"), submit="primary",
        )  # fmt: skip
        self._told = stores.preview
        self.fields = UnitFields(units, w.local(now()).date(), theme, w, self._body)
        self._counted = PlainLabel(theme, role="panel", tone="secondary", parent=self._body)
        self.held = HeldFields(theme)
        second = (w.text("cohort-second"), w.text("cohort-nominative"))
        title = w.text("cohort-second-title")
        self._second = ToldLine(("users", "warning"), title, second, theme, self._body)
        self._proof = ProofPanel(self._asking.proof, self.submit, theme, w, self._body)
        self._title.setText(w.text("cohort-title"))
        self.setAccessibleName(w.text("cohort-title"))
        parts = self._side_by_side()
        self._build_card((parts, self._proof), (self.leave, self.submit), stretch_before=1)
        self._told.read_fields()
        self._told.fields_told.connect(self._show_held)
        self.fields.changed.connect(self._show_held)
        self._show_held()
        self.held.unfold(FIRST_FILE)
        self._follow()

    def open_up(self, like: CohortExport | None = None) -> None:
        """Cover the screen, with the keyboard where something is still to be said."""
        if like is not None:
            self.fields.put(like)
        self._cover(self)
        unit, purpose = self.fields.unit, self.fields.span.purpose
        first = purpose.control if unit.raw() else unit.control
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def set_wording(self, wording: Wording) -> None:
        """Nobody stands in it whom a mask would hide; the language does not change meanwhile."""
        self._wording = wording

    def stops(self) -> Sequence[QWidget]:
        return (*self.fields.stops(), self.held, *self._proof.findChildren(QWidget))

    def first_fault(self) -> QWidget | None:
        return self.fields.first_fault()

    def show_refused(self, name: str, reason: str) -> QWidget | None:
        return self.fields.show_refused(name, reason)

    def send(self) -> None:
        self._asking.ask(self.fields.ask())

    def submit_label(self) -> str:
        return self._wording.text("cohort-submit")

    def busy_label(self) -> str:
        """What waits for a proof is not on its way."""
        is_asked = self._asking.proof.state is ProofState.ASKED
        return self.submit_label() if is_asked else self._wording.text("exports-submitting")

    def refusal(self, error: ConsoleError) -> str:
        return refusal(self._wording, error)

    def _end(self) -> None:
        self._asking.proof.cancel()
        super()._end()

    def _show_held(self) -> None:
        w = self._wording
        fields = [
            HeldField(each.part, name, meaning(w, each), each.identifies, each.kind)
            for each in self._fields_held()
            for name in each.elements
        ]
        self.held.show_fields(w, fields)
        # A patient is named in every table: once is enough to count.
        naming = len({each.name for each in fields if each.identifies})
        count = w.text("cohort-naming", count=naming) if fields else ""
        told = (w.text("cohort-held"), count)
        self._counted.setText(" · ".join(part for part in told if part))

    def _fields_held(self) -> list[ExportField]:
        told, wanted = self._told.fields, self.fields.chosen_format
        chosen = set(self.fields.chosen_blocks)
        every = () if told is None else (
            field for each in told.cohorts if each.format is wanted for field in each.fields
        )  # fmt: skip
        return [each for each in every if not each.blocks or chosen & set(each.blocks)]

    def _side_by_side(self) -> QWidget:
        """What is asked, and beside it what would leave, and who decides that."""
        parts = QWidget(self._body)
        self.held.setObjectName("unit_export_fields")
        self.held.setMinimumHeight(self._theme.scaled(_LEAST_PX))
        held = QVBoxLayout()
        held.setSpacing(8)
        held.addWidget(self._counted)
        held.addWidget(self.held, 1)
        held.addWidget(self._second)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, parts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self.fields, 1)
        row.addLayout(held, 1)
        self._row = row
        return parts

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen, or with large text, one stands under the other."""
        is_beside = self.width() >= self._theme.scaled(_BESIDE_FROM_PX)
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if is_beside else directions.TopToBottom)
        super().resizeEvent(event)
