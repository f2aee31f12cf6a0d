"""The review of who has access, confirmed line by line each quarter (screens.md 3.9)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from console.errors import ConsoleError, Refused
from console.models.review_model import ReviewModel
from console.session import Session
from console.settings import LetterKeys, Settings
from console.stores.access_review import Reviewed, ReviewShown
from console.stores.account_acts import AccountAct
from console.stores.desk import TriageDesk
from console.stores.states import StoreState
from resources.wording import Wording
from services.contract.staff import ReviewLine, ReviewVerdict
from ui.accounts.review_csv import review_rows
from ui.accounts.review_foot import ReviewFoot
from ui.accounts.review_guards import ReviewGuards
from ui.accounts.review_head import ReviewHead
from ui.accounts.review_looks import WIDTHS, review_looks
from ui.accounts.review_side import CHANGE_KEY, CONFIRM_KEY, OPEN_KEY, SUSPEND_KEY, ReviewSide
from ui.accounts.review_states import ReviewStates
from ui.accounts.review_words import STALE, review_refusal
from ui.letters import written
from ui.parts.accounts_tabs import AccountsTab, AccountsTabs, offered_tabs
from ui.parts.keys import bind
from ui.parts.list_and_side import ListAndSide
from ui.parts.list_screen import ListScreen
from ui.parts.save_window import SaveWindow
from widgets.announce import announce
from widgets.table_cell import CellLook
from widgets.theme import Theme

EXPORT_KEY: Final = "E"
_TABLE: Final = "accessreview"
_SIDE_PX: Final = 356


class ReviewScreen(ListScreen):
    """Signals: `suspend_wanted(AccountRow)`; `account_wanted(UUID)` to open it among the accounts;
    `tab_wanted(AccountsTab)`; `said(text)`; `left()` on Esc.
    """

    suspend_wanted = Signal(object)
    account_wanted = Signal(object)
    tab_wanted = Signal(object)
    said = Signal(str)
    left = Signal()

    def __init__(
        self,
        desk: TriageDesk,
        session: Session,
        settings: Settings,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk.accounts.review, desk.connection, settings, theme, wording, parent)
        self._store = desk.accounts.review
        self._acts = desk.accounts.review_acts
        self.guards = ReviewGuards(desk.accounts, desk.connection, session)
        self._model = ReviewModel(self._store, session, wording, self)
        self._tabs = AccountsTabs(
            AccountsTab.REVIEW, offered_tabs(session), theme=theme, wording=wording, screen=self
        )
        self.head = ReviewHead(self._store, session, theme, wording, self)
        self._make_table(self._model)
        self._states = ReviewStates(self.table, theme, wording, self)
        self.side = ReviewSide(self.guards, session, theme, wording, self)
        self._foot = ReviewFoot(self._store, theme, wording, self)
        self._where = SaveWindow(self)
        self._seen: Reviewed | None = None
        self._is_told_stale = False
        self._owes_keyboard = False
        self._build()
        self._connect()
        self._bind_keys()
        self._begin()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language: selection and scroll stay."""
        self._wording = w = wording
        self.setAccessibleName(w.text("accessreview-screen"))
        self.table.setAccessibleName(w.text("accessreview-list"))
        self.table.setAccessibleDescription(w.text("accessreview-list-described"))
        self._model.set_wording(w)
        for part in (self._tabs, self.head, self._stale, self._states, self.side, self._foot):
            part.set_wording(w)
        self._show_state()
        self._columns.measure()

    def take_focus(self) -> None:
        """Put the keyboard on the list, once it is there."""
        self._owes_keyboard = not self.table.isVisibleTo(self)
        super().take_focus()

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in reading order."""
        return (self._tabs, self.head, self.table, self.side)

    # What a person asks for

    @property
    def chosen(self) -> Reviewed | None:
        """The line that the keyboard is on."""
        return self._store.row(self.table.key)

    def give(self, verdict: ReviewVerdict) -> None:
        """Say what is found of whoever is chosen (Y, X); what cannot be said now says why."""
        chosen = self.chosen
        if chosen is None:
            return
        why = self.guards.why_no_verdict(self._wording, chosen)
        self._foot.say(why)
        if not why:
            self._acts.find(chosen.line, verdict)

    def suspend(self) -> None:
        """Ask to suspend whoever is chosen (S)."""
        chosen = self.chosen
        if chosen is None or chosen.is_gone or not self.guards.may_suspend(chosen.line.account):
            return
        row = chosen.line.account
        why = self.guards.why_not(self._wording, AccountAct.SUSPEND, row)
        self._foot.say(why)
        if not why:
            self.suspend_wanted.emit(row)

    def open_account(self) -> None:
        """Go to whoever is chosen among the accounts (O)."""
        if self.chosen is not None:
            self.account_wanted.emit(self.chosen.key)

    def export(self) -> None:
        """Save the whole review as a table (E)."""
        w, review = self._wording, self._store.review
        if review is not None:
            name = w.text("accessreview-export-name", quarter=review.quarter)
            self._where.ask(w.text("accessreview-export-title"), name, "csv")

    def save(self, path: str) -> None:
        """Write it where the window of the system says: as it is known now."""
        review, store = self._store.review, self._store
        if review is not None:
            store.save(Path(path), review_rows(self._wording, review, store.all.values()))

    def _show_others(self) -> None:
        is_all = self._store.shown is ReviewShown.ALL
        self._set_shown(ReviewShown.LEFT if is_all else ReviewShown.ALL)

    def _set_shown(self, shown: ReviewShown) -> None:
        self._store.show(shown)
        focus = QApplication.focusWidget()
        if focus is None or not focus.isVisible():
            self.take_focus()

    def _open(self, _key: UUID, _is_deliberate: bool) -> None:
        self.side.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        """From the side pane back to the list, from there out."""
        focus = QApplication.focusWidget()
        if focus is None or focus is self.table or not self.isAncestorOf(focus):
            self.left.emit()
        else:
            self.take_focus()

    # Parts

    def _build(self) -> None:
        self._dress("review_screen", "review_list")
        self._keep_columns(self._model, _TABLE, WIDTHS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._tabs, self.head, self._stale):
            column.addWidget(part)
        body = ListAndSide(
            None, self._states, self.table, self.side, self._theme, self, side_px=_SIDE_PX
        )
        column.addWidget(body, 1)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        store, table, acts = self._store, self.table, self._acts
        store.told.connect(self._take_told)
        store.query_changed.connect(self._show_state)
        store.news_changed.connect(self._foot.show_news)
        store.saved.connect(self._tell_saved)
        acts.done.connect(self._tell_done)
        acts.failed.connect(self._tell_failed)
        acts.changed.connect(self._show_told)
        table.opened.connect(self._open)
        table.end_wanted.connect(self._go_to_end)
        table.selectionModel().currentRowChanged.connect(self._choose)
        self.head.shown_wanted.connect(self._set_shown)
        self.head.export.clicked.connect(self.export)
        self._where.chosen.connect(self.save)
        self._tabs.wanted.connect(self.tab_wanted)
        self.head.notice.accepted.connect(acts.ask_again)
        self._states.retry_wanted.connect(store.refresh)
        self.side.verdict_given.connect(self.give)
        self.side.suspend_wanted.connect(self.suspend)
        self.side.open_wanted.connect(self.open_account)
        self._foot.news_wanted.connect(store.apply_news)
        self._connection.changed.connect(self._show_told)

    def _bind_keys(self) -> None:
        acting = (self.table, self.side)
        bind(CONFIRM_KEY, partial(self.give, ReviewVerdict.CONFIRMED), acting, self)
        bind(CHANGE_KEY, partial(self.give, ReviewVerdict.TO_CHANGE), acting, self)
        bind(SUSPEND_KEY, self.suspend, acting, self)
        bind(OPEN_KEY, self.open_account, acting, self)
        bind(EXPORT_KEY, self.export, acting, self)
        bind("F", self._show_others, (self.table,), self)
        bind("F5", self._store.apply_news, (self,), self)
        bind("Esc", self._leave, (self,), self)

    def _name_letters(self, letters: LetterKeys) -> None:
        self._foot.set_letters(letters)
        self.side.set_letters(letters)
        self.head.export.set_key(written(EXPORT_KEY, letters))

    def _looks_of(self, row: int) -> tuple[CellLook, ...]:
        return review_looks(self._model.text_at(row))

    # What the stores say

    def _choose(self) -> None:
        self._foot.say("")
        self._is_told_stale = False
        self._seen = self.chosen
        self.side.show_line(self._seen)

    def _take_rows(self) -> None:
        super()._take_rows()
        self._choose()

    def _take_told(self) -> None:
        """Whoever is chosen may have become another than was looked at: that is said."""
        seen, now = self._seen, self.chosen
        self._seen = now
        self.side.show_line(now)
        self._show_told()
        if seen is None or now is None or seen.key != now.key:
            return
        was, row = seen.line.account, now.line.account
        if row.version != was.version and not self._is_told_stale:
            self._foot.say(self._wording.text("accessreview-changed", name=row.person.name))

    def _tell_done(self, line: ReviewLine) -> None:
        """The answer is on screen; a confirmed line hands over to the next that waits."""
        if line.verdict is None:
            return
        w, name = self._wording, line.account.person.name
        told = w.text(f"accessreview-done-{line.verdict.value}", name=name)
        if line.verdict is ReviewVerdict.TO_CHANGE or self.table.key != line.account.person.id:
            self._foot.say(told)
            return
        place = self._store.next_waiting(self.table.key)
        if place is not None:
            announce(self, told)
            self.table.choose(place)
        elif self._store.waits:
            self._foot.say(told)
        else:
            rest = w.text(f"accessreview-{'own' if self._store.left else 'none'}-left")
            self._foot.say(f"{told} {rest}")

    def _tell_failed(self, error: ConsoleError) -> None:
        self._show_told()
        self._is_told_stale = isinstance(error, Refused) and error.problem.status == STALE
        if not self._acts.is_unsettled:
            self._foot.say(review_refusal(self._wording, error, self._acts.about))

    def _tell_saved(self, is_written: bool) -> None:
        if is_written:
            self.said.emit(self._wording.text("accessreview-saved"))
        else:
            self._foot.say(self._wording.text("accessreview-not-saved"))

    def _show_state(self, _state: StoreState | None = None) -> None:
        self._states.show_state(self._store)
        self._show_told()
        focus = QApplication.focusWidget()
        is_elsewhere = focus is not None and self.isAncestorOf(focus)
        if self._owes_keyboard and self.table.isVisible():
            self._owes_keyboard = False
            if not is_elsewhere:
                self.take_focus()

    def _show_told(self) -> None:
        self._show_age(has_rows=bool(self._store.rows))
        self.head.show_told()
        self.side.show_told()
        self.side.setVisible(self._store.review is not None and bool(self._store.rows))
        self._foot.show_count()
        about = self._acts.about
        if self._acts.is_unsettled and about is not None:
            text = self._wording.text("accessreview-unsettled", name=about.person.name)
            accept = self._wording.text("forms-check")
            self.head.notice.ask(text, accept=accept, kind="danger")
            QTimer.singleShot(0, self.table, self._keep_in_sight)
        else:
            self.head.notice.hide()

    def _keep_in_sight(self) -> None:
        """What asks takes room from the lines."""
        self.table.scrollTo(self.table.currentIndex())

    def hideEvent(self, event: QHideEvent) -> None:
        """Behind a lock no window of the system stays open."""
        self._where.close()
        super().hideEvent(event)
