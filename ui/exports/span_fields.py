"""What every export is asked with: contents, days, purpose and language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.report_days import ReportDays, first_day
from console.stores.exports import Asked
from resources.wording import Wording
from services.contract.report_enums import ExportPurpose, ReportBlock
from ui.exports.words import refused_field
from ui.parts.fault_line import FaultLine
from ui.parts.fields import ChoiceField, DayField, Field, TickField
from ui.parts.radio_field import RadioField
from widgets.flow_row import FlowRow
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_LANGUAGES: Final = ("fr", "en")
_TYPED: Final = "%d/%m/%Y"


class SpanFields(QWidget):
    """`today` is of the centre. Signals: `changed()` when something else is chosen."""

    changed = Signal()

    def __init__(
        self,
        purposes: Sequence[ExportPurpose],
        today: date,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._theme = theme
        self._wording = w = wording
        self.blocks = {
            each: TickField(each.value, w.text(f"exports-block-{each.value}"), theme, self)
            for each in ReportBlock
        }
        self._blocks_fault = FaultLine(theme, self)
        days = [(each.value, w.text(f"exports-days-{each.value}")) for each in ReportDays]
        self.days = RadioField("days", w.text("exports-field-days"), days, theme, self)
        hint = w.text("exports-day-hint")
        self.first, self.last = (
            DayField(name, w.text(f"exports-field-{name}"), theme, hint, may_be_half=False,
                     parent=self)
            for name in ("first", "last")
        )  # fmt: skip
        offered = [(each.value, w.text(f"exports-purpose-{each.value}")) for each in purposes]
        self.purpose = ChoiceField("purpose", w.text("exports-field-purpose"), offered, theme, self)
        languages = [(each, w.text(f"exports-language-{each}")) for each in _LANGUAGES]
        self.language = RadioField(
            "language", w.text("exports-field-language"), languages, theme, self
        )
        self.purpose.is_required = True
        self.purpose.set_hint(w.text("exports-purpose-choose"))
        self._build()
        self._begin()

    def put(self, asked: Asked) -> None:
        """As another one was asked for."""
        for block, tick in self.blocks.items():
            tick.set_raw("yes" if block in asked.blocks else "")
        self.days.set_raw(ReportDays.TWO_DATES.value)
        self.first.set_known(asked.first.isoformat())
        self.last.set_known(min(asked.last, self._today).isoformat())
        self.purpose.set_raw(asked.purpose.value)
        self.language.set_raw(asked.language)
        self._follow()

    def stops(self) -> Sequence[QWidget]:
        """What Tab goes through, in reading order."""
        return (
            *(tick.control for tick in self.blocks.values()),
            *self.days.stops(), self.first.control, self.last.control,
            self.purpose.control, *self.language.stops(),
        )  # fmt: skip

    # What was chosen; days only without a fault

    @property
    def is_whole(self) -> bool:
        """Whether everything is asked for."""
        return self.days.raw() == ReportDays.ALL.value

    @property
    def chosen_blocks(self) -> list[ReportBlock]:
        """The contents as they are now."""
        return [block for block, tick in self.blocks.items() if tick.raw()]

    @property
    def chosen_language(self) -> Literal["fr", "en"]:
        """What the file speaks."""
        return "fr" if self.language.raw() == "fr" else "en"

    def chosen_days(self) -> tuple[date, date]:
        """First and last; of everything, those of a year."""
        days = ReportDays(self.days.raw())
        if days is not ReportDays.TWO_DATES:
            return first_day(days, self._today), self._today
        first, last = (date.fromisoformat(str(field.value())) for field in (self.first, self.last))
        return first, last

    # Faults

    def first_fault(self) -> QWidget | None:
        """Says under each field what is wrong with it, and gives the first such field's control."""
        w = self._wording
        wrong: list[QWidget] = []
        is_empty = not self.chosen_blocks
        self._blocks_fault.show_text(w.text("exports-blocks-missing") if is_empty else "")
        if is_empty:
            wrong.append(next(iter(self.blocks.values())).control)
        for field in self._dated():
            fault = field.fault()
            text = w.text(fault) if fault else self._wrong_day(field)
            field.show_error(text)
            if text:
                wrong.append(field.control)
        fault = self.purpose.fault()
        self.purpose.show_error(w.text("exports-purpose-missing") if fault else "")
        if fault:
            wrong.append(self.purpose.control)
        return wrong[0] if wrong else None

    def show_refused(self, name: str, reason: str) -> QWidget | None:
        """The service found something wrong with a field; None for one that is not here."""
        fields: dict[str, Field] = {
            "purpose": self.purpose, "language": self.language,
            "first": self.days, "last": self.days,
        }  # fmt: skip
        fields |= {field.name: field for field in self._dated()}
        field = fields.get(name)
        if field is None:
            return None
        field.show_error(refused_field(self._wording, reason))
        return field.control

    def _dated(self) -> tuple[DayField, ...]:
        is_typed = self.days.raw() == ReportDays.TWO_DATES.value
        return (self.first, self.last) if is_typed else ()

    def _wrong_day(self, field: DayField) -> str:
        """What the service would refuse, said before it is asked."""
        day = date.fromisoformat(str(field.value()))
        if field is self.first:
            return refused_field(self._wording, "future") if day > self._today else ""
        before = self.first.fault()
        is_before = not before and day < date.fromisoformat(str(self.first.value()))
        return refused_field(self._wording, "no_days") if is_before else ""

    # Parts

    def _build(self) -> None:
        w, theme = self._wording, self._theme
        contents = PlainLabel(theme, w.text("exports-field-blocks"), "panel", "secondary", self)
        ticks = FlowRow(gap_px=14, line_gap_px=4, spread=False)
        for tick in self.blocks.values():
            ticks.addWidget(tick)
        self._dates = QWidget(self)
        dates = QHBoxLayout(self._dates)
        dates.setContentsMargins(0, 0, 0, 0)
        dates.setSpacing(12)
        for field in (self.first, self.last):
            field.is_required = True
            dates.addWidget(field, 1)
        what = QVBoxLayout()
        what.setSpacing(4)
        what.addWidget(contents)
        what.addLayout(ticks)
        what.addWidget(self._blocks_fault)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(what)
        for part in (self.days, self._dates, self.purpose, self.language):
            column.addWidget(part)

    def _begin(self) -> None:
        """What is usual is chosen ahead; a purpose never is."""
        for tick in self.blocks.values():
            tick.set_raw("yes")
            tick.ticked.connect(self._follow)
        self.days.set_raw(ReportDays.WEEKS_16.value)
        self.last.set_raw(self._today.strftime(_TYPED))
        self.language.set_raw(self._wording.language)
        for field in (self.days, self.language, self.purpose):
            field.chosen.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self._dates.setVisible(bool(self._dated()))
        if self.purpose.raw():
            self.purpose.show_error("")
        if self.chosen_blocks:
            self._blocks_fault.show_text("")
        self.changed.emit()
