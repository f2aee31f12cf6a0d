"""What an end of a follow-up leaves in a timeline: the end, that the patient knows, the way back.

An archiving that was taken back stays as one line, struck through, like every other act that was
undone: its traces stay too (a message that was cancelled, a notice that came and went, alerts that
were closed and opened again), and a nurse who finds them asks who did what. That the patient was
told meanwhile stays as it is: nobody can undo a word that was said, and somebody who believes that
nobody reads their answers has to be called back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from services.contract.archive_enums import FollowUpStep, InformedHow
from services.contract.timeline_marks import FollowUpMark
from services.db.tables.archiving import Archive


@dataclass(frozen=True)
class Step:
    """One line of one archive; `by` None is the patient, on their own pages."""

    id: UUID
    at: datetime
    step: FollowUpStep
    by: UUID | None
    archive: Archive


def steps_of(archive: Archive) -> Iterator[Step]:
    """The lines of an archive; who ended it on their own pages needs nobody to tell them."""
    yield Step(archive.id, archive.archived_at, FollowUpStep.ENDED, archive.archived_by, archive)
    if archive.informed_at is not None and archive.informed_how is not InformedHow.ON_PAGES:
        yield _later(archive, FollowUpStep.TOLD, archive.informed_at, archive.informed_by)
    if archive.restored_at is not None:
        yield _later(archive, FollowUpStep.RESUMED, archive.restored_at, archive.restored_by)


def mark_of(step: Step) -> FollowUpMark:
    """What such a line says."""
    archive = step.archive
    match step.step:
        case FollowUpStep.ENDED:
            return FollowUpMark(
                archive_id=archive.id,
                step=step.step,
                reason=archive.reason,
                died_on=archive.died_on,
                is_undone=archive.undone_at is not None,
            )
        case FollowUpStep.TOLD:
            return FollowUpMark(archive_id=archive.id, step=step.step, how=archive.informed_how)
        case FollowUpStep.RESUMED:
            return FollowUpMark(
                archive_id=archive.id, step=step.step, restore_reason=archive.restore_reason
            )


def _later(archive: Archive, step: FollowUpStep, at: datetime, by: UUID | None) -> Step:
    # The end has the identifier of the archive: what comes after it needs one of its own.
    return Step(uuid5(archive.id, step.value), at, step, by, archive)
