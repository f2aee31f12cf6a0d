"""The endpoint that brings patients in from a file."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from console.client.http import SentFile, Wire, Write
from services.contract.bundle_import import ImportReport

_FHIR: Final = "application/fhir+json"
# A thousand resources, each judged and written in one transaction.
LONGEST_IMPORT_S: Final = 180.0


class PatientImports:
    """Sends bundles; raises a `ConsoleError` and may run in any thread."""

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._base = base

    def send(self, unit_id: UUID, bundle: bytes, write: Write) -> ImportReport:
        """Take a bundle in, newcomers into a unit; the same one again changes nothing."""
        file = SentFile(bundle, _FHIR, LONGEST_IMPORT_S)
        path, parameters = f"{self._base}/patients/import", [("unit", str(unit_id))]
        return self._wire.send_file(path, file, ImportReport, write, parameters)
