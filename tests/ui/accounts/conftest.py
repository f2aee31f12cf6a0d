"""An administrator on the real service."""

from collections.abc import Iterator

import pytest
import shiboken6

from console.stores.desk import TriageDesk
from services.contract.enums import Role
from tests.console.workstation import SitDown, sit_down  # noqa: F401
from tests.support.service import ServiceUnderTest
from tests.support.sign_in import Person, make_person
from tests.ui.accounts.real_shell import screen_of
from ui.shell import Shell


@pytest.fixture
def colleague(sqlite_service: ServiceUnderTest) -> Person:
    """Another administrator."""
    return make_person(sqlite_service, Role.ADMIN)


@pytest.fixture
def nurse(sit_down: SitDown):  # noqa: F811
    """Who is signed in, and will not be for long."""
    return sit_down()


@pytest.fixture
def here(sit_down: SitDown, sqlite_service: ServiceUnderTest, nurse):  # noqa: F811
    """An administrator who has just signed in."""
    return sit_down(make_person(sqlite_service, Role.ADMIN))


@pytest.fixture
def shell(qtbot, here, colleague, jobs, theme, settings, wording) -> Iterator[Shell]:
    """Their window, with the list read."""
    desk = TriageDesk(jobs, here.session, here.connection)
    frame = Shell(here.session, settings, desk, theme, wording)
    desk.setParent(frame)
    here.session.state_changed.connect(desk.stop)
    frame.resize(1366, 688)
    frame.show()
    frame.activateWindow()
    frame.take_focus()
    qtbot.waitUntil(lambda: screen_of(frame).table.hasFocus())
    yield frame
    desk.stop()
    shiboken6.delete(frame)
