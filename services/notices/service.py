"""The notices of a professional: what there is, what waits for them, one version read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.centres.contacts import contacts_of
from services.contract.notices import (
    AcknowledgementAsk,
    Language,
    NoticeKind,
    NoticeProfile,
    Notices,
    NoticeText,
    NoticeTool,
    NoticeWords,
)
from services.contract.notices import Notice as Shown
from services.edge.context import Context
from services.edge.writes import Done
from services.errors import not_found
from services.notices.acknowledging import acknowledge, acknowledged
from services.notices.registry import (
    LANGUAGES,
    Notice,
    notices_for,
    text_of,
    titles_of,
    versions,
)
from services.notices.words import words_of
from services.security.caller import Caller

_MINE: Final = (NoticeTool.CONSOLE, NoticeProfile.CLINICIAN)
_FOR_PATIENTS: Final = (NoticeTool.APP, NoticeProfile.PATIENT)


def listed(session: Session, caller: Caller) -> Notices:
    """The notices in force, those of the reader with what they have acknowledged."""
    known = acknowledged(session, caller.principal_id)
    return Notices(
        mine=[_shown(each, known, is_mine=True) for each in notices_for(*_MINE)],
        for_patients=[_shown(each, {}, is_mine=False) for each in notices_for(*_FOR_PATIENTS)],
    )


def version_of(
    session: Session,
    context: Context,
    caller: Caller,
    asked: tuple[NoticeKind, NoticeTool, NoticeProfile],
    version: str,
) -> NoticeText:
    """One version with the words of the centre; raises 404."""
    notice = _find(asked, version)
    since, new = _since(session, caller, notice)
    return _text(session, context, caller.centre_id, new, since)


def to_read(session: Session, context: Context, centre_id: UUID, notice: Notice) -> NoticeText:
    """One version in both languages, with the words of a centre, for somebody who read none."""
    return _text(session, context, centre_id, (notice,), None)


def _text(
    session: Session,
    context: Context,
    centre_id: UUID,
    new: tuple[Notice, ...],
    since: str | None,
) -> NoticeText:
    """The last of these versions; what changed since a version is what each of them changed."""
    notice = new[-1]
    return NoticeText(
        kind=notice.kind,
        tool=notice.tool,
        profile=notice.profile,
        version=notice.version,
        dated=notice.dated,
        changed_since=since,
        texts={each: _words(session, context, centre_id, new, each) for each in LANGUAGES},
    )


def _since(
    session: Session, caller: Caller, notice: Notice
) -> tuple[str | None, tuple[Notice, ...]]:
    """The version that the reader acknowledged last before this one, and those that followed it."""
    every = versions(notice.kind, notice.tool, notice.profile)
    until = every[: every.index(notice) + 1]
    known = acknowledged(session, caller.principal_id)
    for place in range(len(until) - 2, -1, -1):
        if (notice.name, until[place].version) in known:
            return until[place].version, until[place + 1 :]
    return None, until[-1:]


def _words(
    session: Session,
    context: Context,
    centre_id: UUID,
    new: tuple[Notice, ...],
    language: Language,
) -> NoticeWords:
    """The last of these versions, with what each of them has changed."""
    contacts = contacts_of(session, centre_id, context.clock.now())
    values = words_of(session, context.settings, centre_id, language, contacts)
    texts = [text_of(each, language, values) for each in new]
    return NoticeWords(
        title=texts[-1].title,
        essential=list(texts[-1].essential),
        body=texts[-1].body,
        changes="\n\n".join(each.changes for each in texts if each.changes),
    )


def take_note(
    session: Session, caller: Caller, kind: NoticeKind, ask: AcknowledgementAsk, now: datetime
) -> Done:
    """Writes down that the reader was shown one of their notices; raises 404."""
    notice = _find((kind, *_MINE), ask.version)
    acknowledge(session, caller.principal_id, notice, ask.language, now)
    return Done(_shown(notice, acknowledged(session, caller.principal_id), is_mine=True))


def _find(asked: tuple[NoticeKind, NoticeTool, NoticeProfile], version: str) -> Notice:
    try:
        found = versions(*asked)
    except KeyError:
        raise not_found() from None
    for each in found:
        if each.version == version:
            return each
    raise not_found()


def _shown(notice: Notice, known: Mapping[tuple[str, str], datetime], *, is_mine: bool) -> Shown:
    at = known.get((notice.name, notice.version))
    read = [version for name, version in known if name == notice.name]
    return Shown(
        kind=notice.kind,
        tool=notice.tool,
        profile=notice.profile,
        version=notice.version,
        dated=notice.dated,
        title=titles_of(notice),
        must_acknowledge=is_mine and at is None,
        acknowledged_at=at,
        acknowledged_version=read[-1] if read else None,
    )
