"""What is asked for a new export of one patient: where it goes, its format, and its span."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.exports import (
    CsvDelimiter,
    Export,
    ExportAsk,
    ExportDestination,
    ExportFormat,
)
from services.contract.report_enums import ExportPurpose, ReportBlock
from ui.exports.span_fields import SpanFields
from ui.exports.words import refused_field
from ui.parts.fields import Field
from ui.parts.radio_field import RadioField
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


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
        self.span = SpanFields(list(ExportPurpose), today, theme, w, self)
        self._build()
        self._begin(formats)

    def put(self, export: Export) -> None:
        """As another one was asked for."""
        self.format.set_raw(export.format.value)
        if self._record_format is not None:
            self.destination.set_raw(export.destination.value)
        self.span.put(export)
        self._follow()

    def stops(self) -> Sequence[QWidget]:
        """What Tab goes through, in reading order."""
        return (
            *self.destination.stops(), *self.format.stops(), *self.delimiter.stops(),
            *self.span.stops(),
        )  # fmt: skip

    @property
    def is_whole(self) -> bool:
        """Whether everything is asked for."""
        return self.span.is_whole

    def first_fault(self) -> QWidget | None:
        """Says under each field what is wrong with it, and gives the first such field's control."""
        return self.span.first_fault()

    def show_refused(self, name: str, reason: str) -> QWidget | None:
        """The service found something wrong with a field; None for one that is not here."""
        fields: dict[str, Field] = {"destination": self.destination, "format": self.format}
        field = fields.get(name)
        if field is None:
            return self.span.show_refused(name, reason)
        field.show_error(refused_field(self._wording, reason))
        return field.control

    def ask(self) -> ExportAsk:
        """What was chosen; only without a fault."""
        first, last = self.span.chosen_days()
        return ExportAsk(
            format=self._format,
            destination=ExportDestination(self.destination.raw()),
            purpose=ExportPurpose(self.span.purpose.raw()),
            first=first,
            last=last,
            language=self.span.chosen_language,
            blocks=self.span.chosen_blocks,
            **self._also(),
        )

    @property
    def chosen(self) -> tuple[ExportFormat, list[ReportBlock], CsvDelimiter]:
        """Format, contents and separator as they are now."""
        return self._format, self.span.chosen_blocks, CsvDelimiter(self.delimiter.raw())

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

    # Parts

    def _build(self) -> None:
        self._about.set_wrapping()
        how = QVBoxLayout()
        how.setSpacing(4)
        how.addWidget(self.format)
        how.addWidget(self._about)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.destination)
        column.addLayout(how)
        column.addWidget(self.delimiter)
        column.addWidget(self.span)
        column.addStretch(1)

    def _begin(self, formats: Sequence[ExportFormat]) -> None:
        """What is usual is chosen ahead."""
        self.destination.set_raw(ExportDestination.FILE.value)
        self.destination.setVisible(self._record_format is not None)
        self.format.set_raw(formats[0].value if formats else "")
        self.delimiter.set_raw(CsvDelimiter.SEMICOLON.value)
        for radio in (self.destination, self.format, self.delimiter):
            radio.chosen.connect(self._follow)
        self.span.changed.connect(self._follow)
        self._follow()

    def _about_format(self) -> str:
        w, name = self._wording, self._format.value
        if self._is_to_record:
            return w.text("exports-about-record", format=w.text(f"exports-format-{name}"))
        return w.text(f"exports-about-{name}")

    def _follow(self) -> None:
        self.format.setVisible(not self._is_to_record)
        self.delimiter.setVisible(self._is_table)
        self._about.setText(self._about_format())
        self.changed.emit()


def _destination(theme: Theme, w: Wording, parent: QWidget) -> RadioField:
    places = [
        (each.value, w.text(f"exports-destination-{each.value}")) for each in ExportDestination
    ]
    return RadioField("destination", w.text("exports-field-destination"), places, theme, parent)
