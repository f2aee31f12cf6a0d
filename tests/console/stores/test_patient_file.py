"""The store of a file: what was wanted last is shown, what was known stays, what is gone goes."""

import threading

import pytest

from console.stores.desk import TriageDesk
from console.stores.patient_file import PatientFileStore, Period, TimelineQuery
from console.stores.states import StoreState
from services.contract.enums import TimelineKind
from tests.console import made
from tests.console.file_service import FileService
from tests.samples.file_data import answer_id

ONE, TWO = made.patient_id(1), made.patient_id(2)


@pytest.fixture
def files(service) -> FileService:
    """What the routes of files answer."""
    return FileService(service)


@pytest.fixture
def store(desk: TriageDesk, files: FileService) -> PatientFileStore:
    """The store of the desk, with nothing open."""
    return desk.file


def _is_ready(part) -> bool:
    return part.shown.state is StoreState.READY


def _open(qtbot, store, patient_id=ONE) -> None:
    store.open(patient_id)
    qtbot.waitUntil(lambda: _is_ready(store.series))


def test_opening_reads_the_synthesis_and_nothing_else(qtbot, store, files):
    _open(qtbot, store)

    assert store.series.shown.value.patient.label.id == ONE
    assert store.header.label.id == ONE
    assert files.asked == [("series", {"weeks": "16"})]


def test_a_period_is_asked_for_once_more_and_the_one_before_is_kept(qtbot, store, files):
    _open(qtbot, store)

    store.set_period(Period.ALL)
    qtbot.waitUntil(lambda: _is_ready(store.series))
    assert files.parts("series")[-1] == {"all": "true"}
    assert len(store.series.shown.value.weeks) == 30

    store.set_period(Period.WEEKS_16)
    assert store.series.shown.value is not None
    assert len(store.series.shown.value.weeks) == 16


def test_an_answer_that_comes_late_is_not_shown_under_another_patient(qtbot, store, files, heard):
    files.held[ONE] = threading.Event()
    store.open(ONE)
    _open(qtbot, store, TWO)
    store.series.changed.connect(heard.hear)

    files.held[ONE].set()
    qtbot.waitUntil(lambda: store.series._jobs.pending_count == 0)

    assert store.series.shown.value.patient.label.id == TWO
    assert heard.calls == []


def test_a_file_that_was_open_is_there_at_once_and_read_again(qtbot, store, files):
    _open(qtbot, store)
    _open(qtbot, store, TWO)
    before = len(files.asked)

    store.open(ONE)

    assert store.series.shown.value.patient.label.id == ONE
    qtbot.waitUntil(lambda: len(files.asked) == before + 1)
    qtbot.waitUntil(lambda: _is_ready(store.series))


def test_a_patient_who_is_gone_leaves_nothing(qtbot, store, files):
    _open(qtbot, store)
    store.surveys.show(ONE)
    qtbot.waitUntil(lambda: _is_ready(store.surveys))
    files.missing.add(ONE)

    with qtbot.waitSignal(store.gone):
        store.hear()

    assert store.is_gone
    assert store.header is None
    assert store.series.shown.value is None
    assert store.surveys.shown.items == ()


def test_without_contact_the_copy_stays_and_says_how_old_it_is(qtbot, store, files):
    _open(qtbot, store)
    files.down.add("series")

    store.series.read()
    qtbot.waitUntil(lambda: store.series.shown.state is StoreState.STALE)

    assert store.series.shown.value is not None
    assert store.series.shown.at is not None
    assert store.series.shown.error is not None


def test_what_was_never_read_is_an_error_and_can_be_tried_again(qtbot, store, files):
    files.down.add("series")
    store.open(ONE)
    qtbot.waitUntil(lambda: store.series.shown.state is StoreState.ERROR)

    files.down.clear()
    store.series.read()
    qtbot.waitUntil(lambda: _is_ready(store.series))


def test_whoever_waits_no_longer_is_not_shown_the_late_answer(qtbot, store, files):
    files.held[ONE] = threading.Event()
    store.open(ONE)

    store.series.give_up()
    assert store.series.shown.state is StoreState.ERROR
    files.held[ONE].set()
    qtbot.waitUntil(lambda: store.series._jobs.pending_count == 0)

    assert store.series.shown.state is StoreState.ERROR


def test_pages_follow_one_another_and_a_page_that_fails_loses_nothing(qtbot, store, files):
    _open(qtbot, store)
    store.surveys.show(ONE)
    qtbot.waitUntil(lambda: _is_ready(store.surveys))
    first = store.surveys.shown
    assert (len(first.items), first.count, first.can_load_more) == (12, 31, True)

    files.down.add("answers")
    store.surveys.load_more()
    qtbot.waitUntil(lambda: store.surveys.shown.state is StoreState.STALE)
    assert store.surveys.shown.items == first.items

    files.down.clear()
    store.surveys.load_more()
    qtbot.waitUntil(lambda: len(store.surveys.shown.items) == 16)
    assert not store.surveys.shown.can_load_more
    assert files.parts("answers")[-1]["cursor"] == "12"


def test_a_list_that_was_read_is_not_read_again(qtbot, store, files):
    _open(qtbot, store)
    store.actions.show(ONE)
    qtbot.waitUntil(lambda: _is_ready(store.actions))
    store.actions.show(ONE)

    assert len(files.parts("actions")) == 1


def test_a_question_to_the_timeline_is_asked_in_full(qtbot, store, service, files):
    _open(qtbot, store)
    day = made.NOW.date()
    query = TimelineQuery(frozenset({TimelineKind.CALL}), day)

    store.timeline.show(ONE, query)
    qtbot.waitUntil(lambda: _is_ready(store.timeline))

    asked = files.parts("timeline")[-1]
    assert asked["kind"] == "call"
    assert day.isoformat() in asked.values()


def test_one_questionnaire_is_read_by_itself(qtbot, store, files):
    _open(qtbot, store)

    store.survey.show(ONE, answer_id(14))
    qtbot.waitUntil(lambda: _is_ready(store.survey))

    assert store.survey.shown.value.line.id == answer_id(14)


def test_behind_a_locked_screen_nothing_is_read(qtbot, store, files):
    _open(qtbot, store)
    before = len(files.asked)

    store.set_locked(True)
    store.hear()
    assert store.series.shown.state is StoreState.READY
    assert len(files.asked) == before

    store.set_locked(False)
    qtbot.waitUntil(lambda: len(files.asked) == before + 1)


def test_a_change_in_the_queue_reads_the_open_file_again(qtbot, desk, store, files):
    _open(qtbot, store)
    before = len(files.asked)

    desk.worklist.rows_changed.emit([TWO])
    desk.worklist.rows_changed.emit([ONE])

    qtbot.waitUntil(lambda: len(files.asked) == before + 1)


def test_the_end_of_the_session_leaves_nothing(qtbot, desk, store):
    _open(qtbot, store)
    store.turn_pin("fatigue")

    desk.stop()

    assert store.patient_id is None
    assert store.header is None
    store.open(ONE)
    assert store.pinned == ()
    assert store.series.shown.value is None


def test_a_copy_that_is_too_old_may_not_be_read(qtbot, desk, store):
    _open(qtbot, store)

    desk.connection.copy_expired.emit()

    assert store.series.shown.value is None


def test_pins_belong_to_one_patient_and_turn(qtbot, store):
    _open(qtbot, store)
    store.turn_pin("fatigue")
    store.turn_pin("anxiety")
    assert store.pinned == ("fatigue", "anxiety")

    _open(qtbot, store, TWO)
    assert store.pinned == ()
    _open(qtbot, store)
    store.turn_pin("fatigue")
    assert store.pinned == ("anxiety",)
