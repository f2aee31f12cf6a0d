"""A correction takes the place of an answer, and never takes an alert away (decision 16)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from services.contract.enums import AlertState
from services.db.tables.alerts import Alert, RuleHit, WorklistEntry
from services.db.tables.answers import Answer
from services.ids import new_id
from tests.services.answers.test_repeated import close
from tests.support.answers import answer_json

MILD, MODERATE, SEVERE = (
    {"diarrhoea": {"frequency": 1}},
    {"diarrhoea": {"frequency": 3}},
    {"diarrhoea": {"frequency": 4}},
)


def correct(intake, first, symptoms=None, **changes):
    """Sends a correction an hour after what it corrects, and gives its receipt."""
    intake.service.clock.forward(hours=1)
    intake.service.stay_signed_in()
    return intake.answer(symptoms, replaces=first["id"], **changes)


def act(intake, alert_id, name, body=None):
    version = intake.detail(alert_id)["version"]
    return intake.service.client.post(
        f"/api/v1/alerts/{alert_id}/{name}",
        headers=intake.service.writing_as("nurse", version),
        json=body or {},
    )


def test_a_correction_is_a_version_of_its_own_and_the_first_stays(intake):
    first = intake.answer(MILD)

    receipt = correct(intake, first, {"diarrhoea": {"frequency": 0}})

    assert receipt["id"] != first["id"]
    assert receipt["replaces"] == first["id"]
    assert intake.stored()["answer"] == 2
    found = intake.read(select(Answer.replaces_id, Answer.authored_at).order_by(Answer.received_at))
    assert [str(replaced) for replaced, _ in found] == ["None", first["id"]]
    assert found[0][1] == found[1][1]


def test_a_worse_correction_makes_the_open_alert_rise(intake):
    first = intake.answer(MODERATE)
    assert first["level"] == "moderate"
    due_before = intake.detail(first["alert_id"])["due_at"]

    receipt = correct(intake, first, SEVERE)

    assert (receipt["outcome"], receipt["level"]) == ("alert", "critical")
    assert receipt["alert_id"] == first["alert_id"]
    detail = intake.detail(first["alert_id"])
    assert (detail["level"], detail["rank"], detail["state"]) == ("critical", 1, "new")
    assert detail["due_at"] < due_before
    assert detail["version"] == 2
    assert [hit["rule_id"] for hit in detail["explanation"]["hits"]] == ["DIA-02"]
    assert detail["survey"]["answer_id"] == receipt["id"]
    assert detail["survey"]["corrects_received_at"] == first["received_at"]
    [(level, rank)] = intake.read(select(WorklistEntry.level, WorklistEntry.top_rank))
    assert (level, rank) == ("critical", 1)
    assert intake.stored()["alert"] == 1


def test_a_milder_correction_never_lowers_an_open_alert(intake):
    """Somebody may be on the telephone because of the first version."""
    first = intake.answer(SEVERE)

    receipt = correct(intake, first, MILD)

    assert (receipt["outcome"], receipt["alert_id"]) == ("nothing", first["alert_id"])
    detail = intake.detail(first["alert_id"])
    assert (detail["level"], detail["state"], detail["version"]) == ("critical", "new", 2)
    assert detail["received_at"] == first["received_at"]
    assert detail["explanation"]["hits"] == []
    assert {rule for (rule,) in intake.read(select(RuleHit.rule_id))} == {"DIA-02"}


def test_a_correction_that_cannot_be_judged_rises_above_critical(intake):
    first = intake.answer(SEVERE)

    receipt = correct(intake, first, {"diarrhoea": {"frequency": 9}})

    assert receipt["outcome"] == "technical"
    detail = intake.detail(first["alert_id"])
    assert (detail["kind"], detail["rank"]) == ("technical", 0)


def test_an_answer_that_could_not_be_judged_stays_with_a_person_when_it_is_corrected(intake):
    first = intake.answer({"diarrhoea": {"frequency": 9}})

    receipt = correct(intake, first, MILD)

    assert receipt["outcome"] == "nothing"
    detail = intake.detail(first["alert_id"])
    assert (detail["kind"], detail["rank"], detail["state"]) == ("technical", 0, "new")
    assert detail["survey"]["as_sent"] != []


def test_whoever_answered_for_the_first_version_is_asked_again_by_a_worse_one(intake):
    first = intake.answer(MODERATE)
    assert act(intake, first["alert_id"], "calls", {"result": "patient_reached"}).status_code == 200
    assert act(intake, first["alert_id"], "measures", {"codes": ["01"]}).status_code == 200

    correct(intake, first, SEVERE)

    detail = intake.detail(first["alert_id"])
    assert (detail["state"], detail["owner"], detail["acknowledged_at"]) == ("new", None, None)
    assert detail["due_at"] is not None
    refused = act(intake, first["alert_id"], "close")
    assert refused.status_code == 409, "a call before the correction knew nothing of it"


@pytest.mark.parametrize("act_name", ["defer", "escalate"])
def test_what_was_set_aside_is_in_front_of_the_unit_again_by_a_worse_one(intake, act_name):
    """H-03: whoever put it off, or asked somebody, did not know what the patient says now."""
    first = intake.answer(MODERATE)
    service = intake.service
    bodies = {
        "defer": {
            "reason": "appointment",
            "until": (service.clock.now() + timedelta(hours=6)).isoformat(),
        },
        "escalate": {
            "to": str(service.centre.accounts["oncologist"]),
            "question": "Faut-il la voir ?",
        },
    }
    assert act(intake, first["alert_id"], act_name, bodies[act_name]).status_code == 200

    correct(intake, first, SEVERE)

    detail = intake.detail(first["alert_id"])
    assert (detail["state"], detail["owner"], detail["escalation"]) == ("new", None, None)
    [(lane, rank)] = intake.read(select(WorklistEntry.lane, WorklistEntry.top_rank))
    assert (lane, rank) == ("todo", 1)


def test_an_acknowledged_alert_keeps_its_owner_when_the_correction_is_not_worse(intake):
    first = intake.answer(SEVERE)
    act(intake, first["alert_id"], "acknowledge")

    correct(intake, first, MODERATE)

    detail = intake.detail(first["alert_id"])
    assert (detail["state"], detail["level"]) == ("acknowledged", "critical")
    assert detail["owner"] is not None


def test_a_correction_of_a_closed_alert_raises_a_new_one(intake):
    first = intake.answer(SEVERE)
    close(intake, first["alert_id"])

    receipt = correct(intake, first, SEVERE | {"pain": {"frequency": 0}})

    assert receipt["alert_id"] not in {None, first["alert_id"]}
    states = dict(intake.read(select(Alert.id, Alert.state)))
    assert sorted(states.values()) == [AlertState.CLOSED, AlertState.NEW]
    assert intake.detail(first["alert_id"])["survey"]["corrected_at"] == receipt["received_at"]


def test_a_correction_of_a_quiet_answer_raises_what_it_reports(intake):
    first = intake.answer(MILD)

    assert correct(intake, first, SEVERE)["level"] == "critical"


def test_a_correction_is_compared_with_what_came_before_the_first_version(intake):
    """Else it would be compared with the very answer that it corrects, and a rise would vanish."""
    baseline = intake.answer(weeks_ago=1)
    first = intake.answer({"diarrhoea": {"frequency": 4}})
    close(intake, first["alert_id"])

    receipt = correct(intake, first, MODERATE)

    explanation = intake.detail(receipt["alert_id"])["explanation"]
    assert explanation["compared_with"] == baseline["authored_at"]
    assert "DIA-03" in [hit["rule_id"] for hit in explanation["hits"]]


def test_later_answers_are_compared_with_the_corrected_version(intake):
    first = intake.answer({"diarrhoea": {"frequency": 3}}, weeks_ago=1)
    correct(intake, first, MILD | {"diarrhoea": {"frequency": 0}})

    receipt = intake.answer(MODERATE)

    hits = intake.detail(receipt["alert_id"])["explanation"]["hits"]
    assert [hit["rule_id"] for hit in hits] == ["DIA-03", "DIA-01"]


def test_an_alert_still_shows_what_it_was_compared_with_when_that_is_corrected_later(intake):
    before = intake.answer({"diarrhoea": {"frequency": 1}}, weeks_ago=1)
    receipt = intake.answer(SEVERE)

    correct(intake, before, {"diarrhoea": {"frequency": 0}}, authored_at=before["authored_at"])

    symptoms = intake.detail(receipt["alert_id"])["survey"]["symptoms"]
    shown = next(each for each in symptoms if each["item"] == "diarrhoea")
    assert (shown["before"], shown["now"]) == (1, 3)


def test_a_correction_of_a_correction_follows_the_last_version(intake):
    first = intake.answer(MODERATE)
    second = correct(intake, first, SEVERE)

    third = correct(intake, first, MILD)

    assert third["replaces"] == second["id"]
    assert third["alert_id"] == first["alert_id"]
    assert intake.detail(first["alert_id"])["level"] == "critical"


def test_the_same_correction_sent_twice_is_one(intake):
    first = intake.answer(MODERATE)
    now = intake.service.clock.now().isoformat()
    sent = [correct(intake, first, SEVERE, authored_at=now) for _ in range(2)]

    assert sent[0]["id"] == sent[1]["id"]
    assert [each["duplicate"] for each in sent] == [False, True]
    assert sent[1]["alert_id"] == first["alert_id"]


def test_the_first_version_sent_again_changes_nothing_back(intake):
    now = intake.service.clock.now().isoformat()
    first = intake.answer(MODERATE, authored_at=now)
    correct(intake, first, SEVERE)

    again = intake.answer(MODERATE, authored_at=now)

    assert (again["id"], again["duplicate"]) == (first["id"], True)
    assert again["alert_id"] == first["alert_id"]
    assert intake.detail(first["alert_id"])["level"] == "critical"


def test_undated_words_after_the_corrected_alert_was_closed_are_news(intake):
    """The alert went over to the correction: closed there, the same words must be seen again."""
    first = intake.answer(SEVERE, authored_at=None)
    correct(intake, first, SEVERE | {"pain": {"frequency": 0}}, authored_at=None)
    close(intake, first["alert_id"])

    again = intake.answer(SEVERE, authored_at=None)

    assert again["duplicate"] is False
    assert again["alert_id"] != first["alert_id"]


@pytest.mark.parametrize("named", ["unknown", "", "other patient", "00000000"])
def test_a_correction_of_nothing_is_kept_and_shown_to_a_person(intake, named):
    other = intake.service.centre.patients[1]
    foreign = intake.send(answer_json(MILD), patient=other).json()["id"]
    replaces = {"unknown": str(new_id()), "other patient": foreign}.get(named, named)

    receipt = intake.answer(SEVERE, replaces=replaces)

    assert (receipt["outcome"], receipt["replaces"]) == ("technical", None)
    assert intake.problems(receipt["alert_id"]) == {"unknown_correction"}
    detail = intake.detail(receipt["alert_id"])
    assert [hit["rule_id"] for hit in detail["explanation"]["hits"]] == ["DIA-02"]


def test_an_answer_of_an_earlier_release_is_recognised_after_the_upgrade(intake):
    """The new fields do not change the words by which a repetition is known."""
    from services.answers.content import meaning
    from services.contract.answer_content import AnswerContent

    plain = meaning(AnswerContent.model_validate_json(answer_json(MILD)))

    assert b"replaces" not in plain


@pytest.mark.parametrize(("hours", "late"), [(71, False), (72, False), (73, True), (24 * 9, True)])
def test_an_answer_that_comes_long_after_it_was_written_is_marked_and_judged(intake, hours, late):
    written = intake.service.clock.now() - timedelta(hours=hours)

    receipt = intake.answer(SEVERE, authored_at=written.isoformat())

    assert (receipt["late"], receipt["level"]) == (late, "critical")
    assert intake.detail(receipt["alert_id"])["survey"]["is_late"] is late
    assert intake.read(select(Answer.late)) == [(late,)]


def test_a_correction_of_an_answer_in_time_is_not_late(intake):
    first = intake.answer(MODERATE)
    intake.service.clock.forward(days=6)
    intake.service.stay_signed_in()

    assert correct(intake, first, SEVERE)["late"] is False


def test_an_instant_in_the_future_is_flagged_and_not_late(intake):
    ahead = intake.service.clock.now() + timedelta(minutes=6)

    receipt = intake.answer(SEVERE, authored_at=ahead.isoformat())

    survey = intake.detail(receipt["alert_id"])["survey"]
    assert (survey["is_reception_time"], survey["is_late"]) == (True, False)
    assert survey["authored_at"] == receipt["received_at"]


def test_an_answer_that_comes_late_fires_nothing_again_for_those_after_it(intake):
    last = intake.answer(MODERATE)
    before = intake.detail(last["alert_id"])

    intake.answer(MODERATE, weeks_ago=1)

    assert intake.detail(last["alert_id"])["explanation"] == before["explanation"]
    assert intake.detail(last["alert_id"])["version"] == before["version"]
