"""The versions of a section: which is in force at a moment follows from the rows and the clock."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import CursorResult, bindparam, select, update
from sqlalchemy.orm import Session

from services.centres.safe_hours import setting_of
from services.contract.centre_settings import (
    CentreContent,
    CentreSection,
    IdleLockContent,
    OpeningHoursContent,
)
from services.db.tables.centres import Centre, CentreSetting

_log = logging.getLogger("vigie.centres")
_VERSIONS: Final = (
    select(CentreSetting)
    .where(
        CentreSetting.centre_id == bindparam("centre_id"),
        CentreSetting.section == bindparam("section"),
    )
    .order_by(CentreSetting.version)
    .execution_options(populate_existing=True)
)
_IN_FORCE: Final = (
    select(CentreSetting.content)
    .where(
        CentreSetting.centre_id == bindparam("centre_id"),
        CentreSetting.section == bindparam("section"),
        CentreSetting.undone_at.is_(None),
        CentreSetting.effective_from <= bindparam("now"),
    )
    .order_by(CentreSetting.effective_from.desc(), CentreSetting.version.desc())
    .limit(1)
)
# Not FOR UPDATE: an alert that is raised meanwhile refers to the centre and must not wait.
_HOLD: Final = (
    select(Centre.id).where(Centre.id == bindparam("centre_id")).with_for_update(key_share=True)
)


@dataclass(frozen=True)
class Standing:
    """The versions of one section at a moment, the oldest first."""

    rows: Sequence[CentreSetting]
    now: datetime

    @property
    def in_force(self) -> CentreSetting | None:
        """The version that counts; None before the first one."""
        begun = [row for row in self._kept if row.effective_from <= self.now]
        return max(begun, key=lambda row: (row.effective_from, row.version), default=None)

    @property
    def planned(self) -> CentreSetting | None:
        """The version that will begin: there is one at most."""
        return next((row for row in self._kept if row.effective_from > self.now), None)

    @property
    def revision(self) -> int:
        """Grows with each version and each undoing."""
        return len(self.rows) + sum(row.undone_at is not None for row in self.rows)

    @property
    def next_version(self) -> int:
        """The number of the version to come; they begin with 1."""
        return max((row.version for row in self.rows), default=0) + 1

    @property
    def _kept(self) -> list[CentreSetting]:
        return [row for row in self.rows if row.undone_at is None]


def standing_of(
    session: Session, centre_id: UUID, section: CentreSection, now: datetime
) -> Standing:
    """The versions of a section of a centre."""
    rows = session.scalars(_VERSIONS, {"centre_id": centre_id, "section": section}).all()
    return Standing(rows, now)


def hold(session: Session, centre_id: UUID) -> None:
    """Whoever writes a version comes after whoever writes another one of this centre."""
    session.execute(_HOLD, {"centre_id": centre_id}).one()


def stored_of(content: CentreContent) -> dict[str, Any]:
    """A content as its row holds it: hours as a centre's setting of hours."""
    if isinstance(content, OpeningHoursContent):
        return setting_of(content)
    return content.model_dump(mode="json")


def stored_in_force(
    session: Session, centre_id: UUID, section: CentreSection, now: datetime
) -> Any | None:
    """What the version in force at a moment holds, as it is stored; None before the first one."""
    asked = {"centre_id": centre_id, "section": section, "now": now}
    return session.scalar(_IN_FORCE, asked)


def idle_lock_minutes(session: Session, centre_id: UUID, now: datetime, usual: int) -> int:
    """After how many minutes consoles of a centre lock; `usual` where it set nothing, or what
    cannot be read: whoever signs in asks for it, and nobody is kept out by a setting.
    """
    stored = stored_in_force(session, centre_id, CentreSection.IDLE_LOCK, now)
    if stored is None:
        return usual
    try:
        return IdleLockContent.model_validate(stored).minutes
    except ValidationError:
        _log.error("idle lock of centre %s cannot be read", centre_id)
        return usual


def drop(
    session: Session, row: CentreSetting, by: UUID, at: datetime, replaced_by: int | None = None
) -> bool:
    """A planned version never begins; False when it is none any more."""
    changed = session.execute(
        update(CentreSetting)
        .where(
            CentreSetting.id == row.id,
            CentreSetting.centre_id == row.centre_id,
            CentreSetting.undone_at.is_(None),
            CentreSetting.effective_from > at,
        )
        .values(undone_at=at, undone_by=by, replaced_by=replaced_by)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", changed).rowcount == 1
