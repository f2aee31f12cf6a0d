"""In which language a patient is written to, and on which channel first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from services.contract.week_enums import MessageChannel
from services.db.tables.enrolment import MessagePreference

_OF_PATIENTS = select(MessagePreference).where(
    MessagePreference.patient_id.in_(bindparam("patient_ids", expanding=True))
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
    return preferences_of(session, [patient_id])[patient_id]


def preferences_of(session: Session, patient_ids: Iterable[UUID]) -> dict[UUID, Preference]:
    """The same of some patients, each of whom has one."""
    found = dict.fromkeys(patient_ids, _NOBODY_ASKED)
    for row in session.scalars(_OF_PATIENTS, {"patient_ids": list(found)}):
        found[row.patient_id] = Preference(
            row.language, row.channel, row.version, row.changed_by, row.changed_at
        )
    return found


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
