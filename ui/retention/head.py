"""Above the months: which they are, when they were worked out, and how many patients are held."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.stores.retention_calendar import RetentionCalendarStore
from console.stores.retention_reading import LAST_MONTH, month_of
from resources.wording import Wording
from widgets.button import Button
from widgets.flow_row import FlowRow
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class RetentionHead(QWidget):
    """Signals: `year_wanted(by)` for twelve months on or back; `today_wanted()`."""

    year_wanted = Signal(int)
    today_wanted = Signal()

    def __init__(
        self,
        store: RetentionCalendarStore,
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
        self._computed = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._held = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._overdue = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._earlier.set_label(w.text("retention-earlier"))
        self._now.set_label(w.text("retention-now"))
        self._later.set_label(w.text("retention-later"))
        self._overdue.setText(w.text("retention-overdue-here"))
        self.show_told()

    def show_told(self) -> None:
        """What the store knows now."""
        w, store, window = self._wording, self._store, self._store.window
        for part in (self._earlier, self._now, self._later, self._overdue, self._held):
            part.setVisible(bool(window))
        self._title.setText(w.text("retention-screen"))
        self._computed.setText("")
        if not window or store.today is None:
            return
        first, last, now = w.month(window[0]), w.month(window[-1]), month_of(store.today)
        self._title.setText(w.text("retention-title", first=first, last=last))
        self._earlier.setEnabled(window[0] > now)
        self._now.setEnabled(store.month != now)
        self._later.setEnabled(window[-1] < LAST_MONTH)
        self._computed.setText(computed_text(w, store.computed_at))
        key, held = "retention-held", store.held
        told = w.text("retention-held-few") if held is None else w.text(key, count=held)
        self._held.setText(told)
        self._overdue.setVisible(store.month == now and store.computed_at is not None)

    def _build(self) -> None:
        for part, name in (
            (self._earlier, "retention_earlier"),
            (self._now, "retention_now"),
            (self._later, "retention_later"),
        ):
            part.setObjectName(name)
            part.set_low()
        self._earlier.clicked.connect(self._go_back)
        self._later.clicked.connect(self._go_on)
        self._now.clicked.connect(self.today_wanted)
        first = FlowRow(gap_px=12, line_gap_px=6, spread=False)
        second = FlowRow(gap_px=18, line_gap_px=4, spread=False)
        for shown in (self._title, self._earlier, self._now, self._later):
            first.addWidget(shown)
        for label in (self._computed, self._held, self._overdue):
            second.addWidget(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)

    def _go_back(self) -> None:
        self.year_wanted.emit(-1)

    def _go_on(self) -> None:
        self.year_wanted.emit(1)


def computed_text(w: Wording, at: datetime | None) -> str:
    """When the last daily pass came by."""
    if at is None:
        return w.text("retention-computed-never")
    return w.text("retention-computed", on=w.date(w.local(at).date()), at=w.time(at))
