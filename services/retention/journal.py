"""The journal of what retention does by itself."""

from datetime import datetime
from uuid import UUID

from services.audit.journal import Entry
from services.contract.enums import Role


def entry(centre_id: UUID, patient_id: UUID, move: str, now: datetime) -> Entry:
    """The entry of something that nobody asked for."""
    return Entry(
        f"retention_{move}",
        now,
        "done",
        "retention",
        centre_id=centre_id,
        role=Role.SYSTEM.value,
        object_id=patient_id,
        patient_id=patient_id,
    )
