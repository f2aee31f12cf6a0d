"""The days on which a patient is not asked, as they were written down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.contract.week_enums import PauseReason
from services.db.tables.schedule import SurveyPause
from services.schedule.days import local_day

_OF_PATIENTS: Final = (
    select(SurveyPause)
    .where(SurveyPause.patient_id.in_(bindparam("patient_ids", expanding=True)))
    .order_by(SurveyPause.from_on.desc(), SurveyPause.id.desc())
)


@dataclass(frozen=True)
class Pause:
    """A pause as it stands; `until_on` is its last day, None when nobody knows it yet."""

    id: UUID
    patient_id: UUID
    reason: PauseReason
    from_on: date
    until_on: date | None
    made_by: UUID
    made_at: datetime
    ended_by: UUID | None
    ended_at: datetime | None
    version: int

    def covers(self, day: date, zone: ZoneInfo) -> bool:
        """Whether nothing was asked on a day; it was again on the day on which it was ended."""
        if day < self.from_on or (self.until_on is not None and day > self.until_on):
            return False
        return self.ended_at is None or day < local_day(self.ended_at, zone)

    def runs(self, today: date) -> bool:
        """Whether the patient is in it now."""
        is_over = self.until_on is not None and today > self.until_on
        return self.ended_at is None and self.from_on <= today and not is_over


def covers(pauses: Iterable[Pause], day: date, zone: ZoneInfo) -> bool:
    """Whether one of the pauses lies over a day."""
    return any(pause.covers(day, zone) for pause in pauses)


def pauses_of(session: Session, patient_id: UUID) -> list[Pause]:
    """All pauses of a patient, the latest first."""
    return pauses_of_all(session, [patient_id]).get(patient_id, [])


def pauses_of_all(session: Session, patient_ids: Iterable[UUID]) -> dict[UUID, list[Pause]]:
    """The same of some patients; who had none is left out."""
    wanted = list(patient_ids)
    if not wanted:
        return {}
    found: dict[UUID, list[Pause]] = {}
    rows = session.scalars(
        _OF_PATIENTS, {"patient_ids": wanted}, execution_options={"populate_existing": True}
    )
    for row in rows:
        found.setdefault(row.patient_id, []).append(_pause(row))
    return found


def _pause(row: SurveyPause) -> Pause:
    return Pause(
        id=row.id,
        patient_id=row.patient_id,
        reason=row.reason,
        from_on=row.from_on,
        until_on=row.until_on,
        made_by=row.made_by,
        made_at=row.made_at,
        ended_by=row.ended_by,
        ended_at=row.ended_at,
        version=row.version,
    )
