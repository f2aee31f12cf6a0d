"""The rows of an answer: written once, and found again by the hash of their content."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from services.answers.content import as_sent, seal
from services.answers.released import released
from services.answers.timing import Timing
from services.clinical.evaluate import Evaluation
from services.clinical.questionnaire import QuestionnaireKey
from services.contract.answer_content import AnswerContent
from services.contract.answers import AnswerReceipt
from services.contract.enums import AlertState, Channel
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer, SymptomGrade
from services.security.ciphers import Cipher

_INSERT_ANSWER = insert(Answer.__table__)  # type: ignore[arg-type]
_INSERT_GRADES = insert(SymptomGrade.__table__)  # type: ignore[arg-type]
_BY_CONTENT = (
    select(
        Answer.id,
        Answer.patient_id,
        Answer.received_at,
        Answer.authored_at,
        Answer.outcome,
        Alert.id.label("alert_id"),
        Alert.level,
        Alert.state,
    )
    .outerjoin(Alert, Alert.answer_id == Answer.id)
    .where(
        Answer.patient_id == bindparam("patient_id"),
        Answer.content_hash == bindparam("content_hash"),
    )
)


@dataclass(frozen=True)
class NewAnswer:
    """An answer that was judged and is about to be written."""

    id: UUID
    centre_id: UUID
    patient_id: UUID
    content: AnswerContent
    content_hash: bytes
    timing: Timing
    received_at: datetime
    channel: Channel
    submitted_by: UUID | None
    rule_set_version: str
    evaluation: Evaluation

    def receipt(self, alert_id: UUID | None) -> AnswerReceipt:
        """What the sender is told."""
        return AnswerReceipt(
            id=self.id,
            patient_id=self.patient_id,
            received_at=self.received_at,
            authored_at=self.timing.authored_at,
            outcome=self.evaluation.outcome,
            level=self.evaluation.level,
            alert_id=alert_id,
            duplicate=False,
        )


@dataclass(frozen=True)
class First:
    """An answer that was stored before: its receipt, marked as a repetition.

    `is_settled` says that it had raised an alert and that the alert is closed.
    """

    receipt: AnswerReceipt
    is_settled: bool


def find_first(session: Session, patient_id: UUID, content_hash: bytes) -> First | None:
    """The answer with this content."""
    row = session.execute(
        _BY_CONTENT, {"patient_id": patient_id, "content_hash": content_hash}
    ).first()
    if row is None:
        return None
    receipt = AnswerReceipt(
        id=row.id,
        patient_id=row.patient_id,
        received_at=row.received_at,
        authored_at=row.authored_at,
        outcome=row.outcome,
        level=row.level,
        alert_id=row.alert_id,
        duplicate=True,
    )
    return First(receipt, is_settled=row.state is AlertState.CLOSED)


def write(session: Session, cipher: Cipher, answer: NewAnswer) -> None:
    """Inserts the answer and its grades; the content goes in sealed."""
    name, version = _known_names(answer.content)
    evaluation = answer.evaluation
    session.execute(
        _INSERT_ANSWER,
        {
            "id": answer.id,
            "centre_id": answer.centre_id,
            "patient_id": answer.patient_id,
            "questionnaire": name,
            "questionnaire_version": version,
            "rule_set_version": answer.rule_set_version,
            "authored_at": answer.timing.authored_at,
            "received_at": answer.received_at,
            "channel": answer.channel,
            "submitted_by": answer.submitted_by,
            "outcome": evaluation.outcome,
            "completed": evaluation.is_completed,
            "content_hash": answer.content_hash,
            "content": seal(cipher, answer.id, as_sent(answer.content)),
            "grade_count": len(evaluation.grades),
        },
    )
    if evaluation.grades:
        session.execute(_INSERT_GRADES, _grade_rows(answer))


def _grade_rows(answer: NewAnswer) -> list[dict[str, object]]:
    return [
        {
            "answer_id": answer.id,
            "item": grade.item,
            "centre_id": answer.centre_id,
            "patient_id": answer.patient_id,
            "authored_at": answer.timing.authored_at,
            "grade": grade.grade,
            "missing": grade.missing,
            "presence": grade.presence,
            "imputed": grade.imputed,
        }
        for grade in answer.evaluation.grades
    ]


def _known_names(content: AnswerContent) -> tuple[str, str]:
    """The questionnaire in clear when it is one of ours; anything else may hold anything."""
    key = QuestionnaireKey(content.questionnaire, content.version)
    return key if key in released().questionnaires else ("", "")
