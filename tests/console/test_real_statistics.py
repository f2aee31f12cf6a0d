"""The statistics on the real service: what is asked for is understood, and empty at first."""

from collections.abc import Iterator

import pytest

from console.stores.states import StoreState
from services.contract.enums import Role
from services.contract.statistics_enums import Breakdown, Comparison
from tests.console.test_real_service import Workplace, address, sit_down  # noqa: F401
from tests.support.service import ServiceUnderTest


@pytest.fixture
def service(sqlite_service: ServiceUnderTest) -> ServiceUnderTest:
    """A centre of which no month is closed."""
    return sqlite_service


@pytest.fixture
def manager(sit_down) -> Iterator[Workplace]:  # noqa: F811
    """The manager of the centre."""
    workplace = sit_down(Role.MANAGER)
    yield workplace
    workplace.desk.stop()


def test_a_manager_asks_and_reads_that_no_month_is_closed(qtbot, manager):
    store = manager.desk.statistics
    store.set_shown(True)
    qtbot.waitUntil(lambda: store.state is StoreState.EMPTY)

    store.choose(by=Breakdown.TREATMENT_CLASS, comparison=Comparison.LAST_YEAR)
    qtbot.waitUntil(lambda: store.page is not None)
    assert store.page is not None
    assert (store.page.choices, store.page.offered.periods) == (None, [])


def test_data_quality_is_asked_for_and_is_empty_too(qtbot, manager):
    store = manager.desk.quality
    store.set_shown(True)
    qtbot.waitUntil(lambda: store.state is StoreState.EMPTY)
    assert store.page is not None
    assert (store.page.checks, store.page.periods) == ([], [])
