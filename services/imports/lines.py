"""One line of the report while it is being made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from services.contract.bundle_import import ImportLine, ImportReason, ImportReport, ImportResult


class Refused(Exception):
    """A resource that is not taken; nothing of it was written. Holds a word, never a value."""

    def __init__(self, reason: ImportReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


_TAKEN_BACK: Final = frozenset({ImportReason.ENTERED_IN_ERROR, ImportReason.STATUS_NOT_TAKEN})


def taken_back(refused: Refused, *, stands: bool) -> Refused:
    """Why a resource is refused that its sender does not stand by.

    `stands`: it was imported before, as if it were true, and a person decides.
    """
    if stands and refused.reason in _TAKEN_BACK:
        return Refused(ImportReason.DIFFERS_FROM_KNOWN)
    return refused


@dataclass
class Line:
    """What is known by now of the fate of one entry."""

    place: int
    resource: str | None = None
    result: ImportResult = ImportResult.TAKEN
    warnings: list[ImportReason] = field(default_factory=list)
    refused: ImportReason | None = None
    patient_id: UUID | None = None

    def warn(self, *reasons: ImportReason) -> None:
        """Notes what a person should look at, once each."""
        self.warnings.extend(each for each in reasons if each not in self.warnings)

    def refuse(self, reason: ImportReason) -> None:
        """It is not taken."""
        self.refused = reason

    def is_known(self) -> None:
        """It was here before."""
        self.result = ImportResult.KNOWN

    def told(self) -> ImportLine:
        """The line as it is reported."""
        result, reasons = self.result, list(self.warnings)
        if self.refused is not None:
            result, reasons = ImportResult.REFUSED, [self.refused]
        elif reasons and result is ImportResult.TAKEN:
            result = ImportResult.TAKEN_WITH_WARNING
        return ImportLine(
            place=self.place,
            resource=self.resource,
            result=result,
            reasons=reasons,
            patient_id=self.patient_id,
        )


def report_of(lines: Iterable[Line]) -> ImportReport:
    """The report over all entries, in their order."""
    told = sorted((line.told() for line in lines), key=lambda line: line.place)
    return ImportReport(
        lines=told,
        taken=_count(told, ImportResult.TAKEN),
        taken_with_warning=_count(told, ImportResult.TAKEN_WITH_WARNING),
        known=_count(told, ImportResult.KNOWN),
        refused=_count(told, ImportResult.REFUSED),
    )


def _count(lines: Sequence[ImportLine], result: ImportResult) -> int:
    return sum(line.result is result for line in lines)
