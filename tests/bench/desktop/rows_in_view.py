"""Thousands of rows come into a view that is on screen, and are then scrolled to their end."""

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractItemView, QWidget

from tests.bench.desktop.eyes import Painted, centile, rest

ROWS = 10_000
ROW_PX = 52
LIST_PX = (520, 620)
FRAMES = 400
_AT_REST_MS = 200


def measure(
    window: QWidget, view: QAbstractItemView, put_rows: Callable[[], None], rows: int = ROWS
) -> dict[str, Any]:
    """Milliseconds until the rows are drawn, and for each frame on the way to the last one."""
    painted = Painted(window)
    window.show()
    rest(_AT_REST_MS)
    started_s = time.perf_counter()
    put_rows()
    first_ms = painted.first_after(started_s)
    rest(_AT_REST_MS)
    frames_ms = _scroll(view, rows)
    return {
        "first_ms": first_ms,
        "frame_p50_ms": centile(frames_ms, 50),
        "frame_p95_ms": centile(frames_ms, 95),
    }


def _scroll(view: QAbstractItemView, rows: int) -> list[float]:
    """Every frame shows rows that no frame before has shown."""
    bar = view.verticalScrollBar()
    bar.setValue(0)
    frames_ms = []
    for frame in range(1, FRAMES + 1):
        started_s = time.perf_counter()
        bar.setValue(bar.maximum() * frame // FRAMES)
        view.viewport().repaint()
        frames_ms.append((time.perf_counter() - started_s) * 1000)
    last = view.indexAt(view.viewport().rect().bottomLeft() - QPoint(0, ROW_PX // 2))
    if last.row() != rows - 1:
        raise RuntimeError(f"the last frame ended with row {last.row()}")
    return frames_ms
