"""The dialog that ends a follow-up: why, what will happen, what the patient will read, and the open
alerts that are closed with it (screens.md 3.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from console.errors import ARCHIVES, ConsoleError
from console.models.identity_text import identity_line
from console.stores.archiving import ArchivingStore
from console.stores.connection import ConnectionStore
from console.stores.settled_acts import refused_fields, standing
from resources.wording import Wording
from services.contract.archive_enums import ArchiveReason
from ui.archive.alerts_part import AlertsPart
from ui.archive.effects import ArchiveEffects
from ui.archive.fields import ArchiveFields
from ui.archive.message_part import MessagePart
from ui.archive.words import refusal, refused_field
from ui.parts.card_dialog import CardDialog
from ui.parts.held_line import HeldLine
from ui.parts.loading import Loading
from widgets.announce import announce
from widgets.button import Button
from widgets.theme import Theme

_WIDTH_PX: Final = 1000
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
PLACE: Final = ARCHIVES


class ArchiveDialog(CardDialog):
    """Everything on one card; the act can be taken back for half a minute."""

    def __init__(
        self,
        store: ArchivingStore,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        super().__init__(theme, _WIDTH_PX, parent)
        self._store = store
        self._connection = connection
        self._wording = w = wording
        self._who = HeldLine(theme, w, self._body)
        self.fields = ArchiveFields(theme, w, self._body)
        self.effects = ArchiveEffects(theme, w, self._body)
        self.alerts = AlertsPart(theme, w, self._body)
        self.message = MessagePart(theme, w, self._body)
        self._below = QWidget(self._body)
        self._loading = Loading(theme, w, self._body)
        self.leave = Button(theme, w.text("archive-leave"), "secondary", key="Esc")
        self.submit = Button(theme, "", "danger", key="Ctrl+↵")
        self._build()
        self._connect()
        self._take_preview()

    def open_up(self) -> None:
        """Cover the screen, with the keyboard on the reasons."""
        self._cover(self)
        self.fields.reason_field.control.setFocus(Qt.FocusReason.PopupFocusReason)

    def set_wording(self, wording: Wording) -> None:
        """Behind the mask, or not; the language does not change while the dialog is open."""
        self._wording = wording
        self._show_who()

    def stops(self) -> Sequence[QWidget]:
        return (
            *self._who.findChildren(QWidget),
            *self.fields.stops(),
            *self.alerts.stops(),
            *self.message.stops(),
        )

    # Acts

    def _go(self) -> None:
        if self._store.is_unsettled:
            self._store.ask_again()
            return
        if self._store.preview is None or self._store.is_busy:
            return
        if self._store.preview_error is not None:
            self._store.read()
            return
        wrong = [self.fields.first_fault(), self.alerts.first_fault()]
        first = next((control for control in wrong if control is not None), None)
        if first is not None:
            self._reach(first)
            return
        self._notice.hide()
        self._store.end(self.fields.ask(self.alerts.asks()))

    def _reach(self, control: QWidget) -> None:
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(control)

    def _end(self) -> None:
        self._store.leave()
        self.hide()
        self.left.emit()

    # What is shown

    def _take_preview(self) -> None:
        self._loading.stop()
        preview, error = self._store.preview, self._store.preview_error
        if preview is not None and error is None:
            self.alerts.show_alerts(preview.open_alerts)
            self._show_reason()
        self._show()

    def _show_reason(self) -> None:
        preview = self._store.preview
        if preview is not None:
            self.effects.show_preview(preview, self.fields.reason)
            self.message.show_preview(preview, self.fields.reason)
        self._offer()

    def _miss(self, error: ConsoleError) -> None:
        """What went wrong; what was typed stays, and is looked at where it was refused."""
        for problem in refused_fields(error):
            text = refused_field(self._wording, problem.reason)
            control = self.fields.show_refused(problem.field, text)
            if control is not None:
                self._reach(control)
        self._notice.ask(refusal(self._wording, error, standing(error)), kind="danger")
        announce(self, self._notice.accessibleName())
        self._offer()

    def _show(self) -> None:
        w, store = self._wording, self._store
        self._show_who()
        has_preview = store.preview is not None
        self._below.setVisible(has_preview)
        if not has_preview and store.preview_error is None:
            self._loading.show()
            self._loading.start()
        else:
            self._loading.hide()
        if store.preview_error is not None:
            self._notice.ask(
                refusal(w, store.preview_error, None), accept=w.text("triage-retry"), kind="danger"
            )
        elif store.is_unsettled:
            self._notice.ask(w.text("archive-unsettled"))
        elif self._connection.shows_offline:
            self._notice.ask(w.text("archive-offline"), icon="wifi-slash")
        self._offer()

    def _show_who(self) -> None:
        patient = self._store.patient
        if patient is not None:
            whole = identity_line(self._wording.masked(False), patient)
            self._who.show_line(whole, identity_line(self._wording, patient))
            self._title.setText(self._wording.text("archive-title"))
            self.setAccessibleName(f"{self._title.text()}. {self._who.text}")

    def _offer(self) -> None:
        """A button whose act is on its way stays: disabled, it would lose the keyboard."""
        w, store = self._wording, self._store
        is_silent = self.fields.reason is ArchiveReason.DEATH
        label = "archive-submit-silent" if is_silent else "archive-submit"
        if store.is_unsettled:
            label = "forms-check"
        elif store.is_busy:
            label = "archive-submitting"
        undo_s = 30 if store.preview is None else store.preview.undo_s
        self.submit.set_label(w.text(label, seconds=undo_s))
        why_not = w.text("archive-offline") if self._connection.shows_offline else ""
        can = store.preview is not None and not why_not
        self.submit.set_enabled_because(can or store.is_unsettled, why_not)

    def _build(self) -> None:
        self.setObjectName("archive_dialog")
        self._notice.setObjectName("archive_notice")
        self.leave.setObjectName("archive_leave")
        self.submit.setObjectName("archive_submit")
        left = QVBoxLayout()
        left.setSpacing(14)
        left.addWidget(self.effects)
        left.addWidget(self.alerts)
        left.addStretch(1)
        row = QHBoxLayout(self._below)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(24)
        row.addLayout(left, 1)
        row.addWidget(self.message, 1)
        self._build_card(
            (self._who, self.fields, self._loading, self._below),
            (self.leave, self.submit),
            stretch_before=1,
        )

    def _connect(self) -> None:
        store = self._store
        self.leave.clicked.connect(self._end)
        self.submit.clicked.connect(self._go)
        self.fields.reason_chosen.connect(self._show_reason)
        self._notice.accepted.connect(store.read)
        self._loading.stopped.connect(self._end)
        store.previewed.connect(self._take_preview)
        store.changed.connect(self._offer)
        store.failed.connect(self._miss)
        self._connection.changed.connect(self._show)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if self.isHidden():
            pass  # the key that ended it goes on through it
        elif event.key() == Qt.Key.Key_Escape:
            self._end()
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._go()
        elif event.key() in _ENTER and isinstance(focus, QPushButton):
            focus.click()
        event.accept()
