"""In which language a patient is written to, and on which channel first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from services.contract.week_enums import MessageChannel
from services.db.tables.enrolment import MessagePreference

_OF_PATIENT = select(MessagePreference).where(
    MessagePreference.patient_id == bindparam("patient_id")
)


@dataclass(frozen=True)
class Preference:
    """What a patient prefers; `version` 0: nobody has asked them so far."""

    language: str
    channel: MessageChannel
    version: int
    changed_by: UUID | None = None
    changed_at: datetime | None = None


_NOBODY_ASKED: Final = Preference("fr", MessageChannel.SMS, 0)


def preference_of(session: Session, patient_id: UUID) -> Preference:
    """The preference of a patient; French by SMS while nobody has asked them."""
    row = session.scalars(_OF_PATIENT, {"patient_id": patient_id}).one_or_none()
    if row is None:
        return _NOBODY_ASKED
    return Preference(row.language, row.channel, row.version, row.changed_by, row.changed_at)


def set_preference(
    session: Session,
    centre_id: UUID,
    patient_id: UUID,
    language: str,
    channel: MessageChannel,
    by: UUID | None,
    now: datetime,
) -> Preference:
    """Writes a preference down; the caller holds the patient, and has compared the version.

    `by` None: the patient, on their own pages.
    """
    version = preference_of(session, patient_id).version + 1
    values = {
        "language": language,
        "channel": channel,
        "version": version,
        "changed_by": by,
        "changed_at": now,
    }
    if version == 1:
        owner = {"patient_id": patient_id, "centre_id": centre_id}
        session.execute(insert(MessagePreference), owner | values)
    else:
        session.execute(
            update(MessagePreference)
            .where(MessagePreference.patient_id == patient_id)
            .values(values)
            .execution_options(synchronize_session=False)
        )
        session.expire_all()
    return Preference(language, channel, version, by, now)
