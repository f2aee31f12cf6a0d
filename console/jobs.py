"""Work off the GUI thread: two verbs of Qt's pool hidden behind `submit`, with one signal back.

`call` runs in a worker and touches no Qt object. `done` and `failed` are bound methods of `owner`,
held weakly, and run on the GUI thread; when the owner is gone, its outcome is dropped.
"""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar, overload

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot
from shiboken6 import isValid

from console.errors import ConsoleError, Unexpected

T = TypeVar("T")
A = TypeVar("A")

logger = logging.getLogger(__name__)


class Lane(StrEnum):
    """Where a job waits for its turn."""

    PARALLEL = "parallel"
    SERIAL = "serial"


class _Nothing:
    """Tells `about=None` from no `about`."""


_NOTHING = _Nothing()


@dataclass(eq=False)
class Job:
    """A call on its way; `cancel` drops its outcome, and its call if that has not begun."""

    owner: weakref.ReferenceType[QObject]
    call: Callable[[], Any]
    done: weakref.WeakMethod[Callable[..., None]]
    failed: weakref.WeakMethod[Callable[..., None]]
    about: Any = _NOTHING
    key: str | None = None
    is_cancelled: bool = False
    result: Any = None
    error: ConsoleError | None = field(default=None)

    def cancel(self) -> None:
        """Forget this job; safe at any time."""
        self.is_cancelled = True


class _Run:
    """Carries one job to a worker; kept alive by the dispatcher until its outcome is delivered.

    No QRunnable: a pool of PySide never lets go of one that it does not delete, and with it of
    everything that the job read or was given.
    """

    def __init__(self, job: Job, lane: Lane, settled: Callable[[_Run], None]) -> None:
        self.job: Job | None = job
        self.lane = lane
        self._settled = settled

    def run(self) -> None:
        """The pool calls this in a worker."""
        if self.job is not None:
            _call(self.job)
        # From here on this thread holds nothing of the job: what dies with it may be Qt's, and
        # must die on the GUI thread.
        self._settled(self)


def _call(job: Job) -> None:
    if job.is_cancelled:
        return
    try:
        job.result = job.call()
    except ConsoleError as error:
        job.error = _bare(error)
    except Exception as error:
        job.error = Unexpected(type(error).__name__)
        _log_fault(error)


class Jobs(QObject):
    """The dispatcher: owns the pools and the signal by which every outcome comes back, in order."""

    _settled = Signal(object)

    def __init__(self, parent: QObject | None = None, *, threads: int = 8) -> None:
        super().__init__(parent)
        self._pools = {Lane.PARALLEL: QThreadPool(self), Lane.SERIAL: QThreadPool(self)}
        self._pools[Lane.PARALLEL].setMaxThreadCount(threads)
        self._pools[Lane.SERIAL].setMaxThreadCount(1)
        self._runs: set[_Run] = set()
        self._by_key: dict[tuple[int, str], Job] = {}
        self._is_closed = threading.Event()
        self._settled.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @overload
    def submit(
        self,
        owner: QObject,
        call: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[ConsoleError], None],
        *,
        key: str | None = None,
        lane: Lane = Lane.PARALLEL,
    ) -> Job: ...

    @overload
    def submit(
        self,
        owner: QObject,
        call: Callable[[], T],
        done: Callable[[A, T], None],
        failed: Callable[[A, ConsoleError], None],
        *,
        about: A,
        key: str | None = None,
        lane: Lane = Lane.PARALLEL,
    ) -> Job: ...

    def submit(
        self,
        owner: QObject,
        call: Callable[[], Any],
        done: Callable[..., None],
        failed: Callable[..., None],
        *,
        about: Any = _NOTHING,
        key: str | None = None,
        lane: Lane = Lane.PARALLEL,
    ) -> Job:
        """Run `call` in a worker, then `done(result)` or `failed(error)`; with `about`, it comes
        first.

        A newer job of the same owner and key supersedes the older one, whose outcome is dropped.
        """
        job = Job(
            weakref.ref(owner),
            call,
            weakref.WeakMethod(done),
            weakref.WeakMethod(failed),
            about,
            key,
        )
        if self._is_closed.is_set():
            job.cancel()
            return job
        if key is not None:
            older = self._by_key.get((id(owner), key))
            if older is not None:
                older.cancel()
            self._by_key[(id(owner), key)] = job
        run = _Run(job, lane, self._emit_settled)
        self._runs.add(run)
        self._pools[lane].start(run.run)
        return job

    @property
    def pending_count(self) -> int:
        """Jobs whose outcome has not been delivered."""
        return len(self._runs)

    def close(self, timeout_ms: int = 5000) -> bool:
        """Take no more jobs and drop what waits, but let the serial lane end (it signs out).

        False when something still runs at the deadline.
        """
        self._is_closed.set()
        for run in self._runs:
            if run.lane is Lane.PARALLEL and run.job is not None:
                run.job.cancel()
        ended = [self._pools[lane].waitForDone(timeout_ms) for lane in (Lane.SERIAL, Lane.PARALLEL)]
        return all(ended)

    def _emit_settled(self, run: _Run) -> None:
        """Called in a worker: the signal lives on this object, which outlives the work."""
        if not self._is_closed.is_set():
            self._settled.emit(run)

    @Slot(object)
    def _deliver(self, run: _Run) -> None:
        self._runs.discard(run)
        job, run.job = run.job, None
        if job is None:
            return
        owner = job.owner()
        self._forget_key(job)
        if job.is_cancelled or owner is None or not isValid(owner):
            return
        outcome = job.error if job.error is not None else job.result
        callback = (job.failed if job.error is not None else job.done)()
        if callback is None:
            return
        if job.about is _NOTHING:
            callback(outcome)
        else:
            callback(job.about, outcome)

    def _forget_key(self, job: Job) -> None:
        if job.key is None:
            return
        for place, held in list(self._by_key.items()):
            if held is job:
                del self._by_key[place]


def _bare(error: ConsoleError) -> ConsoleError:
    """An error without the frames that it went through: they hold what was sent, passwords too, for
    as long as a screen shows the error.
    """
    error.__traceback__ = error.__context__ = error.__cause__ = None
    return error


def _log_fault(error: Exception) -> None:
    """Say where a fault of ours came from: type and place, never its message."""
    place, trace = "", error.__traceback__
    while trace is not None:
        place = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        trace = trace.tb_next
    logger.error("job failed", extra={"error": type(error).__name__, "place": place})
