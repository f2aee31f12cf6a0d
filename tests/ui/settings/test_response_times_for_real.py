"""Response times on the real service: one oncologist asks, another sees the same and approves."""

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from console.stores.desk import TriageDesk
from services.contract.approvals import ApprovalState
from services.contract.enums import Role
from tests.console.workstation import SitDown, Workstation, sit_down  # noqa: F401
from tests.support.sign_in import make_person
from tests.support.typography import plain
from tests.support.ui_parts import child, focused, press, visible_texts
from ui.settings.response_dialog import ResponseDialog
from ui.settings.response_section import ResponseSection
from ui.shell import Shell

Opens = Callable[[Workstation], Shell]


@pytest.fixture
def opens(qtbot, jobs, theme, settings, wording) -> Iterator[Opens]:
    """The window of somebody who has just signed in."""
    frames: list[tuple[Shell, TriageDesk]] = []

    def _open(here: Workstation) -> Shell:
        desk = TriageDesk(jobs, here.session, here.connection)
        frame = Shell(here.session, settings, desk, theme, wording)
        desk.setParent(frame)
        frames.append((frame, desk))
        frame.resize(1366, 688)
        frame.show()
        frame.activateWindow()
        return frame

    yield _open
    for frame, desk in frames:
        desk.stop()
        shiboken6.delete(frame)


def _said(frame: Shell) -> str:
    return plain(" | ".join(visible_texts(frame)))


def test_what_one_asks_another_approves_and_both_read_it(qtbot, sit_down, opens, sqlite_service):  # noqa: F811
    asks = sit_down(make_person(sqlite_service, Role.ONCOLOGIST))
    frame = opens(asks)
    frame.go_to("settings")
    qtbot.waitUntil(lambda: "critique : 2 h" in _said(frame))
    section = child(frame, ResponseSection, "settings_response_times")
    asks.pass_minutes(6)
    button = next(e for e in section.findChildren(QPushButton, "centre_change") if e.isVisible())
    button.setFocus()
    press(frame, "Space")
    dialog = section.dialog
    assert isinstance(dialog, ResponseDialog)
    dialog.fields[1].set_raw("90")
    dialog.fields[5].set_raw("Une infirmière de plus")
    press(frame, "Ctrl+Return")
    qtbot.waitUntil(lambda: focused().objectName() == "proof_password")
    QTest.keyClicks(focused(), asks.person.password)
    press(frame, "Return")
    QTest.keyClicks(focused(), asks.person.code())
    press(frame, "Return")
    qtbot.waitUntil(lambda: "Une demande attend une seconde personne" in _said(frame))

    decides = sit_down(make_person(sqlite_service, Role.ONCOLOGIST))
    other = opens(decides)
    store = other._desk.approvals
    other.approvals.open()
    qtbot.waitUntil(lambda: "2 h → 1 h 30" in _said(other))
    store.approve(store.items[0])
    qtbot.waitUntil(lambda: store.items[0].state is ApprovalState.APPROVED)
    other.go_to("settings")
    qtbot.waitUntil(lambda: "critique : 1 h 30" in _said(other))
    assert "Avec l'accord de" in _said(other)
