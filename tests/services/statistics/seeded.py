"""Three months of a centre with everything that a count may trip over, from a seed, as raw rows."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from services.contract.archive_enums import ArchiveReason
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
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.alerts import Alert, AlertAct, AlertLook
from services.db.tables.answers import Answer, SymptomGrade
from services.db.tables.archiving import Archive
from services.db.tables.centres import Centre
from services.db.tables.patients import Patient, TreatmentLine
from services.db.tables.record import RecordEntry
from services.db.tables.schedule import SurveyWindow
from services.ids import new_id
from services.patients.treatments import seal_name
from services.security.ciphers import Place
from services.security.keystore import seal_json
from tests.support.service import ServiceUnderTest, SmallCentre, add_patient

BEGINS, ENDS = datetime(2025, 9, 1, tzinfo=UTC), datetime(2025, 12, 1, tzinfo=UTC)
WEEK_OF_WORK = {"days": {str(day): [["08:00", "18:00"]] for day in range(5)}, "holidays": None}
ITEMS = ("fatigue", "pain", "nausea", "diarrhoea")
CODES = ("C50.9", "C18.7", "C34.1", "C61", None)
NAMES = ("FOLFOX", "pembrolizumab", "létrozole", "EC + trastuzumab", "protocole X")
Row = dict[str, Any]
_CLOSERS = ("nurse", "nurse_2", "nurse_of_both", "oncologist")


@dataclass
class Seeded:
    """The rows that were stored, table by table, for whoever counts them another way."""

    centre: SmallCentre
    patients: list[Row] = field(default_factory=list)
    answers: list[Row] = field(default_factory=list)
    grades: list[Row] = field(default_factory=list)
    windows: list[Row] = field(default_factory=list)
    alerts: list[Row] = field(default_factory=list)
    acts: list[Row] = field(default_factory=list)
    looks: list[Row] = field(default_factory=list)
    archives: list[Row] = field(default_factory=list)


def seed(service: ServiceUnderTest, number: int, people: int = 12) -> Seeded:
    """Stores the three months of `people` patients, and gives back what was stored."""
    chance, made = Random(number), Seeded(service.centre)
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Centre)
            .where(Centre.id == service.centre.id)
            .values(opening_hours=WEEK_OF_WORK, created_at=BEGINS)
        )
    ids = [*service.centre.patients, *service.centre.patients_of_other_unit]
    units = service.centre.units
    while len(ids) < people:
        unit = chance.choice(units)
        ids.append(add_patient(service.context, service.centre.id, unit, len(ids)))
    for patient_id in ids[:people]:
        _patient(service, chance, made, patient_id)
    for patient_id in ids[people:]:
        _change(service, patient_id, {"monitoring": Monitoring.PENDING})
    _store(service, made)
    return made


def _patient(service: ServiceUnderTest, chance: Random, made: Seeded, patient_id: UUID) -> None:
    begun = _instant(chance, BEGINS - timedelta(days=60), ENDS - timedelta(days=30))
    row: Row = {
        "id": patient_id,
        "unit_id": chance.choice(made.centre.units),
        "monitoring": Monitoring.ACTIVE,
        "created_at": begun - timedelta(days=1),
        "episode_started_at": begun,
    }
    if chance.random() < 0.4:
        _end(made, chance, row)
    _change(service, patient_id, {name: each for name, each in row.items() if name != "id"})
    row |= {"icd10": chance.choice(CODES), "treatment": chance.choice(NAMES)}
    _record(service, made, row)
    made.patients.append(row)
    for _ in range(chance.randrange(14)):
        _answer(made, chance, patient_id)
    for week in range(chance.randrange(10)):
        _window(made, chance, patient_id, week)
    for _ in range(chance.randrange(3)):
        _alert(made, chance, patient_id, AlertKind.NON_RESPONSE, None)


def _end(made: Seeded, chance: Random, row: Row) -> None:
    """The follow-up ended, perhaps by mistake, perhaps to go on later in another episode."""
    begun: datetime = row["episode_started_at"]
    at = max(_instant(chance, begun, ENDS), begun + timedelta(hours=1))
    end: Row = {"patient_id": row["id"], "archived_at": at, "undone_at": None, "restored_at": None}
    turn = chance.random()
    if turn < 0.2:
        end["undone_at"] = at + timedelta(seconds=5)
    elif turn < 0.5:
        end["restored_at"] = at + timedelta(days=chance.randrange(1, 40))
        row["episode_started_at"] = end["restored_at"] + timedelta(hours=2)
    else:
        row["monitoring"] = Monitoring.ENDED
    made.archives.append(end)


def _answer(made: Seeded, chance: Random, patient_id: UUID) -> None:
    received = _instant(chance, BEGINS, ENDS)
    answer: Row = {
        "id": new_id(),
        "patient_id": patient_id,
        "received_at": received,
        "authored_at": received,
        "late": received.minute % 3 == 0,
        "channel": chance.choice((Channel.WEB, Channel.WEB, Channel.PHONE, Channel.IMPORT)),
        "unfinished": chance.random() < 0.1,
        "replaces_id": None,
        "withdrawn_at": None,
    }
    made.answers.append(answer)
    for item in ITEMS:
        if chance.random() < 0.8:
            grade = chance.choice((None, 0, 1, 2, 3, 4))
            made.grades.append({"answer_id": answer["id"], "item": item, "grade": grade,
                                "patient_id": patient_id})  # fmt: skip
    if chance.random() < 0.2:
        again = answer | {
            "id": new_id(),
            "received_at": received + timedelta(days=chance.randrange(20)),
            "replaces_id": answer["id"],
        }
        made.answers.append(again)
        if chance.random() < 0.5:
            answer["withdrawn_at"] = again["withdrawn_at"] = again["received_at"]
    if chance.random() < 0.6:
        _alert(made, chance, patient_id, AlertKind.CLINICAL, answer)
    elif chance.random() < 0.2:
        _alert(made, chance, patient_id, AlertKind.TECHNICAL, answer)


def _window(made: Seeded, chance: Random, patient_id: UUID, week: int) -> None:
    monday = date(2025, 9, 1) + timedelta(weeks=week + 1)
    opens = datetime(monday.year, monday.month, monday.day, 6, tzinfo=UTC)
    state = chance.choice((SurveyState.ANSWERED, SurveyState.MISSED, SurveyState.CANCELLED))
    made.windows.append({"patient_id": patient_id, "week": monday, "opens_at": opens,
                         "closes_at": opens + timedelta(days=7), "state": state})  # fmt: skip


def _alert(
    made: Seeded, chance: Random, patient_id: UUID, kind: AlertKind, answer: Row | None
) -> None:
    received = answer["received_at"] if answer else _instant(chance, BEGINS, ENDS)
    alert: Row = {
        "id": new_id(),
        "patient_id": patient_id,
        "answer_id": answer["id"] if answer else None,
        "channel": answer["channel"] if answer else None,
        "kind": kind,
        "level": chance.choice(list(AlertLevel)),
        "received_at": received,
        "due_at": received + timedelta(hours=chance.randrange(2, 90)),
        "acknowledged_at": None,
        "closed_at": None,
        "closed_by": None,
    }
    if chance.random() < 0.8:
        alert["acknowledged_at"] = received + timedelta(minutes=chance.randrange(6000))
    if chance.random() < 0.7:
        since = alert["acknowledged_at"] or received
        alert["closed_at"] = since + timedelta(minutes=chance.randrange(9000))
        alert["closed_by"] = made.centre.accounts[chance.choice(_CLOSERS)]
    made.alerts.append(alert)
    if chance.random() < 0.7:
        made.looks.append({"alert_id": alert["id"], "patient_id": patient_id,
                           "seconds": chance.randrange(1, 600)})  # fmt: skip
    for _ in range(chance.randrange(5)):
        _act(made, chance, alert)


def _act(made: Seeded, chance: Random, alert: Row) -> None:
    kind = chance.choice(list(ActionKind))
    codes: dict[str, Any] = {}
    if kind in (ActionKind.MEASURE, ActionKind.ANSWER):
        codes["measures"] = [each.value for each in chance.sample(list(MeasureCode), 2)]
    act: Row = {
        "id": new_id(),
        "alert_id": alert["id"],
        "patient_id": alert["patient_id"],
        "kind": kind,
        "by": made.centre.accounts[chance.choice(("nurse", "nurse_2", "oncologist"))],
        "at": alert["received_at"] + timedelta(minutes=chance.randrange(9000)),
        "codes": codes,
        "undoes": None,
    }
    made.acts.append(act)
    if chance.random() < 0.15:
        undo = {"id": new_id(), "kind": ActionKind.UNDO, "codes": {}, "undoes": act["id"]}
        made.acts.append(act | undo | {"at": act["at"] + timedelta(seconds=6)})


def _instant(chance: Random, since: datetime, until: datetime) -> datetime:
    """An instant between two, often right before or after a midnight of Paris at a month's end."""
    if chance.random() < 0.2:
        border = chance.choice(
            (datetime(2025, 9, 30, 22, tzinfo=UTC), datetime(2025, 10, 31, 23, tzinfo=UTC))
        )
        return border + timedelta(minutes=chance.randrange(-90, 90))
    return since + timedelta(seconds=chance.randrange(int((until - since).total_seconds())))


def _change(service: ServiceUnderTest, patient_id: UUID, values: Row) -> None:
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(update(Patient).where(Patient.id == patient_id).values(**values))


def _record(service: ServiceUnderTest, made: Seeded, row: Row) -> None:
    """The main diagnosis, and a line of treatment that is in course."""
    cipher = service.context.keys.patient(row["id"])
    owner = {"centre_id": made.centre.id, "patient_id": row["id"]}
    line_id, entry_id = new_id(), new_id()
    content = {"kind": "diagnosis", "icd10": row["icd10"], "label": "x", "is_primary": True}
    line = owner | {"id": line_id, "name": seal_name(cipher, line_id, row["treatment"]),
                    "started_on": date(2025, 8, 1)}  # fmt: skip
    entry = owner | {
        "id": entry_id,
        "kind": EntryKind.DIAGNOSIS,
        "began_on": date(2025, 1, 1),
        "precision": DatePrecision.DAY,
        "content": seal_json(cipher, Place("record_entry", "content", entry_id), content),
        "source": EntrySource.CONSOLE,
        "recorded_at": BEGINS,
        "version": 1,
        "changed_at": BEGINS,
    }  # fmt: skip
    with service.context.database.writing(Scope(made.centre.id)) as session:
        session.execute(insert(TreatmentLine), line)
        session.execute(insert(RecordEntry), entry)


def _store(service: ServiceUnderTest, made: Seeded) -> None:
    nurse, centre = made.centre.accounts["nurse"], {"centre_id": made.centre.id}
    usual: dict[Any, Row] = {
        AlertLook: {},
        Answer: {"questionnaire": "q", "questionnaire_version": "1", "rule_set_version": "1",
                 "outcome": AnswerOutcome.NOTHING, "completed": True, "content": b"x"},
        SymptomGrade: {"authored_at": BEGINS, "imputed": False},
        SurveyWindow: {"issued_at": BEGINS, "questionnaire": "q", "questionnaire_version": "1",
                       "plan_version": 1, "reminders": 0},
        Alert: {"rank": 1, "response_minutes": 60, "explanation": b"x", "version": 1,
                "state": AlertState.CLOSED, "changed_at": BEGINS},
        AlertAct: {"before": {}, "resulting_version": 2},
        Archive: {"reason": ArchiveReason.PATHWAY_FINISHED, "hold_until": ENDS, "before": {},
                  "archived_by": nurse, "version": 1},
    }  # fmt: skip
    units = {row["id"]: row["unit_id"] for row in made.patients}
    rows: dict[Any, list[Row]] = {
        Answer: [row | {"content_hash": row["id"].bytes} for row in made.answers],
        SymptomGrade: made.grades,
        SurveyWindow: [row | {"id": new_id(), "opens_on": row["week"]} for row in made.windows],
        Alert: [{name: each for name, each in row.items() if name != "channel"}
                | {"unit_id": units[row["patient_id"]]} for row in made.alerts],
        AlertAct: made.acts,
        AlertLook: made.looks,
        Archive: [row | {"id": new_id()} for row in made.archives],
    }  # fmt: skip
    with service.context.database.writing(Scope(made.centre.id)) as session:
        for table, stored in rows.items():
            if stored:
                session.execute(insert(table), [usual[table] | centre | row for row in stored])
