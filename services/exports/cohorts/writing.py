"""What is written of each patient, and beside the data: one or more lines in files of one zip."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from reports.csv.columns import FRENCH
from reports.csv.tables import TABLES, tables_of
from reports.fhir.bulk import KINDS, Bulk
from resources.csv_text import BYTE_ORDER_MARK, csv_text
from resources.version import VERSION
from services.contract.cohorts import CohortFormat, NotIncluded
from services.contract.report_enums import ReportBlock
from services.contract.reports import Report
from services.db.tables.cohorts import CohortExport
from services.exports.cohorts.fields import SUFFIX, described

MANIFEST_FILE: Final = "export.json"
NOT_INCLUDED_FILE: Final = "not_included.csv"
WHOLE: Final = "patient"
"""In the second column of `not_included.csv`: nothing of this patient is there."""


@dataclass(frozen=True)
class Piece:
    """Bytes that go to the end of a file, and how many rows or resources they are."""

    file: str
    content: bytes
    rows: int = 0


class Writer:
    """Turns reports into pieces of files of one format; it remembers how many rows it gave."""

    def __init__(self, row: CohortExport) -> None:
        self._row = row
        self._bulk = Bulk(row.id)
        self._counts: dict[str, int] = {}
        self.rows = 0

    def report_id(self, patient_id: UUID) -> UUID:
        """The identifier that the report of a patient must have here."""
        return self._bulk.report_id(patient_id)

    def begin(self) -> Iterator[Piece]:
        """What stands before the first patient."""
        for name, content in described(self._row.format).items():
            yield Piece(name, content)
        head = [["patient_id", "part", "reason"]]
        yield Piece(NOT_INCLUDED_FILE, BYTE_ORDER_MARK + _lines(head))
        if self._row.format is CohortFormat.CSV:
            for each in TABLES:
                if each.block is None or each.block in self._row.blocks:
                    yield Piece(each.file, each.head(FRENCH))

    def of(self, report: Report) -> list[Piece]:
        """All pieces of a patient: nothing is written before all could be made."""
        patient_id = report.patient.label.id
        pieces = [*self._data(report), *self.left_out(patient_id, list(report.could_not_open))]
        for each in pieces:
            self._counts[each.file] = self._counts.get(each.file, 0) + each.rows
            self.rows += each.rows
        return pieces

    def left_out(
        self, patient_id: UUID, parts: list[str], reason: NotIncluded = NotIncluded.UNREADABLE
    ) -> list[Piece]:
        """What of a patient is not there, and why."""
        named = [[str(patient_id), each, reason.value] for each in parts]
        return [Piece(NOT_INCLUDED_FILE, _lines(named))] if named else []

    def end(self, now: datetime, included: int, known: int) -> Piece:
        """The last file: what this export is, and what it holds (R-EXP-03)."""
        row = self._row
        told = {
            "id": str(row.id),
            "software": f"Vigie {VERSION}",
            "centre_id": str(row.centre_id),
            "unit_id": str(row.unit_id),
            "requested_by": str(row.requester_id),
            "approval_id": str(row.approval_id),
            "purpose": row.purpose.value,
            "period": {"first": row.first_on.isoformat(), "last": row.last_on.isoformat()},
            "blocks": [each.value for each in ReportBlock if each in row.blocks],
            "language": row.language,
            "transactionTime": now.isoformat().replace("+00:00", "Z"),
            "patients": {
                "asked": row.patients,
                "included": included,
                "not_included": known - included,
                "erased": row.patients - known,
            },
            "output": [
                {"type": name.removesuffix(SUFFIX).removesuffix(".csv"), "url": name, "count": n}
                for name, n in sorted(self._counts.items())
                if name != NOT_INCLUDED_FILE
            ],
        }
        return Piece(MANIFEST_FILE, json.dumps(told, ensure_ascii=False, indent=1).encode())

    def _data(self, report: Report) -> Iterator[Piece]:
        if self._row.format is CohortFormat.CSV:
            for each in tables_of(report):
                lines = each.body(report, FRENCH)
                yield Piece(each.file, lines.content, lines.count)
            return
        by_kind: dict[str, list[bytes]] = {kind.name: [] for kind in KINDS}
        for kind, line in self._bulk.lines(report):
            by_kind[kind].append(line)
        for kind, found in by_kind.items():
            if found:
                yield Piece(kind + SUFFIX, b"".join(found), len(found))


def _lines(cells: list[list[str]]) -> bytes:
    return csv_text(cells, FRENCH.delimiter).encode()
