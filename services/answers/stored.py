"""The rows of an answer: written once, and found again by the hash of their content."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, bindparam, insert, select
from sqlalchemy.orm import Session

from services.answers.content import as_sent, seal
from services.answers.corrections import Replaced, last_version
from services.answers.released import released
from services.answers.timing import Timing
from services.clinical.evaluate import Evaluation
from services.clinical.questionnaire import QuestionnaireKey
from services.contract.answer_content import AnswerContent
from services.contract.answers import AnswerReceipt
from services.contract.enums import AlertLevel, AlertState, Channel
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer, SymptomGrade
from services.security.ciphers import Cipher

_INSERT_ANSWER = insert(Answer.__table__)  # type: ignore[arg-type]
_INSERT_GRADES = insert(SymptomGrade.__table__)  # type: ignore[arg-type]
_BY_CONTENT = select(
    Answer.id,
    Answer.patient_id,
    Answer.received_at,
    Answer.authored_at,
    Answer.outcome,
    Answer.late,
    Answer.replaces_id,
    Answer.withdrawn_at,
).where(
    Answer.patient_id == bindparam("patient_id"),
    Answer.content_hash == bindparam("content_hash"),
)

_ALERT = select(Alert.id, Alert.level, Alert.state).where(Alert.answer_id == bindparam("answer_id"))


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
    replaces_id: UUID | None = None
    is_unfinished: bool = False

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
            replaces=self.replaces_id,
            late=self.timing.is_late,
        )


@dataclass(frozen=True)
class First:
    """An answer that was stored before: its receipt, marked as a repetition.

    `is_settled` says that it had raised an alert and that the alert is closed; `is_gone` that it
    was taken back and no open alert of its own shows it.
    """

    receipt: AnswerReceipt
    is_settled: bool
    is_gone: bool


def find_first(session: Session, patient_id: UUID, content_hash: bytes) -> First | None:
    """The answer with this content."""
    row = session.execute(
        _BY_CONTENT, {"patient_id": patient_id, "content_hash": content_hash}
    ).first()
    if row is None:
        return None
    is_withdrawn = row.withdrawn_at is not None
    alert = _alert_of(session, Replaced(row.id, row.authored_at, row.late, is_withdrawn))
    is_open = alert is not None and alert.state is not AlertState.CLOSED
    receipt = AnswerReceipt(
        id=row.id,
        patient_id=row.patient_id,
        received_at=row.received_at,
        authored_at=row.authored_at,
        outcome=row.outcome,
        level=None if alert is None else alert.level,
        alert_id=None if alert is None else alert.id,
        duplicate=True,
        replaces=row.replaces_id,
        late=row.late,
    )
    return First(
        receipt,
        is_settled=alert is not None and not is_open,
        is_gone=is_withdrawn and not is_open,
    )


def _alert_of(session: Session, version: Replaced) -> Row[UUID, AlertLevel, AlertState] | None:
    """The alert of an answer, or the one that went over to its corrections.

    The alert of a retraction is not that of what it takes back: it shows nothing of it.
    """
    alert = session.execute(_ALERT, {"answer_id": version.id}).first()
    if alert is not None or version.is_withdrawn:
        return alert
    return session.execute(_ALERT, {"answer_id": last_version(session, version).id}).first()


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
            "late": answer.timing.is_late,
            "unfinished": answer.is_unfinished,
            "replaces_id": answer.replaces_id,
            "withdrawn_at": answer.received_at if answer.content.is_retraction else None,
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
