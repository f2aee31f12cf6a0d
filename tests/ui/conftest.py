"""Fixtures of the screens: one theme, settings of the test's own, a frame on sample stores."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from console.session import Session
from console.settings import Settings
from resources.wording import Wording
from tests.console.conftest import (  # noqa: F401  the stand-in service and the real stores
    connection,
    desk,
    jobs,
    missing_words_raise,
    root,
    service,
    session,
    signed_in,
    steady,
)
from tests.samples.rows import me
from tests.support.garbage import nobody_else_collects  # noqa: F401
from tests.support.ui_parts import Parts, make_parts
from tests.ui.shell.house import House
from ui.shell import Shell
from widgets.theme import Density, Theme, ThemeMode


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Off-screen there is no window manager to tell a size to, and Qt warns of it."""
    here = f"{Path(__file__).parent}{os.sep}"
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


@pytest.fixture(scope="session")
def one_theme(qapp: QApplication) -> Theme:
    """Qt keeps one look for the whole process."""
    return Theme(qapp, ThemeMode.LIGHT)


@pytest.fixture
def theme(one_theme: Theme) -> Theme:
    """The look, as it begins."""
    if one_theme.density is not Density.COMFORT:
        one_theme.set_density(Density.COMFORT)
    if one_theme.text_scale_pct != 100:
        one_theme.set_text_scale_pct(100)
    if one_theme.mode is not ThemeMode.LIGHT:
        one_theme.set_mode(ThemeMode.LIGHT)
    return one_theme


@pytest.fixture(autouse=True)
def _bury_the_dead(nobody_else_collects: None) -> Iterator[None]:  # noqa: F811
    """Delete what a test closed; without a running event loop Qt would keep it to the end."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of an unused workstation."""
    return Settings(tmp_path / "console.ini")


@pytest.fixture(scope="session")
def wording() -> Wording:
    """French; what it has said once it keeps."""
    return Wording("fr")


@pytest.fixture
def unbegun(qtbot, theme: Theme, settings: Settings, wording: Wording) -> Iterator[Parts]:
    """The frame on the sample queue, before it is known which notices wait."""
    made = make_parts(theme, settings, wording)
    made.shell.resize(1366, 688)
    made.shell.show()
    made.shell.activateWindow()
    made.shell.take_focus()
    qtbot.waitUntil(lambda: made.details.shown.alert is not None)
    yield made
    # As at the end of a session: no field is destroyed with the keyboard in it.
    made.shell.hide()
    shiboken6.delete(made.shell)


@pytest.fixture
def parts(unbegun: Parts) -> Parts:
    """The frame on the sample queue, on screen, with the keyboard on the list."""
    # Until they are here, every event of the application is looked at.
    unbegun.notices.arrived.emit()
    return unbegun


@pytest.fixture
def house(theme: Theme, settings: Settings) -> Iterator[House]:
    """The whole window with the sign-in screen."""
    made = House(theme, settings)
    made.window.show()
    yield made
    shiboken6.delete(made.window)


@pytest.fixture
def nurse(signed_in: Session) -> Session:  # noqa: F811
    """The nurse of the stand-in service with every right of triage."""
    assert signed_in.me is not None
    signed_in.me = signed_in.me.model_copy(update={"actions": me().actions})
    return signed_in


@pytest.fixture
def real(qtbot, nurse: Session, desk, theme, settings, wording) -> Iterator[Shell]:  # noqa: F811
    """The frame on the real stores, which talk to the stand-in service."""
    shell = Shell(nurse, settings, desk, theme, wording)
    shell.resize(1366, 688)
    shell.show()
    shell.activateWindow()
    shell.take_focus()
    qtbot.waitUntil(lambda: desk.details.shown.alert is not None)
    yield shell
    shiboken6.delete(shell)
