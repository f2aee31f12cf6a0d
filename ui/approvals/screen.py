"""What waits for a second person: a list, and beside it exactly what is asked (screens.md 3.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.errors import ACCESS
from console.session import Session
from console.stores.approvals import ApprovalsStore
from console.stores.connection import ConnectionStore
from console.stores.error_words import error_with_code
from console.stores.states import StoreState
from resources.wording import Wording
from services.contract.approvals import ApprovalState
from ui.approvals.request import RequestPane
from ui.approvals.words import state_of, title_of
from ui.parts.accounts_tabs import AccountsTab, AccountsTabs, offered_tabs
from ui.parts.keys import bind
from widgets.empty_state import EmptyState
from widgets.line_list import LineList, LineLook
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.theme import Theme

_LIST_PX: Final = 460
_ICONS: Final = {
    ApprovalState.WAITING: ("clock", "warning"),
    ApprovalState.APPROVED: ("check-circle", "success"),
    ApprovalState.REFUSED: ("prohibit", "danger"),
}


class ApprovalsScreen(QWidget):
    """Signals: `left()` on Esc; `tab_wanted(AccountsTab)`; `said(text)` after a
    decision.
    """

    left = Signal()
    tab_wanted = Signal(object)
    said = Signal(str)

    def __init__(
        self,
        store: ApprovalsStore,
        connection: ConnectionStore,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._session = session
        self._theme = theme
        self._wording = wording
        self._tabs = AccountsTabs(
            AccountsTab.APPROVALS, offered_tabs(session), theme=theme, wording=wording, screen=self
        )  # fmt: skip
        self._title = PlainLabel(theme, role="display", parent=self)
        self._counted = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._notice = Strip(theme, self)
        self.list = LineList(theme)
        self.pane = RequestPane(store, connection, session, theme, wording)
        self._empty = EmptyState(theme, self)
        self._body = QWidget(self)
        self._build()
        self._tabs.wanted.connect(self.tab_wanted)
        store.changed.connect(self._show)
        self.list.chosen.connect(self._choose)
        self.list.activated_key.connect(self._into_pane)
        self._notice.accepted.connect(store.refresh)
        self.pane.said.connect(self.said)
        bind("F5", store.refresh, (self,), self)
        bind("Esc", self._leave, (self,), self)
        theme.theme_changed.connect(self._fit)
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self.setAccessibleName(w.text("approvals-screen"))
        self._title.setText(w.text("approvals-screen"))
        self.list.setAccessibleName(w.text("approvals-list"))
        self._empty.show_text(
            w.text("approvals-nothing"), w.text("approvals-nothing-hint"), icon="check-circle"
        )
        self._tabs.set_wording(w)
        self.pane.set_wording(w)
        self._show()

    def begin(self) -> None:
        """The screen comes to the front."""
        self._store.refresh()

    def set_locked(self, is_locked: bool) -> None:
        """Nothing of a patient stands here."""

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes."""
        return (self.list, self.pane)

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        w, store = self._wording, self._store
        now = self._session.server_now()
        lines = []
        for each in store.items:
            icon, token = _ICONS.get(each.state, ("clock", "text.secondary"))
            title, told = title_of(w, each), state_of(w, each, now)
            by = w.text("approvals-line", name=each.asked_by.name, state=told)
            right = w.text("approvals-to-decide") if each.may_decide else ""
            sentence = ". ".join(part for part in (title, right, by) if part)
            lines.append(
                LineLook(
                    str(each.id), icon, title, detail=by, right=right, token=token,
                    is_struck=each.state in (ApprovalState.WITHDRAWN, ApprovalState.VOID),
                    sentence=sentence,
                )
            )  # fmt: skip
        self.list.set_lines(lines)
        if lines and not self.list.key:
            first = next((each for each in store.items if each.may_decide), store.items[0])
            self.list.stand_on(str(first.id))
        count = store.waiting
        self._counted.setText("" if count is None else w.text("approvals-waiting", count=count))
        self._empty.setVisible(store.state is StoreState.EMPTY)
        self._body.setVisible(bool(store.items))
        self._tell()
        self._choose(self.list.key)

    def _tell(self) -> None:
        error = self._store.error
        if error is None:
            self._notice.hide()
            return
        w = self._wording
        text = error_with_code(w, error, ACCESS)
        self._notice.ask(text, accept=w.text("access-retry"), kind="danger")

    def _choose(self, key: str) -> None:
        self.pane.show_request(UUID(key) if key else None)

    def _into_pane(self, _key: str) -> None:
        self.pane.take_focus()

    def _leave(self) -> None:
        if not self.pane.step_back():
            self.left.emit()

    def _fit(self) -> None:
        self.list.setMinimumWidth(self._theme.scaled(_LIST_PX) // 2)
        self.list.setMaximumWidth(self._theme.scaled(_LIST_PX))

    def _build(self) -> None:
        self.setObjectName("approvals_screen")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list.setObjectName("approvals_list")
        self._notice.setObjectName("approvals_notice")
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._counted, 1, Qt.AlignmentFlag.AlignBottom)
        beside = QHBoxLayout(self._body)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.list, 2)
        beside.addWidget(self.pane, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addLayout(head)
        column.addWidget(self._notice)
        column.addWidget(self._body, 1)
        column.addWidget(self._empty, 1)
        self._fit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Words that were begun do not wait for somebody else."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.pane.step_back()
