"""Whether the patient knows: work until one channel confirms it or somebody tells them (H-08)."""

from dataclasses import replace
from typing import Any

import pytest

from services.contract.enums import AlertLevel, AlertState
from services.contract.week_enums import Collection, MessageChannel, MessageState
from services.enrolment.withdrawing import Withdrawal, withdraw
from services.notifications.pages import mark_shown, unread
from services.notifications.sending import send_due
from services.patients.monitoring import find_for_system
from tests.services.archiving.conftest import Archives
from tests.services.notifications.conftest import smtp_of
from tests.support.sinks import mail_server

SMS, EMAIL, APP = MessageChannel.SMS, MessageChannel.EMAIL, MessageChannel.APP


def is_told(archives: Archives) -> Any:
    """What the archive says, where the list says the same."""
    found = archives.standing()["is_told"]
    listed = {
        told: len(archives.get(f"/archives?told={told}")["items"]) for told in ("true", "false")
    }
    assert listed == {"true": int(found), "false": int(not found)}
    return found


def read_on_pages(archives: Archives) -> None:
    """The patient opens their pages, and says that they have read what stood there."""
    now = archives.weeks.now
    with archives.weeks.writing() as session:
        waiting = unread(session, archives.service.context, archives.patient, now)
        mark_shown(session, archives.patient, [each.id for each in waiting], now)


def test_from_the_first_moment_it_is_work(archives: Archives):
    archives.archived()
    [notice] = archives.notices()
    rows = archives.get("/worklist?view=todo")["items"]

    assert (notice.level, notice.state) == (AlertLevel.INFO, AlertState.NEW)
    assert [row["patient"]["id"] for row in rows] == [str(archives.patient)]
    assert is_told(archives) is False


@pytest.mark.parametrize("channel", [SMS, EMAIL])
def test_a_delivered_message_ends_it(archives: Archives, channel: MessageChannel):
    archives.archived()
    archives.later(minutes=1)
    archives.message_is(channel, MessageState.SENT)
    archives.later(minutes=1)
    assert (is_told(archives), len(archives.notices())) == (False, 1)

    archives.message_is(channel, MessageState.DELIVERED)
    archives.later(minutes=1)
    assert (is_told(archives), archives.notices()) == (True, [])
    assert len(archives.journal("archived_patient_told")) == 1
    archives.later(days=2)
    assert archives.notices() == []


def test_reading_it_on_the_pages_ends_it_however_late(archives: Archives):
    archives.archived()
    archives.later(days=9)
    read_on_pages(archives)
    archives.later(minutes=1)

    assert (is_told(archives), archives.notices()) == (True, [])


@pytest.mark.parametrize("how", ["in_person", "by_phone", "by_letter"])
def test_somebody_who_told_them_ends_it(archives: Archives, how: str):
    archive = archives.archived()
    answer = archives.send(
        "POST", "archive/informed", {"how": how}, who="nurse_2", version=archive["version"]
    )

    assert answer.status_code == 200, answer.text
    assert answer.json()["informed"]["how"] == how
    assert answer.json()["informed"]["by"]["name"] == "Prénom nurse_2"
    assert (is_told(archives), archives.notices()) == (True, [])
    assert [each.outcome for each in archives.journal("record_informed")] == ["done"]


def test_what_somebody_else_works_on_is_theirs_to_close(archives: Archives):
    archive = archives.archived()
    [notice] = archives.notices()
    archives.send("POST", f"/alerts/{notice.id}/claim", {}, who="oncologist", version=1)
    answer = archives.send(
        "POST", "archive/informed", {"how": "by_phone"}, version=archive["version"]
    )

    assert answer.status_code == 200
    assert is_told(archives) is True
    assert [each.id for each in archives.notices()] == [notice.id]


def test_nobody_is_told_of_a_death_and_a_stale_record_is_refused(archives: Archives):
    archive = archives.archived("death", died_on="2025-11-17")
    body = {"how": "by_phone"}
    dead = archives.send("POST", "archive/informed", body, version=archive["version"])
    stale = archives.send("POST", "archive/informed", body, version=7)

    assert (dead.status_code, stale.status_code) == (409, 412)


def test_each_day_brings_it_back(archives: Archives):
    """Whoever closes it without having told anybody has not ended it."""
    archives.archived()
    [first] = archives.notices()
    for path, body, version in (
        ("measures", {"codes": ["03"]}, 1),
        ("close", {}, 2),
    ):
        done = archives.send("POST", f"/alerts/{first.id}/{path}", body, version=version)
        assert done.status_code == 200, done.text
    archives.later(hours=23)
    assert archives.notices() == []
    archives.later(hours=1)
    [second] = archives.notices()
    assert second.id != first.id
    archives.later(hours=1)
    assert [each.id for each in archives.notices()] == [second.id]
    archives.later(days=1)
    assert [each.id for each in archives.notices()] == [second.id]


def test_what_was_put_off_comes_back_with_the_day(archives: Archives):
    archives.archived()
    [notice] = archives.notices()
    until = "2025-11-24T09:00:00Z"
    body = {"reason": "call_back", "until": until}
    put_off = archives.send("POST", f"/alerts/{notice.id}/defer", body, version=1)
    assert put_off.status_code == 200, put_off.text
    archives.later(days=1)

    assert archives.notices()[0].waits_until == archives.weeks.now


def test_a_clock_that_ran_ahead_postpones_no_reminder_for_ever(archives: Archives):
    archives.service.clock.forward(days=40)
    archives.service.stay_signed_in()
    archives.archived()
    archives.service.clock.forward(days=-40)
    archives.later(minutes=1)
    reminded_at = archives.row().reminded_at

    assert reminded_at == archives.weeks.now
    assert len(archives.notices()) == 1


def test_when_every_channel_fails_it_shows_and_one_notice_stands_for_all(archives: Archives):
    archives.archived()
    archives.later(seconds=31)
    with mail_server() as server:
        server.replies["RCPT"] = "550 5.1.1 nobody"
        context = archives.service.context
        failing = replace(
            context, settings=context.settings.model_copy(update={"smtp": smtp_of(server)})
        )
        for channel in (SMS, EMAIL):
            send_due(failing, archives.service.centre.id, channel)

    found = archives.standing()
    states = {each["channel"]: each["state"] for each in found["messages"]}
    assert states == {"sms": "failed", "email": "failed", "app": "queued"}
    assert {each["fault"] for each in found["messages"]} >= {"wrong_address", "not_configured"}
    assert is_told(archives) is False
    assert len(archives.notices()) == 1
    assert len(archives.get("/archives?failed=true")["items"]) == 1
    archives.later(days=1)
    assert len(archives.notices()) == 1


def test_without_any_address_somebody_has_to_tell_them(archives: Archives):
    archives.reached_by(None, None)
    archives.archived()
    archives.later(seconds=31)
    send_due(archives.service.context, archives.service.centre.id, SMS)
    archives.later(minutes=1)

    assert is_told(archives) is False
    assert len(archives.notices()) == 1
    assert {each.channel: each.state for each in archives.told()}[SMS] is MessageState.FAILED


def test_who_ended_it_on_their_pages_knows(archives: Archives):

    context, now = archives.service.context, archives.weeks.now
    with archives.weeks.writing() as session:
        patient = find_for_system(session, archives.patient)
        assert patient is not None
        withdraw(session, context, patient, Withdrawal(None, Collection.ON_PAGES, "fr"), now)

    found = archives.standing()
    assert (found["reason"], found["archived_by"]) == ("patient_request", None)
    assert found["informed"]["how"] == "on_pages"
    assert (found["is_told"], archives.notices()) == (True, [])
    assert {each.effective_at for each in archives.told()} == {now}


def _lost(archives: Archives) -> list[str]:
    """The messages of the end that did not arrive, as the file offers them."""
    archives.later(minutes=1)
    for channel in (SMS, EMAIL):
        archives.message_is(channel, MessageState.FAILED)
    page = archives.get("messages")["items"]
    return [each["id"] for each in page if each["can_resend"]]


def _resent(archives: Archives, message_id: str) -> int:
    answer = archives.send("POST", f"messages/{message_id}/resend", {})
    return int(answer.status_code)


def test_the_end_is_told_again_while_it_stands(archives: Archives):
    archives.archived()
    [*lost] = _lost(archives)

    assert lost
    assert _resent(archives, lost[0]) == 201


def test_nobody_who_is_followed_again_is_told_that_nobody_reads(archives: Archives):
    """They would stop answering (H-08)."""
    archive = archives.archived()
    lost = _lost(archives)
    archives.send("POST", "restore", {"reason": "error"}, version=archive["version"])

    assert _resent(archives, lost[0]) == 409
    assert not any(each["can_resend"] for each in archives.get("messages")["items"])


def test_nothing_is_written_to_the_dead(archives: Archives):
    """A wrong reason is corrected by restoring and archiving again."""
    archive = archives.archived()
    lost = _lost(archives)
    archives.send("POST", "restore", {"reason": "error"}, version=archive["version"])
    archives.archived("death", died_on=archives.weeks.now.date().isoformat())

    assert _resent(archives, lost[0]) == 409
    assert not any(each["can_resend"] for each in archives.get("messages")["items"])
