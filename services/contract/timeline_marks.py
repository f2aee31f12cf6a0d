"""What a line of a patient's timeline says of the end of a follow-up, and of a consent."""

from datetime import date
from uuid import UUID

from services.contract.archive_enums import (
    ArchiveReason,
    FollowUpStep,
    InformedHow,
    RestoreReason,
)
from services.contract.base import Reply
from services.contract.week_enums import Collection, ConsentChoice, ConsentKind


class FollowUpMark(Reply):
    """One step of one end of a follow-up; each step has its own fields, those of others are None.

    Of the end: `reason`, `died_on` and `is_undone`, while what was written of it is the `text` of
    the line. Of telling: `how`. Of coming back: `restore_reason`, None where an enrolment began
    again.
    """

    archive_id: UUID
    step: FollowUpStep
    reason: ArchiveReason | None = None
    died_on: date | None = None
    is_undone: bool = False
    """Taken back within half a minute: nothing had left, and the follow-up never stopped."""
    how: InformedHow | None = None
    restore_reason: RestoreReason | None = None


class ConsentMark(Reply):
    """An answer to one of the three questions; the author of the line is who wrote it down."""

    kind: ConsentKind
    choice: ConsentChoice
    collection: Collection
