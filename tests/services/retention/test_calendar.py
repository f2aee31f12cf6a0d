"""The calendar and the bar, through HTTP: what each role sees, by name, identifier or count."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.contract.enums import Monitoring
from services.contract.retention import RetentionState
from services.db.tables.edge import JournalEntry
from tests.services.retention.conftest import Years, noon

USED, SURVEY = date(2026, 3, 10), date(2026, 3, 1)
ARCHIVED = date(2028, 9, 10)
DAY = timedelta(days=1)
HOLD = {"reason": "litigation", "words": "Dossier 12 au tribunal"}


def _get(years: Years, who: str, path: str, **query: Any) -> Any:
    years.service.stay_signed_in()
    answer = years.service.client.get(
        f"/api/v1/{path}", headers=years.service.as_(who), params=query
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def _calendar(years: Years, who: str = "nurse", **query: Any) -> Any:
    return _get(years, who, "retention/calendar", **query)


def _post(years: Years, who: str, path: str, body: Any, version: int | None = None) -> Any:
    years.service.stay_signed_in()
    return years.service.client.post(
        f"/api/v1/patients/{path}", json=body, headers=years.service.writing_as(who, version)
    )


def _listed(calendar: Any, name: str) -> list[str]:
    return [each["patient_id"] for each in calendar[name]["items"]]


def test_each_month_has_its_counts_and_the_first_its_lists(years: Years):
    soon = years.ended(USED, SURVEY)
    later = years.ended(USED + timedelta(days=40), SURVEY)
    years.on(date(2028, 8, 1))

    calendar = _calendar(years)

    assert calendar["as_of"] is not None
    assert [each["month"] for each in calendar["months"]][:3] == [
        "2028-08-01",
        "2028-09-01",
        "2028-10-01",
    ]
    counts = [(each["to_announce"], each["to_archive"]) for each in calendar["months"]][:3]
    assert counts == [(1, 0), (1, 1), (0, 1)]
    assert _listed(calendar, "to_announce") == [str(soon)]
    [row] = calendar["to_announce"]["items"]
    assert (row["due_on"], row["archive_on"]) == ("2028-08-11", "2028-09-10")
    assert row["patient"]["family_name"].startswith("CANARINOM")
    assert _listed(_calendar(years, month="2028-10"), "to_archive") == [str(later)]


def test_what_is_overdue_stands_in_the_month_of_today(years: Years):
    patient = years.ended(USED, SURVEY)
    years.hold(patient)
    years.on(ARCHIVED + 100 * DAY)

    calendar = _calendar(years)

    assert _listed(calendar, "to_archive") == [str(patient)]
    assert calendar["months"][0]["to_archive"] == 1
    assert [each["reason"] for each in calendar["to_archive"]["items"][0]["holds"]] == [
        "litigation"
    ]
    assert calendar["held"] == 1
    assert _listed(_calendar(years, month="2028-09"), "to_archive") == []


def test_pages_of_a_list_follow_each_other(years: Years):
    patients = {str(years.ended(USED + n * DAY, SURVEY)) for n in range(5)}
    years.on(date(2028, 9, 1))

    first = _calendar(years, limit=2)
    seen = _listed(first, "to_archive")
    cursor = first["to_archive"]["next_cursor"]
    while cursor is not None:
        page = _calendar(years, limit=2, cursor=cursor)
        assert page["to_announce"] is None
        seen += _listed(page, "to_archive")
        cursor = page["to_archive"]["next_cursor"]

    assert len(seen) == 5
    assert set(seen) == patients


@pytest.mark.parametrize("cursor", ["x", "WyJhIiwiYiIsImMiXQ", "WzFd"])
def test_a_cursor_that_is_none_of_ours_is_refused(years: Years, cursor: str):
    answer = years.service.client.get(
        "/api/v1/retention/calendar",
        headers=years.service.as_("nurse"),
        params={"cursor": cursor},
    )

    assert answer.status_code == 422


def test_another_unit_is_not_there_for_a_nurse_and_is_for_the_privacy_officer(years: Years):
    patient = years.ended(USED, SURVEY)
    years.change(patient, unit_id=years.service.centre.units[1])
    years.on(date(2028, 9, 1))

    assert _listed(_calendar(years), "to_archive") == []
    assert _calendar(years)["months"][0]["to_archive"] == 0
    [row] = _calendar(years, "privacy_officer")["to_archive"]["items"]
    assert (row["patient_id"], row["patient"], row["identity_unreadable"]) == (
        str(patient),
        None,
        False,
    )


def test_a_manager_sees_counts_and_none_of_one_to_ten(years: Years):
    for number in range(11):
        years.ended(USED + number * DAY, SURVEY)
    years.ended(USED + 40 * DAY, SURVEY)
    years.on(date(2028, 9, 1))

    calendar = _calendar(years, "manager")

    assert [each["to_archive"] for each in calendar["months"]][:3] == [11, None, 0]
    assert calendar["to_archive"] is calendar["to_erase"] is calendar["to_announce"] is None


def test_an_identity_that_cannot_be_opened_hides_no_row(years: Years):
    patient = years.ended(USED, SURVEY)
    years.change(patient, identity=b"x")
    years.on(date(2028, 9, 1))

    [row] = _calendar(years)["to_archive"]["items"]

    assert (row["patient_id"], row["patient"], row["identity_unreadable"]) == (
        str(patient),
        None,
        True,
    )


def test_the_bar_is_as_of_now_whatever_the_last_pass_knew(years: Years):
    patient = years.ended(USED, SURVEY)
    years.service.clock.set(noon(date(2026, 9, 10)))

    bar = _get(years, "nurse", f"patients/{patient}/retention")

    assert (bar["state"], bar["is_followed"]) == ("inactive", False)
    assert (bar["inactive_on"], bar["archive_on"], bar["erase_on"]) == (
        "2026-09-10",
        "2028-09-10",
        "2036-03-01",
    )
    assert years.state(patient) is RetentionState.ACTIVE
    years.sign_in(patient)
    bar = _get(years, "nurse", f"patients/{patient}/retention")
    assert (bar["state"], bar["archive_on"]) == ("active", "2029-03-10")
    years.change(patient, monitoring=Monitoring.ACTIVE)
    bar = _get(years, "nurse", f"patients/{patient}/retention")
    assert (bar["is_followed"], bar["inactive_on"], bar["erase_on"]) == (True, None, None)


def test_what_was_announced_is_in_the_bar(years: Years):
    patient = years.ended(USED, SURVEY)
    years.on(ARCHIVED - 30 * DAY)
    years.service.clock.set(noon(ARCHIVED - 29 * DAY))

    [announced] = _get(years, "nurse", f"patients/{patient}/retention")["announcements"]

    assert (announced["step"], announced["due_on"], announced["days_stood"]) == (
        "archive",
        ARCHIVED.isoformat(),
        1,
    )


def test_every_look_is_journalled_with_whom_it_showed(years: Years):
    patient = years.ended(USED, SURVEY)
    years.on(date(2028, 9, 1))
    _calendar(years)
    _get(years, "privacy_officer", f"patients/{patient}/retention")

    with years.reading() as session:
        rows = session.scalars(
            select(JournalEntry).where(JournalEntry.action.like("read%retention%"))
        ).all()

    assert [(each.action, each.role) for each in rows] == [
        ("read_retention_calendar", "nurse"),
        ("read_patient_retention", "privacy_officer"),
    ]
    assert str(patient) in (rows[0].shown or [])
    assert rows[1].patient_id == patient


def _hold(years: Years, patient: UUID) -> Any:
    answer = _post(years, "privacy_officer", f"{patient}/retention/holds", HOLD)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_hold_is_placed_read_by_the_team_and_ended(years: Years):
    patient = years.ended(USED, SURVEY)
    placed = _hold(years, patient)
    [read] = _get(years, "nurse", f"patients/{patient}/retention")["holds"]
    assert read == placed
    assert (read["words"], read["placed_by"]["name"]) == (HOLD["words"], "Prénom privacy_officer")

    path = f"{patient}/retention/holds/{placed['id']}/end"
    assert _post(years, "privacy_officer", path, {}, 2).status_code == 412
    ended = _post(years, "privacy_officer", path, {}, 1)
    assert ended.status_code == 200
    assert ended.json()["ended_by"]["name"] == "Prénom privacy_officer"
    again = _post(years, "privacy_officer", path, {}, 2)
    assert (again.status_code, again.json()["code"]) == (409, "state_forbids")


@pytest.mark.parametrize("who", ["nurse", "oncologist", "manager", "admin"])
def test_nobody_else_places_a_hold(years: Years, who: str):
    patient = years.ended(USED, SURVEY)

    assert _post(years, who, f"{patient}/retention/holds", HOLD).status_code == 403


def test_the_same_hold_asked_for_twice_is_one(years: Years):
    patient = years.ended(USED, SURVEY)
    headers = years.service.writing_as("privacy_officer", key="the-same-key")
    path = f"/api/v1/patients/{patient}/retention/holds"

    first = years.service.client.post(path, json=HOLD, headers=headers)
    second = years.service.client.post(path, json=HOLD, headers=headers)

    assert first.json() == second.json()
    assert len(_get(years, "nurse", f"patients/{patient}/retention")["holds"]) == 1


def test_the_words_of_a_hold_are_sealed(years: Years):
    patient = years.ended(USED, SURVEY)
    _hold(years, patient)
    context = years.service.context
    if context.database.is_sqlite:
        files = [each for each in context.settings.data_dir.rglob("*") if each.is_file()]
        assert not any(b"Dossier 12" in each.read_bytes() for each in files)


@pytest.mark.parametrize(
    "body",
    [
        {"reason": "litigation", "words": "  "},
        {"reason": "litigation", "words": "..."},
        {"reason": "whim", "words": "Dossier"},
        {"reason": "other"},
        {"reason": "other", "words": "x" * 501},
        {"reason": "other", "words": "Dossier", "until": "2030-01-01"},
    ],
)
def test_a_hold_without_a_reason_is_refused(years: Years, body: dict[str, str]):
    patient = years.ended(USED, SURVEY)

    assert _post(years, "privacy_officer", f"{patient}/retention/holds", body).status_code == 422


def test_the_invented_patient_has_no_retention(years: Years):
    patient = years.ended(USED, SURVEY)
    years.change(patient, synthetic=True)
    years.on(ARCHIVED)
    years.service.stay_signed_in()

    assert years.journal(patient) == []
    answer = years.service.client.get(
        f"/api/v1/patients/{patient}/retention", headers=years.service.as_("privacy_officer")
    )
    assert answer.status_code == 404
