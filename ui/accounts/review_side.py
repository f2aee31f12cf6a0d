"""Beside the review: what the account that is chosen may do, and what is found of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from console.models.accounts_text import role_line, signed_in_text
from console.models.review_text import last_day, verdict_text
from console.session import Session
from console.settings import LetterKeys
from console.stores.access_review import Reviewed
from console.stores.account_filters import roles_to_tell
from resources.wording import Wording
from services.contract.staff import ReviewVerdict
from ui.accounts.review_guards import ReviewGuards
from ui.accounts.side_head import SideHead
from ui.letters import written
from ui.parts.fact_grid import FactGrid
from widgets.button import Button
from widgets.flow_row import FlowRow
from widgets.focus_ring import RING_PROPERTY
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

CONFIRM_KEY, CHANGE_KEY, SUSPEND_KEY, OPEN_KEY = "Y", "X", "S", "O"


class ReviewSide(QScrollArea):
    """Scrolled with the keyboard where it is longer than its room. Signals:
    `verdict_given(ReviewVerdict)`; `suspend_wanted()`; `open_wanted()`.
    """

    verdict_given = Signal(object)
    suspend_wanted = Signal()
    open_wanted = Signal()

    def __init__(
        self,
        guards: ReviewGuards,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._guards = guards
        self._session = session
        self._wording = wording
        self._reviewed: Reviewed | None = None
        self._shown_facts: list[tuple[str, str]] = []
        inside = QWidget()
        self._nobody = PlainLabel(theme, role="body", tone="muted", parent=inside)
        self._head = SideHead(guards, theme, inside)
        self._facts = FactGrid(theme, inside)
        self.confirm = Button(theme, "", "primary", icon="check", parent=inside)
        self.change = Button(theme, "", "secondary", icon="note-pencil", parent=inside)
        self.suspend = Button(theme, "", "secondary", icon="pause-circle", parent=inside)
        self.open = Button(theme, "", "secondary", icon="arrow-right", parent=inside)
        self._acts = QWidget(inside)
        self._build(inside)
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._nobody.setText(w.text("accessreview-side-nobody"))
        self.setAccessibleName(w.text("accessreview-side"))
        self.confirm.set_label(w.text("accessreview-confirm"))
        self.change.set_label(w.text("accessreview-change"))
        self.suspend.set_label(w.text("accounts-suspend"))
        self.open.set_label(w.text("accessreview-open"))
        self.show_told()

    def set_letters(self, letters: LetterKeys) -> None:
        """Name letters only while they work."""
        keys = (CONFIRM_KEY, CHANGE_KEY, SUSPEND_KEY, OPEN_KEY)
        for button, key in zip(self._buttons, keys, strict=True):
            button.set_key(written(key, letters))

    def show_line(self, reviewed: Reviewed | None) -> None:
        """Somebody else is chosen in the list, or nobody."""
        is_other = (reviewed and reviewed.key) != (self._reviewed and self._reviewed.key)
        self._reviewed = reviewed
        if is_other:
            self.verticalScrollBar().setValue(0)
        self.show_told()

    def show_told(self) -> None:
        """The line as it is known now, and what can be done with it."""
        w, reviewed = self._wording, self._reviewed
        self._nobody.setVisible(reviewed is None)
        self._facts.setVisible(reviewed is not None)
        self._acts.setVisible(reviewed is not None)
        self._head.show_row(w, None if reviewed is None else reviewed.line.account)
        if reviewed is None:
            return
        self._show_facts(reviewed)
        row, why = reviewed.line.account, self._guards.why_no_verdict(w, reviewed)
        for button in (self.confirm, self.change):
            button.setVisible(self._guards.offers_verdict(reviewed))
            button.set_enabled_because(not why, why)
        self.suspend.setVisible(self._guards.may_suspend(row) and not reviewed.is_gone)
        is_offline = w.text("accounts-offline") if self._guards.is_offline else ""
        self.suspend.set_enabled_because(not is_offline, is_offline)

    def _show_facts(self, reviewed: Reviewed) -> None:
        """Built anew only for something new: what was selected in it stays."""
        facts = self._facts_of(reviewed)
        if facts != self._shown_facts:
            self._shown_facts = facts
            self._facts.show_facts(facts)

    def _facts_of(self, reviewed: Reviewed) -> list[tuple[str, str]]:
        w, line, row = self._wording, reviewed.line, reviewed.line.account
        now, ends = self._session.server_now(), last_day(row)
        told = [
            (w.text("accessreview-fact-role"), role_line(w, each)) for each in roles_to_tell(row)
        ]
        told.append((w.text("accessreview-fact-signed-in"), signed_in_text(w, row, now)))
        if ends is not None:
            told.append((w.text("accessreview-fact-ends"), w.date(ends)))
        found = verdict_text(w, line)
        if line.verdict is not None and line.at is not None:
            by = line.by or w.text("accessreview-nobody")
            found = f"{found}\n{w.text('accessreview-by', by=by, at=w.moment(line.at, now))}"
        told.append((w.text("accessreview-fact-verdict"), found))
        return told

    @property
    def _buttons(self) -> tuple[Button, ...]:
        return (self.confirm, self.change, self.suspend, self.open)

    def _confirm(self) -> None:
        self.verdict_given.emit(ReviewVerdict.CONFIRMED)

    def _change(self) -> None:
        self.verdict_given.emit(ReviewVerdict.TO_CHANGE)

    def _build(self, inside: QWidget) -> None:
        self.setObjectName("review_side")
        inside.setProperty("ground", "surface")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(RING_PROPERTY, True)
        self._nobody.set_wrapping()
        row = FlowRow(self._acts, gap_px=8, line_gap_px=6, spread=False)
        for button, name in zip(
            self._buttons, ("confirm", "change", "suspend", "open"), strict=True
        ):
            button.setObjectName(f"review_{name}")
            button.set_low()
            row.addWidget(button)
        self.confirm.clicked.connect(self._confirm)
        self.change.clicked.connect(self._change)
        self.suspend.clicked.connect(self.suspend_wanted)
        self.open.clicked.connect(self.open_wanted)
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(10)
        for part in (self._nobody, self._head, self._acts, self._facts):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inside)
