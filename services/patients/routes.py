"""Shows a patient's identity and context to the people who treat them."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contract.patients import PatientHeader
from services.db.tables.centres import Centre
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.patients import monitoring

router = APIRouter(prefix="/api/v1", tags=["patients"])


@router.get("/patients/{patient_id}", operation_id="read_patient", response_model=PatientHeader)
def read_patient(
    patient_id: UUID, caller: CurrentCaller, context: CurrentContext, response: Response
) -> PatientHeader:
    """Identity, treatment and contact of one patient; what cannot be opened is named."""

    def _find(session: Session) -> Seen[PatientHeader]:
        monitoring.find(session, caller, patient_id)
        today = _today(session, caller.centre_id, context.clock.now())
        header = monitoring.header(session, context.keys, patient_id, today)
        is_whole = not header.unreadable
        return Seen(header, object_id=patient_id, patient_id=patient_id, is_whole=is_whole)

    found = read(context, caller, "read_patient", _find)
    response.headers["ETag"] = f'"{found.version}"'
    return found


def _today(session: Session, centre_id: UUID, now: datetime) -> date:
    """The date where the centre stands."""
    zone = session.scalars(select(Centre.zone).where(Centre.id == centre_id)).one()
    return now.astimezone(ZoneInfo(zone)).date()
