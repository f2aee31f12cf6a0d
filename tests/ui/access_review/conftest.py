"""An administrator, and others, on the sample stores."""

from collections.abc import Iterator

import pytest

from tests.samples import roles
from tests.support.ui_parts import Parts
from tests.ui.accounts.test_list import _on_screen


@pytest.fixture
def admin(theme, settings, wording) -> Iterator[Parts]:
    """An administrator who has just signed in."""
    yield from _on_screen(theme, settings, wording, roles.admin())


@pytest.fixture
def officer(theme, settings, wording) -> Iterator[Parts]:
    """A privacy officer."""
    yield from _on_screen(theme, settings, wording, roles.officer())


@pytest.fixture
def here(admin: Parts) -> Parts:
    """An administrator on the review."""
    admin.shell.access_review.open()
    return admin
