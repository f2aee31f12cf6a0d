"""What a patient has answered and not sent yet: one for each week, sealed, on whichever phone."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from services.clinical.questionnaire import QuestionnaireKey
from services.contract.answer_content import (
    AnswerContent,
    Scalar,
    TemperatureReading,
    WeightReading,
)
from services.db.tables.portal import AnswerDraft
from services.security.ciphers import Cipher, Place
from services.security.tokens import new_token

_OF_WINDOW: Final = select(AnswerDraft).where(AnswerDraft.window_id == bindparam("window_id"))
_LAST: Final = (
    select(AnswerDraft.window_id)
    .where(AnswerDraft.patient_id == bindparam("patient_id"))
    .order_by(AnswerDraft.changed_at.desc())
    .limit(1)
)


class Reading(BaseModel):
    """A temperature and when it was taken."""

    model_config = ConfigDict(frozen=True)

    value: float
    measured_at: AwareDatetime


class Draft(BaseModel):
    """The answers of a week so far.

    `pages` names those that were saved; `writer` is the session that saved last. `early` is the
    answer that went out before the end, because what was said could not wait, and `told` what of it
    stands that said so: a rule that fires no more is told anew when it fires again. `flagged`: the
    patient was told to call. Once all was sent `sent` is the answer, and nothing of what was said
    stays here.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    """By which the sending of this questionnaire is recognised again."""
    pages: list[str] = []
    items: dict[str, dict[str, Scalar]] = {}
    temperatures: list[Reading] = []
    weight: float | None = None
    ecog: Scalar = None
    fall: str | None = None
    urgency: str | None = None
    comment: str | None = None
    writer: UUID | None = None
    early: UUID | None = None
    told: list[str] = []
    flagged: bool = False
    sent: UUID | None = None
    sent_at: AwareDatetime | None = None

    def content(self, key: QuestionnaireKey, language: str, now: datetime) -> AnswerContent:
        """The answer that these make now; it takes the place of what was sent early."""
        return AnswerContent(
            questionnaire=key.name,
            version=key.version,
            language=language,
            authored_at=now,
            items=self.items,
            temperatures=[
                TemperatureReading(value=each.value, measured_at=each.measured_at)
                for each in self.temperatures
            ],
            urgency=self.urgency,
            comment=self.comment,
            weight=None if self.weight is None else WeightReading(value=self.weight),
            ecog=self.ecog,
            fall=self.fall,
            replaces=None if self.early is None else str(self.early),
        )

    def emptied(self, sent: UUID, now: datetime) -> "Draft":
        """What stays when all was sent."""
        return Draft(
            key=self.key,
            early=self.early,
            told=self.told,
            flagged=self.flagged,
            sent=sent,
            sent_at=now,
        )


def new_draft() -> Draft:
    """Nothing answered yet."""
    return Draft(key=new_token())


class Kept(BaseModel):
    """A draft as it lies there; `version` is 0 when there is none yet."""

    model_config = ConfigDict(frozen=True)

    draft: Draft
    version: int
    changed_at: AwareDatetime | None


def find(session: Session, cipher: Cipher, window_id: UUID) -> Kept:
    """The draft of a window; raises `SealBroken`."""
    row = session.scalars(_OF_WINDOW, {"window_id": window_id}).one_or_none()
    if row is None:
        return Kept(draft=new_draft(), version=0, changed_at=None)
    plain = cipher.open(_place(window_id), row.content)
    return Kept(
        draft=Draft.model_validate_json(plain), version=row.version, changed_at=row.changed_at
    )


def find_last(session: Session, cipher: Cipher, patient_id: UUID) -> Draft | None:
    """The draft of a patient that was changed last, of whichever week; raises `SealBroken`."""
    window_id = session.scalar(_LAST, {"patient_id": patient_id})
    return None if window_id is None else find(session, cipher, window_id).draft


def save(
    session: Session,
    cipher: Cipher,
    owner: tuple[UUID, UUID, UUID],
    kept: Kept,
    now: datetime,
    *,
    is_judged: bool = False,
) -> int:
    """Writes the draft of a window as its next version; `owner` is centre, patient and window.

    `is_judged`: all that is in it went out as an answer. The caller holds the patient.
    """
    centre_id, patient_id, window_id = owner
    values: dict[str, Any] = {
        "content": cipher.seal(_place(window_id), kept.draft.model_dump_json().encode()),
        "version": kept.version + 1,
        "changed_at": now,
    }
    if is_judged:
        values["judged_version"] = kept.version + 1
    if kept.version:
        session.execute(
            update(AnswerDraft)
            .where(AnswerDraft.window_id == window_id)
            .values(values)
            .execution_options(synchronize_session=False)
        )
    else:
        ids = {"window_id": window_id, "centre_id": centre_id, "patient_id": patient_id}
        session.execute(insert(AnswerDraft), ids | values)
    return kept.version + 1


def note_judged(
    session: Session, cipher: Cipher, window_id: UUID, draft: Draft, version: int
) -> None:
    """Writes down that a version was judged though nobody sent it, and the answer that it made.

    It stays the same version: whoever goes on with it has not been overtaken by anybody.
    """
    session.execute(
        update(AnswerDraft)
        .where(AnswerDraft.window_id == window_id)
        .values(
            content=cipher.seal(_place(window_id), draft.model_dump_json().encode()),
            judged_version=version,
        )
        .execution_options(synchronize_session=False)
    )


def _place(window_id: UUID) -> Place:
    return Place("answer_draft", "content", window_id)
