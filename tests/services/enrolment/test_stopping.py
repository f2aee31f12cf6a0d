"""An enrolment that ends before it began leaves a reason, an identity and nothing else (S-02)."""

import pytest

from services.contract.enums import Monitoring
from services.db.tables.alerts import Alert
from services.db.tables.enrolment import Consent, Enrolment, MessagePreference
from services.db.tables.messages import Message
from services.db.tables.portal import Invitation
from services.db.tables.record import RecordEntry
from services.db.tables.schedule import SurveyPlan
from services.enrolment.content import open_content
from tests.services.enrolment.conftest import CONSENTING, ELIGIBLE, Desk, Draft, code


def _content(desk: Desk, draft: Draft):
    [row] = desk.rows(Enrolment, Enrolment.patient_id == draft.patient)
    cipher = desk.service.context.keys.patient(draft.patient)
    return open_content(cipher, draft.patient, row.content)


@pytest.mark.parametrize(
    ("no", "stop"),
    [
        ({"has_cancer": False}, "no_cancer"),
        ({"has_systemic_treatment": False}, "no_systemic_treatment"),
        ({"language": "other"}, "language"),
        ({"reach": "none"}, "no_channel"),
    ],
)
def test_a_no_ends_the_enrolment_and_says_why(desk: Desk, no, stop):
    draft = desk.started(document="passport")
    draft.saved("pathway", desk.pathway())

    draft.saved("eligibility", ELIGIBLE | no)

    assert draft.last["stop"] == stop
    assert (draft.last["eligibility"], draft.last["pathway"]) == (None, None)
    assert draft.row.monitoring is Monitoring.ENDED
    kept = _content(desk, draft)
    assert kept is not None
    assert kept.document == "passport"
    assert kept.model_dump(exclude={"document"}) == {
        "birthplace": None,
        "eligibility": None,
        "pathway": None,
        "consent": None,
        "consent_by": None,
        "consent_at": None,
    }
    assert desk.get("/enrolments")["items"] == []


def test_of_somebody_who_is_not_followed_nothing_clinical_is_kept(desk: Desk):
    draft = desk.whole()

    answer = desk.send("POST", f"{draft.path}/abandon", {"reason": "other"}, version=draft.version)

    assert answer.json()["stop"] == "other"
    header = desk.get(f"/patients/{draft.patient}")
    assert {header[name] for name in ("phone", "email", "carer", "disease", "oncologist")} == {None}
    of_patient = [
        table
        for table in (RecordEntry, SurveyPlan, MessagePreference, Consent, Message, Alert)
        if desk.rows(table, table.patient_id == draft.patient)
    ]
    assert of_patient == []


def test_a_refusal_is_kept_as_a_refusal(desk: Desk):
    draft = desk.started()

    draft.saved("consent", CONSENTING | {"telemonitoring": "refused"})

    assert draft.last["stop"] == "no_consent"
    [row] = desk.rows(Consent)
    assert (row.kind, row.choice) == ("telemonitoring", "refused")
    assert draft.row.monitoring is Monitoring.ENDED


def test_a_refusal_says_how_it_was_collected(desk: Desk):
    draft = desk.started()

    answer = draft.save("consent", {"telemonitoring": "refused"})

    assert {each["field"] for each in answer.json()["errors"]} == {"language", "collection"}
    assert draft.row.monitoring is Monitoring.PENDING


def test_an_ended_enrolment_is_not_gone_on_with(desk: Desk):
    draft = desk.started()
    draft.saved("eligibility", ELIGIBLE | {"has_cancer": False})

    answers = [
        draft.save("eligibility", ELIGIBLE),
        draft.finish(),
        desk.send("POST", f"{draft.path}/abandon", {"reason": "other"}, version=draft.version),
    ]

    assert {code(each) for each in answers} == {(409, "state_forbids")}


def test_who_comes_back_is_enrolled_again_and_asked_everything_anew(desk: Desk):
    draft = desk.started()
    draft.saved("eligibility", ELIGIBLE | {"has_systemic_treatment": False})

    answer = desk.send("POST", f"{draft.path}/reopen", {})

    assert answer.status_code == 201, answer.text
    draft.last = answer.json()
    assert (draft.last["step"], draft.last["stop"]) == (1, None)
    assert draft.row.monitoring is Monitoring.PENDING
    for step, body in (
        ("eligibility", ELIGIBLE),
        ("pathway", desk.pathway()),
        ("consent", CONSENTING),
    ):
        draft.saved(step, body)
    assert draft.finish().status_code == 200


def test_who_is_followed_is_not_enrolled_again(desk: Desk):
    draft = desk.followed()

    assert code(desk.send("POST", f"{draft.path}/reopen", {})) == (409, "state_forbids")


def test_nobody_is_invited_before_they_have_agreed(desk: Desk):
    draft = desk.whole()

    answer = desk.send("POST", f"/patients/{draft.patient}/invitations", {"channel": "sheet"})

    assert code(answer) == (409, "consent_required")
    with desk.service.context.database.reader.connect() as connection:
        assert connection.execute(Invitation.__table__.select()).all() == []
