"""The dialog that says how somebody told the patient that the follow-up has ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from console.stores.archived_acts import ArchivedActs
from console.stores.connection import ConnectionStore
from resources.wording import Wording
from services.contract.archive_enums import InformedHow
from services.contract.archiving import InformedAsk
from ui.archive.act_dialog import ActDialog
from ui.parts.radio_field import RadioField
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX: Final = 620
_WAYS: Final = (InformedHow.BY_PHONE, InformedHow.IN_PERSON, InformedHow.BY_LETTER)


class InformedDialog(ActDialog):
    """Nothing is chosen ahead: it ends the daily reminder."""

    def __init__(
        self,
        store: ArchivedActs,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        super().__init__(
            "informed", store, connection, theme, wording, parent, width_px=_WIDTH_PX,
            submit="primary",
        )  # fmt: skip
        self._acts = store
        w = wording
        ways = [(each.value, w.text(f"informed-{each.value}")) for each in _WAYS]
        self.how = RadioField("how", w.text("informed-how"), ways, theme, self._body)
        self.how.is_required = True
        self._what = PlainLabel(theme, w.text("informed-what"), "body", "secondary", self._body)
        self._what.set_wrapping()
        lines = (self._who, self._loading, self.how, self._what)
        self._build_card(lines, (self.leave, self.submit), stretch_before=1)
        self._open()

    def open_up(self) -> None:
        """Cover the screen, with the keyboard on the ways."""
        self._cover(self)
        self.how.control.setFocus(Qt.FocusReason.PopupFocusReason)

    def stops(self) -> Sequence[QWidget]:
        return (*self._who.findChildren(QWidget), *self.how.stops())

    @property
    def can_send(self) -> bool:
        ended = self._acts.found
        return ended is not None and ended.archive is not None and ended.archive.is_told is False

    def first_fault(self) -> QWidget | None:
        fault = self.how.fault()
        self.how.show_error(self._wording.text(fault) if fault else "")
        return self.how.control if fault else None

    def refuse_field(self, name: str, text: str) -> QWidget | None:
        if name != self.how.name:
            return None
        self.how.show_error(text)
        return self.how.control

    def send(self) -> None:
        self._acts.inform(InformedAsk.model_validate({"how": self.how.raw()}))

    def show_found(self, *, has_found: bool) -> None:
        if has_found and not self.can_send:
            self._notice.ask(self._wording.text("informed-already"), icon="check-circle")

    def submit_label(self) -> str:
        return self._wording.text("informed-submit")
