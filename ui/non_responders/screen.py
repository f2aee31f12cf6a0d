"""The silent patients: found before they become emergencies, and what is done about each
(screens.md 3.6).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.models.silence_model import Column, SilenceModel
from console.session import Session
from console.settings import LetterKeys, Settings
from console.stores.desk import TriageDesk
from console.stores.silence import Silent
from console.stores.silence_acts import MOST_TOGETHER
from console.stores.states import StoreState
from resources.wording import Wording
from services.contract.non_responders import Silence
from ui.non_responders.acts_bar import (
    ACTS,
    ANSWER,
    ARCHIVE,
    CALL,
    OPEN,
    PAUSE,
    REMIND,
    ActsBar,
    SilenceAct,
)
from ui.non_responders.chosen import Chosen
from ui.non_responders.columns import WIDTHS
from ui.non_responders.foot import SilenceFoot
from ui.non_responders.head import SilenceHead
from ui.non_responders.looks import cell_looks, mark_look
from ui.non_responders.reminding import Reminding
from ui.non_responders.states import SilenceStates
from ui.parts.keys import bind
from ui.parts.list_screen import Index, ListScreen
from ui.parts.plan_desk import PlanDesk
from widgets.announce import announce
from widgets.table_cell import CellLook
from widgets.theme import Theme

_TABLE = "silence"


class CallWish(NamedTuple):
    """The open alert of a silence, on which a call is to be recorded."""

    patient_id: UUID
    alert_id: UUID


class NonRespondersScreen(ListScreen):
    """Signals: `file_wanted(UUID)`; `call_wanted(CallWish)`, which is done in triage;
    `answer_wanted(UUID)` to fill the questionnaire in with the patient;
    `archive_wanted(PatientLabel)` to end the follow-up, `undo_wanted()` to take that back; `left()`
    on Esc; `said(text)` for a toast.
    """

    file_wanted = Signal(object)
    call_wanted = Signal(object)
    answer_wanted = Signal(object)
    archive_wanted = Signal(object)
    undo_wanted = Signal()
    left = Signal()
    said = Signal(str)

    def __init__(
        self,
        desk: TriageDesk,
        session: Session,
        settings: Settings,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk.silence, desk.connection, settings, theme, wording, parent)
        self._store = desk.silence
        self._acts = desk.silence_acts
        self._plan_acts = desk.silence_plan_acts
        self.chosen = Chosen(self._store, self)
        self._model = SilenceModel(self._store, self.chosen, session, wording, self)
        self.head = SilenceHead(self._store, session, theme, wording, self)
        self._make_table(self._model)
        self._states = SilenceStates(self.table, theme, wording, self)
        self.reminding = Reminding(self._acts, theme, wording, self)
        self.plans = PlanDesk(self._plan_acts, session, theme, wording, self)
        self.bar = ActsBar(session, theme, wording, self)
        self._foot = SilenceFoot(self._store, theme, wording, self)
        self._build()
        self._connect()
        self._bind_keys()
        self._begin()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language: selection, choice and scroll stay."""
        self._wording = w = wording
        self.setAccessibleName(w.text("silence-screen"))
        self.table.setAccessibleName(w.text("silence-list"))
        self.table.setAccessibleDescription(w.text("silence-list-described"))
        self._model.set_wording(w)
        for part in (self.head, self._stale, self._states, self.reminding, self.plans):
            part.set_wording(w)
        self.bar.set_wording(w)
        self._foot.set_wording(w)
        self._show_state()
        self._columns.measure()

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in reading order."""
        return (self.head, self.table, self.bar)

    def perform(self, act: SilenceAct) -> None:
        """Do something about whoever is chosen."""
        current = self._store.row(self.table.key)
        self._foot.say("")
        if current is None or not self.bar.offers(act):
            return
        if act is REMIND:
            self.reminding.want(self.chosen.rows or [current])
        elif act is CALL:
            self._call(current)
        elif act is ANSWER:
            self.answer_wanted.emit(current.key)
        elif act is PAUSE:
            self.plans.pause(current.row.patient)
        elif act is ARCHIVE:
            self.archive_wanted.emit(current.row.patient)
        else:
            self.file_wanted.emit(current.key)

    def _call(self, silent: Silent) -> None:
        """On the alert of the silence, or from the file, where the number stands."""
        row = silent.row
        if row.silence_alert_id is None:
            self.said.emit(self._wording.text("silence-call-in-file"))
            self.file_wanted.emit(silent.key)
        else:
            self.call_wanted.emit(CallWish(silent.key, row.silence_alert_id))

    def _build(self) -> None:
        self._dress("non_responders_screen", "silence_list")
        self._keep_columns(self._model, _TABLE, WIDTHS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._stale)
        column.addWidget(self._states, 1)
        for part in (self.reminding, self.plans, self.bar, self._foot):
            column.addWidget(part)

    def _connect(self) -> None:
        store, table = self._store, self.table
        store.told.connect(self._show_told)
        store.query_changed.connect(self._show_told)
        store.news_changed.connect(self._foot.show_news)
        self.chosen.follow(table)
        self.chosen.changed.connect(self._show_choice)
        self.chosen.full.connect(self._say_full)
        table.opened.connect(self._open)
        table.end_wanted.connect(self._go_to_end)
        table.selectionModel().currentRowChanged.connect(self._offer)
        self.head.group_chosen.connect(self._set_group)
        self.head.unit_chosen.connect(self._set_unit)
        self._states.retry_wanted.connect(store.refresh)
        self._states.filters_unwanted.connect(self._clear_unit)
        self.reminding.done.connect(self._finish_reminding)
        self.reminding.left.connect(self.take_focus)
        self.reminding.said.connect(self.said)
        self.plans.done.connect(store.refresh)
        self.plans.closed.connect(self.take_focus)
        self.plans.said.connect(self.said)
        self.bar.wanted.connect(self.perform)
        self._foot.news_wanted.connect(store.apply_news)
        for changing in (self._connection, self._acts, self._plan_acts):
            changing.changed.connect(self._offer)

    def _bind_keys(self) -> None:
        for act in (REMIND, CALL, ANSWER, ARCHIVE, OPEN):
            action = bind(act.key, self._press, (self.table,), self)
            action.setProperty("act", act.name)
        bind("Ctrl+Z", self.undo_wanted.emit, (self.table,), self)
        bind("F", self.head.open_menu, (self.table,), self)
        bind("F5", self._store.apply_news, (self,), self)
        bind("Esc", self._leave, (self.table,), self)

    def _press(self) -> None:
        name = self.sender().property("act")
        self.perform(next(act for act in ACTS if act.name == name))

    def _leave(self) -> None:
        """First the choice of several goes, then the screen."""
        if self.chosen.rows:
            self.chosen.clear()
        else:
            self.left.emit()

    def _name_letters(self, letters: LetterKeys) -> None:
        self._foot.set_letters(letters)
        self.bar.set_letters(letters)

    def _look(self, index: Index) -> CellLook | None:
        if index.column() == Column.MARK and index.row() < len(self._store.rows):
            is_chosen = self._store.rows[index.row()].key in self.chosen
            return mark_look(is_chosen=is_chosen)
        return super()._look(index)

    def _looks_of(self, row: int) -> tuple[CellLook, ...]:
        return cell_looks(self._model.text_at(row))

    def _open(self, key: UUID, _is_deliberate: bool) -> None:
        if self.bar.offers(OPEN):
            self.file_wanted.emit(key)

    def _set_group(self, group: Silence) -> None:
        self.chosen.clear()
        self._store.set_silence(group)

    def _set_unit(self, unit: str | None) -> None:
        self.chosen.clear()
        self._store.set_unit(unit)
        self.take_focus()

    def _clear_unit(self) -> None:
        self._set_unit(None)

    def _finish_reminding(self) -> None:
        self.chosen.clear()
        self._store.refresh()

    def _say_full(self) -> None:
        self._foot.say(self._wording.text("silence-full", most=MOST_TOGETHER))

    # What the store says

    def _show_state(self, _state: StoreState | None = None) -> None:
        store = self._store
        self._states.show_state(store)
        self._show_told()

    def _show_told(self) -> None:
        store = self._store
        self._show_age(has_rows=bool(store.rows))
        self.head.show_told()
        self._foot.show_count()
        self._offer()

    def _show_choice(self) -> None:
        count = len(self.chosen.rows)
        self.table.viewport().update()
        self._offer()
        announce(self, self._wording.text("silence-chosen", count=count))

    def _offer(self, *_cause: object) -> None:
        is_busy = self._acts.is_busy or self._acts.is_unsettled
        count = len(self.chosen.rows)
        has_row = self._store.row(self.table.key) is not None
        is_offline = self._connection.shows_offline
        self.bar.show_choice(count, has_row=has_row, is_offline=is_offline, is_busy=is_busy)
