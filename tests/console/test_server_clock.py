"""The service's time by a steady clock."""

from datetime import timedelta

import pytest

from console.server_clock import ServerClock
from tests.console import made


def test_time_goes_on_from_what_was_told(steady):
    clock = ServerClock(steady)
    clock.learn(made.NOW)
    steady.s += 90

    assert clock.now() == made.NOW + timedelta(seconds=90)


def test_before_the_first_answer_nobody_knows_the_time(steady):
    clock = ServerClock(steady)

    assert not clock.is_known
    with pytest.raises(LookupError):
        clock.now()


def test_a_delayed_answer_does_not_make_time_stutter(steady):
    clock = ServerClock(steady)
    clock.learn(made.NOW)
    steady.s += 10
    clock.learn(made.NOW + timedelta(seconds=9.7))

    assert clock.now() == made.NOW + timedelta(seconds=10)


def test_a_real_step_is_taken(steady):
    clock = ServerClock(steady)
    clock.learn(made.NOW)
    clock.learn(made.NOW - timedelta(hours=1))

    assert clock.now() == made.NOW - timedelta(hours=1)


def test_the_date_of_the_workstation_is_never_asked_for(steady, monkeypatch):
    clock = ServerClock(steady)
    clock.learn(made.NOW)
    monkeypatch.setattr("time.time", lambda: pytest.fail("asked the workstation's date"))

    assert clock.now() == made.NOW
