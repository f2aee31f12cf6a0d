"""H-02: what was begun and never sent is judged once its patient left it, then let go of."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import update

from services.contract.enums import AlertKind, AlertLevel, AlertState, AnswerOutcome
from services.contract.week_enums import MessageKind, SurveyState
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer
from services.db.tables.edge import JournalEntry
from services.db.tables.messages import Message
from services.db.tables.portal import AnswerDraft
from services.db.tables.schedule import SurveyWindow
from services.portal.unsent import DraftsNotJudged, judge_unsent
from services.schedule.tick import keep_weeks
from tests.services.archiving.test_at_once import at_once
from tests.services.portal.conftest import Bedside
from tests.support.answered_pages import fill, fill_all, quiet, send

TIRED = {"severity": "4", "interference": "4", "shown": "severity interference"}
VOMITING = {"frequency": "4", "severity": "4", "shown": "frequency severity"}


def _later(bedside: Bedside, **passed: float) -> None:
    bedside.service.clock.forward(**passed)
    judge_unsent(bedside.service.context, bedside.service.centre.id)


def _answers(bedside: Bedside) -> list[Answer]:
    return sorted(bedside.rows(Answer), key=lambda each: each.id)


def test_what_is_severe_and_was_never_sent_is_seen(bedside: Bedside):
    phone = bedside.phone()
    fill_all(phone, fatigue=TIRED)

    _later(bedside, minutes=119)
    assert _answers(bedside) == []
    _later(bedside, minutes=1)

    [answer], [alert] = _answers(bedside), bedside.rows(Alert)
    assert (answer.unfinished, answer.completed) == (True, False)
    assert (alert.kind, alert.answer_id) == (AlertKind.CLINICAL, answer.id)
    [draft] = bedside.rows(AnswerDraft)
    assert answer.authored_at == draft.changed_at
    [entry] = bedside.journal("take_unsent_answers")
    assert (entry.role, entry.patient_id) == ("system", bedside.patient)


def test_it_is_taken_once_and_the_whole_answer_corrects_it(bedside: Bedside):
    phone = bedside.phone()
    fill_all(phone, fatigue=TIRED)
    _later(bedside, hours=3)
    _later(bedside, hours=3)
    [early] = _answers(bedside)

    send(bedside.phone())

    early, last = _answers(bedside)
    assert (last.replaces_id, last.unfinished) == (early.id, False)
    [alert] = bedside.rows(Alert)
    assert alert.answer_id == last.id


def test_the_pages_do_not_speak_of_an_emergency_that_nobody_told(bedside: Bedside):
    fill_all(bedside.phone(), fatigue=TIRED)
    _later(bedside, hours=3)

    phone = bedside.phone()

    assert "peut être urgente" not in phone.get("/").text
    assert phone.get("/urgent").url.path == "/portal/"
    assert phone.get("/summary").url.path == "/portal/summary"


def test_what_says_nothing_stays_with_its_patient(bedside: Bedside):
    fill(bedside.phone(), "fatigue", **quiet("fatigue"))

    _later(bedside, hours=3)

    assert (_answers(bedside), bedside.rows(Alert)) == ([], [])
    [draft] = bedside.rows(AnswerDraft)
    assert draft.judged_version == draft.version


def test_what_no_rule_can_judge_is_technical(bedside: Bedside, monkeypatch: pytest.MonkeyPatch):
    fill(bedside.phone(), "fatigue", **quiet("fatigue"))
    monkeypatch.setattr("services.answers.judging.evaluate", _fails)

    _later(bedside, hours=3)

    [answer], [alert] = _answers(bedside), bedside.rows(Alert)
    assert (answer.outcome, alert.level) == (AnswerOutcome.TECHNICAL, AlertLevel.CRITICAL)


def _fails(*_arguments: object, **_named: object) -> None:
    raise ArithmeticError


def test_after_the_end_of_its_week_it_is_judged_all_the_same(bedside: Bedside):
    [window] = bedside.rows(SurveyWindow)
    bedside.service.clock.set(window.closes_at - timedelta(minutes=5))
    fill_all(bedside.phone(), fatigue=TIRED)

    _later(bedside, hours=3)

    [answer] = _answers(bedside)
    assert window.opens_at <= answer.authored_at < window.closes_at


def test_one_that_cannot_be_opened_is_said_and_keeps_no_other_back(
    bedside: Bedside, monkeypatch: pytest.MonkeyPatch
):
    fill_all(bedside.phone(), fatigue=TIRED)
    monkeypatch.setattr("services.portal.unsent.drafts.find", _fails_to_open)

    with pytest.raises(DraftsNotJudged):
        _later(bedside, hours=3)

    monkeypatch.undo()
    _later(bedside, minutes=1)
    assert len(_answers(bedside)) == 1


def _fails_to_open(*_arguments: object) -> None:
    raise ValueError


def test_it_is_let_go_of_a_week_after_its_week(bedside: Bedside):
    fill_all(bedside.phone(), fatigue=TIRED)
    [window] = bedside.rows(SurveyWindow)
    _later(bedside, hours=3)

    bedside.service.clock.set(window.closes_at + timedelta(days=7) - timedelta(minutes=1))
    _later(bedside)
    assert len(bedside.rows(AnswerDraft)) == 1
    _later(bedside, minutes=1)

    assert bedside.rows(AnswerDraft) == []


def test_a_withdrawal_lets_go_of_it_at_once(bedside: Bedside):
    phone = bedside.phone()
    fill(phone, "fatigue", **quiet("fatigue"))

    phone.post("/withdraw", None, sure="yes")

    assert bedside.rows(AnswerDraft) == []


def test_who_stops_after_a_red_flag_is_asked_for_the_rest_and_missed(bedside: Bedside):
    """H-09: what went out early is no answer to the week."""
    fill(bedside.phone(), "vomiting", **VOMITING)
    context, centre = bedside.service.context, bedside.service.centre.id
    for _ in range(4):
        bedside.service.clock.forward(days=1)
        keep_weeks(context, centre)

    [window] = bedside.rows(SurveyWindow)
    assert (window.state, window.reminders) == (SurveyState.OPEN, 2)
    assert window.silence_alert_id is not None
    kinds = {each.kind for each in bedside.rows(Message)}
    assert {MessageKind.REMINDER, MessageKind.SECOND_REMINDER} <= kinds

    fill_all(bedside.phone(), vomiting=VOMITING)
    send(bedside.phone())
    keep_weeks(context, centre)

    [window] = bedside.rows(SurveyWindow)
    assert window.state is SurveyState.ANSWERED
    assert bedside.rows(JournalEntry, JournalEntry.action == "silence_over")


def test_what_went_out_already_is_no_news_two_hours_later(bedside: Bedside):
    """H-02: an alert that a nurse has dealt with does not come again of the same words."""
    fill(bedside.phone(), "fatigue", **quiet("fatigue"))
    fill(bedside.phone(), "vomiting", **VOMITING)
    [told], [alert] = _answers(bedside), bedside.rows(Alert)
    with bedside.service.context.database.writing(Scope(bedside.service.centre.id)) as session:
        session.execute(update(Alert).values(state=AlertState.CLOSED))

    _later(bedside, hours=3)

    assert [each.id for each in _answers(bedside)] == [told.id]
    assert [each.id for each in bedside.rows(Alert)] == [alert.id]
    fill(bedside.phone(), "fatigue", **TIRED)
    _later(bedside, hours=3)
    assert len(_answers(bedside)) == 2


def test_what_was_begun_when_a_follow_up_ends_is_seen_first(bedside: Bedside):
    """A minute old: afterwards nobody would judge it, and its patient has told nobody (H-08)."""
    phone = bedside.phone()
    fill_all(phone, fatigue=TIRED)
    service, path = bedside.service, f"/api/v1/patients/{bedside.patient}"
    service.clock.forward(minutes=1)
    seen = service.client.get(f"{path}/archive-preview", headers=service.as_("nurse")).json()

    refused = service.client.post(
        f"{path}/archive",
        json={"reason": "transfer"},
        headers=service.writing_as("nurse", version=seen["version"]),
    )

    assert (refused.status_code, refused.json()["code"]) == (409, "alerts_open")
    [answer], [alert] = _answers(bedside), bedside.rows(Alert)
    assert (answer.unfinished, alert.answer_id) == (True, answer.id)
    again = service.client.get(f"{path}/archive-preview", headers=service.as_("nurse")).json()
    assert [each["id"] for each in again["open_alerts"]] == [str(alert.id)]


@pytest.mark.parametrize(
    ("who", "body"), [("nurse", {"reason": "death", "died_on": "2025-11-17"}), ("admin", {})]
)
def test_it_is_left_alone_by_a_death_and_by_whoever_may_not_archive(
    bedside: Bedside, who: str, body: dict[str, str]
):
    phone = bedside.phone()
    fill_all(phone, fatigue=TIRED)
    service, path = bedside.service, f"/api/v1/patients/{bedside.patient}"
    seen = service.client.get(f"{path}/archive-preview", headers=service.as_("nurse")).json()

    service.client.post(
        f"{path}/archive",
        json={"reason": "transfer"} | body,
        headers=service.writing_as(who, version=seen["version"]),
    )

    assert _answers(bedside) == []


def test_what_was_begun_and_cannot_be_read_leaves_a_notice(bedside: Bedside):
    """Nobody would hear of it any more once the follow-up has ended (H-02)."""
    phone = bedside.phone()
    fill_all(phone, fatigue=TIRED)
    service, path = bedside.service, f"/api/v1/patients/{bedside.patient}"
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(update(AnswerDraft).values(content=b"x" * 64))
    seen = service.client.get(f"{path}/archive-preview", headers=service.as_("nurse")).json()

    ended = service.client.post(
        f"{path}/archive",
        json={"reason": "transfer"},
        headers=service.writing_as("nurse", version=seen["version"]),
    )

    assert ended.status_code == 200, ended.text
    # One of the draft, and one because the patient does not know of the end.
    assert [each.kind for each in bedside.rows(Alert)] == [AlertKind.NOTICE] * 2


@pytest.mark.parametrize("_round", range(3))
def test_two_who_end_a_follow_up_at_once_do_not_wait_for_each_other(bedside: Bedside, _round: int):
    """Each judges what was begun, then ends: both take patient and schedule in one order."""
    phone = bedside.phone()
    fill_all(phone)
    service, path = bedside.service, f"/api/v1/patients/{bedside.patient}"
    seen = service.client.get(f"{path}/archive-preview", headers=service.as_("nurse")).json()

    def _end(who: str) -> int:
        answer = service.client.post(
            f"{path}/archive",
            json={"reason": "transfer"},
            headers=service.writing_as(who, version=seen["version"]),
        )
        return int(answer.status_code)

    answers = at_once(*(partial(_end, who) for who in ("nurse", "nurse_2", "oncologist")))

    assert sorted(answers) == [200, 409, 409]
