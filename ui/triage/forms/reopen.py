"""The form that opens a closed alert again: why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.alerts import AlertDetail
from ui.parts.form import Complaint
from ui.triage.forms.answers import Reopened
from ui.triage.forms.base import Form
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_SHORTEST, _MOST = 3, 500


class ReopenForm(Form):
    """Opens one alert again."""

    draft_type = str

    def __init__(
        self, alert: AlertDetail, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(alert, theme, wording, parent)
        self.setObjectName("form_reopen")
        self._reason = QLineEdit(self)
        self._reason.setObjectName("reopen_reason")
        self._reason.setMaxLength(_MOST)
        self._reason.setAccessibleName(wording.text("forms-reopen-reason"))
        theme.dress(self._reason, "body")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(
            PlainLabel(theme, wording.text("forms-reopen-reason"), "panel", "secondary", self)
        )
        column.addWidget(self._reason)
        column.addWidget(
            PlainLabel(theme, wording.text("forms-reopen-effect"), "axis", "muted", self)
        )
        column.addStretch(1)
        self._name(wording.text("forms-reopen-title"), wording.text("forms-reopen-submit"))

    def answer(self) -> Reopened:
        return Reopened(self._reason.text().strip())

    def complaints(self) -> Sequence[Complaint]:
        if len(self._reason.text().strip()) >= _SHORTEST:
            return ()
        return (Complaint(self._wording.text("forms-reopen-missing"), self._reason),)

    def draft(self) -> object:
        return self._reason.text() or None

    def restore(self, draft: object) -> None:
        if isinstance(draft, str):
            self._reason.setText(draft)

    def take_focus(self) -> bool:
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
