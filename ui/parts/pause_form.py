"""The form that pauses the questionnaires of a patient: why, from when, until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.schedule import PauseAsk
from services.contract.week_enums import PauseReason
from ui.parts.choices import Choices
from ui.parts.fields import DayField
from ui.parts.form import Complaint, FormBody
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_REASONS = tuple(PauseReason)


@dataclass(frozen=True, slots=True)
class _Draft:
    reason: int
    from_on: str
    until_on: str


class PauseForm(FormBody):
    """Gives a `PauseAsk`. An end that nobody knows yet is left empty."""

    draft_type = _Draft

    def __init__(
        self, today: date, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, wording, parent)
        w = wording
        self.setObjectName("form_pause")
        self._today = today
        texts = [w.text(f"plan-pause-{reason.value}") for reason in _REASONS]
        self._reason = Choices("pause_reason", w.text("plan-pause-why"), texts, theme, self)
        hint = w.text("record-hint-day")
        self._from = DayField(
            "pause_from", w.text("plan-pause-from"), theme, hint, may_be_half=False, parent=self
        )
        self._until = DayField(
            "pause_until", w.text("plan-pause-until"), theme, hint, may_be_half=False, parent=self
        )
        self._from.is_required = True
        self._from.set_known(today.isoformat())
        note = PlainLabel(theme, w.text("plan-pause-hint"), "supporting", "muted", self)
        note.set_wrapping()
        days = QHBoxLayout()
        days.setSpacing(16)
        days.addWidget(self._from, 1)
        days.addWidget(self._until, 1)
        days.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._reason)
        column.addLayout(days)
        column.addWidget(note)
        self._name(w.text("plan-pause-title"), w.text("plan-pause-submit"))

    def answer(self) -> PauseAsk:
        return PauseAsk(
            reason=_REASONS[self._reason.place],
            from_on=date.fromisoformat(str(self._from.value())),
            until_on=self._end(),
        )

    def complaints(self) -> Sequence[Complaint]:
        w, found = self._wording, []
        if self._reason.place < 0:
            found.append(Complaint(w.text("plan-pause-why-missing"), self._reason.fields()[0]))
        for field in (self._from, self._until):
            fault = field.fault()
            field.show_error(w.text(fault) if fault else "")
            if fault:
                found.append(Complaint(f"{field.label} : {w.text(fault)}", field.control))
        if not found:
            found += self._order()
        return found

    def draft(self) -> object:
        draft = _Draft(self._reason.place, self._from.raw(), self._until.raw())
        is_as_made = draft.reason < 0 and not draft.until_on
        return None if is_as_made else draft

    def restore(self, draft: object) -> None:
        if isinstance(draft, _Draft):
            self._reason.choose(draft.reason)
            self._from.set_raw(draft.from_on)
            self._until.set_raw(draft.until_on)

    def fields(self) -> Sequence[QWidget]:
        return [*self._reason.fields(), self._from.control, self._until.control]

    def take_focus(self) -> bool:
        self._reason.take_focus()
        return True

    def _end(self) -> date | None:
        told = self._until.value()
        return None if told is None else date.fromisoformat(str(told))

    def _order(self) -> list[Complaint]:
        """An end before its beginning, or one that is over already, pauses nothing."""
        end, begin = self._end(), date.fromisoformat(str(self._from.value()))
        if end is not None and end < max(begin, self._today):
            return [Complaint(self._wording.text("plan-pause-order"), self._until.control)]
        return []
