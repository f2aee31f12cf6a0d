"""Hours and days as a patient would say them."""

from datetime import UTC, date, datetime

import pytest

from resources.wording import Wording
from services.centres.opening_hours import DEFAULT_OPENING_HOURS, read_opening_hours
from services.portal.hours import clock, hours_in_words, long_moment, past_day, past_moment

FRENCH, ENGLISH = Wording("fr", "Europe/Paris"), Wording("en", "Europe/Paris")


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("minute", "french", "english"),
    [
        (0, "0 h", "0:00"),
        (8 * 60, "8 h", "8:00"),
        (8 * 60 + 30, "8 h 30", "8:30"),
        (12 * 60 + 5, "12 h 05", "12:05"),
        (23 * 60 + 59, "23 h 59", "23:59"),
    ],
)
def test_a_minute_of_the_day_is_said_as_it_is_spoken(minute: int, french: str, english: str):
    assert _plain(clock(minute, FRENCH)) == french
    assert _plain(clock(minute, ENGLISH)) == english


def test_a_number_stays_with_its_word():
    assert " " not in clock(510, FRENCH)
    assert " " not in clock(510, ENGLISH)


def test_days_of_the_same_hours_are_one_stretch():
    hours = read_opening_hours("Europe/Paris", DEFAULT_OPENING_HOURS)

    assert _plain(hours_in_words(hours.first, FRENCH)) == "du lundi au vendredi de 8 h à 18 h"
    assert _plain(hours_in_words(hours.first, ENGLISH)) == "Monday to Friday from 8:00 to 18:00"


def test_a_moment_is_of_the_centres_own_time():
    instant = datetime(2025, 11, 18, 9, 42, tzinfo=UTC)

    assert _plain(long_moment(instant, FRENCH)) == "mardi 18 novembre à 10 h 42"
    assert _plain(long_moment(instant, ENGLISH)) == "Tuesday 18 November at 10:42"


def test_what_may_be_long_ago_has_its_year():
    day, instant = date(2025, 11, 18), datetime(2025, 12, 31, 23, 30, tzinfo=UTC)

    assert _plain(past_day(day, FRENCH)) == "mardi 18 novembre 2025"
    assert _plain(past_day(day, ENGLISH)) == "Tuesday 18 November 2025"
    assert _plain(past_moment(instant, FRENCH)) == "jeudi 1er janvier 2026 à 0 h 30"
    assert _plain(past_moment(instant, ENGLISH)) == "Thursday 1 January 2026 at 0:30"
