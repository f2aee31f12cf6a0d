"""Billing on the real service: an oncologist's list, the patient beside it, and the table saved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.stores.states import StoreState
from services.contract.billing import BillingCheck
from services.contract.enums import Role
from tests.console.test_real_service import Workplace, address, sit_down  # noqa: F401
from tests.support.service import ServiceUnderTest


@pytest.fixture
def service(sqlite_service: ServiceUnderTest) -> ServiceUnderTest:
    """A centre of which the patients have been followed for four months, and were asked nothing."""
    return sqlite_service


@pytest.fixture
def oncologist(sit_down) -> Iterator[Workplace]:  # noqa: F811
    """The oncologist of the first unit."""
    workplace = sit_down(Role.ONCOLOGIST)
    yield workplace
    workplace.desk.stop()


def test_the_list_the_patient_and_the_table_are_those_of_the_service(
    qtbot, oncologist, service, tmp_path: Path
):
    desk, store = oncologist.desk, oncologist.desk.billing
    store.set_shown(True)
    qtbot.waitUntil(lambda: store.state is StoreState.READY)
    assert {row.row.patient.id for row in store.rows} == set(service.centre.patients)
    assert {row.row.month.check for row in store.rows} == {BillingCheck.NOT_ASKED}

    desk.billing_side.choose(store.rows[0].row.patient.id)
    qtbot.waitUntil(lambda: desk.billing_side.shown.value is not None)
    (follow_up,) = desk.billing_side.shown.value.follow_ups
    assert [each.number for each in follow_up.months] == [1, 2, 3, 4]

    path = tmp_path / "table.csv"
    with qtbot.waitSignal(desk.billing_saving.saved):
        desk.billing_saving.save(store.rows[0].row.patient.id, ";", path)
    assert len(path.read_text("utf-8-sig").splitlines()) == 5

    store.set_check(BillingCheck.MET)
    qtbot.waitUntil(lambda: store.state is StoreState.EMPTY)
