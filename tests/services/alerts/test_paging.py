"""Pages of the queue: nothing lost, nothing twice, flat in cost; cursors are not trusted."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from services.alerts import cursors
from services.alerts.filters import NO_FILTER
from services.alerts.worklist import Wanted, page
from services.alerts.worklist_rows import Query
from services.contract.enums import AlertLevel, Role, WorklistSort, WorklistView
from services.db.scope import Scope
from services.errors import ServiceError
from services.security.caller import Caller
from tests.support.service import add_patient

LEVELS = (AlertLevel.CRITICAL, AlertLevel.HIGH, AlertLevel.MODERATE, AlertLevel.INFO)
MANY = 24


@pytest.fixture
def full_ward(ward) -> Any:
    """A ward whose queue has rows of every level in both units."""
    centre = ward.service.centre
    for number in range(MANY):
        unit = number % 2
        patient_id = add_patient(ward.service.context, centre.id, centre.units[unit], number % 10)
        (centre.patients, centre.patients_of_other_unit)[unit].append(patient_id)
        received_at = ward.now - timedelta(minutes=7 * (number % 5))
        ward.raised(LEVELS[number % 4], patient_id, received_at=received_at)
    return ward


def pages(ward: Any, **parameters: Any) -> Iterator[list[dict[str, Any]]]:
    """All pages, one after the other."""
    cursor = None
    while True:
        asked = parameters if cursor is None else parameters | {"cursor": cursor}
        found = ward.get("nurse_of_both", "/worklist", **asked)
        yield found["items"]
        cursor = found["next_cursor"]
        if cursor is None:
            return


@pytest.mark.parametrize("sort", ["level", "due", "received"])
def test_pages_put_together_are_the_whole_queue(full_ward, sort: str) -> None:
    whole = full_ward.rows("nurse_of_both", sort=sort, limit=200)

    together = [row for rows in pages(full_ward, sort=sort, limit=5) for row in rows]

    assert together == whole
    assert len(whole) == MANY


def test_pages_of_mine_and_of_closed_put_together_are_all_of_them(full_ward) -> None:
    for place, row in enumerate(full_ward.rows("nurse_of_both", limit=200)[:9]):
        full_ward.service.clock.forward(seconds=1)
        alert_id = UUID(row["alert_id"])
        full_ward.done("nurse_of_both", alert_id, "calls", {"result": "patient_reached"})
        if place % 2:
            full_ward.done("nurse_of_both", alert_id, "measures", {"codes": ["01"]})
            full_ward.done("nurse_of_both", alert_id, "close")

    for view, expected in (("mine", 5), ("closed", 4)):
        for sort in ("level", "due", "received"):
            whole = full_ward.rows("nurse_of_both", view=view, sort=sort, limit=200)
            parts = list(pages(full_ward, view=view, sort=sort, limit=2))
            assert [row for rows in parts for row in rows] == whole
            assert len(whole) == expected


@pytest.mark.parametrize("sort", ["level", "due", "received"])
def test_rows_that_did_not_change_are_met_once_while_others_change(full_ward, sort: str) -> None:
    before = full_ward.rows("nurse_of_both", sort=sort, limit=200)
    changed: set[str] = set()
    met: list[str] = []
    for place, rows in enumerate(pages(full_ward, sort=sort, limit=5)):
        met += [row["patient"]["id"] for row in rows]
        for row in (before[place], before[-1 - place]):
            if row["patient"]["id"] not in changed:
                changed.add(row["patient"]["id"])
                full_ward.done("nurse_of_both", UUID(row["alert_id"]), "acknowledge")
        riser = before[len(before) // 2 + place]["patient"]["id"]
        changed.add(riser)
        full_ward.raised(AlertLevel.CRITICAL, UUID(riser))

    unchanged = [row["patient"]["id"] for row in before if row["patient"]["id"] not in changed]
    assert [patient_id for patient_id in met if patient_id in set(unchanged)] == unchanged


@contextmanager
def statements(ward: Any) -> Iterator[list[str]]:
    """The statements sent to the database meanwhile."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, _parameters, _context, _many) -> None:
        sent.append(statement)

    engine = ward.service.context.database.writer
    reader = ward.service.context.database.reader
    engines = [reader] if ward.service.context.database.is_sqlite else [engine]
    for each in engines:
        event.listen(each, "before_cursor_execute", note)
    yield sent
    for each in engines:
        event.remove(each, "before_cursor_execute", note)


def caller_of_both(ward: Any) -> Caller:
    """The nurse of both units."""
    account = ward.service.centre.accounts["nurse_of_both"]
    units = frozenset(ward.service.centre.units)
    return Caller(
        account, account, Role.NURSE, None, ward.service.centre.id, units, None, None, "test"
    )


def read_page(ward: Any, sort: WorklistSort, limit: int, cursor: str | None = None) -> Any:
    """A page read without HTTP."""
    with ward.service.context.database.reading(Scope(ward.service.centre.id)) as session:
        query = Query(session, ward.service.context, caller_of_both(ward), ward.now)
        return page(query, Wanted(WorklistView.TODO, sort, NO_FILTER, limit, cursor))


def test_a_page_takes_as_many_statements_for_twenty_rows_as_for_two(full_ward) -> None:
    read_page(full_ward, WorklistSort.LEVEL, 1)
    found = []
    for limit in (2, 20):
        with statements(full_ward) as sent:
            assert len(read_page(full_ward, WorklistSort.LEVEL, limit).items) == limit
        found.append([statement for statement in sent if " FROM " in statement.replace("\n", " ")])

    # The rows, their identities, and how much is known of what is expected.
    assert [len(sent) for sent in found] == [3, 3]


@pytest.mark.parametrize("sort", list(WorklistSort))
def test_a_page_is_a_walk_along_an_index(full_ward, sort: WorklistSort) -> None:
    cursor = read_page(full_ward, sort, 5).next_cursor
    asked: list[tuple[str, Any]] = []

    def note(_connection, _cursor, statement, parameters, _context, _many) -> None:
        if "FROM worklist_entry" in statement:
            asked.append((statement, parameters))

    database = full_ward.service.context.database
    engine = database.reader if database.is_sqlite else database.writer
    event.listen(engine, "before_cursor_execute", note)
    read_page(full_ward, sort, 5, cursor)
    event.remove(engine, "before_cursor_execute", note)
    ((statement, parameters),) = asked

    with database.reading(Scope(full_ward.service.centre.id)) as session:
        connection = session.connection()
        if database.is_sqlite:
            explained = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plan = " | ".join(row[3] for row in explained)
            assert "SCAN worklist_entry" not in plan
        else:
            # A table of one page is always scanned; the question is whether an index could serve.
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            connection.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
            explained = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
            plan = " | ".join(row[0] for row in explained)
            assert "Sort  (" not in plan
            assert "Merge Append" in plan
    index = f"ix_worklist_entry_{sort.value}"
    # New alerts and lapsed acknowledgements, in each of two units.
    assert plan.count(index) == 4


CURSOR = st.one_of(
    st.text(max_size=60),
    st.binary(max_size=60).map(lambda raw: base64.urlsafe_b64encode(raw).decode()),
    st.lists(
        st.one_of(
            st.integers(),
            st.text(max_size=8),
            st.floats(),
            st.booleans(),
            st.none(),
            st.just("todo.level"),
            st.uuids().map(str),
            st.lists(st.integers(), max_size=2),
        ),
        max_size=6,
    ).map(lambda values: base64.urlsafe_b64encode(json.dumps(values).encode()).decode()),
)


@given(cursor=CURSOR)
@settings(max_examples=200)
def test_a_cursor_that_is_not_ours_is_refused(cursor: str) -> None:
    with pytest.raises(ServiceError) as refused:
        cursors.unpack("closed.level", cursor, (int, int, int))

    assert refused.value.status == 422


@pytest.mark.parametrize(
    "values",
    [
        ["todo.due", 1, 0, 0, "01a20ad3-4b03-7045-806c-d03874f8e16c"],
        ["mine.level", 1, 0, 0, "01a20ad3-4b03-7045-806c-d03874f8e16c"],
        ["todo.level", 1, 0, 0, "not an identifier"],
        ["todo.level", 1, 10**30, 0, "01a20ad3-4b03-7045-806c-d03874f8e16c"],
        ["todo.level", 10**30, 0, 0, "01a20ad3-4b03-7045-806c-d03874f8e16c"],
        ["todo.level", True, 0, 0, "01a20ad3-4b03-7045-806c-d03874f8e16c"],
        ["todo.level", 1, 0, "01a20ad3-4b03-7045-806c-d03874f8e16c"],
        {"todo.level": 1},
    ],
)
def test_a_cursor_of_another_query_or_with_impossible_values_is_refused(ward, values: Any) -> None:
    cursor = base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")

    response = ward.service.client.get(
        "/api/v1/worklist", params={"cursor": cursor}, headers=ward.service.as_("nurse")
    )

    assert (response.status_code, response.json()["code"]) == (422, "invalid_parameter")


def test_a_cursor_that_nests_or_is_too_long_is_refused(ward) -> None:
    for raw in (b"[" * 100 + b"]" * 100, b"[" * 20_000):
        cursor = base64.urlsafe_b64encode(raw).decode()
        for path in ("/worklist", "/alerts"):
            response = ward.service.client.get(
                f"/api/v1{path}", params={"cursor": cursor}, headers=ward.service.as_("nurse")
            )
            assert response.status_code == 422


def test_alerts_are_paged_newest_first(full_ward) -> None:
    whole = full_ward.get("nurse_of_both", "/alerts", limit=200)["items"]
    parts: list[Any] = []
    cursor: str | None = None
    while cursor is not None or not parts:
        asked = {"limit": 7} | ({} if cursor is None else {"cursor": cursor})
        found = full_ward.get("nurse_of_both", "/alerts", **asked)
        parts, cursor = parts + found["items"], found["next_cursor"]

    assert parts == whole
    assert len(whole) == MANY
    received = [alert["received_at"] for alert in whole]
    assert received == sorted(received, reverse=True)


def test_alerts_are_found_by_state_and_patient(full_ward) -> None:
    rows = full_ward.rows("nurse_of_both", limit=200)
    taken = rows[3]
    full_ward.done("nurse_of_both", UUID(taken["alert_id"]), "acknowledge")
    full_ward.raised(AlertLevel.INFO, UUID(taken["patient"]["id"]))

    def listed(**parameters: Any) -> list[str]:
        items = full_ward.get("nurse_of_both", "/alerts", limit=200, **parameters)["items"]
        return [alert["id"] for alert in items]

    assert listed(state="acknowledged") == [taken["alert_id"]]
    assert len(listed(state="new")) == MANY
    assert listed(state="closed") == []
    assert len(listed(patient_id=taken["patient"]["id"])) == 2
    assert listed(patient_id=taken["patient"]["id"], state="acknowledged") == [taken["alert_id"]]
