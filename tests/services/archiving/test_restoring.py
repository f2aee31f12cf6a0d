"""An archived patient is followed again, with the history they had (S-32, R-RET-05)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update

from services.contract.enums import Monitoring
from services.contract.week_enums import ConsentChoice, MessageState, SurveyState
from services.db.tables.alerts import Alert
from services.db.tables.enrolment import Consent
from services.db.tables.patients import Patient
from services.db.tables.schedule import SurveyPlan, SurveyWindow
from services.schedule.plans import plan_of
from services.schedule.tick import keep_weeks
from tests.services.archiving.conftest import Archives

PLAN = {
    "questionnaire": "vigie-weekly",
    "rhythm": "week",
    "weekday": 3,
    "cycle_day": None,
    "opens_at_minute": 600,
    "starts_on": "2025-11-19",
    "ends_on": "2026-11-10",
}
LINE = {"name": "FOLFIRI", "number": 2, "started_on": "2025-11-10", "ended_on": None}


def restore(archives: Archives, archive: Any, reason: str = "relapse", **other: Any) -> Any:
    """What restoring answers."""
    who, version = other.pop("who", "nurse"), archive["version"]
    return archives.send("POST", "restore", {"reason": reason} | other, who=who, version=version)


def consented(archives: Archives, days_ago: int) -> None:
    """The consent of the patient is so old."""
    with archives.weeks.writing() as session:
        session.execute(
            update(Consent)
            .where(Consent.patient_id == archives.patient)
            .values(at=archives.weeks.now - timedelta(days=days_ago))
        )


def test_with_a_consent_that_holds_at_once(archives: Archives):
    alert = archives.severe()
    closing = [{"id": alert["id"], "version": alert["version"], "reason": "Vue en consultation"}]
    archive = archives.archived(alerts=closing)
    archives.later(days=20)
    assert archives.standing()["may_return_at_once"] is True

    answer = restore(archives, archive, plan=PLAN, line=LINE)

    assert answer.status_code == 200, answer.text
    assert answer.json()["monitoring"] == "active"
    assert answer.json()["plan"]["plan"]["weekday"] == 3
    assert archives.weeks.state(archives.patient) is Monitoring.ACTIVE
    with archives.weeks.reading() as session:
        began = select(Patient.episode_started_at).where(Patient.id == archives.patient)
        assert session.scalar(began) == archives.weeks.now
    assert archives.get("/archives")["items"] == []
    assert archives.notices() == []
    assert [each["name"] for each in archives.get("record")["lines"]] == ["FOLFIRI"]
    assert len(archives.get("answers")["items"]) == 1
    assert archives.answer().status_code == 201


def test_nobody_comes_back_to_a_prescription_that_is_over(archives: Archives):
    """They would look followed, and never be asked again (H-09)."""
    archive = archives.archived()
    with archives.weeks.writing() as session:
        plan = plan_of(session, archives.patient)
        assert plan is not None
        yesterday = archives.weeks.now.date() - timedelta(days=1)
        session.execute(
            update(SurveyPlan)
            .where(SurveyPlan.patient_id == archives.patient)
            .values(ends_on=yesterday)
        )

    without = restore(archives, archive)
    ended = {
        "starts_on": (yesterday - timedelta(days=9)).isoformat(),
        "ends_on": yesterday.isoformat(),
    }
    over = restore(archives, archive, plan=PLAN | ended)
    again = restore(archives, archive, plan=PLAN)

    assert [(each.status_code, each.json()["errors"]) for each in (without, over)] == [
        (422, [{"field": "plan", "reason": "required"}]),
        (422, [{"field": "plan.ends_on", "reason": "past"}]),
    ]
    assert (again.status_code, again.json()["monitoring"]) == (200, "active")


def test_nobody_comes_back_to_a_plan_that_asks_nothing_more(archives: Archives):
    """The prescription ends before the next questionnaire would open (H-09)."""
    archive = archives.archived()
    archives.later(days=20)
    today = archives.weeks.now.date()
    with archives.weeks.writing() as session:
        session.execute(
            update(SurveyPlan)
            .where(SurveyPlan.patient_id == archives.patient)
            .values(ends_on=today, weekday=today.isoweekday() % 7 + 1)
        )
    never = PLAN | {"ends_on": today.isoformat(), "weekday": today.isoweekday() % 7 + 1}

    without, again = restore(archives, archive), restore(archives, archive, plan=never)

    assert [(each.status_code, each.json()["errors"]) for each in (without, again)] == [
        (422, [{"field": "plan", "reason": "required"}]),
        (422, [{"field": "plan.ends_on", "reason": "never_asks"}]),
    ]
    assert archives.weeks.state(archives.patient) is Monitoring.ENDED


def test_without_any_plan_nobody_comes_back_at_once(archives: Archives):
    archive = archives.archived()
    with archives.weeks.writing() as session:
        session.execute(delete(SurveyPlan).where(SurveyPlan.patient_id == archives.patient))

    refused = restore(archives, archive)

    assert refused.json()["errors"] == [{"field": "plan", "reason": "required"}]
    assert archives.weeks.state(archives.patient) is Monitoring.ENDED


def test_that_a_prescription_ends_is_told_again_after_a_return(archives: Archives):
    """What was told belonged to an earlier episode: nobody would renew it (H-09)."""
    archive = archives.archived()
    with archives.weeks.writing() as session:
        told = select(Alert.id).limit(1)
        session.execute(
            update(SurveyPlan)
            .where(SurveyPlan.patient_id == archives.patient)
            .values(ending_alert_id=session.scalar(told))
        )

    assert restore(archives, archive).status_code == 200

    with archives.weeks.reading() as session:
        found = plan_of(session, archives.patient)
    assert found is not None
    assert found.ending_alert_id is None


def _open_weeks(archives: Archives) -> list[UUID]:
    """The questionnaires that the patient can answer now."""
    with archives.weeks.reading() as session:
        return list(
            session.scalars(
                select(SurveyWindow.id).where(
                    SurveyWindow.patient_id == archives.patient,
                    SurveyWindow.state == SurveyState.OPEN,
                )
            )
        )


def test_a_mistake_repaired_in_its_week_costs_no_questionnaire(archives: Archives):
    """The week that was asked can be answered still, and nobody is told that they missed it."""
    keep_weeks(archives.service.context, archives.service.centre.id)
    asked = _open_weeks(archives)
    assert asked
    archive = archives.archived("inclusion_error")
    assert _open_weeks(archives) == []
    archives.later(minutes=5)

    assert restore(archives, archive, "error").status_code == 200

    assert _open_weeks(archives) == asked


def test_weeks_in_the_archive_are_not_missed_by_the_patient(archives: Archives):
    archive = archives.archived()
    archives.later(days=57)
    assert restore(archives, archive, plan=PLAN).status_code == 200
    keep_weeks(archives.service.context, archives.service.centre.id)

    with archives.weeks.reading() as session:
        missed = session.scalars(
            select(SurveyWindow.opens_on).where(
                SurveyWindow.patient_id == archives.patient,
                SurveyWindow.state == SurveyState.MISSED,
            )
        ).all()
    assert missed == []


def test_a_clock_set_back_between_a_return_and_the_next_end_hides_nothing(archives: Archives):
    first = archives.archived()
    assert restore(archives, first, "error").status_code == 200
    archives.later(minutes=-30)

    second = archives.archived()

    assert second["id"] != first["id"]
    assert restore(archives, second, "error").status_code == 200


def test_a_death_is_not_left_by_an_enrolment_begun_again(archives: Archives):
    archives.archived("death", died_on=archives.weeks.now.date().isoformat())

    again = archives.send("POST", f"/enrolments/{archives.patient}/reopen", {})

    assert (again.status_code, again.json()["code"]) == (409, "state_forbids")
    assert archives.weeks.state(archives.patient) is Monitoring.ENDED


def test_what_would_still_be_said_of_the_end_is_not_said(archives: Archives):
    archive = archives.archived()
    assert restore(archives, archive, "error").status_code == 200

    assert {each.state for each in archives.told()} == {MessageState.CANCELLED}
    archives.later(days=2)
    assert archives.notices() == []


@pytest.mark.parametrize(
    ("days_ago", "monitoring"), [(365, Monitoring.ACTIVE), (366, Monitoring.PENDING)]
)
def test_a_consent_older_than_twelve_months_is_asked_anew(
    archives: Archives, days_ago: int, monitoring: Monitoring
):
    consented(archives, days_ago)
    archive = archives.archived()
    is_young = monitoring is Monitoring.ACTIVE
    assert archive["may_return_at_once"] is is_young
    answer = restore(archives, archive)

    assert answer.json()["needs_enrolment"] is not is_young
    assert archives.weeks.state(archives.patient) is monitoring


def test_a_consent_that_was_taken_back_is_asked_anew(archives: Archives):
    archive = archives.archived("patient_request", collection="on_paper")
    planned = restore(archives, archive, plan=PLAN)
    answer = restore(archives, archive)
    draft = archives.get(f"/enrolments/{archives.patient}")

    assert planned.json()["errors"] == [{"field": "plan", "reason": "unexpected"}]
    assert answer.json() == {
        "patient_id": str(archives.patient),
        "monitoring": "pending",
        "needs_enrolment": True,
        "plan": None,
    }
    assert (draft["step"], draft["stop"]) == (1, None)
    assert archives.get("/archives")["items"] == []
    assert archives.answer().status_code == 409


def test_a_return_that_came_to_nothing_leaves_them_archived(archives: Archives):
    archive = archives.archived("patient_request", collection="on_paper")
    restore(archives, archive)
    draft = archives.get(f"/enrolments/{archives.patient}")
    stopped = archives.send(
        "POST",
        f"/enrolments/{archives.patient}/abandon",
        {"reason": "no_consent"},
        version=draft["version"],
    )

    assert stopped.status_code == 200, stopped.text
    assert archives.weeks.state(archives.patient) is Monitoring.ENDED
    [listed] = archives.get("/archives")["items"]
    assert listed["archive"]["id"] == archive["id"]


def test_an_enrolment_begun_again_takes_them_out_as_well(archives: Archives):
    archives.archived()
    begun = archives.send("POST", f"/enrolments/{archives.patient}/reopen", {})

    assert begun.status_code == 201, begun.text
    assert archives.get("/archives")["items"] == []
    assert archives.row().restored_by == archives.service.centre.accounts["nurse"]


def test_nobody_comes_back_from_a_death_but_by_mistake(archives: Archives):
    archive = archives.archived("death", died_on="2025-11-17")
    refused = restore(archives, archive)
    assert refused.json()["errors"] == [{"field": "reason", "reason": "not_offered"}]

    assert restore(archives, archive, "error", who="oncologist").status_code == 200
    assert archives.get("")["died_on"] is None


def test_somebody_who_was_faster_is_seen(archives: Archives):
    archive = archives.archived()
    archives.send("POST", "archive/informed", {"how": "by_phone"}, version=archive["version"])
    stale = restore(archives, archive)
    assert (stale.status_code, stale.json()["code"]) == (412, "version_stale")

    fresh = archives.standing()
    assert restore(archives, fresh).status_code == 200
    again = restore(archives, fresh)
    assert (again.status_code, again.json()["code"]) == (409, "state_forbids")
    assert archives.archive().status_code == 200
    assert len(archives.get("/archives")["items"]) == 1


def test_without_any_consent_nobody_is_asked_anything(archives: Archives):
    with archives.weeks.writing() as session:
        session.execute(
            update(Consent)
            .where(Consent.patient_id == archives.patient)
            .values(choice=ConsentChoice.REFUSED)
        )
    archive = archives.archived()

    assert restore(archives, archive).json()["needs_enrolment"] is True
