"""What was begun and never sent: judged once its patient has left it, so that it is seen (H-02).

Whoever answers that something is severe and then closes the page has told nobody. After two hours
without a page it is judged as it lies there, and what raises something is taken as an unfinished
answer; the whole one, should it still come, corrects it. What raises nothing stays theirs.
"""

import logging
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, delete, or_, select
from sqlalchemy.orm import Session

from services.alerts.raising import raise_told
from services.answers.receiving import receive, what_if
from services.audit.journal import Entry, record
from services.clinical.questionnaire import QuestionnaireKey
from services.contract.enums import (
    AlertKind,
    AlertLevel,
    AnswerOutcome,
    Channel,
    Monitoring,
    Role,
)
from services.db.holding import hold_patient
from services.db.scope import Scope
from services.db.tables.patients import Patient
from services.db.tables.portal import AnswerDraft
from services.db.tables.schedule import SurveyWindow
from services.db.types import Instant
from services.edge.context import Context
from services.edge.integrity import UNOPENABLE
from services.notifications.preferences import preference_of
from services.patients.monitoring import find_for_system
from services.portal import drafts
from services.schedule.at_work import Tick
from services.security.caller import Caller

_log = logging.getLogger("vigie.portal")
LEFT_FOR: Final = timedelta(hours=2)
"""Longer than a session lives without a page: nobody is at it any more."""
KEPT_FOR: Final = timedelta(days=7)
"""How long after its week a draft is kept, which was judged by then."""
_MOST_AT_ONCE: Final = 500
_REQUEST: Final = "due work"
_IS_LEFT: Final = (
    AnswerDraft.changed_at <= bindparam("left_before", type_=Instant()),
    or_(
        AnswerDraft.judged_version.is_(None),
        AnswerDraft.judged_version < AnswerDraft.version,
    ),
)
_LEFT: Final = (
    select(AnswerDraft.patient_id)
    .join(Patient, Patient.id == AnswerDraft.patient_id)
    .where(*_IS_LEFT, Patient.monitoring.in_([Monitoring.ACTIVE, Monitoring.PAUSED]))
    .order_by(AnswerDraft.changed_at)
    .limit(_MOST_AT_ONCE)
)
_OF_PATIENT: Final = (
    select(SurveyWindow.id, SurveyWindow.questionnaire, SurveyWindow.questionnaire_version)
    .join(AnswerDraft, AnswerDraft.window_id == SurveyWindow.id)
    .where(AnswerDraft.patient_id == bindparam("patient_id"), *_IS_LEFT)
    .order_by(SurveyWindow.opens_at)
)
_OLD: Final = (
    select(AnswerDraft.window_id)
    .join(SurveyWindow, SurveyWindow.id == AnswerDraft.window_id)
    .where(
        SurveyWindow.closes_at <= bindparam("closed_before", type_=Instant()),
        AnswerDraft.judged_version == AnswerDraft.version,
    )
    .limit(_MOST_AT_ONCE)
)


class DraftsNotJudged(RuntimeError):
    """Something that was begun could not be judged; the log says of whom."""


def judge_unsent(context: Context, centre_id: UUID) -> None:
    """Judges what was left in a centre, and lets go of what is long over.

    Raises `DraftsNotJudged` in the end when one could not be: it is tried again at the next pass.
    """
    tick = Tick(context, centre_id, context.clock.now())
    asked = {"left_before": tick.now - LEFT_FOR}
    with tick.reading() as session:
        patient_ids = list(dict.fromkeys(session.scalars(_LEFT, asked)))
        old = list(session.scalars(_OLD, {"closed_before": tick.now - KEPT_FOR}))
    tick.through_patients(
        patient_ids,
        lambda session, patient_id: _judge_all(session, tick, patient_id, asked["left_before"]),
    )
    tick.through(old, _forget)
    if tick.failed:
        raise DraftsNotJudged(f"{len(tick.failed)} of them")


def judge_now(context: Context, centre_id: UUID, patient_id: UUID) -> None:
    """Judges what a patient has begun, however short ago: their follow-up is about to end, and
    afterwards nobody would see it (H-02, H-08). In a transaction of its own, so that an alert
    stands whether or not the follow-up ends. What cannot be opened stands in nobody's way, and a
    notice says so: the worker looks at nobody any more whose follow-up has ended.
    """
    tick = Tick(context, centre_id, context.clock.now())
    with tick.reading() as session:
        asked = {"patient_id": patient_id, "left_before": tick.now}
        if session.execute(_OF_PATIENT, asked).first() is None:
            return
    # The patient before the schedule, as everybody who ends a follow-up: else two would wait for
    # each other.
    try:
        with context.database.writing(Scope(centre_id)) as session:
            hold_patient(session, patient_id)
            _judge_all(session, tick, patient_id, tick.now)
    except UNOPENABLE as broken:
        _log.error("draft of %s: %s", patient_id, type(broken).__name__)
        with context.database.writing(Scope(centre_id)) as session:
            hold_patient(session, patient_id)
            patient = find_for_system(session, patient_id)
            if patient is not None:
                level = AlertLevel.INFO
                raise_told(session, context, patient, AlertKind.NOTICE, level, tick.now)


def _forget(session: Session, window_ids: object) -> None:
    session.execute(
        delete(AnswerDraft)
        .where(AnswerDraft.window_id.in_(window_ids))  # type: ignore[arg-type]
        .execution_options(synchronize_session=False)
    )


def _judge_all(session: Session, tick: Tick, patient_id: UUID, left_before: datetime) -> None:
    asked = {"patient_id": patient_id, "left_before": left_before}
    for row in session.execute(_OF_PATIENT, asked).all():
        key = QuestionnaireKey(row.questionnaire, row.questionnaire_version)
        _judge(session, tick, patient_id, row.id, key)


def _judge(
    session: Session, tick: Tick, patient_id: UUID, window_id: UUID, key: QuestionnaireKey
) -> None:
    cipher = tick.context.keys.patient(patient_id)
    kept = drafts.find(session, cipher, window_id)
    draft, changed_at = kept.draft, kept.changed_at
    if draft.sent is None and changed_at is not None:
        draft = _taken(session, tick, patient_id, draft, key, changed_at)
    drafts.note_judged(session, cipher, window_id, draft, kept.version)


def _taken(
    session: Session,
    tick: Tick,
    patient_id: UUID,
    draft: drafts.Draft,
    key: QuestionnaireKey,
    changed_at: datetime,
) -> drafts.Draft:
    """The draft with the answer that it made; the same where nothing in it raises anything."""
    context, caller = tick.context, _caller(tick.centre_id, patient_id)
    language = preference_of(session, patient_id).language
    content = draft.content(key, language, changed_at)
    judged = what_if(session, context, caller, patient_id, content)
    if judged.outcome is AnswerOutcome.NOTHING:
        return draft
    received = receive(
        session, context, caller, patient_id, content, Channel.WEB, tick.now, is_unfinished=True
    )
    answer_id = received.receipt.id
    taken = Entry(
        "take_unsent_answers",
        tick.now,
        "done",
        _REQUEST,
        centre_id=tick.centre_id,
        role=Role.SYSTEM,
        object_id=answer_id,
        patient_id=patient_id,
    )
    record(session, taken)
    return draft.model_copy(update={"early": answer_id})


def _caller(centre_id: UUID, patient_id: UUID) -> Caller:
    """The patient, who is not there: it is theirs, and nobody else has said it."""
    return Caller(
        principal_id=patient_id,
        account_id=None,
        role=Role.PATIENT,
        credential_scope=None,
        centre_id=centre_id,
        unit_ids=frozenset(),
        session_id=None,
        device_id=None,
        request_id=_REQUEST,
    )
