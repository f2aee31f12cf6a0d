"""The evidence over the API: against an independent count, within rights, with its journal."""

import csv
import hashlib
import io
from base64 import b64encode
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from services.contract.billing import BillingPage, PatientBilling
from services.contract.enums import Monitoring
from services.contract.week_enums import SurveyState
from services.db.scope import Scope
from services.db.tables.edge import JournalEntry
from services.db.tables.patients import Patient
from services.patients.identity import Identity, seal_identity
from tests.services.archiving.conftest import furnished
from tests.services.billing.recount import Months, lost_beginnings, recount
from tests.services.billing.seeded import NOW, Seeded, seed, store
from tests.support.service import ServiceUnderTest

LIST = "/api/v1/billing-evidence"
MONTHS = ("2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04")


def _get(service: ServiceUnderTest, path: str, who: str = "billing", **asked: Any) -> Any:
    answer = service.client.get(path, params=asked, headers=service.as_(who))
    assert answer.status_code == 200, answer.text
    return answer


def _page(service: ServiceUnderTest, who: str = "billing", **asked: Any) -> BillingPage:
    return BillingPage.model_validate_json(_get(service, LIST, who, **asked).content)


def _as_counted(page: BillingPage) -> Months:
    wanted = {"last", "sent", "received", "received_late", "unanswered", "awaited", "cancelled",
              "not_offered", "check", "untold_because"}  # fmt: skip
    return {
        (str(row.patient.id), row.began_on, row.month.number): {
            name: each for name, each in row.month.model_dump(mode="json").items() if name in wanted
        }
        for row in page.items
    }


def _journal(service: ServiceUnderTest, action: str) -> list[JournalEntry]:
    with service.context.database.reading(Scope(service.centre.id)) as session:
        found = select(JournalEntry).where(JournalEntry.action == action)
        return list(session.scalars(found.order_by(JournalEntry.at)))


def _check_against_another_count(service: ServiceUnderTest, made: Seeded) -> None:
    found: Months = {}
    for month in MONTHS:
        page = _page(service, month=month, limit=200)
        counted = _as_counted(page)
        assert len(counted) == len(page.items)
        assert not found.keys() & counted.keys()
        found |= counted
        of_check = Counter(row.month.check.value for row in page.items)
        assert page.counts.model_dump() == {
            name: of_check[name] for name in page.counts.model_dump()
        }
        assert all(f"{row.month.last:%Y-%m}" == month for row in page.items)
    wanted = recount(made)

    assert found == wanted
    # The seed holds what this is about.
    assert {each["check"] for each in wanted.values()} == {
        "met", "not_met", "not_yet", "not_asked", "untold"
    }  # fmt: skip
    assert _page(service, month="2025-10").without_beginning == lost_beginnings(made)
    _each_patient_alone(service, made, wanted)


def _each_patient_alone(service: ServiceUnderTest, made: Seeded, wanted: Months) -> None:
    for patient in made.patients:
        path = f"/api/v1/patients/{patient['id']}/billing-evidence"
        alone = PatientBilling.model_validate_json(_get(service, path).content)
        months = {
            (str(patient["id"]), each.began_on, month.number): month.received
            for each in alone.follow_ups
            for month in each.months
        }
        assert months == {
            key: each["received"] for key, each in wanted.items() if key[0] == str(patient["id"])
        }


def test_every_month_agrees_with_another_count(service: ServiceUnderTest):
    _check_against_another_count(service, seed(service, 4))


def test_thirty_patients_agree_too(sqlite_service: ServiceUnderTest):
    made = seed(sqlite_service, 11, people=30)
    assert lost_beginnings(made) > 0
    _check_against_another_count(sqlite_service, made)


def test_a_missed_week_is_awaited_while_an_answer_of_it_would_not_be_late(
    sqlite_service: ServiceUnderTest,
):
    service, closed = sqlite_service, NOW - timedelta(hours=1)
    begun, opened = datetime(2026, 3, 1, 12, tzinfo=UTC), closed - timedelta(days=5)
    patient: dict[str, Any] = {"id": service.centre.patients[0]}
    patient |= {"monitoring": Monitoring.ACTIVE, "episode_started_at": begun, "first": begun}
    week = {"patient_id": patient["id"], "week": date(2026, 3, 23), "opens_on": opened.date(),
            "opens_at": opened, "closes_at": closed, "issued_at": opened,
            "state": SurveyState.MISSED}  # fmt: skip
    store(service, Seeded(patients=[patient], windows=[week]))

    found = []
    for hours in (1, 71, 72):
        service.clock.set(closed + timedelta(hours=hours))
        service.stay_signed_in()
        path = f"/api/v1/patients/{patient['id']}/billing-evidence"
        alone = PatientBilling.model_validate_json(_get(service, path).content)
        first = next(each for each in alone.follow_ups[0].months if each.number == 1)
        listed = _page(service, month="2026-03", limit=200).items
        assert first in [row.month for row in listed if row.patient.id == patient["id"]]
        found.append((first.awaited, first.unanswered, first.check.value))

    assert found == [(1, 0, "not_yet"), (1, 0, "not_yet"), (0, 1, "not_met")]


@pytest.fixture(scope="module")
def seeded(lasting_service: ServiceUnderTest) -> tuple[ServiceUnderTest, Seeded]:
    """One centre for all tests that only read."""
    return lasting_service, seed(lasting_service, 4)


def test_an_oncologist_sees_their_own_units_and_the_machine_of_billing_the_centre(
    seeded: tuple[ServiceUnderTest, Seeded],
):
    service, made = seeded
    mine, other = service.centre.units
    everybody = _page(service, month="2026-02", limit=200)
    own = _page(service, "oncologist", month="2026-02", limit=200)

    assert {row.unit_id for row in everybody.items} == {mine, other}
    assert [row for row in everybody.items if row.unit_id == mine] == own.items
    assert [each.id for each in own.units] == [mine]
    assert _page(service, month="2026-02", unit=str(other)).items == [
        row for row in everybody.items if row.unit_id == other
    ]
    refused = service.client.get(
        LIST, params={"unit": str(other)}, headers=service.as_("oncologist")
    )
    assert refused.status_code == 404
    foreign = next(each["id"] for each in made.patients if each["unit_id"] == other)
    path = f"/api/v1/patients/{foreign}/billing-evidence"
    assert service.client.get(path, headers=service.as_("oncologist")).status_code == 404


@pytest.mark.parametrize(
    "who", ["nurse", "manager", "admin", "privacy_officer", "ingest", "fhir_read"]
)
def test_nobody_else_sees_any(seeded: tuple[ServiceUnderTest, Seeded], who: str):
    service, made = seeded
    one = f"/api/v1/patients/{made.patients[0]['id']}/billing-evidence"
    for path in (LIST, f"{LIST}/file", one, f"{one}/file"):
        answer = service.client.get(path, headers=service.as_(who))
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden"), path


def test_a_file_of_many_is_for_the_machine_alone(seeded: tuple[ServiceUnderTest, Seeded]):
    """For a person it would be a nominative export of a unit, which takes two (matrix row 24)."""
    service, _ = seeded

    answer = service.client.get(f"{LIST}/file", headers=service.as_("oncologist"))

    assert answer.status_code == 403


def test_the_list_is_narrowed_and_paged_without_a_row_lost(
    seeded: tuple[ServiceUnderTest, Seeded],
):
    service, _ = seeded
    whole = _page(service, month="2026-02", limit=200)
    assert len(whole.items) > 3

    rows, cursor = [], None
    while True:
        asked: dict[str, Any] = {"month": "2026-02", "limit": 2}
        asked |= {"cursor": cursor} if cursor else {}
        page = _page(service, **asked)
        rows += page.items
        cursor = page.next_cursor
        if cursor is None:
            break
    assert rows == whole.items
    for check, count in whole.counts.model_dump().items():
        narrowed = _page(service, month="2026-02", check=check, limit=200)
        assert narrowed.items == [row for row in whole.items if row.month.check == check]
        assert (len(narrowed.items), narrowed.counts) == (count, whole.counts)
    other = {"month": "2026-01", "cursor": _page(service, month="2026-02", limit=2).next_cursor}
    answer = service.client.get(LIST, params=other, headers=service.as_("billing"))
    assert answer.status_code == 422


def test_who_was_shown_stands_in_the_journal_with_the_purpose(
    sqlite_service: ServiceUnderTest,
):
    service = sqlite_service
    seed(service, 4)
    page = _page(service, "oncologist", month="2026-02", limit=200)
    patient = page.items[0].patient.id
    _get(service, f"/api/v1/patients/{patient}/billing-evidence", "oncologist")
    made = _get(service, f"/api/v1/patients/{patient}/billing-evidence/file", "oncologist")
    table = _get(service, f"{LIST}/file", month="2026-02")

    listed = _journal(service, "list_billing_evidence")[-1]
    assert set(listed.shown or ()) == {str(row.patient.id) for row in page.items}
    assert (listed.purpose, listed.role) == ("billing", "oncologist")
    (read,) = _journal(service, "read_billing_evidence")
    assert (read.patient_id, read.purpose, read.fingerprint) == (patient, "billing", None)
    (taken,) = _journal(service, "take_patient_billing_evidence")
    sha256 = hashlib.sha256(made.content).digest()
    assert (taken.patient_id, taken.purpose, taken.fingerprint) == (
        patient,
        "billing",
        sha256.hex(),
    )
    assert made.headers["repr-digest"] == f"sha-256=:{b64encode(sha256).decode()}:"
    assert str(patient) not in made.headers["content-disposition"]
    (whole,) = _journal(service, "take_billing_evidence")
    assert (whole.role, whole.purpose) == ("machine:billing", "billing")
    assert whole.fingerprint == hashlib.sha256(table.content).hexdigest()
    assert len(whole.shown or ()) > len(page.items)


def test_the_table_says_what_the_list_says_and_runs_nothing(sqlite_service: ServiceUnderTest):
    service = sqlite_service
    seed(service, 4)
    patient_id: UUID = _page(service, month="2026-02").items[0].patient.id
    cipher = service.context.keys.patient(patient_id)
    named = Identity("=CMD|'/C calc'!A1", None, "+33", None, date(1958, 3, 14), None, "@SUM(A1)")
    with service.context.database.writing(Scope(service.centre.id)) as session:
        session.execute(
            update(Patient)
            .where(Patient.id == patient_id)
            .values(identity=seal_identity(cipher, patient_id, named))
        )
    page = _page(service, month="2026-02", limit=200)
    text = _get(service, f"{LIST}/file", month="2026-02").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))

    assert [(row["patient_id"], row["last_day"]) for row in rows] == [
        (str(each.patient.id), each.month.last.isoformat()) for each in page.items
    ]
    for row, each in zip(rows, page.items, strict=True):
        month = each.month.model_dump(mode="json")
        for name in ("sent", "received", "received_late", "awaited", "check"):
            assert row[name] == str(month[name])
        assert row["untold_because"] == (month["untold_because"] or "")
    guarded = next(row for row in rows if row["patient_id"] == str(patient_id))
    assert guarded["family_name"].startswith("'=")
    assert (guarded["given_name"], guarded["record_number"]) == ("'+33", "'@SUM(A1)")
    commas = _get(service, f"{LIST}/file", month="2026-02", delimiter=",").content.decode()
    assert len(list(csv.reader(io.StringIO(commas)))) == len(rows) + 1


def test_an_end_keeps_its_beginning_through_a_return(sqlite_service: ServiceUnderTest):
    """As people do it: archived, and followed again in another follow-up."""
    archives = furnished(sqlite_service)
    begun = archives.service.clock.now()
    with archives.weeks.writing() as session:
        session.execute(
            update(Patient).where(Patient.id == archives.patient).values(episode_started_at=begun)
        )
    archived = archives.archived()
    archives.later(days=3)
    back = archives.send(
        "POST",
        "restore",
        {"reason": "relapse"},
        version=archived["version"],
    )
    assert back.status_code == 200, back.text

    found = PatientBilling.model_validate(archives.get("billing-evidence", "billing"))

    # Without the column the first would have lost its beginning.
    days = [(each.began_on, each.ended_on) for each in found.follow_ups]
    first = begun.date()
    assert days == [(date(first.year, first.month, first.day + 3), None), (first, first)]


def test_today_is_that_of_the_centre(seeded: tuple[ServiceUnderTest, Seeded]):
    service, _ = seeded
    page = _page(service)

    assert (page.month, page.today) == ("2026-04", date(2026, 4, 2))
