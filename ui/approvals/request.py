"""One request: exactly what is asked, and what may be done with it."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console.errors import ConsoleError, Refused
from console.session import Session
from console.stores.approvals import ApprovalsStore
from console.stores.connection import ConnectionStore
from console.stores.error_words import error_sentence
from resources.wording import Wording
from services.contract.approvals import Approval, ApprovalState, VoidReason
from services.contract.cohorts import CohortPayload
from ui.approvals import cohort
from ui.approvals.words import facts_of, state_of, title_of, void_text
from ui.parts.fact_grid import FactGrid
from ui.parts.held_fields import HeldFields
from ui.parts.scrolling import scrolling
from ui.proof.panel import ProofPanel
from widgets.announce import announce
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.text_field import TextField
from widgets.theme import Theme

_LONGEST: Final = 500
_FEWEST: Final = 3
_MOST_FIELDS: Final = 200


class RequestPane(QWidget):
    """Approves what is on screen and nothing else; refusing and taking back ask why, in place.

    Signals: `said(text)`.
    """

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
        self._connection = connection
        self._session = session
        self._wording = wording
        self._request: Approval | None = None
        self._is_declining = False
        self._title = PlainLabel(theme, role="title", parent=self)
        self._state = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._facts = FactGrid(theme, self)
        self._all = PlainLabel(theme, role="panel", tone="secondary", parent=self)
        self.fields = HeldFields(theme, self)
        self._notice = Strip(theme, self)
        self.approve = Button(theme, "", "primary", parent=self)
        self.decline = Button(theme, "", "secondary", parent=self)
        self._proof = ProofPanel(store.acts.proof, self.approve, theme, wording, self)
        self._foot = QWidget(self)
        self._why = QWidget(self)
        self._words = TextField(theme, "", parent=self._why)
        self._confirm = Button(theme, "", "danger", parent=self._why)
        self._keep = Button(theme, "", "secondary", key="Esc", parent=self._why)
        self._build()
        self._connect()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self.approve.set_label(w.text("approvals-approve"))
        self._words.set_label(w.text("approvals-why"))
        self._all.setText(w.text("approvals-cohort-fields"))
        self._keep.set_label(w.text("approvals-keep"))
        self._proof.set_wording(w)
        self._show()

    def show_request(self, approval_id: UUID | None) -> None:
        """Show a request, or nothing; words that were begun for another one go."""
        request = self._store.of(approval_id)
        is_other = (None if request is None else request.id) != (
            None if self._request is None else self._request.id
        )
        self._request = request
        if is_other:
            self._stop_declining()
            self._notice.hide()
        self._show()

    def take_focus(self) -> None:
        """On what may be done, or on what is read."""
        for button in (self.approve, self.decline):
            if button.isVisible() and button.isEnabled():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def step_back(self) -> bool:
        """Leave the words alone; False when none were begun."""
        if not self._is_declining:
            return False
        self._stop_declining()
        self._show()
        self.decline.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _show(self) -> None:
        w, request = self._wording, self._request
        self.setVisible(request is not None)
        if request is None:
            return
        now = self._session.server_now()
        self._title.setText(title_of(w, request))
        self._state.setText(state_of(w, request, now))
        self._facts.show_facts(facts_of(w, request, now), (cohort.alarming(w),))
        payload = request.payload
        is_cohort = isinstance(payload, CohortPayload)
        for part in (self._all, self.fields):
            part.setVisible(is_cohort)
        if isinstance(payload, CohortPayload):
            self.fields.show_fields(w, cohort.held(w, payload))
        is_waiting = request.state is ApprovalState.WAITING
        is_busy = self._store.acts.is_busy
        self.approve.setVisible(request.may_decide and not self._is_declining)
        may_decline = request.may_decide or request.may_withdraw
        self.decline.setVisible(may_decline and not self._is_declining)
        self._foot.setVisible(may_decline)
        key = "approvals-refuse" if request.may_decide else "approvals-withdraw"
        self.decline.set_label(w.text(key))
        self._confirm.set_label(w.text(f"{key}-now"))
        self._why.setVisible(self._is_declining and is_waiting)
        offline = w.text("access-offline") if self._connection.shows_offline else ""
        for button in (self.approve, self.decline, self._confirm):
            button.set_enabled_because(not offline and not is_busy, offline)

    def _approve(self) -> None:
        if self._request is not None and not self._store.acts.is_busy:
            self._notice.hide()
            self._store.approve(self._request)

    def _begin_declining(self) -> None:
        self._is_declining = True
        self._show()
        self._words.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_declining(self) -> None:
        self._is_declining = False
        self._words.clear()

    def _decline(self) -> None:
        request, words = self._request, self._words.text.strip()
        if request is None or self._store.acts.is_busy:
            return
        if len(words) < _FEWEST:
            self._words.show_error(self._wording.text("approvals-why-missing"))
            self._words.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._notice.hide()
        if request.may_decide:
            self._store.refuse(request, words)
        else:
            self._store.withdraw(request, words)

    def _finish(self, result: object) -> None:
        if not isinstance(result, Approval):
            return
        self._stop_declining()
        w = self._wording
        if result.state is ApprovalState.VOID:
            because = result.void_because or VoidReason.CHANGED
            text = w.text("approvals-was-void", why=void_text(w, because))
            self._notice.ask(text, kind="warning")
            announce(self, self._notice.accessibleName())
        self.said.emit(w.text(_said(result)))

    def _fail(self, error: ConsoleError) -> None:
        w = self._wording
        if self._store.acts.is_unsettled:
            text, accept = w.text("approvals-unsettled"), w.text("access-codes-find-out")
            self._notice.ask(text, accept=accept, kind="danger")
        elif isinstance(error, Refused) and error.problem.status in (409, 412):
            self._notice.ask(w.text("approvals-overtaken"), kind="warning")
        else:
            self._notice.ask(error_sentence(w, error), kind="danger")
        announce(self, self._notice.accessibleName())

    def _build(self) -> None:
        self.setObjectName("approvals_pane")
        for part, name in (
            (self.approve, "approvals_approve"),
            (self.decline, "approvals_decline"),
            (self._words.edit, "approvals_words"),
            (self._confirm, "approvals_confirm"),
            (self._keep, "approvals_keep"),
            (self._notice, "approvals_told"),
        ):
            part.setObjectName(name)
        self._words.edit.setMaxLength(_LONGEST)
        for label in (self._title, self._state):
            label.set_wrapping()
        self.fields.setObjectName("approvals_fields")
        self.fields.set_whole(_MOST_FIELDS)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.approve)
        buttons.addWidget(self.decline)
        buttons.addStretch(1)
        ending = QHBoxLayout()
        ending.setSpacing(8)
        ending.addWidget(self._confirm)
        ending.addWidget(self._keep)
        ending.addStretch(1)
        why = QVBoxLayout(self._why)
        why.setContentsMargins(0, 0, 0, 0)
        why.setSpacing(8)
        why.addWidget(self._words)
        why.addLayout(ending)
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(20, 10, 20, 10)
        foot.setSpacing(8)
        foot.addLayout(buttons)
        foot.addWidget(self._why)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scrolling(self._read_part()), 1)
        rule = QFrame(self)
        rule.setProperty("rule", "horizontal")
        column.addWidget(rule)
        column.addWidget(self._foot)

    def _read_part(self) -> QWidget:
        """What is read is scrolled; what is decided stays in sight below."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 12, 20, 16)
        column.setSpacing(12)
        told = (self._title, self._state, self._notice, self._facts, self._all, self.fields)
        for widget in (*told, self._proof):
            column.addWidget(widget)
        column.addStretch(1)
        return inside

    def _connect(self) -> None:
        acts = self._store.acts
        acts.changed.connect(self._show)
        acts.done.connect(self._finish)
        acts.failed.connect(self._fail)
        self._connection.changed.connect(self._show)
        self._notice.accepted.connect(acts.ask_again)
        self.approve.clicked.connect(self._approve)
        self.decline.clicked.connect(self._begin_declining)
        self._words.entered.connect(self._decline)
        self._confirm.clicked.connect(self._decline)
        self._keep.clicked.connect(self.step_back)


def _said(result: Approval) -> str:
    """What became of it; what was released is not done yet."""
    is_released = isinstance(result.payload, CohortPayload)
    if is_released and result.state is ApprovalState.APPROVED:
        return "approvals-said-released"
    return f"approvals-said-{result.state.value}"
