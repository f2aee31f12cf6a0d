"""No widget of a test dies in a worker, or under a paint event."""

import gc
import threading
from typing import Any


def test_nobody_collects_while_a_screen_is_tested(parts):
    collected: list[str] = []

    def note(phase: str, _info: dict[str, Any]) -> None:
        if phase == "start":
            collected.append(threading.current_thread().name)

    gc.callbacks.append(note)
    try:
        worker = threading.Thread(target=lambda: [[] for _ in range(200_000)], name="worker")
        worker.start()
        worker.join()
        parts.shell.grab()
    finally:
        gc.callbacks.remove(note)

    assert collected == []
