"""All that happened to one delivery: beside the list, or under that of a patient's file."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.errors import DELIVERIES
from console.models.deliveries_text import document_text
from console.models.delivery_history_text import HappenedText, happened
from console.models.identity_text import patient_name
from console.session import Session
from console.stores.delivery_history import DeliveryHistoryStore
from resources.wording import Wording
from services.contract.delivery import Delivery
from ui.parts.chosen_reading import ChosenReading
from ui.parts.loading import Loading
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.text_table import TextRow, TextTable
from widgets.theme import Theme

HISTORY_KEY: Final = "Space"
_SHARES = (36, 64)


class DeliveryHistoryPart(QWidget):
    """Hidden until it is asked for. Signals: `left()` when it was closed."""

    left = Signal()

    def __init__(
        self,
        store: DeliveryHistoryStore,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._session = session
        self._wording = wording
        self._delivery: Delivery | None = None
        self._title = PlainLabel(theme, role="title", parent=self)
        self._close = Button(theme, "", "quiet", parent=self)
        self._below = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._notice = Strip(theme, self)
        self._loading = Loading(theme, wording, self)
        self._reading = ChosenReading(
            self._notice,
            self._loading,
            "deliveries-history-gone",
            "deliveries-history-error",
            DELIVERIES,
        )
        self.table = TextTable(theme, _SHARES, self)
        self._build()
        self._close.clicked.connect(self.close_up)
        self._notice.accepted.connect(store.read)
        self._loading.stopped.connect(store.give_up)
        store.changed.connect(self._show)
        self.set_wording(wording)
        self.hide()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language, or hide identities."""
        self._wording = w = wording
        self.setAccessibleName(w.text("deliveries-history"))
        self._title.setText(w.text("deliveries-history"))
        self._close.set_label(w.text("deliveries-hide"))
        self._close.set_key(w.text("deliveries-key-space"))
        self._loading.set_wording(w)
        self._show()

    def turn(self, delivery: Delivery | None) -> None:
        """Show that of a delivery, or put it away (Space)."""
        if delivery is None or not self.isHidden():
            self.close_up()
        else:
            self.show()
            self.follow(delivery)

    def follow(self, delivery: Delivery | None) -> None:
        """Another one is chosen: while this is shown its history is read."""
        if self.isHidden():
            return
        self._delivery = delivery
        self._store.choose(None if delivery is None else delivery.id)
        self._show()

    def close_up(self) -> None:
        """Put it away by hand: the keyboard goes back."""
        self.put_away()
        self.left.emit()

    def put_away(self) -> None:
        """Nothing of it stays on screen."""
        self._delivery = None
        self._store.choose(None)
        self.hide()

    def _show(self) -> None:
        w, delivery, block = self._wording, self._delivery, self._store.shown
        known = None if delivery is None else block.value
        if delivery is not None:
            who = "" if delivery.patient is None else patient_name(w, delivery.patient)
            told = (document_text(w, delivery), who)
            self._below.setText(" · ".join(part for part in told if part))
        self._below.setVisible(delivery is not None)
        rows: list[TextRow] = []
        if known is not None:
            now = self._session.server_now()
            rows = [_row(each) for each in happened(w, known.history, now)]
        headers = [w.text(f"deliveries-history-{name}") for name in ("when", "what")]
        self.table.set_rows(w.text("deliveries-history"), headers, rows)
        self.table.setVisible(known is not None)
        self._reading.follow(w, self._store, None if delivery is None else delivery.id)

    def _build(self) -> None:
        self.setObjectName("delivery_history")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.table.setObjectName("delivery_history_table")
        self._close.setObjectName("delivery_history_close")
        self._notice.setObjectName("delivery_history_notice")
        self._below.set_wrapping()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._below)
        column.addWidget(self._notice)
        column.addWidget(self._loading)
        column.addWidget(self.table, 1)


def _row(text: HappenedText) -> TextRow:
    what = "\n".join(part for part in (text.what, text.who) if part)
    marked = (1,) if text.is_wrong else ()
    return TextRow((text.when, what), text.sentence, quiet=(0,), strong=marked, danger=marked)
