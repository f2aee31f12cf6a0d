"""What a timeline is merged from: for each source the next lines before a place, newest first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from sqlalchemy import Date, bindparam, select, tuple_

from services.archiving import rows as archives
from services.contract.enums import ActionKind, EntryKind, TimelineKind
from services.db.tables.alerts import Alert, AlertAct
from services.db.tables.answers import Answer
from services.db.tables.enrolment import Consent
from services.db.tables.messages import Message
from services.db.tables.patients import TreatmentCycle, TreatmentLine
from services.db.tables.record import RecordEntry
from services.db.types import Id
from services.files.follow_up_steps import steps_of
from services.files.midnights import Place, among_days, midnight
from services.files.pages import asked_of, before
from services.files.query import FileQuery
from services.files.standing import STANDS
from services.record.treatment_rows import cycles_of, lines_of

_ACTS: Final = {ActionKind.CALL: TimelineKind.CALL, ActionKind.NOTE: TimelineKind.NOTE}


class Line(NamedTuple):
    """One line before it is opened: its place, what it is, and the row behind it."""

    at: datetime
    id: UUID
    kind: TimelineKind
    row: Any


@dataclass(frozen=True)
class Mark:
    """What a line of treatment has in a timeline; `cycle` None: the line itself."""

    id: UUID
    on: date
    line: TreatmentLine
    cycle: TreatmentCycle | None
    is_end: bool


@dataclass(frozen=True)
class Wanted:
    """Which lines: of some kinds, before a place, at most so many."""

    kinds: frozenset[TimelineKind]
    before: Place
    limit: int
    zone: ZoneInfo


def lines_before(query: FileQuery, wanted: Wanted) -> list[Line]:
    """The next lines of all sources together, newest first.

    Each source gives as many as are wanted, so that none of them can be missing in the merge.
    """
    found = chain.from_iterable(source(query, wanted) for source in _SOURCES)
    merged = sorted(found, key=lambda line: (line.at, line.id), reverse=True)
    return merged[: wanted.limit]


_ANSWERS = before(
    select(
        Answer.id,
        Answer.authored_at,
        Answer.channel,
        Answer.submitted_by,
        Answer.outcome,
        Answer.content,
    ).where(Answer.patient_id == bindparam("patient_id"), STANDS),
    Answer.authored_at,
    Answer.id,
)
_ALERTS = before(
    select(Alert).where(Alert.patient_id == bindparam("patient_id")), Alert.received_at, Alert.id
)
_ACTS_BEFORE = before(
    select(AlertAct).where(
        AlertAct.patient_id == bindparam("patient_id"),
        AlertAct.kind.in_(bindparam("kinds", expanding=True)),
    ),
    AlertAct.at,
    AlertAct.id,
)
_MESSAGES = before(
    select(Message).where(Message.patient_id == bindparam("patient_id")),
    Message.created_at,
    Message.id,
)
_CONSENTS = before(
    select(Consent).where(Consent.patient_id == bindparam("patient_id")), Consent.at, Consent.id
)
_ENTRIES = (
    select(RecordEntry)
    .where(
        RecordEntry.patient_id == bindparam("patient_id"),
        RecordEntry.kind.in_(bindparam("kinds", expanding=True)),
        tuple_(RecordEntry.began_on, RecordEntry.id)
        < tuple_(bindparam("before_on", type_=Date()), bindparam("before_id", type_=Id())),
    )
    .order_by(RecordEntry.began_on.desc(), RecordEntry.id.desc())
    .limit(bindparam("limit"))
)


def _asked(query: FileQuery, wanted: Wanted) -> dict[str, Any]:
    return asked_of(wanted.before, wanted.limit) | {"patient_id": query.patient_id}


def _answers(query: FileQuery, wanted: Wanted) -> Iterator[Line]:
    if TimelineKind.ANSWER in wanted.kinds:
        for row in query.session.execute(_ANSWERS, _asked(query, wanted)):
            yield Line(row.authored_at, row.id, TimelineKind.ANSWER, row)


def _alerts(query: FileQuery, wanted: Wanted) -> Iterator[Line]:
    if TimelineKind.ALERT in wanted.kinds:
        for alert in query.session.scalars(_ALERTS, _asked(query, wanted)):
            yield Line(alert.received_at, alert.id, TimelineKind.ALERT, alert)


def _acts(query: FileQuery, wanted: Wanted) -> Iterator[Line]:
    kinds = [kind for kind in ActionKind if kind_of_act(kind) in wanted.kinds]
    if kinds:
        asked = _asked(query, wanted) | {"kinds": kinds}
        for act in query.session.scalars(_ACTS_BEFORE, asked):
            yield Line(act.at, act.id, kind_of_act(act.kind), act)


def _messages(query: FileQuery, wanted: Wanted) -> Iterator[Line]:
    if TimelineKind.MESSAGE in wanted.kinds:
        for message in query.session.scalars(_MESSAGES, _asked(query, wanted)):
            yield Line(message.created_at, message.id, TimelineKind.MESSAGE, message)


def _consents(query: FileQuery, wanted: Wanted) -> Iterator[Line]:
    if TimelineKind.CONSENT in wanted.kinds:
        for consent in query.session.scalars(_CONSENTS, _asked(query, wanted)):
            yield Line(consent.at, consent.id, TimelineKind.CONSENT, consent)


def _follow_ups(query: FileQuery, wanted: Wanted) -> Iterator[Line]:
    """The ends of a follow-up are a few, and are read whole."""
    if TimelineKind.FOLLOW_UP in wanted.kinds:
        for archive in archives.all_of(query.session, query.patient_id):
            for step in steps_of(archive):
                if (step.at, step.id) < wanted.before:
                    yield Line(step.at, step.id, TimelineKind.FOLLOW_UP, step)


def _entries(query: FileQuery, wanted: Wanted) -> Iterator[Line]:
    kinds = [kind for kind in EntryKind if kind_of_entry(kind) in wanted.kinds]
    if kinds:
        place = among_days(wanted.before, wanted.zone)
        asked = _asked(query, wanted) | {
            "kinds": kinds,
            "before_on": place.day,
            "before_id": place.id,
        }
        for row in query.session.scalars(_ENTRIES, asked):
            at = midnight(row.began_on, wanted.zone)
            yield Line(at, row.id, kind_of_entry(row.kind), row)


def _treatments(query: FileQuery, wanted: Wanted) -> Sequence[Line]:
    """All lines and cycles of a patient are a few dozens, and are read whole."""
    if TimelineKind.TREATMENT not in wanted.kinds:
        return ()
    lines = {
        line.id: line
        for line in lines_of(query.session, query.patient_id)
        if line.withdrawn_at is None
    }
    marks = [mark for line in lines.values() for mark in _marks(line)]
    if lines:
        marks += [
            Mark(cycle.id, cycle.started_on, lines[cycle.line_id], cycle, is_end=False)
            for cycle in cycles_of(query.session, query.patient_id)
            if cycle.line_id in lines and cycle.withdrawn_at is None
        ]
    found = (
        Line(midnight(mark.on, wanted.zone), mark.id, TimelineKind.TREATMENT, mark)
        for mark in marks
    )
    earlier = [line for line in found if (line.at, line.id) < wanted.before]
    return sorted(earlier, key=lambda line: (line.at, line.id), reverse=True)[: wanted.limit]


def _marks(line: TreatmentLine) -> Iterator[Mark]:
    yield Mark(line.id, line.started_on, line, None, is_end=False)
    if line.ended_on is not None:
        # Its beginning has the identifier of the line: its end needs one of its own.
        yield Mark(uuid5(line.id, "end"), line.ended_on, line, None, is_end=True)


def kind_of_act(kind: ActionKind) -> TimelineKind:
    """What an act is in a timeline."""
    return _ACTS.get(kind, TimelineKind.ACT)


def kind_of_entry(kind: EntryKind) -> TimelineKind:
    """What an entry of the record is in a timeline."""
    return TimelineKind.NOTE if kind is EntryKind.NOTE else TimelineKind.RECORD


_SOURCES: Final[Sequence[Callable[[FileQuery, Wanted], Any]]] = (
    _answers,
    _alerts,
    _acts,
    _messages,
    _follow_ups,
    _consents,
    _entries,
    _treatments,
)
