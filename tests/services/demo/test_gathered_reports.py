"""The report of each patient of the demonstration says what the file of that patient says."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.alerts.weeks import first_day_of
from services.contract.enums import ActionKind, EntryKind, Role, TimelineKind
from services.contract.explanations import MissingReason
from services.contract.report_content import NOT_REPORTED
from services.contract.report_enums import ExportPurpose, ReportBlock
from services.contract.reports import Report
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Membership, MembershipUnit
from services.demo import calendar
from services.exports.gathering import Asked, gather
from services.files.action_pages import action_page
from services.files.query import FileQuery
from services.files.series import patient_series
from services.files.survey_file import survey_file
from services.files.survey_lines import survey_page
from services.files.timeline import TimelineAsked, timeline_page
from services.ids import new_id
from services.patients import monitoring
from services.security.caller import Caller
from tests.services.demo.conftest import Demonstration

LAST = calendar.PRESENT.date()
EVER = (date(2020, 1, 1), LAST)
SOME_WEEKS = (LAST - timedelta(weeks=11), LAST - timedelta(weeks=3))
PARIS = ZoneInfo("Europe/Paris")


def caller_of(made: Demonstration) -> Caller:
    """A nurse of the first unit that has one, who here reaches both."""
    with made.context.database.reading(NO_CENTRE) as session:
        nurse = session.scalars(
            select(Membership.account_id)
            .join(MembershipUnit, MembershipUnit.membership_id == Membership.id)
            .where(Membership.role == Role.NURSE)
        ).first()
    assert nurse is not None
    return Caller(
        principal_id=nurse,
        account_id=nurse,
        role=Role.NURSE,
        credential_scope=None,
        centre_id=made.centre_id,
        unit_ids=frozenset(made.units),
        session_id=None,
        device_id=None,
        request_id="test",
    )


def _query(made: Demonstration, session: Session, caller: Caller, patient: UUID) -> FileQuery:
    return FileQuery(session, made.context, caller, patient, calendar.PRESENT)


def report_of(
    query: FileQuery,
    days: tuple[date, date],
    blocks: frozenset[ReportBlock] = frozenset(ReportBlock),
) -> Report:
    """The report of a patient about some days, in French."""
    asked = Asked(new_id(), ExportPurpose.HOSPITAL_RECORD, *days, "fr", blocks)
    return gather(query, asked)


def _all(page: Any) -> list[Any]:
    found, cursor = [], None
    while True:
        answered = page(cursor)
        found += answered.items
        cursor = answered.next_cursor
        if cursor is None:
            return found


def _followed(made: Demonstration) -> list[UUID]:
    """Everybody but the patient whom surveillance invented."""
    return [each for each, known in made.patients.items() if not known.row.synthetic]


def _in(days: tuple[date, date], at: datetime) -> bool:
    return days[0] <= at.astimezone(PARIS).date() <= days[1]


def _surveys_agree(query: FileQuery, report: Report, days: tuple[date, date]) -> int:
    lines = _all(lambda cursor: survey_page(query, 200, cursor))
    wanted = [line for line in lines if _in(days, line.authored_at)]
    assert [each.line for each in report.surveys] == wanted
    for survey in report.surveys[:6]:
        whole = survey_file(query, survey.line.id)
        assert whole.survey is not None
        assert survey.comment == whole.survey.comment
        assert list(survey.temperatures) == whole.survey.temperatures
        assert list(survey.as_sent) == whole.survey.as_sent
        grades = {each.item: each for each in survey.grades}
        for symptom in whole.survey.symptoms:
            if symptom.item in grades:
                told = grades[symptom.item]
                assert (told.grade, told.missing, told.presence) == (
                    symptom.now,
                    symptom.now_missing,
                    symptom.presence_now,
                )
            else:
                told_nothing = (symptom.now, symptom.now_missing, symptom.presence_now)
                assert told_nothing == (None, None, None)
        form = report.form_of(survey)
        assert [(each.item, each.attribute) for each in survey.answers] == [
            (each.item, each.attribute) for each in whole.questions
        ]
        for answer, asked in zip(survey.answers, whole.questions, strict=True):
            if answer.missing is MissingReason.OPT_OUT:
                assert asked.answer is not None
                continue
            assert answer.missing == asked.missing, (answer, asked)
            if answer.attribute is not None and answer.value is not None:
                assert form is not None
                question = next(
                    each
                    for each in form.questions
                    if (each.item, each.attribute) == (answer.item, answer.attribute)
                )
                if whole.wording_language == "fr":
                    assert question.words(answer.value) == asked.answer
    return len(wanted)


def _acts_agree(
    made: Demonstration, query: FileQuery, report: Report, days: tuple[date, date]
) -> int:
    kinds = set(ActionKind) - NOT_REPORTED
    acts = _all(lambda cursor: action_page(query, kinds, 200, cursor))
    told = {act.id: act for alert in report.alerts for act in alert.acts}
    times = Counter(act.id for alert in report.alerts for act in alert.acts)
    wanted = {act.id: act for act in acts if _in(days, act.at)}
    assert set(times.values()) <= {1}
    assert wanted.keys() <= told.keys()
    assert {key: told[key] for key in wanted} == wanted
    mine = [each for each in made.alerts if each.row.patient_id == query.patient_id]
    since, until = (calendar.local(days[0], "00:00"), calendar.local(days[1], "23:59"))
    open_then = {
        each.row.id
        for each in mine
        if each.row.received_at <= until
        and (each.row.closed_at is None or each.row.closed_at >= since)
    }
    assert {each.id for each in report.alerts} == open_then | {
        act.alert_id for act in wanted.values()
    }
    return len(wanted)


def _notes_agree(query: FileQuery, report: Report, days: tuple[date, date]) -> int:
    asked = [TimelineKind.NOTE]
    entries = _all(lambda cursor: timeline_page(query, TimelineAsked(asked, None, 200, cursor)))
    wanted = {
        entry.id: entry.entry.content.text
        for entry in entries
        if entry.entry is not None
        and entry.entry.kind is EntryKind.NOTE
        and days[0].isoformat() <= entry.entry.began_on <= days[1].isoformat()
    }
    assert {each.id: each.text for each in report.notes} == wanted
    assert len(report.notes) == len(wanted)
    return len(wanted)


def test_every_survey_alert_act_and_note_of_the_period_is_in_it_once(small: Demonstration):
    caller, counted = caller_of(small), Counter[str]()
    for days in (EVER, SOME_WEEKS):
        with small.context.database.reading(Scope(small.centre_id)) as session:
            for patient in _followed(small):
                query = _query(small, session, caller, patient)
                report = report_of(query, days)
                label = monitoring.labels(session, small.context.keys, [patient])[patient]
                assert report.patient.label == label
                assert report.could_not_open == ()
                counted["surveys"] += _surveys_agree(query, report, days)
                counted["acts"] += _acts_agree(small, query, report, days)
                counted["notes"] += _notes_agree(query, report, days)

    assert counted["surveys"] > 200
    assert counted["acts"] > 50
    assert counted["notes"] > 0


def test_the_summary_of_everything_is_the_synthesis(small: Demonstration):
    caller = caller_of(small)
    with small.context.database.reading(Scope(small.centre_id)) as session:
        for patient in _followed(small):
            query = _query(small, session, caller, patient)
            drawn, summary = patient_series(query, None), report_of(query, EVER).summary
            if not drawn.answers or not any(drawn.answers):
                continue
            count = len(summary.weeks)
            assert list(summary.weeks) == drawn.weeks[:count]
            # A week that has begun and of which nothing came yet may stand in one of them only.
            assert not any(drawn.answers[count:])
            assert {each.item: each.grades for each in summary.symptoms} == {
                each.item: each.grades[:count] for each in drawn.symptoms
            }
            # What the team measured before the first survey is of the days that were asked for.
            begun = first_day_of(drawn.weeks[0])
            assert [each for each in summary.weights if each.on >= begun] == drawn.weights
            assert [each for each in summary.temperatures if each.on >= begun] == list(
                drawn.temperatures
            )


def test_a_summary_holds_nothing_from_outside_of_its_days(small: Demonstration):
    caller, measured = caller_of(small), 0
    with small.context.database.reading(Scope(small.centre_id)) as session:
        for patient in _followed(small):
            query = _query(small, session, caller, patient)
            report = report_of(query, SOME_WEEKS)
            summary, (first, last) = report.summary, SOME_WEEKS
            for each in (*summary.weights, *summary.ecog):
                assert first <= each.on <= last
                measured += 1
            answered = {
                place
                for column in summary.symptoms
                for place, grade in enumerate(column.grades)
                if grade is not None
            }
            assert len(answered) <= len(report.surveys)
            assert all(len(each.grades) == len(summary.weeks) for each in summary.symptoms)
            assert all(
                first - timedelta(days=6) <= week <= last + timedelta(days=6)
                for week in summary.weeks
            )

    assert measured > 20


def test_an_ins_is_in_it_where_the_identity_is_qualified_only(small: Demonstration):
    caller, qualified = caller_of(small), 0
    with small.context.database.reading(Scope(small.centre_id)) as session:
        for patient in _followed(small):
            known = small.patients[patient]
            told = report_of(_query(small, session, caller, patient), SOME_WEEKS).patient
            is_qualified = known.row.identity_status == "qualified"
            assert told.ins == (known.identity.ins if is_qualified else None)
            assert (told.ins_system == "1.2.250.1.213.1.4.11") is (told.ins is not None)
            qualified += told.ins is not None

    assert qualified > 0


def test_without_words_none_are_in_it(small: Demonstration):
    caller = caller_of(small)
    blocks = frozenset({ReportBlock.SURVEYS, ReportBlock.ACTIONS})
    with small.context.database.reading(Scope(small.centre_id)) as session:
        for patient in _followed(small):
            report = report_of(_query(small, session, caller, patient), EVER, blocks)
            assert report.comments == ()
            assert not any(
                each.item == "comment" for survey in report.surveys for each in survey.answers
            )
