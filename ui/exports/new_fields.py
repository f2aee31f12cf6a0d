"""What is asked for a new export: format, contents, days, purpose and language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.report_days import ReportDays, first_day
from resources.wording import Wording
from services.contract.exports import (
    CsvDelimiter,
    Export,
    ExportAsk,
    ExportDestination,
    ExportFormat,
)
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


class NewFields(QWidget):
    """`today` is of the centre; `record_format` is what the hospital record takes, None while
    nothing goes there. Signals: `changed()` when something else is chosen.
    """

    changed = Signal()

    def __init__(
        self,
        formats: Sequence[ExportFormat],
        record_format: ExportFormat | None,
        today: date,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._record_format = record_format
        self._today = today
        self._theme = theme
        self._wording = w = wording
        self.destination = _destination(theme, w, self)
        offered = [(each.value, w.text(f"exports-format-{each.value}")) for each in formats]
        self.format = RadioField("format", w.text("exports-field-format"), offered, theme, self)
        self.delimiter = RadioField(
            "delimiter", w.text("exports-field-delimiter"),
            [(each.value, w.text(f"exports-delimiter-{each.name.lower()}"))
             for each in CsvDelimiter], theme, self,
        )  # fmt: skip
        self._about = PlainLabel(theme, role="supporting", tone="muted", parent=self)
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
        purposes = [(each.value, w.text(f"exports-purpose-{each.value}")) for each in ExportPurpose]
        self.purpose = ChoiceField(
            "purpose", w.text("exports-field-purpose"), purposes, theme, self
        )
        languages = [(each, w.text(f"exports-language-{each}")) for each in _LANGUAGES]
        self.language = RadioField(
            "language", w.text("exports-field-language"), languages, theme, self
        )
        self.purpose.is_required = True
        self.purpose.set_hint(w.text("exports-purpose-choose"))
        self._build()
        self._begin(formats)

    def put(self, export: Export) -> None:
        """As another one was asked for."""
        self.format.set_raw(export.format.value)
        if self._record_format is not None:
            self.destination.set_raw(export.destination.value)
        for block, tick in self.blocks.items():
            tick.set_raw("yes" if block in export.blocks else "")
        self.days.set_raw(ReportDays.TWO_DATES.value)
        self.first.set_known(export.first.isoformat())
        self.last.set_known(min(export.last, self._today).isoformat())
        self.purpose.set_raw(export.purpose.value)
        self.language.set_raw(export.language)
        self._follow()

    def stops(self) -> Sequence[QWidget]:
        """What Tab goes through, in reading order."""
        return (
            *self.destination.stops(), *self.format.stops(), *self.delimiter.stops(),
            *(tick.control for tick in self.blocks.values()),
            *self.days.stops(), self.first.control, self.last.control,
            self.purpose.control, *self.language.stops(),
        )  # fmt: skip

    @property
    def is_whole(self) -> bool:
        """Whether everything is asked for."""
        return self.days.raw() == ReportDays.ALL.value

    def first_fault(self) -> QWidget | None:
        """Says under each field what is wrong with it, and gives the first such field's control."""
        w = self._wording
        wrong: list[QWidget] = []
        is_empty = not any(tick.raw() for tick in self.blocks.values())
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
        text = refused_field(self._wording, reason)
        fields: dict[str, Field] = {
            "destination": self.destination, "format": self.format,
            "purpose": self.purpose, "language": self.language,
            "first": self.days, "last": self.days,
        }  # fmt: skip
        fields |= {field.name: field for field in self._dated()}
        field = fields.get(name)
        if field is None:
            return None
        field.show_error(text)
        return field.control

    def ask(self) -> ExportAsk:
        """What was chosen; only without a fault."""
        first, last = self._days()
        return ExportAsk(
            format=self._format,
            destination=ExportDestination(self.destination.raw()),
            purpose=ExportPurpose(self.purpose.raw()),
            first=first,
            last=last,
            language="fr" if self.language.raw() == "fr" else "en",
            blocks=[block for block, tick in self.blocks.items() if tick.raw()],
            **self._also(),
        )

    @property
    def chosen(self) -> tuple[ExportFormat, list[ReportBlock], CsvDelimiter]:
        """Format, contents and separator as they are now."""
        blocks = [block for block, tick in self.blocks.items() if tick.raw()]
        return self._format, blocks, CsvDelimiter(self.delimiter.raw())

    def _also(self) -> dict[str, Any]:
        """Only of tables."""
        return {"delimiter": CsvDelimiter(self.delimiter.raw())} if self._is_table else {}

    @property
    def _is_to_record(self) -> bool:
        return self.destination.raw() == ExportDestination.RECORD.value

    @property
    def _format(self) -> ExportFormat:
        """The record takes one format; a file has the one that is chosen."""
        if self._is_to_record and self._record_format is not None:
            return self._record_format
        return ExportFormat(self.format.raw())

    @property
    def _is_table(self) -> bool:
        return self._format is ExportFormat.CSV

    def _days(self) -> tuple[date, date]:
        days = ReportDays(self.days.raw())
        if days is not ReportDays.TWO_DATES:
            return first_day(days, self._today), self._today
        first, last = (date.fromisoformat(str(field.value())) for field in (self.first, self.last))
        return first, last

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
        self._about.set_wrapping()
        what = QVBoxLayout()
        what.setSpacing(4)
        what.addWidget(contents)
        what.addLayout(ticks)
        what.addWidget(self._blocks_fault)
        how = QVBoxLayout()
        how.setSpacing(4)
        how.addWidget(self.format)
        how.addWidget(self._about)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.destination, how, self.delimiter, what, self.days, self._dates,
                     self.purpose, self.language):  # fmt: skip
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        column.addStretch(1)

    def _begin(self, formats: Sequence[ExportFormat]) -> None:
        """What is usual is chosen ahead; a purpose never is."""
        self.destination.set_raw(ExportDestination.FILE.value)
        self.destination.setVisible(self._record_format is not None)
        self.format.set_raw(formats[0].value if formats else "")
        self.delimiter.set_raw(CsvDelimiter.SEMICOLON.value)
        for tick in self.blocks.values():
            tick.set_raw("yes")
            tick.ticked.connect(self._follow)
        self.days.set_raw(ReportDays.WEEKS_16.value)
        self.last.set_raw(self._today.strftime(_TYPED))
        self.language.set_raw(self._wording.language)
        for radio in (self.destination, self.format, self.days, self.delimiter, self.language):
            radio.chosen.connect(self._follow)
        self.purpose.chosen.connect(self._follow)
        self._follow()

    def _about_format(self) -> str:
        w, name = self._wording, self._format.value
        if self._is_to_record:
            return w.text("exports-about-record", format=w.text(f"exports-format-{name}"))
        return w.text(f"exports-about-{name}")

    def _follow(self) -> None:
        self.format.setVisible(not self._is_to_record)
        self.delimiter.setVisible(self._is_table)
        self._dates.setVisible(bool(self._dated()))
        self._about.setText(self._about_format())
        if self.purpose.raw():
            self.purpose.show_error("")
        if any(tick.raw() for tick in self.blocks.values()):
            self._blocks_fault.show_text("")
        self.changed.emit()


def _destination(theme: Theme, w: Wording, parent: QWidget) -> RadioField:
    places = [
        (each.value, w.text(f"exports-destination-{each.value}")) for each in ExportDestination
    ]
    return RadioField("destination", w.text("exports-field-destination"), places, theme, parent)
