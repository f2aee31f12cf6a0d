"""Temperatures that a patient has taken: each with the day and the hour, as they remember it."""

from __future__ import annotations

from datetime import datetime, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.typed_day import WHOLE_LENGTH, read_day, typed_day
from console.stores.answer_making import READING_BETWEEN, WHEN_BETWEEN, readings_of
from console.stores.asking import Question
from resources.wording import Wording
from ui.parts.fields import DayField, LineField, NumberField
from ui.parts.plan_form import minute_of
from widgets.theme import Theme

_VALUE_PX, _WHEN_PX = 110, 150
_HOUR = 60


class _Reading(QWidget):
    """One reading: degrees, day, hour."""

    def __init__(
        self, number: int, bounds: tuple[float, float], theme: Theme, w: Wording, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._w = w
        self._bounds = bounds
        self.degrees = NumberField(
            f"temperature_{number}", w.text("answering-degrees"), bounds, 1, theme, parent=self
        )
        self.day = DayField(
            f"temperature_day_{number}",
            w.text("answering-taken-on"),
            theme,
            w.text("record-hint-day"),
            may_be_half=False,
            parent=self,
        )
        self.hour = LineField(
            f"temperature_hour_{number}",
            w.text("answering-taken-at"),
            5,
            theme,
            w.text("plan-hour-hint"),
            self,
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for field, width in ((self.degrees, _VALUE_PX), (self.day, _WHEN_PX), (self.hour, 110)):
            field.setFixedWidth(theme.scaled(width))
            row.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not any(field.raw().strip() for field in (self.degrees, self.day, self.hour))

    def value(self, now: datetime) -> str:
        """The reading with its instant, in the zone of the centre."""
        if self.is_empty:
            return ""
        day, minute = read_day(self.day.raw()) or "", minute_of(self.hour.raw()) or 0
        local = self._w.local(now)
        at = datetime.combine(
            datetime.fromisoformat(day).date(), time(minute // _HOUR, minute % _HOUR), local.tzinfo
        )
        return f"{self.degrees.raw().strip()}{WHEN_BETWEEN}{at.isoformat()}"

    def put(self, degrees: str, at: str) -> None:
        """Put a reading back."""
        self.degrees.set_raw(degrees)
        if at:
            when = self._w.local(datetime.fromisoformat(at))
            self.day.set_raw(typed_day(when.date().isoformat()))
            self.hour.set_raw(f"{when.hour:02d}:{when.minute:02d}")

    def fault(self, now: datetime) -> str:
        """What is wrong with it, said under its field too."""
        w = self._w
        faults = dict.fromkeys((self.degrees, self.day, self.hour), "")
        if not self.is_empty:
            key = self.degrees.fault() or ("" if self.degrees.raw().strip() else "fields-missing")
            least, most = (w.decimal(bound, 0) for bound in self._bounds)
            faults[self.degrees] = w.text(key, least=least, most=most) if key else ""
            day = read_day(self.day.raw())
            if day is None or len(day) < WHOLE_LENGTH:
                faults[self.day] = w.text("fields-whole-date")
            if minute_of(self.hour.raw()) is None:
                faults[self.hour] = w.text("answering-hour-wrong")
            if not any(faults.values()) and self._is_ahead(now):
                faults[self.hour] = w.text("answering-ahead")
        for field, text in faults.items():
            field.show_error(text)
        return next((text for text in faults.values() if text), "")

    def _is_ahead(self, now: datetime) -> bool:
        _, _, at = self.value(now).partition(WHEN_BETWEEN)
        return datetime.fromisoformat(at) > now


class TemperatureFields(QWidget):
    """As many readings as the questionnaire takes; another line comes once one is filled.

    Signals: `changed()` when the keyboard leaves a field.
    """

    changed = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wording = wording
        self._now: datetime | None = None
        self._question: Question | None = None
        self._readings: list[_Reading] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addStretch(1)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; the caller shows its question again."""
        self._wording = wording

    def set_now(self, now: datetime) -> None:
        """What is the present, by the service's clock."""
        self._now = now

    def show_question(self, question: Question, value: str) -> None:
        """Show what was answered."""
        self._question = question
        for old in self._readings:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._readings = []
        for number in range(question.most):
            bounds = (question.low, question.high)
            reading = _Reading(number, bounds, self._theme, self._wording, self)
            for field in (reading.degrees, reading.day, reading.hour):
                field.left.connect(self._follow)
            self._readings.append(reading)
            self._column.insertWidget(number, reading)
        for reading, (degrees, at) in zip(self._readings, readings_of(value), strict=False):
            reading.put(degrees, at)
        self._fit()

    def value(self) -> str:
        """All readings as one answer; only asked without a `fault`."""
        if self._now is None:
            return ""
        told = [reading.value(self._now) for reading in self._readings]
        return READING_BETWEEN.join(each for each in told if each)

    def fault(self) -> str:
        """What is wrong with one of them."""
        if self._now is None:
            return ""
        faults = [reading.fault(self._now) for reading in self._readings]
        return next((fault for fault in faults if fault), "")

    def take_focus(self) -> None:
        """Put the keyboard on the first reading."""
        if self._readings:
            self._readings[0].degrees.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        self._fit()
        if all(reading.is_empty or self._is_whole(reading) for reading in self._readings):
            self.changed.emit()

    def _is_whole(self, reading: _Reading) -> bool:
        return all(f.raw().strip() for f in (reading.degrees, reading.day, reading.hour))

    def _fit(self) -> None:
        """A line for the next reading once the one before it is filled."""
        is_next = True
        for reading in self._readings:
            reading.setVisible(is_next or not reading.is_empty)
            is_next = not reading.is_empty
