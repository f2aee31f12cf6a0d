"""Live events: that something of a patient changed; what it says is read as ever, by right."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.contract.base import Reply


class LiveKind(StrEnum):
    """What happened: to an alert, or to a patient's identity, contact or record."""

    ALERT_RAISED = "alert_raised"
    ALERT_CHANGED = "alert_changed"
    PATIENT_CHANGED = "patient_changed"


RESET = "reset"
"""Names the event that says: what happened before is not known here, read everything again."""


class LiveEvent(Reply):
    """The data of an event; the newest version wins, and the same one may be told twice.

    `alert_id` and `version` are those of an alert, None where its patient changed.
    """

    patient_id: UUID
    alert_id: UUID | None
    version: int | None
    at: datetime
