"""A ward for the tests of alerts: raises alerts without an intake, lets people act over HTTP."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from services.alerts.raising import raise_alert
from services.clinical.evaluate import Evaluation
from services.contract.answer_content import AnswerContent
from services.contract.enums import AlertLevel, AnswerOutcome, Channel, Monitoring
from services.contract.explanations import (
    EvaluationProblem,
    EvaluationProblemCode,
    Evidence,
    Explanation,
    HitKind,
    Operator,
    Quantity,
    RowSymptom,
    RuleHit,
)
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer, SymptomGrade
from services.ids import new_id
from services.patients.monitoring import MonitoredPatient
from services.security.ciphers import Place
from tests.support.service import ServiceUnderTest, SmallCentre

_GRADE_OF_LEVEL = {
    AlertLevel.CRITICAL: 3,
    AlertLevel.HIGH: 3,
    AlertLevel.MODERATE: 2,
    AlertLevel.INFO: 1,
}


def explanation_of(
    level: AlertLevel,
    at: datetime,
    before: tuple[datetime, int] | None = None,
    item: str = "diarrhoea",
) -> Explanation:
    """One rule on one symptom that fired at a level."""
    grade = _GRADE_OF_LEVEL[level]
    before_at, before_grade = before or (None, None)
    change = None if before_grade is None else grade - before_grade
    evidence = Evidence(
        quantity=Quantity.COMPOSITE,
        item=item,
        operator=Operator.AT_LEAST,
        threshold=grade,
        now=grade,
        now_at=at,
        before=before_grade,
        before_at=before_at,
        change=change,
    )
    row = RowSymptom(quantity=Quantity.COMPOSITE, item=item, now=grade, change=change, level=level)
    hit = RuleHit(
        rule_id="DIA-02",
        rule_version=3,
        level=level,
        kind=HitKind.LEVEL,
        item=item,
        evidence=(evidence,),
    )
    return Explanation(
        rule_set_version="default-1",
        compared_with=before_at,
        hits=(hit,),
        not_answered=(),
        problems=(),
        lead=row,
        next_symptoms=(),
    )


def not_evaluated() -> Explanation:
    """An answer that the rules could not judge."""
    problem = EvaluationProblem(
        code=EvaluationProblemCode.MISSING_REQUIRED, item="fatigue", attribute=None, cause=None
    )
    return Explanation(
        rule_set_version="default-1",
        compared_with=None,
        hits=(),
        not_answered=(),
        problems=(problem,),
        lead=None,
        next_symptoms=(),
    )


@dataclass
class Ward:
    """The service under test with the words that tests of alerts use."""

    service: ServiceUnderTest

    @property
    def now(self) -> datetime:
        """The service's time."""
        return self.service.clock.now()

    def answer(
        self,
        patient_id: UUID,
        authored_at: datetime,
        grades: Mapping[str, int | None],
        *,
        centre: SmallCentre | None = None,
        content: AnswerContent | None = None,
    ) -> UUID:
        """Stores a survey with its grades, as the intake does."""
        centre = centre or self.service.centre
        with self.service.context.database.writing(Scope(centre.id)) as session:
            return self._answer(session, centre, patient_id, authored_at, grades, content)

    def raised(
        self,
        level: AlertLevel | None,
        patient_id: UUID | None = None,
        *,
        received_at: datetime | None = None,
        explanation: Explanation | None = None,
        centre: SmallCentre | None = None,
        content: AnswerContent | None = None,
        grades: Mapping[str, int | None] | None = None,
    ) -> UUID:
        """An alert of a level, or a technical one for None."""
        centre = centre or self.service.centre
        patient_id = patient_id or centre.patients[0]
        at = received_at or self.now
        outcome = AnswerOutcome.TECHNICAL if level is None else AnswerOutcome.ALERT
        reason = explanation
        if reason is None:
            reason = not_evaluated() if level is None else explanation_of(level, at)
        evaluation = Evaluation(
            outcome, level or AlertLevel.CRITICAL, (), reason, level is not None
        )
        with self.service.context.database.writing(Scope(centre.id)) as session:
            lead = {} if reason.lead is None else {reason.lead.item or "": int(reason.lead.now)}
            answer_id = self._answer(
                session, centre, patient_id, at, lead if grades is None else grades, content
            )
            patient = MonitoredPatient(
                patient_id,
                centre.id,
                self.unit_of(patient_id, centre),
                Monitoring.ACTIVE,
                at - timedelta(days=100),
            )
            return raise_alert(
                session, self.service.context, patient, answer_id, evaluation, at, "default-1"
            )

    def unit_of(self, patient_id: UUID, centre: SmallCentre | None = None) -> UUID:
        """The unit of a patient."""
        centre = centre or self.service.centre
        return centre.units[0] if patient_id in centre.patients else centre.units[1]

    def act(
        self,
        who: str,
        alert_id: UUID,
        act: str,
        body: Mapping[str, Any] | None = None,
        *,
        version: int | None = None,
        key: str | None = None,
    ) -> Any:
        """An act of somebody, by default on the version that stands."""
        seen = self.version(alert_id) if version is None else version
        return self.service.client.post(
            f"/api/v1/alerts/{alert_id}/{act}",
            headers=self.service.writing_as(who, seen, key),
            json=dict(body or {}),
        )

    def done(
        self, who: str, alert_id: UUID, act: str, body: Mapping[str, Any] | None = None
    ) -> Any:
        """What an act answers; fails when it is refused."""
        response = self.act(who, alert_id, act, body)
        assert response.status_code == 200, response.text
        return response.json()

    def get(self, who: str, path: str, **parameters: Any) -> Any:
        """What a read answers; fails when it is refused."""
        response = self.service.client.get(
            f"/api/v1{path}", params=parameters, headers=self.service.as_(who)
        )
        assert response.status_code == 200, response.text
        return response.json()

    def alert(self, alert_id: UUID) -> Alert:
        """The row of an alert."""
        with self.service.context.database.reading(Scope(self.service.centre.id)) as session:
            return session.scalars(select(Alert).where(Alert.id == alert_id)).one()

    def version(self, alert_id: UUID) -> int:
        """The version that stands; 1 for an alert of another centre."""
        with self.service.context.database.reading(Scope(self.service.centre.id)) as session:
            return session.scalar(select(Alert.version).where(Alert.id == alert_id)) or 1

    def rows(self, who: str = "nurse", **parameters: Any) -> list[dict[str, Any]]:
        """The rows of a page of the queue."""
        items: list[dict[str, Any]] = self.get(who, "/worklist", **parameters)["items"]
        return items

    def _answer(
        self,
        session: Session,
        centre: SmallCentre,
        patient_id: UUID,
        authored_at: datetime,
        grades: Mapping[str, int | None],
        content: AnswerContent | None,
    ) -> UUID:
        answer_id = new_id()
        plain = (content or AnswerContent()).model_dump_json().encode()
        cipher = self.service.context.keys.patient(patient_id)
        session.execute(
            insert(Answer),
            {
                "id": answer_id,
                "centre_id": centre.id,
                "patient_id": patient_id,
                "questionnaire": "vigie-weekly",
                "questionnaire_version": "1.0.0",
                "rule_set_version": "default-1",
                "authored_at": authored_at,
                "received_at": authored_at,
                "channel": Channel.WEB,
                "outcome": AnswerOutcome.ALERT,
                "completed": True,
                "content_hash": answer_id.bytes,
                "content": cipher.seal(Place("answer", "content", answer_id), plain),
            },
        )
        if grades:
            session.execute(
                insert(SymptomGrade),
                _grade_rows(answer_id, centre, patient_id, authored_at, grades),
            )
        return answer_id


def _grade_rows(
    answer_id: UUID,
    centre: SmallCentre,
    patient_id: UUID,
    authored_at: datetime,
    grades: Mapping[str, int | None],
) -> Sequence[dict[str, Any]]:
    return [
        {
            "answer_id": answer_id,
            "item": item,
            "centre_id": centre.id,
            "patient_id": patient_id,
            "authored_at": authored_at,
            "grade": grade,
            "missing": None if grade is not None else "opt_out",
            "presence": None,
            "imputed": False,
        }
        for item, grade in grades.items()
    ]


@pytest.fixture
def ward(service: ServiceUnderTest) -> Ward:
    """A ward on each database in turn."""
    return Ward(service)
