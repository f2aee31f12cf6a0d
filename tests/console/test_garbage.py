"""Nothing of Qt's dies in a worker because Python tidied up there."""

import gc
import threading
from typing import ClassVar

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread, QTimer

from console.app import Desktop
from console.garbage import GarbageCollector
from console.settings import Settings


class Ring(QObject):
    """A Qt object that only the collector can free."""

    died_in: ClassVar[list[bool]] = []

    def __init__(self) -> None:
        super().__init__()
        self.timer = QTimer(self)
        self.itself = self
        self.destroyed.connect(_remember)


def _remember() -> None:
    main = threading.current_thread() is threading.main_thread()
    Ring.died_in.append(main)


@pytest.fixture
def collector(root):
    Ring.died_in.clear()
    collector = GarbageCollector(root)
    yield collector
    collector.stop()
    gc.unfreeze()


def test_a_worker_that_allocates_collects_nothing(qtbot, collector):
    collector.start()
    for _ in range(50):
        Ring()
    worker = threading.Thread(target=lambda: [[] for _ in range(200_000)])
    worker.start()
    worker.join()

    assert Ring.died_in == []
    assert not gc.isenabled()


def test_the_gui_thread_collects_what_has_grown(qtbot, collector):
    collector.start()
    for _ in range(gc.get_threshold()[0] // 10):
        Ring()
    qtbot.waitUntil(lambda: Ring.died_in != [] or collector.look(), timeout=5000)

    assert all(Ring.died_in)


def test_stopping_gives_python_its_way_back(collector):
    collector.start()
    collector.stop()

    assert gc.isenabled()
    assert QThread.currentThread() is not None
    assert shiboken6.isValid(collector)


def test_what_was_loaded_is_not_gone_through_again(collector):
    collector.start()
    loaded = [[number] for number in range(1000)]
    before = gc.get_freeze_count()

    collector.keep()

    assert gc.get_freeze_count() >= before + len(loaded)


def test_what_belongs_to_somebody_signed_in_is_not_kept(qapp, tmp_path, monkeypatch):
    desktop = Desktop(qapp, Settings(tmp_path / "a.ini"), "http://127.0.0.1:9", list)
    kept: list[bool] = []
    monkeypatch.setattr(desktop.garbage, "keep", lambda: kept.append(True))

    desktop._loaded(None)
    desktop.desk = object()  # type: ignore[assignment]
    desktop._loaded(None)
    desktop.desk = None
    desktop.window.deleteLater()

    assert desktop.close()
    assert kept == [True]
