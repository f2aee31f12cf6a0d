"""Somebody at a workstation of their own, on the real service."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QObject

from console.client.api import Api
from console.client.http import Listeners, Wire
from console.jobs import Jobs
from console.server_clock import ServerClock
from console.session import Session, SessionState
from console.stores.access import OwnAccess
from console.stores.connection import ConnectionStore
from services.contract.enums import Role
from tests.console.real import Cable, listening
from tests.support.service import ServiceUnderTest
from tests.support.sign_in import Person, make_person


@dataclass
class Workstation:
    """A session, the stores of its access, and the cable between it and the service."""

    person: Person
    session: Session
    access: OwnAccess
    connection: ConnectionStore
    cable: Cable

    def pass_minutes(self, minutes: float) -> None:
        """Time goes by on the service, and no proof stays fresh for long."""
        self.person.service.clock.forward(minutes=minutes)


SitDown = Callable[..., Workstation]


@pytest.fixture
def sit_down(
    qtbot, root: QObject, jobs: Jobs, steady, sqlite_service: ServiceUnderTest
) -> Iterator[SitDown]:
    """Sign somebody in on a workstation of their own: the same person again, or a new nurse."""
    with listening(sqlite_service) as address:

        def start(person: Person | None = None, code: str | None = None) -> Workstation:
            person, cable = person or make_person(sqlite_service, Role.NURSE), Cable()

            def open_api() -> Api:
                heard = Listeners(contact=connection.report, session_over=session.session_over)
                return Api(Wire(address, listeners=heard, transport=cable))

            clock = ServerClock(steady)
            session = Session(jobs, open_api, list, address, clock, root)
            connection = ConnectionStore(clock, root, steady)
            with qtbot.waitSignal(session.state_changed):
                session.sign_in(person.username, person.password)
            sqlite_service.clock.forward(seconds=30)
            with qtbot.waitSignal(session.state_changed):
                session.second_factor(code or person.code())
            assert session.state is SessionState.SIGNED_IN
            access = OwnAccess(jobs, session, root)
            access.codes.act._steady = steady
            session.state_changed.connect(access.forget)
            sqlite_service.clock.forward(seconds=30)
            return Workstation(person, session, access, connection, cable)

        yield start
