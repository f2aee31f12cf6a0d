"""What an exceptional access allows, and what it does not: TB of security.md §3, decision 4."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from services.alerts.forsaken import forsaken, give_back
from services.contract.enums import AlertLevel, AlertState, Role
from services.db.scope import Scope
from services.db.tables.accounts import Account, Membership, SignInSession
from services.db.tables.alerts import Alert
from services.db.tables.patients import Patient
from tests.security.stage import plant_session
from tests.services.alerts.conftest import Ward
from tests.services.exceptional.conftest import Desk
from tests.support.sign_in import bearer


@pytest.fixture
def alert(desk: Desk) -> UUID:
    """A high alert of the patient of the other unit."""
    return Ward(desk.service).raised(AlertLevel.HIGH, desk.patient)


@pytest.fixture
def colleague(desk: Desk) -> UUID:
    """An oncologist of the other unit."""
    service = desk.service
    plant_session(service, service.centre, Role.ONCOLOGIST, service.centre.units[1:])
    headers = service.as_("nurse_of_both")
    path = f"/api/v1/units/{service.centre.units[1]}/escalation-list"
    return UUID(service.client.get(path, headers=headers).json()["oncologists"][0]["id"])


def _acts(desk: Desk, colleague: UUID) -> list[tuple[str, Mapping[str, Any]]]:
    until = (desk.service.clock.now() + timedelta(minutes=20)).isoformat()
    return [
        ("claim", {}),
        ("release", {}),
        ("take-over", {}),
        ("acknowledge", {}),
        ("calls", {"result": "patient_reached"}),
        ("measures", {"codes": ["01"]}),
        ("notes", {"text": "Vue au téléphone."}),
        ("defer", {"reason": "call_back", "until": until}),
        ("escalate", {"to": str(colleague), "question": "Faut-il la voir ?"}),
    ]


def test_alerts_are_answered_for_in_every_way_but_closing(desk: Desk, alert: UUID, colleague: UUID):
    ward = Ward(desk.service)
    acts = _acts(desk, colleague)
    assert {ward.act("nurse", alert, act, body).status_code for act, body in acts} == {404}
    desk.opened()

    for act, body in acts:
        done = ward.act("nurse", alert, act, body)
        assert done.status_code == 200, (act, done.text)
    last = done.json()
    assert last["alert"]["history"][0]["kind"] == "escalate"
    assert ward.act("nurse", alert, "undo", {"action_id": last["action_id"]}).status_code == 200
    assert ward.get("nurse", f"/alerts/{alert}")["patient"]["label"]["id"] == str(desk.patient)
    assert ward.act("nurse", alert, "opened").status_code == 204


def test_closing_and_reopening_stay_with_the_unit(desk: Desk, alert: UUID):
    ward = Ward(desk.service)
    desk.opened()
    ward.done("nurse", alert, "calls", {"result": "patient_reached"})
    ward.done("nurse", alert, "measures", {"codes": ["01"]})

    assert ward.act("nurse", alert, "close").status_code == 404
    ward.done("nurse_of_both", alert, "take-over")
    ward.done("nurse_of_both", alert, "close")
    assert ward.act("nurse", alert, "reopen", {"reason": "erreur"}).status_code == 404
    assert ward.alert(alert).state is AlertState.CLOSED


def test_an_oncologist_answers_an_escalation_but_does_not_close_with_it(
    desk: Desk, alert: UUID, colleague: UUID
):
    ward = Ward(desk.service)
    desk.opened(desk.service.as_("oncologist"))
    ward.done("nurse_of_both", alert, "calls", {"result": "patient_reached"})
    ask = {"to": str(colleague), "question": "Faut-il la voir ?"}
    ward.done("nurse_of_both", alert, "escalate", ask)
    desk.service.clock.forward(minutes=1)
    answer = {"codes": ["01"], "note": "Surveiller à domicile."}

    closing = ward.act("oncologist", alert, "answer", answer | {"close": True})

    assert (closing.status_code, closing.json()["code"]) == (403, "forbidden")
    assert ward.alert(alert).state is AlertState.ESCALATED
    assert ward.act("oncologist", alert, "answer", answer).status_code == 200


def test_what_changes_the_record_or_lists_patients_is_not_opened(desk: Desk, alert: UUID):
    desk.opened()
    service, client = desk.service, desk.service.client
    who = service.as_("nurse")

    sent = client.post(
        f"/api/v1/patients/{desk.patient}/answers", headers=service.writing_as("nurse"), json={}
    )
    expected = client.get(f"/api/v1/patients/{desk.patient}/rule-exceptions", headers=who)
    ahead = client.get("/api/v1/alerts/batch", params={"id": str(alert)}, headers=who)
    queue = client.get("/api/v1/worklist", headers=who)
    listed = client.get("/api/v1/alerts", params={"patient_id": str(desk.patient)}, headers=who)

    assert sent.status_code == 404
    assert (expected.status_code, ahead.status_code) == (404, 404)
    assert queue.json()["items"] == listed.json()["items"] == []


def test_the_whole_file_is_read_while_it_is_open(desk: Desk):
    parts = ("record", "series", "timeline", "answers", "actions")

    def statuses() -> set[int]:
        who, client = desk.service.as_("nurse"), desk.service.client
        paths = [f"/api/v1/patients/{desk.patient}/{part}" for part in parts]
        return {client.get(path, headers=who).status_code for path in paths}

    assert statuses() == {404}
    access = desk.opened()
    assert statuses() == {200}
    desk.ends(access["id"])
    assert statuses() == {404}


def test_a_note_is_written_and_nothing_else(desk: Desk):
    """Notes are TB in security.md §3, the rest of the record is T."""
    desk.opened()
    service, path = desk.service, f"/api/v1/patients/{desk.patient}"
    note = {"began_on": "2025-11-18", "content": {"kind": "note", "text": "Vue au téléphone."}}
    weight = {"began_on": "2025-11-18", "content": {"kind": "weight", "kg": 61.5}}
    line = {"name": "FOLFOX", "started_on": "2025-11-18"}

    def sends(part: str, body: Any, method: str = "POST", version: int | None = None) -> Any:
        headers = service.writing_as("nurse", version)
        return service.client.request(method, f"{path}/{part}", headers=headers, json=body)

    written = sends("entries", note)
    assert written.status_code == 201, written.text
    amended = sends(f"entries/{written.json()['id']}", note, "PUT", 1)
    assert amended.status_code == 404
    assert sends("entries", weight).status_code == 403
    assert sends("treatments", line).status_code == 404
    gone = sends(f"entries/{written.json()['id']}/withdraw", {"reason": "doublon"}, "POST", 1)
    assert gone.status_code == 404
    entries = service.client.get(f"{path}/record", headers=service.as_("nurse")).json()["entries"]
    assert [(each["kind"], each["version"]) for each in entries] == [("note", 1)]


def test_only_this_patient_is_opened(desk: Desk):
    ward = Ward(desk.service)
    another = ward.raised(AlertLevel.HIGH, desk.service.centre.patients_of_other_unit[0])
    own = ward.raised(AlertLevel.HIGH)
    desk.opened()

    assert ward.act("nurse", another, "claim").status_code == 404
    both = {"also": [{"id": str(another), "version": 1}]}
    assert ward.act("nurse", own, "acknowledge", both).status_code == 404


def test_whom_to_ask_in_the_units_of_the_opened_is_shown(desk: Desk):
    unit = desk.service.centre.units[1]
    path = f"/api/v1/units/{unit}/escalation-list"
    who = desk.service.as_("nurse")
    assert desk.service.client.get(path, headers=who).status_code == 404
    desk.opened()

    assert desk.service.client.get(path, headers=who).status_code == 200
    foreign = f"/api/v1/units/{uuid4()}/escalation-list"
    assert desk.service.client.get(foreign, headers=who).status_code == 404


def test_the_answer_of_an_act_is_repeated_while_it_is_open_only(desk: Desk, alert: UUID):
    ward = Ward(desk.service)
    access = desk.opened()
    note = {"text": "Vue au téléphone."}
    first = ward.act("nurse", alert, "notes", note, version=1, key="one-intention")
    again = ward.act("nurse", alert, "notes", note, version=1, key="one-intention")
    desk.ends(access["id"])

    after = ward.act("nurse", alert, "notes", note, version=1, key="one-intention")

    assert first.status_code == 200
    assert again.content == first.content
    assert after.status_code == 404


def test_what_waits_for_whoever_looked_in_comes_back_when_the_hour_is_over(desk: Desk, alert: UUID):
    ward, context = Ward(desk.service), desk.service.context
    desk.opened()
    ward.done("nurse", alert, "acknowledge")

    with context.database.writing(Scope(desk.service.centre.id)) as session:
        desk.service.clock.forward(minutes=59)
    desk.service.stay_signed_in()
    with context.database.writing(Scope(desk.service.centre.id)) as session:
        now = desk.service.clock.now()
        within = forsaken(session, context.settings, now)
        after = forsaken(session, context.settings, now + timedelta(minutes=1))
        desk.service.clock.forward(minutes=1)
        give_back(session, context, alert, desk.patient, desk.service.clock.now())

    assert within == []
    assert after == [(alert, desk.patient)]
    desk.service.stay_signed_in()
    rows = ward.rows("nurse_of_both")
    assert [row["patient"]["id"] for row in rows] == [str(desk.patient)]


@pytest.mark.parametrize("how", ["idle", "suspended", "revoked", "over"])
def test_what_waits_for_whoever_cannot_come_back_is_the_units_at_once(
    desk: Desk, alert: UUID, how: str
):
    """Nobody asks with a session that was left, so nothing says that it is over (H-03)."""
    ward, service = Ward(desk.service), desk.service
    desk.opened()
    ward.done("nurse", alert, "acknowledge")
    nurse, now = service.centre.accounts["nurse"], service.clock.now()
    sessions = update(SignInSession).where(SignInSession.account_id == nurse)
    left = {
        "idle": sessions.values(last_act_at=now - timedelta(minutes=30)),
        "over": sessions.values(started_at=now - timedelta(hours=12)),
        "revoked": update(Membership).where(Membership.account_id == nurse).values(ended_at=now),
        "suspended": update(Account).where(Account.id == nurse).values(disabled_at=now),
    }
    with service.context.database.writing(Scope(service.centre.id)) as session:
        assert forsaken(session, service.context.settings, now) == []
        session.execute(left[how])
        found = forsaken(session, service.context.settings, now)

    assert found == [(alert, desk.patient)]


def test_a_patient_who_moves_into_ones_unit_is_ones_own(desk: Desk, alert: UUID):
    ward, service = Ward(desk.service), desk.service
    desk.opened()
    with service.context.database.writing(Scope(service.centre.id)) as session:
        moved = {"unit_id": service.centre.units[0]}
        session.execute(update(Patient).where(Patient.id == desk.patient).values(**moved))
        session.execute(update(Alert).where(Alert.patient_id == desk.patient).values(**moved))
        # The queue row goes with the patient at their next alert.
        assert session.scalars(select(Alert.unit_id)).one() == service.centre.units[0]
    ward.done("nurse", alert, "calls", {"result": "patient_reached"})
    ward.done("nurse", alert, "measures", {"codes": ["01"]})

    assert ward.act("nurse", alert, "close").status_code == 200


def test_a_nurse_whose_own_unit_changes_keeps_what_is_open(desk: Desk):
    service = desk.service
    who = bearer(plant_session(service, service.centre, Role.NURSE, []))
    desk.opened(who)

    assert desk.reads(who) == 200
    assert desk.reads() == 404
