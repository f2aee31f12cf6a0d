"""The endpoints of the evidence for billing: contract objects, and the bytes of a file."""

from __future__ import annotations

from uuid import UUID

from console.client.answers import whole
from console.client.http import Parameters, Wire
from services.contract.billing import BillingPage, PatientBilling


class BillingCalls:
    """Reads months of follow-ups; every method raises a `ConsoleError` and may run in any
    thread.
    """

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._base = base

    def read_page(self, filters: Parameters, limit: int, cursor: str | None = None) -> BillingPage:
        """A page of the months that end in a calendar month."""
        parameters: list[tuple[str, str | int]] = [*filters, ("limit", limit)]
        if cursor is not None:
            parameters.append(("cursor", cursor))
        return self._wire.get(f"{self._base}/billing-evidence", BillingPage, parameters)

    def read_patient(self, patient_id: UUID) -> PatientBilling:
        """Every month of one patient."""
        return self._wire.get(self._path(patient_id), PatientBilling)

    def take(self, patient_id: UUID, delimiter: str) -> bytes:
        """The same as a table; raises `Incompatible` when it is not the one that was sent."""
        return whole(self._wire.fetch(f"{self._path(patient_id)}/file", [("delimiter", delimiter)]))

    def _path(self, patient_id: UUID) -> str:
        return f"{self._base}/patients/{patient_id}/billing-evidence"
