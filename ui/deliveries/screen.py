"""Deliveries to the hospital record: what waits, what arrived, what somebody has to look at
(screens.md 3.8).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.deliveries_model import DeliveriesModel
from console.session import Session
from console.settings import LetterKeys, Settings
from console.stores.deliveries import Delivered, DeliveryGroup
from console.stores.desk import TriageDesk
from console.stores.states import StoreState
from resources.wording import Wording
from ui.deliveries.acts_bar import FILE_KEY, DeliveryActsBar
from ui.deliveries.columns import WIDTHS
from ui.deliveries.foot import DeliveriesFoot
from ui.deliveries.head import DeliveriesHead
from ui.deliveries.looks import cell_looks
from ui.deliveries.states import DeliveryStates
from ui.parts.delivery_history import HISTORY_KEY, DeliveryHistoryPart
from ui.parts.delivery_strip import DeliveryStrip
from ui.parts.exports_tabs import ExportsTab, ExportsTabs, offered_tabs
from ui.parts.keys import bind
from ui.parts.list_and_side import ListAndSide
from ui.parts.list_screen import ListScreen
from widgets.table_cell import CellLook
from widgets.theme import Theme

_TABLE = "deliveries"
_SIDE_PX: Final = 316


class DeliveriesScreen(ListScreen):
    """Signals: `file_wanted(UUID)` for the patient's file; `exports_wanted()` for the other tab;
    `said(text)`; `left()` on Esc.
    """

    file_wanted = Signal(object)
    exports_wanted = Signal()
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
        super().__init__(desk.deliveries.list, desk.connection, settings, theme, wording, parent)
        self._stores = desk.deliveries
        self._store = desk.deliveries.list
        self._model = DeliveriesModel(self._store, session, wording, self)
        self._tabs = ExportsTabs(
            ExportsTab.DELIVERIES, offered_tabs(session), theme=theme, wording=wording, screen=self
        )  # fmt: skip
        self.head = DeliveriesHead(self._store, theme, wording, self)
        self._make_table(self._model)
        self._states = DeliveryStates(self.table, theme, wording, self)
        self.history = DeliveryHistoryPart(self._stores.history, session, theme, wording, self)
        self.strip = DeliveryStrip(desk.deliveries.acts, theme, wording, self)
        self.bar = DeliveryActsBar(theme, wording, self)
        self._foot = DeliveriesFoot(self._store, theme, wording, self)
        self._build()
        self._connect()
        self._bind_keys()
        self._begin()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language: selection and scroll stay."""
        self._wording = w = wording
        self.setAccessibleName(w.text("deliveries-screen"))
        self.table.setAccessibleName(w.text("deliveries-list"))
        self.table.setAccessibleDescription(w.text("deliveries-list-described"))
        self._model.set_wording(w)
        for part in (
            self._tabs, self.head, self._stale, self._states, self.history, self.strip, self.bar,
            self._foot,
        ):  # fmt: skip
            part.set_wording(w)
        self._show_state()
        self._columns.measure()

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in reading order."""
        return (self._tabs, self.head, self.table, self.history, self.bar)

    # What a person asks for

    @property
    def chosen(self) -> Delivered | None:
        """The delivery that the keyboard is on."""
        return self._store.row(self.table.key)

    def resend(self) -> None:
        """Send what is chosen again, after a question (Enter)."""
        chosen = self.chosen
        if chosen is None or not self._stores.may_resend:
            return
        why = self._why_not()
        if not chosen.row.can_resend:
            why = why or self._wording.text("deliveries-not-again")
        self._foot.say(why)
        if not why:
            self.strip.ask_resend(chosen.row)

    def cancel(self) -> None:
        """Cancel what has not left, after a question (Del)."""
        chosen = self.chosen
        if chosen is None or not self._stores.may_cancel:
            return
        why = self._why_not()
        if not chosen.row.can_cancel:
            why = why or self._wording.text("deliveries-not-cancelled")
        self._foot.say(why)
        if not why:
            self.strip.ask_cancel(chosen.row)

    def open_file(self) -> None:
        """Go to the patient's file (O)."""
        if self.chosen is not None:
            self.file_wanted.emit(self.chosen.row.patient_id)

    def turn_history(self) -> None:
        """Show all that happened to what is chosen, or put it away (Space)."""
        if self._stores.may_read and self._store.rows:
            self.history.turn(None if self.chosen is None else self.chosen.row)

    def _why_not(self) -> str:
        return self._wording.text("deliveries-offline") if self._connection.shows_offline else ""

    def _set_group(self, group: DeliveryGroup) -> None:
        self.strip.clear()
        self.history.put_away()
        self._store.show(group)

    # Parts

    def _build(self) -> None:
        self._dress("deliveries_screen", "deliveries_list")
        self._keep_columns(self._model, _TABLE, WIDTHS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        asked = QHBoxLayout()
        asked.setContentsMargins(12, 0, 12, 0)
        asked.addWidget(self.strip)
        column.addWidget(self._tabs)
        column.addWidget(self.head)
        column.addWidget(self._stale)
        column.addWidget(
            ListAndSide(
                None, self._states, self.table, self.history, self._theme, self, side_px=_SIDE_PX
            ),
            1,
        )
        column.addLayout(asked)
        column.addWidget(self.bar)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        store, table, bar = self._store, self.table, self.bar
        store.told.connect(self._show_told)
        store.query_changed.connect(self._show_state)
        store.rows_changed.connect(self._show_told)
        store.news_changed.connect(self._foot.show_news)
        self._stores.acts.changed.connect(self._offer)
        table.opened.connect(self.resend)
        table.end_wanted.connect(self._go_to_end)
        table.selectionModel().currentRowChanged.connect(self._choose)
        self._tabs.wanted.connect(self.exports_wanted)
        self.head.group_chosen.connect(self._set_group)
        self._states.retry_wanted.connect(store.refresh)
        self.strip.said.connect(self.said)
        self.strip.left.connect(self.take_focus)
        bar.resend_wanted.connect(self.resend)
        bar.cancel_wanted.connect(self.cancel)
        bar.file_wanted.connect(self.open_file)
        bar.history_wanted.connect(self.turn_history)
        self.history.left.connect(self.take_focus)
        self._foot.news_wanted.connect(store.apply_news)
        self._connection.changed.connect(self._show_told)

    def _bind_keys(self) -> None:
        bind("Del", self.cancel, (self.table, self.bar), self)
        bind(FILE_KEY, self.open_file, (self.table,), self)
        bind(HISTORY_KEY, self.turn_history, (self.table,), self)
        bind(HISTORY_KEY, self.history.close_up, (self.history,), self)
        bind("Esc", self.history.close_up, (self.history,), self)
        bind("F5", self._store.apply_news, (self,), self)
        around = (self._tabs, self.head, self._states, self.bar)
        bind("Esc", self.left.emit, around, self)

    def _name_letters(self, letters: LetterKeys) -> None:
        self._foot.set_letters(letters)
        self.bar.set_letters(letters)

    def _looks_of(self, row: int) -> tuple[CellLook, ...]:
        return cell_looks(self._model.text_at(row))

    # What the store says

    def _waits_at(self) -> QWidget:
        return self.head.chosen_group

    def _choose(self) -> None:
        self._foot.say("")
        self.history.follow(None if self.chosen is None else self.chosen.row)
        self._offer()

    def _show_state(self, _state: StoreState | None = None) -> None:
        self._states.show_state(self._store)
        self._keep_keyboard()
        self._show_told()

    def _show_told(self) -> None:
        self._show_age(has_rows=bool(self._store.rows))
        self.head.show_told()
        self._foot.show_count()
        self._offer()

    def _offer(self) -> None:
        chosen = self.chosen if self._store.rows else None
        stores = self._stores
        self.bar.show_row(
            None if chosen is None else chosen.row,
            may_resend=stores.may_resend,
            may_cancel=stores.may_cancel,
            why_not=self._why_not(),
        )
        self._foot.show_enter("" if chosen is None else self.bar.does)
