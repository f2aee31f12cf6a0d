"""What cannot wait goes out with the page that says so; what follows corrects it (H-02)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.answers.content import unseal
from services.contract.answer_content import AnswerContent
from services.contract.enums import AlertKind, AlertLevel, AlertState, AnswerOutcome
from services.db.tables.alerts import Alert, RuleHit
from services.db.tables.answers import Answer
from services.db.tables.portal import AnswerDraft
from services.db.tables.schedule import SurveyWindow
from tests.services.portal.conftest import Bedside
from tests.support.answered_pages import PLACES, fill, fill_all, quiet, send
from tests.support.answers import answer_content
from tests.support.service import random_key

SEVERE = {"frequency": "4", "severity": "4", "shown": "frequency severity"}
FEVER = {"degrees1": "39,1", "day1": "2025-11-18", "time1": "08:00"}


def _answers(bedside: Bedside) -> list[Answer]:
    return sorted(bedside.rows(Answer), key=lambda each: each.id)


def _content(bedside: Bedside, answer: Answer) -> AnswerContent:
    cipher = bedside.service.context.keys.patient(bedside.patient)
    return unseal(cipher, answer.id, answer.content)


def test_when_the_page_says_that_the_team_was_told_it_was(bedside: Bedside):
    page = fill(bedside.phone(), "vomiting", **SEVERE)

    assert page.url.path == "/portal/urgent"
    assert "Appelez maintenant" in page.text
    assert "déjà envoyée" in page.text
    [alert], [answer] = bedside.rows(Alert), _answers(bedside)
    assert (alert.kind, alert.level) == (AlertKind.CLINICAL, AlertLevel.CRITICAL)
    assert (alert.state, alert.answer_id) == (AlertState.NEW, answer.id)
    assert _content(bedside, answer).items == {"vomiting": {"frequency": 4, "severity": 4}}


def test_who_stops_there_has_lost_nothing(bedside: Bedside):
    phone = bedside.phone()
    fill(phone, "fatigue", **quiet("fatigue"))
    fill(phone, "vomiting", **SEVERE)

    [answer] = _answers(bedside)

    assert set(_content(bedside, answer).items) == {"fatigue", "vomiting"}
    assert (answer.outcome, answer.completed) == (AnswerOutcome.ALERT, False)
    home = bedside.phone().get("/")
    assert "2 pages sur 26" in home.text
    assert "a déjà été envoyée" in home.text


def test_the_last_answer_corrects_what_went_out_early(bedside: Bedside):
    phone = bedside.phone()
    bedside.service.clock.forward(minutes=1)
    fill_all(phone, vomiting=SEVERE)
    bedside.service.clock.forward(minutes=5)

    send(phone)

    early, last = _answers(bedside)
    assert last.replaces_id == early.id
    assert (early.completed, last.completed) == (False, True)
    assert last.authored_at == early.authored_at
    assert len(_content(bedside, last).items) == 20
    [alert] = bedside.rows(Alert)
    assert alert.answer_id == last.id
    assert (alert.kind, alert.level) == (AlertKind.CLINICAL, AlertLevel.CRITICAL)


def test_taking_it_back_does_not_lower_the_alert(bedside: Bedside):
    phone = bedside.phone()
    fill(phone, "vomiting", **SEVERE)

    fill_all(phone, vomiting={"frequency": "0"})
    send(phone)

    [alert] = bedside.rows(Alert)
    assert (alert.level, alert.state) == (AlertLevel.CRITICAL, AlertState.NEW)
    assert alert.answer_id == _answers(bedside)[-1].id


def test_a_flag_that_stands_is_shown_once_and_another_one_again(bedside: Bedside):
    phone = bedside.phone()
    fill(phone, "vomiting", **SEVERE)

    following = fill(phone, "fatigue", **quiet("fatigue"))
    assert following.url.path == "/portal/questionnaire/2"
    again = fill(phone, "temperature", **FEVER)

    assert again.url.path == "/portal/urgent"
    assert len(_answers(bedside)) == 2
    [alert] = bedside.rows(Alert)
    assert {hit.rule_id for hit in bedside.rows(RuleHit)} >= {"VOM-02", "FEV-01"}
    assert alert.answer_id == _answers(bedside)[-1].id


def test_what_is_only_severe_waits_for_the_end(bedside: Bedside):
    page = fill(
        bedside.phone(),
        "fatigue",
        severity="4",
        interference="4",
        shown="severity interference",
    )

    assert page.url.path == "/portal/questionnaire/2"
    assert _answers(bedside) == []


def test_the_urgent_page_is_there_for_who_was_told_alone(bedside: Bedside):
    assert bedside.phone().get("/urgent").url.path == "/portal/"


def test_the_nurse_sees_the_early_answer_in_the_queue_at_once(bedside: Bedside):
    fill(bedside.phone(), "diarrhoea", frequency="4")

    page = bedside.service.client.get("/api/v1/worklist", headers=bedside.service.as_("nurse"))

    [row] = [each for each in page.json()["items"] if each["patient"]["id"] == str(bedside.patient)]
    assert row["level"] == "critical"


def _told(bedside: Bedside, path: str) -> Any:
    answer = bedside.service.client.get(f"/api/v1{path}", headers=bedside.service.as_("nurse"))
    assert answer.status_code == 200
    return answer.json()


def test_the_team_is_told_which_answer_was_not_finished(bedside: Bedside):
    """H-02: twelve questions without an answer are no twelve symptoms that are not there."""
    phone, file = bedside.phone(), f"/patients/{bedside.patient}/answers"
    bedside.service.clock.forward(minutes=1)
    fill_all(phone, vomiting=SEVERE)
    [early], [alert] = _answers(bedside), bedside.rows(Alert)
    whole = _told(bedside, f"{file}/{early.id}")
    assert (whole["line"]["is_unfinished"], whole["survey"]["is_unfinished"]) == (True, True)
    assert _told(bedside, f"/alerts/{alert.id}")["survey"]["is_unfinished"] is True
    bedside.service.clock.forward(minutes=5)

    send(phone)

    assert [each["is_unfinished"] for each in _told(bedside, file)["items"]] == [False, True]
    assert _told(bedside, f"/alerts/{alert.id}")["survey"]["is_unfinished"] is False


def test_an_early_answer_is_compared_with_nothing_later(bedside: Bedside):
    """A survey that stopped half way is no baseline: a symptom that was not asked is not mild."""
    fill(bedside.phone(), "vomiting", **SEVERE)
    bedside.service.clock.set(datetime(2025, 11, 25, 9, tzinfo=UTC))
    bedside.service.stay_signed_in()

    sent = bedside.service.client.post(
        f"/api/v1/patients/{bedside.patient}/answers",
        json=answer_content(
            {"fatigue": {"severity": 4, "interference": 4}}, authored_at="2025-11-25T09:00:00Z"
        ),
        headers=bedside.service.as_("ingest", **{"Idempotency-Key": random_key()}),
    )

    file = bedside.service.client.get(
        f"/api/v1/patients/{bedside.patient}/answers/{sent.json()['id']}",
        headers=bedside.service.as_("nurse"),
    )
    assert file.json()["explanation"]["compared_with"] is None


def test_a_broken_red_flag_rule_holds_nobody_up_and_is_seen_at_once(bedside: Bedside, monkeypatch):
    """What cannot be evaluated is technical, once, as on any other way in (decision 15)."""
    monkeypatch.setattr("services.answers.judging.evaluate", _fails)
    phone = bedside.phone()

    page = fill(phone, "vomiting", **SEVERE)
    fill(phone, "fatigue", **quiet("fatigue"))

    assert page.url.path == f"/portal/questionnaire/{PLACES['vomiting'] + 1}"
    [answer], [alert] = _answers(bedside), bedside.rows(Alert)
    assert (answer.outcome, alert.kind) == (AnswerOutcome.TECHNICAL, AlertKind.TECHNICAL)
    assert phone.get("/urgent").url.path == "/portal/"


def test_a_flag_does_not_wait_for_the_rest_of_its_page(bedside: Bedside):
    """A fever that is whole, beside a second reading without its time."""
    page = fill(bedside.phone(), "temperature", **FEVER, degrees2="38,5")

    assert page.url.path == "/portal/urgent"
    assert f'href="/portal/questionnaire/{PLACES["temperature"]}"' in page.text
    [answer] = _answers(bedside)
    assert [each.value for each in _content(bedside, answer).temperatures] == [39.1]
    assert len(bedside.rows(Alert)) == 1


def test_a_page_that_lacks_something_and_raises_nothing_is_shown_again(bedside: Bedside):
    page = fill(bedside.phone(), "temperature", degrees1="37,1")

    assert (page.status_code, page.url.path) == (
        422,
        f"/portal/questionnaire/{PLACES['temperature']}",
    )
    assert _answers(bedside) == []


def test_a_flag_that_was_taken_back_is_told_again_when_it_comes_again(bedside: Bedside):
    phone = bedside.phone()
    fill(phone, "vomiting", **SEVERE)
    following = fill(phone, "vomiting", frequency="0")
    assert following.url.path != "/portal/urgent"

    again = fill(phone, "vomiting", **SEVERE)

    assert again.url.path == "/portal/urgent"


def test_a_red_flag_that_comes_between_two_weeks_is_taken(bedside: Bedside):
    """The browser had no network until the week was over, and no other one is open (H-02)."""
    [window] = bedside.rows(SurveyWindow)
    fill(bedside.phone(), "fatigue", **quiet("fatigue"))
    bedside.service.clock.set(window.closes_at + timedelta(hours=1))

    page = fill(bedside.phone(), "vomiting", **SEVERE, window=str(window.id))

    assert page.url.path == "/portal/urgent"
    [answer], [alert] = _answers(bedside), bedside.rows(Alert)
    assert (alert.level, alert.answer_id) == (AlertLevel.CRITICAL, answer.id)
    assert answer.unfinished


def test_a_quiet_page_between_two_weeks_is_refused_aloud(bedside: Bedside):
    [window] = bedside.rows(SurveyWindow)
    bedside.service.clock.set(window.closes_at + timedelta(hours=1))

    page = fill(bedside.phone(), "fatigue", **quiet("fatigue"), window=str(window.id))

    assert "pas été ajoutée" in page.text
    assert (_answers(bedside), bedside.rows(AnswerDraft)) == ([], [])


def _fails(*_arguments: object, **_named: object) -> None:
    raise ArithmeticError


def test_a_fever_of_this_minute_on_a_clock_that_is_ahead_is_taken_as_of_now(bedside: Bedside):
    now = bedside.service.clock.now()
    ahead = now.astimezone(ZoneInfo("Europe/Paris")) + timedelta(minutes=3)

    page = fill(
        bedside.phone(),
        "temperature",
        degrees1="39,1",
        day1=ahead.date().isoformat(),
        time1=ahead.strftime("%H:%M"),
    )

    assert page.url.path == "/portal/urgent"
    [answer] = _answers(bedside)
    [reading] = _content(bedside, answer).temperatures
    assert reading.measured_at == now
