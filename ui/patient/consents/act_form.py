"""What a patient said, written down: its effect first, then how it was collected, then the act."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console.stores.consent_acts import ConsentActs
from resources.wording import Wording
from services.contract.consents import ConsentAsk
from services.contract.week_enums import ConsentChoice, ConsentKind
from ui.parts.collection_field import COLLECTED, collection_field
from ui.proof.panel import ProofPanel
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.theme import Theme


class ConsentForm(QFrame):
    """Made anew for each act. Signals: `wanted(ConsentAsk)`, `cancelled()`."""

    wanted = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        acts: ConsentActs,
        kind: ConsentKind,
        choice: ConsentChoice,
        subject: str,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._acts = acts
        self.kind, self.choice = kind, choice
        self._wording = w = wording
        self._title = PlainLabel(theme, w.text(f"consents-act-{kind}-{choice}"), "title")
        self._subject = PlainLabel(theme, subject, "body_strong", "secondary")
        self._effect = PlainLabel(theme, w.text(f"consents-effect-{kind}-{choice}"), "body")
        self.how = collection_field(w.text("enrolment-collection"), theme, w)
        self._notice = Strip(theme, self)
        # The safe one comes first, also for the Tab key.
        self.cancel = Button(theme, w.text("consents-leave"), "secondary", key="Esc")
        kind_of_button = "danger" if choice is ConsentChoice.WITHDRAWN else "primary"
        self.submit = Button(theme, w.text("consents-submit"), kind_of_button)
        self._proof = ProofPanel(acts.proof, self.submit, theme, w, self)
        self._build()
        self.follow()

    def follow(self) -> None:
        """A form that is on its way takes nothing more; without contact it waits."""
        w, acts = self._wording, self._acts
        self.how.setEnabled(not acts.is_busy and not acts.is_unsettled)
        self.submit.set_label(w.text("forms-check" if acts.is_unsettled else "consents-submit"))
        why_not = "" if acts.can_act else w.text("record-offline")
        self.submit.set_enabled_because(not why_not, why_not)
        if acts.is_unsettled:
            self._notice.ask(w.text("enrolment-unsettled"))

    def complain(self, text: str) -> None:
        """What went wrong."""
        self._notice.ask(text, kind="danger")

    def take_focus(self) -> None:
        """Put the keyboard on the first question."""
        self.how.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submit(self) -> None:
        if self._acts.is_unsettled:
            self._acts.ask_again()
            return
        raw = self.how.raw()
        if not raw:
            self.how.show_error(self._wording.text("fields-missing"))
            self.take_focus()
            return
        collection = next(each for each in COLLECTED if each.value == raw)
        self.wanted.emit(ConsentAsk(kind=self.kind, choice=self.choice, collection=collection))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.setProperty("card", True)
        self.setObjectName("consents_form")
        self.setAccessibleName(f"{self._title.text()}. {self._subject.text()}")
        self.cancel.setObjectName("consents_cancel")
        self.submit.setObjectName("consents_submit")
        self._notice.setObjectName("consents_notice")
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.cancel)
        foot.addWidget(self.submit)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        for label in (self._title, self._subject, self._effect):
            label.set_wrapping()
            column.addWidget(label)
        for part in (self.how, self._notice, self._proof):
            column.addWidget(part)
        column.addLayout(foot)
        self.submit.clicked.connect(self._submit)
        self.cancel.clicked.connect(self.cancelled)
