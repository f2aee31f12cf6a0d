"""What somebody else wrote reaches the open file at once, and never a file that nobody sees."""

from datetime import timedelta

import pytest

from console.stores.desk import TriageDesk
from console.stores.patient_file import PatientFileStore, TimelineQuery
from console.stores.states import StoreState
from services.contract.enums import AccessReason
from services.contract.exceptional_access import ExceptionalAccess
from tests.console import made
from tests.console.file_service import FileService

ONE, TWO = made.patient_id(1), made.patient_id(2)
NOBODY = frozenset[object]()


@pytest.fixture
def files(service) -> FileService:
    """What the routes of files answer."""
    return FileService(service)


@pytest.fixture
def store(qtbot, desk: TriageDesk, files: FileService) -> PatientFileStore:
    """A file is open on its timeline."""
    desk.file.open(ONE)
    desk.file.timeline.show(ONE, TimelineQuery())
    qtbot.waitUntil(lambda: _is_ready(desk.file))
    files.asked.clear()
    return desk.file


def _is_ready(store: PatientFileStore) -> bool:
    parts = (store.series, store.timeline)
    return all(part.shown.state is StoreState.READY for part in parts)


def _asked(qtbot, files: FileService, *wanted: str) -> None:
    qtbot.waitUntil(lambda: sorted(name for name, _ in files.asked) == sorted(wanted))


def _open_by_exception(desk: TriageDesk) -> None:
    now = desk.file.series._session.server_now()
    access = ExceptionalAccess(
        id=made.patient_id(9),
        patient=made.patient(1),
        reason=AccessReason.EMERGENCY,
        since=now,
        until=now + timedelta(hours=1),
        ended_at=None,
    )
    desk.exceptional.items = (access,)


def test_what_shows_something_of_the_record_is_read_again_and_of_others_nothing(
    qtbot, desk, store, files
):
    desk.hear(frozenset({TWO}), NOBODY, False)
    assert _is_ready(store)

    desk.hear(frozenset({ONE, TWO}), NOBODY, False)

    assert store.series.shown.value is not None
    _asked(qtbot, files, "series", "timeline")
    qtbot.waitUntil(lambda: _is_ready(store))


def test_after_a_gap_it_may_have_been_anybody(qtbot, desk, store, files):
    desk.hear(NOBODY, NOBODY, True)

    _asked(qtbot, files, "series", "timeline")
    qtbot.waitUntil(lambda: _is_ready(store))


def test_an_alert_is_heard_of_here_where_the_queue_does_not_tell(qtbot, desk, store, files):
    desk.hear(NOBODY, frozenset({ONE}), False)
    assert _is_ready(store)

    _open_by_exception(desk)
    desk.hear(NOBODY, frozenset({TWO}), False)
    assert _is_ready(store)
    desk.hear(NOBODY, frozenset({ONE}), False)

    _asked(qtbot, files, "series")
    qtbot.waitUntil(lambda: _is_ready(store))


@pytest.mark.parametrize("way", ["set_locked", "set_seen"])
def test_what_changed_while_nobody_saw_it_is_read_when_somebody_does(
    qtbot, desk, store, files, way
):
    leave, come_back = (True, False) if way == "set_locked" else (False, True)
    getattr(store, way)(leave)
    desk.hear(frozenset({ONE}), NOBODY, False)
    desk.worklist.rows_changed.emit([ONE])
    assert store.series.shown.state is StoreState.READY
    assert files.asked == []

    getattr(store, way)(come_back)

    _asked(qtbot, files, "series", "timeline")
    qtbot.waitUntil(lambda: _is_ready(store))


def test_a_file_that_is_opened_again_is_read_once_with_what_was_missed(qtbot, desk, store, files):
    store.set_seen(False)
    desk.hear(frozenset({ONE}), NOBODY, False)

    store.open(ONE)
    store.set_seen(True)

    _asked(qtbot, files, "series", "timeline")
    qtbot.waitUntil(lambda: _is_ready(store))


def test_coming_back_to_what_did_not_change_reads_nothing(qtbot, desk, store, files):
    store.set_seen(False)
    desk.hear(frozenset({TWO}), NOBODY, False)
    store.set_seen(True)

    assert _is_ready(store)
    assert files.asked == []


def test_what_was_read_of_another_file_does_not_pass_for_new(qtbot, desk, store, files):
    store.open(TWO)
    qtbot.waitUntil(lambda: store.series.shown.state is StoreState.READY)
    desk.hear(frozenset({ONE}), NOBODY, False)
    files.asked.clear()

    store.open(ONE)
    store.timeline.show(ONE, TimelineQuery())

    _asked(qtbot, files, "series", "timeline")
    qtbot.waitUntil(lambda: _is_ready(store))


def test_a_file_that_is_not_this_persons_any_more_goes(qtbot, desk, store, files):
    files.missing.add(ONE)

    with qtbot.waitSignal(store.gone):
        desk.hear(frozenset({ONE}), NOBODY, False)

    assert store.header is None
