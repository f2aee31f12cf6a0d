"""Many answers at once: all stored, none twice, no error of the server (R-FLT-02)."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from sqlalchemy import select

from services.db.tables.alerts import WorklistEntry
from services.db.tables.answers import Answer
from tests.support.answers import answer_json

THREADS = 8


def together(calls):
    with ThreadPoolExecutor(THREADS) as threads:
        return [future.result() for future in [threads.submit(call) for call in calls]]


def until_taken(send):
    """What a sender does with 503 and its `Retry-After`: the same again, with the same key."""
    while (response := send()).status_code == 503:
        assert response.headers["Retry-After"]
    return response


def test_answers_of_one_patient_at_once_are_all_stored(intake):
    """Whoever waits for the lock of the patient too long sends again, as every sender does."""

    def _send(number):
        body = answer_json(
            {"diarrhoea": {"frequency": number % 5}}, authored_at=f"2025-11-18T09:{number:02d}:00Z"
        )
        return lambda: until_taken(
            lambda: intake.send(body, key=f"answer-{number}-of-this-patient")
        )

    responses = together([_send(number) for number in range(24)])

    assert [response.status_code for response in responses] == [201] * 24
    assert intake.stored()["answer"] == 24
    alerts = {response.json()["alert_id"] for response in responses} - {None}
    assert intake.stored()["alert"] == len(alerts) > 0
    [(open_count,)] = intake.read(select(WorklistEntry.open_count))
    assert open_count == len(alerts)


def test_the_same_answer_at_once_under_many_keys_is_stored_once(intake):
    body = answer_json({"diarrhoea": {"frequency": 4}})

    responses = together([lambda: intake.send(body)] * 16)

    assert sorted(response.status_code for response in responses) == [200] * 15 + [201]
    assert len({response.json()["id"] for response in responses}) == 1
    assert intake.stored()["answer"] == intake.stored()["alert"] == 1


def test_the_same_request_at_once_has_one_effect(intake):
    body = answer_json({"diarrhoea": {"frequency": 4}})

    responses = together([lambda: intake.send(body, key="one-intention")] * 16)

    assert {response.status_code for response in responses} == {201}
    assert len({response.content for response in responses}) == 1
    assert intake.stored()["idempotency"] == 1


def test_first_answers_of_a_centre_at_once_settle_its_rule_set_once(intake):
    patients = intake.service.centre.patients + intake.service.centre.patients_of_other_unit

    responses = together(
        [lambda patient=patient: intake.send(patient=patient) for patient in patients]
    )

    assert {response.status_code for response in responses} == {201}
    assert set(intake.read(select(Answer.rule_set_version))) == {("default-2",)}


def test_surveys_written_one_after_the_other_stay_in_that_order(intake):
    for week in (3, 2, 1, 0):
        intake.answer({"diarrhoea": {"frequency": week}}, weeks_ago=week)

    written = [at for (at,) in intake.read(select(Answer.authored_at).order_by(Answer.id))]

    assert all(earlier < later for earlier, later in pairwise(written))
