"""The reports of this patient that one has asked for, and the way to another (screens.md 3.3)."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.deliveries_text import state_text as delivery_state
from console.models.exports_text import ExportText, export_text, sentence_of
from console.session import Session
from console.stores.desk import TriageDesk
from console.stores.exports import Exported
from resources.wording import Wording
from services.contract.exports import ExportState
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.shown import set_shown
from widgets.text_table import TextRow, TextTable
from widgets.theme import Theme

_COLUMNS: Final = ("contents", "days", "format", "state", "asked")
_SHARES: Final = (25, 22, 9, 28, 16)
_MOST_ROWS: Final = 5
_LOOKS: Final = "file"


class ExportsPart(QWidget):
    """Reads while it is on screen. Signals: `new_wanted()`, `export_wanted(Export)` on Enter."""

    new_wanted = Signal()
    export_wanted = Signal(object)

    def __init__(
        self,
        desk: TriageDesk,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._stores = desk.exports
        self._store = desk.exports.list
        self._delivered = desk.deliveries.of_patient
        self._connection = desk.connection
        self._session = session
        self._wording = wording
        self._patient_id: UUID | None = None
        self._items: list[Exported] = []
        self._title = PlainLabel(theme, role="title", parent=self)
        self._hint = PlainLabel(theme, role="supporting", tone="muted", parent=self)
        self._new = Button(theme, "", "primary", icon="export", key="Ctrl+E", parent=self)
        self.table = TextTable(theme, _SHARES)
        self._none = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._build()
        self._new.clicked.connect(self.new_wanted)
        self.table.row_activated.connect(self._open_row)
        self._connection.changed.connect(self._show)
        self._delivered.changed.connect(self._show)
        self._store.finished.connect(self._delivered.read)
        for signal in (self._store.told, self._store.state_changed, self._store.rows_reset):
            signal.connect(self._show)
        self.set_wording(wording)

    def set_wording(self, w: Wording) -> None:
        """Speak another language, or hide identities."""
        self._wording = w
        self._title.setText(w.text("exports-file-title"))
        self._hint.setText(w.text("exports-file-hint"))
        self._new.set_label(w.text("exports-file-new"))
        self._show()

    def enter(self, patient_id: UUID) -> None:
        """Show those of a patient."""
        self._patient_id = patient_id
        self._show()

    def clear(self) -> None:
        """Leave nothing of a patient behind."""
        self._patient_id = None
        self._show()

    def refresh(self) -> None:
        """Read them again."""
        self._store.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stores.may_list:
            self._store.look(_LOOKS, True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._store.look(_LOOKS, False)

    def _show(self, *_cause: object) -> None:
        w, now = self._wording, self._session.server_now()
        self._items = self._store.of_patient(self._patient_id)
        rows = [_row(w, each, now, self._delivery(w, each, now)) for each in self._items]
        headers = [w.text(f"exports-file-column-{name}") for name in _COLUMNS]
        self.table.set_rows(w.text("exports-file-title"), headers, rows)
        why = w.text("exports-offline") if self._connection.shows_offline else ""
        self._new.set_enabled_because(not why, why)
        self._new.setVisible(self._stores.may_ask)
        self._hint.setVisible(bool(rows))
        set_shown(self.table, bool(rows))
        self._none.setText(self._why_none(w))
        self._none.setVisible(not rows)

    def _delivery(self, w: Wording, exported: Exported, now: datetime) -> str:
        """How far one that was made for the record came on its way there."""
        is_handed = exported.row.state is ExportState.HANDED_OVER
        delivery = self._delivered.of(exported.key) if is_handed else None
        return "" if delivery is None else delivery_state(w, delivery, now)

    def _why_none(self, w: Wording) -> str:
        if self._store.as_of is not None:
            return w.text("exports-file-none-body")
        return w.text("exports-error" if self._store.error is not None else "exports-file-reading")

    def _open_row(self, row: int) -> None:
        if 0 <= row < len(self._items) and not self._items[row].is_gone:
            self.export_wanted.emit(self._items[row].row)

    def _build(self) -> None:
        self.setObjectName("patient_exports")
        self.table.setObjectName("patient_exports_table")
        self.table.set_whole(_MOST_ROWS)
        self._new.setObjectName("patient_export_new")
        self._none.set_wrapping()
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 4)
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._hint, 1)
        head.addStretch(0)
        head.addWidget(self._new, 0, Qt.AlignmentFlag.AlignRight)
        self._none.setContentsMargins(12, 0, 12, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table)
        column.addWidget(self._none)


def _row(w: Wording, exported: Exported, now: datetime, delivery: str) -> TextRow:
    text = export_text(w, exported, now)
    state = delivery or _state(text)
    texts = (text.contents, text.days, text.format, state, text.asked)
    strong = (3,) if text.is_ready or text.is_failed else ()
    told = " ".join(part for part in (sentence_of(w, text), delivery) if part)
    return TextRow(texts, told, quiet=(4,), strong=strong)


def _state(text: ExportText) -> str:
    return " · ".join(part for part in (text.state, text.state_below) if part)
