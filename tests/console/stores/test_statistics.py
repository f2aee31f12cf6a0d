"""The store of the statistics: one request for a choice, and never the figures of another one."""

from types import SimpleNamespace
from typing import Any

import pytest

from console.errors import Offline
from console.stores.states import StoreState
from console.stores.statistics import StatisticsStore
from services.contract.problems import ProblemCode
from services.contract.statistics_enums import Breakdown, Comparison
from tests.pictures.stage import refused
from tests.samples.rows import NOW
from tests.samples.statistics import nothing_closed, statistics
from tests.samples.statistics_store import SampleStatistics


@pytest.fixture
def store(qtbot) -> SampleStatistics:
    """Statistics at which somebody looks."""
    made = SampleStatistics()
    made.set_shown(True)
    return made


def test_each_choice_is_one_request_with_all_three_of_them(store):
    store.choose(by=Breakdown.TUMOUR_SITE)
    store.choose(months=3, comparison=Comparison.NONE)
    store.choose(months=3)

    assert store.calls.asked == [
        (None, Breakdown.UNIT, Comparison.PREVIOUS),
        (None, Breakdown.TUMOUR_SITE, Comparison.PREVIOUS),
        (3, Breakdown.TUMOUR_SITE, Comparison.NONE),
    ]


def test_what_fails_leaves_the_figures_of_this_choice_and_of_no_other(store):
    store.calls.fault = Offline("ConnectError")
    store.refresh()
    assert (store.state, store.page is not None) == (StoreState.STALE, True)

    store.choose(by=Breakdown.TUMOUR_SITE)
    assert (store.state, store.page) == (StoreState.ERROR, None)


def test_whoever_lost_the_right_keeps_nothing(store):
    store.calls.fault = refused(ProblemCode.FORBIDDEN, 403)
    store.refresh()

    assert (store.state, store.page) == (StoreState.NO_RIGHT, None)


def test_before_three_months_are_closed_there_is_nothing(store):
    store.calls.page = nothing_closed()
    store.refresh()

    assert store.state is StoreState.EMPTY


def test_a_late_answer_is_not_shown_for_another_choice(qtbot):
    waiting: list[tuple[Any, Any]] = []

    def submit(_owner, _call, done, _failed, *, about, **_others):
        waiting.append((done, about))
        return SimpleNamespace(cancel=lambda: None)

    jobs: Any = SimpleNamespace(submit=submit)
    session: Any = SimpleNamespace(server_now=lambda: NOW)
    store = StatisticsStore(jobs, session)
    store.set_shown(True)
    store.choose(by=Breakdown.TUMOUR_SITE)
    (first, unit), (second, site) = waiting

    first(unit, statistics(Breakdown.UNIT))
    assert (store.state, store.page) == (StoreState.LOADING, None)

    second(site, statistics(Breakdown.TUMOUR_SITE))
    assert store.page is not None
    assert store.page.choices is not None
    assert store.page.choices.by is Breakdown.TUMOUR_SITE
