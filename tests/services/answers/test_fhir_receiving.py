"""FHIR answers go the way of all answers: repeated, corrected, out of order, late, refused."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from services.answers.timing import LATE_AFTER
from services.contract.enums import Channel, Monitoring
from services.db.scope import Scope
from services.db.tables.answers import Answer
from services.db.tables.edge import JournalEntry
from services.db.tables.patients import Patient
from tests.support.answers import answer_content
from tests.support.fhir_answers import as_body, as_fhir

SEVERE = {"diarrhoea": {"frequency": 4}}
MILD = {"diarrhoea": {"frequency": 1}}


def response(intake: Any, symptoms: Any = None, *, ago: timedelta | None = None, **changes: Any):
    """A FHIR answer written some time ago."""
    written = intake.service.clock.now() - (ago or timedelta(minutes=5))
    content = answer_content(symptoms, authored_at=written.isoformat(), **changes)
    return as_fhir(content, intake.patient)


def codes(answered: Any) -> list[str]:
    """What the sender is told, as codes."""
    return [each["details"]["coding"][0]["code"] for each in answered.json()["issue"]]


def id_of(answered: Any) -> str:
    """The identifier that an answer was stored under."""
    base, _, found = answered.headers["Location"].rpartition("/")
    assert base == "/api/v1/fhir/QuestionnaireResponse"
    return str(found)


@pytest.mark.parametrize(
    ("symptoms", "outcome", "severity"),
    [(None, "nothing", "information"), (SEVERE, "alert", "information")],
)
def test_an_answer_is_stored_and_told_as_fhir_tells_it(intake, symptoms, outcome, severity):
    sent = intake.send_fhir(response(intake, symptoms))

    assert sent.status_code == 201
    assert sent.headers["content-type"] == "application/fhir+json"
    assert codes(sent) == [outcome]
    [issue] = sent.json()["issue"]
    assert (issue["severity"], issue["code"]) == (severity, "informational")
    [(answer_id, channel)] = intake.read(select(Answer.id, Answer.channel))
    assert (str(answer_id), channel) == (id_of(sent), Channel.API)
    [entry] = intake.journal("submit_questionnaire_response")
    assert (entry.object_id, entry.patient_id) == (answer_id, intake.patient)


def test_a_machine_says_how_the_answer_reached_it(sqlite_intake):
    sqlite_intake.send_fhir(response(sqlite_intake), headers={"X-Vigie-Channel": "web"})

    assert sqlite_intake.read(select(Answer.channel)) == [(Channel.WEB,)]


def test_the_same_request_again_gets_the_same_reply_and_stores_nothing(intake):
    body = as_body(response(intake, SEVERE))

    first = intake.send_fhir(body, key="engine-0000001")
    again = intake.send_fhir(body, key="engine-0000001")

    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert intake.stored()["answer"] == intake.stored()["alert"] == 1


def test_the_same_answer_under_another_key_is_the_first_one(intake):
    first = intake.send_fhir(response(intake, SEVERE))
    # Other bytes: what an engine adds to a message that it sends again changes no answer.
    again = intake.send_fhir(response(intake, SEVERE) | {"id": "second-try", "language": "en"})

    assert again.status_code == 200
    assert codes(again) == ["alert", "duplicate"]
    assert id_of(again) == id_of(first)
    assert intake.stored()["answer"] == 1


def test_the_key_of_another_answer_is_refused(intake):
    intake.send_fhir(response(intake), key="engine-0000001")

    refused = intake.send_fhir(response(intake, SEVERE), key="engine-0000001")

    assert (refused.status_code, codes(refused)) == (422, ["idempotency_key_reused"])
    assert intake.stored()["answer"] == 1


def test_a_key_is_needed(intake):
    refused = intake.service.client.post(
        "/api/v1/fhir/QuestionnaireResponse",
        content=as_body(response(intake)),
        headers=intake.service.as_("ingest"),
    )

    assert (refused.status_code, codes(refused)) == (400, ["idempotency_key_required"])
    assert refused.json()["issue"][0]["code"] == "required"


def test_a_correction_raises_the_alert_of_what_it_replaces(intake):
    first = intake.send_fhir(response(intake, MILD, urgency="urgent"))
    second = intake.send_fhir(response(intake, SEVERE, replaces=id_of(first)))

    assert second.status_code == 201
    assert codes(second) == ["alert", "correction"]
    rows = dict(intake.read(select(Answer.id, Answer.replaces_id)))
    assert {str(key): value and str(value) for key, value in rows.items()} == {
        id_of(first): None,
        id_of(second): id_of(first),
    }
    assert intake.detail(intake.alert_of(id_of(second)))["level"] == "critical"
    assert intake.stored()["alert"] == 1


def test_a_correction_that_is_sent_again_is_recognised(intake):
    first = intake.send_fhir(response(intake, MILD))
    corrected = intake.send_fhir(response(intake, SEVERE, replaces=id_of(first)))

    again = intake.send_fhir(response(intake, SEVERE, replaces=id_of(first)))

    assert (again.status_code, id_of(again)) == (200, id_of(corrected))
    assert "duplicate" in codes(again)


def test_a_correction_of_somebody_elses_answer_is_as_one_of_nothing(intake):
    other = answer_content(authored_at=intake.service.clock.now().isoformat())
    theirs = intake.send_fhir(as_fhir(other, intake.service.centre.patients[1]))

    sent = intake.send_fhir(response(intake, SEVERE, replaces=id_of(theirs)))

    assert codes(sent) == ["technical"]
    assert intake.problems(intake.alert_of(id_of(sent))) == {"unknown_correction"}


def test_an_answer_out_of_order_is_compared_with_the_one_written_before_it(intake):
    worse = response(intake, {"fatigue": {"severity": 2, "interference": 2}})
    between = response(
        intake, {"fatigue": {"severity": 1, "interference": 0}}, ago=timedelta(days=2)
    )
    first = response(intake, {"fatigue": {"severity": 4, "interference": 4}}, ago=timedelta(days=3))
    intake.send_fhir(first)
    last = intake.send_fhir(worse)
    middle = intake.send_fhir(between)

    # The middle one came last, and is compared with the first: better, nothing to report.
    assert codes(middle) == ["nothing"]
    assert id_of(last) != id_of(middle)
    assert intake.stored()["answer"] == 3


def test_an_answer_is_late_from_72_hours_on(intake):
    in_time = intake.send_fhir(response(intake, SEVERE, ago=LATE_AFTER))
    late = intake.send_fhir(response(intake, SEVERE, ago=LATE_AFTER + timedelta(seconds=1)))

    assert codes(in_time) == ["alert"]
    assert codes(late) == ["alert", "late"]


def test_an_answer_of_tomorrow_has_the_time_of_its_reception(intake):
    sent = intake.send_fhir(response(intake, SEVERE, ago=timedelta(days=-1)))

    [(authored_at, received_at)] = intake.read(select(Answer.authored_at, Answer.received_at))
    assert authored_at == received_at
    assert codes(sent) == ["alert"]


def test_a_patient_whom_nobody_follows_is_refused_aloud(intake):
    patient = intake.patient
    with intake.service.context.database.writing(Scope(intake.service.centre.id)) as session:
        session.execute(
            update(Patient).where(Patient.id == patient).values(monitoring=Monitoring.ENDED)
        )

    refused = intake.send_fhir(response(intake, SEVERE))

    assert (refused.status_code, codes(refused)) == (409, ["monitoring_not_active"])
    assert refused.json()["issue"][0]["code"] == "business-rule"
    assert [entry.patient_id for entry in intake.journal("answer_not_taken")] == [patient]
    assert intake.stored()["answer"] == 0


def test_a_foreign_patient_is_as_one_that_is_missing(intake):
    content = answer_content(SEVERE)
    tried = [
        intake.send_fhir(as_fhir(content, who))
        for who in (uuid4(), intake.service.other_centre.patients[0])
    ]

    assert [(each.status_code, each.json()) for each in tried] == [
        (404, tried[0].json()),
        (404, tried[0].json()),
    ]
    assert codes(tried[0]) == ["not_found"]
    assert intake.stored()["answer"] == 0


def test_a_refusal_is_journalled_with_the_patient_that_was_tried(intake):
    patient = intake.service.other_centre.patients[0]

    intake.send_fhir(as_fhir(answer_content(), patient))

    [entry] = intake.journal("submit_questionnaire_response")
    assert isinstance(entry, JournalEntry)
    assert (entry.outcome, entry.patient_id) == ("refused:not_found", patient)


def test_what_lies_beside_it_is_refused_in_fhirs_words(sqlite_intake):
    client, headers = sqlite_intake.service.client, sqlite_intake.service.as_("ingest")

    unknown = client.get("/api/v1/fhir/Patient/1", headers=headers)
    wrong = client.get("/api/v1/fhir/QuestionnaireResponse", headers=headers)
    offered = client.post(
        "/api/v1/fhir/QuestionnaireResponse?_format=json",
        content=as_body(response(sqlite_intake)),
        headers=sqlite_intake.service.writing_as("ingest"),
    )

    assert [each.status_code for each in (unknown, wrong, offered)] == [404, 405, 422]
    assert wrong.headers["Allow"] == "POST"
    for each in (unknown, wrong, offered):
        assert each.json()["resourceType"] == "OperationOutcome"
        assert each.headers["content-type"] == "application/fhir+json"
