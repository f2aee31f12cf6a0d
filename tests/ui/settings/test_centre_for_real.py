"""The centre's settings on the real service: what one administrator writes, everybody has."""

from collections.abc import Iterator
from typing import Any

import pytest
import shiboken6
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from console.stores.desk import TriageDesk
from services.contract.enums import Role
from tests.console.workstation import SitDown, sit_down  # noqa: F401
from tests.support.sign_in import make_person
from tests.support.typography import plain
from tests.support.ui_parts import child, focused, press, visible_texts
from ui.settings.centre_dialogs import CredentialDialog
from ui.settings.centre_section import CentreSections
from ui.shell import Shell


@pytest.fixture
def here(sit_down: SitDown, sqlite_service):  # noqa: F811
    """An administrator who has just signed in."""
    return sit_down(make_person(sqlite_service, Role.ADMIN))


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
    qtbot.waitUntil(lambda: "Unité 1" in said(frame))
    yield frame
    desk.stop()
    shiboken6.delete(frame)


def said(frame: Shell) -> str:
    """Everything readable."""
    return plain(" | ".join(visible_texts(frame)))


def dialog_of(shell: Shell, card: str, name: str) -> Any:
    """The dialog behind a button of a card."""
    inside = child(shell, QWidget, f"centre_{card}")
    button = next(each for each in inside.findChildren(QPushButton, name) if each.isVisible())
    button.setFocus()
    press(shell, "Space")
    dialog = child(shell, CentreSections, "settings_centre").dialog
    assert dialog is not None
    return dialog


def test_the_lock_that_is_set_is_that_of_whoever_signs_in(qtbot, here, shell, sit_down):  # noqa: F811
    dialog = dialog_of(shell, "idle_lock", "centre_change")
    dialog.fields[0].set_raw("2")
    press(shell, "Ctrl+Return")
    qtbot.waitUntil(lambda: "Après 2 minutes" in said(shell))

    nurse = sit_down()
    assert nurse.session.me.centre.idle_lock_min == 2


def test_hours_are_looked_at_planned_and_taken_back(qtbot, shell):
    dialog = dialog_of(shell, "opening_hours", "centre_change")
    for field in dialog.fields[:5]:
        field.set_raw("8:00-18:00")
    for field in dialog.fields[5:7]:
        field.set_raw("")
    dialog.fields[7].set_raw("FR")
    child(dialog, QPushButton, "centre_preview").click()
    qtbot.waitUntil(lambda: "Fermeture la plus longue sur un an" in said(shell))
    press(shell, "Ctrl+Return")
    qtbot.waitUntil(lambda: "Prévu | lundi à vendredi : 08:00-18:00" in said(shell))

    dialog_of(shell, "opening_hours", "centre_undo")
    press(shell, "Ctrl+Return")
    qtbot.waitUntil(lambda: "Prévu" not in said(shell))


def test_hours_that_close_for_too_long_are_refused_in_words(qtbot, shell):
    dialog = dialog_of(shell, "opening_hours", "centre_change")
    for field in dialog.fields[1:7]:
        field.set_raw("")
    press(shell, "Ctrl+Return")

    qtbot.waitUntil(lambda: "fermé trop longtemps de suite" in said(shell))
    assert focused() is dialog.fields[0].control


def test_a_unit_is_added_ordered_and_closed(qtbot, shell):
    dialog = dialog_of(shell, "units", "unit_new")
    dialog.name.set_raw("Salle 5")
    press(shell, "Ctrl+Return")
    qtbot.waitUntil(lambda: "Salle 5" in said(shell))
    units = child(shell, QWidget, "centre_units")
    end = next(
        each
        for each in units.findChildren(QPushButton, "unit_end")
        if each.isVisible() and each.isEnabled()
    )
    end.setFocus()
    press(shell, "Space")
    press(shell, "Ctrl+Return")
    qtbot.waitUntil(lambda: "Salle 5 | Fermée" in said(shell))


def test_a_secret_of_a_machine_comes_after_a_proof_and_is_gone_with_its_dialog(qtbot, here, shell):
    here.pass_minutes(6)
    dialog = dialog_of(shell, "credentials", "credential_new")
    assert isinstance(dialog, CredentialDialog)
    dialog.label.set_raw("DPI")
    dialog.scope.set_raw("ingest")
    press(shell, "Ctrl+Return")
    qtbot.waitUntil(lambda: focused().objectName() == "proof_password")
    QTest.keyClicks(focused(), here.person.password)
    press(shell, "Return")
    QTest.keyClicks(focused(), here.person.code())
    press(shell, "Return")
    qtbot.waitUntil(lambda: focused().objectName() == "centre_token")
    token = focused().accessibleName().split("1: ")[1]
    used = here.person.service.client.get(
        "/api/v1/questionnaires/vigie-weekly/versions/1.0.0",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert used.status_code != 401
    dialog.leave.click()

    qtbot.waitUntil(lambda: "DPI" in said(shell))
    assert token not in said(shell)
