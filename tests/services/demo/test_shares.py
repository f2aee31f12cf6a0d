"""The shares of a demonstration are those that were published (clinical.md 2), within bounds."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from services.alerts import worklist
from services.alerts.filters import NO_FILTER
from services.alerts.worklist_rows import Query
from services.contract.enums import (
    AlertKind,
    AlertLevel,
    AlertState,
    Role,
    WorklistSort,
    WorklistView,
)
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Account
from services.demo import calendar
from services.demo.calendar import ZONE
from services.security.caller import Caller


def caller_of(made, username, unit):
    with made.context.database.reading(NO_CENTRE) as session:
        account_id = session.scalars(select(Account.id).where(Account.username == username)).one()
    return Caller(
        principal_id=account_id,
        account_id=account_id,
        role=Role.NURSE,
        credential_scope=None,
        centre_id=made.centre_id,
        unit_ids=frozenset([made.units[unit]]),
        session_id=None,
        device_id=None,
        request_id="test",
    )


def counts_of(made, username, unit):
    caller = caller_of(made, username, unit)
    with made.context.database.reading(Scope(made.centre_id)) as session:
        return worklist.counts(Query(session, made.context, caller, calendar.PRESENT))


def rows_of(made, username, unit, view):
    wanted = worklist.Wanted(view, WorklistSort.LEVEL, NO_FILTER, 100, None)
    caller = caller_of(made, username, unit)
    with made.context.database.reading(Scope(made.centre_id)) as session:
        query = Query(session, made.context, caller, calendar.PRESENT)
        return worklist.page(query, wanted).items


def test_the_queue_of_the_picture_is_as_in_the_picture(small):
    counts = counts_of(small, "claire.morvan", 0)
    assert (counts.todo, counts.alerts, counts.overdue) == (13, 14, 2)
    names = [
        row.patient.family_name for row in rows_of(small, "claire.morvan", 0, WorklistView.TODO)
    ]
    assert names[:5] == ["KERMARREC", "BENHADDOU", "LE BIHAN", "MARCHAND", "NGUYEN"]


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_demonstration_that_people_see_has_the_counts_of_the_picture(whole):
    counts = counts_of(whole, "claire.morvan", 0)
    assert (counts.todo, counts.alerts, counts.overdue) == (13, 14, 2)
    assert (counts.mine, counts.closed) == (4, 31)


def test_the_other_unit_has_an_answer_that_could_not_be_evaluated(small):
    rows = rows_of(small, "nadia.kermoal", 1, WorklistView.TODO)
    assert [row.kind for row in rows].count(AlertKind.TECHNICAL) == 1
    assert rows[0].kind is AlertKind.TECHNICAL


def test_who_has_just_been_enrolled_without_a_qualified_identity_waits_at_level_info(small):
    rows = rows_of(small, "nadia.kermoal", 1, WorklistView.TODO)
    identities = [row for row in rows if row.kind is AlertKind.IDENTITY]

    assert [row.patient.family_name for row in identities] == [
        "GUILLOU",
        "STEPHAN",
        "ABGRALL",
        "OMNÈS",
    ]
    assert {row.level for row in identities} == {AlertLevel.INFO}
    assert [row for row in rows[-5:] if row.kind is not AlertKind.NOTICE] == identities


def test_nine_surveys_in_ten_are_answered(large):
    ripe = calendar.PRESENT - timedelta(hours=60)
    answered = sum(answer.authored_at < ripe for answer, _ in large.answers)
    assert 0.85 <= answered / large.sent <= 0.95


def test_a_third_of_the_answers_raise_an_alert(large):
    assert 0.29 <= len(large.alerts) / len(large.answers) <= 0.39


def test_one_alert_in_ten_is_called_urgent_by_those_who_feel_worse(large):
    urgent = [each for each in large.alerts if each.content.get("urgency") == "urgent"]
    assert 0.06 <= len(urgent) / len(large.alerts) <= 0.15

    marked = {grade.answer_id for grade in large.grades if (grade.grade or 0) >= 2}
    urgent_marked = sum(each.row.answer_id in marked for each in urgent)
    assert urgent_marked >= 0.75 * len(urgent)


def test_nausea_is_worst_in_the_first_week_of_a_cycle(large):
    by_week: dict[bool, list[int]] = {True: [], False: []}
    for grade in large.grades:
        on = grade.authored_at.astimezone(ZONE).date()
        started = [day for day in large.patients[grade.patient_id].cycle_days if day <= on]
        if grade.item == "nausea" and grade.grade is not None and started:
            by_week[(on - max(started)).days < 7].append(grade.grade)
    first, later = (sum(by_week[key]) / len(by_week[key]) for key in (True, False))
    assert first > 1.4 * later


def test_the_past_is_not_perfect(large):
    closed = [each.row for each in large.alerts if each.row.state is AlertState.CLOSED]
    late = [row for row in closed if (row.acknowledged_at or row.closed_at) > row.due_at]
    slow = [row for row in closed if row.closed_at - row.received_at > timedelta(hours=48)]
    assert 0.02 <= len(late) / len(closed) <= 0.2
    assert 0.02 <= len(slow) / len(closed) <= 0.25


def test_nothing_lies_after_the_present(large):
    assert all(act.at <= calendar.PRESENT for each in large.alerts for act, _ in each.acts)


def test_two_demonstrations_of_one_seed_hold_the_same(small_on_sqlite, small_on_postgres):
    assert _content(small_on_sqlite) == _content(small_on_postgres)


def _content(made):
    numbers = {key: known.identity.record_number for key, known in made.patients.items()}
    answers = Counter(
        (numbers[answer.patient_id], answer.received_at, repr(said))
        for answer, said in made.answers
    )
    acts = Counter(
        (numbers[each.row.patient_id], act.at, act.kind, repr(act.codes), repr(detail))
        for each in made.alerts
        for act, detail in each.acts
    )
    return answers, acts
