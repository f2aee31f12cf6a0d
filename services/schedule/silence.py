"""Silence becomes work: an alert three days after a patient was told (H-09).

While it is open it stands for every week that follows; one that somebody closed stands for its own
week alone, so whoever misses two in a row is told of again. A silence is over with the next answer;
then its alert goes away by itself if nobody has touched it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import Session

from services.alerts.answered_after_all import UNTOUCHED, close_untouched
from services.alerts.raising import raise_told
from services.contract.enums import AlertKind, AlertLevel, AlertState, AnswerOutcome
from services.contract.week_enums import SurveyState
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer
from services.db.tables.patients import Patient
from services.db.tables.schedule import SurveyWindow
from services.db.types import Instant
from services.patients.monitoring import find_for_system
from services.schedule.at_work import Tick, portions
from services.schedule.followed import FOLLOWED
from services.schedule.pauses import Pause, pauses_of_all
from services.schedule.steps import steps_of
from services.schedule.windows import IS_SURVEY

_LOOKED_BACK: Final = timedelta(days=15)
# An hour less than three days, for the night on which the clocks go forward.
_NEARLY_THREE_DAYS: Final = timedelta(hours=71)
_HAS_SPOKEN = exists().where(
    Answer.patient_id == SurveyWindow.patient_id,
    *IS_SURVEY,
    Answer.authored_at >= SurveyWindow.opens_at,
)
"""Whether the patient has answered since, in this week or in a later one."""
_SILENT = (
    select(SurveyWindow)
    .join(Patient, Patient.id == SurveyWindow.patient_id)
    .where(
        *FOLLOWED,
        # Each state by itself, so that the index of its own can serve.
        or_(
            SurveyWindow.state == SurveyState.OPEN,
            and_(
                SurveyWindow.state == SurveyState.MISSED,
                SurveyWindow.closes_at > bindparam("since", type_=Instant()),
            ),
        ),
        SurveyWindow.silence_alert_id.is_(None),
        SurveyWindow.issued_at < SurveyWindow.closes_at,
        or_(
            SurveyWindow.opens_at <= bindparam("three_days_ago", type_=Instant()),
            SurveyWindow.state == SurveyState.MISSED,
        ),
        ~_HAS_SPOKEN,
    )
)
_ONE_OF = _SILENT.where(SurveyWindow.id == bindparam("window_id"))
_LAST_ANSWER = select(func.max(Answer.authored_at)).where(
    Answer.patient_id == bindparam("patient_id"), *IS_SURVEY
)
_TOLD = (
    select(Alert.id, Alert.state)
    .where(
        Alert.patient_id == bindparam("patient_id"),
        Alert.kind == AlertKind.NON_RESPONSE,
        or_(
            Alert.state != AlertState.CLOSED,
            and_(
                Alert.received_at > bindparam("since", type_=Instant()),
                # One that went away by itself told of a silence that was thought to be over.
                Alert.closed_by.is_not(None),
            ),
        ),
    )
    .order_by(Alert.received_at.desc())
    .limit(1)
)
_BROKEN = (
    select(Alert.id, Alert.patient_id)
    .where(
        *UNTOUCHED,
        exists().where(
            SurveyWindow.silence_alert_id == Alert.id,
            SurveyWindow.patient_id == Alert.patient_id,
            Answer.patient_id == Alert.patient_id,
            Answer.authored_at >= SurveyWindow.opens_at,
            *IS_SURVEY,
            # What could not be judged is no sign that all is well.
            Answer.outcome != AnswerOutcome.TECHNICAL,
        ),
    )
    .order_by(Alert.id)
)
_BEGINNING: Final = datetime.fromisoformat("1970-01-02T00:00:00+00:00")


def tell(tick: Tick) -> None:
    """Raises the alerts that are due in a centre, each in a transaction of its own."""
    with tick.reading() as session:
        windows = session.scalars(_SILENT, _asked(tick)).all()
        silent = {window.patient_id: window.id for window in _silent(session, tick, windows)}
    tick.through_patients(
        silent, lambda session, patient_id: _tell(session, tick, silent[patient_id], patient_id)
    )


def end(tick: Tick) -> None:
    """Takes away the untouched alerts of patients who have answered after all."""
    with tick.reading() as session:
        over = {row.patient_id: row.id for row in session.execute(_BROKEN)}

    def _close(session: Session, patient_id: UUID) -> None:
        close_untouched(session, tick.context, over[patient_id], patient_id, tick.now)

    tick.through_patients(over, _close)


def _asked(tick: Tick) -> dict[str, Any]:
    return {
        "since": tick.now - _LOOKED_BACK,
        "three_days_ago": tick.now - _NEARLY_THREE_DAYS,
    }


def _silent(session: Session, tick: Tick, windows: Iterable[SurveyWindow]) -> list[SurveyWindow]:
    """Those whose patient was told three days ago; so whoever missed two in a row has been told of
    before the second one closed.
    """
    listed = list(windows)
    pauses: dict[UUID, list[Pause]] = {}
    for part in portions([window.patient_id for window in listed]):
        pauses |= pauses_of_all(session, part)
    return [
        window
        for window in listed
        if steps_of(
            window.opens_at, window.issued_at, pauses.get(window.patient_id, ()), tick.zone
        ).silent_at
        <= tick.now
    ]


def _tell(session: Session, tick: Tick, window_id: UUID, patient_id: UUID) -> None:
    """Raises the alert, unless this silence was told before or another one is still open."""
    window = session.scalars(_ONE_OF, _asked(tick) | {"window_id": window_id}).one_or_none()
    patient = find_for_system(session, patient_id)
    if window is None or patient is None or not _silent(session, tick, [window]):
        return
    told = _told(session, tick, window)
    if told is None:
        kind, level = AlertKind.NON_RESPONSE, AlertLevel.INFO
        told = raise_told(session, tick.context, patient, kind, level, tick.now)
    session.execute(
        update(SurveyWindow)
        .where(SurveyWindow.id == window_id)
        .values(silence_alert_id=told)
        .execution_options(synchronize_session=False)
    )


def _told(session: Session, tick: Tick, window: SurveyWindow) -> UUID | None:
    """The alert that told of the silence of this week, or one that is still open."""
    patient_id = window.patient_id
    last = session.scalar(_LAST_ANSWER, {"patient_id": patient_id}) or _BEGINNING
    pauses = pauses_of_all(session, [patient_id]).get(patient_id, [])
    ends = [pause.ended_at for pause in pauses if pause.ended_at is not None]
    since = max([last, window.opens_at, *(end for end in ends if end <= tick.now)])
    found = session.execute(_TOLD, {"patient_id": patient_id, "since": since}).first()
    return None if found is None else found.id
