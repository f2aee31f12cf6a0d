"""The surveys behind alerts, before and now: grades, temperatures, the patient's own words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, or_, select
from sqlalchemy.orm import Session

from resources.symptoms import SYMPTOMS
from services.alerts.as_sent import as_sent
from services.alerts.measured import measured
from services.contract.alerts import AnsweredSurvey, AnsweredSymptom, AnsweredTemperature
from services.contract.answer_content import CELSIUS, AnswerContent, in_tenths, readable_instant
from services.contract.enums import AlertKind, Urgency
from services.contract.explanations import Explanation
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer, SymptomGrade
from services.security.ciphers import Cipher, Place
from services.security.unreadable import opened

_NOW = select(
    Answer.id,
    Answer.patient_id,
    Answer.questionnaire,
    Answer.questionnaire_version,
    Answer.authored_at,
    Answer.channel,
    Answer.content,
    Answer.received_at,
    Answer.late,
    Answer.unfinished,
    Answer.replaces_id,
).where(Answer.id.in_(bindparam("answer_ids", expanding=True)))
_VERSIONS = select(Answer.id, Answer.replaces_id, Answer.received_at).where(
    or_(
        Answer.id.in_(bindparam("replaced_ids", expanding=True)),
        Answer.replaces_id.in_(bindparam("answer_ids", expanding=True)),
    )
)
_BEFORE = (
    select(
        Answer.id,
        Answer.patient_id,
        Answer.authored_at,
        Answer.received_at,
        Answer.content,
        Answer.withdrawn_at,
    )
    .where(
        Answer.patient_id.in_(bindparam("patient_ids", expanding=True)),
        Answer.authored_at.in_(bindparam("authored", expanding=True)),
        Answer.completed,
    )
    .order_by(Answer.received_at, Answer.id)
)
_GRADES = select(
    SymptomGrade.answer_id,
    SymptomGrade.item,
    SymptomGrade.grade,
    SymptomGrade.missing,
    SymptomGrade.presence,
).where(SymptomGrade.answer_id.in_(bindparam("answer_ids", expanding=True)))

# Wide on purpose: a person should see 389 as the patient wrote it.
_TOO_WIDE_C: Final = 10_000
# A survey that lay on a telephone without network may hold readings taken after it was begun.
_LATEST_AFTER: Final = timedelta(days=7)
_AnyRow = Row[*tuple[Any, ...]]
_Grades = Mapping[str, _AnyRow]


@dataclass(frozen=True)
class Wanted:
    """An answer, when the one was written that it is compared with, and whether all of it is
    shown as it came.
    """

    answer_id: UUID
    patient_id: UUID
    compared_with: datetime | None
    is_as_sent: bool


@dataclass(frozen=True)
class Pair:
    """An answer and the one that it is compared with, sealed."""

    wanted: Wanted
    now: _AnyRow
    before: _AnyRow | None


def surveys(
    session: Session,
    ciphers: Mapping[UUID, Cipher],
    alerts: Sequence[Alert],
    told: Mapping[UUID, Explanation],
) -> dict[UUID, AnsweredSurvey]:
    """The surveys by alert; one without an answer, or with one that cannot be opened, has none.

    Four queries for all of them.
    """
    wanted = {
        alert.id: Wanted(
            alert.answer_id,
            alert.patient_id,
            told[alert.id].compared_with,
            alert.kind is AlertKind.TECHNICAL,
        )
        for alert in alerts
        if alert.answer_id is not None
    }
    return surveys_of(session, ciphers, pairs(session, wanted))


def pairs(session: Session, wanted: Mapping[UUID, Wanted]) -> dict[UUID, Pair]:
    """Answers with those that they are compared with, under the same keys."""
    if not wanted:
        return {}
    asked = {"answer_ids": list({each.answer_id for each in wanted.values()})}
    answers = {row.id: row for row in session.execute(_NOW, asked)}
    known = {key: each for key, each in wanted.items() if each.answer_id in answers}
    before = _answers_before(session, known, answers)
    return {
        key: Pair(each, answers[each.answer_id], before.get(key)) for key, each in known.items()
    }


def surveys_of(
    session: Session, ciphers: Mapping[UUID, Cipher], found: Mapping[UUID, Pair]
) -> dict[UUID, AnsweredSurvey]:
    """The surveys under the same keys, without those that cannot be opened."""
    if not found:
        return {}
    answers = {pair.now.id: pair.now for pair in found.values()}
    versions = _versions(session, answers)
    earlier = {pair.before.id for pair in found.values() if pair.before is not None}
    grades = _grades(session, earlier | set(answers))
    shown = {}
    for key, pair in found.items():
        cipher = ciphers[pair.wanted.patient_id]
        content = content_of(pair.now, cipher)
        if content is None:
            continue
        before = None if pair.before is None else content_of(pair.before, cipher)
        graded = {} if pair.before is None else grades.get(pair.before.id, {})
        symptoms = _symptoms(graded, grades.get(pair.now.id, {}))
        shown[key] = _survey(pair, content, symptoms).model_copy(
            update=versions[pair.now.id] | {"measures": measured(content, before)}
        )
    return shown


def _answers_before(
    session: Session, wanted: Mapping[UUID, Wanted], answers: Mapping[UUID, _AnyRow]
) -> dict[UUID, _AnyRow]:
    """The survey that each is compared with; what corrected it later does not count.

    One that was taken back since then stands there still: an alert was raised by it.
    """
    authored = {each.compared_with for each in wanted.values()} - {None}
    if not authored:
        return {}
    patient_ids = list({each.patient_id for each in wanted.values()})
    rows = session.execute(_BEFORE, {"patient_ids": patient_ids, "authored": list(authored)}).all()
    found = {}
    for key, each in wanted.items():
        for row in rows:
            is_compared = (row.patient_id, row.authored_at) == (each.patient_id, each.compared_with)
            if is_compared and _stood_at(row, answers[each.answer_id].received_at):
                found[key] = row
    return found


def _stood_at(earlier: _AnyRow, instant: datetime) -> bool:
    is_withdrawn = earlier.withdrawn_at is not None and earlier.withdrawn_at <= instant
    return earlier.received_at <= instant and not is_withdrawn


def _versions(
    session: Session, answers: Mapping[UUID, _AnyRow]
) -> dict[UUID, dict[str, datetime | None]]:
    """For each answer, when the version came that it replaces, and the one that replaced it."""
    replaced = [row.replaces_id for row in answers.values() if row.replaces_id is not None]
    rows = session.execute(_VERSIONS, {"replaced_ids": replaced, "answer_ids": list(answers)}).all()
    came = {row.id: row.received_at for row in rows}
    followed = {row.replaces_id: row.received_at for row in rows}
    return {
        answer_id: {
            "corrects_received_at": came.get(row.replaces_id),
            "corrected_at": followed.get(answer_id),
        }
        for answer_id, row in answers.items()
    }


def _grades(session: Session, answer_ids: Collection[UUID]) -> dict[UUID, dict[str, _AnyRow]]:
    found: dict[UUID, dict[str, _AnyRow]] = {}
    for row in session.execute(_GRADES, {"answer_ids": list(answer_ids)}):
        found.setdefault(row.answer_id, {})[row.item] = row
    return found


def _symptoms(before: _Grades, now: _Grades) -> list[AnsweredSymptom]:
    """All symptoms of both surveys: changed ones first, the worst on top, then as in the form."""
    order = {item: place for place, item in enumerate(SYMPTOMS)}
    symptoms = [_symptom(item, before.get(item), now.get(item)) for item in {*before, *now}]

    def place(symptom: AnsweredSymptom) -> tuple[bool, int, int, int, str]:
        rise = symptom.change or 0
        is_changed = rise != 0 or _appeared_or_went(symptom)
        height = -1 if symptom.now is None else symptom.now
        return not is_changed, -rise, -height, order.get(symptom.item, len(order)), symptom.item

    return sorted(symptoms, key=place)


def _appeared_or_went(symptom: AnsweredSymptom) -> bool:
    known = symptom.presence_before is not None and symptom.presence_now is not None
    return known and symptom.presence_before != symptom.presence_now


def _symptom(item: str, before: _AnyRow | None, now: _AnyRow | None) -> AnsweredSymptom:
    grade_before = None if before is None else before.grade
    grade_now = None if now is None else now.grade
    change = None if grade_before is None or grade_now is None else grade_now - grade_before
    return AnsweredSymptom(
        item=item,
        before=grade_before,
        now=grade_now,
        before_missing=None if before is None else before.missing,
        now_missing=None if now is None else now.missing,
        presence_before=None if before is None else before.presence,
        presence_now=None if now is None else now.presence,
        change=change,
    )


def content_of(answer: _AnyRow, cipher: Cipher) -> AnswerContent | None:
    """What was answered, or None with a log entry when it cannot be opened."""
    place = Place("answer", "content", answer.id)
    return opened(
        lambda: AnswerContent.model_validate_json(cipher.open(place, answer.content)),
        "answer",
        answer.id,
    )


def _survey(pair: Pair, content: AnswerContent, symptoms: list[AnsweredSymptom]) -> AnsweredSurvey:
    answer = pair.now
    return AnsweredSurvey(
        answer_id=answer.id,
        authored_at=answer.authored_at,
        compared_with=pair.wanted.compared_with,
        channel=answer.channel,
        language=content.language,
        questionnaire=answer.questionnaire,
        questionnaire_version=answer.questionnaire_version,
        symptoms=symptoms,
        temperatures=_temperatures(content, answer.authored_at),
        urgency=Urgency(content.urgency) if content.urgency in set(Urgency) else None,
        comment=content.comment,
        # A correction stands at the instant of what it corrects, whatever its own clock says.
        is_reception_time=answer.replaces_id is None and content.authored != answer.authored_at,
        received_at=answer.received_at,
        is_late=answer.late,
        is_unfinished=answer.unfinished,
        as_sent=as_sent(content) if pair.wanted.is_as_sent else [],
    )


def _temperatures(content: AnswerContent, authored_at: datetime) -> list[AnsweredTemperature]:
    """Readings in degrees Celsius; one without a believable time was taken with the survey."""
    return [
        AnsweredTemperature(
            value_c=in_tenths(value),
            measured_at=believed_at(reading.measured_at, authored_at),
        )
        for reading in content.temperatures
        if reading.unit == CELSIUS
        and (value := reading.value) is not None
        and abs(value) < _TOO_WIDE_C
    ]


def believed_at(claimed: datetime | str | None, authored_at: datetime) -> datetime:
    """When a temperature was taken: when it is said to have been, where that can be, or else with
    the survey.
    """
    measured_at = readable_instant(claimed)
    if measured_at is None or measured_at > authored_at + _LATEST_AFTER:
        return authored_at
    return measured_at
