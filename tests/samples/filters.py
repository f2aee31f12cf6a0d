"""What the sample list can be filtered by, and what a filter leaves of it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from console.stores.filters import NOBODY, Filters
from console.stores.rows import Row
from services.contract.alerts import WorklistRow
from services.contract.enums import AlertLevel
from services.contract.filters import FilterCounts, TreatmentChoice, WorklistFilters
from tests.samples.rows import ALAIN, CLAIRE, HELENE, NOW, THOMAS


def sifted(rows: Sequence[WorklistRow], asked: Filters) -> tuple[list[Row], FilterCounts]:
    """Rows by level, symptom and owner; the others that no filter hides in front."""
    inside = [row for row in rows if _matches(row, asked)]
    outside = [row for row in rows if row not in inside and _is_never_hidden(row)]
    told = FilterCounts(matching=len(inside), outside=len(outside), all=len(rows))
    return [*(Row(row, is_outside=True) for row in outside), *map(Row, inside)], told


def _matches(row: WorklistRow, asked: Filters) -> bool:
    symptoms = {lead.item for lead in row.leads}
    return (
        (not asked.levels or row.level in asked.levels)
        and asked.symptom in (None, *symptoms)
        and (asked.owner != NOBODY or (row.owner is None and row.claim is None))
    )


def _is_never_hidden(row: WorklistRow) -> bool:
    is_late = row.due_at is not None and row.due_at <= NOW
    return row.level is AlertLevel.CRITICAL or is_late


class SampleFilterChoices(QObject):
    """What the sample list can be filtered by."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choices: WorklistFilters | None = WorklistFilters(
            symptoms=["diarrhoea", "fatigue", "nausea", "pain"],
            treatments=[
                TreatmentChoice(key="a" * 64, name="FOLFIRI + bévacizumab"),
                TreatmentChoice(key="b" * 64, name="FOLFOX"),
            ],
            oncologists=[ALAIN, HELENE],
            owners=[CLAIRE, THOMAS],
        )
        self.times_read = 0

    def read(self) -> None:
        """Count the readings."""
        self.times_read += 1
