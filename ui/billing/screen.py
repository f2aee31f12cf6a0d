"""Billing: the months of follow-ups that end in a calendar month, and the evidence of one patient
(clinical.md 4.5, decision 0065).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from console.errors import BILLING, ConsoleError
from console.models.billing_model import BillingModel
from console.session import Session
from console.settings import LetterKeys, Settings
from console.stores.billing import Billed
from console.stores.desk import TriageDesk
from console.stores.error_words import error_with_code
from console.stores.private_files import SaveFault
from console.stores.save_places import risk_of
from console.stores.states import StoreState
from resources.wording import Wording
from services.contract.billing import BillingCheck
from services.contract.exports import CsvDelimiter
from ui.billing.columns import WIDTHS
from ui.billing.foot import BillingFoot
from ui.billing.head import BillingHead
from ui.billing.looks import cell_looks
from ui.billing.side import SAVE_KEY, BillingSide
from ui.billing.states import BillingStates
from ui.parts.keys import bind
from ui.parts.list_and_side import ListAndSide
from ui.parts.list_screen import ListScreen
from ui.parts.save_window import SaveWindow
from widgets.table_cell import CellLook
from widgets.theme import Theme

_TABLE: Final = "billing"
_SIDE_PX: Final = 364


class BillingScreen(ListScreen):
    """Signals: `file_wanted(UUID)` for the patient whose file is to be opened; `said(text)`;
    `left()` on Esc.
    """

    file_wanted = Signal(object)
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
        super().__init__(desk.billing, desk.connection, settings, theme, wording, parent)
        self._store = desk.billing
        self._saving = desk.billing_saving
        self._model = BillingModel(self._store, session, wording, self)
        self.head = BillingHead(self._store, theme, wording, self)
        self._make_table(self._model)
        self._states = BillingStates(self.table, theme, wording, self)
        self.side = BillingSide(desk.billing_side, session, theme, wording, self)
        self._foot = BillingFoot(self._store, theme, wording, self)
        self._where = SaveWindow(self)
        self._whose: UUID | None = None
        self._path = ""
        self._build()
        self._connect()
        self._bind_keys()
        self._begin()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language: selection and scroll stay."""
        self._wording = w = wording
        self.setAccessibleName(w.text("billing-screen"))
        self.table.setAccessibleName(w.text("billing-list"))
        self.table.setAccessibleDescription(w.text("billing-list-described"))
        self._model.set_wording(w)
        for part in (self.head, self._stale, self._states, self.side, self._foot):
            part.set_wording(w)
        self._show_state()
        self._columns.measure()

    def set_locked(self, is_locked: bool) -> None:
        super().set_locked(is_locked)
        if is_locked:
            self._where.close()

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in reading order."""
        return (self.head, self.table, self.side)

    def export(self) -> None:
        """Ask where the evidence of whoever is chosen goes (Ctrl+E)."""
        known, w = self.side.evidence, self._wording
        if known is not None:
            self._whose = known.patient.id
            self._where.ask(w.text("billing-save-title"), w.text("billing-save-name"), "csv")

    def save(self, path: str) -> None:
        """Write it there, unless copies of it would go elsewhere from that place."""
        self._path, risk = path, risk_of(Path(path).parent)
        if risk is not None:
            w = self._wording
            why = w.text("billing-save-here-not", risk=w.text(f"exports-risk-{risk}"))
            self._tell_unsaved(why, is_elsewhere=True)
        elif self._whose is not None:
            is_french = self._wording.language == "fr"
            delimiter = CsvDelimiter.SEMICOLON if is_french else CsvDelimiter.COMMA
            self._saving.save(self._whose, delimiter.value, Path(path))

    # Parts

    def _build(self) -> None:
        self._dress("billing_screen", "billing_list")
        self._keep_columns(self._model, _TABLE, WIDTHS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._stale)
        body = ListAndSide(
            None, self._states, self.table, self.side, self._theme, self, side_px=_SIDE_PX
        )
        column.addWidget(body, 1)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        store, table = self._store, self.table
        store.told.connect(self._take_told)
        store.query_changed.connect(self._show_state)
        store.news_changed.connect(self._foot.show_news)
        table.opened.connect(self._open)
        table.end_wanted.connect(self._go_to_end)
        table.selectionModel().currentRowChanged.connect(self._choose)
        self.head.month_wanted.connect(store.step_month)
        self.head.today_wanted.connect(store.go_to_today)
        self.head.check_chosen.connect(self._set_check)
        self.head.unit_chosen.connect(self._set_unit)
        self._states.retry_wanted.connect(store.refresh)
        self._states.filters_unwanted.connect(store.clear_filters)
        self._foot.news_wanted.connect(store.apply_news)
        self.side.save.clicked.connect(self.export)
        self.side.save_wanted.connect(self._save_again)
        self._where.chosen.connect(self.save)
        self._saving.saved.connect(self._tell_saved)
        self._saving.refused.connect(self._tell_refused)
        self._saving.failed.connect(self._tell_failed)
        self._connection.changed.connect(self._show_told)

    def _bind_keys(self) -> None:
        store, table = self._store, self.table
        bind("O", self._open_current, (table,), self)
        bind("F", self.head.open_menu, (table,), self)
        bind(SAVE_KEY, self.export, (self,), self)
        bind("F5", self._read_again, (self,), self)
        bind("Esc", self._leave, (self,), self)
        months = (table, *self.head.months)
        bind("Left", partial(store.step_month, -1), months, self)
        bind("Right", partial(store.step_month, 1), months, self)

    def _name_letters(self, letters: LetterKeys) -> None:
        self._foot.set_letters(letters)

    def _looks_of(self, row: int) -> tuple[CellLook, ...]:
        return cell_looks(self._model.text_at(row))

    # What a person asks for

    def _chosen(self) -> Billed | None:
        return self._store.row(self.table.key)

    def _open(self, _key: UUID, _is_deliberate: bool) -> None:
        self._open_current()

    def _open_current(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.file_wanted.emit(chosen.row.patient.id)

    def _set_check(self, check: BillingCheck | None) -> None:
        self._store.set_check(check)

    def _set_unit(self, unit: UUID | None) -> None:
        self._store.set_unit(unit)
        self.take_focus()

    def _read_again(self) -> None:
        self._store.apply_news()
        self.side.read_again()

    def _leave(self) -> None:
        """From beside the list back to it, from there out."""
        focus = QApplication.focusWidget()
        if focus is not None and self.side.isAncestorOf(focus):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    # What the stores say

    def _waits_at(self) -> QWidget:
        return self.head.waits_at

    def _choose(self) -> None:
        self.side.show_billed(self._chosen())

    def _take_rows(self) -> None:
        self._choose()
        super()._take_rows()

    def _take_told(self) -> None:
        self._choose()
        self._show_told()

    def _show_state(self, _state: StoreState | None = None) -> None:
        self._states.show_state(self._store)
        self._show_told()
        self._keep_keyboard()

    def _show_told(self) -> None:
        self._show_age(has_rows=bool(self._store.rows))
        self.head.show_told()
        self._foot.show_count()

    def _tell_saved(self) -> None:
        self.side.forget_unsaved()
        self.said.emit(self._wording.text("billing-saved"))

    def _tell_refused(self, fault: SaveFault) -> None:
        why = self._wording.text(f"exports-disk-{fault.value}")
        self._tell_unsaved(why, is_elsewhere=True)

    def _tell_failed(self, error: ConsoleError) -> None:
        w = self._wording
        why = f"{w.text('billing-not-saved')} {error_with_code(w, error, BILLING)}"
        self._tell_unsaved(why, is_elsewhere=False)

    def _tell_unsaved(self, why: str, *, is_elsewhere: bool) -> None:
        """Beside whose it is; once somebody else is chosen nothing of it stands there."""
        known = self.side.evidence
        if known is not None and known.patient.id == self._whose:
            self.side.show_unsaved(why, is_elsewhere=is_elsewhere)
        else:
            self.said.emit(why)

    def _save_again(self, is_elsewhere: bool) -> None:
        if is_elsewhere or not self._path:
            self.export()
        else:
            self.save(self._path)
