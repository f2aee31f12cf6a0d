"""The real store of an import on a service that answers at once, fails, or does not answer."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from console.client.http import Write
from console.errors import ConsoleError
from console.stores.bundle_files import BundleFile, FileFault
from console.stores.bundle_import import BundleImportStore
from services.contract.bundle_import import ImportLine, ImportReason, ImportReport, ImportResult
from tests.samples.at_once import AtOnce, Silence
from tests.samples.rows import KERMARREC

_LINES: tuple[tuple[str | None, ImportResult, list[ImportReason], bool], ...] = (
    ("Patient", ImportResult.TAKEN_WITH_WARNING, [ImportReason.INS_KEY_WRONG], True),
    ("Condition", ImportResult.TAKEN, [], True),
    ("CarePlan", ImportResult.TAKEN, [], True),
    ("MedicationAdministration", ImportResult.REFUSED, [ImportReason.OUTSIDE_LINE], True),
    (
        "MedicationAdministration",
        ImportResult.TAKEN_WITH_WARNING,
        [ImportReason.CYCLE_NUMBERED_BY_DAY],
        True,
    ),
    ("Observation", ImportResult.TAKEN, [], True),
    ("Observation", ImportResult.REFUSED, [ImportReason.UNIT_NOT_SUPPORTED], True),
    ("QuestionnaireResponse", ImportResult.KNOWN, [], True),
    (
        "QuestionnaireResponse",
        ImportResult.TAKEN_WITH_WARNING,
        [ImportReason.AMENDED_TAKEN_AS_FINAL, ImportReason.HISTORY_ALERT],
        True,
    ),
    (None, ImportResult.REFUSED, [ImportReason.TYPE_NOT_SUPPORTED], False),
    ("Patient", ImportResult.REFUSED, [ImportReason.IDENTITY_CONFLICT], False),
    ("Observation", ImportResult.REFUSED, [ImportReason.PATIENT_REFUSED], False),
)


def report() -> ImportReport:
    """Twelve entries of which every result is there."""
    lines = [
        ImportLine(
            place=place,
            resource=resource,
            result=result,
            reasons=reasons,
            patient_id=KERMARREC.id if is_known else None,
        )
        for place, (resource, result, reasons, is_known) in enumerate(_LINES)
    ]
    counts = {result.value: sum(line.result is result for line in lines) for result in ImportResult}
    return ImportReport(lines=lines, **counts)


class SampleSending:
    """The endpoint; a fault can be put in the place of its report."""

    def __init__(self) -> None:
        self.fault: ConsoleError | None = None
        self.is_silent = False
        self.report = report()
        self.asked: list[tuple[UUID, bytes, Write]] = []

    def send(self, unit_id: UUID, bundle: bytes, write: Write) -> ImportReport:
        """Take a bundle in."""
        self.asked.append((unit_id, bundle, write))
        if self.is_silent:
            raise Silence
        if self.fault is not None:
            raise self.fault
        return self.report


class SampleImports(BundleImportStore):
    """Sends to `sending`."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.sending = SampleSending()
        self.is_allowed = True
        session: Any = SimpleNamespace(
            api=SimpleNamespace(patient_imports=self.sending),
            may=lambda _action: self.is_allowed,
        )
        jobs: Any = AtOnce()
        super().__init__(jobs, session, parent)

    def have_chosen(self, found: BundleFile | FileFault | None = None) -> None:
        """A file was chosen, or one that cannot be sent."""
        usual = BundleFile("reprise-novembre.json", b"x" * 39_500, 12)
        self._clear()
        self._take_file(found if found is not None else usual)
