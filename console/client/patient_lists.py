"""The endpoints that find patients, one method each: contract objects in and out."""

from __future__ import annotations

from typing import Final

from console.client.http import Parameters, Wire
from services.contract.patient_list import (
    PatientFilters,
    PatientHits,
    PatientPage,
    PatientSearchAsk,
)

LONGEST_TEXT: Final = 80


class PatientLists:
    """Reads the list and searches it; every method raises a `ConsoleError` and may run in any
    thread.
    """

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._base = base

    def read_page(self, filters: Parameters, limit: int, cursor: str | None = None) -> PatientPage:
        """A page of the patients that the filters leave, by open alert and then by name."""
        parameters: list[tuple[str, str | int]] = [*filters, ("limit", limit)]
        if cursor is not None:
            parameters.append(("cursor", cursor))
        return self._wire.get(f"{self._base}/patients", PatientPage, parameters)

    def read_filters(self) -> PatientFilters:
        """What the list can be filtered by now."""
        return self._wire.get(f"{self._base}/patient-filters", PatientFilters)

    def search(self, text: str) -> PatientHits:
        """Who is meant by what somebody typed; it travels in the body, never in the address."""
        ask = PatientSearchAsk(text=text[:LONGEST_TEXT])
        return self._wire.post(f"{self._base}/patients/search", ask, PatientHits)
