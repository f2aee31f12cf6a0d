"""Where Qt's objects of the tests die: on the GUI thread, between two tests."""

import gc
import itertools
from collections.abc import Iterator

import pytest

_YOUNG = 1
_BETWEEN_EVERYTHING = 50
_tests = itertools.count(1)


@pytest.fixture(autouse=True)
def nobody_else_collects() -> Iterator[None]:
    """As in the console itself: Python would collect in whichever thread allocates, or in the
    middle of a paint event, and a widget that dies there takes Qt down with it.

    What this test made is still young afterwards; to go through everything takes long.
    """
    gc.disable()
    yield
    if next(_tests) % _BETWEEN_EVERYTHING == 0:
        settle()
    else:
        gc.collect(_YOUNG)
    gc.enable()


def settle() -> None:
    """Goes through everything once; what is still there then lives as long as the session, and no
    collection goes through it again.
    """
    gc.collect()
    gc.freeze()
