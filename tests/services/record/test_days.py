"""The dates of a record: half-known ones are taken, impossible ones are refused with a reason."""

from datetime import UTC, date, datetime

import pytest

from services.contract.enums import DatePrecision
from services.record.partial_dates import Known, known, last_day, written
from tests.services.record.conftest import DIAGNOSIS, Record, problem, refused

# The clock of the tests stands at 2025-11-18; the patient was born on 1958-03-14.
SICK_LEAVE = {"kind": "work_status", "status": "sick_leave"}
EVENT = {"kind": "event", "event": "imaging"}
WEIGHT = {"kind": "weight", "kg": 61}


@pytest.mark.parametrize(
    ("began_on", "ended_on"),
    [
        ("2025", None),
        ("2025-11", None),
        ("2025-11-18", None),
        ("2025-11-18", "2025"),
        ("2025-11-18", "2025-11"),
        ("2025-06", "2025-06"),
        ("1958", None),
        ("1958-03", None),
        ("1958-03-14", "1958-03-14"),
    ],
)
def test_a_half_known_date_is_taken_as_far_as_it_is_known(
    sqlite_record: Record, began_on: str, ended_on: str | None
):
    made = sqlite_record.made("entries", DIAGNOSIS | {"began_on": began_on, "ended_on": ended_on})

    assert (made["began_on"], made["ended_on"]) == (began_on, ended_on)


@pytest.mark.parametrize(
    ("content", "began_on", "ended_on", "field", "reason"),
    [
        (EVENT, "2025-02-30", None, "began_on", "no_such_day"),
        (EVENT, "0000", None, "began_on", "no_such_day"),
        (EVENT, "1899-12-31", None, "began_on", "before_1900"),
        (EVENT, "2025-11-19", None, "began_on", "in_the_future"),
        (EVENT, "2025-12", None, "began_on", "in_the_future"),
        (EVENT, "2026", None, "began_on", "in_the_future"),
        (EVENT, "1958-03-13", None, "began_on", "before_birth"),
        (EVENT, "1957", None, "began_on", "before_birth"),
        (EVENT, "2025-11-10", "2025-11-09", "ended_on", "before_beginning"),
        (EVENT, "2025-11", "2025-10", "ended_on", "before_beginning"),
        (EVENT, "2025-11-10", "2025-11-19", "ended_on", "in_the_future"),
        (EVENT, "2025-11-10", "2025-11-31", "ended_on", "no_such_day"),
        (SICK_LEAVE, "2025-11-19", None, "began_on", "in_the_future"),
        (SICK_LEAVE, "2025-11-10", "2028-01-01", "ended_on", "too_far"),
        (WEIGHT, "2025-11", None, "began_on", "day_required"),
        (WEIGHT, "2025-11-10", "2025-11-10", "ended_on", "unexpected"),
        ({"kind": "note", "text": "Vue."}, "2025", None, "began_on", "day_required"),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_its_reason(
    sqlite_record: Record, content, began_on, ended_on, field: str, reason: str
):
    body = {"began_on": began_on, "ended_on": ended_on, "content": content}

    assert problem(sqlite_record.post("entries", body)) == refused(field, reason)
    assert sqlite_record.get("record")["entries"] == []


@pytest.mark.parametrize("text", ["", "25", "2025-13", "2025-1-1", "2025-11-18T10:00", "hier"])
def test_what_is_no_date_is_refused(sqlite_record: Record, text: str):
    answer = sqlite_record.post("entries", DIAGNOSIS | {"began_on": text})

    assert problem(answer)[2:] == ("began_on", "string_pattern_mismatch")


def test_a_sick_leave_ends_when_it_was_prescribed_to_end(sqlite_record: Record):
    body = {"began_on": "2025-11-10", "ended_on": "2026-01-15", "content": SICK_LEAVE}

    assert sqlite_record.made("entries", body)["ended_on"] == "2026-01-15"


def test_today_is_that_of_the_centre(record: Record):
    """Half an hour before midnight in Greenwich it is the next day in Paris."""
    record.service.clock.set(datetime(2025, 11, 18, 23, 30, tzinfo=UTC))
    record.service.stay_signed_in()

    assert record.made("entries", {"began_on": "2025-11-19", "content": WEIGHT})["version"] == 1


@pytest.mark.parametrize(
    ("text", "day", "precision", "last"),
    [
        ("2024", date(2024, 1, 1), DatePrecision.YEAR, date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), DatePrecision.MONTH, date(2024, 2, 29)),
        ("2024-02-29", date(2024, 2, 29), DatePrecision.DAY, date(2024, 2, 29)),
    ],
)
def test_what_a_written_date_means(text: str, day: date, precision: DatePrecision, last: date):
    meant = known(text)

    assert meant == Known(day, precision)
    assert last_day(meant) == last
    assert written(*meant) == text
