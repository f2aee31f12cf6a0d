"""The endpoints of a patient's clinical record, one method each: contract objects in and out."""

from __future__ import annotations

from uuid import UUID

from console.client.http import Wire, Write
from services.contract.patient_changes import ContactChangeAsk, IdentityChangeAsk
from services.contract.patients import PatientHeader
from services.contract.record import (
    EntryAsk,
    EntryChangeAsk,
    PatientRecord,
    RecordedCycle,
    RecordedLine,
    RecordEntry,
    RecordVersions,
    TreatmentCycleAsk,
    TreatmentCycleChangeAsk,
    TreatmentLineAsk,
    TreatmentLineChangeAsk,
    WithdrawAsk,
)


class PatientRecords:
    """Reads and amends one record; every method raises a `ConsoleError` and may run in any thread.

    What amends or withdraws sends the version that was seen; `place` is the path of a fact inside
    the record.
    """

    def __init__(self, wire: Wire, base: str) -> None:
        self._wire = wire
        self._base = base

    def read(self, patient_id: UUID) -> PatientRecord:
        """The whole record."""
        return self._wire.get(self._path(patient_id, "record"), PatientRecord)

    def read_versions(self, patient_id: UUID, place: str) -> RecordVersions:
        """What a fact was in each of its versions; of the patient themselves at an empty place."""
        path = self._path(patient_id, f"{place}/versions" if place else "versions")
        return self._wire.get(path, RecordVersions)

    def change_identity(
        self, patient_id: UUID, ask: IdentityChangeAsk, write: Write
    ) -> PatientHeader:
        """Correct who a patient is."""
        return self._wire.put(self._path(patient_id, "identity"), ask, PatientHeader, write)

    def change_contact(
        self, patient_id: UUID, ask: ContactChangeAsk, write: Write
    ) -> PatientHeader:
        """Correct how a patient is reached, and who treats them."""
        return self._wire.put(self._path(patient_id, "contact"), ask, PatientHeader, write)

    def add_entry(self, patient_id: UUID, ask: EntryAsk, write: Write) -> RecordEntry:
        """Write a fact down."""
        return self._wire.post(self._path(patient_id, "entries"), ask, RecordEntry, write)

    def change_entry(
        self, patient_id: UUID, entry_id: UUID, ask: EntryChangeAsk, write: Write
    ) -> RecordEntry:
        """Amend a fact."""
        return self._wire.put(
            self._path(patient_id, f"entries/{entry_id}"), ask, RecordEntry, write
        )

    def add_line(self, patient_id: UUID, ask: TreatmentLineAsk, write: Write) -> RecordedLine:
        """Write a line of treatment down."""
        return self._wire.post(self._path(patient_id, "treatments"), ask, RecordedLine, write)

    def change_line(
        self, patient_id: UUID, line_id: UUID, ask: TreatmentLineChangeAsk, write: Write
    ) -> RecordedLine:
        """Amend a line."""
        return self._wire.put(
            self._path(patient_id, f"treatments/{line_id}"), ask, RecordedLine, write
        )

    def add_cycle(
        self, patient_id: UUID, line_id: UUID, ask: TreatmentCycleAsk, write: Write
    ) -> RecordedCycle:
        """Write the start of a cycle down."""
        path = self._path(patient_id, f"treatments/{line_id}/cycles")
        return self._wire.post(path, ask, RecordedCycle, write)

    def change_cycle(
        self,
        patient_id: UUID,
        line_id: UUID,
        cycle_id: UUID,
        ask: TreatmentCycleChangeAsk,
        write: Write,
    ) -> RecordedCycle:
        """Amend a cycle."""
        path = self._path(patient_id, f"treatments/{line_id}/cycles/{cycle_id}")
        return self._wire.put(path, ask, RecordedCycle, write)

    def withdraw(self, patient_id: UUID, place: str, ask: WithdrawAsk, write: Write) -> None:
        """Say that a fact, a line or a cycle was wrong."""
        self._wire.tell(self._path(patient_id, f"{place}/withdraw"), write, ask)

    def _path(self, patient_id: UUID, part: str) -> str:
        return f"{self._base}/patients/{patient_id}/{part}"
