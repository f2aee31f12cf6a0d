"""The list of patients: keys and mouse choose a row, and nothing moves under the cursor (screens.md
1.5, 1.8).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from console.settings import LetterKeys
from ui.letters import STEP_MODIFIERS

Index = QModelIndex | QPersistentModelIndex

_READ_AHEAD_ROWS = 100
_STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}
_RUNS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class QueueView(QListView):
    """A list that keeps its selection by patient, whatever happens to the rows.

    Signals: `row_chosen(key)` with the patient's id or None; `detail_wanted()` on Enter or a double
    click;
    `settled(key)` when greyed rows may go: at once for a choice by key, for one by mouse only once
    the mouse is
    away, because rows that go would pull others under it; `run_wanted(place)` when the rows up to
    there are to be chosen together; `run_unwanted()` on Esc.
    """

    row_chosen = Signal(object)
    detail_wanted = Signal()
    settled = Signal(object)
    run_wanted = Signal(int)
    run_unwanted = Signal()

    def __init__(
        self, key_role: int, row_of: Callable[[UUID], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._key_role = key_role
        self._row_of = row_of
        self._key: UUID | None = None
        self._is_by_mouse = False
        self._is_away = False
        self._step_modifiers = STEP_MODIFIERS[LetterKeys.ON]
        # The first choice follows from signing in, which a person has just done.
        self._is_by_person = True
        self.setObjectName("triage_list")
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._want_detail)

    def set_letters(self, letters: LetterKeys) -> None:
        """Let J and K go through the list, with Alt, or not at all."""
        self._step_modifiers = STEP_MODIFIERS[letters]

    @property
    def key(self) -> UUID | None:
        """The patient that is selected."""
        return self._key

    def key_at(self, place: int) -> UUID | None:
        """The patient of a row."""
        found = self.model().index(place, 0).data(self._key_role)
        return found if isinstance(found, UUID) else None

    def place_of(self, key: UUID | None) -> int | None:
        """The row of a patient."""
        if key is None:
            return None
        place = self._row_of(key)
        return None if place < 0 else place

    @property
    def is_by_person(self) -> bool:
        """Whether somebody chose the selected patient, or rows that went by themselves did."""
        return self._is_by_person

    def attend(self) -> None:
        """Somebody asked for other rows: the choice that follows is theirs."""
        self._is_by_person = True

    def choose(self, place: int) -> None:
        """Select a row as a key would."""
        self._is_by_person = True
        self._go_to(place)
        self._is_by_person = False

    def _go_to(self, place: int) -> None:
        if 0 <= place < self._count():
            self._is_by_mouse = False
            self.setCurrentIndex(self.model().index(place, 0))

    def lead_to(self, place: int, keys: Collection[UUID]) -> None:
        """Go to a row as a key would, and mark it with the others that are chosen together."""
        index = self.model().index(place, 0)
        self._is_by_mouse = False
        self._is_by_person = True
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._is_by_person = False
        self.mark(keys)

    def mark(self, keys: Collection[UUID]) -> None:
        """Mark rows as chosen together."""
        marked = QItemSelection()
        for place in (self.place_of(key) for key in keys):
            if place is not None:
                index = self.model().index(place, 0)
                marked.select(index, index)
        self.selectionModel().select(marked, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def choose_first(self) -> None:
        """Select the first row, or say that there is none."""
        if self._count():
            self._go_to(0)
        else:
            self._take(None)

    def step(self, by: int) -> None:
        """Go up or down, and stay at the ends."""
        here = self.currentIndex()
        place = here.row() + by if here.isValid() else 0
        self.choose(max(0, min(self._count() - 1, place)))

    def restore(self) -> None:
        """After a reset: the same patient when still there, otherwise the first."""
        if self._is_away:
            return
        place = self.place_of(self._key)
        if place is None:
            self.choose_first()
        else:
            self._go_to(place)

    def leave(self) -> None:
        """Let go of every row: what is shown stands in none, until somebody chooses a row."""
        self._key, self._is_away = None, True
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    def _count(self) -> int:
        model: QAbstractItemModel | None = self.model()
        return 0 if model is None else model.rowCount()

    def _take(self, key: UUID | None) -> None:
        self._is_away = False
        if key == self._key:
            return
        self._key = key
        self.row_chosen.emit(key)
        if key is not None:
            self._is_by_person = False
        if not self._is_by_mouse:
            self.settled.emit(key)

    def _want_detail(self) -> None:
        self.detail_wanted.emit()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self.restore)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            key = current.data(self._key_role)
            self._take(key if isinstance(key, UUID) else None)
            self._read_ahead(current.row())

    def _read_ahead(self, place: int) -> None:
        """A key that is held down must not come to an end that is none."""
        model = self.model()
        if place >= self._count() - _READ_AHEAD_ROWS and model.canFetchMore(QModelIndex()):
            model.fetchMore(QModelIndex())

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here, never a search (screens.md 1.8)."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() in self._step_modifiers and key in _STEPS:
            self.step(_STEPS[key])
        elif event.modifiers() == Qt.KeyboardModifier.ShiftModifier and key in _RUNS:
            self.run_wanted.emit(self.currentIndex().row() + _RUNS[key])
        elif key is Qt.Key.Key_Escape:
            self.run_unwanted.emit()
        elif key in _ENTER:
            self.detail_wanted.emit()
        else:
            self._is_by_mouse = False
            self._is_by_person = True
            super().keyPressEvent(event)
            self._is_by_person = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.run_wanted.emit(self.indexAt(event.position().toPoint()).row())
            return
        self._is_by_mouse = True
        self._is_by_person = True
        super().mousePressEvent(event)
        self._is_by_person = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._is_by_mouse:
            self._is_by_mouse = False
            self.settled.emit(self._key)
