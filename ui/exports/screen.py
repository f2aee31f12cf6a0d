"""One's own exports: what somebody decides, what is being made, what waits to be saved, what failed
(screens.md 3.8).
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from console.errors import ConsoleError
from console.models.exports_model import ExportsModel
from console.session import Session
from console.settings import LetterKeys, Settings
from console.stores.desk import TriageDesk
from console.stores.exports import Exported, ExportGroup, Listed, group_of
from console.stores.states import StoreState
from resources.wording import Wording
from ui.exports.acts_bar import FILE_KEY, ExportActsBar
from ui.exports.columns import WIDTHS
from ui.exports.foot import ExportsFoot
from ui.exports.head import NEW_KEY, UNIT_KEY, ExportsHead
from ui.exports.looks import cell_looks
from ui.exports.states import ExportStates
from ui.exports.words import refusal
from ui.parts.exports_tabs import ExportsTab, ExportsTabs, offered_tabs
from ui.parts.keys import bind
from ui.parts.list_screen import ListScreen
from widgets.table_cell import CellLook
from widgets.theme import Theme

_TABLE = "exports"


class ExportsScreen(ListScreen):
    """Signals: `new_wanted()`; `unit_wanted()` for one of a whole unit; `again_wanted(Asked)` for
    one like that; `save_wanted(Asked)`; `file_wanted(UUID)` for the patient's file;
    `deliveries_wanted()` for the other tab; `said(text)`; `left()` on Esc.
    """

    new_wanted = Signal()
    unit_wanted = Signal()
    again_wanted = Signal(object)
    save_wanted = Signal(object)
    file_wanted = Signal(object)
    deliveries_wanted = Signal()
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
        super().__init__(desk.exports.list, desk.connection, settings, theme, wording, parent)
        self._stores = desk.exports
        self._store = desk.exports.list
        self._model = ExportsModel(self._store, session, wording, self)
        self._tabs = ExportsTabs(
            ExportsTab.EXPORTS, offered_tabs(session), theme=theme, wording=wording, screen=self
        )  # fmt: skip
        self.head = ExportsHead(self._store, theme, wording, self)
        self._make_table(self._model)
        self._states = ExportStates(self.table, theme, wording, self)
        self.bar = ExportActsBar(theme, wording, self)
        self._foot = ExportsFoot(self._store, theme, wording, self)
        self._owes_keyboard = False
        self._build()
        self._connect()
        self._bind_keys()
        self._begin()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language: selection and scroll stay."""
        self._wording = w = wording
        self.setAccessibleName(w.text("exports-screen"))
        self.table.setAccessibleName(w.text("exports-list"))
        self.table.setAccessibleDescription(w.text("exports-list-described"))
        self._model.set_wording(w)
        for part in (self._tabs, self.head, self._stale, self._states, self.bar, self._foot):
            part.set_wording(w)
        self._show_state()
        self._columns.measure()

    def set_locked(self, is_locked: bool) -> None:
        """Whoever opens it stops the reading: it goes on behind other screens too."""

    def take_focus(self) -> None:
        """Put the keyboard on the list, or where a new one begins while there is none."""
        self._owes_keyboard = not self.table.isVisibleTo(self)
        if self._owes_keyboard:
            self.head.take_focus()
        else:
            super().take_focus()

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in reading order."""
        return (self._tabs, self.head, self.table, self.bar)

    def reveal(self, key: UUID) -> None:
        """Go to one of them."""
        exported = self._store.all.get(key)
        if exported is None:
            return
        self._store.show(group_of(exported))
        place = self._store.index_of(key)
        if place is not None:
            self.table.choose(place)

    # What a person asks for

    @property
    def chosen(self) -> Listed | None:
        """The export that the keyboard is on."""
        return self._store.row(self.table.key)

    def cancel(self) -> None:
        """Cancel what is being made, discard what is made (Del); it is shown at once."""
        chosen = self.chosen
        if chosen is None or chosen.is_gone or self._why_not():
            return
        if self._stores.cancel(chosen):
            self._foot.say("")
            self.said.emit(
                self._wording.text("exports-discarded" if chosen.is_ready else "exports-cancelled")
            )

    def open_chosen(self) -> None:
        """Save what is ready, ask again for what there is no file of (Enter)."""
        chosen = self.chosen
        if chosen is None or chosen.is_gone:
            return
        why = self._why_not()
        if chosen.is_under_way:
            why = why or self._wording.text(_not_ready(chosen))
        self._foot.say(why)
        if why:
            return
        if chosen.is_ready:
            self.save_wanted.emit(chosen.row)
        elif self._may_ask_like(chosen):
            self.again_wanted.emit(chosen.row)

    def ask_new(self) -> None:
        """Begin another one (X)."""
        why = self._why_not()
        self._foot.say(why)
        if self._stores.may_ask and not why:
            self.new_wanted.emit()

    def ask_unit(self) -> None:
        """Begin one of a whole unit (U)."""
        why = self._why_not()
        if self._stores.may_ask_unit:
            self._foot.say(why)
            if not why:
                self.unit_wanted.emit()

    def open_file(self) -> None:
        """Go to the patient's file (O)."""
        chosen = self.chosen
        if isinstance(chosen, Exported) and not chosen.is_gone:
            self.file_wanted.emit(chosen.row.patient_id)

    def _may_ask_like(self, chosen: Listed) -> bool:
        is_single = isinstance(chosen, Exported)
        return self._stores.may_ask if is_single else self._stores.may_ask_unit

    def _why_not(self) -> str:
        return self._wording.text("exports-offline") if self._connection.shows_offline else ""

    def _open(self, _key: UUID, _is_deliberate: bool) -> None:
        self.open_chosen()

    def _set_group(self, group: ExportGroup) -> None:
        self._store.show(group)
        focus = QApplication.focusWidget()
        if focus is None or not focus.isVisible():
            self.take_focus()

    # Parts

    def _build(self) -> None:
        self._dress("exports_screen", "exports_list")
        self._keep_columns(self._model, _TABLE, WIDTHS)
        self.head.show_ways(new=self._stores.may_ask, unit=self._stores.may_ask_unit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(self.head)
        column.addWidget(self._stale)
        column.addWidget(self._states, 1)
        column.addWidget(self.bar)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        store, table, bar = self._store, self.table, self.bar
        store.told.connect(self._show_told)
        store.query_changed.connect(self._show_state)
        store.rows_changed.connect(self._show_told)
        store.news_changed.connect(self._foot.show_news)
        self._stores.cancelling.failed.connect(self._tell_failed)
        table.opened.connect(self._open)
        table.end_wanted.connect(self._go_to_end)
        table.selectionModel().currentRowChanged.connect(self._choose)
        self._tabs.wanted.connect(self.deliveries_wanted)
        self.head.group_chosen.connect(self._set_group)
        self.head.new_wanted.connect(self.ask_new)
        self.head.unit_wanted.connect(self.ask_unit)
        self._states.retry_wanted.connect(store.refresh)
        bar.save_wanted.connect(self.open_chosen)
        bar.again_wanted.connect(self.open_chosen)
        bar.cancel_wanted.connect(self.cancel)
        bar.file_wanted.connect(self.open_file)
        self._foot.news_wanted.connect(store.apply_news)
        self._connection.changed.connect(self._show_told)

    def _bind_keys(self) -> None:
        bind(NEW_KEY, self.ask_new, (self,), self)
        bind(UNIT_KEY, self.ask_unit, (self,), self)
        bind("Del", self.cancel, (self.table, self.bar), self)
        bind(FILE_KEY, self.open_file, (self.table,), self)
        bind("F5", self._store.apply_news, (self,), self)
        bind("Esc", self.left.emit, (self,), self)

    def _name_letters(self, letters: LetterKeys) -> None:
        self._foot.set_letters(letters)
        self.head.set_letters(letters)
        self.bar.set_letters(letters)

    def _looks_of(self, row: int) -> tuple[CellLook, ...]:
        return cell_looks(self._model.text_at(row))

    # What the store says

    def _choose(self) -> None:
        self._foot.say("")
        self._offer()

    def _tell_failed(self, error: ConsoleError) -> None:
        if not self._stores.cancelling.is_unsettled:
            self._foot.say(refusal(self._wording, error))

    def _show_state(self, _state: StoreState | None = None) -> None:
        self._states.show_state(self._store)
        self._show_told()
        if self._owes_keyboard and self.table.isVisible():
            focus = QApplication.focusWidget()
            if focus is None or not self.isAncestorOf(focus) or not focus.isVisible():
                self.take_focus()

    def _show_told(self) -> None:
        self._show_age(has_rows=bool(self._store.rows))
        self.head.show_told()
        self._foot.show_count()
        self._offer()

    def _offer(self) -> None:
        why = self._why_not()
        self.head.offer_new(not why, why)
        chosen = self.chosen if self._store.rows else None
        may_ask = chosen is not None and self._may_ask_like(chosen)
        self.bar.show_row(chosen, may_ask=may_ask, why_not=why)
        self._foot.show_enter(self.bar.does)


def _not_ready(chosen: Listed) -> str:
    """Why there is nothing to save yet."""
    is_decided = isinstance(chosen, Exported) or chosen.is_worked_on
    return "exports-not-ready" if is_decided else "cohort-not-decided"
