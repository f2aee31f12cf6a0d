"""The detail pane: states of the detail, identity, conflict strip, alert card, open form, action
bar.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from resources.wording import Wording
from services.contract.alerts import AlertDetail
from ui.parts.room import Room
from ui.parts.stale_mark import StaleMark
from ui.triage.detail.alert_card import AlertCard
from ui.triage.detail.expected import ExpectedLines
from ui.triage.detail.history import WholeHistory
from ui.triage.detail.identity import context_items, identity_look
from ui.triage.detail.states import DetailStates
from ui.triage.forms.base import BoundForm
from ui.triage.layout_class import HISTORY_COLUMN_PX, SMALL, LayoutClass
from ui.triage.offers import Act
from widgets.action_bar import ActionBar, ActionLook
from widgets.focus_ring import RING_PROPERTY
from widgets.identity_header import ContextLine, IdentityHeader
from widgets.strip import Strip
from widgets.theme import Theme


class DetailPane(QWidget):
    """Signals: `act_wanted(name)` from the bar or a button; `end_wanted(UUID)` for an exception of
    the patient; `conflict_read()` and `conflict_left()` from the
    strip; `list_wanted()` on Esc; `retry_wanted()`; `file_wanted()` beside the identity.
    """

    act_wanted = Signal(str)
    end_wanted = Signal(object)
    conflict_read = Signal()
    conflict_left = Signal()
    list_wanted = Signal()
    retry_wanted = Signal()
    file_wanted = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wording = wording
        self._alert: AlertDetail | None = None
        self._form: QWidget | None = None
        self._layout_class = LayoutClass.STANDARD
        self.body = QWidget(self)
        self._identity = IdentityHeader(theme, "", parent=self.body)
        self._scroll = QScrollArea(self.body)
        self._context = ContextLine(theme)
        self._expected = ExpectedLines(theme)
        self._stale = StaleMark(theme, wording, self.body)
        self.strip = Strip(theme, self)
        self.newer = Strip(theme, self)
        self.card = AlertCard(theme, wording)
        self._column = QFrame()
        self._history = WholeHistory(theme, self._column)
        self._form_host = QWidget(self)
        self.bar = ActionBar(theme, self)
        self.states = DetailStates(theme, wording, self)
        self._pages = QStackedWidget(self)
        self._build()
        self.set_wording(wording)

    @property
    def form(self) -> QWidget | None:
        """The open form."""
        return self._form

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; the caller shows its alert again."""
        self._wording = wording
        self.body.setAccessibleName(wording.text("triage-detail"))
        self._identity.set_open_label(wording.text("triage-open-file"))
        self.bar.setAccessibleName(wording.text("triage-actions"))
        self._context.setAccessibleName(wording.text("triage-context"))
        self.card.set_wording(wording)
        self._stale.set_wording(wording)
        self.states.set_wording(wording)

    def show_alert(
        self, alert: AlertDetail, me: UUID, now: datetime, copied_at: datetime | None = None
    ) -> None:
        """Show an alert; `copied_at` says how old a stale one is."""
        is_other = self._alert is None or alert.id != self._alert.id
        is_shown = False
        try:
            self._show_parts(alert, me, now, copied_at, is_other=is_other)
            is_shown = True
        finally:
            # Whatever failed: one patient's words never stay under another one's name.
            if not is_shown:
                self.show_no_alert()
                self.states.show_error(None)
        self._alert = alert

    def _show_parts(
        self,
        alert: AlertDetail,
        me: UUID,
        now: datetime,
        copied_at: datetime | None,
        *,
        is_other: bool,
    ) -> None:
        self._identity.set_identity(identity_look(self._wording, alert.patient, now))
        self._context.set_items(context_items(self._wording, alert.patient))
        self._expected.show_alert(self._wording, alert, now)
        self._stale.show_since(copied_at)
        if is_other:
            self.card.show_all_history(False)
        self.card.show_alert(alert, me, now)
        self._history.show_alert(self._wording, alert)
        self.states.stop_waiting()
        self._pages.setCurrentIndex(0)
        self._show_context()

    def show_time(self, me: UUID, now: datetime) -> None:
        """Bring what depends on the time up to date."""
        if self._alert is not None:
            self.card.show_time(self._alert, me, now)
            self._expected.show_alert(self._wording, self._alert, now)

    def show_no_alert(self) -> None:
        """Put one of the states in the place of the alert."""
        self._alert = None
        self._pages.setCurrentIndex(1)

    def set_acts(self, looks: Sequence[ActionLook]) -> None:
        """Offer acts."""
        self.bar.set_actions(looks)
        for look in looks:
            self.bar.button(look.name).setObjectName(f"act_{look.name}")

    def offer_expecting(
        self, expect: ActionLook | None, end: ActionLook | None, why_not: Mapping[str, str]
    ) -> None:
        """The acts on what is expected, beside the bar; one that is None is not this person's."""
        self.card.offer_muting(expect, "" if expect is None else why_not.get(expect.name, ""))
        reason = "" if end is None else why_not.get(end.name, "")
        self._expected.offer_end(is_offered=end is not None, is_enabled=not reason, reason=reason)

    def open_form(self, form: QWidget) -> None:
        """Put a form into the lower part; the bar makes room."""
        self.close_form()
        self._form = form
        layout = self._form_host.layout()
        if layout is not None:
            layout.addWidget(form)
        self._form_host.show()
        self.bar.hide()
        self.card.set_short(isinstance(form, BoundForm))
        self._fit_form()

    def close_form(self) -> None:
        """Take the form away and free it."""
        form, self._form = self._form, None
        if form is None:
            return
        form.hide()
        form.setParent(None)
        form.deleteLater()
        self._form_host.hide()
        self.bar.show()
        self.card.set_short(False)
        self._fit_form()

    def offer_file(self, is_offered: bool) -> None:
        """Whether there is a button that opens the file of whoever is shown."""
        self._identity.set_open_visible(is_offered)

    def set_layout_class(self, layout_class: LayoutClass) -> None:
        """Fit the room that there is."""
        self._layout_class = layout_class
        self._column.setVisible(layout_class is LayoutClass.WIDE)
        self.bar.set_compact(layout_class in SMALL)
        self.card.set_layout_class(layout_class)
        self._fit_form()

    def take_focus(self) -> None:
        """Put the keyboard into the detail."""
        self.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self.body.setObjectName("triage_detail")
        self.body.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.setProperty(RING_PROPERTY, True)
        self._form_host.setObjectName("triage_form")
        self._identity.open_requested.connect(self.file_wanted)
        host = QVBoxLayout(self._form_host)
        host.setContentsMargins(0, 0, 0, 0)
        self._form_host.hide()
        self._column.setProperty("card", True)
        inside = QVBoxLayout(self._column)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._history)
        self._column.setFixedWidth(HISTORY_COLUMN_PX)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(9)
        column.addWidget(self.body, 1)
        column.addWidget(self._form_host)
        column.addWidget(self.bar)
        self._page_column = column
        self._fill_scroller()
        self._build_body()
        self._pages.addWidget(page)
        self._pages.addWidget(self.states)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self.bar.action_triggered.connect(self.act_wanted)
        self.card.muting_wanted.connect(self._want_muting)
        self._expected.end_wanted.connect(self.end_wanted)
        self.strip.accepted.connect(self.conflict_read)
        self.strip.dismissed.connect(self.conflict_left)
        self.states.retry_wanted.connect(self.retry_wanted)
        self.card.history_wanted.connect(self._toggle_history)

    def _build_body(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._identity)
        column.addWidget(self._stale)
        column.addWidget(self.strip)
        column.addWidget(self.newer)
        column.addWidget(self._scroll, 1)

    def _fill_scroller(self) -> None:
        """The identity stays; on a small screen what is under it scrolls."""
        inside = Room(ground="app")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.card, 1)
        row.addWidget(self._column)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._context)
        column.addWidget(self._expected)
        column.addLayout(row, 1)
        self._scroll.setWidgetResizable(True)
        # What it would like to show must not push an open form out of the window.
        self._scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        self._scroll.installEventFilter(self)

    def _want_muting(self) -> None:
        self.act_wanted.emit(Act.EXPECT.value)

    def _toggle_history(self) -> None:
        self.card.show_all_history(not self.card.shows_all_history)

    def _fit_form(self) -> None:
        """A form takes its own height; in the compact class also the place of the alert card."""
        has_form = isinstance(self._form, BoundForm)
        takes_all = has_form and self._layout_class in SMALL
        if isinstance(self._form, BoundForm):
            self._form.fit(0 if takes_all else self.height())
        self._scroll.setVisible(not takes_all)
        page = self._page_column
        page.setStretchFactor(self.body, 0 if takes_all else 1)
        page.setStretchFactor(self._form_host, 1 if takes_all else 0)
        self._show_context()

    def _show_context(self) -> None:
        """Over a form the context stays where the whole alert has room under it."""
        has_form = isinstance(self._form, BoundForm)
        says = self._expected.says_something
        above = self._context.sizeHint().height() + 8
        above += self._expected.sizeHint().height() + 8 if says else 0
        is_shown = not has_form or self._scroll.height() - above >= self.card.whole_px > 0
        self._context.setVisible(is_shown)
        self._expected.setVisible(is_shown and says)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._scroll and event.type() is QEvent.Type.Resize:
            self._show_context()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_form()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.list_wanted.emit()
        else:
            super().keyPressEvent(event)
