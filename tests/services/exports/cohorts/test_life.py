"""The life of a cohort export: asked by one, released by another, made, taken once."""

import csv
import hashlib
import io
import json
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, update

from services.contract.enums import IdentityStatus
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Membership, MembershipUnit, SignInSession
from services.db.tables.cohorts import CohortExport, CohortMember
from services.db.tables.patients import Patient
from services.exports import gathering
from services.exports.cohorts import filling
from services.patients import monitoring
from services.portal.accesses import accesses_of
from tests.services.exports.cohorts.conftest import PATH, Cohorts
from tests.services.exports.conftest import WORDS

_TABLES = ("actions", "comments", "questionnaires", "report")


def _table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_nothing_is_made_before_the_privacy_officer_has_released_what_both_saw(cohorts: Cohorts):
    asked = cohorts.waits()
    assert (asked["state"], asked["waits_for"], asked["patients"]) == (
        "waiting",
        "second_person",
        3,
    )
    cohorts.make()
    assert cohorts.read(asked["id"])["state"] == "waiting"
    assert cohorts.take(asked["id"]).status_code == 409

    path = f"/api/v1/approvals/{asked['approval_id']}"
    headers = cohorts.service.as_("privacy_officer")
    seen = cohorts.service.client.get(path, headers=headers).json()
    payload = seen["payload"]
    assert payload["unit"]["name"] == "Unité 0"
    assert (payload["patients"], payload["purpose"]) == (3, "end_of_contract")
    naming = {each["name"] for each in payload["fields"] if each["identifies"]}
    assert {"ins", "birth_name", "given_name", "birth_date"} <= naming
    assert {"alert_level", "answer"} <= {each["name"] for each in payload["fields"]}
    assert (seen["may_decide"], payload["words"]) == (True, "Reprise par le CHU")

    assert cohorts.decide(asked).json()["state"] == "approved"
    told = cohorts.read(asked["id"])
    assert (told["state"], told["waits_for"]) == ("queued", "service")
    cohorts.make()
    told = cohorts.read(asked["id"])
    assert (told["state"], told["waits_for"], told["done"], told["included"]) == (
        "ready", "owner", 3, 3,
    )  # fmt: skip


def test_a_file_leaves_once_with_its_fingerprint_and_everybody_in_it_is_journalled(
    cohorts: Cohorts,
):
    cohort = cohorts.made()
    told = cohorts.read(cohort)

    taken = cohorts.take(cohort)

    assert (len(taken.content), hashlib.sha256(taken.content).hexdigest()) == (
        told["size"],
        told["sha256"],
    )
    assert taken.headers["content-length"] == str(told["size"])
    assert taken.headers["cache-control"] == "no-store"
    assert cohorts.take(cohort).status_code == 410
    assert cohorts.read(cohort)["state"] == "taken"
    entries = cohorts.journal(["make_cohort", "download_cohort"])
    done = [each for each in entries if each.outcome == "done"]
    assert {each.fingerprint for each in done} == {told["sha256"]}
    assert {each.purpose for each in done} == {"end_of_contract"}
    patients = cohorts.service.centre.patients
    assert sorted(str(each.patient_id) for each in done if each.patient_id) == sorted(
        map(str, patients)
    )
    with cohorts.service.context.database.reading(Scope(cohorts.service.centre.id)) as session:
        line = accesses_of(session, patients[1], ZoneInfo("Europe/Paris")).lines[0]
    assert (line.role, line.has_left) == ("oncologist", True)
    # What has left lies nowhere any more.
    cohorts.service.clock.forward(minutes=16)
    cohorts.make()
    assert cohorts.chunks() == []
    assert not cohorts.stored(cohort).has_key


def test_tables_hold_the_unit_and_nobody_else(cohorts: Cohorts):
    files = cohorts.opened(cohorts.made())

    assert sorted(files) == sorted(
        [
            *(f"{name}.csv" for name in _TABLES),
            *["dictionary.csv", "export.json", "not_included.csv", "schema.json"],
        ]
    )  # fmt: skip
    rows = _table(files["questionnaires.csv"])
    assert {row["patient_id"] for row in rows} == {str(cohorts.patient)}
    assert {row["family_name"] for row in rows} == {"CANARINOM0"}
    assert WORDS in {row["answer"] for row in rows}
    told = json.loads(files["export.json"])
    assert told["patients"] == {"asked": 3, "included": 3, "not_included": 0, "erased": 0}
    assert {each["url"]: each["count"] for each in told["output"]} == {
        f"{name}.csv": len(_table(files[f"{name}.csv"])) for name in _TABLES
    }
    columns = json.loads(files["schema.json"])["$defs"]["questionnaires"]["properties"]
    assert list(columns) == list(rows[0])
    described = {row["column"] for row in _table(files["dictionary.csv"])}
    assert set(rows[0]) <= described
    assert _table(files["not_included.csv"]) == []


def test_lines_of_json_hold_a_file_for_each_type(one: Cohorts):
    files = one.opened(one.made(format="ndjson"))

    patients = [json.loads(line) for line in files["Patient.ndjson"].splitlines()]
    assert sorted(each["name"][0]["family"] for each in patients) == [
        "CANARINOM0", "CANARINOM1", "CANARINOM2",
    ]  # fmt: skip
    assert len(files["Organization.ndjson"].splitlines()) == 1
    kinds = {name.removesuffix(".ndjson") for name in files if name.endswith(".ndjson")}
    assert {"QuestionnaireResponse", "Observation", "Practitioner"} <= kinds
    assert kinds <= set(json.loads(files["schema.json"])["$defs"])
    for kind in kinds:
        for line in files[f"{kind}.ndjson"].splitlines():
            assert json.loads(line)["resourceType"] == kind


def test_whoever_is_not_in_is_named_with_the_reason(cohorts: Cohorts):
    doubtful, moved, unreadable = cohorts.service.centre.patients
    cohort = cohorts.approved()
    with cohorts.service.context.database.writing(Scope(cohorts.service.centre.id)) as session:
        changed: dict[UUID, dict[str, Any]] = {
            doubtful: {"identity_status": IdentityStatus.DOUBTFUL},
            moved: {"unit_id": cohorts.service.centre.units[1]},
            unreadable: {"identity": b"\x01\x00\x01" + b"x" * 40},
        }
        for patient, changes in changed.items():
            session.execute(update(Patient).where(Patient.id == patient).values(**changes))
    cohorts.make()
    told = cohorts.read(cohort)
    assert (told["state"], told["failure"]) == ("failed", "nobody_left")

    with cohorts.service.context.database.writing(Scope(cohorts.service.centre.id)) as session:
        back = update(Patient).where(Patient.id == moved)
        session.execute(back.values(unit_id=cohorts.service.centre.units[0]))
    cohort = cohorts.approved()
    with cohorts.service.context.database.writing(Scope(cohorts.service.centre.id)) as session:
        session.execute(
            update(Patient)
            .where(Patient.id == doubtful)
            .values(unit_id=cohorts.service.centre.units[1])
        )
    cohorts.make()
    files = cohorts.opened(cohort)
    found = {row["patient_id"]: row["reason"] for row in _table(files["not_included.csv"])}
    assert found == {str(doubtful): "out_of_unit", str(unreadable): "identity_unreadable"}
    assert cohorts.reasons(cohort)[moved] is None
    journalled = [each.patient_id for each in cohorts.journal(["download_cohort"])]
    assert doubtful not in journalled
    assert moved in journalled


def test_whom_surveillance_invented_is_never_in_it(one: Cohorts):
    """R-FLT-12, also where it would stand in a unit of people."""
    centre = one.service.centre
    with one.service.context.database.writing(Scope(centre.id)) as session:
        invented = monitoring.add_synthetic(
            session, one.service.context.keys, centre.id, one.service.clock.now()
        )
        moved = update(Patient).where(Patient.id == invented)
        session.execute(moved.values(unit_id=centre.units[0]))

    asked = one.waits()

    assert asked["patients"] == 3
    assert invented not in one.reasons(asked["id"])


@pytest.mark.parametrize("who", ["nurse", "manager", "admin", "privacy_officer", "ingest"])
def test_nobody_but_an_oncologist_asks(one: Cohorts, who: str):
    assert one.ask_for(who).status_code == 403


def test_nobody_asks_for_a_unit_that_is_not_theirs(one: Cohorts):
    other = one.ask_for(unit_id=str(one.service.centre.units[1]))
    foreign = one.ask_for(unit_id=str(one.service.other_centre.units[0]))

    assert other.json()["errors"] == foreign.json()["errors"]
    assert (other.status_code, other.json()["errors"][0]["reason"]) == (422, "not_yours")


def test_whoever_asked_and_whoever_is_no_privacy_officer_releases_nothing(one: Cohorts):
    asked = one.waits()

    assert one.decide(asked, "oncologist").status_code == 403
    for who in ("manager", "admin"):
        assert one.decide(asked, who).status_code in (403, 404)
    assert one.read(asked["id"])["state"] == "waiting"
    assert one.decide(asked, digest="0" * 64).status_code == 412
    assert one.read(asked["id"])["state"] == "waiting"


def test_it_is_its_owners_alone(one: Cohorts):
    cohort = one.made()

    with one.service.context.database.writing(Scope(one.service.centre.id)) as session:
        session.execute(
            update(CohortExport).values(requester_id=one.service.centre.accounts["nurse"])
        )
    for answer in (one.get(cohort), one.take(cohort), one.cancel(cohort)):
        assert answer.status_code == 404


def _leave_unit(desk: Cohorts) -> None:
    with desk.service.context.database.writing(NO_CENTRE) as session:
        mine = Membership.account_id == desk.service.centre.accounts["oncologist"]
        ids = [row.id for row in session.query(Membership).where(mine)]
        session.execute(delete(MembershipUnit).where(MembershipUnit.membership_id.in_(ids)))


def _end_role(desk: Cohorts) -> None:
    with desk.service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(Membership)
            .where(Membership.account_id == desk.service.centre.accounts["oncologist"])
            .values(ended_at=desk.service.clock.now())
        )


def _end_session(desk: Cohorts, reason: str = "ended_by_hand") -> None:
    with desk.service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(SignInSession)
            .where(SignInSession.id == desk.service.centre.sessions["oncologist"])
            .values(ended_at=desk.service.clock.now(), end_reason=reason)
        )


@pytest.mark.parametrize("change", [_leave_unit, _end_role, _end_session])
@pytest.mark.parametrize("stage", ["waits", "approved", "made"])
def test_it_ends_with_the_rights_of_who_asked(one: Cohorts, change, stage: str):
    asked = getattr(one, stage)()
    cohort = asked["id"] if stage == "waits" else asked

    change(one)

    if stage == "waits":
        assert one.decide(asked).json()["state"] == "void"
    assert one.take(cohort).status_code in (401, 403, 404)
    one.make()
    assert one.stored(cohort).state in ("cancelled", "void")
    assert one.chunks() == []


def test_who_leaves_while_it_is_made_gets_nothing(one: Cohorts, monkeypatch: pytest.MonkeyPatch):
    cohort, seen = one.approved(), []
    made = gathering.gather

    def _left(query, asked):
        seen.append(query.patient_id)
        _leave_unit(one)
        return made(query, asked)

    monkeypatch.setattr(filling, "gather", _left)
    one.make()
    assert len(seen) == 1
    one.make()

    assert one.stored(cohort).state == "cancelled"
    assert one.chunks() == []


def test_it_is_made_when_who_asked_is_there_and_lapses_after_a_day(one: Cohorts):
    cohort, other = one.approved(), one.approved()
    _end_session(one, "signed_out")
    one.make()
    assert one.stored(cohort).state == "queued"
    _come_back(one)
    assert one.read(cohort)["waits_for"] == "service"
    one.make()
    assert one.read(cohort)["state"] == "ready"

    late = one.approved()
    one.service.clock.forward(hours=24)
    one.fresh()
    assert one.read(late)["state"] == "lapsed"
    one.make()
    assert one.stored(late).state == "lapsed"
    assert one.read(other)["state"] == "expired"


def _come_back(desk: Cohorts) -> None:
    with desk.service.context.database.writing(NO_CENTRE) as session:
        session.execute(
            update(SignInSession)
            .where(SignInSession.id == desk.service.centre.sessions["oncologist"])
            .values(ended_at=None, end_reason=None)
        )


def test_what_nobody_decides_or_what_is_refused_comes_to_nothing(cohorts: Cohorts):
    """Whoever asked reads why, also once due work has written it down."""
    refused, late = cohorts.waits(), cohorts.waits()
    assert cohorts.decide(refused, verb="refuse").json()["state"] == "refused"
    told = cohorts.read(refused["id"])
    assert (told["state"], told["refused_because"]) == ("refused", "Trop large")
    cohorts.service.clock.forward(hours=24)
    cohorts.fresh()
    told = cohorts.read(late["id"])
    assert (told["state"], told["refused_because"]) == ("lapsed", None)
    cohorts.make()
    ended = [cohorts.stored(each["id"]).state for each in (refused, late)]
    assert ended == ["refused", "lapsed"]
    assert cohorts.read(refused["id"])["refused_because"] == "Trop large"


def test_what_was_changed_behind_what_was_seen_is_void(one: Cohorts):
    asked, fewer = one.waits(), one.waits()
    with one.service.context.database.writing(Scope(one.service.centre.id)) as session:
        other = update(CohortExport).where(CohortExport.id == UUID(asked["id"]))
        session.execute(other.values(purpose="care_continuity"))
        _forget(session, fewer["id"], one.patient)

    assert one.decide(asked).json()["state"] == "void"
    assert one.decide(fewer).json()["state"] == "void"
    assert one.read(asked["id"])["state"] == "void"


def _forget(session, cohort: str, patient: UUID) -> None:
    session.execute(
        delete(CohortMember).where(
            CohortMember.export_id == UUID(cohort), CohortMember.patient_id == patient
        )
    )


@pytest.mark.parametrize("stage", ["waits", "approved", "made"])
def test_what_is_cancelled_has_no_file(one: Cohorts, stage: str):
    asked = getattr(one, stage)()
    cohort = asked["id"] if stage == "waits" else asked

    assert one.cancel(cohort).json()["state"] == "cancelled"

    assert one.take(cohort).status_code == 404
    if stage == "waits":
        path = f"/api/v1/approvals/{asked['approval_id']}"
        seen = one.service.client.get(path, headers=one.service.as_("privacy_officer"))
        assert seen.json()["state"] == "withdrawn"
    one.make()
    assert one.read(cohort)["state"] == "cancelled"
    assert one.chunks() == []


def test_what_is_cancelled_while_it_is_made_stops(one: Cohorts, monkeypatch: pytest.MonkeyPatch):
    cohort, seen = one.approved(), []
    made = gathering.gather

    def _cancelled(query, asked):
        seen.append(query.patient_id)
        assert one.cancel(cohort).json()["state"] == "cancelled"
        return made(query, asked)

    monkeypatch.setattr(filling, "gather", _cancelled)
    one.make()

    assert len(seen) == 1
    assert one.read(cohort)["state"] == "cancelled"
    assert one.chunks() == []


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"first": "2025-11-18", "last": "2025-11-17"}, "last", "no_days"),
        ({"first": "2025-11-19", "last": "2025-11-20"}, "first", "future"),
        ({"purpose": "patient_access"}, "purpose", None),
        ({"words": ""}, "words", None),
        ({"format": "pdf"}, "format", None),
        ({"blocks": []}, "blocks", None),
    ],
)
def test_what_cannot_be_made_is_refused(one: Cohorts, changes, field: str, reason: str | None):
    answer = one.ask_for(**changes)

    assert answer.status_code == 422
    (problem,) = answer.json()["errors"]
    assert problem["field"] == field
    assert reason is None or problem["reason"] == reason


def test_limits_are_kept(one: Cohorts):
    one.with_settings(cohort_patients=2)
    assert one.ask_for().json()["errors"][0]["reason"] == "too_many"
    one.with_settings(cohort_patients=3, cohorts_per_hour=1)
    cohort = one.approved()
    assert one.ask_for().status_code == 429
    one.with_settings(cohort_rows=1)
    one.make()
    assert one.read(cohort)["failure"] == "too_large"
    assert one.chunks() == []


def test_a_file_is_gone_when_its_time_is_over(one: Cohorts):
    cohort = one.made()
    expiry = timedelta(seconds=one.service.context.settings.cohort_expiry_s)
    one.service.clock.forward(seconds=expiry.total_seconds())
    one.fresh()

    assert one.take(cohort).status_code == 410
    one.make()
    assert one.stored(cohort).state == "expired"
    assert one.chunks() == []


def test_an_old_proof_gets_no_file(one: Cohorts):
    cohort = one.made()
    one.service.clock.forward(minutes=6)

    answer = one.take(cohort)

    assert (answer.status_code, answer.json()["code"]) == (403, "step_up_needed")
    one.fresh()
    assert one.take(cohort).status_code == 200


def test_a_list_says_what_waits_for_whom(one: Cohorts):
    waits, cohort = one.waits(), one.made()

    listed = one.service.client.get(PATH, headers=one.service.as_("oncologist")).json()

    found = {each["id"]: (each["state"], each["waits_for"]) for each in listed["items"]}
    assert found == {
        waits["id"]: ("waiting", "second_person"),
        cohort: ("ready", "owner"),
    }
    assert "CANARINOM" not in str(listed)
