"""Records of other units that this session has open: until when, and a button that ends each."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from console.errors import EXCEPTIONAL
from console.models.identity_text import patient_name
from console.stores.connection import ConnectionStore
from console.stores.error_words import error_with_code
from console.stores.exceptional import ExceptionalAccessStore
from console.stores.states import StoreState
from resources import words
from resources.wording import Wording
from services.contract.exceptional_access import ExceptionalAccess
from ui.parts.access_words import not_ended
from ui.settings.rows import Section
from widgets.button import Button
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.theme import Theme


class AccessLine(QWidget):
    """One open record. Signals: `file_wanted(patient id)`; `end_wanted(access id)`."""

    file_wanted = Signal(object)
    end_wanted = Signal(object)

    def __init__(
        self, theme: Theme, w: Wording, shown: ExceptionalAccess, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.access_id: UUID = shown.id
        self._patient_id = shown.patient.id
        name = patient_name(w, shown.patient)
        told = w.text(
            "exceptional-mine-until",
            until=w.time(shown.until),
            reason=words.access_reason(w, shown.reason),
        )
        self.setAccessibleName(f"{name}. {told}")
        self._name = name
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(PlainLabel(theme, name, "body_strong", parent=self))
        texts.addWidget(PlainLabel(theme, told, "supporting", "secondary", self))
        self.file = Button(theme, w.text("exceptional-mine-open"), "secondary", parent=self)
        self.file.setObjectName("access_open")
        self.file.setAccessibleName(w.text("exceptional-mine-open-named", patient=name))
        self.file.clicked.connect(self._want_file)
        self.end = Button(theme, "", "secondary", parent=self)
        self.end.setObjectName("access_end")
        self.end.clicked.connect(self._want_end)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(12)
        icon = IconLabel(theme, "timer", "danger", 20, self)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(self.file, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.end, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_ending(self, w: Wording, *, is_ending: bool) -> None:
        """Whether its end is on its way."""
        self.end.set_label(w.text("exceptional-ending" if is_ending else "exceptional-end"))
        self.end.setAccessibleName(w.text("exceptional-end-named", patient=self._name))

    def _want_file(self) -> None:
        self.file_wanted.emit(self._patient_id)

    def _want_end(self) -> None:
        self.end_wanted.emit(self.access_id)


class AccessesSection(Section):
    """Signals: `file_wanted(patient id)` to go back to an open record."""

    file_wanted = Signal(object)

    def __init__(
        self,
        store: ExceptionalAccessStore,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._store = store
        self._connection = connection
        self._theme = theme
        self._wording = wording
        self._explained = PlainLabel(theme, role="supporting", tone="secondary")
        self._none = PlainLabel(theme, role="body", tone="muted")
        self._unread = Strip(theme)
        self._failed = Strip(theme)
        self._lines = QWidget()
        self._line_column = QVBoxLayout(self._lines)
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language, or hide names."""
        self._wording = w = wording
        self.set_title(w.text("exceptional-mine"))
        self._explained.setText(w.text("exceptional-mine-explained"))
        self._none.setText(w.text("exceptional-mine-none"))
        self._show()

    def _build(self) -> None:
        self.setObjectName("settings_accesses")
        self._explained.set_wrapping()
        self._unread.setObjectName("accesses_unread")
        self._failed.setObjectName("accesses_failed")
        self._line_column.setContentsMargins(0, 0, 0, 0)
        self._line_column.setSpacing(8)
        for part in (self._explained, self._unread, self._failed, self._lines, self._none):
            self.add(part)
        self._unread.accepted.connect(self._store.read)
        self._store.changed.connect(self._show)
        self._connection.changed.connect(self._offer)

    def _show(self) -> None:
        self._show_lines()
        self._none.setVisible(self._store.state is StoreState.READY and not self._store.items)
        self._show_notices()
        self._offer()

    def _show_lines(self) -> None:
        """Made anew when they are others; the keyboard stays at the same record."""
        focus = QApplication.focusWidget()
        held = focus.parentWidget() if focus is not None else None
        key = held.access_id if isinstance(held, AccessLine) else None
        name = "" if focus is None else focus.objectName()
        while (item := self._line_column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for each in self._store.items:
            line = AccessLine(self._theme, self._wording, each, self._lines)
            line.file_wanted.connect(self.file_wanted)
            line.end_wanted.connect(self._store.end)
            self._line_column.addWidget(line)
            line.show()  # else it could not take the keyboard before the next turn of the loop
            if each.id == key:
                wanted = line.file if name == line.file.objectName() else line.end
                wanted.setFocus(Qt.FocusReason.OtherFocusReason)
        self._lines.setVisible(bool(self._store.items))

    def _show_notices(self) -> None:
        w, store = self._wording, self._store
        if store.error is None:
            self._unread.hide()
        else:
            key = "access-stale" if store.items else "access-unread"
            text = w.text(key, text=error_with_code(w, store.error, EXCEPTIONAL))
            self._unread.ask(text, accept=w.text("access-retry"), kind="danger")
        missed = [each for each in store.items if each.id in store.end_errors]
        if not missed:
            self._failed.hide()
            return
        self._failed.ask(not_ended(w, missed[0], store.end_errors[missed[0].id]))

    def _offer(self) -> None:
        is_offline = self._connection.shows_offline
        why = self._wording.text("access-offline") if is_offline else ""
        for line in self._lines.findChildren(AccessLine):
            is_ending = self._store.ending == line.access_id
            line.show_ending(self._wording, is_ending=is_ending)
            line.end.set_enabled_because(not is_offline, why)
