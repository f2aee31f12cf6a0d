"""What an oncologist expects of one patient: made, shown, ended, broken, and never silent."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from services.answers import rule_sets
from services.answers.released import released
from services.db.scope import Scope
from services.db.tables.answers import Answer
from services.db.tables.exceptions import MutedHit, RuleException
from services.ids import new_id
from tests.support.answers import answer_json

FATIGUE_2 = {"fatigue": {"severity": 2, "interference": 2}}
FATIGUE_3 = {"fatigue": {"severity": 4, "interference": 4}}
ASK = {
    "kind": "expected",
    "item": "fatigue",
    "level": 2,
    "days": 14,
    "reason": "Fatigue connue sous traitement, vue en consultation.",
}
SNOOZE = ASK | {"kind": "snooze", "rule_id": "FAT-01"}


def post(intake, body, *, who="oncologist", path="", patient=None, version=None, key=None):
    address = f"/api/v1/patients/{patient or intake.patient}/rule-exceptions{path}"
    headers = intake.service.writing_as(who, version, key)
    return intake.service.client.post(address, headers=headers, json=body)


def make(intake, **changes):
    response = post(intake, ASK | changes)
    assert response.status_code == 201, response.text
    return response.json()


def listed(intake, who="nurse"):
    response = intake.service.client.get(
        f"/api/v1/patients/{intake.patient}/rule-exceptions", headers=intake.service.as_(who)
    )
    assert response.status_code == 200, response.text
    return response.json()["items"]


@pytest.mark.parametrize("body", [ASK, SNOOZE])
def test_an_expected_symptom_raises_nothing_and_stays_in_sight(intake, body):
    made = post(intake, body).json()

    receipt = intake.answer(FATIGUE_2)

    assert (receipt["outcome"], receipt["alert_id"]) == ("nothing", None)
    [shown] = listed(intake)
    assert (shown["id"], shown["in_force"], shown["reason"]) == (made["id"], True, ASK["reason"])
    [muted] = shown["muted"]
    assert (muted["answer_id"], muted["rule_id"], muted["level"]) == (
        receipt["id"],
        "FAT-01",
        "moderate",
    )
    assert intake.count(MutedHit) == 1


def test_an_alert_for_something_else_says_what_was_muted_by_whom_and_until_when(intake):
    made = make(intake)

    receipt = intake.answer(FATIGUE_2 | {"diarrhoea": {"frequency": 4}})

    assert receipt["level"] == "critical"
    [muted] = intake.detail(receipt["alert_id"])["explanation"]["muted"]
    assert (muted["hit"]["rule_id"], muted["until"]) == ("FAT-01", made["until"])
    assert muted["by"] == made["by"]["name"]


def test_a_symptom_that_passes_the_level_ends_the_exception_for_good(intake):
    make(intake)

    first = intake.answer(FATIGUE_3)
    second = intake.answer(FATIGUE_2, authored_at=intake.service.clock.now().isoformat())

    assert first["level"] == "high"
    [shown] = listed(intake)
    assert (shown["in_force"], shown["ended"], shown["ended_by"]) == (False, "passed", None)
    assert shown["version"] == 2
    [entry] = intake.journal("break_rule_exception")
    assert str(entry.object_id) == shown["id"]
    # Fatigue 2 after fatigue 3 is not new, so that no rule fires; nothing was muted either.
    assert second["outcome"] == "nothing"
    assert shown["muted"] == []


def test_an_exception_ends_after_its_days(intake):
    make(intake, days=1)
    intake.service.clock.forward(days=1)
    intake.service.stay_signed_in()

    assert intake.answer(FATIGUE_2)["outcome"] == "alert"
    assert [each["in_force"] for each in listed(intake)] == [False]


def test_an_oncologist_ends_it_before_its_time(intake):
    made = make(intake)

    ended = post(intake, {}, path=f"/{made['id']}/end", version=1)

    assert ended.status_code == 200
    assert (ended.json()["ended"], ended.json()["in_force"]) == ("withdrawn", False)
    assert intake.answer(FATIGUE_2)["outcome"] == "alert"
    again = post(intake, {}, path=f"/{made['id']}/end", version=2)
    assert (again.status_code, again.json()["code"]) == (409, "state_forbids")
    stale = post(intake, {}, path=f"/{made['id']}/end", version=1)
    assert (stale.status_code, stale.json()["code"]) == (412, "version_stale")


def test_another_rule_set_needs_another_decision(intake):
    """What was expected under other rules is not expected under these."""
    make(intake)
    intake.service.clock.forward(seconds=1)  # the rules of that exception were written down
    context, now = intake.service.context, intake.service.clock.now()
    document = dict(released().rule_set_documents["default-2"]) | {"version": 3}
    with context.database.writing(Scope(intake.service.centre.id)) as session:
        rule_sets.store(session, now, released())
    rule_sets.install(
        context.database,
        now,
        type(released())(
            released().questionnaires,
            released().questionnaire_documents,
            released().rule_sets,
            {"default-3": document},
        ),
    )
    with context.database.writing(Scope(intake.service.centre.id)) as session:
        rule_sets.activate(session, intake.service.centre.id, "default-3", now)

    assert intake.answer(FATIGUE_2)["outcome"] == "alert"
    assert [each["in_force"] for each in listed(intake)] == [False]


def test_an_exception_that_cannot_be_opened_mutes_nothing(intake):
    make(intake)
    with intake.service.context.database.writing(Scope(intake.service.centre.id)) as session:
        session.execute(update(RuleException).values(detail=b"broken"))

    assert intake.answer(FATIGUE_2)["outcome"] == "alert"
    [shown] = listed(intake)
    assert (shown["in_force"], shown["reason"], shown["reason_unreadable"]) == (False, None, True)


@pytest.mark.parametrize(
    "changes",
    [
        {"days": 15},
        {"days": 0},
        {"level": 3},
        {"level": 0},
        {"reason": ""},
        {"reason": "   .. "},
        {"item": "rash"},
        {"item": "happiness"},
        {"rule_id": "FAT-01"},
        {"kind": "forever"},
        {"kind": "snooze"},
        {"kind": "snooze", "rule_id": "FEV-01"},
        {"kind": "snooze", "rule_id": "FAT-99"},
        {"kind": "snooze", "rule_id": "DIA-01"},
        {"kind": "snooze", "item": "dyspnoea", "rule_id": "ESS-02"},
        {"until": "2030-01-01T00:00:00Z"},
    ],
)
def test_what_cannot_be_expected_is_refused(sqlite_intake, changes):
    response = post(sqlite_intake, ASK | changes)

    assert (response.status_code, response.json()["code"]) == (422, "invalid_body")
    assert sqlite_intake.count(RuleException) == 0


def test_the_same_is_not_expected_twice(intake):
    make(intake)

    again = post(intake, ASK | {"level": 1})

    assert (again.status_code, again.json()["code"]) == (409, "expected_already")
    assert post(intake, SNOOZE).status_code == 201


def test_one_intention_makes_one_exception(intake):
    first = post(intake, ASK, key="one-intention")
    again = post(intake, ASK, key="one-intention")

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert intake.count(RuleException) == 1


def test_nurses_read_and_oncologists_decide(intake):
    made = make(intake)

    assert post(intake, ASK, who="nurse").status_code == 403
    refused = post(intake, {}, who="nurse", path=f"/{made['id']}/end", version=1)
    assert refused.status_code == 403
    assert [each["id"] for each in listed(intake, "nurse")] == [made["id"]]


def test_a_patient_of_another_unit_or_centre_is_not_there(intake):
    centre, other = intake.service.centre, intake.service.other_centre
    made = make(intake)
    for patient in (centre.patients_of_other_unit[0], other.patients[0], new_id()):
        assert post(intake, ASK, patient=patient).status_code == 404
        ended = post(intake, {}, path=f"/{made['id']}/end", patient=patient, version=1)
        assert ended.status_code == 404
    other_patient = post(
        intake, {}, path=f"/{made['id']}/end", patient=centre.patients[1], version=1
    )
    assert other_patient.status_code == 404


def test_an_exception_is_of_one_patient(intake):
    make(intake)
    other = intake.service.centre.patients[1]

    receipt = intake.send(answer_json(FATIGUE_2), patient=other).json()

    assert receipt["outcome"] == "alert"


def test_the_reason_is_sealed_and_every_decision_is_journalled(intake):
    made = make(intake, reason="Secret médical du dossier.")
    listed(intake)

    [(sealed,)] = intake.read(select(RuleException.detail))
    assert b"Secret" not in sealed
    [entry] = intake.journal("create_rule_exception")
    assert (str(entry.object_id), entry.patient_id) == (made["id"], intake.patient)
    [seen] = intake.journal("list_rule_exceptions")
    assert seen.patient_id == intake.patient


def test_a_repetition_of_a_muted_answer_is_not_counted_twice(intake):
    make(intake)
    written = (intake.service.clock.now() - timedelta(minutes=5)).isoformat()
    for _ in range(2):
        intake.answer(FATIGUE_2, authored_at=written)

    assert (intake.count(Answer), intake.count(MutedHit)) == (1, 1)


def test_what_stays_is_reported_once_it_is_no_longer_expected(intake):
    """A report that was muted is not taken for one that somebody saw."""
    make(intake, days=1)
    for week in (3, 2, 1):
        intake.answer(FATIGUE_2, weeks_ago=week)
    assert {each["rule_id"] for each in listed(intake)[0]["muted"]} == {"FAT-01", "FAT-04"}
    intake.service.clock.forward(days=2)
    intake.service.stay_signed_in()

    receipt = intake.answer(FATIGUE_2)

    explanation = intake.detail(receipt["alert_id"])["explanation"]
    assert [hit["rule_id"] for hit in explanation["hits"]] == ["FAT-04"]


def test_the_treatment_of_the_patient_reaches_the_rules(intake):
    """The first patient of the tests has a line of treatment whose name stands in the rule."""
    from services.db.tables.patients import TreatmentLine
    from services.patients.treatments import seal_name

    line_id, context = new_id(), intake.service.context
    with context.database.writing(Scope(intake.service.centre.id)) as session:
        session.add(
            TreatmentLine(
                id=line_id,
                centre_id=intake.service.centre.id,
                patient_id=intake.patient,
                name=seal_name(context.keys.patient(intake.patient), line_id, "FOLFIRI"),
                started_on=(intake.service.clock.now() - timedelta(days=10)).date(),
                ended_on=None,
            )
        )

    receipt = intake.answer({"diarrhoea": {"frequency": 3}})

    explanation = intake.detail(receipt["alert_id"])["explanation"]
    assert [hit["rule_id"] for hit in explanation["hits"]] == ["DIA-04", "DIA-01"]
