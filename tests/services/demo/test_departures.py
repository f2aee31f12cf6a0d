"""Some of the demonstration were archived the day before: one for each reason, one came back."""

import pytest
from sqlalchemy import select

from services.archiving import told
from services.contract.archive_enums import ArchiveReason
from services.contract.enums import AlertState, Monitoring
from services.contract.week_enums import MessageChannel, MessageState
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.archiving import Archive
from tests.services.demo.conftest import Demonstration


def archives(made: Demonstration) -> list[Archive]:
    """Everybody who was archived, in order."""
    with made.context.database.reading(Scope(made.centre_id)) as session:
        found = session.scalars(select(Archive).order_by(Archive.archived_at)).all()
        session.expunge_all()
    return list(found)


@pytest.mark.parametrize("name", ["large", pytest.param("whole", marks=pytest.mark.slow)])
def test_one_left_for_each_reason_and_one_came_back(name: str, request: pytest.FixtureRequest):
    made: Demonstration = request.getfixturevalue(name)
    found = archives(made)
    standing = [each for each in found if each.restored_at is None]

    assert {each.reason for each in standing} == set(ArchiveReason)
    assert len(found) == len(standing) + 1
    states = {key: known.row.monitoring for key, known in made.patients.items()}
    assert {states[each.patient_id] for each in standing} == {Monitoring.ENDED}
    assert {each.patient_id for each in standing} == {
        key for key, state in states.items() if state is Monitoring.ENDED
    }
    [back] = [each for each in found if each.restored_at is not None]
    assert states[back.patient_id] is Monitoring.ACTIVE
    [dead] = [each for each in standing if each.died_on is not None]
    assert dead.reason is ArchiveReason.DEATH


def test_all_know_but_one_who_is_work_of_the_other_unit(large: Demonstration):
    found = [each for each in archives(large) if each.restored_at is None]
    with large.context.database.reading(Scope(large.centre_id)) as session:
        messages = told.messages_of(session, [each.id for each in found])
        known = {each.id: told.is_told(each, messages[each.id]) for each in found}
        [untold] = [each for each in found if known[each.id] is False]
        states = {each.channel: each.state for each in messages[untold.id]}
        open_ones = session.scalars(
            select(Alert).where(
                Alert.patient_id.in_([each.patient_id for each in found]),
                Alert.state != AlertState.CLOSED,
            )
        ).all()

    assert states[MessageChannel.APP] is MessageState.QUEUED
    assert states[MessageChannel.SMS] is MessageState.FAILED
    assert [(each.patient_id, each.unit_id) for each in open_ones] == [
        (untold.patient_id, large.units[1])
    ]


def test_nobody_has_answered_since(large: Demonstration):
    left = {each.patient_id: each.archived_at for each in archives(large)}
    late = [
        answer
        for answer, _ in large.answers
        if answer.patient_id in left and answer.received_at >= left[answer.patient_id]
    ]

    assert late == []
