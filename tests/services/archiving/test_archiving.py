"""A follow-up ends for a reason, whole or not at all, and its patient is told (H-08).

The hazard: a patient believes to be watched after the end.
"""

from datetime import timedelta

import pytest

from services.contract.enums import AlertState, Monitoring
from services.contract.week_enums import MessageKind, MessageState
from services.db.tables.archiving import EndOfCareDue
from tests.services.archiving.conftest import SEVERE, Archives
from tests.support.answers import answer_json

REASONS = ["pathway_finished", "clinician_decision", "transfer", "inclusion_error"]


@pytest.mark.parametrize("reason", REASONS)
def test_it_ends_the_questions_and_nothing_else(sqlite_archives: Archives, reason: str):
    found = sqlite_archives.archived(reason, detail="Fin de protocole")

    assert (found["reason"], found["detail"]) == (reason, "Fin de protocole")
    assert found["archived_by"]["name"] == "Prénom nurse"
    assert sqlite_archives.weeks.state(sqlite_archives.patient) is Monitoring.ENDED
    assert sqlite_archives.weeks.states() == ["cancelled"]
    assert sqlite_archives.get("")["ended_on"] == "2025-11-18"
    with sqlite_archives.weeks.reading() as session:
        due = session.query(EndOfCareDue).count()
    assert due == (0 if reason == "inclusion_error" else 1)


def test_the_effect_is_told_before_to_the_letter(archives: Archives):
    archives.weeks.answer(archives.patient)
    found = archives.get("archive-preview")

    assert (found["last_survey_on"], found["kept_until"]) == ("2025-11-18", "2035-11-18")
    assert found["stops"] == {
        "is_asked_now": False,
        "next_opening": "2025-11-24",
        "is_paused": False,
        "waiting_messages": 1,
    }
    assert (found["open_alerts"], found["undo_s"]) == ([], 30)
    french = {each["channel"]: each for each in found["messages"] if each["language"] == "fr"}
    assert {each["is_chosen"] for each in french.values()} == {True}
    assert all(each["has_address"] for each in french.values())
    assert french["sms"]["text"].startswith("CHU de Kerlann : suivi à distance terminé le 18/11, ")
    assert french["sms"]["septets"] == len(french["sms"]["text"]) <= 160
    assert "15" in french["email"]["text"]


def test_what_leaves_is_what_was_previewed(archives: Archives):
    archives.archived()

    assert [each.channel.value for each in archives.told()] == ["sms", "email", "app"]
    assert {each.effective_at - each.created_at for each in archives.told()} == {
        timedelta(seconds=30)
    }


@pytest.mark.parametrize(
    ("phone", "email", "channels"),
    [
        ("06 39 98 14 00", None, {"app", "sms"}),
        (None, "j@exemple.fr", {"app", "email"}),
    ],
)
def test_each_address_is_written_to(sqlite_archives: Archives, phone, email, channels):
    sqlite_archives.reached_by(phone, email)
    preview = sqlite_archives.get("archive-preview")["messages"]
    sqlite_archives.archived()

    assert {each["channel"] for each in preview if each["has_address"]} == channels
    assert {each.channel.value for each in sqlite_archives.told()} == channels


def test_an_open_alert_stands_in_the_way_and_is_named(archives: Archives):
    alert = archives.severe()
    refused = archives.archive()

    assert refused.status_code == 409
    assert refused.json()["code"] == "alerts_open"
    assert refused.json()["open_alerts"] == [alert]
    assert archives.weeks.state(archives.patient) is Monitoring.ACTIVE
    assert archives.told() == []


def test_alerts_are_closed_with_it_or_nothing_is_done(archives: Archives):
    alert = archives.severe()
    named = {"id": alert["id"], "version": alert["version"]}
    stale = archives.archive(alerts=[named | {"version": 7, "reason": "Vue en consultation"}])
    unmeasured = archives.archive(alerts=[named | {"codes": ["02"]}])
    wordless = archives.archive(alerts=[named])

    assert (stale.status_code, stale.json()["code"]) == (412, "version_stale")
    assert (unmeasured.status_code, unmeasured.json()["code"]) == (409, "contact_required")
    assert (wordless.status_code, wordless.json()["errors"][0]["reason"]) == (422, "required")
    assert archives.alert(alert["id"]).version == alert["version"]
    assert archives.weeks.state(archives.patient) is Monitoring.ACTIVE

    archives.archived(alerts=[named | {"reason": "Vue en consultation ce matin"}])
    closed = archives.get(f"/alerts/{alert['id']}")
    assert closed["state"] == "closed"
    assert closed["history"][0]["text"] == "Vue en consultation ce matin"


def test_an_alert_of_somebody_else_is_never_closed_with_it(archives: Archives):
    other = archives.service.centre.patients[1]
    taken = archives.service.client.post(
        f"/api/v1/patients/{other}/answers",
        headers=archives.service.writing_as("ingest"),
        content=answer_json(SEVERE),
    )
    alert_id = taken.json()["alert_id"]
    refused = archives.archive(
        alerts=[{"id": alert_id, "version": 1, "reason": "Vue en consultation"}]
    )

    assert refused.status_code == 404
    assert archives.alert(alert_id).state is AlertState.NEW


def test_a_death_writes_to_nobody_and_dates_the_banner(archives: Archives):
    undated = archives.archive("death")
    tomorrow = archives.archive("death", died_on="2025-11-19")
    found = archives.archived("death", died_on="2025-11-16")

    assert undated.json()["errors"] == [{"field": "died_on", "reason": "required"}]
    assert tomorrow.json()["errors"] == [{"field": "died_on", "reason": "in_the_future"}]
    assert (found["is_told"], found["messages"]) == (None, [])
    assert archives.get("")["died_on"] == "2025-11-16"
    assert (archives.told(), archives.notices()) == ([], [])
    archives.later(days=3)
    assert archives.notices() == []


def test_the_patients_wish_takes_the_consent_back_in_the_same_act(archives: Archives):
    unsaid = archives.archive("patient_request")
    archives.archived("patient_request", collection="by_phone")
    line = archives.get("consents")["lines"][0]

    assert unsaid.json()["errors"] == [{"field": "collection", "reason": "required"}]
    assert line["standing"]["choice"] == "withdrawn"
    assert line["standing"]["collection"] == "by_phone"


def test_nobody_is_archived_twice_and_the_second_learns_by_whom(archives: Archives):
    version = archives.get("archive-preview")["version"]
    archives.archived()
    refused = archives.archive(who="nurse_2", version=version)

    assert refused.status_code == 409
    assert refused.json()["current"]["by"]["name"] == "Prénom nurse"


def test_messages_that_asked_are_taken_back(archives: Archives):
    archives.archived()
    asked = [each for each in archives.weeks.letters() if each.kind is MessageKind.SURVEY_OPEN]

    assert [each.state for each in asked] == [MessageState.CANCELLED]
