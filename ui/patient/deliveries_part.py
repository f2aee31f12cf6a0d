"""What of this patient went to the hospital record, or waits to: each with its state, sent again or
cancelled from here (screens.md 3.3).
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.deliveries_text import delivery_sentence, delivery_text
from console.session import Session
from console.stores.deliveries import Delivered
from console.stores.desk import TriageDesk
from resources.wording import Wording
from services.contract.delivery import Delivery
from ui.parts.delivery_history import HISTORY_KEY, DeliveryHistoryPart
from ui.parts.delivery_strip import DeliveryStrip
from ui.parts.keys import bind
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.shown import set_shown
from widgets.text_table import TextRow, TextTable
from widgets.theme import Theme

_COLUMNS: Final = ("document", "state", "next", "destination", "asked")
_SHARES: Final = (22, 30, 25, 7, 16)
_MOST_ROWS: Final = 5


class DeliveriesPart(QWidget):
    """Reads while it is on screen; hidden where this patient has no deliveries to show. Signals:
    `said(text)`.
    """

    said = Signal(str)

    def __init__(
        self,
        desk: TriageDesk,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._stores = desk.deliveries
        self._store = desk.deliveries.of_patient
        self._connection = desk.connection
        self._session = session
        self._wording = wording
        self._items: list[Delivery] = []
        self._title = PlainLabel(theme, role="title", parent=self)
        self._hint = PlainLabel(theme, role="supporting", tone="muted", parent=self)
        self._resend = Button(theme, "", "secondary", "arrows-clockwise", "↵", self)
        self._cancel = Button(theme, "", "secondary", "x", "", self)
        self._tell = Button(theme, "", "secondary", "clock", "", self)
        self.strip = DeliveryStrip(desk.deliveries.acts, theme, wording, self)
        self.table = TextTable(theme, _SHARES)
        stores = desk.deliveries
        self.history = DeliveryHistoryPart(stores.file_history, session, theme, wording, self)
        self._build()
        self._connect()
        self.set_wording(wording)

    def set_wording(self, w: Wording) -> None:
        """Speak another language, or hide identities."""
        self._wording = w
        self._title.setText(w.text("deliveries-file-title"))
        self._resend.set_label(w.text("deliveries-resend"))
        self._cancel.set_label(w.text("deliveries-cancel"))
        self._cancel.set_key(w.text("exports-key-delete"))
        self._tell.set_label(w.text("deliveries-history"))
        self._tell.set_key(w.text("deliveries-key-space"))
        for part in (self.strip, self.history):
            part.set_wording(w)
        self._show()

    def enter(self, patient_id: UUID) -> None:
        """Read those of a patient."""
        self._store.show(patient_id)

    def clear(self) -> None:
        """Leave nothing of a patient behind."""
        self.strip.clear()
        self.history.put_away()
        self._store.show(None)

    def refresh(self) -> None:
        """Read them again."""
        self._store.read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._store.set_looking(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._store.set_looking(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._ask_cancel()
        else:
            super().keyPressEvent(event)

    def _show(self, *_cause: object) -> None:
        w, now = self._wording, self._session.server_now()
        self._items = list(self._store.items or ())
        headers = [w.text(f"deliveries-file-column-{name}") for name in _COLUMNS]
        is_on = self._store.is_on
        rows = [_row(w, Delivered(each, is_on=is_on), now) for each in self._items]
        self.table.set_rows(w.text("deliveries-file-title"), headers, rows)
        set_shown(self.table, bool(rows))
        set_shown(self, self._store.is_offered and bool(rows))
        self._offer()

    def _current(self) -> Delivery | None:
        row = self.table.currentIndex().row()
        return self._items[row] if 0 <= row < len(self._items) else None

    def _offer(self, *_cause: object) -> None:
        w, row, stores = self._wording, self._current(), self._stores
        offline = w.text("deliveries-offline") if self._connection.shows_offline else ""
        some = False
        for button, may, can, word in (
            (self._resend, stores.may_resend, "can_resend", "deliveries-not-again"),
            (self._cancel, stores.may_cancel, "can_cancel", "deliveries-not-cancelled"),
        ):
            is_here = may and any(getattr(each, can) for each in self._items)
            button.setVisible(is_here)
            some = some or is_here
            is_possible = row is not None and getattr(row, can)
            why = offline or ("" if is_possible or row is None else w.text(word))
            button.set_enabled_because(is_possible and not why and not self.strip.is_held, why)
        self._tell.setVisible(stores.may_read)
        self._tell.set_enabled_because(row is not None)
        self._hint.setText(w.text("deliveries-file-hint") if some and row is None else "")

    def _ask_resend(self, *_cause: object) -> None:
        row = self._current()
        if row is not None and row.can_resend and self._stores.may_resend:
            self.strip.ask_resend(row)

    def _ask_cancel(self) -> None:
        row = self._current()
        if row is not None and row.can_cancel and self._stores.may_cancel:
            self.strip.ask_cancel(row)

    def _turn_history(self) -> None:
        if self._stores.may_read:
            self.history.turn(self._current())

    def _choose(self, *_cause: object) -> None:
        self.history.follow(self._current())
        self._offer()

    def _take_focus(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self._store.changed.connect(self._show)
        self._stores.acts.changed.connect(self._offer)
        self._connection.changed.connect(self._offer)
        self.table.row_activated.connect(self._ask_resend)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self._tell.clicked.connect(self._turn_history)
        self.history.left.connect(self._take_focus)
        bind(HISTORY_KEY, self._turn_history, (self.table,), self)
        for key in (HISTORY_KEY, "Esc"):
            bind(key, self.history.close_up, (self.history,), self)
        self._resend.clicked.connect(self._ask_resend)
        self._cancel.clicked.connect(self._ask_cancel)
        self.strip.said.connect(self.said)
        self.strip.left.connect(self._take_focus)

    def _build(self) -> None:
        self.setObjectName("patient_deliveries")
        self.table.setObjectName("patient_deliveries_table")
        for table in (self.table, self.history.table):
            table.set_whole(_MOST_ROWS)
        self._resend.setObjectName("patient_delivery_resend")
        self._cancel.setObjectName("patient_delivery_cancel")
        self._tell.setObjectName("patient_delivery_history")
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 4)
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._hint, 1)
        head.addWidget(self._resend)
        head.addWidget(self._cancel)
        head.addWidget(self._tell)
        strip = QHBoxLayout()
        strip.setContentsMargins(12, 0, 12, 4)
        strip.addWidget(self.strip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(strip)
        column.addWidget(self.table)
        column.addWidget(self.history)


def _row(w: Wording, delivered: Delivered, now: datetime) -> TextRow:
    text = delivery_text(w, delivered, now)
    document = f"{text.document} · {text.format}"
    asked = f"{text.queued} · {text.by}"
    way, _, _place = text.destination.partition(" · ")
    texts = (document, text.state, text.below, way, asked)
    return TextRow(
        texts,
        delivery_sentence(w, delivered, now),
        quiet=(4,),
        strong=(1,) if text.is_wrong else (),
        danger=(1,) if text.is_wrong else (),
    )
