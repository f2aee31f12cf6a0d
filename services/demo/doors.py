"""A code with which the pages of one patient of the demonstration are opened.

Only its hash is stored, as for everybody: it is told once, with the passwords.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from services.contract.enums import Monitoring
from services.contract.week_enums import InvitationChannel, SurveyState
from services.db.scope import Scope
from services.db.tables.patients import Patient
from services.db.tables.schedule import SurveyWindow
from services.demo.calendar import PRESENT
from services.edge.context import Context
from services.invitations.service import make
from services.patients.identity import open_identity

_ASKED = (
    select(Patient)
    .join(SurveyWindow, SurveyWindow.patient_id == Patient.id)
    .where(
        Patient.monitoring == Monitoring.ACTIVE,
        Patient.synthetic.is_(False),
        SurveyWindow.state == SurveyState.OPEN,
        SurveyWindow.answer_id.is_(None),
        SurveyWindow.opens_at <= PRESENT,
        SurveyWindow.closes_at > PRESENT,
    )
    .order_by(SurveyWindow.opens_at.desc(), Patient.id)
    .limit(1)
)


@dataclass(frozen=True)
class Door:
    """What opens somebody's pages, and who it is."""

    name: str
    code: str
    birth_date: date


def open_door(context: Context, centre_id: UUID, unit_id: UUID, nurse: UUID) -> Door | None:
    """Invites somebody of a unit who has this week's questionnaire before them; None: nobody."""
    with context.database.writing(Scope(centre_id)) as session:
        patient = session.scalar(_ASKED.where(Patient.unit_id == unit_id))
        if patient is None:
            return None
        identity = open_identity(context.keys.patient(patient.id), patient.id, patient.identity)
        sheet = InvitationChannel.SHEET
        made = make(session, context, centre_id, patient.id, sheet, nurse, PRESENT)
    name = f"{identity.family_name} {identity.given_name}"
    return Door(name, made.code, identity.birth_date)
