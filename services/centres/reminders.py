"""When reminders leave, as a centre sets it. The alert on silence has no setting (H-09): whatever
stands here, it comes three days after a patient was told.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.contract.centre_settings import CentreSection
from services.contract.problems import FieldProblem
from services.contract.reminder_settings import (
    REMINDERS_APART_H,
    USUAL_REMINDERS_H,
    RemindersContent,
)
from services.db.tables.centres import CentreSetting

_log = logging.getLogger("vigie.centres")
USUAL: Final = RemindersContent(section="reminders", hours=list(USUAL_REMINDERS_H))
_VERSIONS: Final = (
    select(CentreSetting.id, CentreSetting.effective_from, CentreSetting.content)
    .where(
        CentreSetting.centre_id == bindparam("centre_id"),
        CentreSetting.section == CentreSection.REMINDERS,
        CentreSetting.undone_at.is_(None),
    )
    .order_by(CentreSetting.effective_from, CentreSetting.version)
)


@dataclass(frozen=True)
class ReminderTimes:
    """After how many hours reminders leave, by when a questionnaire was opened: what was planned
    when it was stays so.
    """

    later: tuple[tuple[datetime, tuple[int, ...]], ...] = ()

    def of(self, opened_at: datetime) -> tuple[int, ...]:
        """The hours of a questionnaire, the shorter first."""
        begun = (hours for since, hours in reversed(self.later) if since < opened_at)
        return next(begun, USUAL_REMINDERS_H)

    def soonest(self, number: int, since: datetime) -> int | None:
        """The fewest hours after which reminder `number` (0 is the first) may leave, of what was
        opened since an instant; None when there is no such reminder.
        """
        hours = [self.of(since), *(each for begins, each in self.later if begins > since)]
        return min((each[number] for each in hours if len(each) > number), default=None)


def reminder_times(session: Session, centre_id: UUID) -> ReminderTimes:
    """Those of a centre; what cannot be read counts as the usual ones from its day on."""
    rows = session.execute(_VERSIONS, {"centre_id": centre_id})
    return ReminderTimes(
        tuple((row.effective_from, _hours_of(row.id, row.content)) for row in rows)
    )


def problems_of(content: RemindersContent) -> list[FieldProblem]:
    """Why these may not be: in order, and a whole day between two of them."""
    first, *rest = content.hours
    if rest and rest[0] - first < REMINDERS_APART_H:
        return [FieldProblem(field="content.hours", reason="too_close")]
    return []


def read(stored: object) -> RemindersContent:
    """What a version holds; raises `ValueError` for what nobody may set."""
    content = RemindersContent.model_validate(stored)
    if problems_of(content):
        raise ValueError("reminders that are too close")
    return content


def _hours_of(version: UUID, stored: object) -> tuple[int, ...]:
    try:
        return tuple(read(stored).hours)
    except ValueError:
        _log.error("reminders of version %s cannot be read", version)
        return USUAL_REMINDERS_H
