"""What a patient said to each of the three questions: written down, and what holds of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.consents import repository
from services.contract.consents import CHOICES
from services.contract.notices import Language, NoticeKind, NoticeProfile, NoticeTool
from services.contract.week_enums import Collection, ConsentChoice, ConsentKind
from services.ids import new_id
from services.notices.registry import Notice, current

TEXTS: Final[dict[ConsentKind, NoticeKind]] = {
    ConsentKind.TELEMONITORING: NoticeKind.TELEMONITORING,
    ConsentKind.RESEARCH: NoticeKind.TRANSPARENCY,
    ConsentKind.COMMUNICATION: NoticeKind.PRIVACY,
}
"""Which notice explains each question."""


@dataclass(frozen=True)
class Said:
    """An answer as it is given: to what, what, which text was read, and how it was collected."""

    kind: ConsentKind
    choice: ConsentChoice
    notice: str
    notice_version: str
    language: Language
    collection: Collection


@dataclass(frozen=True)
class Standing(Said):
    """An answer as it is kept; `collected_by` None is the patient themself."""

    id: UUID
    collected_by: UUID | None
    at: datetime


def text_of(kind: ConsentKind) -> Notice:
    """The text in force that explains a question."""
    return current(TEXTS[kind], NoticeTool.APP, NoticeProfile.PATIENT)


def record(
    session: Session,
    centre_id: UUID,
    patient_id: UUID,
    said: Said,
    by: UUID | None,
    now: datetime,
    *,
    anew_since: datetime | None = None,
) -> Standing:
    """Writes an answer down and returns it; what already stands, of the same text, is not repeated.

    `by` None: by the patient themself. `anew_since`: what was said before that is of an earlier
    follow-up, and is said again. Raises `ValueError` for what is no answer to the question. The
    caller holds the patient's rows.
    """
    if said.choice not in CHOICES[said.kind]:
        raise ValueError(f"{said.choice} is no answer to {said.kind}")
    known = standing(session, patient_id).get(said.kind)
    is_earlier = known is not None and anew_since is not None and known.at < anew_since
    if known is not None and not is_earlier and _same(known) == _same(said):
        return known
    made = Standing(**vars(said), id=new_id(), collected_by=by, at=now)
    repository.add(session, vars(made) | {"centre_id": centre_id, "patient_id": patient_id})
    return made


def take_back(session: Session, consent_id: UUID) -> None:
    """Takes out what somebody wrote down by mistake a moment ago: what stood before holds again."""
    repository.take_out(session, consent_id)


def standing(session: Session, patient_id: UUID) -> dict[ConsentKind, Standing]:
    """The last answer to each question that was ever asked."""
    return {each.kind: each for each in history(session, patient_id)}


def history(session: Session, patient_id: UUID) -> list[Standing]:
    """Every answer of a patient, the oldest first."""
    return [
        Standing(
            kind=row.kind,
            choice=row.choice,
            notice=row.notice,
            notice_version=row.notice_version,
            language="en" if row.language == "en" else "fr",
            collection=row.collection,
            id=row.id,
            collected_by=row.collected_by,
            at=row.at,
        )
        for row in repository.of_patient(session, patient_id)
    ]


def has_consent(session: Session, patient_id: UUID) -> bool:
    """Whether the patient agrees to be followed now (R-RET-05).

    While an enrolment is open, what they agreed to before it began counts no more.
    """
    said = standing(session, patient_id).get(ConsentKind.TELEMONITORING)
    if said is None or said.choice is not ConsentChoice.ACCEPTED:
        return False
    since = repository.enrolling_since(session, patient_id)
    return since is None or said.at >= since


def _same(said: Said) -> tuple[str, ...]:
    return said.choice, said.notice, said.notice_version
