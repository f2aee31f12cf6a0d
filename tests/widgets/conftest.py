"""One theme for all widget tests, put back to its defaults before each."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from tests.support.garbage import nobody_else_collects  # noqa: F401
from widgets.theme import Density, Theme, ThemeMode


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Off-screen there is no window manager to tell a size to, and Qt warns of it."""
    for item in items:
        if item.path.parent.name == "widgets":
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


@pytest.fixture(scope="session")
def session_theme(qapp: QApplication) -> Theme:
    return Theme(qapp, ThemeMode.LIGHT)


@pytest.fixture(autouse=True)
def _bury_the_dead(nobody_else_collects: None) -> Iterator[None]:  # noqa: F811
    """Delete what a test closed; without a running event loop Qt would keep it to the end."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def theme(session_theme: Theme) -> Theme:
    session_theme.set_reduced_motion(None)
    session_theme.set_density(Density.COMFORT)
    session_theme.set_text_scale_pct(100)
    session_theme.set_mode(ThemeMode.LIGHT)
    return session_theme
