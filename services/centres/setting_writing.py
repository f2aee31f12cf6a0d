"""Writes a version of a section, in the place of one that was planned."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.centres.setting_rows import Standing, drop, stored_of
from services.contract.centre_settings import CentreContent, CentreSection
from services.db.tables.centres import CentreSetting
from services.ids import new_id


@dataclass(frozen=True)
class NewVersion:
    """A content that begins at an instant, and whose it is; `approved_by` where two agreed."""

    centre_id: UUID
    content: CentreContent
    begins: datetime
    made_by: UUID
    at: datetime
    approved_by: UUID | None = None


def add_version(session: Session, standing: Standing, new: NewVersion) -> None:
    """Adds a version behind those that there are; the centre is held, and the section is at
    `standing`. What would have begun in the past begins now.
    """
    version = standing.next_version
    if standing.planned is not None:
        drop(session, standing.planned, new.made_by, new.at, replaced_by=version)
    session.add(
        CentreSetting(
            id=new_id(),
            centre_id=new.centre_id,
            section=CentreSection(new.content.section),
            version=version,
            content=stored_of(new.content),
            effective_from=max(new.begins, new.at),
            made_by=new.made_by,
            made_at=new.at,
            approved_by=new.approved_by,
            undone_at=None,
            undone_by=None,
            replaced_by=None,
        )
    )
    session.flush()
