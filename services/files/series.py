"""Everything that the synthesis of a patient draws, put together from a fixed number of reads."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from services.alerts import expected, history
from services.alerts.stored_rules import Activation, StoredRules, activations
from services.centres.people import people
from services.contract.alerts import AlertAction
from services.contract.enums import EntryKind
from services.contract.patient_file import (
    FileBlock,
    FileEvent,
    FollowUp,
    OpenAlert,
    PatientSeries,
    SymptomColumn,
)
from services.contract.patients import HeaderPart, PatientHeader
from services.contract.record import RecordedLine
from services.contract.record import RecordEntry as Entry
from services.contract.rule_exceptions import RuleException
from services.db.tables.record import RecordEntry
from services.files import acts, alerts, grades, lines, standing
from services.files.events import events
from services.files.measures import Measures, measures
from services.files.period import Period, period_of, within
from services.files.query import FileQuery
from services.files.symptoms import symptom_columns, unsaid
from services.files.zone_spans import zone_spans
from services.patients import monitoring
from services.record import entries
from services.security.ciphers import Cipher

_LAST_ACTIONS: Final = 2
_BLOCKS: Final = {
    HeaderPart.IDENTITY: FileBlock.IDENTITY,
    HeaderPart.CONTACT: FileBlock.CONTACT,
    HeaderPart.TREATMENT: FileBlock.LINES,
}
_MEASURED: Final = (EntryKind.WEIGHT, EntryKind.TEMPERATURE, EntryKind.ECOG)
_AnyRow = Row[*tuple[Any, ...]]
Value = TypeVar("Value")


@dataclass
class _Missing:
    """The blocks of which something could not be opened."""

    blocks: set[FileBlock] = field(default_factory=set)

    def unless(self, is_whole: bool, block: FileBlock) -> None:
        if not is_whole:
            self.blocks.add(block)

    def of(self, block: FileBlock, found: tuple[Value, bool]) -> Value:
        value, is_whole = found
        self.unless(is_whole, block)
        return value


@dataclass(frozen=True)
class _Frame:
    """What every part of one synthesis needs."""

    query: FileQuery
    cipher: Cipher
    period: Period
    counts: standing.Counts
    surveys: Sequence[_AnyRow]
    places: Sequence[int]
    missing: _Missing

    @property
    def answers(self) -> list[list[UUID]]:
        """The surveys of each week, newest first."""
        found: list[list[UUID]] = [[] for _ in self.period.weeks]
        for place, survey in zip(self.places, self.surveys, strict=True):
            found[place].append(survey.id)
        return found


@dataclass(frozen=True)
class _Team:
    """What the team has open and did."""

    open: Sequence[Any]
    symptoms: Collection[str]
    acts: Sequence[_AnyRow]
    last: Sequence[Any]


def patient_series(query: FileQuery, weeks: int | None) -> PatientSeries:
    """The last weeks of a patient, or all of them for None; raises 404."""
    query.require_reach()
    return _drawn(_frame(query, weeks))


def series_within(query: FileQuery, first: date, last: date) -> PatientSeries:
    """The weeks that touch a period, from nothing but what is of its days; raises 404.

    `open_alerts`, `last_actions` and the counts of the follow-up are those of now.
    """
    query.require_reach()
    return _drawn(_frame(query, None, (first, last)))


def _drawn(frame: _Frame) -> PatientSeries:
    query = frame.query
    team, given = _team(frame), activations(query.session)
    listed, actions = _alerts_and_actions(frame, team)
    rows = entries.touching(query.session, query.patient_id, frame.period.since, frame.period.until)
    facts = [entries.shown(frame.cipher, row, {}) for row in rows]
    measured = _measured(frame, rows, facts)
    return PatientSeries.model_construct(
        patient=_header(frame),
        weeks=list(frame.period.weeks),
        answers=frame.answers,
        symptoms=_symptoms(frame, team, given),
        weights=measured.weights,
        temperatures=measured.temperatures,
        ecog=measured.ecog,
        lines=_lines(frame),
        events=_events(frame, team, rows, facts),
        open_alerts=listed,
        last_actions=actions,
        follow_up=_follow_up(frame),
        exceptions=_exceptions(frame, given),
        blocks_missing=[block for block in FileBlock if block in frame.missing.blocks],
        as_of=query.now,
    )


def _frame(query: FileQuery, weeks: int | None, days: tuple[date, date] | None = None) -> _Frame:
    counts = standing.counts(query.session, query.caller.centre_id, query.patient_id)
    zone = ZoneInfo(counts.zone)
    first, last = (
        None if at is None else at.astimezone(zone).date()
        for at in (counts.first_at, counts.last_at)
    )
    period = period_of(first, last, query.now.astimezone(zone).date(), zone, weeks)
    if days is not None:
        period = within(period, days, first)
    surveys, places = [], []
    for survey in standing.since(query.session, query.patient_id, period.since_at):
        day = period.day(survey.authored_at)
        place = period.place(day)
        if place is not None and period.holds(day):
            surveys.append(survey)
            places.append(place)
    return _Frame(query, query.cipher(), period, counts, surveys, places, _Missing())


def _header(frame: _Frame) -> PatientHeader:
    query = frame.query
    header = monitoring.header(
        query.session, query.context.keys, query.patient_id, frame.period.today
    )
    frame.missing.blocks.update(_BLOCKS[part] for part in header.unreadable)
    return header


def _team(frame: _Frame) -> _Team:
    session, patient_id = frame.query.session, frame.query.patient_id
    still_open, symptoms = alerts.open_of(session, patient_id)
    since = acts.since(session, patient_id, frame.period.since_at)
    done = [each for each in since if frame.period.holds(frame.period.day(each.at))]
    last: Sequence[_AnyRow] = done
    if len(done) < _LAST_ACTIONS and frame.counts.acts > len(done):
        last = acts.latest(session, patient_id, _LAST_ACTIONS)
    return _Team(still_open, symptoms, done, last[:_LAST_ACTIONS])


def _alerts_and_actions(frame: _Frame, team: _Team) -> tuple[list[OpenAlert], list[AlertAction]]:
    owners = {alert.owner_id for alert in team.open}
    named = people(frame.query.session, owners | history.persons_in(team.last))
    escalations = acts.last_escalations(team.acts)
    listed = frame.missing.of(
        FileBlock.ALERTS, alerts.shown(team.open, frame.cipher, named, escalations)
    )
    received = {act.alert_id: act.received_at for act in team.last}
    actions = history.shown(team.last, frame.cipher, named, received, ())
    frame.missing.unless(not any(each.unreadable for each in actions), FileBlock.ACTIONS)
    return listed, actions


def _symptoms(frame: _Frame, team: _Team, given: Sequence[Activation]) -> list[SymptomColumn]:
    """The columns of all symptoms that a survey of the period names, or a call confirmed."""
    session, period = frame.query.session, frame.period
    known = ((place, bool(row.questionnaire)) for place, row in _placed(frame))
    unsaid_weeks = unsaid(len(period.weeks), known)
    letters = grades.by_week(unsaid_weeks, ((place, row.graded) for place, row in _placed(frame)))
    confirmed = frame.missing.of(
        FileBlock.CONFIRMED, acts.confirmed(frame.cipher, team.acts, period)
    )
    spans = frame.missing.of(
        FileBlock.RULES,
        zone_spans(StoredRules(session), given, period, {**letters, **confirmed}),
    )
    return symptom_columns(letters, confirmed, unsaid_weeks, team.symptoms, spans)


def _placed(frame: _Frame) -> Iterable[tuple[int, _AnyRow]]:
    return zip(frame.places, frame.surveys, strict=True)


def _measured(frame: _Frame, rows: Sequence[RecordEntry], facts: Sequence[Entry]) -> Measures:
    of_measures = [fact for row, fact in zip(rows, facts, strict=True) if row.kind in _MEASURED]
    found = measures(frame.cipher, frame.surveys, of_measures, frame.period.day)
    frame.missing.unless(found.is_whole, FileBlock.MEASURES)
    return found


def _lines(frame: _Frame) -> list[RecordedLine]:
    period = frame.period
    found = lines.touching(
        frame.query.session, frame.cipher, frame.query.patient_id, period.since, period.until
    )
    return frame.missing.of(FileBlock.LINES, found)


def _events(
    frame: _Frame, team: _Team, rows: Sequence[RecordEntry], facts: Sequence[Entry]
) -> list[FileEvent]:
    is_whole = all(
        fact.content is not None
        for row, fact in zip(rows, facts, strict=True)
        if row.event is not None
    )
    frame.missing.unless(is_whole, FileBlock.EVENTS)
    return events(rows, facts, team.acts, frame.period)


def _follow_up(frame: _Frame) -> FollowUp:
    counts, period = frame.counts, frame.period
    first_on = None if counts.first_at is None else period.day(counts.first_at)
    count = len(period.weeks)
    if first_on is not None and first_on > period.until:
        count = 0
    return FollowUp(
        answered_weeks=len(set(frame.places)),
        weeks=0 if first_on is None else max(0, count - (period.place(first_on) or 0)),
        first_survey_on=first_on,
        last_survey_at=counts.last_at,
        survey_count=counts.surveys,
        action_count=counts.acts,
    )


def _exceptions(frame: _Frame, given: Sequence[Activation]) -> list[RuleException]:
    query = frame.query
    versions = [each.version for each in given if each.active_from <= query.now]
    in_force = expected.InForce(versions[-1] if versions else None, StoredRules(query.session))
    ciphers = {query.patient_id: frame.cipher}
    found = expected.expected_of(query.session, ciphers, [query.patient_id], in_force, query.now)
    return found[query.patient_id]
