"""Above the lines of the review: its quarter, when it is due, how many are left, and the export."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.session import Session
from console.stores.access_review import AccessReviewStore, ReviewShown
from resources.wording import Wording
from ui.accounts.review_words import due_text, late_text, quarter_text
from ui.parts.list_title import ListTitle
from widgets.button import Button
from widgets.flow_row import FlowRow
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.theme import Theme

_SOON_DAYS = 14


class ReviewHead(QWidget):
    """`notice` asks about a verdict whose answer was lost. Signals: `shown_wanted(ReviewShown)`."""

    shown_wanted = Signal(object)

    def __init__(
        self,
        store: AccessReviewStore,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._session = session
        self._wording = wording
        self._title = ListTitle("review_shown", ReviewShown, theme, self)
        self.export = Button(theme, "", "secondary", icon="download-simple", parent=self)
        self.export.setObjectName("review_export")
        self._quarter = PlainLabel(theme, role="body_strong", parent=self)
        self._due = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._left = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._change = PlainLabel(theme, role="body", tone="warning", parent=self)
        self._order = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._late = Strip(theme, self)
        self.notice = Strip(theme, self)
        self._late.setObjectName("review_late")
        self.notice.setObjectName("review_notice")
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        labels = {each.value: w.text(f"accessreview-shown-{each.value}") for each in ReviewShown}
        self._title.set_words(w.text("accessreview-screen"), w.text("accessreview-shown"), labels)
        self.export.set_label(w.text("accessreview-export"))
        self._order.setText(w.text("accounts-sort"))
        self.show_told()

    def show_told(self) -> None:
        """What the store knows now."""
        w, store, review = self._wording, self._store, self._store.review
        self._title.set_current(store.shown.value)
        counts = {ReviewShown.LEFT: store.left, ReviewShown.ALL: len(store.all)}
        for shown, count in counts.items():
            self._title.set_count(shown.value, "" if review is None else w.integer(count))
        self.export.setEnabled(review is not None)
        late = "" if review is None else late_text(w, review, store.overdue)
        if late:
            self._late.ask(late, kind="danger")
        else:
            self._late.hide()
        for part in (self._quarter, self._due):
            part.setVisible(review is not None)
        self._left.setVisible(bool(store.left))
        self._change.setVisible(bool(store.to_change))
        if review is None:
            return
        left, total, changing = store.left, len(store.all), store.to_change
        today = self._today()
        is_soon = bool(left) and (review.due_on - today).days <= _SOON_DAYS
        self._quarter.setText(quarter_text(w, review.quarter))
        self._due.set_tone("warning" if is_soon else "secondary")
        self._due.setText(due_text(w, review, today, is_finished=not left))
        self._left.setText(
            w.text("accessreview-left", count=left, number=w.integer(left), total=w.integer(total))
        )
        self._change.setText(
            w.text("accessreview-to-change", count=changing, number=w.integer(changing))
        )

    def _today(self) -> date:
        return self._wording.local(self._session.server_now()).date()

    def _choose(self, name: str) -> None:
        self.shown_wanted.emit(ReviewShown(name))

    def _build(self) -> None:
        self._title.chosen.connect(self._choose)
        first, second = FlowRow(gap_px=12, line_gap_px=6), FlowRow(gap_px=8, line_gap_px=4)
        first.addWidget(self._title)
        first.addWidget(self.export)
        told = QWidget(self)
        row = FlowRow(told, gap_px=16, line_gap_px=4, spread=False)
        for part in (self._quarter, self._due, self._left, self._change):
            row.addWidget(part)
        second.addWidget(told)
        second.addWidget(self._order)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self._late)
        column.addWidget(self.notice)
