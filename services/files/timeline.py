"""One list of all that happened to a patient, newest first, paged by where the last line stands."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from services.centres.times import time_of
from services.contract.enums import TimelineKind
from services.contract.patient_file import TimelineEntry, TimelinePage
from services.files.midnights import FIRST_ID, Place, midnight
from services.files.pages import cut, place_in
from services.files.query import FileQuery
from services.files.timeline_entries import entries_shown
from services.files.timeline_sources import Wanted, lines_before

_PURPOSE: Final = "timeline"
_LAST_DAY: Final = date.max - timedelta(days=1)


@dataclass(frozen=True)
class TimelineAsked:
    """A page of some kinds of lines (of all for none), from the end of a day on backwards."""

    kinds: Collection[TimelineKind]
    until: date | None
    limit: int
    cursor: str | None


def timeline_page(query: FileQuery, asked: TimelineAsked) -> TimelinePage:
    """A page of the timeline; raises 404, and 422 for a cursor of something else.

    Who opened the record is not for whoever treats the patient: such lines are never given.
    """
    query.require_reach()
    zone = time_of(query.session, query.caller.centre_id).zone
    before = place_in(_PURPOSE, asked.cursor)
    if asked.cursor is None and asked.until is not None:
        following = min(asked.until, _LAST_DAY) + timedelta(days=1)
        before = Place(midnight(following, zone), FIRST_ID)
    kinds = frozenset(asked.kinds or TimelineKind)
    found = lines_before(query, Wanted(kinds, before, asked.limit + 1, zone))
    shown, cursor = cut(_PURPOSE, found, asked.limit, "at")
    return TimelinePage(items=entries_shown(query, shown), next_cursor=cursor)


def journalled(page: TimelinePage) -> tuple[UUID, ...]:
    """What the page showed, each thing once: several lines may come from one row."""
    return tuple(dict.fromkeys(_row_of(entry) for entry in page.items))


def _row_of(entry: TimelineEntry) -> UUID:
    """An identifier that was made for a line alone would say nothing to who reads the journal."""
    if entry.follow_up is not None:
        return entry.follow_up.archive_id
    if entry.treatment is not None and entry.treatment.is_end:
        return entry.treatment.line_id
    return entry.id
