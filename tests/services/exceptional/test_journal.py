"""What was done under an access is said in the journal, and shown to the privacy officer."""

from uuid import UUID

from sqlalchemy import select

from services.contract.enums import AlertLevel
from services.db.scope import Scope
from services.db.tables.edge import JournalEntry
from tests.services.alerts.conftest import Ward
from tests.services.exceptional.conftest import PATH, WHY, Desk

JOURNAL = f"{PATH}/journal"


def _under_exception(desk: Desk) -> list[tuple[str, str]]:
    with desk.service.context.database.reading(Scope(desk.service.centre.id)) as session:
        entries = session.scalars(
            select(JournalEntry)
            .where(JournalEntry.purpose == "exceptional_access")
            .order_by(JournalEntry.sequence)
        ).all()
    assert {entry.patient_id for entry in entries} == {desk.patient}
    assert {entry.actor_id for entry in entries} == {desk.service.centre.accounts["nurse"]}
    return [(entry.action, entry.outcome) for entry in entries]


def test_every_entry_made_under_it_says_so_and_names_the_patient(desk: Desk):
    ward = Ward(desk.service)
    alert = ward.raised(AlertLevel.HIGH, desk.patient)
    access = desk.opened()
    desk.reads()
    ward.get("nurse", f"/alerts/{alert}")
    note = {"text": "Vue au téléphone."}
    ward.act("nurse", alert, "notes", note, version=1, key="one-intention")
    ward.act("nurse", alert, "notes", note, version=1, key="one-intention")
    ward.act("nurse", alert, "notes", note, version=1)
    desk.service.client.get(PATH, headers=desk.service.as_("nurse"))
    unit = desk.service.centre.units[1]
    desk.service.client.get(
        f"/api/v1/units/{unit}/escalation-list", headers=desk.service.as_("nurse")
    )
    desk.ends(access["id"])

    assert _under_exception(desk) == [
        ("open_exceptional_access", "done"),
        ("read_patient", "done"),
        ("read_alert", "done"),
        ("add_note", "done"),
        ("add_note", "repeated"),
        ("add_note", "refused:version_stale"),
        ("list_exceptional_accesses", "done"),
        ("read_escalation_list", "done"),
        ("end_exceptional_access", "done"),
    ]


def test_care_of_ones_own_patients_stays_care(desk: Desk):
    ward = Ward(desk.service)
    alert = ward.raised(AlertLevel.HIGH)
    desk.opened()
    ward.get("nurse", f"/alerts/{alert}")

    assert [entry.purpose for entry in desk.journal("read_alert")] == ["care"]


def test_a_refused_attempt_is_journalled_and_names_nobody(desk: Desk):
    desk.asks(who={"record_number": "no such number"})

    (entry,) = desk.journal("open_exceptional_access")
    assert entry.outcome == "refused:not_found"
    assert (entry.patient_id, entry.purpose) == (None, None)


def test_the_privacy_officer_sees_who_when_and_why_and_nothing_of_the_patient(desk: Desk):
    access = desk.opened()
    desk.service.clock.forward(minutes=1)
    oncologist = desk.opened(desk.service.as_("oncologist"))
    desk.service.clock.forward(minutes=1)
    desk.ends(access["id"])

    answer = desk.service.client.get(JOURNAL, headers=desk.service.as_("privacy_officer"))

    assert answer.status_code == 200
    items = answer.json()["items"]
    assert [(item["id"], item["role"]) for item in items] == [
        (oncologist["id"], "oncologist"),
        (access["id"], "nurse"),
    ]
    assert items[1]["by"]["name"] == "Prénom nurse"
    assert items[1]["ended_at"] is not None
    assert items[0]["ended_at"] is None
    assert (items[0]["reason"], items[0]["patient_id"]) == ("emergency", str(desk.patient))
    assert not [word for word in (WHY, "KERMARREC", "Jeanne", "1958") if word in answer.text]
    (entry,) = desk.journal("read_exceptional_access_journal")
    assert entry.shown == [str(desk.patient)]


def test_the_privacy_officer_pages_and_sees_their_own_centre(desk: Desk):
    made = [desk.opened()["id"] for _ in range(5)]
    who = desk.service.as_("privacy_officer")
    found: list[str] = []
    cursor = None
    while cursor is not None or not found:
        asked = {"limit": 2} | ({} if cursor is None else {"cursor": cursor})
        page = desk.service.client.get(JOURNAL, params=asked, headers=who).json()
        found += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]

    assert found == sorted(made, key=UUID, reverse=True)
    away = {"Authorization": f"Bearer {desk.service.other_centre.tokens['privacy_officer']}"}
    assert desk.service.client.get(JOURNAL, headers=away).json()["items"] == []
    bad = desk.service.client.get(JOURNAL, params={"cursor": "zzz"}, headers=who)
    assert bad.status_code == 422
