"""A service that listens."""

from collections.abc import Iterator

import pytest

from tests.console.real import listening
from tests.support.live import let_streams_last
from tests.support.service import ServiceUnderTest


@pytest.fixture
def address(service: ServiceUnderTest) -> Iterator[str]:
    """Where it listens; its streams last."""
    let_streams_last(service)
    with listening(service) as url:
        yield url
        service.client.app.state.feed.close()  # type: ignore[attr-defined]
