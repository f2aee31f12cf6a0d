"""What an accepted answer becomes: grades, an alert or none, and one receipt for one intention."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from services.contract.enums import Channel, Monitoring
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer, SymptomGrade
from services.db.tables.patients import Patient
from services.ids import new_id
from tests.support.answers import answer_json

MILD, MODERATE, SEVERE = (
    {"diarrhoea": {"frequency": 1}},
    {"diarrhoea": {"frequency": 3}},
    {"diarrhoea": {"frequency": 4}},
)


def follow(intake, monitoring: Monitoring) -> None:
    with intake.service.context.database.writing(Scope(intake.service.centre.id)) as session:
        session.execute(
            update(Patient).where(Patient.id == intake.patient).values(monitoring=monitoring)
        )


def start_episode(intake, weeks_ago: float) -> None:
    started = intake.service.clock.now() - timedelta(weeks=weeks_ago)
    with intake.service.context.database.writing(Scope(intake.service.centre.id)) as session:
        session.execute(
            update(Patient).where(Patient.id == intake.patient).values(episode_started_at=started)
        )


def hits(intake, receipt) -> list[str]:
    explanation = intake.detail(receipt["alert_id"])["explanation"]
    return [hit["rule_id"] for hit in explanation["hits"]]


def test_a_quiet_answer_is_stored_with_its_grades_and_raises_nothing(intake):
    receipt = intake.answer(MILD)

    assert (receipt["outcome"], receipt["level"], receipt["alert_id"]) == ("nothing", None, None)
    assert receipt["duplicate"] is False
    assert intake.stored() == {
        "answer": 1,
        "symptom_grade": 20,
        "alert": 0,
        "worklist_entry": 0,
        "idempotency": 1,
    }
    [(grade,)] = intake.read(select(SymptomGrade.grade).where(SymptomGrade.item == "diarrhoea"))
    assert grade == 1


def test_a_severe_answer_raises_one_alert_with_every_rule_that_fired(intake):
    receipt = intake.answer(SEVERE | {"fatigue": {"severity": 2, "interference": 2}})

    assert (receipt["outcome"], receipt["level"]) == ("alert", "critical")
    [(answer_id, level, rule_set)] = intake.read(
        select(Alert.answer_id, Alert.level, Alert.rule_set_version)
    )
    assert (str(answer_id), level, rule_set) == (receipt["id"], "critical", "default-2")
    assert {"DIA-02", "FAT-01"} <= set(hits(intake, receipt))


def test_the_answer_and_its_journal_entry_are_there_together(intake):
    receipt = intake.answer(SEVERE)

    [entry] = intake.journal("submit_answer")
    assert (str(entry.object_id), entry.patient_id) == (receipt["id"], intake.patient)
    assert entry.role == "machine:ingest"
    assert entry.outcome == "done"


def test_the_same_key_has_one_effect_and_one_answer(intake):
    body = answer_json(SEVERE)

    first = intake.send(body, key="the-same-key")
    again = intake.send(body, key="the-same-key")

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["Idempotency-Replayed"] == "true"
    assert intake.stored()["answer"] == intake.stored()["alert"] == 1


def test_the_same_key_with_another_body_is_refused(intake):
    intake.send(answer_json(SEVERE), key="the-same-key")

    response = intake.send(answer_json(MILD), key="the-same-key")

    assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_reused")
    assert intake.stored()["answer"] == 1


def test_the_same_answer_under_another_key_gives_the_first_receipt(intake):
    body = answer_json(SEVERE)
    first = intake.send(body)
    intake.service.clock.forward(hours=3)

    again = intake.send(body)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json() | {"duplicate": True}
    assert intake.stored()["answer"] == intake.stored()["alert"] == 1


def test_the_order_of_fields_does_not_make_another_answer(intake):
    first = intake.send(b'{"questionnaire": "x", "comment": "a"}')
    again = intake.send(b'{"comment": "a", "questionnaire": "x"}')

    assert (first.status_code, again.status_code) == (201, 200)


def test_the_same_words_of_another_patient_are_another_answer(intake):
    body = answer_json(MILD)
    intake.send(body)

    response = intake.send(body, patient=intake.service.centre.patients[1])

    assert response.status_code == 201
    assert intake.stored()["answer"] == 2


def test_a_clock_that_stands_still_hides_no_answer_of_a_later_week(intake):
    """The same words under the same wrong date, a week later, are what the patient feels now."""
    body = answer_json(SEVERE, authored_at="2001-01-01T00:00:00Z")
    intake.send(body)
    intake.service.clock.forward(days=7)

    response = intake.send(body)

    assert response.status_code == 201
    assert intake.stored()["answer"] == intake.stored()["alert"] == 2


def test_a_rise_is_measured_against_the_last_completed_survey(intake):
    intake.answer(weeks_ago=2)
    intake.answer({"diarrhoea": {"frequency": "opt_out"}, "vomiting": {}}, weeks_ago=1)

    receipt = intake.answer(MODERATE)

    assert receipt["level"] == "high"
    assert hits(intake, receipt) == ["DIA-03", "DIA-01"]


def test_an_answer_out_of_order_is_compared_with_the_one_written_before_it(intake):
    first = intake.answer(weeks_ago=2)
    last = intake.answer(MODERATE, weeks_ago=0)

    between = intake.answer(MODERATE, weeks_ago=1)

    explanations = [intake.detail(each["alert_id"])["explanation"] for each in (between, last)]
    assert [each["compared_with"] for each in explanations] == [first["authored_at"]] * 2
    assert intake.stored()["alert"] == 2


def test_a_late_answer_is_judged_like_any_other(intake):
    intake.answer(weeks_ago=8)

    receipt = intake.answer(SEVERE, weeks_ago=6)

    assert receipt["level"] == "critical"
    compared_with = intake.detail(receipt["alert_id"])["explanation"]["compared_with"]
    assert compared_with is not None


def test_an_earlier_episode_is_not_compared_with(intake):
    intake.answer(weeks_ago=10)
    start_episode(intake, weeks_ago=5)

    receipt = intake.answer(MODERATE)

    assert intake.detail(receipt["alert_id"])["explanation"]["compared_with"] is None
    assert receipt["level"] == "moderate"


def test_a_clock_that_is_behind_does_not_hide_what_the_answer_is_compared_with(intake):
    """A date before the episode would find no survey before it, and the rise would go unseen."""
    first = intake.answer(weeks_ago=1)

    receipt = intake.answer(MODERATE, authored_at="2024-03-01T08:00:00Z")

    assert receipt["outcome"] == "technical"
    assert intake.problems(receipt["alert_id"]) == {"unreadable_time"}
    explanation = intake.detail(receipt["alert_id"])["explanation"]
    assert explanation["compared_with"] == first["authored_at"]
    assert hits(intake, receipt) == ["DIA-03", "DIA-01"]


@pytest.mark.parametrize("clock", ["2027-01-01T08:00:00Z", "demain", None])
def test_a_rise_is_seen_through_an_instant_that_cannot_be_believed(intake, clock):
    first = intake.answer(weeks_ago=1)

    receipt = intake.answer(MODERATE, authored_at=clock)

    detail = intake.detail(receipt["alert_id"])
    assert detail["explanation"]["compared_with"] == first["authored_at"]
    assert hits(intake, receipt) == ["DIA-03", "DIA-01"]
    assert detail["survey"]["is_reception_time"] is True


def test_a_survey_of_the_same_instant_is_not_compared_with(intake):
    now = intake.service.clock.now().isoformat()
    intake.answer(authored_at=now)

    receipt = intake.answer(MODERATE, authored_at=now)

    assert intake.detail(receipt["alert_id"])["explanation"]["compared_with"] is None


def test_reception_time_stands_in_for_a_clock_that_is_ahead(intake):
    now = intake.service.clock.now()
    ahead = now + timedelta(minutes=6)

    receipt = intake.answer(SEVERE, authored_at=ahead.isoformat())

    assert receipt["outcome"] == "alert"
    assert intake.read(select(Answer.authored_at)) == [(now,)]


def test_a_clock_that_is_a_little_ahead_is_believed(intake):
    ahead = intake.service.clock.now() + timedelta(minutes=4)

    intake.answer(SEVERE, authored_at=ahead.isoformat())

    assert intake.read(select(Answer.authored_at)) == [(ahead,)]


def test_a_nurse_writes_down_what_she_hears_on_the_phone(intake):
    response = intake.send(answer_json(MILD), who="nurse", headers={"X-Vigie-Channel": "web"})

    assert response.status_code == 201
    nurse = intake.service.centre.accounts["nurse"]
    assert intake.read(select(Answer.channel, Answer.submitted_by)) == [(Channel.PHONE, nurse)]


@pytest.mark.parametrize(("said", "stored"), [(None, "api"), ("web", "web"), ("api", "api")])
def test_a_machine_says_by_which_way_an_answer_came(sqlite_intake, said, stored):
    headers = {} if said is None else {"X-Vigie-Channel": said}

    sqlite_intake.send(answer_json(MILD), headers=headers)

    assert sqlite_intake.read(select(Answer.channel, Answer.submitted_by)) == [(stored, None)]


def test_a_way_that_does_not_exist_is_refused(sqlite_intake):
    response = sqlite_intake.send(answer_json(MILD), headers={"X-Vigie-Channel": "phone"})

    assert (response.status_code, response.json()["code"]) == (422, "invalid_parameter")
    assert sqlite_intake.stored()["answer"] == 0


def test_patients_whom_nobody_may_reach_answer_alike(intake):
    centre, other = intake.service.centre, intake.service.other_centre
    tries = [
        ("nurse", centre.patients_of_other_unit[0]),
        ("nurse_without_unit", centre.patients[0]),
        ("nurse", other.patients[0]),
        ("ingest", other.patients[0]),
        ("ingest", new_id()),
    ]

    responses = [intake.send(who=who, patient=patient) for who, patient in tries]

    assert {response.status_code for response in responses} == {404}
    bodies = [response.json() | {"request_id": ""} for response in responses]
    assert all(body == bodies[0] for body in bodies)
    assert intake.stored()["answer"] == 0


def test_a_machine_reaches_every_unit_of_its_centre(intake):
    response = intake.send(patient=intake.service.centre.patients_of_other_unit[0])

    assert response.status_code == 201


def test_a_paused_patient_is_still_heard(intake):
    follow(intake, Monitoring.PAUSED)

    assert intake.answer(SEVERE)["level"] == "critical"


@pytest.mark.parametrize("monitoring", [Monitoring.PENDING, Monitoring.ENDED])
def test_where_nobody_reads_the_sender_is_told_and_the_journal_knows(intake, monitoring):
    follow(intake, monitoring)

    response = intake.send(answer_json(SEVERE))

    assert (response.status_code, response.json()["code"]) == (409, "monitoring_not_active")
    assert intake.stored()["answer"] == 0
    [entry] = intake.journal("answer_not_taken")
    assert entry.patient_id == intake.patient


def test_a_repetition_after_the_end_still_gives_the_first_receipt(intake):
    body = answer_json(SEVERE)
    first = intake.send(body).json()
    follow(intake, Monitoring.ENDED)

    again = intake.send(body)

    assert (again.status_code, again.json()["id"]) == (200, first["id"])
