"""The endpoints of retention, one method each: contract objects in and out."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from console.client.http import Wire, Write
from services.contract.retention import (
    Hold,
    HoldAsk,
    HoldEndAsk,
    PatientRetention,
    RetentionCalendar,
)


class RetentionCalls:
    """Reads the calendar and stops its clocks; every method raises a `ConsoleError` and may run in
    any thread.
    """

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._base = base

    def read_calendar(
        self, month: date | None, limit: int, cursor: str | None = None
    ) -> RetentionCalendar:
        """Twelve months from a month on, None for that of today, and a page of each of its lists;
        with a cursor, the next page of the list that it belongs to.
        """
        parameters: list[tuple[str, str | int]] = [("limit", limit)]
        if month is not None:
            parameters.append(("month", f"{month:%Y-%m}"))
        if cursor is not None:
            parameters.append(("cursor", cursor))
        return self._wire.get(f"{self._base}/retention/calendar", RetentionCalendar, parameters)

    def read_bar(self, patient_id: UUID) -> PatientRetention:
        """Where one patient stands, as of now."""
        return self._wire.get(self._path(patient_id), PatientRetention)

    def place_hold(self, patient_id: UUID, ask: HoldAsk, write: Write) -> Hold:
        """Forbid archiving and erasing a patient."""
        return self._wire.post(f"{self._path(patient_id)}/holds", ask, Hold, write)

    def end_hold(self, patient_id: UUID, hold_id: UUID, write: Write) -> Hold:
        """Let the clocks run again; the version is that of the hold."""
        path = f"{self._path(patient_id)}/holds/{hold_id}/end"
        return self._wire.post(path, HoldEndAsk(), Hold, write)

    def _path(self, patient_id: UUID) -> str:
        return f"{self._base}/patients/{patient_id}/retention"
