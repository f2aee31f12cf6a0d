"""Days of the calendar in a file: what lasts, what is half known, and days of 23 or 25 hours."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.answers.released import released
from services.answers.rule_sets import activate, store
from services.contract.enums import EventType
from services.contract.record import EventContent, WeightContent
from services.db.scope import Scope
from tests.services.answers.test_rule_sets import another, release_of

PARIS = ZoneInfo("Europe/Paris")
STAY, SCAN = EventType.HOSPITALISATION, EventType.IMAGING
SEVERE, NONE = ({"diarrhoea": {"frequency": each}} for each in (4, 0))
# The weeks of a day when the clocks went forward, and of one when they went back.
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant on the wall clock of the centre."""
    return datetime.combine(day, time(hour, minute), PARIS).astimezone(UTC)


def seen_on(file: Any, day: date) -> None:
    """Has it be noon of a day, with everybody signed in."""
    file.service.clock.set(at(day, 12))
    file.service.stay_signed_in()


def survey(file: Any, instant: datetime, symptoms: Any = None, **changes: Any) -> Any:
    """An answer written at an instant."""
    return file.answer(symptoms, authored_at=instant.isoformat(), **changes)


# The period begins on 27 September 2025 and is read on 18 November.
@pytest.mark.parametrize(
    ("event", "began", "ended", "last"),
    [
        (STAY, "2025-06-01", None, None),
        (STAY, "2024", None, None),
        (STAY, "2025-06-01", "2025-09-27", "2025-09-27"),
        (STAY, "2025-01-10", "2025", "2025-12-31"),
        (STAY, "2025-02-01", "2025-09", "2025-09-30"),
        (STAY, "2025-11-02", "2025-11", "2025-11-30"),
        (SCAN, "2025", None, "2025-12-31"),
        (SCAN, "2025-09", None, "2025-09-30"),
        (SCAN, "2025-09-27", None, "2025-09-27"),
    ],
)
def test_an_event_that_may_have_touched_the_period_is_in_it(file, event, began, ended, last):
    file.note(EventContent(event=event), began, ended)

    [found] = file.series(weeks=8)["events"]

    assert (found["last"], found["until"]) == (last, ended)
    assert found["known"] == (None if len(began) == 10 else began)
    assert last is None or found["on"] <= last


@pytest.mark.parametrize(
    ("event", "began", "ended"),
    [
        (STAY, "2025-06-01", "2025-09-26"),
        (STAY, "2025-02-01", "2025-08"),
        (STAY, "2024-02", "2024"),
        (SCAN, "2025-09-26", None),
        (SCAN, "2025-08", None),
        (SCAN, "2024", None),
        (SCAN, "2026-01-01", None),
    ],
)
def test_an_event_that_was_over_or_not_begun_is_not(file, event, began, ended):
    file.note(EventContent(event=event), began, ended)
    file.note(WeightContent(kg=70), "2025-09-26")
    file.note(WeightContent(kg=71), "2025-09-27")

    found = file.series(weeks=8)

    assert found["events"] == []
    assert [each["value"] for each in found["weights"]] == [71]


@pytest.mark.parametrize("clocks", [SPRING, AUTUMN])
def test_a_day_of_another_length_moves_no_survey_into_another_week(file, clocks):
    seen_on(file, clocks - timedelta(days=25))
    days = [clocks - timedelta(weeks=ago) for ago in (2, 1, 0)]
    receipts = []
    for day, (hour, minute) in zip(days, [(0, 0), (23, 59), (23, 59)], strict=True):
        seen_on(file, day + timedelta(days=1))
        receipts.append(survey(file, at(day, hour, minute), weight={"value": 70, "unit": "kg"}))

    found = file.series(weeks=3)

    assert found["weeks"] == [day.isoformat() for day in days]
    assert found["answers"] == [[each["id"]] for each in receipts]
    assert [each["on"] for each in found["weights"]] == found["weeks"]


@pytest.mark.parametrize("clocks", [SPRING, AUTUMN])
def test_a_timeline_until_a_day_of_another_length_ends_with_that_day(file, clocks):
    seen_on(file, clocks - timedelta(days=2))
    survey(file, at(clocks - timedelta(days=3), 12))
    seen_on(file, clocks + timedelta(days=2))
    within = [survey(file, at(clocks, *each))["id"] for each in ((0, 0), (2, 30), (23, 59))]
    survey(file, at(clocks + timedelta(days=1), 0, 0))
    noted = file.note(EventContent(event=SCAN), clocks.isoformat())

    items = file.read("timeline", until=clocks.isoformat(), kind=["answer", "record"], limit=4)

    listed = [each["id"] for each in items["items"]]
    assert listed[:2] == [within[2], within[1]]
    assert set(listed[2:]) == {within[0], str(noted)}


@pytest.mark.parametrize("clocks", [SPRING, AUTUMN])
def test_of_the_rules_of_one_day_the_last_ones_draw_the_zone(file, clocks):
    seen_on(file, clocks)
    centre, now = file.service.centre.id, file.service.clock.now()
    rules = [each for each in another(3)["rules"] if each["id"] != "DIA-02"]
    with file.service.context.database.writing(Scope(centre)) as session:
        store(session, now, released())
        store(session, now, release_of(another(3, rules=rules)))
        activate(session, centre, "default-2", at(clocks - timedelta(days=20), 12))
        activate(session, centre, "default-3", at(clocks, 0, 30))
        activate(session, centre, "default-2", at(clocks, 4))
        activate(session, centre, "default-3", at(clocks, 23, 59))
    seen_on(file, clocks + timedelta(days=2))
    survey(file, file.service.clock.now(), SEVERE)

    zones = file.column("diarrhoea", weeks=2)["zones"]

    assert [each["since"] for each in zones][1:] == [clocks.isoformat()]
    assert [each["zone"]["rule_id"] == "DIA-02" for each in zones] == [True, False]


def test_rules_that_were_taken_back_on_the_same_day_are_no_change(file):
    seen_on(file, SPRING)
    centre, now = file.service.centre.id, file.service.clock.now()
    rules = [each for each in another(3)["rules"] if each["id"] != "DIA-02"]
    with file.service.context.database.writing(Scope(centre)) as session:
        store(session, now, released())
        store(session, now, release_of(another(3, rules=rules)))
        activate(session, centre, "default-2", at(date(2026, 1, 1), 12))
        activate(session, centre, "default-3", at(SPRING, 8))
        activate(session, centre, "default-2", at(SPRING, 9))
    survey(file, now, SEVERE)

    [zone] = file.column("diarrhoea", weeks=4)["zones"]

    assert zone["zone"]["rule_id"] == "DIA-02"


@pytest.mark.parametrize(
    ("days_before", "shown"), [(3, 3), (7, 7), (8, 0), (-6, -6), (-8, 0), (None, 0)]
)
def test_a_temperature_is_drawn_on_the_day_on_which_its_alert_shows_it(file, days_before, shown):
    written = file.service.clock.now()
    taken = None if days_before is None else at(file.days_ago(days_before), 8).isoformat()
    reading = {"value": 39.5, "unit": "Cel", "measured_at": taken}
    receipt = survey(file, written, SEVERE, temperatures=[reading])

    [drawn] = file.series()["temperatures"]

    assert drawn["on"] == file.days_ago(shown).isoformat()
    [listed] = file.intake.detail(receipt["alert_id"])["survey"]["temperatures"]
    is_long_before = days_before is not None and days_before > 7
    assert (listed["measured_at"][:10] == drawn["on"]) is not is_long_before
