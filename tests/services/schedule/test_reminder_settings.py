"""What a centre sets of its reminders, and what it cannot: H-09, the alert on silence comes three
days after a patient was told, whatever stands in a setting, and nobody is reminded more than twice.
"""

from datetime import timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, update

from services.centres.reminders import ReminderTimes, reminder_times
from services.contract.centre_settings import CentreSection
from services.contract.reminder_settings import (
    EARLIEST_REMINDER_H,
    LATEST_REMINDER_H,
    REMINDERS_APART_H,
)
from services.contract.week_enums import MessageKind
from services.db.tables.centres import CentreSetting
from services.ids import new_id
from services.schedule.steps import steps_of
from tests.services.centres.test_centre_settings import change, history, section, undo
from tests.services.schedule.conftest import PARIS, Weeks, local

OPENED = "2025-11-17 09:00"
SILENT = "2025-11-20 09:00"
OPEN, FIRST, SECOND = (
    MessageKind.SURVEY_OPEN,
    MessageKind.REMINDER,
    MessageKind.SECOND_REMINDER,
)
UNREADABLE: list[Any] = [
    {},
    [],
    "x",
    {"section": "reminders", "hours": []},
    {"section": "reminders", "hours": [1, 2, 3, 4, 5, 6]},
    {"section": "reminders", "hours": [96]},
    {"section": "reminders", "hours": [24, 25]},
    {"section": "reminders", "hours": ["24"]},
    {"section": "reminders", "hours": [24, 48], "silence": 240},
]


def reminders(*hours: Any) -> dict[str, Any]:
    """A content."""
    return {"section": "reminders", "hours": list(hours)}


def sets(weeks: Weeks, *hours: int, on: str | None = None) -> Any:
    """What the administrator writes."""
    weeks.service.stay_signed_in()
    answer = change(weeks.service, reminders(*hours), on=on)
    assert answer.status_code == 200, answer.text
    return answer.json()


def stored(weeks: Weeks, content: Any, since: str) -> None:
    """A version that no console wrote."""
    weeks.run(
        insert(CentreSetting).values(
            id=new_id(),
            centre_id=weeks.service.centre.id,
            section=CentreSection.REMINDERS,
            version=1,
            content=content,
            effective_from=local(since),
            made_by=weeks.service.centre.accounts["admin"],
            made_at=local(since),
        )
    )


def through(weeks: Weeks, until: str = SILENT) -> None:
    """Every hour from the opening to a minute before the end, then the end itself."""
    now = local(OPENED)
    while now < local(until):
        weeks.at(now)
        now += timedelta(hours=1)
    weeks.at(local(until) - timedelta(minutes=1))
    assert weeks.alerts() == []
    weeks.at(until)


def test_one_reminder_leaves_at_its_hour_and_the_alert_stays_where_it_was(asked: Weeks):
    sets(asked, 36)
    asked.at(OPENED)
    asked.at("2025-11-18 20:59")
    assert asked.messages() == [OPEN]
    asked.at("2025-11-18 21:00")
    assert asked.messages() == [OPEN]
    asked.at("2025-11-19 08:00")
    assert asked.messages() == [OPEN, FIRST]
    through(asked)

    assert asked.messages() == [OPEN, FIRST]
    assert len(asked.alerts()) == 1


def test_two_reminders_at_hours_of_the_day_that_patients_are_awake(asked: Weeks):
    sets(asked, 12, 36)
    through(asked)
    sent = [each.created_at for each in asked.letters()]

    assert asked.messages() == [OPEN, FIRST, SECOND]
    assert sent == [local(OPENED), local("2025-11-18 08:00"), local("2025-11-19 08:00")]
    assert len(asked.alerts()) == 1


def test_what_was_asked_before_keeps_its_own(asked: Weeks):
    asked.at(OPENED)
    sets(asked, 36)
    asked.at("2025-11-18 09:00")
    asked.at("2025-11-19 09:00")
    assert asked.messages() == [OPEN, FIRST, SECOND]
    asked.at("2025-11-24 09:00")
    asked.at("2025-11-25 09:00")
    assert asked.messages()[3:] == [OPEN]
    asked.at("2025-11-26 08:00")
    asked.at("2025-11-26 09:00")
    assert asked.messages()[3:] == [OPEN, FIRST]


def test_a_version_that_is_planned_counts_for_what_is_asked_from_its_day_on(asked: Weeks):
    later = sets(asked, 48, on="2025-11-24")
    assert later["planned"]["content"]["hours"] == [48]
    asked.at(OPENED)
    asked.at("2025-11-18 09:00")
    asked.at("2025-11-19 09:00")
    asked.at("2025-11-24 09:00")
    asked.at("2025-11-25 09:00")
    assert asked.messages() == [OPEN, FIRST, SECOND, OPEN]
    asked.at("2025-11-26 09:00")
    assert asked.messages() == [OPEN, FIRST, SECOND, OPEN, FIRST]


def test_a_planned_version_that_was_taken_back_never_counts(asked: Weeks):
    later = sets(asked, 48, on="2025-11-17")
    assert undo(asked.service, "reminders", 1, later["revision"]).status_code == 200
    asked.at(OPENED)
    asked.at("2025-11-18 09:00")

    assert asked.messages() == [OPEN, FIRST]


@pytest.mark.parametrize("content", UNREADABLE)
def test_a_setting_that_cannot_be_read_is_the_usual_one(asked: Weeks, content: Any):
    stored(asked, content, "2025-11-01 00:00")
    asked.at(OPENED)
    asked.at("2025-11-18 09:00")
    asked.at("2025-11-19 09:00")
    asked.at(SILENT)

    assert asked.messages() == [OPEN, FIRST, SECOND]
    assert len(asked.alerts()) == 1
    asked.service.stay_signed_in()
    assert section(asked.service, "reminders")["in_force"]["content"]["hours"] == [24, 48]


def _allowed() -> list[tuple[int, ...]]:
    hours = range(EARLIEST_REMINDER_H, LATEST_REMINDER_H + 1)
    pairs = [pair for pair in product(hours, repeat=2) if pair[1] - pair[0] >= REMINDERS_APART_H]
    return [*((each,) for each in hours), *pairs]


@pytest.mark.parametrize(
    "told", ["2025-11-17 06:00", "2025-11-17 19:59", "2025-11-17 22:00", "2026-03-28 09:00",
             "2026-03-28 22:00", "2026-10-24 06:00", "2026-10-24 22:00"]
)  # fmt: skip
def test_nothing_that_may_be_set_reaches_the_alert_or_comes_after_it(told: str):
    at = local(told)
    usual = steps_of(at, at, (), PARIS)
    for hours in _allowed():
        steps = steps_of(at, at, (), PARIS, hours)
        assert steps.silent_at == usual.silent_at, hours
        assert len(steps.reminders) == len(hours) <= 2
        assert at < steps.reminders[0], hours
        assert max(steps.reminders) < steps.silent_at, hours
        assert list(steps.reminders) == sorted(set(steps.reminders)), hours


def test_a_reminder_of_its_own_hour_never_comes_by_night():
    at = local(OPENED)
    for hours in _allowed():
        for reminder in steps_of(at, at, (), PARIS, hours).reminders:
            assert 8 <= reminder.astimezone(ZoneInfo("Europe/Paris")).hour < 20, hours


def test_what_may_be_due_is_looked_for_early_enough():
    opened = local(OPENED)
    for hours in _allowed():
        times = ReminderTimes(((opened - timedelta(days=1), hours),))
        for number, due in enumerate(steps_of(opened, opened, (), PARIS, hours).reminders):
            soonest = times.soonest(number, opened - timedelta(hours=1))
            assert soonest is not None
            assert opened + timedelta(hours=soonest) <= due


@pytest.mark.parametrize(
    "hours",
    [(), (11,), (49,), (72,), (24, 49), (24, 47), (48, 24), (12, 24, 48), (24.5,), ("24",), (-24,),
     (24, 24), (0,)],
)  # fmt: skip
def test_what_would_reach_the_alert_or_press_patients_is_refused(weeks: Weeks, hours):
    refused = change(weeks.service, reminders(*hours))

    assert refused.status_code == 422, refused.text
    assert history(weeks.service, "reminders") == [(0, "in_force")]


def test_the_alert_itself_has_no_setting(weeks: Weeks):
    refused = change(weeks.service, reminders(24, 48) | {"silence_hours": 120})

    assert refused.status_code == 422


@pytest.mark.parametrize("who", ["nurse", "oncologist", "manager"])
def test_only_an_administrator_sets_them_and_who_was_late_is_told(weeks: Weeks, who: str):
    assert change(weeks.service, reminders(24), 0, who=who).status_code == 403
    assert change(weeks.service, reminders(24), 0).status_code == 200
    assert change(weeks.service, reminders(36), 0).status_code == 412
    with weeks.reading() as session:
        times = reminder_times(session, weeks.service.centre.id)
    assert times.of(weeks.now + timedelta(minutes=1)) == (24,)


def test_the_next_reminder_that_is_shown_is_the_one_that_leaves(asked: Weeks):
    sets(asked, 36)
    asked.at(OPENED)
    asked.service.stay_signed_in()
    answer = asked.service.client.get(
        f"/api/v1/patients/{asked.patient}/windows", headers=asked.service.as_("nurse")
    )
    [week] = [each for each in answer.json()["items"] if each["state"] == "open"]
    shown = [each.replace("Z", "+00:00") for each in week["planned_reminders"]]

    assert shown == [local("2025-11-19 08:00").isoformat()]
    assert week["silent_at"].replace("Z", "+00:00") == local(SILENT).isoformat()


def test_a_version_that_breaks_while_a_questionnaire_waits_changes_no_alert(asked: Weeks):
    sets(asked, 12)
    asked.at(OPENED)
    asked.run(update(CentreSetting).values(content={"section": "reminders", "hours": [9000]}))
    through(asked)

    assert asked.messages() == [OPEN, FIRST, SECOND]
    assert len(asked.alerts()) == 1
