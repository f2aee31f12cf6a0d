"""Closes an alert whose matter is over by itself, when nobody has touched it: a silence that an
answer ended, a patient who has been told by now.

What somebody took in hand is theirs to close: they may have called, or be about to. Nobody's name
stands beside such a closing, the journal says why, and it can be opened again like any other.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, exists, select, update
from sqlalchemy.orm import Session

from services.alerts.queue import refresh
from services.audit.journal import Entry, record
from services.contract.enums import AlertKind, AlertState, Role
from services.db.tables.alerts import Alert, AlertAct
from services.edge.context import Context
from services.live.announcing import announce, changed

AS_IT_CAME: Final = (
    Alert.state == AlertState.NEW,
    Alert.claimed_by.is_(None),
    ~exists().where(AlertAct.alert_id == Alert.id),
)
"""No claim, no call, no note, nothing taken back."""
UNTOUCHED: Final = (Alert.kind == AlertKind.NON_RESPONSE, *AS_IT_CAME)
"""About a silence, and as it came."""
_STILL = select(Alert).where(
    Alert.id == bindparam("alert_id"), Alert.kind == bindparam("kind"), *AS_IT_CAME
)
_FRESH: Final[dict[str, Any]] = {"populate_existing": True}


@dataclass(frozen=True)
class Matter:
    """What an alert is about, how the journal calls its end, and which work ended it."""

    kind: AlertKind
    action: str
    source: str


SILENCE: Final = Matter(AlertKind.NON_RESPONSE, "silence_over", "schedule")


def close_untouched(
    session: Session,
    context: Context,
    alert_id: UUID,
    patient_id: UUID,
    now: datetime,
    matter: Matter = SILENCE,
) -> bool:
    """Closes it and says whether it did.

    The caller holds the patient's rows, and has seen what ended the matter.
    """
    asked = {"alert_id": alert_id, "kind": matter.kind}
    found = session.scalars(_STILL, asked, execution_options=_FRESH).one_or_none()
    if found is None:
        return False
    session.execute(
        update(Alert)
        .where(Alert.id == alert_id, Alert.version == found.version)
        .values(
            state=AlertState.CLOSED,
            closed_at=now,
            closed_by=None,
            changed_at=now,
            changed_by=None,
            version=Alert.version + 1,
        )
        .execution_options(synchronize_session=False)
    )
    refresh(session, context, patient_id)
    announce(session, context.database, changed(found, found.version + 1), now)
    record(
        session,
        Entry(
            matter.action,
            now,
            "done",
            matter.source,
            centre_id=found.centre_id,
            role=Role.SYSTEM.value,
            object_id=alert_id,
            patient_id=patient_id,
        ),
    )
    return True
