"""A provider, and a console at a service that knows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.identity_provider import Psc, identity_provider
from tests.support.provider_desk import Desk, desk_at
from tests.support.service import ServiceUnderTest


@pytest.fixture
def psc(tmp_path: Path) -> Iterator[Psc]:
    """An honest provider, until a test changes it."""
    with identity_provider(tmp_path) as found:
        yield found


@pytest.fixture
def desk(service: ServiceUnderTest, psc: Psc) -> Desk:
    """On each database in turn."""
    return desk_at(service, psc)


@pytest.fixture
def sqlite_desk(sqlite_service: ServiceUnderTest, psc: Psc) -> Desk:
    """Where the database says nothing of its own."""
    return desk_at(sqlite_service, psc)
