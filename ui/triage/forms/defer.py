"""The form that puts an alert off: why, and until when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QDateTime, Qt, QTimeZone
from PySide6.QtWidgets import QDateTimeEdit, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from resources import words
from resources.wording import Wording
from services.contract.alerts import AlertDetail
from services.contract.enums import DeferReason
from ui.parts.choices import Choices
from ui.parts.form import Complaint
from ui.triage.forms.answers import Deferred
from ui.triage.forms.base import Form
from ui.triage.forms.defer_times import LONGEST, is_short, offered_times, offered_waits
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_REASONS: Final = tuple(DeferReason)
_MOST_NOTE = 500
_WAIT, _AT, _DATE = "wait", "at", "date"


@dataclass(frozen=True, slots=True)
class _Draft:
    reason: int
    when: str
    note: str


class DeferForm(Form):
    """Puts one alert off; `now` gives the time of the service when the form is submitted."""

    draft_type = _Draft

    def __init__(
        self,
        alert: AlertDetail,
        now: Callable[[], datetime],
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(alert, theme, wording, parent)
        self.setObjectName("form_defer")
        self._now = now
        self._zone = wording.zone
        self._waits = offered_waits(alert, now())
        self._times = offered_times(alert, now(), self._zone)
        w = wording
        self._reason = Choices(
            "defer_reason",
            w.text("forms-defer-reason"),
            [words.defer_reason(w, reason) for reason in _REASONS],
            theme,
            self,
        )
        self._when = Choices(
            "defer_until", w.text("forms-defer-until"), self._labels(), theme, self
        )
        self._date = QDateTimeEdit(self)
        self._note = QLineEdit(self)
        self._limit = PlainLabel(theme, w.text("forms-defer-critical"), "axis", "muted", self)
        self._fill()
        self._name(w.text("forms-defer-title"), w.text("forms-defer-submit"))

    def answer(self) -> Deferred:
        note = self._note.text().strip() or None
        return Deferred(_REASONS[self._reason.place], self._until(), note)

    def complaints(self) -> Sequence[Complaint]:
        w, found = self._wording, []
        if self._reason.place < 0:
            first = self._reason.fields()[0]
            found.append(Complaint(w.text("forms-defer-reason-missing"), first))
        elif _REASONS[self._reason.place] is DeferReason.OTHER and not self._note.text().strip():
            found.append(Complaint(w.text("forms-defer-note-missing"), self._note))
        if self._when.place < 0 and self._when.fields():
            found.append(Complaint(w.text("forms-defer-until-choose"), self._when.fields()[0]))
        elif self._when.place < 0:
            found.append(Complaint(w.text("forms-defer-until-missing"), self._note))
        elif not self._now() < self._until() <= self._now() + LONGEST:
            found.append(Complaint(w.text("forms-defer-until-wrong"), self._date))
        return found

    def draft(self) -> object:
        draft = self._so_far()
        return draft if draft.reason >= 0 or draft.note else None

    def restore(self, draft: object) -> None:
        if isinstance(draft, _Draft):
            self._reason.choose(draft.reason)
            self._choose(draft.when)
            self._note.setText(draft.note)

    def state(self) -> object:
        return self._so_far()

    def fields(self) -> Sequence[QWidget]:
        return [*self._reason.fields(), *self._when.fields(), self._date, self._note]

    def take_focus(self) -> bool:
        self._reason.take_focus()
        return True

    def _labels(self) -> list[str]:
        w, now = self._wording, self._now()
        labels = [words.hours(w, wait // timedelta(minutes=1)) for wait in self._waits]
        labels += [w.coming(instant, now) for instant in self._times]
        return labels if is_short(self.alert) else [*labels, w.text("forms-defer-date")]

    def _so_far(self) -> _Draft:
        return _Draft(self._reason.place, self._chosen(), self._note.text())

    def _chosen(self) -> str:
        """What was chosen, in words that mean the same an hour later."""
        place = self._when.place
        if place < 0:
            return ""
        if place < len(self._waits):
            return f"{_WAIT} {self._waits[place].total_seconds():.0f}"
        is_date = place >= len(self._waits) + len(self._times)
        return f"{_DATE if is_date else _AT} {self._until().isoformat()}"

    def _choose(self, chosen: str) -> None:
        """Choose the same again; what is no longer offered leaves nothing chosen."""
        offered = [f"{_WAIT} {wait.total_seconds():.0f}" for wait in self._waits]
        offered += [f"{_AT} {instant.isoformat()}" for instant in self._times]
        kind, _, instant = chosen.partition(" ")
        if chosen in offered:
            self._when.choose(offered.index(chosen))
        elif kind == _DATE and datetime.fromisoformat(instant) > self._now():
            self._date.setDateTime(self._at(datetime.fromisoformat(instant)))
            self._when.choose(len(offered))
        else:
            self._when.clear()

    def _until(self) -> datetime:
        """A length of time counts from when the form is submitted, not from when it was opened."""
        place = self._when.place
        if place < len(self._waits):
            return self._now() + self._waits[place]
        place -= len(self._waits)
        if place < len(self._times):
            return self._times[place]
        shown = self._date.dateTime()
        return datetime.fromtimestamp(shown.toSecsSinceEpoch(), self._zone)

    def _fill(self) -> None:
        w = self._wording
        self._date.setObjectName("defer_date")
        self._date.setAccessibleName(w.text("forms-defer-date-of"))
        self._date.setDisplayFormat("dd/MM/yyyy HH:mm")
        self._date.setTimeZone(QTimeZone(self._zone.key.encode()))
        self._date.setDateTime(self._at(self._now() + timedelta(days=2)))
        self._date.setMinimumDateTime(self._at(self._now()))
        self._date.setMaximumDateTime(self._at(self._now() + LONGEST))
        self._date.hide()
        self._note.setObjectName("defer_note")
        self._note.setAccessibleName(w.text("forms-note-optional"))
        self._note.setPlaceholderText(w.text("forms-note-optional"))
        self._note.setMaxLength(_MOST_NOTE)
        for field in (self._date, self._note):
            self._theme.dress(field, "body")
        self._limit.set_wrapping()
        self._limit.setVisible(is_short(self.alert))
        self._when.choose(0)
        self._when.chosen.connect(self._show_date)
        self._lay_out()

    def _lay_out(self) -> None:
        when = QHBoxLayout()
        when.setSpacing(10)
        when.addWidget(self._when, 1)
        when.addWidget(self._date, 0, Qt.AlignmentFlag.AlignBottom)
        when.addWidget(self._limit, 2, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._reason)
        column.addLayout(when)
        column.addWidget(self._note)
        column.addStretch(1)

    def _show_date(self, place: int) -> None:
        self._date.setVisible(place >= len(self._waits) + len(self._times))

    def _at(self, instant: datetime) -> QDateTime:
        zone = QTimeZone(self._zone.key.encode())
        return QDateTime.fromSecsSinceEpoch(round(instant.timestamp()), zone)
