"""Pages of a filtered list: nothing falls between two of them, and a cursor is good for its own."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.alerts import cursors
from services.alerts.filters import Filters
from services.contract.enums import AlertLevel
from tests.services.alerts.test_escalating import question
from tests.services.alerts.test_escalating import second as second
from tests.services.alerts.test_filters import ids
from tests.services.alerts.test_follow_up import wait
from tests.support.service import START

LONG_AGO, FAR_AHEAD = (each.replace(tzinfo=UTC) for each in (datetime.min, datetime.max))  # noqa: DTZ901


def test_pages_of_a_filtered_list_join_without_a_gap(ward) -> None:
    patients = [*ward.service.centre.patients, *ward.service.centre.patients_of_other_unit]
    levels = [AlertLevel.CRITICAL, AlertLevel.HIGH, AlertLevel.INFO] * 2
    for patient_id, level in zip(patients, levels, strict=True):
        ward.raised(level, patient_id)
    asked = {"level": ["info", "high"], "limit": 1}

    found, cursor = [], None
    while True:
        more: dict[str, Any] = {} if cursor is None else {"cursor": cursor}
        page = ward.get("nurse_of_both", "/worklist", **asked, **more)
        found += ids(page["items"])
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert found == ids(ward.rows("nurse_of_both", level=["info", "high"]))
    assert len(found) == 6


def everybody(ward: Any) -> list[UUID]:
    """The patients of both units."""
    return [*ward.service.centre.patients, *ward.service.centre.patients_of_other_unit]


def pages(ward: Any, who: str, between: Callable[[], object], **asked: Any) -> list[Any]:
    """The pages of a list, one after the other, while something happens between them."""
    found: list[Any] = []
    cursor: str | None = None
    while cursor is not None or not found:
        found.append(ward.get(who, "/worklist", **asked, **({"cursor": cursor} if cursor else {})))
        cursor = found[-1]["next_cursor"]
        between()
    return found


@pytest.mark.parametrize("sort", ["level", "due", "received"])
def test_h03_what_becomes_overdue_between_two_pages_is_on_one_of_them(ward, sort) -> None:
    """And so is what rises meanwhile; rows that match are met once each."""
    soon, rising, *others = everybody(ward)
    received = ward.now - timedelta(hours=24) + timedelta(minutes=1)
    hidden = ward.raised(AlertLevel.INFO, soon, received_at=received)
    ward.raised(AlertLevel.INFO, rising)
    matching = [ward.raised(AlertLevel.HIGH, patient) for patient in others]

    def rise() -> None:
        wait(ward, seconds=1)
        ward.raised(AlertLevel.CRITICAL, rising)

    happenings = [lambda: wait(ward, minutes=2), rise]

    found = pages(
        ward,
        "nurse_of_both",
        lambda: happenings.pop(0)() if happenings else None,
        level="high",
        limit=1,
        sort=sort,
    )

    met = [row for page in found for row in page["items"]]
    exempt = {row["patient"]["id"] for row in met if row["outside_filter"]}
    assert exempt == {str(soon), str(rising)}
    assert str(hidden) in ids(met)
    assert {row["alert_id"] for row in met if not row["outside_filter"]} == {*map(str, matching)}
    assert found[-1]["filtered"] == {"matching": 4, "outside": 2, "all": 6}


def test_more_that_become_overdue_than_fit_on_a_page_are_all_met(ward) -> None:
    *soon, first, last = everybody(ward)
    received = ward.now - timedelta(hours=24) + timedelta(minutes=1)
    hidden = [ward.raised(AlertLevel.INFO, each, received_at=received) for each in soon]
    matching = [ward.raised(AlertLevel.HIGH, each) for each in (first, last)]
    happenings = [lambda: wait(ward, minutes=2)]

    found = pages(
        ward,
        "nurse_of_both",
        lambda: happenings.pop()() if happenings else None,
        level="high",
        limit=1,
    )

    assert {row["alert_id"] for page in found for row in page["items"]} == {
        *map(str, (*hidden, *matching))
    }


def test_h03_a_question_that_comes_to_the_reader_between_two_pages_is_on_one(ward, second) -> None:
    one, two, three = ward.service.centre.patients
    for patient in (one, two):
        matching = ward.raised(AlertLevel.HIGH, patient)
        ward.done("nurse", matching, "escalate", question(ward, second))
    wait(ward, seconds=31)
    asked = ward.raised(AlertLevel.MODERATE, three)
    ward.done("nurse", asked, "escalate", question(ward))
    happenings = [lambda: wait(ward, seconds=31)]

    found = pages(
        ward,
        "oncologist",
        lambda: happenings.pop()() if happenings else None,
        view="escalated",
        level="high",
        limit=1,
    )

    assert str(asked) in [row["alert_id"] for page in found for row in page["items"]]


@pytest.mark.parametrize("view", ["todo", "mine", "deferred", "escalated", "closed"])
@pytest.mark.parametrize("read_at", [LONG_AGO, FAR_AHEAD, START - timedelta(weeks=2)])
def test_h03_a_cursor_that_says_it_is_of_another_age_hides_nothing(ward, view, read_at) -> None:
    late = ward.raised(AlertLevel.INFO, received_at=ward.now - timedelta(hours=25))
    mark = Filters(levels=frozenset({AlertLevel.HIGH})).mark
    numbers = {"closed": 2, "escalated": 4}.get(view, 3)
    key = [read_at, True, *[0] * numbers, UUID(int=0)]
    cursor = cursors.pack(f"{view}.level.{mark}", key)

    found = ids(ward.rows(view=view, level="high", cursor=cursor))

    is_to_come_again = view == "todo" and read_at < ward.now
    assert found == ([str(late)] if is_to_come_again else [])


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"level": "moderate"},
        {"level": ["high", "moderate"]},
        {"symptom": "diarrhoea"},
        {"owner": "nobody"},
        {"owner": "me"},
        {"level": "high", "overdue": "true"},
        {"level": "high", "sort": "due"},
        {"level": "high", "view": "mine"},
    ],
)
def test_a_cursor_of_a_filtered_list_is_good_for_no_other(ward, other) -> None:
    for patient_id in ward.service.centre.patients:
        ward.raised(AlertLevel.HIGH, patient_id)
    cursor = ward.get("nurse", "/worklist", level="high", limit=1)["next_cursor"]

    answer = ward.service.client.get(
        "/api/v1/worklist", params={"cursor": cursor} | other, headers=ward.service.as_("nurse")
    )

    assert answer.status_code == 422
    assert len(ward.rows(level="high", cursor=cursor)) == 2
