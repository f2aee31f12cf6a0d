"""Demonstrations of tests that look at no statistics."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest

from services.demo import building
from services.edge.context import Context


def _leave_open(_context: Context, _centre_id: UUID) -> None:
    pass


@contextmanager
def without_statistics() -> Iterator[None]:
    """Leaves the months open: their masks take longer than all the rest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "close_past_months", _leave_open)
        yield
