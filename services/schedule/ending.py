"""The end of asking: at a withdrawal of the consent, or when the follow-up of a patient ends."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from services.contract.week_enums import SurveyState
from services.db.holding import hold_schedule
from services.db.scope import scope_of
from services.db.tables.portal import AnswerDraft
from services.db.tables.schedule import SurveyPause, SurveyWindow
from services.edge.context import Context
from services.schedule.telling import take_back


def stop(session: Session, _context: Context, patient_id: UUID, now: datetime) -> None:
    """Cancels what a patient was asked and has not answered, with the messages that wait, ends
    their pauses, and lets go of what they had begun to say: nobody would read it.

    The caller holds the patient's rows and changes `monitoring`, without which nothing is asked
    again; the plan stays as it was, and what is said of weeks gone by too.
    """
    centre_id = scope_of(session).centre_id
    if centre_id is not None:
        hold_schedule(session, centre_id)
    take_back(session, [patient_id], now)
    session.execute(
        update(SurveyWindow)
        .where(SurveyWindow.patient_id == patient_id, SurveyWindow.state == SurveyState.OPEN)
        .values(state=SurveyState.CANCELLED)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        delete(AnswerDraft)
        .where(AnswerDraft.patient_id == patient_id)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(SurveyPause)
        .where(SurveyPause.patient_id == patient_id, SurveyPause.ended_at.is_(None))
        .values(ended_at=now, version=SurveyPause.version + 1)
        .execution_options(synchronize_session=False)
    )
