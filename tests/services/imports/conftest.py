"""A dock at which bundles arrive, and what lies in the database afterwards."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.db.scope import Scope
from tests.support.service import ServiceUnderTest, random_key

PATH = "/api/v1/patients/import"


@dataclass
class Dock:
    """The service under test, with the words of an import."""

    service: ServiceUnderTest

    def sends(
        self, bundle: Any, who: str = "import", unit: UUID | None = None, key: str = ""
    ) -> Any:
        """What an import answers."""
        return self.service.client.post(
            PATH,
            params={"unit": str(unit or self.service.centre.units[0])},
            json=bundle,
            headers=self.service.as_(who) | {"Idempotency-Key": key or random_key()},
        )

    def report(self, bundle: Any, who: str = "import") -> dict[str, Any]:
        """The report of an import; fails when all of it was refused."""
        answer = self.sends(bundle, who)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def results(self, bundle: Any, who: str = "import") -> list[tuple[str, list[str]]]:
        """The result and the reasons of each line."""
        return [(line["result"], line["reasons"]) for line in self.report(bundle, who)["lines"]]

    def rows(self, table: type, *where: Any) -> list[Any]:
        """Rows of the first centre."""
        with self.service.context.database.reading(Scope(self.service.centre.id)) as session:
            return list(session.scalars(select(table).where(*where)))

    def get(self, path: str, who: str = "nurse", **query: Any) -> Any:
        """What a read answers."""
        answer = self.service.client.get(
            f"/api/v1{path}", params=query, headers=self.service.as_(who)
        )
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture
def dock(service: ServiceUnderTest) -> Dock:
    """A dock on each database in turn."""
    return Dock(service)


@pytest.fixture
def sqlite_dock(sqlite_service: ServiceUnderTest) -> Dock:
    """A dock on SQLite, for tables of defects that no database sees."""
    return Dock(sqlite_service)
