"""Flaws in the data of a seeded centre, from a seed: what a check of data quality may trip over."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from services.contract.enums import (
    AnswerOutcome,
    Channel,
    DatePrecision,
    EntryKind,
    EntrySource,
    IdentityStatus,
    Monitoring,
)
from services.contract.explanations import (
    EvaluationProblem,
    EvaluationProblemCode,
    Explanation,
    MissingReason,
)
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer, SymptomGrade
from services.db.tables.patients import Patient, TreatmentCycle, TreatmentLine
from services.db.tables.record import RecordEntry
from services.ids import new_id
from services.security.ciphers import Place
from tests.services.statistics.seeded import BEGINS, Row, Seeded
from tests.support.service import ServiceUnderTest

DELAYS = (-180, 0, 3600, 24 * 3600, 24 * 3600 + 1, 80 * 3600)
"""Seconds from writing to reception; whose clock is ahead wrote after it was received."""
SPANS = (
    ("2025-03-10", None, None, False),
    ("2025-03-10", "2025-03-10", DatePrecision.DAY, False),
    ("2025-03-10", "2025-03-09", DatePrecision.DAY, True),
    ("2025-03-10", "2025-03-01", DatePrecision.MONTH, False),
    ("2025-03-10", "2025-02-01", DatePrecision.MONTH, True),
    ("2025-03-10", "2025-01-01", DatePrecision.YEAR, False),
)
"""Of entries: since and until when, how well that is known, and whether it is out of order."""


@dataclass
class Flawed:
    """What was changed: of answers by their id, of patients by theirs."""

    answers: dict[UUID, Row] = field(default_factory=dict)
    gaps: dict[UUID, set[str]] = field(default_factory=dict)
    reasons: dict[UUID, set[str] | None] = field(default_factory=dict)
    """Codes of problems of technical answers; None where nothing tells them any more."""
    patients: dict[UUID, Row] = field(default_factory=dict)


def flaw(service: ServiceUnderTest, made: Seeded, number: int, odds: float = 0.4) -> Flawed:
    """Puts flaws into what was seeded; each of them has these odds."""
    chance, found = Random(number), Flawed()
    session_scope = Scope(made.centre.id)
    alerts = {row["answer_id"]: row["id"] for row in made.alerts if row["answer_id"]}
    with service.context.database.writing(session_scope) as session:

        def _set(table: Any, key: UUID, values: Row, column: Any = None) -> None:
            session.execute(
                update(table)
                .where((table.id if column is None else column) == key)
                .values(**values)
                .execution_options(synchronize_session=False)
            )

        for row in made.answers:
            _flaw_answer(service, chance, found, row, alerts.get(row["id"]), odds, _set)
        for grade in made.grades:
            if grade["grade"] is None:
                missing = chance.choice(list(MissingReason))
                found.gaps.setdefault(grade["answer_id"], set()).add(missing.value)
                session.execute(
                    update(SymptomGrade)
                    .where(
                        SymptomGrade.answer_id == grade["answer_id"],
                        SymptomGrade.item == grade["item"],
                    )
                    .values(missing=missing)
                    .execution_options(synchronize_session=False)
                )
        for patient in made.patients:
            _flaw_patient(session, chance, found, made, patient, odds, _set)
    return found


def _flaw_answer(
    service: ServiceUnderTest,
    chance: Random,
    found: Flawed,
    row: Row,
    alert_id: UUID | None,
    odds: float,
    _set: Callable[..., None],
) -> None:
    authored = row["received_at"] - timedelta(
        seconds=chance.choice(DELAYS) if chance.random() < odds else 0
    )
    channel = row["channel"]
    if channel is Channel.WEB and chance.random() < odds:
        channel = Channel.API
    grades = chance.choice((None, 0, 4)) if chance.random() < odds else 4
    is_technical = chance.random() < odds
    changed: Row = {
        "authored_at": authored,
        "channel": channel,
        "grade_count": grades,
        "outcome": AnswerOutcome.TECHNICAL if is_technical else AnswerOutcome.ALERT,
    }
    found.answers[row["id"]] = changed
    row["authored_at"] = authored
    _set(Answer, row["id"], changed)
    if is_technical:
        found.reasons[row["id"]] = None
    if is_technical and alert_id is not None and chance.random() < 0.9:
        codes = chance.sample(list(EvaluationProblemCode), chance.randrange(1, 4))
        found.reasons[row["id"]] = {code.value for code in codes}
        sealed = service.context.keys.patient(row["patient_id"]).seal(
            Place("alert", "explanation", alert_id), _explanation(codes)
        )
        _set(Alert, alert_id, {"explanation": sealed})


def _explanation(codes: list[EvaluationProblemCode]) -> bytes:
    problems = tuple(
        EvaluationProblem(code=code, item=None, attribute=None, cause=None) for code in codes
    )
    explanation = Explanation(
        rule_set_version=None,
        compared_with=None,
        hits=(),
        not_answered=(),
        problems=problems,
        lead=None,
        next_symptoms=(),
    )
    return explanation.model_dump_json().encode()


def _flaw_patient(
    session: Any,
    chance: Random,
    found: Flawed,
    made: Seeded,
    patient: Row,
    odds: float,
    _set: Callable[..., None],
) -> None:
    def _some(value: Any) -> Any:
        return value if chance.random() >= odds else None

    values: Row = {
        "identity_status": _some(IdentityStatus.QUALIFIED) or chance.choice(list(IdentityStatus)),
        "phone_index": _some(patient["id"].bytes),
        "email_index": _some(patient["id"].bytes),
        "oncologist_id": _some(made.centre.accounts["oncologist"]),
    }
    if patient["monitoring"] is Monitoring.ACTIVE and chance.random() < odds:
        values["monitoring"] = Monitoring.PAUSED
    _set(Patient, patient["id"], values)
    kept = found.patients[patient["id"]] = dict(values)
    kept["line_ends"] = chance.choice((date(2026, 1, 1), date(2025, 7, 31), None))
    line = {"ended_on": kept["line_ends"]}
    _set(TreatmentLine, patient["id"], line, TreatmentLine.patient_id)
    _flaw_dates(session, chance, kept, made, patient)


def _flaw_dates(session: Any, chance: Random, kept: Row, made: Seeded, patient: Row) -> None:
    """Cycles, some outside of the line, and entries, some of which end before they begin."""
    owner = {"centre_id": made.centre.id, "patient_id": patient["id"]}
    cycles: list[tuple[date, bool]] = []
    line_id = session.scalar(
        TreatmentLine.__table__.select()
        .with_only_columns(TreatmentLine.id)
        .where(TreatmentLine.patient_id == patient["id"])
    )
    for number in range(chance.randrange(3)):
        starts = date(2025, 8, 1) + timedelta(days=chance.choice((-1, 0, 40)))
        withdrawn = chance.random() < 0.3
        cycles.append((starts, withdrawn))
        row = {"id": new_id(), "line_id": line_id, "number": number + 1, "started_on": starts,
               "withdrawn_at": BEGINS if withdrawn else None}  # fmt: skip
        session.execute(insert(TreatmentCycle), owner | row)
    kept["cycles"] = cycles
    spans = chance.sample(SPANS, chance.randrange(3))
    for began, ended, precision, _ in spans:
        row = {
            "id": new_id(),
            "kind": EntryKind.NOTE,
            "began_on": date.fromisoformat(began),
            "precision": DatePrecision.DAY,
            "ended_on": None if ended is None else date.fromisoformat(ended),
            "ended_precision": precision,
            "content": b"x",
            "source": EntrySource.CONSOLE,
            "recorded_at": BEGINS,
            "version": 1,
            "changed_at": BEGINS,
        }
        session.execute(insert(RecordEntry), owner | row)
    kept["is_out_of_order"] = any(span[3] for span in spans)
