"""The record of the design's patient on a service that answers at once, fails, or is silent."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from console.client.http import Write
from console.errors import ConsoleError
from services.contract.base import Ask
from services.contract.enums import EntrySource, EventType, WorkStatus
from services.contract.patients import PatientHeader
from services.contract.record import (
    DiagnosisContent,
    EcogContent,
    EntryAsk,
    EntryChangeAsk,
    EntryContent,
    EventContent,
    NoteContent,
    PatientRecord,
    RecordEntry,
    RecordVersion,
    RecordVersions,
    WeightContent,
    WithdrawAsk,
    WorkStatusContent,
)
from tests.samples import file_data
from tests.samples.rows import CLAIRE, NOW, THOMAS

_NEW: Final = UUID(int=0xE0_FF)


def entry_id(number: int) -> UUID:
    """The id of a fact."""
    return UUID(int=0xE0_00 + number)


def entry(number: int, began_on: str, content: EntryContent, **changes: Any) -> RecordEntry:
    """A fact that Claire wrote down the day before."""
    usual: dict[str, Any] = {
        "id": entry_id(number),
        "version": 1,
        "kind": content.kind,
        "began_on": began_on,
        "ended_on": None,
        "content": content,
        "source": EntrySource.CONSOLE,
        "recorded_by": CLAIRE,
        "recorded_at": NOW - timedelta(days=1),
        "changed_by": CLAIRE,
        "changed_at": NOW - timedelta(days=1),
        "withdrawn_at": None,
    }
    return RecordEntry(**usual | changes)


def record(**changes: Any) -> PatientRecord:
    """The record of the picture, newest first."""
    usual: dict[str, Any] = {
        "entries": [
            entry(1, "2025-11-18", WeightContent(kg=62.1), version=2),
            entry(2, "2025-11-04", WeightContent(kg=63.6)),
            entry(3, "2025-10-30", EcogContent(grade=1)),
            entry(4, "2025-09-22", EventContent(event=EventType.IMAGING, label="progression")),
            entry(
                5,
                "2025-09-01",
                EventContent(event=EventType.EMERGENCY_VISIT),
                withdrawn_at=NOW - timedelta(hours=3),
                withdrawn_because="autre patiente",
            ),
            entry(6, "2025-03", WorkStatusContent(status=WorkStatus.SICK_LEAVE)),
            entry(
                7,
                "2025-03",
                DiagnosisContent(
                    icd10="C18.7",
                    label="Adénocarcinome du côlon, métastases hépatiques",
                    is_primary=True,
                ),
                source=EntrySource.IMPORT,
            ),
            entry(8, "2025-11-12", NoteContent(text="Préfère être appelée le matin.")),
        ],
        "lines": file_data.lines(),
        "version": 1,
    }
    return PatientRecord(**usual | changes)


class SampleRecords:
    """The endpoints of a record; what is written shows when it is read again."""

    def __init__(self) -> None:
        self.record = record()
        self.faults: list[Exception] = []
        """What the next acts meet, one each; also `Silence`."""
        self.read_faults: list[ConsoleError] = []
        """What the next readings of the record meet."""
        self.asked: list[tuple[str, Ask, int | None]] = []
        self.keys: list[str] = []

    def read(self, _patient_id: UUID) -> PatientRecord:
        """The record as it stands."""
        if self.read_faults:
            raise self.read_faults.pop(0)
        return self.record

    def read_versions(self, _patient_id: UUID, place: str) -> RecordVersions:
        """Two versions of the newest weight, one of everything else."""
        if place != f"entries/{entry_id(1)}":
            return RecordVersions(items=[_version(1, {"began_on": "2025-10-03"})])
        return RecordVersions(
            items=[
                _version(2, {"kg": 62.1, "began_on": "2025-11-18"}, reason="balance du service"),
                _version(1, {"kg": 64.0, "began_on": "2025-11-18"}),
            ]
        )

    def add_entry(self, _patient_id: UUID, ask: EntryAsk, write: Write) -> RecordEntry:
        """A new fact on top of the others."""
        self._meet("add_entry", ask, write)
        added = entry(0, ask.began_on, ask.content, id=_NEW, ended_on=ask.ended_on)
        self._put([added, *self.record.entries])
        return added

    def change_entry(
        self, _patient_id: UUID, changed: UUID, ask: EntryChangeAsk, write: Write
    ) -> RecordEntry:
        """The fact as it should read, one version on."""
        self._meet("change_entry", ask, write)
        return self._change(
            changed, began_on=ask.began_on, ended_on=ask.ended_on, content=ask.content
        )

    def withdraw(self, _patient_id: UUID, place: str, ask: WithdrawAsk, write: Write) -> None:
        """The fact struck through."""
        self._meet(f"withdraw {place}", ask, write)
        if place.startswith("entries/"):
            self._change(
                UUID(place.removeprefix("entries/")),
                withdrawn_at=NOW,
                withdrawn_because=ask.reason,
            )

    def somebody_else_changes(self, changed: UUID, **changes: Any) -> None:
        """Another version stands, and nobody here knows."""
        self._change(changed, changed_by=THOMAS, **changes)

    def change_identity(self, _patient_id: UUID, ask: Ask, write: Write) -> PatientHeader:
        """Remember what was asked."""
        self._meet("change_identity", ask, write)
        return file_data.header()

    def change_contact(self, _patient_id: UUID, ask: Ask, write: Write) -> PatientHeader:
        """Remember what was asked."""
        self._meet("change_contact", ask, write)
        return file_data.header()

    def add_line(self, _patient_id: UUID, ask: Ask, write: Write) -> None:
        """Remember what was asked."""
        self._meet("add_line", ask, write)

    def change_line(self, _patient_id: UUID, _line_id: UUID, ask: Ask, write: Write) -> None:
        """Remember what was asked."""
        self._meet("change_line", ask, write)

    def add_cycle(self, _patient_id: UUID, line_id: UUID, ask: Ask, write: Write) -> None:
        """Remember what was asked."""
        self._meet(f"add_cycle {line_id}", ask, write)

    def change_cycle(
        self, _patient_id: UUID, _line_id: UUID, _cycle_id: UUID, ask: Ask, write: Write
    ) -> None:
        """Remember what was asked."""
        self._meet("change_cycle", ask, write)

    def _meet(self, what: str, ask: Ask, write: Write) -> None:
        self.asked.append((what, ask, write.version))
        self.keys.append(write.key)
        if self.faults:
            raise self.faults.pop(0)

    def _change(self, changed: UUID, **changes: Any) -> RecordEntry:
        entries = self.record.entries
        place = next(place for place, each in enumerate(entries) if each.id == changed)
        after = entries[place].model_copy(update={"version": entries[place].version + 1, **changes})
        self._put([*entries[:place], after, *entries[place + 1 :]])
        return after

    def _put(self, entries: list[RecordEntry]) -> None:
        self.record = self.record.model_copy(update={"entries": entries})


def _version(number: int, fields: dict[str, Any], **changes: Any) -> RecordVersion:
    usual: dict[str, Any] = {
        "version": number,
        "at": NOW - timedelta(days=2 - number),
        "by": CLAIRE,
        "reason": None,
        "withdrawn": False,
        "fields": fields,
    }
    return RecordVersion(**usual | changes)
