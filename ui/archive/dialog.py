"""The dialog that ends a follow-up: why, what will happen, what the patient will read, and the open
alerts that are closed with it (screens.md 3.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.stores.archiving import ArchivingStore
from console.stores.connection import ConnectionStore
from resources.wording import Wording
from services.contract.archive_enums import ArchiveReason
from services.contract.enums import Role
from ui.archive.act_dialog import ActDialog
from ui.archive.alerts_part import AlertsPart
from ui.archive.effects import ArchiveEffects
from ui.archive.fields import ArchiveFields
from ui.archive.message_part import MessagePart, leaves_the_building
from widgets.theme import Theme

_WIDTH_PX: Final = 1000
_UNDO_S: Final = 30


class ArchiveDialog(ActDialog):
    """Everything on one card; the act can be taken back for half a minute."""

    def __init__(
        self,
        store: ArchivingStore,
        connection: ConnectionStore,
        role: Role | None,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        super().__init__(
            "archive", store, connection, theme, wording, parent, width_px=_WIDTH_PX,
            submit="danger",
        )  # fmt: skip
        self._archiving = store
        w = wording
        self.fields = ArchiveFields(theme, w, self._body)
        self.effects = ArchiveEffects(theme, w, self._body)
        self.alerts = AlertsPart(role, theme, w, self._body)
        self.message = MessagePart(theme, w, self._body)
        self._below = QWidget(self._body)
        self._build()
        self.fields.reason_chosen.connect(self._show_reason)
        self._open()

    def open_up(self) -> None:
        """Cover the screen, with the keyboard on the reasons."""
        self._cover(self)
        self.fields.reason_field.control.setFocus(Qt.FocusReason.PopupFocusReason)

    def stops(self) -> Sequence[QWidget]:
        return (
            *self._who.findChildren(QWidget),
            *self.fields.stops(),
            *self.alerts.stops(),
            *self.message.stops(),
        )

    def first_fault(self) -> QWidget | None:
        wrong = [self.fields.first_fault(), self.alerts.first_fault()]
        return next((control for control in wrong if control is not None), None)

    def refuse_field(self, name: str, text: str) -> QWidget | None:
        return self.fields.show_refused(name, text)

    def send(self) -> None:
        self._archiving.end(self.fields.ask(self.alerts.asks()))

    def show_found(self, *, has_found: bool) -> None:
        preview = self._archiving.found
        self._below.setVisible(has_found)
        if preview is not None and self._store.read_error is None:
            changed = self.alerts.show_alerts(preview.open_alerts)
            self._show_reason()
            if changed is not None:
                self._reach(changed)

    def submit_label(self) -> str:
        is_silent = self.fields.reason is ArchiveReason.DEATH
        preview = self._archiving.found
        seconds = _UNDO_S if preview is None else preview.undo_s
        key = "archive-submit-silent" if is_silent else "archive-submit"
        if not is_silent and preview is not None and not leaves_the_building(preview):
            key = "archive-submit-untold"
        return self._wording.text(key, seconds=seconds)

    def _show_reason(self) -> None:
        preview = self._archiving.found
        if preview is not None:
            self.effects.show_preview(preview, self.fields.reason)
            self.message.show_preview(preview, self.fields.reason)
        self._show()

    def _build(self) -> None:
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
