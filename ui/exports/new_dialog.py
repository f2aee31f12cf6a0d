"""A new export: whose, what, as what, and for what purpose (screens.md 3.8)."""

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
from resources.wording import Wording
from services.contract.exports import Export, ExportFormat
from services.contract.patients import PatientLabel
from ui.exports.new_fields import NewFields
from ui.exports.patient_part import PatientPart
from ui.exports.preview_part import PreviewPart
from ui.exports.words import refusal
from ui.parts.keys import bind
from ui.parts.settled_dialog import SettledDialog
from widgets.theme import Theme

_WIDTH_PX: Final = 1060
_BESIDE_FROM_PX: Final = 900
_USUAL: Final = (ExportFormat.PDF,)


class NewExportDialog(SettledDialog):
    """Closed by whoever opened it when the export is asked for."""

    def __init__(
        self,
        stores: ExportStores,
        connection: ConnectionStore,
        now: Callable[[], datetime],
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        w = wording
        super().__init__(
            "export", "exports", stores.asking, connection, theme, w, parent, width_px=_WIDTH_PX,
            leave=w.text("exports-new-leave"), submit="primary",
        )  # fmt: skip
        self._asking = stores.asking
        today = w.local(now()).date()
        self.patient = PatientPart(stores.search, connection, now, theme, w, self._body)
        self.fields = NewFields(
            stores.list.formats or _USUAL, stores.list.record_format, today, theme, w, self._body
        )
        self.preview = PreviewPart(stores.preview, refusal, theme, w, self._body)
        self._title.setText(w.text("exports-new-title"))
        self.setAccessibleName(w.text("exports-new-title"))
        self._parts = self._side_by_side()
        self._build_card((self._parts,), (self.leave, self.submit), stretch_before=1)
        self._preview = stores.preview
        self._preview.read_fields()
        self._preview.fields_told.connect(self._choose)
        self.fields.changed.connect(self._choose)
        self.patient.changed.connect(self._choose)
        self.preview.wanted.connect(self.look)
        bind("Alt+V", self.look, (self,), self)
        self._choose()
        self._follow()

    def open_up(self, patient: PatientLabel | None, like: Export | None = None) -> None:
        """Cover the screen, with the keyboard where something is still to be said."""
        self.patient.put(patient)
        if like is not None:
            self.fields.put(like)
        self._cover(self)
        first = self.patient.control if patient is None else self.fields.span.purpose.control
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def set_wording(self, wording: Wording) -> None:
        """Behind the mask, or not; the language does not change while the dialog is open."""
        self._wording = wording
        self.patient.set_wording(wording)

    def stops(self) -> Sequence[QWidget]:
        return (*self.patient.stops(), *self.fields.stops(), *self.preview.stops())

    def look(self) -> None:
        """See what the file would hold: asked for with a purpose, as the file itself."""
        fault = self.first_fault()
        patient = self.patient.patient
        if fault is not None:
            self._reach(fault)
        elif patient is not None and not self._connection.shows_offline:
            self._preview.look(patient.id, self.fields.ask(), is_whole=self.fields.is_whole)

    def _choose(self) -> None:
        self.preview.show_choice(*self.fields.chosen)

    def _end(self) -> None:
        self._preview.drop()
        super()._end()

    def _side_by_side(self) -> QWidget:
        """What is asked, and beside it what comes of that."""
        parts = QWidget(self._body)
        asked = QVBoxLayout()
        asked.setSpacing(12)
        asked.addWidget(self.patient)
        asked.addWidget(self.fields, 1)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, parts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addLayout(asked, 1)
        row.addWidget(self.preview, 1)
        self._row = row
        return parts

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen, or with large text, one stands under the other."""
        is_beside = self.width() >= self._theme.scaled(_BESIDE_FROM_PX)
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if is_beside else directions.TopToBottom)
        super().resizeEvent(event)

    def first_fault(self) -> QWidget | None:
        nobody, wrong = self.patient.fault(), self.fields.first_fault()
        return nobody or wrong

    def show_refused(self, name: str, reason: str) -> QWidget | None:
        return self.fields.show_refused(name, reason)

    def send(self) -> None:
        patient = self.patient.patient
        if patient is not None:
            is_whole = self.fields.is_whole
            self._asking.ask(patient.id, self.fields.ask(), is_whole=is_whole)

    def submit_label(self) -> str:
        return self._wording.text("exports-submit")

    def busy_label(self) -> str:
        return self._wording.text("exports-submitting")

    def refusal(self, error: ConsoleError) -> str:
        return refusal(self._wording, error)
