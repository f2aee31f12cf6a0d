"""When a session is over (R-SES-02)."""

from datetime import timedelta

import pytest

from services.security.session_life import Ending, SessionLife, ending_of, session_over
from services.settings import Settings
from tests.support.service import START

SETTINGS = Settings()


def _life(*, ended: bool = False, reason: str | None = None, withdrawn: bool = False):
    return SessionLife(START, START, START if ended else None, reason, withdrawn)


@pytest.mark.parametrize(
    ("after", "ending"),
    [
        (timedelta(), None),
        (timedelta(minutes=29, seconds=59), None),
        (timedelta(minutes=30), Ending.IDLE),
        (timedelta(days=400), Ending.LIMIT),
        (-timedelta(days=2), None),
    ],
)
def test_a_session_without_acts_ends_after_30_minutes(after: timedelta, ending: Ending | None):
    assert ending_of(_life(), START + after, SETTINGS) == ending


@pytest.mark.parametrize(
    ("after", "ending"),
    [(timedelta(hours=12, seconds=-1), None), (timedelta(hours=12), Ending.LIMIT)],
)
def test_a_session_in_use_ends_after_12_hours(after: timedelta, ending: Ending | None):
    life = SessionLife(START, START + after - timedelta(seconds=1), None, None, withdrawn=False)

    assert ending_of(life, START + after, SETTINGS) == ending


def test_a_withdrawn_or_ended_session_is_over_at_once():
    assert ending_of(_life(withdrawn=True), START, SETTINGS) == Ending.WITHDRAWN
    assert ending_of(_life(ended=True), START, SETTINGS) == Ending.WITHDRAWN
    assert ending_of(_life(ended=True, reason="idle"), START, SETTINGS) == Ending.IDLE


@pytest.mark.parametrize("ending", [*Ending, "a reason of a later release"])
def test_only_idleness_is_told_apart(ending: str):
    expected = "session_idle" if ending == Ending.IDLE else "session_ended"

    assert (session_over(ending).status, session_over(ending).code) == (401, expected)
