"""From the button to a session: console, real service, provider and browser (R-AUTH-07)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from PySide6.QtCore import QObject

from console import provider_sign_in
from console.client.api import Api
from console.client.http import Listeners, Wire
from console.errors import Unexpected
from console.jobs import Jobs
from console.provider_sign_in import ProviderSignIn, ProviderState
from console.returning import RETURN_PATH
from console.server_clock import ServerClock
from console.session import Session, SessionState
from services.contract.enums import Role
from services.provider_settings import PscSettings
from tests.console.real import Cable, listening
from tests.support.identity_provider import Psc, identity_provider
from tests.support.provider_desk import RETURN, Desk, desk_at, set_provider
from tests.support.service import ServiceUnderTest


@dataclass
class Console:
    """A console at which nobody is signed in, and the person whom the provider knows."""

    session: Session
    desk: Desk
    psc: Psc
    cable: Cable

    def is_at(self, state: ProviderState) -> bool:
        """Whether it came so far."""
        return self.provider.state is state

    @property
    def provider(self) -> ProviderSignIn:
        """The way in."""
        return self.session.provider

    def browser(self, address: str, **said: str) -> httpx.Response:
        """Signs in at the provider, and comes back as it is told to."""
        brought = self.psc.visit(address)
        back = self.psc.held[brought["code"]]["redirect_uri"]
        return httpx.get(f"{back}?{urlencode(said or brought)}", trust_env=False)

    def begins(self, qtbot) -> str:
        """The button; what the browser shall open."""
        with qtbot.waitSignal(self.provider.open_asked) as asked:
            self.provider.begin()
        return str(asked.args[0])


@pytest.fixture
def console(
    root: QObject, jobs: Jobs, steady, sqlite_service: ServiceUnderTest, tmp_path: Path
) -> Iterator[Console]:
    """At a service that knows an honest provider."""
    with identity_provider(tmp_path) as psc, listening(sqlite_service) as address:
        desk, cable = desk_at(sqlite_service, psc), Cable()

        def open_api() -> Api:
            return Api(Wire(address, listeners=Listeners(), transport=cable))

        session = Session(jobs, open_api, list, address, ServerClock(steady), root)
        yield Console(session, desk, psc, cable)
        session.provider.end()


def test_a_browser_opens_a_session(qtbot, console):
    address = console.begins(qtbot)
    assert console.is_at(ProviderState.WAITING)

    with qtbot.waitSignal(console.session.state_changed):
        page = console.browser(address)

    assert page.status_code == 200
    assert console.session.state is SessionState.SIGNED_IN
    assert console.session.me is not None
    assert console.session.me.person.id == console.desk.person.account_id
    assert console.is_at(ProviderState.READY)
    assert console.desk.outcomes() == ["done"]


def test_the_secret_of_the_console_never_leaves_but_to_the_service(qtbot, console):
    address = console.begins(qtbot)
    begun = console.provider._begun
    assert begun is not None

    with qtbot.waitSignal(console.session.state_changed):
        console.browser(address)

    assert begun.verifier not in address
    assert console.psc.web is not None
    for asked in console.psc.web.asked:
        assert begun.verifier.encode() not in asked.body + asked.path.encode()


def test_who_holds_several_roles_chooses_and_goes_on(qtbot, console):
    other = console.desk.joins(Role.MANAGER)
    address = console.begins(qtbot)
    with qtbot.waitSignal(console.session.failed):
        console.browser(address)
    assert other in {each.id for each in console.session.memberships}
    assert console.is_at(ProviderState.RETURNED)

    with qtbot.waitSignal(console.session.state_changed):
        console.provider.choose(other)

    assert console.session.me is not None
    assert console.session.me.role is Role.MANAGER


def test_a_wrong_state_is_not_taken_and_the_wait_goes_on(qtbot, console):
    address = console.begins(qtbot)

    page = console.browser(address, state="x" * 43, code="stolen")

    assert page.status_code == 404
    assert console.is_at(ProviderState.WAITING)
    assert console.cable.asked["POST /api/v1/auth/psc/finish"] == 0
    with qtbot.waitSignal(console.session.state_changed):
        console.browser(address)


def test_a_lie_is_told_and_the_form_is_back(qtbot, console):
    console.psc.claims = lambda said: said | {"nonce": "x" * 43}
    address = console.begins(qtbot)

    with qtbot.waitSignal(console.session.failed) as told:
        console.browser(address)

    assert told.args[0].what == "provider_not_trusted"
    assert console.session.state is SessionState.SIGNED_OUT
    assert console.is_at(ProviderState.READY)
    console.desk.require_nothing_done()


def test_a_person_who_does_not_want_to_is_back_at_the_form(qtbot, console):
    address = console.begins(qtbot)
    state = console.provider._begun.started.state

    with qtbot.waitSignal(console.provider.given_up) as told:
        console.browser(address, state=state, error="access_denied")

    assert told.args == [False]
    assert console.is_at(ProviderState.READY)


def test_called_off_the_listener_is_gone_and_what_comes_later_is_nobodys(qtbot, console):
    address = console.begins(qtbot)

    console.provider.cancel()

    with pytest.raises(httpx.ConnectError):
        console.browser(address)
    assert console.is_at(ProviderState.READY)
    assert console.provider.address == ""
    with qtbot.waitSignal(console.session.state_changed):
        console.browser(console.begins(qtbot))


def test_called_off_before_the_service_answered_nothing_opens(qtbot, console):
    opened: list[str] = []
    console.provider.open_asked.connect(opened.append)
    console.provider.begin()

    console.provider.cancel()

    assert console.is_at(ProviderState.READY)
    assert console.provider._listener is None
    qtbot.waitUntil(lambda: console.session._jobs.pending_count == 0)
    assert opened == []


def test_nothing_in_five_minutes_ends_the_wait(qtbot, console):
    address = console.begins(qtbot)
    assert console.provider._clock.interval() == 5 * 60 * 1000

    with qtbot.waitSignal(console.provider.given_up) as told:
        console.provider._clock.timeout.emit()

    assert told.args == [True]
    with pytest.raises(httpx.ConnectError):
        console.browser(address)


def test_a_provider_that_is_away_is_told_before_any_browser_opens(qtbot, console):
    console.psc.discovery = lambda said: said | {"issuer": "https://evil.example"}

    with qtbot.waitSignal(console.provider.failed) as told:
        console.provider.begin()

    assert isinstance(told.args[0], Unexpected)
    assert told.args[0].what == "provider_unavailable"
    assert console.is_at(ProviderState.READY)


def test_an_address_that_is_no_page_is_never_opened(qtbot, console, monkeypatch):
    monkeypatch.setattr(provider_sign_in, "_may_open", lambda address: "evil" in address)

    with qtbot.waitSignal(console.provider.failed):
        console.provider.begin()

    assert console.is_at(ProviderState.READY)
    monkeypatch.undo()
    for address in ("file:///etc/passwd", "javascript:1", "http://evil.example", "smb://x"):
        assert not provider_sign_in._may_open(address), address


def test_it_is_offered_where_the_service_says_so(qtbot, console, sqlite_service):
    with qtbot.waitSignal(console.provider.changed):
        console.provider.learn()
    assert console.provider.is_offered

    set_provider(sqlite_service, PscSettings())
    with qtbot.waitSignal(console.provider.changed):
        console.provider.learn()

    assert not console.provider.is_offered


def test_an_older_service_is_asked_and_nothing_is_offered(qtbot, session, service):
    session.provider.learn()

    qtbot.waitUntil(lambda: session._jobs.pending_count == 0)
    assert not session.provider.is_offered


def test_the_address_of_a_listener_is_one_that_the_service_takes():
    assert RETURN.endswith(RETURN_PATH)
