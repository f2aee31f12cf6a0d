"""A file that is open in the frame of a session."""

import pytest

from tests.support.ui_parts import Parts, press


@pytest.fixture
def opened(parts: Parts) -> Parts:
    """The file of the first patient of the queue, opened from there with its key."""
    press(parts.shell, "O")
    assert parts.shell.file is not None
    return parts
