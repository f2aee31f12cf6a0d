"""Where Qt's objects of the tests die: on the GUI thread, between two tests."""

import gc
import itertools
from collections.abc import Iterator

import pytest

_YOUNG, _EVERYTHING = 1, 2
_BETWEEN_EVERYTHING = 50
_tests = itertools.count(1)


@pytest.fixture(autouse=True)
def nobody_else_collects() -> Iterator[None]:
    """As in the console itself: Python would collect in whichever thread allocates, or in the
    middle of a paint event, and a widget that dies there takes Qt down with it.

    What this test made is still young afterwards; to go through everything takes half a second.
    """
    gc.disable()
    yield
    is_due = next(_tests) % _BETWEEN_EVERYTHING == 0
    gc.collect(_EVERYTHING if is_due else _YOUNG)
    gc.enable()
