"""Contact with the service, and how old the copy is."""

from datetime import timedelta

import pytest

from tests.console import made


@pytest.fixture
def lost(connection, qtbot):
    """Contact at 10:42, and none since."""
    connection._clock.learn(made.NOW)
    connection.report(True)
    connection.report(False)
    qtbot.wait(0)
    return connection


def test_one_lost_call_is_not_yet_said(lost, steady):
    assert not lost.is_online
    assert not lost.shows_offline
    steady.s += 5
    assert lost.shows_offline


def test_the_banner_turns_red_after_a_quarter_of_an_hour(lost, steady):
    steady.s += 15 * 60 - 1
    assert not lost.is_long_offline
    steady.s += 1
    assert lost.is_long_offline


def test_since_when_and_how_old_is_told_in_the_services_time(lost, steady):
    steady.s += 120

    assert lost.offline_since == made.NOW
    assert lost.last_contact == made.NOW
    assert lost.copy_age() == timedelta(minutes=2)


def test_time_alone_is_told_when_it_changes_something(lost, steady, heard):
    lost.changed.connect(heard.hear)
    lost.look()
    assert len(heard.calls) == 0
    steady.s += 5
    lost.look()
    lost.look()
    assert len(heard.calls) == 1
    steady.s += 60
    lost.look()
    assert len(heard.calls) == 2


def test_contact_again_is_told(lost, qtbot):
    with qtbot.waitSignal(lost.changed):
        lost.report(True)

    assert lost.is_online
    assert lost.offline_since is None


def test_a_copy_of_half_a_day_may_no_longer_be_read(lost, steady, heard):
    lost.copy_expired.connect(heard.hear)
    steady.s += 12 * 3600 - 1
    lost.look()
    assert len(heard.calls) == 0

    steady.s += 1
    lost.look()
    lost.look()
    assert len(heard.calls) == 1
    assert lost.is_copy_expired
