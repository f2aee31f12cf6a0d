"""The queue: one row a patient, in three orders, in three views, with counts that agree."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from services.alerts.filters import NO_FILTER
from services.alerts.worklist import Wanted, page
from services.alerts.worklist_rows import Query
from services.contract.enums import AlertLevel, Role, WorklistSort, WorklistView
from services.db.scope import Scope
from services.security.caller import Caller
from tests.support.raw import raw_connection

CALL = {"result": "patient_reached"}


def ids(rows: list[dict[str, Any]]) -> list[str]:
    """The alerts of rows in their order."""
    return [row["alert_id"] for row in rows]


def close(ward: Any, alert_id: UUID, who: str = "nurse") -> None:
    """Answers an alert from end to end."""
    ward.done(who, alert_id, "calls", CALL)
    ward.done(who, alert_id, "measures", {"codes": ["01"]})
    ward.done(who, alert_id, "close")


def test_one_row_a_patient_shows_the_highest_alert_and_the_earliest_due_time(ward) -> None:
    patient_id = ward.service.centre.patients[0]
    old = ward.raised(AlertLevel.INFO, patient_id, received_at=ward.now - timedelta(hours=23))
    critical = ward.raised(AlertLevel.CRITICAL, patient_id)

    (row,) = ward.rows()

    assert row["alert_id"] == str(critical)
    assert row["open_count"] == 2
    assert row["level"] == "critical"
    assert row["received_at"] == "2025-11-18T09:42:00Z"
    assert datetime.fromisoformat(row["due_at"]) == ward.alert(old).due_at
    assert row["patient"]["family_name"] == "CANARINOM0"


def test_the_orders(ward) -> None:
    first, second, third = ward.service.centre.patients
    info = ward.raised(AlertLevel.INFO, first, received_at=ward.now - timedelta(hours=23))
    critical = ward.raised(AlertLevel.CRITICAL, second, received_at=ward.now)
    high = ward.raised(AlertLevel.HIGH, third, received_at=ward.now - timedelta(hours=1))

    assert ids(ward.rows()) == [str(critical), str(high), str(info)]
    assert ids(ward.rows(sort="due")) == [str(info), str(critical), str(high)]
    assert ids(ward.rows(sort="received")) == [str(info), str(high), str(critical)]


def test_mine_is_what_i_answer_for_and_what_i_claimed(ward) -> None:
    first, second, third = ward.service.centre.patients
    held = ward.raised(AlertLevel.INFO, first)
    claimed = ward.raised(AlertLevel.HIGH, second)
    ward.done("nurse", held, "acknowledge")
    ward.done("nurse", claimed, "claim")
    ward.done("nurse_2", ward.raised(AlertLevel.CRITICAL, third), "claim")

    rows = ward.rows(view="mine")

    assert ids(rows) == [str(claimed), str(held)]
    assert [row["due_at"] is None for row in rows] == [False, True]
    assert [row["state"] for row in rows] == ["new", "acknowledged"]
    assert rows[1]["owner"]["id"] == str(ward.service.centre.accounts["nurse"])
    ward.service.clock.forward(minutes=10)
    assert ids(ward.rows(view="mine")) == [str(held)]


def test_a_patient_stands_once_in_mine(ward) -> None:
    held, claimed = ward.raised(AlertLevel.INFO), ward.raised(AlertLevel.HIGH)
    ward.done("nurse", held, "acknowledge")
    ward.done("nurse", claimed, "claim")

    (row,) = ward.rows(view="mine")

    assert (row["alert_id"], row["open_count"]) == (str(claimed), 2)
    assert [row["open_count"] for row in ward.rows()] == [2]


def test_a_claim_on_a_lesser_alert_shows_in_the_row_of_its_patient(ward) -> None:
    info, critical = ward.raised(AlertLevel.INFO), ward.raised(AlertLevel.CRITICAL)
    ward.done("nurse_2", info, "claim")

    (row,) = ward.rows()
    (mine,) = ward.rows("nurse_2", view="mine")

    thomas = str(ward.service.centre.accounts["nurse_2"])
    assert (row["alert_id"], row["claim"]["by"]["id"]) == (str(critical), thomas)
    assert (mine["alert_id"], mine["claim"]["by"]["id"]) == (str(critical), thomas)
    assert ward.get("nurse_2", "/worklist/counts")["mine"] == 1
    ward.service.clock.forward(minutes=10)
    assert ward.rows()[0]["claim"] is None
    assert ward.rows("nurse_2", view="mine") == []


def test_two_who_claimed_alerts_of_one_patient_both_find_them(ward) -> None:
    info, critical = ward.raised(AlertLevel.INFO), ward.raised(AlertLevel.CRITICAL)
    ward.done("nurse_2", info, "claim")
    ward.service.clock.forward(minutes=1)
    ward.done("nurse", critical, "claim")

    for who in ("nurse", "nurse_2"):
        (mine,) = ward.rows(who, view="mine")
        assert mine["claim"]["by"]["id"] == str(ward.service.centre.accounts[who])


def test_the_count_of_a_row_is_that_of_all_open_alerts_of_the_patient(ward) -> None:
    ward.done("nurse_2", ward.raised(AlertLevel.INFO), "acknowledge")
    ward.raised(AlertLevel.HIGH)

    assert [row["open_count"] for row in ward.rows()] == [2]
    assert [row["open_count"] for row in ward.rows("nurse_2", view="mine")] == [2]


def test_a_filter_hides_neither_technical_nor_critical_nor_overdue_rows_of_mine(ward) -> None:
    patients = [*ward.service.centre.patients, *ward.service.centre.patients_of_other_unit]
    late = ward.raised(AlertLevel.INFO, patients[0], received_at=ward.now - timedelta(hours=25))
    technical, critical = (
        ward.raised(None, patients[1]),
        ward.raised(AlertLevel.CRITICAL, patients[2]),
    )
    quiet = ward.raised(AlertLevel.INFO, patients[3])
    for each in (late, technical, critical, quiet):
        ward.done("nurse_of_both", each, "claim")

    rows = ward.rows("nurse_of_both", view="mine", level=["moderate"])

    assert ids(rows) == [str(each) for each in (technical, critical, late)]


def test_closed_shows_nothing_of_another_unit(ward) -> None:
    elsewhere = ward.service.centre.patients_of_other_unit[0]
    close(ward, ward.raised(AlertLevel.INFO, elsewhere), "nurse_of_both")
    mine = ward.raised(AlertLevel.INFO)
    close(ward, mine)

    assert ids(ward.rows(view="closed")) == [str(mine)]
    assert ward.get("nurse", "/worklist/counts")["closed"] == 1
    assert ward.get("nurse_of_both", "/worklist/counts")["closed"] == 2


def test_closed_shows_what_was_closed_since_local_midnight(ward) -> None:
    first, second, _ = ward.service.centre.patients
    ward.service.clock.set(datetime(2025, 11, 17, 22, 50, tzinfo=UTC))
    yesterday = ward.raised(AlertLevel.INFO, first)
    close(ward, yesterday)
    assert ids(ward.rows(view="closed")) == [str(yesterday)]
    ward.service.clock.set(datetime(2025, 11, 17, 23, 5, tzinfo=UTC))
    today = ward.raised(AlertLevel.INFO, second)
    close(ward, today)

    (row,) = ward.rows(view="closed")

    assert row["alert_id"] == str(today)
    assert row["closed_at"] == "2025-11-17T23:05:00Z"
    assert row["closed_by"]["id"] == str(ward.service.centre.accounts["nurse"])
    assert row["leads"][0]["item"] == "diarrhoea"
    assert ward.get("nurse", "/worklist/counts")["closed"] == 1


def test_counts_agree_with_the_views(ward) -> None:
    patients = [*ward.service.centre.patients, *ward.service.centre.patients_of_other_unit]
    ward.raised(None, patients[0])
    ward.raised(AlertLevel.HIGH, patients[0])
    ward.raised(AlertLevel.CRITICAL, patients[1])
    ward.raised(AlertLevel.INFO, patients[2], received_at=ward.now - timedelta(hours=25))
    mine = ward.raised(AlertLevel.MODERATE, patients[3])
    ward.done("nurse_of_both", mine, "acknowledge")
    close(ward, ward.raised(AlertLevel.INFO, patients[4]), "nurse_of_both")

    counts = ward.get("nurse_of_both", "/worklist/counts")

    assert counts | {"as_of": None} == {
        "todo": 3,
        "mine": 1,
        "deferred": 0,
        "escalated": 0,
        "escalated_to_me": 0,
        "closed": 1,
        "levels": {"technical": 1, "critical": 1, "high": 0, "moderate": 0, "info": 1},
        "alerts": 4,
        "overdue": 1,
        "as_of": None,
        "newest_urgent_at": "2025-11-18T09:42:00Z",
        "newest_urgent_kind": "clinical",
    }
    for view in WorklistView:
        assert len(ward.rows("nurse_of_both", view=view)) == counts[view]


def test_the_sparkline_has_eight_weeks_and_leaves_missing_ones_empty(ward) -> None:
    patient_id = ward.service.centre.patients[0]
    for weeks, grade in ((7, 1), (6, 0), (5, 1), (4, None), (2, 1), (1, 1), (9, 3)):
        ward.answer(patient_id, ward.now - timedelta(weeks=weeks), {"diarrhoea": grade})

    ward.raised(AlertLevel.CRITICAL, patient_id)

    (row,) = ward.rows()
    assert row["spark"] == [1, 0, 1, None, None, 1, 1, 3]
    assert row["spark_threshold"] == 3


def test_reading_the_queue_is_journalled_with_what_was_shown(ward) -> None:
    ward.raised(AlertLevel.INFO)
    ward.rows()

    with raw_connection(ward.service.context.database, ward.service.centre.id) as connection:
        rows = connection.exec_driver_sql(
            "SELECT action, shown FROM journal WHERE action = 'read_worklist'"
        )
        entries = [tuple(row) for row in rows]

    assert len(entries) == 1
    assert str(ward.service.centre.patients[0]) in str(entries[0][1])


def test_the_summary_of_a_row_is_sealed(ward) -> None:
    ward.raised(AlertLevel.CRITICAL)

    with raw_connection(ward.service.context.database, ward.service.centre.id) as connection:
        stored = connection.exec_driver_sql("SELECT summary FROM worklist_entry").all()

    assert len(stored) == 1
    assert b"diarrhoea" not in bytes(stored[0][0])


def test_a_caller_without_units_sees_nothing(ward) -> None:
    alert_id = ward.raised(AlertLevel.CRITICAL)
    ward.done("nurse", alert_id, "claim")
    account = ward.service.centre.accounts["nurse"]
    nobody = Caller(
        account, account, Role.NURSE, None, ward.service.centre.id, frozenset(), None, None, "test"
    )

    with ward.service.context.database.reading(Scope(ward.service.centre.id)) as session:
        query = Query(session, ward.service.context, nobody, ward.now)
        found = [
            page(query, Wanted(view, sort, NO_FILTER, 50, None)).items
            for view in WorklistView
            for sort in WorklistSort
        ]

    assert found == [[]] * len(WorklistView) * len(WorklistSort)
