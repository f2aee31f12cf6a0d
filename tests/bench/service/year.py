"""A year of a large centre as raw rows: a million answers, and what came of them.

Only what statistics read says something; whatever else a row must have is the same everywhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from resources.symptoms import SYMPTOMS
from services.contract.enums import (
    ActionKind,
    AlertKind,
    AlertLevel,
    AlertState,
    AnswerOutcome,
    Channel,
    DatePrecision,
    EntryKind,
    EntrySource,
    MeasureCode,
    Monitoring,
)
from services.contract.week_enums import SurveyState
from services.ids import new_id
from services.patients.treatments import seal_name
from services.schedule.at_work import portions
from services.security.ciphers import Place as Sealed
from services.security.keystore import KeyStore, seal_json
from services.statistics.months import months_until, span_of
from tests.bench.service.bulk import Bulk, Row
from tests.bench.service.patients import sealed
from tests.bench.service.unfollowed import ZONE, Place, whole

MONTHS: Final = 12
_ICD10: Final = ("C50.9", "C18.7", "C34.1", "C61", "C90.0", "C56", None)
_NAMES: Final = ("FOLFOX", "pembrolizumab", "létrozole", "EC + trastuzumab", "imatinib")
_OFTEN: Final = (1, 2, 4, 6)
_WEEK: Final = timedelta(weeks=1)


@dataclass(frozen=True)
class Many:
    """How much of everything there is."""

    patients: int = 10_000
    answers: int = 1_000_000
    units: int = 5
    graded: int = 2
    """Items of each answer that have a grade."""
    alert_of: int = 20
    """One answer of so many raises an alert."""


def closed_year(last: date) -> tuple[datetime, datetime]:
    """The instants between which the year lies whose last month this is."""
    first = span_of(months_until(last, MONTHS)[0], ZONE)
    return first.start, span_of(last, ZONE).end


def write_year(
    bulk: Bulk, keys: KeyStore, place: Place, units: Sequence[UUID], last: date, many: Many
) -> None:
    """Everybody is followed all the year; answers and weeks lie evenly in it."""
    chance = Random(4)
    since, until = closed_year(last)
    patients = [new_id() for _ in range(many.patients)]
    keys.add_patients(place.centre_id, patients)
    bulk.insert("patient", _patients(keys, place, patients, units, since))
    _records(bulk, keys, place, patients, since)
    each = many.answers // many.patients
    step = (until - since) / each
    for some in portions(patients):
        answers = [
            (patient, new_id(), since + step * (number + chance.random() * 0.9))
            for patient in some
            for number in range(each)
        ]
        bulk.insert(
            "answer", (whole("answer", place, _answer(*answer, since)) for answer in answers)
        )
        bulk.insert("symptom_grade", _grades(place, answers, many.graded, chance))
        raised = [answer for answer in answers if chance.randrange(many.alert_of) == 0]
        alerts = [_alert(*answer, chance) for answer in raised]
        bulk.insert("alert", (whole("alert", place, alert) for alert in alerts))
        bulk.insert("alert_act", _acts(place, alerts, chance))
        bulk.insert("survey_window", _windows(place, some, since, until))


def _patients(
    keys: KeyStore,
    place: Place,
    patients: Sequence[UUID],
    units: Sequence[UUID],
    since: datetime,
) -> Iterator[Row]:
    for number, patient in enumerate(patients):
        yield whole("patient", place, sealed(keys, number, patient) | {
            "id": patient,
            # The second unit has half as many as the first, and so on.
            "unit_id": units[min((number & -number).bit_length() - 1, len(units) - 1)],
            "monitoring": Monitoring.ACTIVE,
            "created_at": since,
            "episode_started_at": since + timedelta(minutes=number),
        })  # fmt: skip


def _records(
    bulk: Bulk, keys: KeyStore, place: Place, patients: Sequence[UUID], since: datetime
) -> None:
    entries, lines = [], []
    for number, patient in enumerate(patients):
        cipher, entry_id, line_id = keys.patient(patient), new_id(), new_id()
        icd10, name = _ICD10[number % len(_ICD10)], _NAMES[number % len(_NAMES)]
        content = {"kind": "diagnosis", "icd10": icd10, "label": "x", "is_primary": True}
        entries.append({
            "id": entry_id,
            "patient_id": patient,
            "kind": EntryKind.DIAGNOSIS,
            "began_on": since.date(),
            "precision": DatePrecision.DAY,
            "content": seal_json(cipher, Sealed("record_entry", "content", entry_id), content),
            "source": EntrySource.CONSOLE,
        })  # fmt: skip
        sealed = seal_name(cipher, line_id, name)
        started = {"patient_id": patient, "started_on": since.date(), "ended_on": None}
        lines.append({"id": line_id, "name": sealed} | started)
    bulk.insert("record_entry", (whole("record_entry", place, row) for row in entries))
    bulk.insert("treatment_line", (whole("treatment_line", place, row) for row in lines))


def _is_missed(patient: UUID, week: int) -> bool:
    """One week in seven is not answered in time."""
    return (patient.int + week) % 7 == 0


def _answer(patient: UUID, answer: UUID, at: datetime, since: datetime) -> Row:
    return {
        "id": answer,
        "patient_id": patient,
        "authored_at": at,
        "received_at": at,
        "channel": Channel.WEB,
        "outcome": AnswerOutcome.NOTHING,
        "completed": True,
        "late": _is_missed(patient, (at - since) // _WEEK),
        "content_hash": answer.bytes,
    }


def _grades(
    place: Place, answers: Sequence[tuple[UUID, UUID, datetime]], count: int, chance: Random
) -> Iterator[Row]:
    for patient, answer, at in answers:
        first = chance.randrange(len(SYMPTOMS))
        for number in range(count):
            yield whole("symptom_grade", place, {
                "answer_id": answer,
                "item": SYMPTOMS[(first + number) % len(SYMPTOMS)],
                "patient_id": patient,
                "authored_at": at,
                "grade": chance.choices((0, 1, 2, 3), (8, 4, 2, 1))[0],
            })  # fmt: skip


def _alert(patient: UUID, answer: UUID, at: datetime, chance: Random) -> Row:
    answered = at + timedelta(minutes=chance.randrange(600))
    return {
        "id": new_id(),
        "patient_id": patient,
        "answer_id": answer,
        "kind": AlertKind.CLINICAL,
        "level": chance.choices(list(AlertLevel), _OFTEN)[0],
        "state": AlertState.CLOSED,
        "received_at": at,
        "due_at": at + timedelta(minutes=480),
        "acknowledged_at": answered,
        "closed_at": answered + timedelta(minutes=chance.randrange(300)),
    }


def _acts(place: Place, alerts: Sequence[Row], chance: Random) -> Iterator[Row]:
    for alert in alerts:
        codes = {"measures": [chance.choice(list(MeasureCode)).value]}
        for kind, at, said in (
            (ActionKind.ACKNOWLEDGE, alert["acknowledged_at"], {}),
            (ActionKind.MEASURE, alert["closed_at"], codes),
            (ActionKind.CLOSE, alert["closed_at"], {}),
        ):
            yield whole("alert_act", place, {
                "alert_id": alert["id"],
                "patient_id": alert["patient_id"],
                "kind": kind,
                "by": UUID(int=chance.randrange(1, 30)),
                "at": at,
                "codes": said,
            })  # fmt: skip


def _windows(
    place: Place, patients: Sequence[UUID], since: datetime, until: datetime
) -> Iterator[Row]:
    for patient in patients:
        for week in range((until - since) // _WEEK):
            opens = since + _WEEK * week
            missed = _is_missed(patient, week)
            yield whole("survey_window", place, {
                "patient_id": patient,
                "week": opens.date(),
                "opens_on": opens.date(),
                "opens_at": opens,
                "closes_at": opens + _WEEK,
                "state": SurveyState.MISSED if missed else SurveyState.ANSWERED,
            })  # fmt: skip
