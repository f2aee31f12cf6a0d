"""How long an alert is in the foreground of nurses: one sum for each, without whose screens."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import insert, select, update

from services.alerts import repository
from services.alerts.work import Work
from services.contract.alert_looks import LONGEST_LOOK_S, LONGEST_OF_ALERT_S, LookAsk, LookKept
from services.contract.problems import ProblemCode
from services.db.holding import hold_patient
from services.db.tables.alerts import AlertLook
from services.edge.writes import Done
from services.errors import ServiceError, not_found

_ARRIVES_LATE: Final = timedelta(seconds=LONGEST_LOOK_S)
_KEEP: Final = insert(AlertLook.__table__)  # type: ignore[arg-type]


def keep_look(work: Work, alert_id: UUID, ask: LookAsk) -> Done:
    """Adds one look at an open alert, or one that has just been closed; nothing of it changes.

    Raises 404 when the caller may not see it, and 409 when it was closed for longer than a look
    lasts: reading a closed alert is no work that it made.
    """
    alerts = repository.visible(work.session, work.caller, [alert_id])
    if not alerts:
        raise not_found()
    alert = alerts[0]
    if alert.closed_at is not None and work.now - alert.closed_at > _ARRIVES_LATE:
        raise ServiceError(409, ProblemCode.STATE_FORBIDS, "This alert is closed.")
    hold_patient(work.session, alert.patient_id)
    of_alert = AlertLook.alert_id == alert.id
    before = work.session.scalar(select(AlertLook.seconds).where(of_alert))
    seconds = min((before or 0) + ask.seconds, LONGEST_OF_ALERT_S)
    if before is None:
        owner = {"alert_id": alert.id, "centre_id": alert.centre_id}
        work.session.execute(_KEEP, owner | {"patient_id": alert.patient_id, "seconds": seconds})
    else:
        work.session.execute(update(AlertLook).where(of_alert).values(seconds=seconds))
    return Done(LookKept(), object_id=alert.id, patient_id=alert.patient_id)
