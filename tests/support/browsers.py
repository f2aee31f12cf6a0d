"""The browser of this machine: one for each worker, beside which no second one can start."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
# It looks for updates and for Google's hosts otherwise, and nothing here leaves this machine.
_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)


@contextmanager
def started_browser() -> Iterator[Browser]:
    """The browser of this machine; fails, saying so, when there is none."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    assert found is not None, "no Chromium here: install it, or leave out with --without browser"
    with sync_playwright() as playwright:
        # Without its sandbox, which root and many systems refuse: it sees our own pages alone.
        started = playwright.chromium.launch(
            executable_path=found, chromium_sandbox=False, args=list(_QUIET)
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a worker."""
    with started_browser() as started:
        yield started
