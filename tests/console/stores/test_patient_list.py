"""The list of patients: read by pages, followed in place, and read only while it is looked at."""

from types import SimpleNamespace
from typing import Any

import pytest

from console.errors import Offline
from console.stores.patient_list import PatientListStore
from console.stores.patient_reading import PAGE_ROWS, PatientWish
from console.stores.states import StoreState
from services.contract.enums import Monitoring, PatientSort
from services.contract.problems import ProblemCode
from tests.pictures.stage import refused
from tests.samples.patients import SamplePatientLists, SamplePatients, many
from tests.samples.rows import ALAIN


@pytest.fixture
def patients(qtbot, root) -> SamplePatients:
    """The list on screen, of people who fill two pages and a half."""
    store = SamplePatients(root)
    store.lists.rows = many(500)
    store.set_shown(True)
    return store


def _names(store: PatientListStore) -> list[str]:
    return [listed.row.patient.record_number for listed in store.rows]


def test_nothing_is_read_before_somebody_looks(qtbot, root):
    store = SamplePatients(root)
    store.refresh()
    store.hear()

    assert store.lists.asked == []
    assert store.state is StoreState.LOADING


def test_one_page_comes_first_and_the_next_when_it_is_wanted(patients):
    assert len(patients.rows) == PAGE_ROWS
    assert patients.matching == 500
    assert not patients.is_whole

    patients.load_more()

    assert len(patients.rows) == 2 * PAGE_ROWS
    assert _names(patients) == [row.patient.record_number for row in patients.lists.rows[:400]]


def test_the_end_is_reached_by_reading_every_page(qtbot, patients):
    with qtbot.waitSignal(patients.end_reached):
        patients.read_to_end()

    assert len(patients.rows) == 500
    assert patients.is_whole


def test_only_the_pages_in_sight_are_followed(patients):
    patients.load_more()
    patients.look_at(210, 225)
    patients.lists.asked.clear()

    patients.refresh()

    assert [cursor for _, cursor in patients.lists.asked] == ["200"]


def test_a_change_is_shown_where_the_row_stands(qtbot, patients):
    changed = patients.lists.rows[3].model_copy(update={"open_count": 4})
    patients.lists.rows[3] = changed
    with qtbot.waitSignal(patients.rows_changed) as told:
        patients.refresh()

    assert told.args == [[changed.patient.id]]
    assert patients.rows[3].row.open_count == 4
    assert patients.news == 0


def test_who_came_and_who_went_moves_nothing_before_f5(patients):
    before = _names(patients)
    gone = patients.lists.rows.pop(5)
    patients.lists.rows.insert(2, many(501)[500])

    patients.refresh()

    assert _names(patients) == before
    assert patients.rows[5].has_moved
    assert patients.rows[5].key == gone.patient.id
    assert patients.news == 2

    patients.apply_news()

    assert patients.news == 0
    assert _names(patients)[:7] == [row.patient.record_number for row in patients.lists.rows[:7]]
    assert not any(listed.has_moved for listed in patients.rows)


def test_somebody_who_moved_to_a_page_in_sight_is_told_truly_where_they_stood(patients):
    patients.load_more()
    patients.look_at(0, 12)
    risen = patients.lists.rows.pop(300).model_copy(update={"open_count": 7})
    patients.lists.rows.insert(0, risen)

    patients.refresh()

    assert patients.rows[300].row.open_count == 7
    assert patients.news == 1


def test_state_order_and_wishes_go_to_the_service(patients):
    patients.set_monitoring(Monitoring.PAUSED)
    patients.set_sort(PatientSort.NAME)
    patients.set_wish(PatientWish.ONCOLOGIST, str(ALAIN.id))

    asked, _ = patients.lists.asked[-1]
    wanted = {"monitoring": "paused", "sort": "name", "oncologist": str(ALAIN.id)}
    assert asked == wanted | {"limit": PAGE_ROWS} or asked == wanted
    assert patients.state is StoreState.EMPTY
    assert patients.query.is_filtered


def test_a_failed_filter_keeps_the_old_one_and_says_that_the_copy_is_old(patients):
    patients.lists.faults["page"] = Offline("ConnectError")
    patients.set_wish(PatientWish.ONCOLOGIST, str(ALAIN.id))

    assert patients.state is StoreState.STALE
    assert not patients.query.is_filtered
    assert len(patients.rows) == PAGE_ROWS

    patients.lists.faults.clear()
    patients.refresh()
    assert patients.error is None


def test_a_list_that_never_came_is_an_error_and_a_lost_right_shows_nothing(qtbot, root, patients):
    store = SamplePatients(root)
    store.lists.faults["page"] = Offline("ConnectError")
    store.set_shown(True)
    assert store.state is StoreState.ERROR

    patients.lists.faults["page"] = refused(ProblemCode.FORBIDDEN, 403)
    patients.refresh()
    assert patients.state is StoreState.NO_RIGHT
    assert not patients.rows


def test_an_event_is_read_soon_and_only_while_somebody_looks(qtbot, patients):
    patients.lists.asked.clear()
    with qtbot.waitSignal(patients.told):
        patients.hear()
    assert patients.lists.asked

    patients.set_shown(False)
    patients.lists.asked.clear()
    patients.hear()
    patients.refresh()
    assert patients.lists.asked == []


def test_an_expired_copy_and_an_ended_session_leave_nothing(patients):
    patients.forget()

    assert not patients.rows
    assert patients.counts is None
    assert patients.state is StoreState.ERROR


def test_an_answer_to_another_query_is_dropped(qtbot, root, jobs):
    lists = SamplePatientLists()
    session: Any = SimpleNamespace(
        api=SimpleNamespace(patient_lists=lists), clock=SimpleNamespace(learn=lambda _: None)
    )
    store = PatientListStore(jobs, session, root)
    store.set_shown(True)
    store.set_monitoring(Monitoring.PAUSED)
    qtbot.waitUntil(lambda: store.state is not StoreState.LOADING)

    assert store.state is StoreState.EMPTY
    assert not store.rows
