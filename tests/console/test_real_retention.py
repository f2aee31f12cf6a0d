"""The calendar of retention on the real service: what the console shows is what the pass left."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from console.stores.retention_reading import DueList
from services.contract.enums import Role
from services.contract.retention import Hold, HoldAsk, HoldReason, RetentionState
from tests.console.test_real_service import Workplace, address, sit_down  # noqa: F401
from tests.services.retention.conftest import Years
from tests.support.service import ServiceUnderTest

USED, SURVEY = date(2026, 3, 10), date(2026, 3, 1)
SEPTEMBER = date(2028, 9, 1)
ASK = HoldAsk(reason=HoldReason.LITIGATION, words="Dossier 12 au tribunal")


@pytest.fixture
def years(sqlite_service: ServiceUnderTest) -> Years:
    """Two whose accounts nobody uses, on the first of September 2028 after the pass of the day."""
    made = Years(sqlite_service)
    made.ended(USED, SURVEY)
    made.ended(date(2026, 5, 20))
    made.on(SEPTEMBER)
    return made


@pytest.fixture
def service(years: Years) -> ServiceUnderTest:
    """The service behind it."""
    return years.service


@pytest.fixture
def unused(years: Years) -> UUID:
    """Who is to be archived in September."""
    return years.service.centre.patients[-2]


@pytest.fixture
def officer(sit_down) -> Iterator[Workplace]:  # noqa: F811
    """The privacy officer of the centre."""
    workplace = sit_down(Role.PRIVACY_OFFICER)
    yield workplace
    workplace.desk.stop()


def _open(qtbot, workplace: Workplace) -> None:
    with qtbot.waitSignal(workplace.desk.retention.told):
        workplace.desk.retention.set_shown(True)


def test_a_nurse_sees_months_names_and_the_bar(qtbot, sit_down, unused):  # noqa: F811
    nurse = sit_down()
    store, bar = nurse.desk.retention, nurse.desk.retention_bar
    _open(qtbot, nurse)
    store.choose(DueList.TO_ARCHIVE, SEPTEMBER)

    [due] = store.rows
    assert due.key == unused
    assert due.row.patient is not None
    assert due.row.due_on == date(2028, 9, 10)
    counted = store.counts(SEPTEMBER)
    assert counted is not None
    assert counted.to_archive == 1

    with qtbot.waitSignal(store.told):
        store.choose_month(date(2028, 11, 1))
    assert [each.row.due_on for each in store.rows] == [date(2028, 11, 20)]
    assert all(store.counts(month) is not None for month in store.window)

    bar.choose(unused)
    qtbot.waitUntil(lambda: bar.shown.value is not None)
    assert bar.shown.value is not None
    assert bar.shown.value.state is RetentionState.INACTIVE
    assert bar.shown.value.archive_on == date(2028, 9, 10)
    nurse.desk.stop()


def test_pages_of_the_service_follow_each_other(qtbot, sit_down, years, monkeypatch):  # noqa: F811
    monkeypatch.setattr("console.stores.retention_reading.PAGE_ROWS", 2)
    for day in range(11, 15):
        years.ended(date(2026, 3, day))
    years.on(date(2028, 9, 2))
    nurse = sit_down()
    store = nurse.desk.retention
    _open(qtbot, nurse)
    store.choose(DueList.TO_ARCHIVE, SEPTEMBER)
    while store.can_load_more:
        with qtbot.waitSignal(store.told):
            store.load_more()

    assert [each.row.due_on.day for each in store.rows] == [10, 11, 12, 13, 14]
    nurse.desk.stop()


def test_a_privacy_officer_holds_and_lets_go_by_reference(qtbot, officer, unused):
    """S-31: what is placed stands in the calendar with who and why, and is ended at its version."""
    desk = officer.desk
    _open(qtbot, officer)
    desk.retention.choose(DueList.TO_ARCHIVE, SEPTEMBER)
    [due] = desk.retention.rows
    assert (due.key, due.row.patient, due.row.identity_unreadable) == (unused, None, False)
    desk.retention_bar.choose(unused)
    qtbot.waitUntil(lambda: desk.retention_bar.shown.value is not None)

    with qtbot.waitSignal(desk.retention.told), qtbot.waitSignal(desk.hold_acts.done):
        desk.hold_acts.place(unused, ASK)
    [marked] = desk.retention.rows[0].row.holds
    assert (marked.reason, desk.retention.held) == (HoldReason.LITIGATION, 1)
    qtbot.waitUntil(lambda: bool(desk.retention_bar.shown.value.holds))
    [hold] = desk.retention_bar.shown.value.holds
    assert hold.words == ASK.words

    with qtbot.waitSignal(desk.hold_acts.done) as done:
        desk.hold_acts.end(hold)
    [ended] = done.args
    assert isinstance(ended, Hold)
    assert ended.ended_by is not None

    with qtbot.waitSignal(desk.hold_acts.failed) as failed:
        desk.hold_acts.end(hold)
    [error] = failed.args
    assert error.code == "version_stale"
    assert error.problem.current.state == "ended"


def test_a_manager_sees_no_number_of_one_to_ten(qtbot, sit_down, years):  # noqa: F811
    manager = sit_down(Role.MANAGER)
    store = manager.desk.retention
    _open(qtbot, manager)

    counted = store.counts(SEPTEMBER)
    assert counted is not None
    assert (counted.to_archive, counted.to_erase) == (None, 0)
    assert (store.sees_people, list(store.rows)) == (False, [])
    manager.desk.stop()
