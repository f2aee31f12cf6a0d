"""Data quality: what failed is what the raw rows say; a figure is right, masked, or not there.

The page of a crowd is compared in `test_page`, beside that of the statistics: to close the months
of so many takes long.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

import pytest

from services.contract.quality import CheckedShare, DataQuality
from services.contract.quality_enums import QualityCause, QualityCheck
from services.contract.statistics import Figure
from services.contract.statistics_enums import FigureState
from services.db.scope import Scope
from services.statistics.cubes import build
from services.statistics.disclosure.protecting import protect
from services.statistics.gathering import gather
from services.statistics.kept import Kept
from services.statistics.months import months_until, span_of
from services.statistics.person_month import CountedMonth, PersonMonth
from services.statistics.quality.checks import CHECKS
from services.statistics.quality.counting import count_quality
from services.statistics.readable import Readable
from tests.services.statistics.flawed import Flawed, flaw
from tests.services.statistics.recount import PARIS
from tests.services.statistics.recount_quality import recount_quality
from tests.services.statistics.seeded import Seeded, seed
from tests.services.statistics.test_closing import close_all
from tests.services.statistics.test_cubes import broken
from tests.support.service import ServiceUnderTest

Person = dict[str, Any]
MONTHS = (9, 10, 11)
WHOLES = {"answered": "sent", "record": "at_end", "recent": "at_end", "identity": "at_end",
          "dates": "at_end"}  # fmt: skip
OF_PATIENTS = {"record", "recent", "identity", "dates"}


def _read(service: ServiceUnderTest, who: str = "manager", **asked: int) -> DataQuality:
    service.stay_signed_in()
    answer = service.client.get(
        "/api/v1/statistics/quality", params=asked, headers=service.as_(who)
    )
    assert answer.status_code == 200, answer.text
    return DataQuality.model_validate_json(answer.content)


def _failed(persons: list[Person], check: str, what: str = "failed") -> int:
    if check == "answered":
        left = [person.get("sent", 0) - person.get("answered", 0) for person in persons]
        did = [bool(person.get("answered")) for person in persons]
        kinds = {"failed": (False, True), "none_answered": (False,), "some_answered": (True,)}
        return sum(n for n, answered in zip(left, did, strict=True) if answered in kinds[what])
    return sum(person["quality"].get(f"quality/{check}/{what}", 0) for person in persons)


def _percent(persons: list[Person], check: str) -> int | None:
    whole = _whole(persons, check)
    return round(100 * (whole - _failed(persons, check)) / whole) if whole else None


def _whole(persons: list[Person], check: str) -> int:
    return sum(person.get(WHOLES.get(check, "questionnaires"), 0) for person in persons)


def _places(
    page: DataQuality, months: list[list[Person]]
) -> Iterator[tuple[str, Figure, int | None]]:
    """What a place of the page is, what stands there, and what belongs there."""
    for each in page.checks:
        check = each.check.value
        persons = months[-1] if check in OF_PATIENTS else [one for month in months for one in month]
        yield f"{check} share", each.share, _percent(persons, check)
        yield f"{check} failed", each.failed, _failed(persons, check)
        yield f"{check} whole", each.whole, _whole(persons, check)
        for cause in each.causes:
            word = cause.cause.value
            yield f"{check} {word}", cause.count, _failed(persons, check, word)
        for point, month in zip(each.trend[-3:], months, strict=True):
            yield f"{check} {point.month}", point.figure, _percent(month, check)


@pytest.mark.parametrize("number", [1, 2])
def test_what_failed_in_a_month_and_why_is_what_the_raw_rows_say(
    service: ServiceUnderTest, number: int
) -> None:
    made = seed(service, number, people=16)
    flaws = flaw(service, made, number)
    causes: set[str] = set()
    for month in MONTHS:
        span = span_of(date(2025, month, 1), PARIS)
        with service.context.database.reading(Scope(made.centre.id)) as session:
            found = gather(session, service.context.keys, made.centre.id, span)
            count_quality(session, service.context.keys, span, found.persons)

        counted = recount_quality(made, flaws, 2025, month)
        assert {each: person.as_json() for each, person in found.persons.items()} == counted
        causes |= {name for person in counted.values() for name in person["quality"]}
    assert len(causes) > 25, "the flaws reach most causes"


def check_page(service: ServiceUnderTest, made: Seeded, flaws: Flawed) -> None:
    """Compares every figure of the page with the raw rows of a centre whose months are closed."""
    months = [list(recount_quality(made, flaws, 2025, each).values()) for each in MONTHS]
    page = _read(service, months=3)

    states: Counter[FigureState] = Counter()
    for what, figure, expected in _places(page, months):
        states[figure.state] += 1
        if figure.state is FigureState.KNOWN:
            assert (what, figure.value) == (what, expected)
        elif figure.state is not FigureState.MASKED:
            assert (what, figure.state, expected) == (what, FigureState.NO_DATA, None)
    assert states[FigureState.KNOWN] > 40, states
    assert states[FigureState.MASKED] > 0, states
    assert [each.check for each in page.checks] == list(QualityCheck)
    assert page.period is not None
    assert (page.months, page.period.first, page.closed_through) == (3, "2025-09", "2025-11")
    assert _read(service, "oncologist") == page
    written = page.model_dump_json()
    rows = [*made.patients, *made.answers, *made.alerts]
    assert not [row["id"] for row in rows if str(row["id"]) in written]


@pytest.mark.parametrize("people", [0, 1])
def test_an_empty_centre_and_one_patient_have_no_figure_of_anybody(
    sqlite_service: ServiceUnderTest, people: int
) -> None:
    made = seed(sqlite_service, 7, people=people)
    flaw(sqlite_service, made, 7)
    close_all(sqlite_service)
    page = _read(sqlite_service)

    shown = {figure.value for each in page.checks for figure in _figures(each)}
    assert shown == ({0, None} if people == 0 else {None})


def _figures(check: CheckedShare) -> list[Figure]:
    of_months = [point.figure for point in check.trend]
    causes = [each.count for each in check.causes]
    return [check.share, check.failed, check.whole, *of_months, *causes]


def test_before_three_months_are_closed_there_is_no_page_and_no_period(
    sqlite_service: ServiceUnderTest,
) -> None:
    page = _read(sqlite_service)
    assert (page.checks, page.months, page.periods) == ([], None, [])

    answer = sqlite_service.client.get(
        "/api/v1/statistics/quality", params={"months": 3}, headers=sqlite_service.as_("manager")
    )
    assert (answer.status_code, answer.json()["errors"][0]["reason"]) == (422, "not_offered")


LAST = date(2025, 10, 1)


def crowd(chance: Random, number: int, *, is_counted: bool = True) -> CountedMonth:
    """Persons with anything that can have failed of them in a month."""
    found = {}
    for each in range(number):
        made = PersonMonth(unit=UUID(int=1).hex, followed=True, at_end=chance.random() < 0.9)
        made.sent = chance.randrange(1, 6)
        made.answered = chance.randrange(made.sent + 1)
        made.questionnaires = chance.randrange(6)
        made.quality = _quality(chance, made) if is_counted else None
        found[UUID(int=each)] = made
    return CountedMonth(found)


def _quality(chance: Random, made: PersonMonth) -> dict[str, int]:
    found: Counter[str] = Counter()
    for check in CHECKS:
        times = made.at_end if check.is_of_patients else made.questionnaires
        must = check.check is QualityCheck.RECENT and not made.questionnaires
        for _ in range(times if check.check is not QualityCheck.ANSWERED else 0):
            if chance.random() < 0.3 or must:
                most = 1 if check.is_exclusive else len(check.causes)
                causes = chance.sample(check.causes, chance.randrange(1, most + 1))
                found.update([check.failed, *map(check.cause_name, causes)])
    return dict(found)


def test_what_the_release_says_of_these_numbers_is_true_of_them() -> None:
    chance = Random(1)
    months = {each: crowd(chance, chance.choice((3, 40))) for each in months_until(LAST, 6)}

    release = build(months, LAST).release("2025-10")

    assert broken(release) == []
    named = {key for relation in release.relations for key in vars_of(relation)}
    assert {"2025-10/quality/prompt/late_web", "2025-10*6/quality/coherent/time"} <= named


def vars_of(relation: Any) -> set[str]:
    """The keys in a relation."""
    fields = [getattr(relation, name) for name in type(relation).__slots__]
    return {key for each in fields for key in ((each,) if isinstance(each, str) else each)}


@pytest.mark.parametrize("is_counted", [True, False])
def test_what_is_kept_of_a_month_says_whether_data_quality_was_counted_in_it(
    is_counted: bool,
) -> None:
    month = crowd(Random(3), 20, is_counted=is_counted)

    kept = json.dumps(month.as_json())
    assert CountedMonth.of_json(json.loads(kept)) == month
    assert ("quality" in kept) is is_counted


def test_months_that_were_closed_before_it_was_counted_have_no_figure() -> None:
    chance = Random(2)
    months = {
        each: crowd(chance, 40, is_counted=each > date(2025, 7, 1))
        for each in months_until(LAST, 6)
    }
    made = build(months, LAST)
    kept = Kept(protect(made.release("2025-10")), made.values, {}, {})
    read = Readable.of(kept.shown())

    def _state(place: str, name: str = "quality/complete/failed") -> FigureState:
        return read.figure(f"{place}/{name}").state

    absent = {_state("2025-07"), _state("2025-07", "quality/dates/share"), _state("2025-10*6")}
    assert absent == {FigureState.NOT_CLOSED}
    assert {_state("2025-08"), _state("2025-10*3")} == {FigureState.KNOWN}
    assert _state("2025-07", "answer_rate") is FigureState.KNOWN


def test_a_cause_belongs_to_one_check() -> None:
    causes = [cause for each in CHECKS for cause in each.causes]

    assert sorted(causes) == sorted(QualityCause)
    assert {each.check.value for each in CHECKS if each.is_of_patients} == OF_PATIENTS
