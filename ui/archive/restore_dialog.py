"""The dialog that follows an archived patient again: why, and what they are asked by (3.5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.stores.archived_acts import ArchivedActs, Ended
from console.stores.connection import ConnectionStore
from resources.wording import Wording
from services.contract.archive_enums import ArchiveReason, RestoreReason
from services.contract.archiving import Archive
from ui.archive.act_dialog import ActDialog
from ui.archive.restore_fields import RestoreFields
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX: Final = 860


class RestoreDialog(ActDialog):
    """With a consent that holds they are followed at once; else the enrolment asks for all anew."""

    def __init__(
        self,
        store: ArchivedActs,
        connection: ConnectionStore,
        today: date,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        super().__init__(
            "restore", store, connection, theme, wording, parent, width_px=_WIDTH_PX,
            submit="primary",
        )  # fmt: skip
        self._acts = store
        self._today = today
        self._effect = PlainLabel(theme, role="body", parent=self._body)
        self._effect.set_wrapping()
        self._room = QWidget(self._body)
        self._column = QVBoxLayout(self._room)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.fields: RestoreFields | None = None
        lines = (self._who, self._loading, self._effect, self._room)
        self._build_card(lines, (self.leave, self.submit), stretch_before=1)
        self._open()

    def open_up(self) -> None:
        """Cover the screen; the reasons take the keyboard when they are there."""
        self._cover(self)
        control = self.leave if self.fields is None else self.fields.reason.control
        control.setFocus(Qt.FocusReason.PopupFocusReason)

    def stops(self) -> Sequence[QWidget]:
        asked = () if self.fields is None else self.fields.stops()
        return (*self._who.findChildren(QWidget), *asked)

    @property
    def can_send(self) -> bool:
        """Nobody comes back at once to no questionnaire: the enrolment plans one."""
        ended, archive = self._acts.found, self._standing
        if ended is None or archive is None:
            return False
        return ended.plan is not None or not archive.may_return_at_once

    @property
    def _standing(self) -> Archive | None:
        return None if self._acts.found is None else self._acts.found.archive

    def first_fault(self) -> QWidget | None:
        return None if self.fields is None else self.fields.first_fault()

    def refuse_field(self, name: str, text: str) -> QWidget | None:
        return None if self.fields is None else self.fields.show_refused(name, text)

    def send(self) -> None:
        if self.fields is not None:
            self._acts.restore(self.fields.ask())

    def show_found(self, *, has_found: bool) -> None:
        ended, archive = self._acts.found, self._standing
        self._room.setVisible(self.can_send)
        if ended is None or archive is None:
            text = self._wording.text("restore-already") if has_found else ""
            self._effect.setText(text)
            return
        self._effect.setText(self._wording.text(_effect(ended, archive)))
        at_once = archive.may_return_at_once
        if self.can_send and (self.fields is None or self.fields.at_once is not at_once):
            self._ask(ended, archive)

    def submit_label(self) -> str:
        archive = self._standing
        at_once = archive is None or archive.may_return_at_once
        return self._wording.text("restore-submit" if at_once else "restore-submit-enrol")

    def _ask(self, ended: Ended, archive: Archive) -> None:
        """Ask what this end lets be asked; somebody may have renewed the consent meanwhile."""
        if self.fields is not None:
            self.fields.hide()
            self.fields.deleteLater()
        is_death = archive.reason is ArchiveReason.DEATH
        reasons = (RestoreReason.ERROR,) if is_death else tuple(RestoreReason)
        plan = ended.plan if archive.may_return_at_once else None
        self.fields = RestoreFields(
            reasons, plan, self._today, self._theme, self._wording, self._room,
            at_once=archive.may_return_at_once,
        )  # fmt: skip
        self._column.addWidget(self.fields)
        if self.isVisible():
            self.fields.reason.control.setFocus(Qt.FocusReason.OtherFocusReason)


def _effect(ended: Ended, archive: Archive) -> str:
    """What restoring does, said before it is done."""
    if not archive.may_return_at_once:
        return "restore-consent"
    return "restore-at-once" if ended.plan is not None else "restore-no-plan"
