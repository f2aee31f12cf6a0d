"""Where Qt's objects of the tests die: on the GUI thread, between two tests."""

import gc
import itertools
from collections.abc import Iterator

import pytest

_YOUNG = 1
# Of a test nearly everything dies by itself; looked for as often as usual it costs a tenth.
_SELDOM = (50_000, 20, 100)
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


def look_seldom() -> None:
    """Collections of this process come after so many objects, and not after 700."""
    gc.set_threshold(*_SELDOM)


def settle() -> None:
    """Goes through everything once; what is still there then lives as long as the session, and no
    collection goes through it again.
    """
    gc.collect()
    gc.freeze()
