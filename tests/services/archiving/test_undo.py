"""Half a minute in which an archiving is taken back whole, and in which nothing leaves (H-08)."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select

from services.contract.enums import AlertState, Monitoring
from services.contract.week_enums import (
    InvitationChannel,
    MessageChannel,
    MessageKind,
    MessageState,
)
from services.db.tables.alerts import Alert
from services.db.tables.archiving import EndOfCareDue
from services.db.tables.enrolment import Consent
from services.db.tables.messages import Message
from services.db.tables.patients import Patient
from services.db.tables.portal import AnswerDraft, Invitation
from services.db.tables.schedule import SurveyPause, SurveyPlan, SurveyWindow
from services.invitations.service import make
from services.notifications import claiming
from services.notifications.pages import unread
from tests.services.archiving.conftest import Archives

# What grows with every change says nothing of what stands.
_COUNTERS = {"version", "changed_at", "changed_by", "next_try_at"}
_KEPT: tuple[Any, ...] = (
    Patient,
    SurveyPlan,
    SurveyWindow,
    SurveyPause,
    AnswerDraft,
    Consent,
    Invitation,
    Message,
)


def standing(archives: Archives, *, alerts: list[str] | None = None) -> dict[str, Any]:
    """Everything that stands of the patient, but for what tells of the archiving itself."""
    found: dict[str, Any] = {}
    with archives.weeks.reading() as session:
        for table in _KEPT:
            key = table.id if table is Patient else table.patient_id
            rows = session.scalars(select(table).where(key == archives.patient)).all()
            found[table.__tablename__] = sorted(
                repr(_columns(row))
                for row in rows
                if getattr(row, "kind", "") != MessageKind.FOLLOW_UP_ENDED
            )
        for alert_id in alerts or []:
            alert = session.scalars(select(Alert).where(Alert.id == UUID(alert_id))).one()
            found[alert_id] = repr(_columns(alert))
    return found


def _columns(row: Any) -> dict[str, Any]:
    return {
        column.key: getattr(row, column.key)
        for column in row.__table__.columns
        if column.key not in _COUNTERS
    }


def furnish(archives: Archives) -> None:
    """Something of everything that an archiving ends."""
    weeks, context = archives.weeks, archives.service.context
    weeks.pause(archives.patient, "2025-11-20")
    window = weeks.windows()[0]
    with weeks.writing() as session:
        owner = {"centre_id": archives.service.centre.id, "patient_id": archives.patient}
        draft = {"window_id": window.id, "content": b"x", "version": 1}
        draft |= {"changed_at": weeks.now, "judged_version": 1}
        session.execute(insert(AnswerDraft), owner | draft)
        make(
            session,
            context,
            archives.service.centre.id,
            archives.patient,
            InvitationChannel.SHEET,
            archives.service.centre.accounts["nurse"],
            weeks.now,
        )


@pytest.mark.parametrize(
    "reason",
    [
        {"reason": "pathway_finished"},
        {"reason": "patient_request", "collection": "in_person"},
        {"reason": "death", "died_on": "2025-11-17"},
    ],
    ids=lambda each: each["reason"],
)
def test_everything_is_as_it_was(archives: Archives, reason: dict[str, str]):
    furnish(archives)
    alert = archives.severe()
    before = standing(archives, alerts=[alert["id"]])
    closing = [{"id": alert["id"], "version": alert["version"], "reason": "Vue en consultation"}]
    archive = archives.archived(**reason, alerts=closing)
    assert standing(archives, alerts=[alert["id"]]) != before

    archives.service.clock.forward(seconds=29)
    undone = archives.undo(archive)

    assert undone.status_code == 200, undone.text
    assert undone.json()["undone_at"] is not None
    assert standing(archives, alerts=[alert["id"]]) == before
    assert {each.state for each in archives.told()} <= {MessageState.CANCELLED}
    assert archives.notices() == []
    assert (archives.get("")["ended_on"], archives.get("")["died_on"]) == (None, None)
    assert archives.get("/archives")["items"] == []
    with archives.weeks.reading() as session:
        assert session.query(EndOfCareDue).count() == 0
    assert len(archives.journal("undo_archive")) == 2
    archives.later(minutes=1)
    assert standing(archives)["answer_draft"] == before["answer_draft"]


def test_measured_alerts_are_open_again_as_they_stood(archives: Archives):
    alert = archives.severe()
    headers = archives.service.writing_as("nurse", alert["version"])
    called = archives.service.client.post(
        f"/api/v1/alerts/{alert['id']}/calls", headers=headers, json={"result": "patient_reached"}
    )
    version = called.json()["alert"]["version"]
    before = standing(archives, alerts=[alert["id"]])
    archive = archives.archived(alerts=[{"id": alert["id"], "version": version, "codes": ["08"]}])
    assert archives.alert(alert["id"]).state is AlertState.CLOSED

    assert archives.undo(archive).status_code == 200
    assert standing(archives, alerts=[alert["id"]]) == before


def test_an_alert_that_somebody_opened_meanwhile_is_left_to_them(archives: Archives):
    alert = archives.severe()
    closing = [{"id": alert["id"], "version": alert["version"], "reason": "Vue en consultation"}]
    archive = archives.archived(alerts=closing)
    version = archives.alert(alert["id"]).version
    archives.send(
        "POST",
        f"/alerts/{alert['id']}/reopen",
        {"reason": "Rappel du patient"},
        who="nurse_2",
        version=version,
    )
    assert archives.undo(archive).status_code == 200

    found = archives.alert(alert["id"])
    assert found.state is AlertState.ACKNOWLEDGED
    assert found.owner_id == archives.service.centre.accounts["nurse_2"]


def test_after_half_a_minute_it_stands(archives: Archives):
    archive = archives.archived()
    assert archive["undo_until"] == "2025-11-18T09:42:30Z"
    archives.service.clock.forward(seconds=30)
    refused = archives.undo(archive)

    assert (refused.status_code, refused.json()["code"]) == (409, "undo_too_late")
    assert archives.weeks.state(archives.patient) is Monitoring.ENDED
    assert {each.state for each in archives.told()} == {MessageState.QUEUED}


def test_only_whoever_did_it_takes_it_back(archives: Archives):
    archive = archives.archived()
    refused = archives.undo(archive, "nurse_2")

    assert refused.status_code == 403
    assert archives.standing("nurse_2")["undo_until"] is None
    assert archives.undo(archive | {"version": 9}).status_code == 412
    assert archives.undo(archive).status_code == 200
    assert archives.undo(archive | {"version": 2}).status_code == 409


def test_nothing_leaves_before(archives: Archives):
    archives.archived()
    context, now = archives.service.context, archives.weeks.now
    with archives.weeks.writing() as session:
        for channel in (MessageChannel.SMS, MessageChannel.EMAIL):
            assert claiming.claim(session, channel, now, 10) == []
        assert unread(session, context, archives.patient, now) == []
    archives.service.clock.forward(seconds=30)
    with archives.weeks.writing() as session:
        due = archives.weeks.now
        assert len(claiming.claim(session, MessageChannel.SMS, due, 10)) == 1
        assert len(unread(session, context, archives.patient, due)) == 1


def test_a_clock_that_was_set_back_brings_nothing_back_that_has_left(archives: Archives):
    archive = archives.archived()
    archives.service.clock.forward(seconds=31)
    with archives.weeks.writing() as session:
        claiming.claim(session, MessageChannel.SMS, archives.weeks.now, 10)
    archives.service.clock.forward(seconds=-600)
    archives.service.stay_signed_in()
    refused = archives.undo(archive)

    assert (refused.status_code, refused.json()["code"]) == (409, "undo_too_late")
    assert archives.weeks.state(archives.patient) is Monitoring.ENDED
    assert MessageState.SENDING in {each.state for each in archives.told()}


def test_what_was_begun_is_let_go_of_once_nothing_can_be_taken_back(archives: Archives):
    furnish(archives)
    archives.archived()
    archives.later(seconds=29)
    assert len(standing(archives)["answer_draft"]) == 1
    archives.later(seconds=1)

    assert standing(archives)["answer_draft"] == []
    assert archives.row().settled_at is not None
