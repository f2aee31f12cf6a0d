"""What each act demands and leaves behind."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.contract.enums import AlertLevel
from services.db.scope import Scope
from services.db.tables.alerts import AlertAct

CALL = {"result": "patient_reached"}
UNREACHABLE, LEFT_WORD = {"result": "unreachable"}, {"result": "message_left"}
ADVICE = {"codes": ["01"]}


def also(*alerts: tuple[UUID, int]) -> dict[str, Any]:
    """Other alerts at the versions seen."""
    return {"also": [{"id": str(alert_id), "version": version} for alert_id, version in alerts]}


CODED: list[tuple[str, dict[str, Any], int, str | None]] = [
    ("nurse", {"codes": ["07"]}, 403, None),
    ("oncologist", {"codes": ["07"]}, 200, None),
    ("nurse", {"codes": ["14"]}, 422, "cause"),
    ("nurse", {"codes": ["14"], "cause": "duplicate"}, 200, None),
    ("nurse", {"codes": ["01"], "cause": "duplicate"}, 422, "cause"),
    ("nurse", {"codes": ["99"]}, 422, "other"),
    ("nurse", {"codes": ["99"], "other": "  "}, 422, "other"),
    ("nurse", {"codes": ["99"], "other": "Appel à la famille"}, 200, None),
    ("nurse", {"codes": ["01"], "other": "Appel à la famille"}, 422, "other"),
    ("nurse", {"codes": ["01", "01"]}, 422, "codes"),
    ("nurse", {"codes": []}, 422, "codes"),
    ("nurse", {"codes": ["15"]}, 422, "codes.0"),
]


def test_coded_actions_have_rules(ward) -> None:
    found = []
    for who, body, _, _ in CODED:
        response = ward.act(who, ward.raised(AlertLevel.HIGH), "measures", body)
        errors = response.json().get("errors")
        found.append((who, body, response.status_code, errors[0]["field"] if errors else None))

    assert found == CODED


CONFIRMED: list[tuple[list[dict[str, Any]], int]] = [
    ([{"item": "diarrhoea", "grade": 4}], 200),
    ([{"item": "diarrhoea", "grade": 5}], 422),
    ([{"item": "diarrhoea", "grade": -1}], 422),
    ([{"item": "diarrhoea", "grade": True}], 422),
    ([{"item": "melancholy", "grade": 1}], 422),
    ([{"item": "temperature", "grade": 1}], 422),
    ([{"item": "diarrhoea", "grade": 1}, {"item": "diarrhoea", "grade": 2}], 422),
]


def test_confirmed_grades_are_those_of_the_form(ward) -> None:
    found = []
    for grades, _ in CONFIRMED:
        alert_id = ward.raised(AlertLevel.HIGH)
        response = ward.act("nurse", alert_id, "calls", CALL | {"grades": grades})
        found.append((grades, response.status_code))

    assert found == CONFIRMED


def test_confirmed_grades_stay_apart_from_estimated_ones(ward) -> None:
    alert_id = ward.raised(AlertLevel.HIGH)

    alert = ward.done(
        "nurse", alert_id, "calls", CALL | {"grades": [{"item": "diarrhoea", "grade": 1}]}
    )["alert"]

    assert alert["history"][0]["grades"] == [{"item": "diarrhoea", "grade": 1}]
    assert alert["survey"]["symptoms"][0]["now"] == 3
    assert alert["series"]["points"][-1]["grade"] == 3
    assert not any(point["confirmed"] for point in alert["series"]["points"])
    assert ward.rows(view="mine")[0]["leads"][0]["grade"] == 3


CLOSING: list[tuple[AlertLevel, list[tuple[str, dict[str, Any]]], str | None]] = [
    (AlertLevel.INFO, [], "measure_required"),
    (AlertLevel.INFO, [("calls", CALL)], "measure_required"),
    (AlertLevel.INFO, [("measures", {"codes": ["04", "05"]})], "measure_required"),
    (AlertLevel.INFO, [("measures", {"codes": ["04", "02"]})], None),
    (AlertLevel.MODERATE, [("measures", ADVICE)], None),
    (AlertLevel.HIGH, [("measures", ADVICE)], "contact_required"),
    (AlertLevel.HIGH, [("measures", ADVICE), ("calls", CALL)], None),
    (AlertLevel.CRITICAL, [("calls", UNREACHABLE)], "measure_required"),
    (AlertLevel.CRITICAL, [("measures", ADVICE)], "contact_required"),
    (AlertLevel.CRITICAL, [("calls", UNREACHABLE), ("measures", ADVICE)], "contact_required"),
    (
        AlertLevel.CRITICAL,
        [("calls", LEFT_WORD), ("measures", {"codes": ["02"]})],
        "contact_required",
    ),
    (
        AlertLevel.HIGH,
        [("measures", {"codes": ["12"]}), ("calls", UNREACHABLE)],
        "contact_required",
    ),
    (AlertLevel.HIGH, [("measures", {"codes": ["12"]})], "contact_required"),
    (AlertLevel.CRITICAL, [("calls", UNREACHABLE), ("measures", {"codes": ["12"]})], None),
    (AlertLevel.CRITICAL, [("calls", LEFT_WORD), ("measures", {"codes": ["13"]})], None),
    (AlertLevel.CRITICAL, [("calls", {"result": "carer_reached"}), ("measures", ADVICE)], None),
]


def test_closing_looks_at_the_history(ward) -> None:
    found = []
    for level, acts, _ in CLOSING:
        alert_id = ward.raised(level)
        for act, body in acts:
            ward.done("nurse", alert_id, act, body)
        response = ward.act("nurse", alert_id, "close")
        found.append((level, acts, response.json().get("code")))
        assert response.status_code in (200, 409)

    assert found == CLOSING


def test_an_undone_measure_does_not_count_for_closing(ward) -> None:
    alert_id = ward.raised(AlertLevel.INFO)
    action_id = ward.done("nurse", alert_id, "measures", ADVICE)["action_id"]
    ward.done("nurse", alert_id, "undo", {"action_id": action_id})

    assert ward.act("nurse", alert_id, "close").json()["code"] == "measure_required"


NOTHING_TO_REPORT = {"level": None, "text": "Rien à signaler."}
PROBABLY_FEVER = {"level": "critical", "text": "Fièvre probable."}
ASSESSED: list[tuple[dict[str, Any] | None, bool, str | None]] = [
    (None, True, "assessment_required"),
    (NOTHING_TO_REPORT, False, None),
    ({"level": "moderate", "text": "Fatigue connue."}, False, None),
    (PROBABLY_FEVER, False, "contact_required"),
    (PROBABLY_FEVER, True, None),
]


def test_a_technical_alert_closes_by_a_hand_assessment(ward) -> None:
    found = []
    for assessment, called, _ in ASSESSED:
        alert_id = ward.raised(None)
        ward.done("nurse", alert_id, "measures", ADVICE)
        if called:
            ward.done("nurse", alert_id, "calls", CALL)
        response = ward.act("nurse", alert_id, "close", {"assessment": assessment})
        found.append((assessment, called, response.json().get("code")))

    assert found == ASSESSED
    assert response.json()["alert"]["history"][0]["text"] == PROBABLY_FEVER["text"]


def test_only_a_technical_alert_takes_an_assessment(ward) -> None:
    alert_id = ward.raised(AlertLevel.INFO)
    ward.done("nurse", alert_id, "measures", ADVICE)

    body = {"assessment": NOTHING_TO_REPORT}
    assert ward.act("nurse", alert_id, "close", body).status_code == 422


BLANK = (" ", "   ", "\u200b\u200b\u200b", "\u2060 \ufeff", "...", "\n\t ")


def test_a_note_or_an_assessment_says_something(ward) -> None:
    alert_id = ward.raised(None)
    ward.done("nurse", alert_id, "measures", ADVICE)
    found = {}
    for text in BLANK:
        note = ward.act("nurse", alert_id, "notes", {"text": text})
        body = {"assessment": {"level": None, "text": text}}
        closing = ward.act("nurse", alert_id, "close", body)
        other = ward.act("nurse", alert_id, "measures", {"codes": ["99"], "other": text})
        found[text] = [note.status_code, closing.status_code, other.status_code]

    assert found == dict.fromkeys(BLANK, [422] * 3)
    assert ward.version(alert_id) == 2


def test_a_technical_alert_closed_at_once_no_longer_ranks_above_critical(ward) -> None:
    alert_id = ward.raised(None)
    ward.done("nurse", alert_id, "measures", ADVICE)

    alert = ward.done("nurse", alert_id, "close", {"assessment": NOTHING_TO_REPORT})["alert"]

    assert alert["rank"] == 1
    assert [row["rank"] for row in ward.rows(view="closed")] == [1]


def test_the_alerts_of_a_patient_are_closed_together(ward) -> None:
    first, second = ward.raised(AlertLevel.CRITICAL), ward.raised(AlertLevel.HIGH)
    ward.done("nurse", first, "calls", CALL)
    ward.done("nurse", first, "measures", ADVICE)

    alert = ward.done("nurse", first, "close", also((second, 1)))["alert"]

    assert [ward.alert(each).state.value for each in (first, second)] == ["closed", "closed"]
    assert alert["other_open"] == []
    assert [row["open_count"] for row in ward.rows(view="closed")] == [2]


def test_closing_together_is_all_or_nothing(ward) -> None:
    first, second, third = (ward.raised(AlertLevel.INFO) for _ in range(3))
    ward.done("nurse_2", third, "claim")
    ward.done("nurse", first, "measures", ADVICE)

    response = ward.act("nurse", first, "close", also((second, 1), (third, 2)))

    assert response.json()["code"] == "claimed_by_other"
    assert [ward.alert(each).state.value for each in (first, second, third)] == ["new"] * 3


def test_an_act_covers_only_what_was_seen(ward) -> None:
    elsewhere = ward.raised(AlertLevel.INFO, ward.service.centre.patients[1])
    claimed, closed = ward.raised(AlertLevel.INFO), ward.raised(AlertLevel.INFO)
    ward.done("nurse_2", claimed, "claim")
    ward.done("nurse", closed, "measures", ADVICE)
    ward.done("nurse", closed, "close")
    first, second = ward.raised(AlertLevel.INFO), ward.raised(AlertLevel.INFO)
    expected = [
        ([(elsewhere, 1)], 404, "not_found"),
        ([(second, 7)], 412, "version_stale"),
        ([(claimed, 2)], 409, "claimed_by_other"),
        ([(closed, 3)], 409, "state_forbids"),
        ([(first, 1)], 422, "invalid_body"),
        ([(second, 1), (second, 1)], 422, "invalid_body"),
    ]
    found = []
    for covered, _, _ in expected:
        response = ward.act("nurse", first, "acknowledge", also(*covered))
        found.append((covered, response.status_code, response.json()["code"]))

    assert found == expected
    assert ward.version(first) == ward.version(second) == 1


def test_acknowledging_beside_an_acknowledged_alert_leaves_that_one_alone(ward) -> None:
    first, second = ward.raised(AlertLevel.INFO), ward.raised(AlertLevel.INFO)
    ward.done("nurse_2", second, "acknowledge")

    assert ward.act("nurse", first, "acknowledge", also((second, 2))).status_code == 200

    assert ward.version(second) == 2
    assert ward.alert(second).owner_id == ward.service.centre.accounts["nurse_2"]


def test_an_act_needs_a_version_and_a_key(ward) -> None:
    alert_id = ward.raised(AlertLevel.INFO)
    url = f"/api/v1/alerts/{alert_id}/claim"

    without_version = ward.service.client.post(
        url, headers=ward.service.writing_as("nurse"), json={}
    )
    without_key = ward.service.client.post(
        url, headers=ward.service.as_("nurse") | {"If-Match": '"1"'}, json={}
    )

    assert (without_version.status_code, without_version.json()["code"]) == (
        428,
        "version_required",
    )
    assert (without_key.status_code, without_key.json()["code"]) == (
        400,
        "idempotency_key_required",
    )


def test_a_field_that_is_not_writable_is_refused(ward) -> None:
    alert_id = ward.raised(AlertLevel.INFO)

    for field in ("state", "level", "owner_id", "centre_id", "version", "due_at"):
        assert ward.act("nurse", alert_id, "acknowledge", {field: "closed"}).status_code == 422
    assert ward.version(alert_id) == 1


def test_a_repeated_act_has_one_effect(ward) -> None:
    alert_id = ward.raised(AlertLevel.INFO)
    body = {"text": "Une seule fois."}

    first = ward.act("nurse", alert_id, "notes", body, version=1, key="the-same-key")
    again = ward.act("nurse", alert_id, "notes", body, version=1, key="the-same-key")
    other = ward.act("nurse", alert_id, "notes", {"text": "Autre."}, version=1, key="the-same-key")

    assert first.status_code == again.status_code == 200
    assert first.content == again.content
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.headers["ETag"] == first.headers["ETag"]
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert ward.version(alert_id) == 2


def test_free_text_and_grades_are_sealed(ward) -> None:
    alert_id = ward.raised(AlertLevel.INFO)
    ward.done("nurse", alert_id, "notes", {"text": "CANARITEXTE"})

    with ward.service.context.database.reading(Scope(ward.service.centre.id)) as session:
        act = session.scalars(select(AlertAct).where(AlertAct.alert_id == alert_id)).one()

    assert act.detail is not None
    assert "CANARITEXTE" not in repr((act.codes, act.before, act.detail))
