"""The four steps of an enrolment, saved one after the other (R-RET-05, S-02, S-47)."""

import pytest
from sqlalchemy import func

from services.contract.enums import AlertKind, IdentityStatus, Monitoring
from services.db.tables.alerts import Alert
from services.db.tables.edge import JournalEntry
from services.db.tables.enrolment import Consent, Enrolment, MessagePreference
from services.db.tables.patients import Patient, PatientSearchToken
from services.db.tables.schedule import SurveyPlan, SurveyWindow
from tests.services.enrolment.conftest import CONSENTING, ELIGIBLE, Desk, code, refusals


def test_four_whole_steps_make_somebody_who_is_followed(desk: Desk):
    draft = desk.whole()
    assert draft.last["missing"] == []
    states = [draft.row.monitoring]

    answer = draft.finish()

    assert answer.status_code == 200, answer.text
    assert draft.last["finished_at"] is not None
    assert [*states, draft.row.monitoring] == [Monitoring.PENDING, Monitoring.ACTIVE]
    [plan] = desk.rows(SurveyPlan, SurveyPlan.patient_id == draft.patient)
    assert (plan.questionnaire, plan.weekday, plan.opens_at_minute) == ("vigie-weekly", 2, 540)
    assert (str(plan.starts_on), str(plan.ends_on)) == ("2025-11-25", "2026-11-16")
    [preference] = desk.rows(MessagePreference, MessagePreference.patient_id == draft.patient)
    assert (preference.language, preference.channel) == ("fr", "sms")
    record = desk.get(f"/patients/{draft.patient}/record")
    [entry], [line] = record["entries"], record["lines"]
    assert (entry["began_on"], entry["content"]["icd10"]) == ("2025-09", "C18.7")
    assert (line["name"], line["cycles"][0]["number"]) == ("FOLFOX", 1)
    header = desk.get(f"/patients/{draft.patient}")
    assert (header["phone"], header["disease"]) == (ELIGIBLE["phone"], entry["content"]["label"])
    assert header["oncologist_id"] == str(desk.service.centre.accounts["oncologist"])


def test_the_three_answers_are_kept_with_who_when_and_which_text(desk: Desk):
    draft = desk.whole()
    collected = desk.service.clock.now()
    desk.service.clock.forward(hours=2)
    desk.service.stay_signed_in()

    assert draft.finish(who="nurse_2").status_code == 200

    rows = desk.rows(Consent, Consent.patient_id == draft.patient)
    assert {(row.kind, row.choice) for row in rows} == {
        ("telemonitoring", "accepted"),
        ("research", "not_opposed"),
        ("communication", "refused"),
    }
    assert {row.collected_by for row in rows} == {desk.service.centre.accounts["nurse"]}
    assert {row.at for row in rows} == {collected}
    assert {(row.notice, row.notice_version) for row in rows if row.kind == "telemonitoring"} == {
        ("telemonitoring-app-patient", "1.0")
    }


@pytest.mark.parametrize("left_out", ["eligibility", "pathway", "consent"])
def test_nobody_is_followed_while_a_step_is_left_out(desk: Desk, left_out: str):
    draft = desk.started()
    steps = {"eligibility": ELIGIBLE, "pathway": desk.pathway(), "consent": CONSENTING}
    for step in steps.keys() - {left_out}:
        draft.saved(step, steps[step])

    answer = draft.finish()

    assert {each["field"].split(".")[0] for each in answer.json()["errors"]} == {left_out}
    wanted = "consent_required" if left_out == "consent" else "invalid_body"
    assert code(answer) == (422, wanted)
    assert draft.row.monitoring is Monitoring.PENDING
    assert desk.rows(SurveyPlan) == []
    assert desk.rows(Consent) == []


@pytest.mark.parametrize("left_out", ["telemonitoring", "research", "communication"])
def test_no_answer_is_taken_for_granted(desk: Desk, left_out: str):
    draft = desk.whole()
    draft.saved("consent", {key: each for key, each in CONSENTING.items() if key != left_out})

    assert draft.missing() == {(f"consent.{left_out}", "required")}
    assert refusals(draft.finish()) == {(f"consent.{left_out}", "required")}


def test_a_half_filled_step_is_kept_and_says_what_it_lacks(desk: Desk):
    draft = desk.started()

    draft.saved("pathway", {"disease": "Cancer du sein", "weekday": 3})

    found = desk.get(draft.path)
    assert (found["pathway"]["disease"], found["pathway"]["weekday"]) == ("Cancer du sein", 3)
    lacking = {each["field"] for each in found["missing"] if each["field"].startswith("pathway")}
    assert "pathway.line_name" in lacking
    assert "pathway.prescription.ends_on" in lacking
    assert "pathway.weekday" not in lacking


def test_a_draft_is_listed_for_its_unit_and_read_by_a_colleague(desk: Desk):
    draft = desk.started()

    [row] = desk.get("/enrolments", who="nurse_2")["items"]

    assert (row["patient"]["family_name"], row["step"]) == ("LE GOFF", 1)
    assert desk.get(draft.path, who="nurse_2")["version"] == 1
    assert draft.save("eligibility", ELIGIBLE, who="nurse_2").status_code == 200


def test_two_nurses_at_one_draft_do_not_overwrite_each_other(desk: Desk):
    draft = desk.started()
    assert draft.save("eligibility", ELIGIBLE, who="nurse_2").status_code == 200

    answer = draft.save("pathway", desk.pathway())

    assert code(answer) == (412, "version_stale")
    assert answer.json()["current"]["version"] == 2
    assert answer.json()["current"]["by"]["id"] == str(desk.service.centre.accounts["nurse_2"])


def test_a_draft_needs_the_version_that_was_seen(desk: Desk):
    draft = desk.started()

    answer = desk.send("PUT", f"{draft.path}/steps/eligibility", ELIGIBLE)

    assert code(answer) == (428, "version_required")


def test_an_unqualified_identity_becomes_an_alert_when_the_follow_up_begins(desk: Desk):
    draft = desk.whole()
    identity = (Alert.patient_id == draft.patient, Alert.kind == AlertKind.IDENTITY)
    assert desk.rows(Alert, *identity) == []

    draft.finish()

    assert len(desk.rows(Alert, *identity)) == 1


@pytest.mark.parametrize(
    ("proof", "status"),
    [
        ({}, IdentityStatus.PROVISIONAL),
        ({"document": "passport"}, IdentityStatus.VALIDATED),
        ({"ins": "258032933412351", "ins_retrieved": True}, IdentityStatus.RETRIEVED),
        (
            {"ins": "258032933412351", "ins_retrieved": True, "document": "identity_card"},
            IdentityStatus.QUALIFIED,
        ),
        ({"ins": "258032933412351"}, IdentityStatus.PROVISIONAL),
    ],
)
def test_an_identity_is_worth_what_was_proven(sqlite_desk: Desk, proof, status):
    assert sqlite_desk.started(**proof).row.identity_status is status


def test_a_pending_patient_is_found_and_asked_nothing(desk: Desk):
    draft = desk.whole()

    hits = desk.send("POST", "/patients/search", {"text": "le goff"}).json()["items"]

    assert [hit["patient"]["id"] for hit in hits] == [str(draft.patient)]
    assert desk.rows(SurveyWindow) == []
    assert desk.rows(SurveyPlan) == []
    assert len(desk.rows(PatientSearchToken, PatientSearchToken.patient_id == draft.patient)) > 5


def test_every_step_is_in_the_journal(desk: Desk):
    draft = desk.followed()
    desk.get(draft.path)

    seen = {row.action for row in desk.rows(JournalEntry, JournalEntry.patient_id == draft.patient)}

    assert {
        "start_enrolment",
        "save_eligibility",
        "save_pathway",
        "save_consent",
        "finish_enrolment",
        "read_enrolment",
    } <= seen


def test_a_repeated_first_step_makes_one_patient(desk: Desk):
    before = len(desk.rows(Patient))
    first = desk.send("POST", "/enrolments", desk.person(), key="an-idempotency-key")

    again = desk.send("POST", "/enrolments", desk.person(), key="an-idempotency-key")

    assert first.json() == again.json()
    assert len(desk.rows(Patient)) == before + 1
    assert len(desk.rows(Enrolment)) == 1


def test_finishing_twice_follows_once(desk: Desk):
    draft = desk.whole()
    seen = draft.version
    assert draft.finish(version=seen).status_code == 200

    answer = draft.finish(version=seen, who="nurse_2")

    assert code(answer) == (412, "version_stale")
    assert len(desk.rows(Consent, Consent.patient_id == draft.patient)) == 3
    assert code(draft.finish()) == (409, "state_forbids")


def test_what_is_answered_is_nowhere_in_clear(desk: Desk):
    desk.whole()

    [row] = desk.rows(Enrolment)

    assert b"FOLFOX" not in row.content
    assert b"telemonitoring" not in row.content
    assert desk.rows(Enrolment, func.length(Enrolment.content) < 200) == []


def test_what_is_proposed_has_versions_people_and_the_words_of_the_invitation(desk: Desk):
    found = desk.get("/enrolments/proposals")

    assert found["questionnaires"] == [
        {
            "questionnaire": "vigie-weekly",
            "version": "1.1.0",
            "title": {"fr": "Questionnaire hebdomadaire", "en": "Weekly questionnaire"},
        }
    ]
    assert found["rule_set_version"] == "default-2"
    [unit] = found["units"]
    assert [each["name"] for each in unit["oncologists"]] == ["Prénom oncologist"]
    assert len(unit["nurses"]) == 3
    assert (found["starts_on"], found["latest_end_on"]) == ("2025-11-19", "2026-11-19")
    assert len(found["notices"]) == 4
    for words in found["invitation"].values():
        assert "******" in words["sms"]
        assert "******" in words["mail"]
        assert len(words["sms"]) <= 160
    assert desk.get("/enrolments/proposals", who="nurse_without_unit")["units"] == []
