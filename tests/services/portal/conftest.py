"""A patient with a code, an agreement and a questionnaire that is open, on each database."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.db.scope import Scope
from services.db.tables.edge import JournalEntry
from tests.support.portal import Phone, agree, answer_all, ask, invite
from tests.support.service import ServiceUnderTest

_NOTHING_ASKED = UUID(int=0)


@dataclass
class Bedside:
    """One patient, their code, and phones that they may hold."""

    service: ServiceUnderTest
    patient: UUID
    code: str
    window: UUID = _NOTHING_ASKED

    def phone(self, *, is_in: bool = True) -> Phone:
        """A phone of theirs; by default the code was entered on it."""
        phone = Phone(self.service)
        if is_in:
            entered = phone.enters(self.code)
            assert entered.url.path != "/portal/enter", entered.text
        return phone

    def has_answered_all(self, **changes: Any) -> None:
        """Every page was saved, nothing felt, but for what is given; nothing was sent."""
        answer_all(self.service.context, self.service.centre, self.patient, self.window, **changes)

    def rows(self, table: type, *where: Any) -> list[Any]:
        """Rows of the first centre."""
        with self.service.context.database.reading(Scope(self.service.centre.id)) as session:
            return list(session.scalars(select(table).where(*where)))

    def journal(self, action: str) -> list[JournalEntry]:
        """The entries of an action."""
        return self.rows(JournalEntry, JournalEntry.action == action)


@pytest.fixture
def invited(service: ServiceUnderTest) -> Bedside:
    """A patient with a code, who was asked nothing yet."""
    patient = service.centre.patients[0]
    return Bedside(service, patient, invite(service.context, service.centre, patient))


@pytest.fixture
def bedside(invited: Bedside) -> Bedside:
    """A patient who has agreed, and whose questionnaire of the week is open."""
    return _asked(invited)


@pytest.fixture
def sqlite_bedside(sqlite_service: ServiceUnderTest) -> Bedside:
    """The same on SQLite alone, for tables of what no database sees."""
    patient = sqlite_service.centre.patients[0]
    code = invite(sqlite_service.context, sqlite_service.centre, patient)
    return _asked(Bedside(sqlite_service, patient, code))


def _asked(invited: Bedside) -> Bedside:
    agree(invited.service.context, invited.service.centre, invited.patient)
    invited.window = ask(invited.service.context, invited.service.centre, invited.patient)
    return invited
