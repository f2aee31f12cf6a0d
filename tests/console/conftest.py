"""Fixtures of the console: a dispatcher that ends, a stand-in service, a session on it."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject

from console.client.api import Api
from console.client.http import Listeners, Wire
from console.jobs import Jobs
from console.server_clock import ServerClock
from console.session import Session, SessionState
from console.stores.connection import ConnectionStore
from console.stores.desk import TriageDesk
from resources.wording import Wording
from tests.console import made
from tests.console.stand_in import StandIn
from tests.support.garbage import nobody_else_collects  # noqa: F401


class HandSet:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.s = 1000.0

    def __call__(self) -> float:
        return self.s


class Heard(QObject):
    """Remembers what a signal said, each time as a tuple."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.calls: list[tuple[Any, ...]] = []

    def hear(self, *said: Any) -> None:
        self.calls.append(said)


@pytest.fixture
def heard(root) -> Heard:
    """Connect a signal to its `hear`."""
    return Heard(root)


@pytest.fixture(autouse=True)
def missing_words_raise(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that nobody worded fails the test that meets it."""
    monkeypatch.setattr(Wording, "raises_on_missing", True)


@pytest.fixture
def root(qtbot) -> Iterator[QObject]:
    """The parent of a test's objects: they end on this thread, and in this test."""
    parent = QObject()
    yield parent
    shiboken6.delete(parent)


@pytest.fixture
def jobs(root) -> Iterator[Jobs]:
    """A dispatcher whose workers have ended when the test has."""
    dispatcher = Jobs(root)
    yield dispatcher
    assert dispatcher.close(10_000)


@pytest.fixture
def steady() -> HandSet:
    """The steady clock of the workstation."""
    return HandSet()


@pytest.fixture
def service() -> StandIn:
    """What is behind the cable."""
    return StandIn()


@pytest.fixture
def connection(root, steady) -> ConnectionStore:
    """Contact with the stand-in."""
    return ConnectionStore(ServerClock(steady), root, steady=steady)


@pytest.fixture
def session(root, jobs, service, connection, steady) -> Session:
    """A session that is not signed in; no keyring."""
    clock = ServerClock(steady)

    def open_api() -> Api:
        listeners = Listeners(contact=connection.report, session_over=made_session.session_over)
        wire = Wire("http://127.0.0.1:9", listeners=listeners, transport=service.transport)
        return Api(wire)

    made_session = Session(jobs, open_api, list, "http://127.0.0.1:9", clock, root)
    return made_session


@pytest.fixture
def signed_in(qtbot, session: Session) -> Session:
    """The nurse, signed in by both steps."""
    with qtbot.waitSignal(session.state_changed):
        session.sign_in("claire", "right")
    with qtbot.waitSignal(session.state_changed):
        session.second_factor("123 456")
    assert session.state is SessionState.SIGNED_IN
    return session


@pytest.fixture
def desk(qtbot, root, jobs, signed_in, connection, steady) -> Iterator[TriageDesk]:
    """The stores of the triage screen, with the queue read once."""
    stores = TriageDesk(jobs, signed_in, connection, root)
    stores.actions._steady = steady
    with qtbot.waitSignal(stores.worklist.state_changed):
        stores.start()
    yield stores
    stores.stop()


@pytest.fixture
def reader() -> SimpleNamespace:
    """Who looks at the queue, without a session."""
    return SimpleNamespace(me=made.me(), server_now=lambda: made.NOW)
