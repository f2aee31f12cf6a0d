"""Whether a patient knows that nobody reads their answers any more (H-08, decision 31).

One channel that confirms is enough: a message that was delivered, or read on the pages; or somebody
who told them. A provider that took a message has confirmed nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from services.alerts.answered_after_all import Matter
from services.contract.archive_enums import ArchiveReason
from services.contract.archiving import ArchiveMessage
from services.contract.enums import AlertKind
from services.contract.week_enums import MessageChannel, MessageKind, MessageState
from services.db.tables.archiving import Archive
from services.db.tables.messages import Message

TOLD: Final = Matter(AlertKind.NOTICE, "archived_patient_told", "archiving")
"""The matter of the notice that a patient does not know."""
_OF_ARCHIVE: Final = and_(
    Message.patient_id == Archive.patient_id,
    Message.kind == MessageKind.FOLLOW_UP_ENDED,
    Message.created_at >= Archive.archived_at,
)
IS_TOLD: Final = or_(
    Archive.informed_at.is_not(None),
    exists().where(_OF_ARCHIVE, Message.state == MessageState.DELIVERED),
)
"""Whether the patient of an archive that stands has been told."""
NEEDS_TELLING: Final = Archive.reason != ArchiveReason.DEATH
HAS_FAILED: Final = exists().where(
    _OF_ARCHIVE,
    Message.channel != MessageChannel.APP,
    Message.state.in_([MessageState.FAILED, MessageState.EXPIRED]),
)
"""Whether a message of an archive did not arrive outside of the pages."""
_MESSAGES: Final = (
    select(Archive.id.label("archive_id"), Message)
    .join(Message, _OF_ARCHIVE)
    .where(
        Archive.id.in_(bindparam("archive_ids", expanding=True)),
        or_(Archive.restored_at.is_(None), Message.created_at < Archive.restored_at),
    )
    .order_by(Message.created_at, Message.id)
)


def messages_of(session: Session, archive_ids: Iterable[UUID]) -> dict[UUID, list[Message]]:
    """What was written to the patients of these archives, the oldest first."""
    wanted = list(archive_ids)
    found: dict[UUID, list[Message]] = {each: [] for each in wanted}
    for archive_id, message in session.execute(_MESSAGES, {"archive_ids": wanted}):
        found[archive_id].append(message)
    return found


def is_told(archive: Archive, messages: Sequence[Message]) -> bool | None:
    """The same as `IS_TOLD` of what was read already; None where nobody is to be told."""
    if archive.reason is ArchiveReason.DEATH:
        return None
    is_delivered = any(each.state is MessageState.DELIVERED for each in messages)
    return archive.informed_at is not None or is_delivered


def shown(message: Message) -> ArchiveMessage:
    """What became of a message."""
    return ArchiveMessage(
        id=message.id,
        channel=message.channel,
        state=message.state,
        fault=message.fault,
        at=message.settled_at or message.sent_at or message.effective_at,
    )
