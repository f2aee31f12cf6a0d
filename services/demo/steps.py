"""What somebody does with an alert, as a step that is played through the alerts' own service."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from services.alerts import handling
from services.alerts.looks import keep_look
from services.alerts.work import Work
from services.contract.alert_acts import (
    AcknowledgeAsk,
    AlertAsk,
    CallAsk,
    CloseAsk,
    MeasureAsk,
    NoteAsk,
)
from services.contract.alert_looks import LookAsk
from services.edge.writes import Done

_SHORTEST_S: Final = 40
_SPREAD_S: Final = 240
Ask = AlertAsk | AcknowledgeAsk | CallAsk | MeasureAsk | NoteAsk | CloseAsk


@dataclass(frozen=True)
class Step:
    """One act of one person at a time; a bare `AlertAsk` is a claim."""

    at: datetime
    username: str
    ask: Ask


def take(work: Work, alert_id: UUID, version: int, ask: Ask) -> tuple[str, Done]:
    """Does one act; returns its operation, and what the service answered."""
    match ask:
        case AcknowledgeAsk():
            return "acknowledge_alert", handling.acknowledge(work, alert_id, version, ask)
        case CallAsk():
            return "log_call", handling.log_call(work, alert_id, version, ask)
        case MeasureAsk():
            return "record_measure", handling.measure(work, alert_id, version, ask)
        case NoteAsk():
            return "add_note", handling.add_note(work, alert_id, version, ask)
        case CloseAsk():
            # The console of whoever closes it says how long it was in front of them.
            keep_look(work, alert_id, LookAsk(seconds=_SHORTEST_S + alert_id.int % _SPREAD_S))
            return "close_alert", handling.close(work, alert_id, version, ask)
        case AlertAsk():
            return "claim_alert", handling.claim(work, alert_id, version)
