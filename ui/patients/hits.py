"""Who was found for what is typed in the field of the screen, in the place of the table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from console.stores.connection import ConnectionStore
from console.stores.patient_search import PatientSearchStore, SearchState
from resources.wording import Wording
from ui.parts.hit_lines import patient_group
from widgets.announce import announce
from widgets.button import Button
from widgets.palette_list import PaletteList
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_MOST_PX = 760
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Hits(QWidget):
    """Follows a field that keeps the keyboard: arrows choose, Enter opens, Esc empties it.

    Signals: `wanted(UUID)` for who was chosen; `shown_changed(bool)` when something is typed or no
    longer; `left()` on Esc in an empty field; `exceptional_wanted()` to ask for somebody of
    another unit.
    """

    wanted = Signal(object)
    shown_changed = Signal(bool)
    left = Signal()
    exceptional_wanted = Signal()

    def __init__(
        self,
        field: QLineEdit,
        store: PatientSearchStore,
        connection: ConnectionStore,
        now: Callable[[], datetime],
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._field = field
        self._store = store
        self._connection = connection
        self._now = now
        self._theme = theme
        self._wording = wording
        self._chosen = ""
        self._list = PaletteList(theme, self)
        self._hint = PlainLabel(theme, role="body", tone="muted", parent=self)
        self._caution = PlainLabel(theme, role="supporting_strong", tone="warning", parent=self)
        self._exceptional = Button(theme, "", "secondary", "lock-simple", parent=self)
        self._is_exceptional_offered = False
        self._build()
        field.installEventFilter(self)
        field.textChanged.connect(self._ask)
        store.changed.connect(self._show)
        self._list.picked.connect(self._want)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language, or behind the mask."""
        self._wording = wording
        self._list.setAccessibleName(wording.text("patients-search"))
        self._hint.setText(wording.text("patients-too-short"))
        self._exceptional.set_label(wording.text("exceptional-command"))
        self._show()

    def offer_exceptional(self, is_offered: bool) -> None:
        """Whether whoever is not found in one's units may be asked for."""
        self._is_exceptional_offered = is_offered

    def _build(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._list.setObjectName("patients_hits")
        self._caution.setObjectName("patients_caution")
        self._caution.set_wrapping()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 6)
        column.setSpacing(6)
        column.addWidget(self._caution)
        column.addWidget(self._hint)
        column.addWidget(self._list, 1)
        column.addWidget(self._exceptional, 0, Qt.AlignmentFlag.AlignLeft)
        self._exceptional.setObjectName("patients_exceptional")
        self._exceptional.clicked.connect(self.exceptional_wanted)
        self._theme.theme_changed.connect(self._fit)
        self._fit()
        self._caution.hide()
        self.set_wording(self._wording)

    def _fit(self) -> None:
        self._list.setMaximumWidth(self._theme.scaled(_MOST_PX))

    def _ask(self, text: str) -> None:
        self._chosen = ""
        self._caution.hide()
        self._store.ask(text)
        self._show()
        self.shown_changed.emit(bool(text.strip()))

    def _show(self) -> None:
        w, store = self._wording, self._store
        group = patient_group(w, store, self._now(), is_online=self._connection.is_online)
        self._hint.setVisible(group is None)
        is_settled = store.state is not SearchState.WAITING
        is_nobody = store.state is SearchState.FOUND and not store.found
        self._exceptional.setVisible(is_nobody and self._is_exceptional_offered)
        self._list.show_groups(
            [] if group is None else [group], chooses=is_settled, keeps=self._chosen
        )
        if is_settled and self._list.chosen_sentence:
            announce(self._field, self._list.chosen_sentence)

    def _want(self, name: str) -> None:
        self.wanted.emit(UUID(name))

    def _press(self) -> None:
        """Enter: a homonym is only opened by whoever went to it."""
        if self._list.chosen:
            self._want(self._list.chosen)
        elif self._list.caution:
            self._caution.setText(self._list.caution)
            self._caution.show()
            announce(self._field, self._list.caution)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_press = watched is self._field and event.type() is QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and self._take(Qt.Key(event.key())):
            return True
        return super().eventFilter(watched, event)

    def _take(self, key: Qt.Key) -> bool:
        if key in _STEPS and self._field.text():
            self._list.step(_STEPS[key])
            self._chosen = self._list.chosen
            self._caution.hide()
            announce(self._field, self._list.chosen_sentence)
        elif key in _ENTER:
            self._press()
        elif key is Qt.Key.Key_Escape and self._field.text():
            self._field.clear()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self.left.emit()
        else:
            return False
        return True
