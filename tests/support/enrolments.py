"""Enrolments, consents and invitations that were made before a test begins."""

from uuid import UUID

from sqlalchemy import insert

from services.db.scope import Scope
from services.db.tables.enrolment import Enrolment
from services.enrolment.content import Content, seal_content
from tests.support.service import ServiceUnderTest, SmallCentre


def finish_enrolment(service: ServiceUnderTest, centre: SmallCentre, patient: UUID) -> None:
    """The finished enrolment of a patient who is followed already."""
    now, nurse = service.clock.now(), centre.accounts["nurse"]
    unit = centre.units[0] if patient in centre.patients else centre.units[1]
    with service.context.database.writing(Scope(centre.id)) as session:
        session.execute(
            insert(Enrolment),
            {
                "patient_id": patient,
                "centre_id": centre.id,
                "unit_id": unit,
                "step": 4,
                "content": seal_content(service.context.keys.patient(patient), patient, Content()),
                "stop": None,
                "started_by": nurse,
                "started_at": now,
                "changed_by": nurse,
                "changed_at": now,
                "finished_at": now,
                "version": 1,
            },
        )
