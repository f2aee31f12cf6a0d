"""The whole way on the real service, as a hand goes it: settings, proof, codes, sessions."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from console.session import SessionState
from console.stores.desk import TriageDesk
from tests.console.workstation import SitDown, sit_down  # noqa: F401
from tests.support.typography import plain
from tests.support.ui_parts import child, focused, press, visible_texts
from ui.shell import Shell


@pytest.fixture
def here(sit_down: SitDown):  # noqa: F811
    """A nurse who has just signed in."""
    return sit_down()


@pytest.fixture
def shell(qtbot, here, jobs, theme, settings, wording) -> Iterator[Shell]:
    """Their window, on the settings."""
    desk = TriageDesk(jobs, here.session, here.connection)
    frame = Shell(here.session, settings, desk, theme, wording)
    desk.setParent(frame)
    here.session.state_changed.connect(desk.stop)
    frame.resize(1366, 688)
    frame.show()
    frame.activateWindow()
    frame.go_to("settings")
    qtbot.waitUntil(lambda: "Cette session" in said(frame))
    yield frame
    desk.stop()
    shiboken6.delete(frame)


def said(frame: Shell) -> str:
    """Everything readable."""
    return plain(" | ".join(visible_texts(frame)))


def test_from_an_old_proof_to_ten_codes_and_nothing_left(qtbot, here, shell):
    here.pass_minutes(6)
    child(shell, QPushButton, "codes_make").setFocus()
    press(shell, "Space")
    qtbot.waitUntil(lambda: focused().objectName() == "proof_password")
    QTest.keyClicks(focused(), "faux-Brume-77")
    press(shell, "Return")
    QTest.keyClicks(focused(), here.person.code())
    press(shell, "Return")
    qtbot.waitUntil(lambda: "Mot de passe ou code non reconnu." in said(shell))
    QTest.keyClicks(focused(), here.person.password)
    press(shell, "Return")
    QTest.keyClicks(focused(), here.person.code())
    press(shell, "Return")

    qtbot.waitUntil(lambda: focused().objectName() == "codes_sheet")
    spoken = focused().accessibleName()
    qtbot.waitUntil(lambda: "10 codes restants" in said(shell))
    assert [field.text() for field in shell.findChildren(QLineEdit)] == [""] * len(
        shell.findChildren(QLineEdit)
    )
    codes = [each.split(": ")[1] for each in spoken.split(". ")[1:]]
    assert len(set(codes)) == 10
    child(shell, QPushButton, "codes_kept").click()
    assert not any(code in said(shell) for code in codes)
    opened = here.person.signs_in(code=codes[9])
    assert opened.json()["recovery_codes_left"] == 9


def test_another_session_is_ended_by_keyboard_and_at_once(qtbot, here, shell, sit_down):  # noqa: F811
    other = sit_down(here.person)
    child(shell, QPushButton, "sessions_refresh").click()
    qtbot.waitUntil(lambda: child(shell, QPushButton, "sessions_end_others").isVisible())
    ends = shell.findChildren(QPushButton, "session_end")
    next(end for end in ends if end.isVisible()).setFocus()
    press(shell, "Space")

    qtbot.waitUntil(lambda: "Aucune autre session n'est ouverte." in said(shell))
    assert plain(shell.toasts.toasts[-1].accessibleName()) == "1 session fermée."
    with qtbot.waitSignal(other.session.state_changed):
        other.access.read()
    assert other.session.state is SessionState.ENDED
    assert child(shell, QWidget, "settings_sessions").isAncestorOf(focused())
