"""What is counted of a month equals what anybody would count over its raw rows."""

from datetime import date

import pytest
from sqlalchemy import update

from services.db.scope import Scope
from services.db.tables.patients import Patient
from services.statistics.gathering import gather
from services.statistics.months import span_of
from tests.services.statistics.recount import PARIS, recount, restaff
from tests.services.statistics.seeded import seed
from tests.support.service import ServiceUnderTest


def _count_both_ways(service: ServiceUnderTest, number: int) -> None:
    made = seed(service, number)
    for month in (9, 10, 11):
        span = span_of(date(2025, month, 1), PARIS)
        with service.context.database.reading(Scope(made.centre.id)) as session:
            found = gather(session, service.context.keys, made.centre.id, span)

        counted = recount(made, 2025, month)
        assert {each: person.as_json() for each, person in found.persons.items()} == counted
        assert found.staff == restaff(made, 2025, month)
        assert counted


def test_every_count_of_every_month_is_that_of_the_raw_rows(service: ServiceUnderTest) -> None:
    _count_both_ways(service, 1)


@pytest.mark.parametrize("number", [2, 3, 4])
def test_so_are_those_of_other_centres(sqlite_service: ServiceUnderTest, number: int) -> None:
    _count_both_ways(sqlite_service, number)


def test_an_empty_centre_has_nothing_to_keep(sqlite_service: ServiceUnderTest) -> None:
    centre = sqlite_service.other_centre.id
    with sqlite_service.context.database.reading(Scope(centre)) as session:
        span = span_of(date(2024, 1, 1), PARIS)
        assert gather(session, sqlite_service.context.keys, centre, span).persons == {}


def test_the_patient_of_surveillance_is_not_there(sqlite_service: ServiceUnderTest) -> None:
    made = seed(sqlite_service, 1)
    span = span_of(date(2025, 10, 1), PARIS)
    invented = next(iter(recount(made, 2025, 10)))
    with sqlite_service.context.database.writing(Scope(made.centre.id)) as session:
        session.execute(
            update(Patient)
            .where(Patient.id == invented)
            .values(synthetic=True)
            .execution_options(synchronize_session=False)
        )

    with sqlite_service.context.database.reading(Scope(made.centre.id)) as session:
        found = gather(session, sqlite_service.context.keys, made.centre.id, span)
    assert found.persons.keys() == recount(made, 2025, 10).keys() - {invented}
