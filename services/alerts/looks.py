"""How long an alert is in the foreground of nurses: kept by alert, without whose screen it was."""

from typing import Final
from uuid import UUID

from sqlalchemy import insert

from services.alerts import repository
from services.alerts.work import Work
from services.contract.alert_looks import LookAsk, LookKept
from services.db.tables.alerts import AlertLook
from services.edge.writes import Done
from services.errors import not_found
from services.ids import new_id

_KEEP: Final = insert(AlertLook.__table__)  # type: ignore[arg-type]


def keep_look(work: Work, alert_id: UUID, ask: LookAsk) -> Done:
    """Keeps one look at an alert; nothing of the alert changes. Raises 404 when the caller may not
    see it.
    """
    alerts = repository.visible(work.session, work.caller, [alert_id])
    if not alerts:
        raise not_found()
    alert = alerts[0]
    kept = {
        "id": new_id(),
        "centre_id": alert.centre_id,
        "alert_id": alert.id,
        "patient_id": alert.patient_id,
        "seconds": ask.seconds,
    }
    work.session.execute(_KEEP, kept)
    return Done(LookKept(seconds=ask.seconds), object_id=alert.id, patient_id=alert.patient_id)
