"""A console watches a real service while every part of its way stops in turn (H-01, R-FLT-12)."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from PySide6.QtCore import QObject
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from console.client.api import Api
from console.client.http import Wire
from console.jobs import Jobs
from console.stores.surveillance import SurveillanceStore, Verdict
from services import worker
from services.answers import judging
from services.db import engine
from services.db.engine import WriterBusy
from services.edge.context import Context
from services.surveillance import canary, invented, reconciler
from tests.console import made
from tests.console.real import listening
from tests.support.service import ServiceUnderTest, open_in, serve

MINUTES_UNTIL_RED = 5


class Line(httpx.BaseTransport):
    """A real connection on which the service may freeze, or be replayed."""

    def __init__(self) -> None:
        self._inner = httpx.HTTPTransport()
        self.is_frozen = False
        self.replays = False
        self._last: tuple[int, str, bytes] | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self.is_frozen:
            raise httpx.ReadTimeout("frozen", request=request)
        if not self.replays or self._last is None:
            answer = self._inner.handle_request(request)
            kind = answer.headers.get("Content-Type", "")
            self._last = answer.status_code, kind, answer.read()
            answer.close()
        status, kind, body = self._last
        return httpx.Response(status, headers={"Content-Type": kind}, content=body)

    def close(self) -> None:
        self._inner.close()


# The parts of surveillance, and what waits for them: other lanes have nothing to say here.
_OF_ITS_LANE = tuple(each for each in worker.TASKS if each.lane == worker.TASKS[0].lane)


@dataclass
class Watched:
    """A service, its worker, and a console whose clock a test moves."""

    context: Context
    service: ServiceUnderTest
    store: SurveillanceStore
    jobs: Jobs
    line: Line
    steady: Any
    wait: Callable[[Callable[[], bool]], None]
    works: bool = True
    tasks: Sequence[worker.Task] = _OF_ITS_LANE
    seen: list[Verdict] = field(default_factory=list)

    def minute(self) -> Verdict:
        """One minute of both clocks: what is due is done, and the console asks."""
        self.service.clock.forward(seconds=60)
        self.steady.s += 60
        if self.works:
            # A worker whose database does not answer looks again at its next tick.
            with suppress(SQLAlchemyError, WriterBusy):
                worker.run_due(self.context, self.tasks)
        self.store.ask()
        self.wait(lambda: self.jobs.pending_count == 0)
        self.seen.append(self.store.verdict)
        return self.store.verdict


@pytest.fixture
def watched(
    qtbot, root: QObject, jobs: Jobs, steady, request, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Watched]:
    """Everything at work, and green."""
    base: ServiceUnderTest = request.getfixturevalue(f"{request.param}_service")
    # Eighteen tasks a minute wait for a lock that nobody releases; who holds one here is quick.
    monkeypatch.setattr(engine, "LOCK_WAIT_S", 0.05)
    context = open_in(base.context.settings, base.clock)
    service = serve(context, base.clock, base.centre, base.other_centre)
    line = Line()
    with listening(service) as url:
        api = Api(Wire(url, transport=line))
        token = service.centre.tokens["nurse"]
        api.wire.tokens.hold(made.grant().model_copy(update={"access_token": token}))
        session: Any = SimpleNamespace(api=api)
        store = SurveillanceStore(jobs, session, root, steady=steady)
        found = Watched(context, service, store, jobs, line, steady, qtbot.waitUntil)
        assert found.minute() is Verdict.PROVED
        yield found
        store.stop()
        api.wire.close()
    context.journal.close()
    context.database.dispose()
    context.keys.dispose()


BOTH = pytest.mark.parametrize("watched", ["sqlite", "postgres"], indirect=True)


def _failing(owner: object, name: str) -> Callable[[Watched], AbstractContextManager[None]]:
    @contextmanager
    def stopped(_watched: Watched) -> Iterator[None]:
        def _fails(*_: object, **__: object) -> None:
            raise RuntimeError

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(owner, name, _fails)
            yield

    return stopped


@contextmanager
def _worker_stopped(watched: Watched) -> Iterator[None]:
    watched.works = False
    yield
    watched.works = True


@contextmanager
def _frozen(watched: Watched) -> Iterator[None]:
    watched.line.is_frozen = True
    yield
    watched.line.is_frozen = False


@contextmanager
def _replayed(watched: Watched) -> Iterator[None]:
    watched.line.replays = True
    yield
    watched.line.replays = False


@contextmanager
def _database_locked(watched: Watched) -> Iterator[None]:
    """Another program holds the database and never lets go."""
    settings = watched.context.settings
    database = create_engine(settings.owner_url, poolclass=NullPool)
    with database.connect() as connection:
        if watched.context.database.is_sqlite:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("LOCK TABLE answer, alert, due_work IN ACCESS EXCLUSIVE MODE"))
        yield
        connection.rollback()
    database.dispose()


@contextmanager
def _clock_frozen(watched: Watched) -> Iterator[None]:
    """The service's clock stands still, so that to it nothing ever grows old."""
    forward = watched.service.clock.forward
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(watched.service.clock, "forward", lambda **_: None)
        yield
    assert watched.service.clock.forward == forward


@contextmanager
def _task_gone(watched: Watched) -> Iterator[None]:
    left = tuple(task for task in watched.tasks if task.name != "reconciler")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(watched, "tasks", left)
        yield


STOPS: dict[str, Callable[[Watched], AbstractContextManager[None]]] = {
    "worker": _worker_stopped,
    "evaluation": _failing(judging, "evaluate"),
    "intake": _failing(invented, "receive"),
    "reconciler": _failing(reconciler, "find_gaps"),
    "scheduler forgets a task": _task_gone,
    "database locked": _database_locked,
    "server frozen": _frozen,
    "old answer for ever": _replayed,
    "clock frozen": _clock_frozen,
}


@BOTH
@pytest.mark.parametrize("part", list(STOPS))
def test_what_stops_is_never_green_after_five_minutes_and_is_again_when_mended(
    watched: Watched, part: str
):
    with STOPS[part](watched):
        for _ in range(MINUTES_UNTIL_RED):
            watched.minute()
        stopped = [watched.minute() for _ in range(2)]

    assert set(stopped) <= {Verdict.DOWN, Verdict.GAP}, watched.seen
    # Long before it is red it is no longer green.
    assert Verdict.PROVED not in watched.seen[4:]
    back = [watched.minute() for _ in range(2)]
    assert back[-1] is Verdict.PROVED, watched.seen


@BOTH
def test_a_canary_that_fails_is_red_five_minutes_after_its_hour(watched: Watched):
    watched.service.clock.set(watched.service.clock.now().replace(minute=58))
    assert watched.minute() is Verdict.PROVED
    with _failing(canary, "_send")(watched):
        verdicts = [watched.minute() for _ in range(8)]

    assert set(verdicts[5:]) == {Verdict.DOWN}, verdicts
    assert watched.minute() is Verdict.PROVED


@BOTH
def test_with_everything_at_work_it_stays_green(watched: Watched):
    watched.tasks = worker.TASKS
    for _ in range(25):
        watched.minute()

    assert set(watched.seen) == {Verdict.PROVED}
