"""The strip that asks once more before a critical or technical alert is acknowledged: whose alert
this is; Enter is yes.
"""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from resources import words
from resources.wording import Wording
from services.contract.alerts import AlertDetail, AlertLabel
from services.contract.enums import AlertKind, AlertLevel, AlertState
from ui.triage.forms.answers import Acknowledged
from ui.triage.forms.held_identity import HeldIdentity
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_LEVELS = tuple(AlertLevel)


class AcknowledgeStrip(QFrame):
    """Bound to one alert from the key press to the answer. Signals: `answered(answer)`,
    `cancelled()`.
    """

    draft_type: ClassVar[Any] = None
    answered = Signal(object)
    cancelled = Signal()

    def __init__(
        self, alert: AlertDetail, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.alert = alert
        self._theme = theme
        self._wording = wording
        self._yes = Button(
            theme, wording.text("forms-acknowledge-yes"), "primary", key="↵", parent=self
        )
        self._no = Button(theme, wording.text("forms-cancel"), key="Esc", parent=self)
        self._also = QCheckBox(self)
        # What is worse than the alert on screen is never acknowledged unread, and what waits for a
        # time or an answer is acknowledged already.
        others = [each for each in alert.other_open if each.state is AlertState.NEW]
        self._offered = tuple(each for each in others if not self._is_worse(each))
        self._worse_count = len(others) - len(self._offered)
        self._apart = PlainLabel(theme, role="axis", tone="muted", parent=self)
        self._build()

    def adopt(self, alert: AlertDetail) -> None:
        """Take a newer version of the same alert."""
        if alert.id == self.alert.id:
            self.alert = alert

    def draft(self) -> object:
        """Nothing is typed here."""
        return None

    def restore(self, _draft: object) -> None:
        """Nothing is typed here."""

    def state(self) -> object:
        """Whether the others go with it."""
        return self._also.isChecked()

    def put_state(self, state: object) -> None:
        """Put back what `state` gave."""
        self._also.setChecked(bool(state))

    def take_focus(self) -> None:
        """Enter must mean yes at once."""
        self._yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Yes."""
        also = self._offered if self._also.isChecked() else ()
        self.answered.emit(Acknowledged(also))

    def _build(self) -> None:
        w = self._wording
        self.setObjectName("form_acknowledge")
        self.setProperty("card", True)
        question = PlainLabel(
            self._theme, w.text("forms-acknowledge-question"), "supporting", "secondary"
        )
        patient = HeldIdentity(self.alert.patient.label, self._theme, w, self)
        self.setAccessibleName(question.text())
        self._yes.setObjectName("form_submit")
        self._yes.setAccessibleDescription(patient.text)
        self._no.setObjectName("form_cancel")
        self._offer_others()
        self._yes.clicked.connect(self.submit)
        self._no.clicked.connect(self.cancelled)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(question)
        texts.addWidget(patient)
        texts.addWidget(self._also)
        texts.addWidget(self._apart)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(8)
        row.addLayout(texts, 1)
        row.addWidget(self._no)
        row.addWidget(self._yes)

    def _offer_others(self) -> None:
        count, left = len(self._offered), self._worse_count
        self._also.setVisible(count > 0)
        self._also.setChecked(count > 0)
        self._apart.setVisible(left > 0)
        self._apart.setText(self._wording.text("forms-acknowledge-apart", count=left))
        text = self._wording.text(
            "forms-acknowledge-also",
            count=count,
            which=", ".join(self._named(label) for label in self._offered),
        )
        self._also.setText(text.replace("&", "&&"))
        self._also.setObjectName("acknowledge_also")
        self._also.setAccessibleName(text)
        self._theme.dress(self._also, "body")

    def _is_worse(self, label: AlertLabel) -> bool:
        if label.kind is AlertKind.TECHNICAL:
            return True
        return _LEVELS.index(label.level) < _LEVELS.index(self.alert.level)

    def _named(self, label: AlertLabel) -> str:
        w = self._wording
        return w.text(
            "forms-close-other",
            level=words.level(w, label.level, label.kind),
            lead=words.kind(w, label.kind) if label.lead is None else words.lead(w, label.lead),
            at=w.day_time(label.received_at),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        leaves = event.key() in _ENTER and self._no.hasFocus()
        if leaves or event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in _ENTER:
            self.submit()
        else:
            super().keyPressEvent(event)
