"""Asking for help: what kind, in which words, and the end of the log for whoever has read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from console.errors import ConsoleError
from console.stores.about import AboutStores
from console.stores.connection import ConnectionStore
from resources.wording import Wording
from services.contract.support import LONGEST_WORDS, NAMES_PATIENT, SupportAsk, SupportKind
from services.contract.texts import says_enough
from ui.about.words import refusal
from ui.parts.fields import BoxField, Field, TickField
from ui.parts.radio_field import RadioField
from ui.parts.settled_dialog import SettledDialog
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX, _LOG_PX = 640, 110


class ReportDialog(SettledDialog):
    """Nothing of this console leaves that was not on screen."""

    def __init__(
        self,
        stores: AboutStores,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        w = wording
        super().__init__(
            "support_report", "support", stores.acts, connection, theme, w, parent,
            width_px=_WIDTH_PX, leave=w.text("support-leave"), submit="primary",
        )  # fmt: skip
        self._acts = stores.acts
        self._support = stores.support
        self._hint = PlainLabel(theme, w.text("support-hint"), "body", "secondary", self._body)
        kinds = [(each.value, w.text(f"support-ask-{each}")) for each in SupportKind]
        self.kind = RadioField("kind", w.text("support-kind"), kinds, theme, self._body)
        self._vigilance = PlainLabel(
            theme, w.text("support-vigilance"), "supporting", "secondary", self._body
        )
        self.words = BoxField("words", w.text("support-words"), LONGEST_WORDS, theme, w, self._body)
        self.see_log = Button(
            theme, w.text("support-see-log"), "quiet", icon="eye", parent=self._body
        )
        self._log_hint = PlainLabel(
            theme, w.text("support-log-hint"), "supporting", "secondary", self._body
        )
        self.log = QPlainTextEdit(self._body)
        self.attach = TickField("log", w.text("support-attach"), theme, self._body)
        self._fields: Final[tuple[Field, ...]] = (self.kind, self.words)
        self._prepare(theme, w)
        self._seeing = seeing = QWidget(self._body)
        row = QHBoxLayout(seeing)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.see_log)
        row.addStretch(1)
        lines = (
            self._hint, self.kind, self._vigilance, self.words, seeing, self._log_hint,
            self.log, self.attach,
        )  # fmt: skip
        self._build_card(lines, (self.leave, self.submit), stretch_before=1)
        self._follow()

    def open_up(self) -> None:
        """Cover the screen, with the keyboard on the first choice."""
        self._cover(self)
        self.kind.control.setFocus(Qt.FocusReason.PopupFocusReason)

    def stops(self) -> Sequence[QWidget]:
        return (
            *self.kind.stops(), self.words.control, self.see_log, self.log, self.attach.control,
        )  # fmt: skip

    def first_fault(self) -> QWidget | None:
        wrong: list[QWidget] = []
        for field in self._fields:
            fault = field.fault()
            if field is self.words and not fault and not says_enough(field.raw()):
                fault = "support-words-short"
            field.show_error(self._wording.text(fault) if fault else "")
            if fault:
                wrong.append(field.control)
        return wrong[0] if wrong else None

    def show_refused(self, name: str, reason: str) -> QWidget | None:
        if name != self.words.name:
            return None
        key = "support-names-patient" if reason == NAMES_PATIENT else "support-words-refused"
        self.words.show_error(self._wording.text(key))
        return self.words.control

    def send(self) -> None:
        is_read = not self.log.isHidden() and bool(self.attach.value())
        self._acts.make(
            SupportAsk(
                kind=SupportKind(self.kind.raw()),
                words=self.words.raw().strip(),
                log=self.log.toPlainText() if is_read else None,
            )
        )

    def submit_label(self) -> str:
        return self._wording.text("support-send")

    def busy_label(self) -> str:
        return self._wording.text("support-sending")

    def refusal(self, error: ConsoleError) -> str:
        return refusal(self._wording, error)

    def _show_log(self, text: str) -> None:
        """The end of the log is on screen: only now it can be ticked."""
        w = self._wording
        self._seeing.hide()
        self._log_hint.show()
        if not text:
            self._log_hint.setText(w.text("support-no-log"))
            return
        self.log.setPlainText(text)
        self.log.show()
        self.attach.show()
        self._fit()
        self.log.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(self.attach)

    def _warn(self) -> None:
        self._vigilance.setVisible(self.kind.raw() == SupportKind.INCIDENT.value)
        self._fit()

    def _prepare(self, theme: Theme, w: Wording) -> None:
        title = w.text("support-title")
        self._title.setText(title)
        self.setAccessibleName(f"{title}. {self._hint.text()}")
        for label in (self._hint, self._vigilance, self._log_hint):
            label.set_wrapping()
        for field in self._fields:
            field.is_required = True
        self.see_log.setObjectName("support_see_log")
        self.log.setObjectName("support_log")
        self.log.setReadOnly(True)
        self.log.setTabChangesFocus(True)
        self.log.setAccessibleName(w.text("support-log"))
        self.log.setFixedHeight(theme.scaled(_LOG_PX))
        theme.dress(self.log, "supporting")
        for part in (self._vigilance, self._log_hint, self.log, self.attach):
            part.hide()
        self.kind.chosen.connect(self._warn)
        self.see_log.clicked.connect(self._support.read_log)
        self._support.log_read.connect(self._show_log)
