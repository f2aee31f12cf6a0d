"""The end of asking, when the follow-up of a patient ends, and its end taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from services.contract.week_enums import SurveyState
from services.db.holding import hold_schedule
from services.db.scope import scope_of
from services.db.tables.portal import AnswerDraft
from services.db.tables.schedule import SurveyPause, SurveyWindow
from services.edge.context import Context
from services.schedule.telling import take_back


@dataclass(frozen=True)
class Stopped:
    """What was ended: weeks that were asked for, and pauses that ran."""

    windows: tuple[UUID, ...]
    pauses: tuple[UUID, ...]


def stop(session: Session, _context: Context, patient_id: UUID, now: datetime) -> Stopped:
    """Cancels what a patient was asked and has not answered, with the messages that wait, and ends
    their pauses. What they had begun to say lies where it was until it is forgotten.

    The caller holds the patient's rows and changes `monitoring`, without which nothing is asked
    again; the plan stays as it was, and what is said of weeks gone by too.
    """
    centre_id = scope_of(session).centre_id
    if centre_id is not None:
        hold_schedule(session, centre_id)
    take_back(session, [patient_id], now)
    windows = session.scalars(
        select(SurveyWindow.id).where(
            SurveyWindow.patient_id == patient_id, SurveyWindow.state == SurveyState.OPEN
        )
    ).all()
    pauses = session.scalars(
        select(SurveyPause.id).where(
            SurveyPause.patient_id == patient_id, SurveyPause.ended_at.is_(None)
        )
    ).all()
    _become(session, windows, SurveyState.CANCELLED)
    _end_pauses(session, pauses, now)
    return Stopped(tuple(windows), tuple(pauses))


def start_again(session: Session, stopped: Stopped) -> None:
    """Puts back what `stop` ended; the caller holds the patient and changes `monitoring` back."""
    centre_id = scope_of(session).centre_id
    if centre_id is not None:
        hold_schedule(session, centre_id)
    _become(session, stopped.windows, SurveyState.OPEN)
    _end_pauses(session, stopped.pauses, None)


def forget_drafts(session: Session, patient_id: UUID) -> None:
    """Lets go of what a patient had begun to say: nobody would read it."""
    session.execute(
        delete(AnswerDraft)
        .where(AnswerDraft.patient_id == patient_id)
        .execution_options(synchronize_session=False)
    )


def ask_on(session: Session, stopped: Stopped, now: datetime) -> None:
    """Opens the weeks again that `stop` cancelled and that are not over.

    Pauses stay ended: whoever comes back is asked.
    """
    centre_id = scope_of(session).centre_id
    if centre_id is not None:
        hold_schedule(session, centre_id)
    running = session.scalars(
        select(SurveyWindow.id).where(
            SurveyWindow.id.in_(stopped.windows),
            SurveyWindow.state == SurveyState.CANCELLED,
            SurveyWindow.closes_at > now,
        )
    ).all()
    _become(session, running, SurveyState.OPEN)


def _become(session: Session, window_ids: Iterable[UUID], state: SurveyState) -> None:
    session.execute(
        update(SurveyWindow)
        .where(SurveyWindow.id.in_(list(window_ids)))
        .values(state=state)
        .execution_options(synchronize_session=False)
    )


def _end_pauses(session: Session, pause_ids: Iterable[UUID], ended_at: datetime | None) -> None:
    session.execute(
        update(SurveyPause)
        .where(SurveyPause.id.in_(list(pause_ids)))
        .values(ended_at=ended_at, version=SurveyPause.version + 1)
        .execution_options(synchronize_session=False)
    )
