"""What a screen around a table has in common with the others, whosever rows they are."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QWidget

from console.models.keyed_table import KeyedTableModel, KeyRole
from console.settings import LetterKeys, Settings
from console.stores.connection import ConnectionStore
from console.stores.followed_rows import FollowedRows
from console.stores.states import StoreState
from resources.wording import Wording
from ui.letters import STEP_MODIFIERS, Letters
from ui.parts.people_columns import PeopleColumns
from ui.parts.stale_mark import StaleMark
from ui.parts.table_widths import TableWidths
from widgets.people_table import PeopleTable
from widgets.table_cell import CellLook
from widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex


class ListScreen(QWidget):
    """Whoever inherits makes its parts in the order of the Tab key, `_make_table` in its turn, and
    calls `_begin` last.
    """

    table: PeopleTable

    def __init__(
        self,
        rows: FollowedRows[Any, Any, Any],
        connection: ConnectionStore,
        settings: Settings,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._listed = rows
        self._connection = connection
        self._settings = settings
        self._theme = theme
        self._wording = wording
        self._owes_keyboard = False
        self._stale: StaleMark
        self._columns: PeopleColumns
        self._letters: Letters

    # What each of them says

    def set_wording(self, wording: Wording) -> None:
        """Speak another language: selection and scroll stay."""
        raise NotImplementedError

    def _looks_of(self, row: int) -> tuple[CellLook, ...]:
        raise NotImplementedError

    def _show_state(self, _state: StoreState | None = None) -> None:
        raise NotImplementedError

    def _name_letters(self, letters: LetterKeys) -> None:
        raise NotImplementedError

    # What is the same for all

    def set_shown(self, is_shown: bool) -> None:
        """Whether somebody looks at the list: it is read only then."""
        self._listed.set_shown(is_shown)

    def set_locked(self, is_locked: bool) -> None:
        """Behind a locked screen nothing is read."""
        self.set_shown(not is_locked and self.isVisible())

    def take_focus(self) -> None:
        """Put the keyboard on the list, or where it waits while there is none."""
        self._owes_keyboard = not self.table.isVisibleTo(self)
        place = self._waits_at() if self._owes_keyboard else self.table
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _waits_at(self) -> QWidget:
        """Where the keyboard is while there are no rows."""
        return self.table

    def _keep_keyboard(self) -> None:
        """Without rows the keyboard does not stay on the page that says so, where no key works;
        with them it goes back to them, if nobody moved it meanwhile.
        """
        focus, place = QApplication.focusWidget(), self._waits_at()
        if self.table.isVisibleTo(self):
            if self._owes_keyboard and focus is place:
                self.take_focus()
            self._owes_keyboard = False
            return
        if focus is None or not self.isAncestorOf(focus):
            return
        if focus.focusPolicy() is Qt.FocusPolicy.NoFocus:
            self.take_focus()

    def _make_table(self, model: KeyedTableModel[Any, Any]) -> None:
        """The mark of an old copy, and the table under it."""
        self._stale = StaleMark(self._theme, self._wording, self)
        self.table = PeopleTable(self._theme, self._look, KeyRole, model.row_of, self)

    def _dress(self, name: str, list_name: str) -> None:
        """What the screen and its table are found by."""
        self.setObjectName(name)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.table.setObjectName(list_name)

    def _keep_columns(
        self, model: KeyedTableModel[Any, Any], name: str, widths: TableWidths
    ) -> None:
        """The columns as wide as their words; `name` is the table's among the settings."""
        self.table.setModel(model)
        self._columns = PeopleColumns(
            name, self.table, widths, self._looks_of, self._settings, self._theme
        )

    def _begin(self) -> None:
        """Follow rows and letters, and speak."""
        self._listed.state_changed.connect(self._show_state)
        self._listed.rows_reset.connect(self._take_rows)
        self._letters = Letters(self._settings, self)
        self._letters.changed.connect(self._follow_letters)
        self._follow_letters()
        self.set_wording(self._wording)

    def _follow_letters(self) -> None:
        letters = self._settings.letter_keys
        self.table.step_modifiers = STEP_MODIFIERS[letters]
        self._name_letters(letters)

    def _look(self, index: Index) -> CellLook | None:
        if index.row() >= len(self._listed.rows):
            return None
        return self._looks_of(index.row())[index.column()]

    def _go_to_end(self) -> None:
        self.table.choose(len(self._listed.rows) - 1)

    def _take_rows(self) -> None:
        self._columns.measure()
        self._show_state()

    def _show_age(self, *, has_rows: bool) -> None:
        """How old what is on screen is, once it is."""
        rows = self._listed
        is_old = rows.state is StoreState.STALE or self._connection.shows_offline
        self._stale.show_since(rows.as_of if is_old and has_rows else None)
