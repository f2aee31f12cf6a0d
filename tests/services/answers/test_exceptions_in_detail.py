"""What the detail of an alert says of what is expected of its patient, and who hears of changes."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from services.contract.enums import AlertState
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.exceptions import RuleException
from services.db.tables.live import LiveEvent
from tests.services.answers.test_rule_exceptions import ASK, FATIGUE_2, FATIGUE_3, make, post
from tests.support.answers import answer_json

PAIN_2 = {"pain": {"frequency": 2, "severity": 2, "interference": 2}}


def row_of(intake):
    response = intake.service.client.get(
        "/api/v1/worklist?view=todo", headers=intake.service.as_("nurse")
    )
    return next(
        row for row in response.json()["items"] if row["patient"]["id"] == str(intake.patient)
    )


def hits_of(intake, receipt):
    return {
        each["rule_id"]: (each["item"], each["grade"], each["obstacle"])
        for each in intake.detail(receipt["alert_id"])["expectable"]
    }


def test_everybody_who_reads_an_alert_reads_what_is_expected_of_its_patient(intake):
    alert_id = intake.answer(PAIN_2)["alert_id"]
    assert intake.detail(alert_id)["exceptions"] == []
    made = make(intake)

    detail = intake.detail(alert_id)

    [shown] = detail["exceptions"]
    assert (shown["id"], shown["in_force"], shown["reason"]) == (made["id"], True, ASK["reason"])
    assert shown["by"]["name"] == "Prénom oncologist"
    # One read of one record, journalled once: no second call, no second entry.
    assert intake.journal("list_rule_exceptions") == []
    assert {each.patient_id for each in intake.journal("read_alert")} == {intake.patient}


def test_the_details_fetched_ahead_have_it_too(intake):
    alert_id = intake.answer(PAIN_2)["alert_id"]
    made = make(intake)

    response = intake.service.client.get(
        f"/api/v1/alerts/batch?id={alert_id}", headers=intake.service.as_("nurse")
    )

    [detail] = response.json()["items"]
    assert [each["id"] for each in detail["exceptions"]] == [made["id"]]


def test_each_rule_that_fired_says_whether_it_can_be_muted(intake):
    receipt = intake.answer(FATIGUE_2 | {"diarrhoea": {"frequency": 4}}, urgency="urgent")

    assert hits_of(intake, receipt) == {
        "DIA-02": ("diarrhoea", 3, "critical"),
        "URG-01": ("diarrhoea", 3, "critical"),
        "URG-02": (None, None, "beside"),
        "FAT-01": ("fatigue", 2, None),
    }


def test_what_is_severe_now_is_not_offered(intake):
    receipt = intake.answer(FATIGUE_3)

    assert hits_of(intake, receipt) == {"FAT-02": ("fatigue", 3, "severe")}


def test_what_is_offered_is_what_the_service_takes(intake):
    """Every rule that the detail offers can be muted, and its symptom expected, at its grade."""
    receipt = intake.answer(FATIGUE_2 | PAIN_2)
    offered = {each: found for each, found in hits_of(intake, receipt).items() if found[2] is None}
    assert offered
    for rule_id, (item, grade, _) in offered.items():
        made = post(
            intake, ASK | {"kind": "snooze", "item": item, "rule_id": rule_id, "level": grade}
        )
        assert made.status_code == 201, made.text


def test_the_version_of_what_is_expected_grows_while_that_of_the_alert_stays(intake):
    alert_id = intake.answer(PAIN_2)["alert_id"]
    versions = [(row_of(intake)["alert_version"], row_of(intake)["expected_version"])]
    made = make(intake)
    versions.append((row_of(intake)["alert_version"], row_of(intake)["expected_version"]))
    post(intake, {}, path=f"/{made['id']}/end", version=1)
    row, detail = row_of(intake), intake.detail(alert_id)
    versions.append((row["alert_version"], row["expected_version"]))

    assert versions == [(1, 0), (1, 1), (1, 2)]
    assert (detail["version"], detail["expected_version"]) == (1, 2)


def test_a_closed_row_has_that_version_too(intake):
    alert_id = intake.answer(PAIN_2)["alert_id"]
    make(intake)
    closed = {
        "state": AlertState.CLOSED,
        "closed_at": intake.service.clock.now(),
        "closed_by": intake.service.centre.accounts["nurse"],
    }
    with intake.service.context.database.writing(_scope(intake)) as session:
        session.execute(update(Alert).where(Alert.id == UUID(alert_id)).values(closed))

    response = intake.service.client.get(
        "/api/v1/worklist?view=closed", headers=intake.service.as_("nurse")
    )

    [row] = response.json()["items"]
    assert row["expected_version"] == 1


def test_who_listens_hears_of_it_at_once(intake):
    """Made, ended and broken: each tells of the patient's open alert, at the version it has."""
    receipt = intake.answer(PAIN_2)

    def told() -> int:
        heard = select(func.count()).where(
            LiveEvent.alert_id == UUID(receipt["alert_id"]), LiveEvent.version == 1
        )
        return int(intake.read(heard)[0][0])

    before = told()
    made = make(intake)
    assert told() == before + 1
    post(intake, {}, path=f"/{made['id']}/end", version=1)
    assert told() == before + 2
    make(intake)
    intake.answer(FATIGUE_3, authored_at=intake.service.clock.now().isoformat())
    assert told() == before + 4


def test_what_is_over_stays_in_sight_for_fourteen_days(intake):
    alert_id = intake.answer(PAIN_2)["alert_id"]
    make(intake)
    intake.answer(FATIGUE_3)
    [broken] = intake.detail(alert_id)["exceptions"]
    assert (broken["ended"], broken["in_force"]) == ("passed", False)

    for days, count in ((13, 1), (2, 0)):
        intake.service.clock.forward(days=days)
        intake.service.stay_signed_in()
        assert len(intake.detail(alert_id)["exceptions"]) == count


def test_what_is_in_force_comes_first(intake):
    alert_id = intake.answer(PAIN_2)["alert_id"]
    running = make(intake)
    ended = make(intake, item="nausea")
    post(intake, {}, path=f"/{ended['id']}/end", version=1)

    shown = intake.detail(alert_id)["exceptions"]

    assert [each["id"] for each in shown] == [running["id"], ended["id"]]


def test_who_comes_second_is_told_who_was_faster(intake):
    made = make(intake)

    again = post(intake, ASK | {"level": 1})

    assert (again.status_code, again.json()["code"]) == (409, "expected_already")
    current = again.json()["current"]
    assert (current["state"], current["by"]["name"]) == ("expected", "Prénom oncologist")
    post(intake, {}, path=f"/{made['id']}/end", version=1)
    stale = post(intake, {}, path=f"/{made['id']}/end", version=1).json()["current"]
    assert (stale["state"], stale["version"]) == ("ended", 2)


def test_two_at_once_make_one(postgres_intake):
    make(postgres_intake, item="nausea")  # the rules of the centre are written down by now
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: post(postgres_intake, ASK), range(6)))

    assert sorted(each.status_code for each in answers) == [201, 409, 409, 409, 409, 409]


def test_two_at_once_end_it_once(postgres_intake):
    made = make(postgres_intake)
    path = f"/{made['id']}/end"
    with ThreadPoolExecutor(6) as pool:
        answers = list(
            pool.map(lambda _: post(postgres_intake, {}, path=path, version=1), range(6))
        )

    assert sorted(each.status_code for each in answers) == [200, 412, 412, 412, 412, 412]


def test_a_broken_reason_hides_nothing_else(intake):
    alert_id = intake.answer(PAIN_2)["alert_id"]
    make(intake)
    with intake.service.context.database.writing(_scope(intake)) as session:
        session.execute(update(RuleException).values(detail=b"broken"))

    detail = intake.detail(alert_id)

    assert detail["content_unreadable"] is False
    [shown] = detail["exceptions"]
    assert (shown["in_force"], shown["reason"], shown["reason_unreadable"]) == (False, None, True)


def test_of_another_patient_nothing_is_said(intake):
    make(intake)
    other = intake.service.centre.patients[1]
    receipt = intake.send(patient=other, body=answer_json(PAIN_2)).json()

    detail = intake.detail(receipt["alert_id"])

    assert (detail["exceptions"], detail["expected_version"]) == ([], 0)


@pytest.mark.parametrize("who", ["manager", "admin", "privacy_officer"])
def test_who_may_not_read_alerts_reads_none_of_it(sqlite_intake, who):
    make(sqlite_intake)
    alert_id = sqlite_intake.answer(PAIN_2)["alert_id"]

    response = sqlite_intake.service.client.get(
        f"/api/v1/alerts/{alert_id}", headers=sqlite_intake.service.as_(who)
    )

    assert response.status_code == 403


def _scope(intake):
    return Scope(intake.service.centre.id)
