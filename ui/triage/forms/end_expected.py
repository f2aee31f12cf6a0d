"""The form that ends an exception before its time: which one, and what comes back with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.models.expecting import running, what
from resources.wording import Wording
from services.contract.alerts import AlertDetail
from ui.parts.choices import Choices
from ui.parts.form import Complaint
from ui.triage.forms.answers import EndedExpected
from ui.triage.forms.base import Form
from ui.triage.forms.held_identity import HeldIdentity
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class EndExpectedForm(Form):
    """Ends one exception; the only one that runs is chosen already."""

    def __init__(
        self,
        alert: AlertDetail,
        now: Callable[[], datetime],
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(alert, theme, wording, parent)
        self.setObjectName("form_end_expected")
        w = wording
        self._running = running(alert, now())
        labels = [
            w.text("forms-end-expected-one", what=what(w, each), until=w.day_time(each.until))
            for each in self._running
        ]
        self._which = Choices(
            "end_expected", w.text("forms-end-expected-which"), labels, theme, self
        )
        effect = PlainLabel(theme, w.text("forms-end-expected-effect"), "supporting", "secondary")
        effect.set_wrapping()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if w.is_masked:
            column.addWidget(HeldIdentity(alert.patient.label, theme, w, self))
        column.addWidget(self._which)
        column.addWidget(effect)
        column.addStretch(1)
        if len(self._running) == 1:
            self._which.choose(0)
        self._name(w.text("forms-end-expected-title"), w.text("forms-end-expected-submit"))

    def choose(self, exception_id: UUID) -> None:
        """Choose the one whose button was pressed."""
        ids = [each.id for each in self._running]
        if exception_id in ids:
            self._which.choose(ids.index(exception_id))

    def answer(self) -> EndedExpected:
        return EndedExpected(self._running[self._which.place])

    def complaints(self) -> Sequence[Complaint]:
        if self._which.place >= 0:
            return ()
        fields = self._which.fields()
        return (
            Complaint(self._wording.text("forms-end-expected-missing"), (*fields, self._which)[0]),
        )

    def state(self) -> object:
        place = self._which.place
        return self._running[place].id if place >= 0 else None

    def put_state(self, state: object) -> None:
        if isinstance(state, UUID):
            self.choose(state)

    def fields(self) -> Sequence[QWidget]:
        return self._which.fields()

    def take_focus(self) -> bool:
        if self._which.place < 0 and self._running:
            self._which.take_focus()
            return True
        return False
