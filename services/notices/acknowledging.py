"""Who has acknowledged which version of which notice; a person is an account or a patient."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.contract.notices import Language, NoticeProfile, NoticeTool
from services.notices import repository
from services.notices.registry import Notice, notices_for


def acknowledged(session: Session, person_id: UUID) -> dict[tuple[str, str], datetime]:
    """What somebody has acknowledged, by name and version of the notice, with the instant."""
    rows = repository.of_person(session, person_id)
    return {(row.notice, row.version): row.at for row in rows}


def acknowledge(
    session: Session, person_id: UUID, notice: Notice, language: Language, now: datetime
) -> datetime:
    """Writes down that somebody was shown a version, once; returns since when that is known."""
    known = acknowledged(session, person_id).get((notice.name, notice.version))
    if known is not None:
        return known
    try:
        with session.begin_nested():
            repository.add(session, person_id, notice.name, notice.version, language, now)
    except IntegrityError:
        # On another screen of theirs, in this moment: once is enough.
        return acknowledged(session, person_id)[notice.name, notice.version]
    return now


def waiting(
    session: Session, person_id: UUID, tool: NoticeTool, profile: NoticeProfile
) -> tuple[Notice, ...]:
    """The notices in force that somebody has yet to acknowledge."""
    known = acknowledged(session, person_id)
    return tuple(
        each for each in notices_for(tool, profile) if (each.name, each.version) not in known
    )
