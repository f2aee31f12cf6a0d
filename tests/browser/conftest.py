"""One browser and one service for each worker; a test gets a patient of its own.

`./dev test --without browser` leaves these out; without a browser they fail and say what is
missing.
"""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import func, select, update

from services.centres.opening_hours import DEFAULT_OPENING_HOURS
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.answers import Answer
from services.db.tables.centres import Centre
from services.db.tables.portal import AnswerDraft
from services.db.tables.schedule import SurveyWindow
from tests.console.real import listening
from tests.support.portal import agree, answer_all, ask, invite
from tests.support.service import ServiceUnderTest, add_patient
from tests.support.service_fixtures import Furnished, serve_copy

SMALL_PHONE = {"width": 360, "height": 640}
WAIT_MS = 10_000
_number = itertools.count(100)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything below here needs the browser."""
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@dataclass
class Someone:
    """A patient, their code and their birth date; `window` is None when nothing was asked."""

    id: UUID
    code: str
    born: date
    window: UUID | None = None


@dataclass
class Ward:
    """A service that listens, and the patients that tests make there."""

    service: ServiceUnderTest
    address: str

    def someone(self, *, has_agreed: bool = True, is_asked: bool = True) -> Someone:
        """A new patient with a code; by default with an agreement and an open questionnaire."""
        context, centre = self.service.context, self.service.centre
        number = next(_number)
        born = date(1958, 3, 14)
        identity = {"birth_date": born.isoformat(), "record_number": f"900{number:06d}"}
        patient = add_patient(context, centre.id, centre.units[0], number, identity)
        made = Someone(patient, invite(context, centre, patient), born)
        if has_agreed:
            agree(context, centre, patient)
        if is_asked:
            made.window = ask(context, centre, patient)
        return made

    def has_answered_all(self, someone: Someone) -> None:
        """Every page of somebody's questionnaire was saved; nothing was sent."""
        assert someone.window is not None
        answer_all(self.service.context, self.service.centre, someone.id, someone.window)

    def count(self, table: type[Answer] | type[AnswerDraft], someone: Someone) -> int:
        """How many rows there are of somebody."""
        with self.service.context.database.reading(Scope(self.service.centre.id)) as session:
            found = select(func.count()).select_from(table).where(table.patient_id == someone.id)
            return session.scalars(found).one()

    def ends_week(self, someone: Someone) -> None:
        """The week of somebody is over, and no other has begun."""
        context = self.service.context
        over = {"closes_at": context.clock.now() - timedelta(minutes=1)}
        with context.database.writing(Scope(self.service.centre.id)) as session:
            session.execute(
                update(SurveyWindow).where(SurveyWindow.id == someone.window).values(over)
            )


@dataclass
class Phone:
    """A small phone in somebody's hand."""

    page: Page
    address: str
    context: BrowserContext
    faults: list[str] = field(default_factory=list)

    def open(self, path: str = "/portal/") -> None:
        """Asks for an address of the pages."""
        self.page.goto(self.address + path)

    def enter(self, someone: Someone, code: str | None = None) -> None:
        """Types code and birth date, as the patient would."""
        self.open()
        if self.page.locator("#code").count():
            self.page.fill("#code", code or someone.code)
        self.page.fill("#day", f"{someone.born:%d}")
        self.page.fill("#month", f"{someone.born:%m}")
        self.page.fill("#year", f"{someone.born:%Y}")
        self.page.check("#self")
        self.page.click("main button.primary")

    def at(self, place: str) -> None:
        """Waits until the page is the one of this path."""
        self.page.wait_for_url(f"{self.address}/portal{place}")

    def choose(self, *labels: str) -> None:
        """Chooses answers by their words, one in each question."""
        for label in labels:
            self.page.locator("fieldset:not([hidden]) label", has_text=label).last.click()

    def press(self, words: str) -> None:
        """Presses the button with these words."""
        self.page.get_by_role("button", name=words, exact=True).click()


@contextmanager
def opened_ward(service: ServiceUnderTest) -> Iterator[Ward]:
    """A service that listens, of a centre with a telephone and usual hours."""
    now = {"phone": "02 97 00 00 00", "opening_hours": dict(DEFAULT_OPENING_HOURS)}
    with service.context.database.writing(NO_CENTRE) as session:
        session.execute(update(Centre).values(now))
    with service.client, listening(service) as address:
        yield Ward(service, address)


@pytest.fixture(scope="session")
def ward(furnished_sqlite: Furnished, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    """One service for all tests of a worker."""
    folder: Path = tmp_path_factory.mktemp("ward") / "service"
    with opened_ward(serve_copy(furnished_sqlite, folder, None)) as opened:
        yield opened


@pytest.fixture
def new_phone(browser: Browser, ward: Ward) -> Iterator[Callable[..., Phone]]:
    """Makes phones; fails when a page complains in the console of the browser."""
    phones: list[Phone] = []

    def _make(**options: object) -> Phone:
        settings = {"viewport": SMALL_PHONE, "locale": "fr-FR"} | options
        context = browser.new_context(**settings)  # type: ignore[arg-type]
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        phone = Phone(page, ward.address, context)
        page.on("pageerror", lambda error: phone.faults.append(str(error)))
        page.on("console", lambda said: _note(phone, said.type, said.text))
        phones.append(phone)
        return phone

    yield _make
    for phone in phones:
        phone.context.close()
    assert [fault for phone in phones for fault in phone.faults] == []


def _note(phone: Phone, kind: str, text: str) -> None:
    # What the network lost, and what the service refused, is no fault of a page.
    if kind == "error" and "Failed to load resource" not in text:
        phone.faults.append(text)


@pytest.fixture
def phone(new_phone: Callable[..., Phone]) -> Phone:
    """One phone."""
    return new_phone()
