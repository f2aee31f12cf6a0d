"""A month is closed once, when it is surely over, and what it made available never changes."""

import json
import zlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.contract.enums import Channel, Monitoring
from services.contract.statistics import Statistics
from services.contract.week_enums import SurveyState
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer
from services.db.tables.edge import JournalEntry
from services.db.tables.schedule import SurveyWindow
from services.db.tables.statistics import (
    MonthState,
    StatisticMonth,
    StatisticPerson,
)
from services.ending import EndAsked, heeding
from services.retention.erasing import delete_rows
from services.security.ciphers import SealBroken
from services.statistics import closing, repository
from services.statistics.closing import close_months, rebuilt
from services.statistics.sealing import unpacked
from tests.services.statistics.seeded import BEGINS, seed
from tests.support.service import ServiceUnderTest

OVER = datetime(2025, 11, 30, 23, 0, tzinfo=UTC)
"""Midnight in Paris after November."""
HOUR = timedelta(hours=1)


def _pass(service: ServiceUnderTest, at: datetime) -> dict[date, MonthState]:
    service.clock.set(at)
    close_months(service.context, service.centre.id)
    with service.context.database.reading(Scope(service.centre.id)) as session:
        found = session.execute(select(StatisticMonth.month, StatisticMonth.state))
        return {row.month: row.state for row in found}


def close_all(service: ServiceUnderTest) -> None:
    _pass(service, OVER)
    states = _pass(service, OVER + 6 * HOUR)
    assert list(states.values()) == [MonthState.CLOSED] * len(states)
    assert max(states) == date(2025, 11, 1)


def _stored(service: ServiceUnderTest) -> dict[date, tuple[Any, Any, Any]]:
    with service.context.database.reading(Scope(service.centre.id)) as session:
        return {
            row.month: (row.release, row.shown, row.closed_at)
            for row in session.scalars(select(StatisticMonth).order_by(StatisticMonth.month))
        }


def _opened(service: ServiceUnderTest, month: date, column: str) -> Any:
    """What is kept of a month, as only the service can read it."""
    with service.context.database.reading(Scope(service.centre.id)) as session:
        wanted = select(getattr(StatisticMonth, column)).where(StatisticMonth.month == month)
        sealed = session.scalars(wanted).one()
    return unpacked(service.context.keys.centre(service.centre.id), month, column, sealed)


def _kept_persons(service: ServiceUnderTest) -> dict[date, set[UUID]]:
    with service.context.database.reading(Scope(service.centre.id)) as session:
        cipher = service.context.keys.centre(service.centre.id)
        kept = repository.counted_months(session, cipher, date.min)
    return {month: set(counted.persons) for month, counted in kept.items()}


def read_page(service: ServiceUnderTest, who: str = "manager", **asked: str | int) -> Statistics:
    """The page as the interface gives it."""
    service.stay_signed_in()
    answer = service.client.get("/api/v1/statistics", params=asked, headers=service.as_(who))
    assert answer.status_code == 200, answer.text
    return Statistics.model_validate_json(answer.content)


def test_a_month_is_closed_six_hours_after_it_was_seen_to_be_over(
    sqlite_service: ServiceUnderTest,
) -> None:
    seed(sqlite_service, 1)
    november = date(2025, 11, 1)

    assert november not in _pass(sqlite_service, OVER - timedelta(seconds=1))
    assert _pass(sqlite_service, OVER)[november] is MonthState.OVER
    assert _pass(sqlite_service, OVER + 5 * HOUR)[november] is MonthState.OVER
    assert _pass(sqlite_service, OVER + 6 * HOUR)[november] is MonthState.CLOSED


def test_a_service_that_ends_leaves_the_masks_and_the_next_one_makes_them(
    sqlite_service: ServiceUnderTest,
) -> None:
    seed(sqlite_service, 1)
    _pass(sqlite_service, OVER)

    with heeding(lambda: True), pytest.raises(EndAsked):
        _pass(sqlite_service, OVER + 6 * HOUR)
    assert MonthState.CLOSED not in _pass(sqlite_service, OVER).values()
    assert set(_pass(sqlite_service, OVER + 6 * HOUR).values()) == {MonthState.CLOSED}


def test_a_clock_that_jumps_ahead_and_back_closes_nothing(sqlite_service: ServiceUnderTest) -> None:
    seed(sqlite_service, 1)
    november, true = date(2025, 11, 1), datetime(2025, 11, 20, tzinfo=UTC)

    assert _pass(sqlite_service, OVER + HOUR)[november] is MonthState.OVER
    assert november not in _pass(sqlite_service, true)
    assert _pass(sqlite_service, OVER + HOUR)[november] is MonthState.OVER
    assert _pass(sqlite_service, OVER + 7 * HOUR)[november] is MonthState.CLOSED


def test_what_a_clock_closed_that_ran_ahead_is_never_shown(
    sqlite_service: ServiceUnderTest,
) -> None:
    seed(sqlite_service, 1)
    close_all(sqlite_service)

    states = _pass(sqlite_service, datetime(2025, 11, 20, tzinfo=UTC))
    assert states[date(2025, 11, 1)] is MonthState.VOID
    assert _pass(sqlite_service, OVER + 30 * HOUR)[date(2025, 11, 1)] is MonthState.VOID
    assert read_page(sqlite_service).closed_through is None


def test_a_month_waits_for_a_week_that_is_not_settled(sqlite_service: ServiceUnderTest) -> None:
    made = seed(sqlite_service, 1)
    week = next(
        row for row in made.windows if row["closes_at"] < datetime(2025, 10, 20, tzinfo=UTC)
    )
    this = (
        update(SurveyWindow)
        .where(
            SurveyWindow.patient_id == week["patient_id"],
            SurveyWindow.week == week["week"],
        )
        .execution_options(synchronize_session=False)
    )
    with sqlite_service.context.database.writing(Scope(made.centre.id)) as session:
        session.execute(this.values(state=SurveyState.OPEN))
    first = week["closes_at"].date().replace(day=1)

    _pass(sqlite_service, OVER)
    states = _pass(sqlite_service, OVER + 6 * HOUR)
    assert {month for month, state in states.items() if state is MonthState.OVER} == {
        month for month in states if month >= first
    }
    with sqlite_service.context.database.writing(Scope(made.centre.id)) as session:
        session.execute(this.values(state=SurveyState.MISSED))
    assert set(_pass(sqlite_service, OVER + 7 * HOUR).values()) == {MonthState.CLOSED}


@pytest.mark.parametrize(
    ("state", "answers"),
    [
        (SurveyState.MISSED, {"withdrawn_at": OVER}),
        (SurveyState.ANSWERED, {"late": True}),
        (SurveyState.ANSWERED, {"channel": Channel.IMPORT}),
    ],
)
def test_a_month_waits_while_an_answer_of_its_last_week_would_come_in_time(
    sqlite_service: ServiceUnderTest, state: SurveyState, answers: dict[str, Any]
) -> None:
    """Also where one came that does not count: the week is taken for answered, and may still be."""
    made, november = seed(sqlite_service, 1), date(2025, 11, 1)
    week, ended = made.windows[0], OVER - 12 * HOUR
    who, wrote = week["patient_id"], ended - 144 * HOUR
    with sqlite_service.context.database.writing(Scope(made.centre.id)) as session:
        for change in (
            update(SurveyWindow)
            .where(SurveyWindow.patient_id == who, SurveyWindow.week == week["week"])
            .values(opens_at=ended - 168 * HOUR, closes_at=ended, state=state),
            update(Answer).where(Answer.patient_id == who).values(authored_at=wrote, **answers),
        ):
            session.execute(change.execution_options(synchronize_session=False))

    _pass(sqlite_service, OVER)
    assert _pass(sqlite_service, ended + 71 * HOUR)[november] is MonthState.OVER
    assert _pass(sqlite_service, ended + 72 * HOUR)[november] is MonthState.CLOSED


def test_who_is_under_limitation_counts_in_no_month_that_is_closed_meanwhile(
    service: ServiceUnderTest,
) -> None:
    made = seed(service, 5, people=30)
    _pass(service, datetime(2025, 11, 1, tzinfo=UTC))
    _pass(service, datetime(2025, 11, 6, tzinfo=UTC))
    before, kept = _stored(service), _kept_persons(service)
    limited = next(row["id"] for row in made.patients if row["monitoring"] is Monitoring.ACTIVE)
    with service.context.database.reading(Scope(made.centre.id)) as session:
        number = repository.numbered(session, [limited])[limited]
    asked = service.client.post(
        f"/api/v1/patients/{limited}/retention/holds",
        headers=service.as_("privacy_officer") | {"Idempotency-Key": "limitation-of-one"},
        json={"reason": "limitation", "words": "Article 18, 1 a"},
    )
    assert asked.status_code == 201, asked.text
    close_all(service)

    after = _kept_persons(service)
    assert [number in after[date(2025, month, 1)] for month in (10, 11)] == [True, False]
    assert {month: after[month] for month in kept} == kept
    stored = _stored(service)
    assert {month: stored[month] for month in before if before[month][0]} == {
        month: row for month, row in before.items() if row[0]
    }


def test_what_changes_after_the_closing_changes_nothing_released(
    service: ServiceUnderTest,
) -> None:
    made = seed(service, 5, people=30)
    close_all(service)
    before = _stored(service)
    page = read_page(service)

    with service.context.database.writing(Scope(made.centre.id)) as session:
        session.execute(
            update(Alert)
            .where(Alert.received_at >= BEGINS)
            .values(acknowledged_at=OVER - HOUR, closed_at=OVER - HOUR)
            .execution_options(synchronize_session=False)
        )
    _pass(service, OVER + 40 * HOUR)

    assert _stored(service) == before
    assert read_page(service) == page
    for month, (_, shown, _) in before.items():
        again = rebuilt(service.context, made.centre.id, month)
        assert again is not None
        released = _opened(service, month, "release")
        assert json.dumps(again.as_json()) == json.dumps(released)
        assert json.dumps(again.shown()) == json.dumps(shown)


@pytest.mark.parametrize("people", [0, 1])
def test_an_empty_centre_and_one_patient_show_no_number_of_anybody(
    sqlite_service: ServiceUnderTest, people: int
) -> None:
    seed(sqlite_service, 7, people=people)
    close_all(sqlite_service)
    page = read_page(sqlite_service)

    assert page.closed_through == "2025-11"
    values = [tile.figure.value for tile in page.tiles]
    assert values == ([0] + [None] * 6 if people == 0 else [None] * 7)
    assert page.workload == []
    assert all(not row.critical.value for row in page.rows)


def test_numbers_of_persons_lead_nowhere_and_age_out(
    sqlite_service: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = seed(sqlite_service, 1)
    # As if no period were longer: else thirteen more months would have to go by.
    monkeypatch.setattr(closing, "_LONGEST", 2)
    close_all(sqlite_service)

    kept = _kept_persons(sqlite_service)
    persons = set().union(*kept.values())
    assert persons
    assert not persons & {row["id"] for row in made.patients}
    assert kept.keys() == {date(2025, 10, 1), date(2025, 11, 1)}


def test_who_has_the_database_alone_reads_no_count_and_no_key_opens_whose_acts_they_were(
    service: ServiceUnderTest,
) -> None:
    made = seed(service, 3)
    close_all(service)
    month = date(2025, 11, 1)
    with service.context.database.reading(Scope(made.centre.id)) as session:
        columns = (StatisticMonth.release, StatisticMonth.persons)
        stored = session.execute(select(*columns).where(StatisticMonth.month == month)).one()
    for sealed in stored:
        with pytest.raises(zlib.error):
            # Behind algorithm, version and nonce.
            zlib.decompress(sealed[15:])
        assert b"followed" not in sealed
    other = service.context.keys.centre(service.other_centre.id)
    with pytest.raises(SealBroken):
        unpacked(other, month, "persons", stored.persons)

    kept = _opened(service, month, "persons")
    assert kept["staff"]
    told = json.dumps(kept)
    staff = {row["by"] for row in made.acts}
    assert not [each for each in staff if each.hex in told or str(each) in told]
    assert not [row for row in made.patients if row["id"].hex in told]


def test_a_closing_that_dies_leaves_nothing_and_the_next_one_does_it_all(
    service: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed(service, 1)
    _pass(service, OVER)

    def _die(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as dying:
        # After the numbers of the persons are stored, in the same transaction.
        dying.setattr(repository, "close", _die)
        with pytest.raises(RuntimeError):
            _pass(service, OVER + 6 * HOUR)
    assert _kept_persons(service) == {}
    with service.context.database.reading(Scope(service.centre.id)) as session:
        assert session.scalars(select(StatisticPerson.person)).all() == []
    assert set(_pass(service, OVER + 7 * HOUR).values()) == {MonthState.CLOSED}


def test_a_month_that_is_not_over_any_more_is_not_said_to_be_closed(
    sqlite_service: ServiceUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    service, kept = sqlite_service, repository.keep_numbers
    seed(service, 1, people=2)
    _pass(service, OVER)

    def _taken_back(session: Session, centre_id: UUID, numbers: Mapping[UUID, UUID]) -> None:
        kept(session, centre_id, numbers)
        session.execute(update(StatisticMonth).values(state=MonthState.VOID))

    monkeypatch.setattr(repository, "keep_numbers", _taken_back)
    with pytest.raises(repository.NotOver):
        _pass(service, OVER + 6 * HOUR)

    with service.context.database.reading(Scope(service.centre.id)) as session:
        closed = select(JournalEntry).where(JournalEntry.action == "statistics_closed")
        assert session.scalars(closed).all() == []


def test_who_is_erased_stays_counted_and_is_led_to_by_nothing(
    sqlite_service: ServiceUnderTest,
) -> None:
    made = seed(sqlite_service, 3)
    close_all(sqlite_service)
    before, page = _stored(sqlite_service), read_page(sqlite_service)
    erased = made.patients[0]["id"]
    with sqlite_service.context.database.writing(Scope(made.centre.id)) as session:
        person = session.scalars(
            select(StatisticPerson.person).where(StatisticPerson.patient_id == erased)
        ).one()
        delete_rows(session, erased)

    assert _stored(sqlite_service) == before
    assert read_page(sqlite_service) == page
    for month in before:
        again = rebuilt(sqlite_service.context, made.centre.id, month)
        assert again is not None
        assert again.as_json() == _opened(sqlite_service, month, "release")
    with sqlite_service.context.database.reading(Scope(made.centre.id)) as session:
        numbers = set(session.scalars(select(StatisticPerson.person)))
    assert person in set().union(*_kept_persons(sqlite_service).values())
    assert person not in numbers


@pytest.mark.parametrize("who", ["nurse", "admin", "researcher", "billing"])
def test_nobody_else_reads_statistics(lasting_service: ServiceUnderTest, who: str) -> None:
    lasting_service.stay_signed_in()
    answer = lasting_service.client.get("/api/v1/statistics", headers=lasting_service.as_(who))
    assert answer.status_code == 403


def test_only_a_manager_sees_the_hours_of_the_team_and_only_closed_periods_are_offered(
    sqlite_service: ServiceUnderTest,
) -> None:
    seed(sqlite_service, 5, people=30)
    assert read_page(sqlite_service).choices is None
    close_all(sqlite_service)

    assert read_page(sqlite_service, "manager").workload
    assert read_page(sqlite_service, "oncologist").workload is None
    assert read_page(sqlite_service, "privacy_officer").offered.periods == [3]
    refused = sqlite_service.client.get(
        "/api/v1/statistics", params={"months": 6}, headers=sqlite_service.as_("manager")
    )
    assert refused.status_code == 422
    assert refused.json()["errors"] == [{"field": "months", "reason": "not_offered"}]
