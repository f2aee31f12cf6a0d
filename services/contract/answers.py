"""Taking in an answer."""

from uuid import UUID

from pydantic import AwareDatetime

from services.contract.base import Reply
from services.contract.enums import AlertLevel, AnswerOutcome


class AnswerReceipt(Reply):
    """What became of an answer that was stored; there is no pending state (decision 10)."""

    id: UUID
    patient_id: UUID
    received_at: AwareDatetime
    authored_at: AwareDatetime
    outcome: AnswerOutcome
    level: AlertLevel | None
    alert_id: UUID | None
    duplicate: bool
    replaces: UUID | None = None
    """The version that a correction took the place of: the last one of the answer that it named."""
    late: bool = False
