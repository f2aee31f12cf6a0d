"""Requests for help: one's own with their answers; administrators see and answer all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from console.errors import SUPPORT
from console.stores.error_words import error_with_code
from console.stores.support import SupportStore, Whose
from resources.wording import Wording
from services.contract.support import SupportRow, SupportState
from ui.about.answer_dialog import Verb
from ui.about.words import line_of, whole_text
from widgets.button import Button
from widgets.empty_state import EmptyState
from widgets.line_list import LineList
from widgets.plain_label import PlainLabel
from widgets.reading_text import ReadingText
from widgets.segments import Segments
from widgets.strip import Strip
from widgets.theme import Theme

_LIST_PX, _TEXT_PX = 520, 660
_STEPS: Final = tuple(Verb)


class RequestsPage(QWidget):
    """Signals: `report_wanted()`; `act_wanted(Verb, SupportRow)`."""

    report_wanted = Signal()
    act_wanted = Signal(object, object)

    def __init__(
        self,
        store: SupportStore,
        now: Callable[[], datetime],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._now = now
        self._wording: Wording | None = None
        self._intro = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self.whose = Segments(theme, self)
        self._notice = Strip(theme, self)
        self._empty = EmptyState(theme)
        self.list = LineList(theme)
        self.text = ReadingText(theme)
        self.acts = {verb: Button(theme, "", self._kind_of(verb)) for verb in _STEPS}
        self._stack = QStackedWidget(self)
        self._build(theme)
        self._connect()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._intro.setText(w.text("support-intro"))
        self.list.setAccessibleName(w.text("about-tab-requests"))
        labels = {each.value: w.text(f"support-whose-{each}") for each in Whose}
        self.whose.set_labels(w.text("support-whose"), labels)
        for verb, button in self.acts.items():
            button.set_label(w.text(f"support-{verb}"))
        self._show()

    def begin(self) -> None:
        """The page comes to the front: it is read anew; whoever answers begins with all."""
        if self._store.page is None and self._store.sees_all:
            self._store.look_at(Whose.CENTRE)
        self._store.read()

    def stand_on(self, request_id: UUID) -> None:
        """Stand on a request that was just made."""
        self.list.stand_on(str(request_id))

    def take_focus(self) -> None:
        """Put the keyboard on the list, or on what there is to do without one."""
        target = self.list if self._store.rows else self._empty
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> SupportRow | None:
        """The request that is stood on."""
        return next((row for row in self._store.rows if str(row.id) == self.list.key), None)

    def _show(self) -> None:
        w, store = self._wording, self._store
        if w is None:
            return
        self.whose.setVisible(store.sees_all)
        self.whose.set_current(store.whose.value)
        names = store.whose is Whose.CENTRE
        self.list.set_lines([line_of(w, row, self._now(), names=names) for row in store.rows])
        if not self.list.key and store.rows:
            self.list.stand_on(str(store.rows[0].id))
        is_empty = store.page is not None and not store.rows
        if is_empty:
            key = "support-none-centre" if names else "support-none"
            self._empty.show_text(w.text(key), w.text("support-none-hint"), "lifebuoy")
        self._stack.setCurrentIndex(1 if is_empty else 0)
        self._show_one()
        self._tell(w)

    def _show_one(self, _key: str = "") -> None:
        w, row = self._wording, self.chosen
        self._show_acts(row)
        if w is None or row is None:
            self.text.show_text("", "")
            return
        known = self._store.requests.get(row.id)
        if known is None or known.request.version < row.version:
            self.text.show_text(w.text("support-loading"), "")
            if row.id not in self._store.request_errors:
                self._store.read_one(row)
            return
        self.text.show_text(*whole_text(w, known, self._now()))

    def _show_acts(self, row: SupportRow | None) -> None:
        answers = self._store.whose is Whose.CENTRE and row is not None
        for button in self.acts.values():
            button.setVisible(answers and row is not None and row.state is not SupportState.CLOSED)

    def _tell(self, w: Wording) -> None:
        row = self.chosen
        error = self._store.error
        if error is None and row is not None:
            error = self._store.request_errors.get(row.id)
        if error is None:
            self._notice.hide()
        else:
            text = error_with_code(w, error, SUPPORT)
            self._notice.ask(text, accept=w.text("triage-retry"), kind="danger")

    def _retry(self) -> None:
        row = self.chosen
        if row is not None and row.id in self._store.request_errors:
            self._store.read_one(row)
        self._store.read()

    def _read(self, _key: str) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_at(self, name: str) -> None:
        self._store.look_at(Whose(name))

    def _answer(self) -> None:
        self._want(Verb.ANSWER)

    def _close(self) -> None:
        self._want(Verb.CLOSE)

    def _want(self, verb: Verb) -> None:
        if (row := self.chosen) is not None:
            self.act_wanted.emit(verb, row)

    @staticmethod
    def _kind_of(verb: Verb) -> str:
        return "primary" if verb is Verb.ANSWER else "secondary"

    def _connect(self) -> None:
        self._store.changed.connect(self._show)
        self.list.chosen.connect(self._show_one)
        self.list.activated_key.connect(self._read)
        self.list.end_neared.connect(self._store.read_more)
        self.whose.chosen.connect(self._look_at)
        self._notice.accepted.connect(self._retry)
        self.acts[Verb.ANSWER].clicked.connect(self._answer)
        self.acts[Verb.CLOSE].clicked.connect(self._close)

    def _build(self, theme: Theme) -> None:
        self.list.setObjectName("requests_list")
        self.text.setObjectName("request_text")
        self._intro.set_wrapping()
        self.whose.setObjectName("requests_whose")
        self.whose.set_choices([(each.value, "") for each in Whose])
        top = QHBoxLayout()
        top.setContentsMargins(16, 10, 16, 10)
        top.setSpacing(12)
        top.addWidget(self._intro, 1)
        top.addWidget(self.whose)
        right = QWidget()
        right.setProperty("ground", "surface")
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for verb, button in self.acts.items():
            button.setObjectName(f"request_{verb}")
            foot.addWidget(button)
        foot.addStretch(1)
        side = QVBoxLayout(right)
        side.setContentsMargins(16, 10, 12, 10)
        side.addWidget(self.text, 1)
        side.addLayout(foot)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.list)
        splitter.addWidget(right)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.scaled(_LIST_PX), theme.scaled(_TEXT_PX)])
        self._stack.addWidget(splitter)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._notice)
        column.addWidget(self._stack, 1)
