"""The life of an export: asked for, made, taken once; every way in which it ends without a file."""

import hashlib
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, update

from services.contract.enums import IdentityStatus
from services.contract.exports import ExportFormat
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Account, Membership, MembershipUnit, SignInSession
from services.db.tables.exports import Export
from services.exports import making
from services.exports.makers import MAKERS
from services.exports.service import place_of
from tests.services.exports.conftest import WORDS, Desk

MADE = ("ask_export", "make_export", "download_export")


def test_a_report_is_asked_for_made_and_taken_once(desk: Desk):
    export = desk.asked()
    assert desk.read(export)["state"] == "queued"
    assert desk.take(export).status_code == 409

    desk.make()

    told = desk.read(export)
    assert (told["state"], told["progress"], told["failure"]) == ("ready", 100, None)
    taken = desk.take(export)
    assert taken.status_code == 200
    assert taken.content.startswith(b"%PDF-")
    assert taken.headers["content-type"] == "application/pdf"
    assert taken.headers["cache-control"] == "no-store"
    assert taken.headers["content-disposition"] == f'attachment; filename="vigie-{export}.pdf"'
    assert (told["size"], told["sha256"]) == (
        len(taken.content),
        hashlib.sha256(taken.content).hexdigest(),
    )
    assert desk.files() == []
    again = desk.take(export)
    assert (again.status_code, again.json()["code"]) == (410, "export_gone")
    assert desk.read(export)["state"] == "taken"


def test_it_is_made_at_any_instant_of_a_running_clock(desk: Desk):
    """Real clocks do not stand on whole seconds."""
    desk.service.clock.forward(microseconds=123_456)

    assert desk.take(desk.made()).content.startswith(b"%PDF-")


def test_the_journal_holds_purpose_and_fingerprint_and_refusals(desk: Desk):
    export = desk.made(purpose="patient_access")
    sha256 = desk.read(export)["sha256"]
    desk.take(export)
    desk.take(export)

    entries = desk.journal(MADE)

    assert [(each.action, each.outcome, each.purpose, each.fingerprint) for each in entries] == [
        ("ask_export", "done", "patient_access", None),
        ("make_export", "done", "patient_access", sha256),
        ("download_export", "done", "patient_access", sha256),
        ("download_export", "refused:export_gone", None, None),
    ]
    assert {each.patient_id for each in entries[:3]} == {desk.patient}
    assert {each.object_id for each in entries} == {UUID(export)}


def test_a_file_waits_sealed_under_the_key_of_its_patient(desk: Desk):
    export = desk.made()

    ((export_id, sealed),) = desk.files()

    assert b"%PDF" not in sealed
    opened = desk.service.context.keys.patient(desk.patient).open(place_of(export_id), sealed)
    assert hashlib.sha256(opened).hexdigest() == desk.read(export)["sha256"]


def test_a_file_is_gone_when_its_time_is_over(desk: Desk):
    export = desk.made()
    desk.service.clock.forward(minutes=14, seconds=59)
    assert desk.read(export)["state"] == "ready"

    desk.service.clock.forward(seconds=1)

    assert desk.read(export)["state"] == "expired"
    assert desk.take(export).status_code == 410
    desk.make()
    assert desk.files() == []
    assert desk.row(export).state == "expired"
    assert desk.take(export).status_code == 410


def test_it_is_its_owners_alone(desk: Desk):
    export = desk.made()

    for who in ("nurse_2", "nurse_of_both", "oncologist"):
        assert desk.get(export, who).status_code == 404
        assert desk.take(export, who).status_code == 404
        assert desk.cancel(export, who).status_code == 404
        assert desk.listed(who)["items"] == []
    listed = desk.listed()
    assert [each["id"] for each in listed["items"]] == [export]
    assert listed["formats"] == ["pdf", "csv", "fhir", "cda", "xdm"]
    assert listed["destinations"] == ["file"]
    assert desk.take(export).status_code == 200


@pytest.mark.parametrize("is_made", [False, True])
def test_what_is_cancelled_has_no_file(desk: Desk, is_made: bool):
    export = desk.made() if is_made else desk.asked()

    answer = desk.cancel(export)

    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
    assert desk.files() == []
    desk.make()
    assert desk.read(export)["state"] == "cancelled"
    assert desk.take(export).status_code == 404


def test_what_is_cancelled_while_it_is_made_is_never_offered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    """The owner hears of it at once, whatever the making still does."""
    export = desk.asked()
    make = MAKERS[ExportFormat.PDF]

    def _slow(report, how):
        assert desk.cancel(export).json()["state"] == "cancelled"
        return make(report, how)

    monkeypatch.setattr(making, "MAKERS", {"pdf": _slow})
    desk.make()

    assert desk.read(export)["state"] == "cancelled"
    assert desk.files() == []


def _end_session(desk: Desk) -> None:
    with desk.service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(SignInSession)
            .where(SignInSession.id == desk.service.centre.sessions["nurse"])
            .values(ended_at=desk.service.clock.now(), end_reason="signed_out")
        )


def _disable(desk: Desk) -> None:
    with desk.service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Account)
            .where(Account.id == desk.service.centre.accounts["nurse"])
            .values(disabled_at=desk.service.clock.now())
        )


def _end_role(desk: Desk) -> None:
    with desk.service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Membership)
            .where(Membership.account_id == desk.service.centre.accounts["nurse"])
            .values(ended_at=desk.service.clock.now())
        )


def _change_role(desk: Desk) -> None:
    with desk.service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Membership)
            .where(Membership.account_id == desk.service.centre.accounts["nurse"])
            .values(role="manager")
        )


def _leave_unit(desk: Desk) -> None:
    with desk.service.context.database.writing(NO_CENTRE) as session:
        mine = Membership.account_id == desk.service.centre.accounts["nurse"]
        ids = [row.id for row in session.query(Membership).where(mine)]
        session.execute(delete(MembershipUnit).where(MembershipUnit.membership_id.in_(ids)))


@pytest.mark.parametrize("change", [_end_session, _disable, _end_role, _change_role])
@pytest.mark.parametrize("is_made", [False, True])
def test_it_ends_with_the_session_and_the_rights_of_who_asked(desk: Desk, change, is_made: bool):
    export = desk.made() if is_made else desk.asked()

    change(desk)

    assert desk.take(export).status_code in (401, 403)
    desk.make()
    assert desk.row(export).state == "cancelled"
    assert desk.files() == []


def test_who_leaves_a_unit_loses_what_was_made_of_its_patients(desk: Desk):
    export, waits = desk.made(), desk.asked()

    _leave_unit(desk)

    assert desk.take(export).status_code == 404
    assert desk.get(export).status_code == 404
    desk.make()
    assert desk.row(waits).state == "cancelled"


def test_another_session_of_the_owner_does_not_get_what_ended_with_the_first(desk: Desk):
    """The same person has signed in again: what the ended session asked for is cancelled."""
    export = desk.made()
    with desk.service.context.database.writing(Scope(desk.service.centre.id)) as session:
        session.execute(
            update(Export)
            .where(Export.id == UUID(export))
            .values(session_id=desk.service.centre.sessions["nurse_2"])
        )
    with desk.service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(SignInSession)
            .where(SignInSession.id == desk.service.centre.sessions["nurse_2"])
            .values(ended_at=desk.service.clock.now(), end_reason="signed_out")
        )

    assert desk.read(export)["state"] == "cancelled"
    assert desk.take(export).status_code == 404


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"destination": "record"}, "destination", "not_offered"),
        ({"format": "csv", "delimiter": "|"}, "delimiter", None),
        ({"first": "2025-11-18", "last": "2025-11-17"}, "last", "no_days"),
        ({"first": "2025-11-19", "last": "2025-11-20"}, "first", "future"),
        ({"first": "1989-12-31"}, "first", "too_early"),
        ({"first": "0001-01-01"}, "first", "too_early"),
        ({"last": "9999-12-31"}, "last", "future"),
        ({"last": "2026-11-20"}, "last", "future"),
        ({"purpose": "because"}, "purpose", None),
        ({"blocks": []}, "blocks", None),
        ({"format": "exe"}, "format", None),
    ],
)
def test_what_cannot_be_made_is_refused(
    lasting_desk: Desk, changes, field: str, reason: str | None
):
    before = lasting_desk.listed()
    answer = lasting_desk.ask(**changes)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_body")
    (problem,) = answer.json()["errors"]
    assert problem["field"] == field
    assert reason is None or problem["reason"] == reason
    assert lasting_desk.listed() == before


def test_a_purpose_is_required(desk: Desk):
    body = {"format": "pdf", "first": "2025-11-01", "last": "2025-11-18", "language": "fr"}
    answer = desk.service.client.post(
        f"/api/v1/patients/{desk.patient}/exports",
        json=body | {"blocks": ["surveys"]},
        headers=desk.service.writing_as("nurse"),
    )

    assert answer.status_code == 422


def test_nothing_leaves_while_an_identity_is_doubtful(desk: Desk):
    desk.identity_is(IdentityStatus.DOUBTFUL)

    answer = desk.ask()

    assert (answer.status_code, answer.json()["code"]) == (409, "identity_doubtful")


@pytest.mark.parametrize("is_made", [False, True])
def test_what_was_asked_for_before_an_identity_was_doubted_stays_here(desk: Desk, is_made: bool):
    export = desk.made() if is_made else desk.asked()
    desk.identity_is(IdentityStatus.DOUBTFUL)

    desk.make()

    told = desk.read(export)
    made, failed = ("ready", None), ("failed", "identity_doubtful")
    assert (told["state"], told["failure"]) == (made if is_made else failed)
    assert desk.take(export).status_code == 409


def test_a_file_with_an_ins_leaves_only_while_it_is_qualified(desk: Desk):
    """R-AZ-06: whoever loses it while the file lies there is not named by it any more."""
    patient = desk.known_by_ins()
    export, without = desk.made(patient=patient), desk.made()

    desk.identity_is(IdentityStatus.VALIDATED, patient)

    assert desk.take(export).status_code == 409
    told = desk.read(export)
    assert (told["state"], told["failure"]) == ("failed", "identity_changed")
    desk.make()
    assert desk.row(export).failure == "identity_changed"
    assert [each for each, _ in desk.files()] == [UUID(without)]
    assert desk.take(without).status_code == 200


def test_who_asks_too_often_waits(desk: Desk):
    desk.with_settings(exports_per_hour=2)
    desk.asked()
    desk.service.clock.forward(minutes=10)
    desk.asked()

    refused = desk.ask()

    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests")
    assert int(refused.headers["retry-after"]) == timedelta(minutes=50).total_seconds()
    assert desk.ask("nurse_2").status_code == 201
    desk.service.clock.forward(minutes=50)
    desk.service.stay_signed_in()
    assert desk.ask().status_code == 201


def test_the_same_key_asks_once(desk: Desk):
    headers = desk.service.writing_as("nurse")
    body = {
        "format": "pdf", "purpose": "hospital_record", "first": "2025-11-01",
        "last": "2025-11-18", "language": "en", "blocks": ["surveys"],
    }  # fmt: skip
    path = f"/api/v1/patients/{desk.patient}/exports"
    first, second = (desk.service.client.post(path, json=body, headers=headers) for _ in range(2))

    assert first.json() == second.json()
    assert len(desk.listed()["items"]) == 1


def test_words_stand_in_no_answer_but_the_file(desk: Desk):
    export = desk.made()

    assert WORDS not in desk.get(export).text
    assert WORDS not in str(desk.listed())


def test_pages_of_a_list_hold_each_export_once(desk: Desk):
    exports = []
    for _ in range(5):
        exports.append(desk.asked())
        desk.service.clock.forward(seconds=1)
    found: list[str] = []
    cursor = None
    while True:
        query = {"limit": 2} | ({} if cursor is None else {"cursor": cursor})
        page = desk.service.client.get(
            "/api/v1/exports", params=query, headers=desk.service.as_("nurse")
        ).json()
        found += [each["id"] for each in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert found == exports[::-1]
