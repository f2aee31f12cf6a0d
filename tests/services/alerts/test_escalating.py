"""A question to an oncologist: held for 30 seconds, then asked, answered or passed on (1.11)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from services.centres.opening_hours import DEFAULT_OPENING_HOURS
from services.contract.enums import AlertLevel, Role
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Account, Membership
from services.db.tables.centres import Centre, Unit
from tests.security.stage import plant_session
from tests.services.alerts.test_follow_up import ids, wait

ANSWER = {"codes": ["08"], "note": "Je la vois à 14 h."}
QUESTION = "Faut-il la voir aujourd'hui ?"


@pytest.fixture
def second(ward) -> Any:
    """A second oncologist of the unit, who signs in as `oncologist_2`."""
    centre = ward.service.centre
    centre.tokens["oncologist_2"] = plant_session(
        ward.service, centre, Role.ONCOLOGIST, centre.units[:1]
    )
    person: str = ward.get("oncologist_2", "/me")["person"]["id"]
    return UUID(person)


def on_the_list(ward: Any, *people: object) -> None:
    """Who is asked one after the other in the first unit."""
    centre = ward.service.centre
    with ward.service.context.database.writing(Scope(centre.id)) as session:
        session.execute(
            update(Unit)
            .where(Unit.id == centre.units[0])
            .values(escalation_list=[str(person) for person in people])
            .execution_options(synchronize_session=False)
        )


def asked(ward: Any, level: AlertLevel | None = AlertLevel.HIGH) -> Any:
    """An alert about which a nurse asked the oncologist; the question has left."""
    alert_id = ward.raised(level)
    ward.done("nurse", alert_id, "escalate", question(ward))
    wait(ward, seconds=30)
    return alert_id


def question(ward: Any, to: object = None) -> dict[str, str]:
    """A question to the oncologist of the first unit, or to somebody else."""
    return {"to": str(to or ward.service.centre.accounts["oncologist"]), "question": QUESTION}


def test_it_can_be_taken_back_for_30_seconds_in_which_nobody_sees_it(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    done = ward.done("nurse", alert_id, "escalate", question(ward))
    wait(ward, seconds=29)
    assert ward.rows("oncologist", view="escalated") == []
    assert ids(ward.rows("nurse", view="escalated")) == [str(alert_id)]

    ward.done("nurse", alert_id, "undo", {"action_id": done["action_id"]})

    wait(ward, minutes=5)
    assert ward.rows("oncologist", view="escalated") == []
    assert ids(ward.rows("oncologist")) == [str(alert_id)]


def test_after_that_it_waits_for_the_person_asked(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    done = ward.done("nurse", alert_id, "escalate", question(ward))
    wait(ward, seconds=31)

    refused = ward.act("nurse", alert_id, "undo", {"action_id": done["action_id"]})

    assert refused.json()["code"] == "undo_too_late"
    (row,) = ward.rows("oncologist", view="escalated")
    assert (row["alert_id"], row["is_to_me"], row["due_at"]) == (str(alert_id), True, None)
    counts = ward.get("oncologist", "/worklist/counts")
    assert (counts["todo"], counts["escalated"], counts["escalated_to_me"]) == (0, 1, 1)
    (row,) = ward.rows("nurse_2", view="escalated")
    assert not row["is_to_me"]
    detail = ward.get("oncologist", f"/alerts/{alert_id}")
    assert detail["escalation"]["by"]["id"] == str(ward.service.centre.accounts["nurse"])
    assert [each["name"] for each in detail["escalation"]["asked"]] == ["Prénom oncologist"]
    assert detail["history"][0]["text"] == QUESTION
    assert detail["history"][0]["escalated_to"]["name"] == "Prénom oncologist"


def test_the_answer_goes_back_to_whoever_asked(ward) -> None:
    alert_id = asked(ward)

    detail = ward.done("oncologist", alert_id, "answer", ANSWER)["alert"]

    assert (detail["state"], detail["escalation"]) == ("acknowledged", None)
    assert detail["owner"]["id"] == str(ward.service.centre.accounts["nurse"])
    first = detail["history"][0]
    assert (first["kind"], first["text"], first["measures"]) == ("answer", ANSWER["note"], ["08"])
    assert ids(ward.rows("nurse", view="mine")) == [str(alert_id)]
    assert ward.rows("oncologist", view="escalated") == []


def test_an_answer_that_closes_does_both_or_nothing(ward) -> None:
    alert_id = asked(ward)
    refused = ward.act("oncologist", alert_id, "answer", ANSWER | {"close": True})
    assert (refused.status_code, refused.json()["code"]) == (409, "contact_required")
    assert ward.alert(alert_id).state == "escalated"
    ward.done("oncologist", alert_id, "calls", {"result": "patient_reached"})

    detail = ward.done("oncologist", alert_id, "answer", ANSWER | {"close": True})["alert"]

    assert detail["state"] == "closed"
    assert [act["kind"] for act in detail["history"][:2]] == ["close", "answer"]


def test_the_claim_of_whoever_telephones_meanwhile_does_not_stop_the_answer(ward) -> None:
    alert_id = asked(ward)
    detail = ward.done("nurse_2", alert_id, "calls", {"result": "patient_reached"})["alert"]
    assert detail["state"] == "escalated"

    assert ward.done("oncologist", alert_id, "answer", ANSWER)["alert"]["state"] == "acknowledged"


@pytest.mark.parametrize("who", ["nurse", "nurse_2"])
def test_a_nurse_may_take_it_back_at_any_time(ward, who) -> None:
    alert_id = asked(ward)

    detail = ward.done(who, alert_id, "take-over")["alert"]

    assert (detail["state"], detail["escalation"]) == ("acknowledged", None)
    assert detail["owner"]["id"] == str(ward.service.centre.accounts[who])
    refused = ward.act("oncologist", alert_id, "answer", ANSWER)
    assert refused.json()["code"] == "state_forbids"


def test_only_an_oncologist_answers_and_only_what_was_asked(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    assert ward.act("oncologist", alert_id, "answer", ANSWER).json()["code"] == "state_forbids"
    ward.done("nurse", alert_id, "escalate", question(ward))
    assert ward.act("oncologist", alert_id, "answer", ANSWER).json()["code"] == "state_forbids"
    wait(ward, seconds=30)

    assert ward.act("nurse", alert_id, "answer", ANSWER).json()["code"] == "forbidden"


@pytest.mark.parametrize("who", ["nurse_2", "manager", "patient"])
def test_only_another_oncologist_of_the_unit_can_be_asked(ward, who) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    ask = question(ward, ward.service.centre.accounts[who])

    refused = ward.act("nurse", alert_id, "escalate", ask)

    assert (refused.status_code, refused.json()["code"]) == (422, "person_not_eligible")
    assert ward.version(alert_id) == 1


def test_nobody_asks_themselves_or_somebody_who_has_left(ward, second) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)
    assert ward.act("oncologist", alert_id, "escalate", question(ward)).status_code == 422
    with ward.service.context.database.writing(NO_CENTRE) as session:
        session.execute(update(Account).where(Account.id == second).values(disabled_at=ward.now))

    assert ward.act("nurse", alert_id, "escalate", question(ward, second)).status_code == 422


def test_when_nobody_answers_the_next_of_the_list_is_asked_and_the_unit_sees_it_again(
    ward, second
) -> None:
    """H-03: an escalation that nobody reads ends in front of the next person and of the unit."""
    on_the_list(ward, second)
    alert_id = asked(ward)
    wait(ward, hours=3, minutes=59)
    (row,) = ward.rows("oncologist_2", view="escalated")
    assert not row["is_to_me"]
    assert ward.rows("nurse") == []

    wait(ward, minutes=1)

    (row,) = ward.rows("oncologist_2", view="escalated")
    assert row["is_to_me"]
    assert ids(ward.rows("nurse")) == [str(alert_id)]
    escalation = ward.get("nurse", f"/alerts/{alert_id}")["escalation"]
    assert [each["id"] for each in escalation["asked"]] == [
        str(ward.service.centre.accounts["oncologist"]),
        str(second),
    ]


def test_a_critical_question_passes_on_after_an_hour(ward, second) -> None:
    on_the_list(ward, second)
    asked(ward, AlertLevel.CRITICAL)
    wait(ward, minutes=60)

    assert ward.get("oncologist_2", "/worklist/counts")["escalated_to_me"] == 1


def test_what_is_overdue_climbs_through_the_list_until_somebody_acknowledges(ward, second) -> None:
    """R-FLT-14: each step at its minute; acknowledging stops it, giving back begins it again."""
    on_the_list(ward, ward.service.centre.accounts["oncologist"], second)
    alert_id = ward.raised(AlertLevel.CRITICAL)

    def waiting_for(who: str) -> bool:
        return ids(ward.rows(who, view="escalated")) == [str(alert_id)]

    wait(ward, hours=2, minutes=59)
    assert (waiting_for("oncologist"), waiting_for("oncologist_2")) == (False, False)
    wait(ward, minutes=1)
    assert (waiting_for("oncologist"), waiting_for("oncologist_2")) == (True, False)
    wait(ward, hours=1)
    assert (waiting_for("oncologist"), waiting_for("oncologist_2")) == (True, True)
    ward.done("nurse", alert_id, "acknowledge")
    assert (waiting_for("oncologist"), waiting_for("oncologist_2")) == (False, False)
    ward.done("nurse", alert_id, "release")
    assert (waiting_for("oncologist"), waiting_for("oncologist_2")) == (True, True)


def test_nothing_climbs_while_the_centre_is_closed(ward) -> None:
    """The night and the First of May do not count (clock walk over a Friday evening)."""
    centre = ward.service.centre
    with ward.service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Centre)
            .where(Centre.id == centre.id)
            .values(opening_hours=dict(DEFAULT_OPENING_HOURS))
        )
    on_the_list(ward, centre.accounts["oncologist"])
    wait(ward, days=163, hours=5)  # 30 April 2026, 16:42 in Paris, a Thursday
    alert_id = ward.raised(AlertLevel.CRITICAL)
    # Due 42 minutes after opening on Monday 4 May, and an hour more to climb.
    monday_opens = timedelta(days=3, hours=15, minutes=18)
    wait(ward, seconds=monday_opens.total_seconds() + 101 * 60)
    assert ward.rows("oncologist", view="escalated") == []
    wait(ward, minutes=1)

    assert ids(ward.rows("oncologist", view="escalated")) == [str(alert_id)]


def test_those_that_wait_for_the_reader_come_first_also_over_pages(ward, second) -> None:
    patients = ward.service.centre.patients
    for patient_id, to in zip(patients, (second, None, second), strict=True):
        alert_id = ward.raised(AlertLevel.HIGH, patient_id)
        ward.done("nurse", alert_id, "escalate", question(ward, to))
    wait(ward, seconds=30)
    whole = ward.rows("oncologist", view="escalated")
    assert [row["is_to_me"] for row in whole] == [True, False, False]

    pages: list[dict[str, Any]] = []
    cursor = None
    while len(pages) < 3:
        asking = {"view": "escalated", "limit": 1} | ({"cursor": cursor} if cursor else {})
        page = ward.get("oncologist", "/worklist", **asking)
        pages += page["items"]
        cursor = page["next_cursor"]

    assert ids(pages) == ids(whole)
    assert cursor is None


def test_somebody_whose_rights_ended_is_no_longer_on_the_list(ward, second) -> None:
    on_the_list(ward, second)
    path = f"/units/{ward.service.centre.units[0]}/escalation-list"
    assert [each["id"] for each in ward.get("nurse", path)["asked"]] == [str(second)]
    with ward.service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Membership).where(Membership.account_id == second).values(ended_at=ward.now)
        )

    listed = ward.get("nurse", path)

    assert listed["asked"] == []
    assert [each["name"] for each in listed["oncologists"]] == ["Prénom oncologist"]


def test_an_administrator_writes_the_list_and_two_do_not_overwrite_each_other(ward) -> None:
    unit, oncologist = ward.service.centre.units[0], ward.service.centre.accounts["oncologist"]
    path = f"/api/v1/units/{unit}/escalation-list"

    def put(people: list[str], version: int) -> Any:
        headers = ward.service.writing_as("admin", version)
        return ward.service.client.put(path, json={"people": people}, headers=headers)

    changed = put([str(oncologist)], 1)

    assert changed.status_code == 200, changed.text
    assert (changed.json()["version"], len(changed.json()["asked"])) == (2, 1)
    assert put([], 1).status_code == 412
    assert put([str(oncologist)] * 2, 2).json()["code"] == "person_not_eligible"
    nurse = str(ward.service.centre.accounts["nurse"])
    assert put([nurse], 2).json()["code"] == "person_not_eligible"


def test_two_questions_about_a_patient_do_not_hide_each_other(ward, second) -> None:
    """A new question is held back for 30 seconds; the one that has arrived stays in sight."""
    on_the_list(ward, second)
    patient_id = ward.service.centre.patients[0]
    first = ward.raised(AlertLevel.MODERATE, patient_id)
    ward.done("nurse", first, "escalate", question(ward))
    wait(ward, hours=5)
    worse = ward.raised(AlertLevel.HIGH, patient_id)
    ward.done("nurse", worse, "escalate", question(ward))

    for who in ("oncologist", "oncologist_2"):
        (row,) = ward.rows(who, view="escalated")
        assert row["is_to_me"]
        assert ward.get(who, "/worklist/counts")["escalated_to_me"] == 1


def test_undoing_an_answer_that_closed_takes_back_both(ward) -> None:
    alert_id = asked(ward)
    ward.done("oncologist", alert_id, "calls", {"result": "patient_reached"})
    before = ward.alert(alert_id)
    done = ward.done("oncologist", alert_id, "answer", ANSWER | {"close": True})

    detail = ward.done("oncologist", alert_id, "undo", {"action_id": done["action_id"]})["alert"]

    assert detail["state"] == "escalated"
    after = ward.alert(alert_id)
    assert (after.escalated_to, after.effective_at) == (before.escalated_to, before.effective_at)
    undone = {act["kind"] for act in detail["history"] if act["undone"]}
    assert undone == {"answer", "close"}
    assert ward.act("oncologist", alert_id, "close").json()["code"] == "measure_required"


def test_asking_the_same_person_again_gives_them_no_more_time(ward, second) -> None:
    """R-FLT-14: one person cannot keep the question from the next of the list."""
    on_the_list(ward, second)
    alert_id = asked(ward)
    wait(ward, hours=3, minutes=30)
    ward.done("nurse", alert_id, "escalate", question(ward))
    wait(ward, minutes=30)

    assert ward.rows("oncologist_2", view="escalated")[0]["is_to_me"]


def test_acknowledging_one_leaves_the_others_that_wait_where_they_are(ward) -> None:
    """Whoever says yes for a patient is not refused because something else was put off."""
    patient_id = ward.service.centre.patients[0]
    put_off, was_asked, new = (ward.raised(AlertLevel.HIGH, patient_id) for _ in range(3))
    until = (ward.now + timedelta(hours=1)).isoformat()
    ward.done("nurse", put_off, "defer", {"reason": "appointment", "until": until})
    ward.done("nurse", was_asked, "escalate", question(ward))
    also = [{"id": str(each), "version": ward.version(each)} for each in (put_off, was_asked)]

    assert ward.act("nurse_2", new, "acknowledge", {"also": also}).status_code == 200

    assert [ward.alert(each).state for each in (put_off, was_asked)] == ["deferred", "escalated"]
    labels = ward.get("nurse", f"/alerts/{new}")["other_open"]
    assert {label["state"] for label in labels} == {"deferred", "escalated"}


def test_the_newest_alert_that_nobody_has_is_told_whatever_view_is_open(ward) -> None:
    patient_id = ward.service.centre.patients[0]
    first = ward.raised(AlertLevel.CRITICAL, patient_id)
    told = ward.get("nurse", "/worklist/counts")["newest_urgent_at"]
    wait(ward, minutes=5)
    ward.raised(None, patient_id)
    again = ward.get("nurse", "/worklist/counts")

    assert told is not None
    assert again["newest_urgent_at"] > told
    assert again["newest_urgent_kind"] == "technical"
    ward.done("nurse", first, "acknowledge")
    assert ward.get("nurse_without_unit", "/worklist/counts")["newest_urgent_at"] is None
