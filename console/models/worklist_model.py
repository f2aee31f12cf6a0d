"""The queue as a Qt view reads it: one column, one row a patient, texts made once and kept."""

from __future__ import annotations

import itertools
from datetime import datetime
from enum import IntEnum
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Slot,
)

from console.models.row_text import RowText, row_text
from console.stores.row_list import RowList
from console.stores.rows import Row
from console.stores.worklist import WorklistStore
from resources.wording import Wording
from services.contract.sessions import Me

TICK_MS = 10_000

Index = QModelIndex | QPersistentModelIndex


class Reader(Protocol):
    """Who looks at the queue, and when (`console.session.Session`)."""

    @property
    def me(self) -> Me | None:
        """The person who is signed in."""

    def server_now(self) -> datetime:
        """The service's time."""


class Role(IntEnum):
    """What a view may ask of a row beside its text."""

    ROW = Qt.ItemDataRole.UserRole + 1
    KEY = Qt.ItemDataRole.UserRole + 2
    ALERT_ID = Qt.ItemDataRole.UserRole + 3
    VERSION = Qt.ItemDataRole.UserRole + 4
    SECTION = Qt.ItemDataRole.UserRole + 5
    """The line above a row: what begins here is outside the filter, or inside; mostly empty."""


RowRole, KeyRole, AlertIdRole, VersionRole = Role.ROW, Role.KEY, Role.ALERT_ID, Role.VERSION
SectionRole = Role.SECTION


class WorklistModel(QAbstractListModel):
    """Adapts a `WorklistStore`; times move on by themselves every 10 s."""

    def __init__(
        self,
        store: WorklistStore,
        reader: Reader,
        wording: Wording,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._reader = reader
        self._wording = wording
        self._texts: dict[UUID, tuple[Row, RowText]] = {}
        self._sections: dict[int, str] = {}
        self._held: list[tuple[QModelIndex, UUID]] = []
        self._find_sections()
        self._connect(store)
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._ticks.timeout.connect(self.tick)
        self._ticks.start()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language, in another zone, or behind the mask of privacy mode."""
        self._wording = wording
        self.tick()

    def key_at(self, row: int) -> UUID | None:
        """The patient of a row."""
        return self._store.rows[row].key if 0 <= row < len(self._store.rows) else None

    def row_of(self, key: UUID) -> int:
        """The row of a patient, -1 when there is none."""
        place = self._store.index_of(key)
        return -1 if place is None else place

    @property
    def has_sections(self) -> bool:
        """Whether some rows carry a line above them, and so are higher."""
        return bool(self._sections)

    def text_at(self, row: int) -> RowText:
        """The texts of a row."""
        return self._text(self._store.rows[row])

    @Slot()
    def tick(self) -> None:
        """Time went on: make texts anew as they are asked for."""
        self._texts.clear()
        count = len(self._store.rows)
        if count:
            self.dataChanged.emit(self.index(0), self.index(count - 1))

    # From the store

    @Slot()
    def _begin_reset(self) -> None:
        self.beginResetModel()

    @Slot()
    def _end_reset(self) -> None:
        self._texts.clear()
        self._find_sections()
        self.endResetModel()

    @Slot()
    def _begin_reorder(self) -> None:
        self.layoutAboutToBeChanged.emit()
        self._held = [
            (index, self._store.rows[index.row()].key) for index in self.persistentIndexList()
        ]

    @Slot()
    def _end_reorder(self) -> None:
        before = [index for index, _ in self._held]
        after = [
            self.index(self.row_of(key)) if self.row_of(key) >= 0 else QModelIndex()
            for _, key in self._held
        ]
        self._held = []
        self._find_sections()
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    @Slot(list)
    def _change(self, keys: list[UUID]) -> None:
        """Neighbouring rows in one signal."""
        places = sorted(place for key in keys if (place := self._store.index_of(key)) is not None)
        for _, run in itertools.groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
            together = [place for _, place in run]
            self.dataChanged.emit(self.index(together[0]), self.index(together[-1]))

    @Slot(int, int)
    def _begin_remove(self, first: int, last: int) -> None:
        self.beginRemoveRows(QModelIndex(), first, last)

    @Slot(int, int)
    def _end_remove(self, _first: int, _last: int) -> None:
        self._find_sections()
        self.endRemoveRows()

    @Slot(int, int)
    def _begin_append(self, first: int, last: int) -> None:
        self.beginInsertRows(QModelIndex(), first, last)

    @Slot(int, int)
    def _end_append(self, _first: int, _last: int) -> None:
        self._find_sections()
        self.endInsertRows()

    def _find_sections(self) -> None:
        """Where the lines stand; a row that changes in place moves none of them."""
        outside = self._store.outside_count
        self._sections = {0: "outside", outside: "inside"} if outside else {}

    def _connect(self, store: RowList) -> None:
        store.rows_about_to_be_reset.connect(self._begin_reset)
        store.rows_reset.connect(self._end_reset)
        store.rows_about_to_be_reordered.connect(self._begin_reorder)
        store.rows_reordered.connect(self._end_reorder)
        store.rows_changed.connect(self._change)
        store.rows_about_to_be_removed.connect(self._begin_remove)
        store.rows_removed.connect(self._end_remove)
        store.rows_about_to_be_appended.connect(self._begin_append)
        store.rows_appended.connect(self._end_append)

    def _text(self, row: Row) -> RowText:
        kept = self._texts.get(row.key)
        if kept is not None and kept[0] is row:
            return kept[1]
        me = self._reader.me
        now = self._reader.server_now()
        text = row_text(self._wording, row, now, me.person.id if me is not None else None)
        self._texts[row.key] = (row, text)
        return text

    def _section(self, place: int) -> str:
        name = self._sections.get(place)
        return "" if name is None else self._wording.text(f"filter-section-{name}")

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row a patient."""
        return 0 if parent.isValid() else len(self._store.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A row's value for a role; None for a role that is not ours."""
        if not index.isValid() or index.row() >= len(self._store.rows):
            return None
        if role == Role.SECTION:
            return self._section(index.row())
        row = self._store.rows[index.row()]
        return self._value(row, role)

    def _value(self, row: Row, role: int) -> Any:
        match role:
            case Role.ROW:
                return self._text(row)
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._text(row).sentence
            case Qt.ItemDataRole.ToolTipRole:
                return self._text(row).tooltip
            case Role.KEY:
                return row.key
            case Role.ALERT_ID:
                return row.row.alert_id
            case Role.VERSION:
                return row.row.alert_version
            case _:
                return None

    def canFetchMore(self, parent: Index) -> bool:
        """Whether the service has further rows."""
        return not parent.isValid() and self._store.can_load_more

    def fetchMore(self, parent: Index) -> None:
        """Read the next page."""
        if not parent.isValid():
            self._store.load_more()
