"""What nurses do to the weeks of a patient, over HTTP: plan, pauses, an extra message (S-04)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from services.contract.enums import Monitoring
from services.contract.week_enums import ConsentChoice, MessageKind, PauseReason
from services.db.tables.edge import JournalEntry
from services.db.tables.schedule import SurveyWindow
from services.schedule.ending import stop
from tests.services.schedule.conftest import Weeks, local, plan_from
from tests.support.answers import answer_json

MONDAY = "2025-11-17 09:00"
PLAN = {
    "questionnaire": "vigie-weekly",
    "rhythm": "week",
    "weekday": 4,
    "cycle_day": None,
    "opens_at_minute": 600,
    "starts_on": "2025-11-16",
    "ends_on": "2026-11-10",
}


def path(weeks: Weeks, rest: str, patient_id: UUID | None = None) -> str:
    """The address of something of a patient."""
    return f"/api/v1/patients/{patient_id or weeks.patient}/{rest}"


def get(weeks: Weeks, rest: str, who: str = "nurse", **asked: Any) -> Any:
    """What a read answers."""
    weeks.service.stay_signed_in()
    found = weeks.service.client.get(
        path(weeks, rest), params=asked, headers=weeks.service.as_(who)
    )
    assert found.status_code == 200, found.text
    return found.json()


def send(
    weeks: Weeks,
    rest: str,
    body: dict[str, Any],
    version: int | None = None,
    *,
    method: str = "POST",
    who: str = "nurse",
) -> Any:
    """What a write answers, whatever it is."""
    weeks.service.stay_signed_in()
    headers = weeks.service.writing_as(who, version)
    return weeks.service.client.request(method, path(weeks, rest), json=body, headers=headers)


def test_a_plan_is_changed_at_the_version_that_was_seen(asked: Weeks):
    shown = get(asked, "survey-plan")
    assert (shown["version"], shown["plan"]["weekday"], shown["next_opening"]) == (
        1,
        1,
        "2025-11-17",
    )

    done = send(asked, "survey-plan", PLAN, 1, method="PUT")

    assert (done.status_code, done.headers["ETag"]) == (200, '"2"')
    assert done.json()["next_opening"] == "2025-11-20"
    stale = send(asked, "survey-plan", PLAN, 1, method="PUT")
    assert (stale.status_code, stale.json()["current"]["version"]) == (412, 2)
    assert send(asked, "survey-plan", PLAN, method="PUT").status_code == 428


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"questionnaire": "other"}, "questionnaire", "unknown"),
        ({"ends_on": "2026-11-18"}, "ends_on", "too_far"),
        ({"ends_on": "2025-11-15"}, "ends_on", "before_beginning"),
        ({"cycle_day": 3}, "cycle_day", "unexpected"),
        ({"rhythm": "cycle"}, "cycle_day", "required"),
    ],
)
def test_a_plan_that_is_none_is_refused_by_field(asked: Weeks, changes, field, reason):
    refused = send(asked, "survey-plan", PLAN | changes, 1, method="PUT")
    assert refused.status_code == 422
    assert refused.json()["errors"] == [{"field": field, "reason": reason}]


def test_no_plan_without_a_consent(asked: Weeks):
    asked.consent(asked.patient, ConsentChoice.WITHDRAWN)
    refused = send(asked, "survey-plan", PLAN, 1, method="PUT")
    assert (refused.status_code, refused.json()["code"]) == (409, "consent_required")


def test_a_plan_changed_in_an_open_week_asks_nobody_twice_in_it(asked: Weeks):
    asked.at(MONDAY)
    assert send(asked, "survey-plan", PLAN, 1, method="PUT").status_code == 200
    assert asked.windows()[0].closes_at == local("2025-11-27 10:00")
    asked.at("2025-11-20 10:00")
    assert len(asked.windows()) == 1
    asked.at("2025-11-27 10:00")
    assert [each.opens_on.day for each in asked.windows()] == [17, 27]


def test_a_pause_of_today_pauses_at_once_and_ends_at_once(asked: Weeks):
    asked.at(MONDAY)
    body = {"reason": PauseReason.HOSPITALISED.value, "from_on": "2025-11-17", "until_on": None}
    made = send(asked, "pauses", body)
    assert made.status_code == 201, made.text
    assert asked.state(asked.patient) is Monitoring.PAUSED
    assert send(asked, "pauses", body).json()["code"] == "state_forbids"
    assert asked.next_opening() is None

    pause = made.json()
    ended = send(asked, f"pauses/{pause['id']}/end", {}, pause["version"])

    assert (ended.status_code, ended.json()["ended_by"] is not None) == (200, True)
    assert asked.state(asked.patient) is Monitoring.ACTIVE
    again = send(asked, f"pauses/{pause['id']}/end", {}, 2)
    assert (again.status_code, again.json()["code"]) == (409, "state_forbids")
    assert [each["runs"] for each in get(asked, "pauses")["items"]] == [False]


def test_a_pause_of_tomorrow_begins_tomorrow(asked: Weeks):
    asked.at(MONDAY)
    body = {"reason": "holiday", "from_on": "2025-11-18", "until_on": "2025-11-25"}
    assert send(asked, "pauses", body).status_code == 201
    assert asked.state(asked.patient) is Monitoring.ACTIVE
    assert asked.next_opening() == date(2025, 12, 1)
    asked.at("2025-11-18 00:00")
    assert asked.state(asked.patient) is Monitoring.PAUSED
    asked.at("2025-11-25 23:59")
    assert asked.state(asked.patient) is Monitoring.PAUSED
    asked.at("2025-11-26 00:00")
    assert asked.state(asked.patient) is Monitoring.ACTIVE
    with asked.reading() as session:
        entries = session.scalar(
            select(func.count()).where(JournalEntry.action == "pause_followed")
        )
    assert entries == 2


@pytest.mark.parametrize(
    ("days", "field", "reason"),
    [
        ((0, -1), "until_on", "before_beginning"),
        ((-9, -2), "until_on", "in_the_past"),
        ((0, 400), "until_on", "too_far"),
        ((500, None), "from_on", "too_far"),
    ],
)
def test_a_pause_that_is_none_is_refused_by_field(asked: Weeks, days, field, reason):
    today = asked.now.date()
    begin, end = (None if each is None else str(today + timedelta(days=each)) for each in days)
    refused = send(asked, "pauses", {"reason": "other", "from_on": begin, "until_on": end})
    assert refused.status_code == 422, refused.text
    assert refused.json()["errors"] == [{"field": field, "reason": reason}]


def test_who_answers_in_a_pause_is_judged_nevertheless(asked: Weeks):
    asked.at(MONDAY)
    send(asked, "pauses", {"reason": "holiday", "from_on": "2025-11-17", "until_on": None})
    fever = {"value": 39.5, "unit": "Cel", "measured_at": asked.now.isoformat()}
    sent = asked.service.client.post(
        path(asked, "answers"),
        content=answer_json(temperatures=[fever], authored_at=asked.now.isoformat()),
        headers=asked.service.writing_as("ingest"),
    )
    assert (sent.status_code, sent.json()["outcome"]) == (201, "alert")
    asked.tick()
    assert asked.states() == ["answered"]


def test_a_nurse_answers_with_the_patient_on_the_phone(asked: Weeks):
    asked.at(MONDAY)
    asked.service.stay_signed_in()
    sent = asked.service.client.post(
        path(asked, "answers"),
        content=answer_json(authored_at=asked.now.isoformat()),
        headers=asked.service.writing_as("nurse"),
    )
    assert sent.status_code == 201, sent.text
    window = asked.open_window()
    assert window is not None
    assert window.is_answered
    shown = get(asked, "windows")["items"][0]
    assert (shown["state"], shown["is_answered"], shown["planned_reminders"]) == ("open", True, [])
    asked.tick()
    assert get(asked, "windows")["items"][0]["answer_id"] == sent.json()["id"]


def test_send_now_opens_this_week_early_and_it_is_the_one_of_the_week(asked: Weeks):
    asked.at("2025-11-16 10:00")
    early = send(asked, "survey-plan/send-now", {})
    assert (early.status_code, early.json()["outcome"]) == (200, "opened")
    assert asked.messages() == [MessageKind.SURVEY_OPEN]
    asked.at(MONDAY)
    assert [each.opens_on.day for each in asked.windows()] == [16, 17]

    assert send(asked, "survey-plan/send-now", {}).json()["outcome"] == "sent"
    assert send(asked, "survey-plan/send-now", {}).json()["outcome"] == "too_soon"
    # The one that would come by itself five hours later is not sent as well.
    asked.at("2025-11-18 04:00")
    asked.at("2025-11-18 09:00")
    assert asked.messages()[1:].count(MessageKind.REMINDER_NOW) == 1
    asked.answer(asked.patient)
    assert send(asked, "survey-plan/send-now", {}).json()["outcome"] == "answered"
    asked.monitoring(asked.patient, Monitoring.PAUSED)
    assert send(asked, "survey-plan/send-now", {}).json()["outcome"] == "not_followed"


def test_a_week_that_was_opened_early_does_not_open_again_on_its_day(asked: Weeks):
    asked.follow(asked.patient, plan_from("2025-11-16", weekday=4), consents=False)
    asked.at("2025-11-18 10:00")
    assert send(asked, "survey-plan/send-now", {}).json()["outcome"] == "opened"
    asked.at("2025-11-20 09:00")
    (window,) = asked.windows()
    assert (window.opens_on.day, window.closes_at) == (18, local("2025-11-27 09:00"))


def test_the_weeks_are_paged_and_the_planned_ones_come_first(asked: Weeks):
    for week in range(5):
        asked.at(local(MONDAY) + timedelta(weeks=week))
    first = get(asked, "windows", limit=3)
    rest = get(asked, "windows", limit=3, cursor=first["next_cursor"])

    weeks = [each["week"] for each in first["items"] + rest["items"]]
    assert weeks == sorted(weeks, reverse=True)
    assert (len(weeks), rest["next_cursor"], rest["planned"]) == (5, None, [])
    assert [each["opens_on"] for each in first["planned"]][:2] == ["2025-12-22", "2025-12-29"]
    newest = first["items"][0]
    assert newest["planned_reminders"] == ["2025-12-16T08:00:00Z", "2025-12-17T08:00:00Z"]
    assert newest["silent_at"] is None or newest["silence_alert_id"] is None


def test_the_end_of_the_follow_up_takes_back_what_was_asked(asked: Weeks):
    asked.at(MONDAY)
    send(asked, "pauses", {"reason": "other", "from_on": "2025-12-01", "until_on": None})
    with asked.writing() as session:
        stop(session, asked.service.context, asked.patient, asked.now)
    asked.monitoring(asked.patient, Monitoring.ENDED)
    asked.at("2025-11-24 09:00")

    assert asked.states() == ["cancelled"]
    assert [each.state.value for each in asked.letters()] == ["cancelled"]
    assert asked.open_window() is None
    assert get(asked, "pauses")["items"][0]["ended_at"] is not None


@pytest.mark.parametrize("rest", ["survey-plan", "pauses", "windows"])
def test_a_patient_of_another_unit_is_nobody(asked: Weeks, rest: str):
    foreign = asked.service.centre.patients_of_other_unit[0]
    asked.service.stay_signed_in()
    answers = [
        asked.service.client.get(path(asked, rest, each), headers=asked.service.as_("nurse"))
        for each in (foreign, UUID(int=7))
    ]
    bodies = [
        {key: value for key, value in each.json().items() if key != "request_id"}
        for each in answers
    ]
    assert [each.status_code for each in answers] == [404, 404]
    assert bodies[0] == bodies[1]


def test_next_questionnaires_are_counted_by_day(asked: Weeks):
    asked.service.stay_signed_in()
    found = asked.service.client.get(
        "/api/v1/next-questionnaires", headers=asked.service.as_("nurse")
    ).json()
    assert found["items"] == [
        {"on": "2025-11-17", "first_at": "2025-11-17T08:00:00Z", "patients": 1}
    ]
    with asked.reading() as session:
        assert session.scalars(select(SurveyWindow.id)).all() == []
