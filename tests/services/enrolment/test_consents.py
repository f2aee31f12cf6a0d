"""What a patient agreed to and takes back, each question by itself (S-47 to S-50, S-57, H-16)."""

from datetime import datetime, timedelta

import pytest

from services.contract.enums import AlertKind, Monitoring
from services.contract.week_enums import MessageKind, MessageState, SurveyState
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.edge import JournalEntry
from services.db.tables.enrolment import Consent
from services.db.tables.messages import Message
from services.db.tables.schedule import SurveyWindow
from services.ids import new_id
from services.notifications.outbox import Letter, post
from services.patients import following
from tests.services.enrolment.conftest import CONSENTING, ELIGIBLE, Desk, Draft, code, refusals


def _line(desk: Desk, draft: Draft, kind: str):
    lines = desk.get(f"/patients/{draft.patient}/consents")["lines"]
    return next(each for each in lines if each["kind"] == kind)


def _ask(desk: Desk, draft: Draft) -> None:
    """A questionnaire that is open, and a reminder of it that waits."""
    now, service = desk.service.clock.now(), desk.service
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.add(
            SurveyWindow(
                id=new_id(),
                centre_id=service.centre.id,
                patient_id=draft.patient,
                week=now.date(),
                opens_on=now.date(),
                opens_at=now,
                closes_at=now + timedelta(days=7),
                issued_at=now,
                questionnaire="vigie-weekly",
                questionnaire_version="1.1.0",
                plan_version=1,
                state=SurveyState.OPEN,
                reminders=0,
            )
        )
        session.flush()
        letter = Letter(
            service.centre.id,
            draft.patient,
            MessageKind.REMINDER,
            "reminder of a window",
            now + timedelta(days=1),
        )
        post(session, service.context.keys, letter, now)


def test_three_lines_stand_apart_with_their_texts(desk: Desk):
    draft = desk.followed()

    found = desk.get(f"/patients/{draft.patient}/consents")

    assert [(each["kind"], each["standing"]["choice"]) for each in found["lines"]] == [
        ("telemonitoring", "accepted"),
        ("research", "not_opposed"),
        ("communication", "refused"),
    ]
    assert {each["notice"] for each in found["lines"]} == {
        "telemonitoring-app-patient",
        "transparency-app-patient",
        "privacy-app-patient",
    }
    assert found["may_be_followed"] is True


def test_a_withdrawal_ends_the_follow_up_at_once(desk: Desk):
    draft = desk.followed()
    _ask(desk, draft)

    answer = draft.say("telemonitoring", "withdrawn")

    assert answer.status_code == 200, answer.text
    assert answer.json()["may_be_followed"] is False
    assert draft.row.monitoring is Monitoring.ENDED
    assert {row.state for row in desk.rows(SurveyWindow)} == {SurveyState.CANCELLED}
    messages = {row.kind: row.state for row in desk.rows(Message)}
    assert messages[MessageKind.REMINDER] is MessageState.CANCELLED
    assert messages[MessageKind.FOLLOW_UP_ENDED] is MessageState.QUEUED


def test_a_withdrawal_leaves_open_alerts_to_the_unit(desk: Desk):
    draft = desk.followed()
    raised = desk.rows(Alert, Alert.patient_id == draft.patient)

    draft.say("telemonitoring", "withdrawn")

    *after, untold = desk.rows(Alert, Alert.patient_id == draft.patient)
    assert [each.id for each in after] == [each.id for each in raised]
    assert untold.kind is AlertKind.NOTICE
    assert {each.state for each in after} == {"new"}


def test_a_second_withdrawal_changes_nothing_and_tells_nobody_again(desk: Desk):
    draft = desk.followed()
    draft.say("telemonitoring", "withdrawn")
    first = (len(desk.rows(Consent)), len(desk.rows(Message)))

    again = draft.say("telemonitoring", "withdrawn", collection="in_person")

    assert again.status_code == 200
    assert (len(desk.rows(Consent)), len(desk.rows(Message))) == first


def test_no_answer_is_taken_of_somebody_who_has_withdrawn(desk: Desk):
    draft = desk.followed()
    draft.say("telemonitoring", "withdrawn")

    assert code(desk.send("POST", f"/patients/{draft.patient}/entries", _DIAGNOSIS)) == (
        409,
        "monitoring_not_active",
    )


_DIAGNOSIS = {"began_on": "2025", "content": {"kind": "diagnosis", "label": "x"}}


def test_only_a_new_consent_and_a_new_enrolment_undo_it(desk: Desk):
    draft = desk.followed()
    draft.say("telemonitoring", "withdrawn")
    refused = draft.say("telemonitoring", "accepted")
    desk.service.clock.forward(minutes=1)

    draft.last = desk.send("POST", f"{draft.path}/reopen", {}).json()
    draft.saved("eligibility", ELIGIBLE)
    draft.saved("pathway", desk.pathway())
    assert refusals(draft.finish()) >= {("consent.telemonitoring", "required")}
    draft.saved("consent", CONSENTING)

    assert refusals(refused) == {("choice", "not_here")}
    assert draft.finish().status_code == 200
    assert draft.row.monitoring is Monitoring.ACTIVE
    said = _line(desk, draft, "telemonitoring")["history"]
    assert [each["choice"] for each in said] == ["accepted", "withdrawn", "accepted"]
    record = desk.get(f"/patients/{draft.patient}/record")
    assert (len(record["entries"]), len(record["lines"])) == (1, 1)


def test_a_consent_that_was_collected_before_a_withdrawal_begins_nothing(desk: Desk):
    draft = desk.whole()
    desk.service.clock.forward(minutes=5)
    draft.say("telemonitoring", "withdrawn")

    answer = draft.finish()

    assert answer.status_code in (409, 412)
    assert draft.row.monitoring is Monitoring.ENDED


@pytest.mark.parametrize(
    ("kind", "choice"), [("research", "opposed"), ("communication", "accepted")]
)
def test_the_two_other_choices_change_nothing_else(desk: Desk, kind: str, choice: str):
    draft = desk.followed()

    answer = draft.say(kind, choice)

    assert answer.status_code == 200
    assert _line(desk, draft, kind)["standing"]["choice"] == choice
    assert draft.row.monitoring is Monitoring.ACTIVE
    assert desk.rows(Message) == []


def test_an_opposition_is_taken_of_somebody_who_is_followed_no_more(desk: Desk):
    draft = desk.followed()
    draft.say("telemonitoring", "withdrawn")

    assert draft.say("research", "opposed").status_code == 200


@pytest.mark.parametrize(
    ("kind", "choice", "problem"),
    [
        ("research", "withdrawn", ("choice", "not_a_choice")),
        ("communication", "opposed", ("choice", "not_a_choice")),
        ("telemonitoring", "opposed", ("choice", "not_a_choice")),
    ],
)
def test_what_is_no_answer_to_the_question_is_refused(sqlite_desk: Desk, kind, choice, problem):
    draft = sqlite_desk.followed()

    assert refusals(draft.say(kind, choice)) == {problem}


def test_a_nurse_does_not_write_in_the_place_of_the_patient(sqlite_desk: Desk):
    draft = sqlite_desk.followed()

    answer = draft.say("research", "opposed", collection="on_pages")

    assert refusals(answer) == {("collection", "not_offered")}


def test_who_wrote_a_choice_down_is_in_the_journal(desk: Desk):
    draft = desk.followed()

    draft.say("research", "opposed")

    [entry] = desk.rows(JournalEntry, JournalEntry.action == "record_consent")
    assert (entry.patient_id, entry.actor_id) == (
        draft.patient,
        desk.service.centre.accounts["nurse"],
    )


def test_consents_of_another_unit_are_not_there(desk: Desk):
    patient = desk.service.centre.patients_of_other_unit[0]
    body = {"kind": "research", "choice": "opposed", "collection": "by_phone"}

    assert code(desk.send("GET", f"/patients/{patient}/consents")) == (404, "not_found")
    assert code(desk.send("POST", f"/patients/{patient}/consents", body)) == (404, "not_found")


def _ends_otherwise(desk: Desk, draft: Draft) -> None:
    """The follow-up ended without a word about consent: what was agreed to still stands."""
    with desk.service.context.database.writing(Scope(desk.service.centre.id)) as session:
        following.end(session, draft.patient)


@pytest.mark.parametrize("is_withdrawn", [True, False])
def test_who_is_enrolled_again_is_asked_each_question_anew(desk: Desk, *, is_withdrawn: bool):
    """The same words again are an answer of this follow-up, with its own day (R-RET-05)."""
    draft = desk.followed()
    if is_withdrawn:
        draft.say("telemonitoring", "withdrawn")
    else:
        _ends_otherwise(desk, draft)
    desk.service.clock.forward(days=2)
    desk.service.stay_signed_in()
    begun = desk.service.clock.now()

    draft.last = desk.send("POST", f"{draft.path}/reopen", {}).json()
    consents = desk.get(f"/patients/{draft.patient}/consents")
    assert consents["may_be_followed"] is False
    draft.saved("eligibility", ELIGIBLE)
    draft.saved("pathway", desk.pathway())
    draft.saved("consent", CONSENTING)
    assert draft.finish().status_code == 200, draft.last

    for kind in ("telemonitoring", "research", "communication"):
        line = _line(desk, draft, kind)
        assert datetime.fromisoformat(line["standing"]["at"]) == begun, kind
        assert len(line["history"]) == (3 if is_withdrawn and kind == "telemonitoring" else 2)
    assert desk.get(f"/patients/{draft.patient}/consents")["may_be_followed"] is True


def test_what_is_said_twice_in_one_enrolment_stands_once(desk: Desk):
    draft = desk.followed()

    assert draft.say("research", "not_opposed").status_code == 200

    assert len(_line(desk, draft, "research")["history"]) == 1
