"""What is asked for an export of a whole unit: which one, its format, its span, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, get_args
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.cohorts import CohortAsk, CohortExport, CohortFormat, CohortPurpose
from services.contract.exports import EARLIEST
from services.contract.report_enums import ExportPurpose, ReportBlock
from services.contract.sessions import UnitLabel
from services.contract.texts import says_enough
from ui.exports.span_fields import SpanFields
from ui.exports.words import refused_field
from ui.parts.fields import BoxField, ChoiceField, Field
from ui.parts.radio_field import RadioField
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_PURPOSES: Final = [ExportPurpose(each) for each in get_args(CohortPurpose)]
_LONGEST: Final = 500


class UnitFields(QWidget):
    """`units` are one's own; `today` is of the centre. Signals: `changed()` when something else is
    chosen.
    """

    changed = Signal()

    def __init__(
        self,
        units: Sequence[UnitLabel],
        today: date,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._wording = w = wording
        self.unit = ChoiceField(
            "unit_id", w.text("cohort-field-unit"), [(str(each.id), each.name) for each in units],
            theme, self,
        )  # fmt: skip
        self.unit.is_required = True
        self.unit.set_hint(w.text("cohort-unit-choose"))
        formats = [(each.value, w.text(f"cohort-format-{each.value}")) for each in CohortFormat]
        self.format = RadioField("format", w.text("exports-field-format"), formats, theme, self)
        self._about = PlainLabel(theme, role="supporting", tone="muted", parent=self)
        self.span = SpanFields(_PURPOSES, today, theme, w, self)
        self.words = BoxField(
            "words", w.text("cohort-field-words"), _LONGEST, theme, w, self, has_phrases=False
        )
        self.words.is_required = True
        self._build()
        self._begin(units)

    def put(self, cohort: CohortExport) -> None:
        """As another one was asked for; its words are written anew."""
        self.unit.set_raw(str(cohort.unit.id))
        self.format.set_raw(cohort.format.value)
        self.span.put(cohort)
        self._follow()

    def stops(self) -> Sequence[QWidget]:
        """What Tab goes through, in reading order."""
        span = self.span.stops()
        return (self.unit.control, *self.format.stops(), *span, self.words.control)

    def first_fault(self) -> QWidget | None:
        """Says under each field what is wrong with it, and gives the first such field's control."""
        w = self._wording
        is_nowhere = bool(self.unit.fault())
        self.unit.show_error(w.text("cohort-unit-missing") if is_nowhere else "")
        in_span = self.span.first_fault()
        fault = self.words.fault()
        if not says_enough(self.words.raw()):
            fault = "cohort-words-missing"
        self.words.show_error(w.text(fault) if fault else "")
        if is_nowhere:
            return self.unit.control
        return in_span or (self.words.control if fault else None)

    def show_refused(self, name: str, reason: str) -> QWidget | None:
        """The service found something wrong with a field; None for one that is not here."""
        fields: dict[str, Field] = {
            "unit_id": self.unit, "format": self.format, "words": self.words,
        }  # fmt: skip
        field = fields.get(name)
        if field is None:
            return self.span.show_refused(name, reason)
        field.show_error(refused_field(self._wording, reason))
        return field.control

    def ask(self) -> CohortAsk:
        """What was chosen; only without a fault. Everything: as of when anybody was followed."""
        first, last = self.span.chosen_days()
        return CohortAsk(
            unit_id=UUID(self.unit.raw()),
            format=self.chosen_format,
            purpose=_purpose(self.span.purpose.raw()),
            first=EARLIEST if self.span.is_whole else first,
            last=last,
            language=self.span.chosen_language,
            blocks=self.span.chosen_blocks,
            words=self.words.raw().strip(),
        )

    @property
    def chosen_format(self) -> CohortFormat:
        """The kind of files as it is now."""
        return CohortFormat(self.format.raw())

    @property
    def chosen_blocks(self) -> list[ReportBlock]:
        """The contents as they are now."""
        return self.span.chosen_blocks

    def _build(self) -> None:
        self._about.set_wrapping()
        how = QVBoxLayout()
        how.setSpacing(4)
        how.addWidget(self.format)
        how.addWidget(self._about)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.unit)
        column.addLayout(how)
        column.addWidget(self.span)
        column.addWidget(self.words)
        column.addStretch(1)

    def _begin(self, units: Sequence[UnitLabel]) -> None:
        """What is usual is chosen ahead, and the unit where there is one alone."""
        if len(units) == 1:
            self.unit.set_raw(str(units[0].id))
        self.format.set_raw(CohortFormat.CSV.value)
        self.unit.chosen.connect(self._follow)
        self.format.chosen.connect(self._follow)
        self.span.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self._about.setText(self._wording.text(f"cohort-about-{self.format.raw()}"))
        if self.unit.raw():
            self.unit.show_error("")
        self.changed.emit()


def _purpose(value: str) -> CohortPurpose:
    if value == ExportPurpose.END_OF_CONTRACT.value:
        return ExportPurpose.END_OF_CONTRACT
    return ExportPurpose.CARE_CONTINUITY
