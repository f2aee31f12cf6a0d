"""The centre's settings on the real service: what one administrator writes, everybody has."""

from collections.abc import Iterator
from typing import Any

import pytest
import shiboken6
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from console.client.http import Write
from console.stores.desk import TriageDesk
from console.stores.idle import IdleWatch
from services.contract.centre_settings import CentreSettingAsk
from services.contract.enums import Role
from services.contract.reminder_settings import RemindersContent
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


def test_the_lock_that_is_set_reaches_consoles_that_are_signed_in(qtbot, here, shell, sit_down):  # noqa: F811
    nurse = sit_down()
    watch = IdleWatch(nurse.session)
    nurse.session.lock_told.connect(watch.limit)
    rights = nurse.session.me.actions
    dialog = dialog_of(shell, "idle_lock", "centre_change")
    dialog.fields[0].set_raw("2")
    press(shell, "Ctrl+Return")
    qtbot.waitUntil(lambda: "Après 2 minutes" in said(shell))
    assert nurse.session.me.centre.idle_lock_min == 5

    # Ten minutes at most: whatever a console asks next gets it another token.
    nurse.pass_minutes(10)
    nurse.access.read()
    qtbot.waitUntil(lambda: nurse.session.me.centre.idle_lock_min == 2)
    assert watch._limit_s == 120
    assert nurse.session.me.actions == rights


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


def wait_for_card(qtbot, shell: Shell, text: str) -> None:
    """Until no dialog covers the cards, and one of them says so."""
    cards = child(shell, CentreSections, "settings_centre")
    qtbot.waitUntil(lambda: cards.dialog is None and text in said(shell))


def test_reminders_contacts_and_texts_are_written_shown_and_taken_up(qtbot, here, shell):
    dialog = dialog_of(shell, "reminders", "centre_change")
    dialog.fields[0].set_raw("36")
    dialog.fields[1].set_raw("")
    press(shell, "Ctrl+Return")
    wait_for_card(qtbot, shell, "Premier rappel après 36 h · alerte")
    dialog = dialog_of(shell, "contacts", "centre_change")
    dialog.fields[0].set_raw("CHU Kerlann")
    dialog.fields[1].set_raw("02 98 44 00 00")
    dialog.fields[-2].set_raw("aide@exemple.fr")
    press(shell, "Ctrl+Return")
    wait_for_card(qtbot, shell, "Nom public : CHU Kerlann")
    dialog = dialog_of(shell, "message_texts", "centre_change")
    dialog.fields[0].set_raw("reminder.sms.fr")
    dialog.fields[2].set_raw("{centre} : coucou, {link}. {emergency}")
    assert "CHU Kerlann : coucou, " in said(shell)
    press(shell, "Ctrl+Return")
    wait_for_card(qtbot, shell, "Un texte propre au centre : Relance (SMS, français)")

    dialog = dialog_of(shell, "message_texts", "centre_change")
    assert dialog.fields[2].raw() == "{centre} : coucou, {link}. {emergency}"


def test_a_number_that_nobody_can_dial_is_refused_under_its_field(qtbot, shell):
    dialog = dialog_of(shell, "contacts", "centre_change")
    dialog.fields[1].set_raw("02 98 44 00")
    press(shell, "Ctrl+Return")

    qtbot.waitUntil(lambda: "Ce numéro ne peut pas être composé." in said(shell))
    assert focused() is dialog.fields[1].control


def test_contacts_that_are_planned_are_taken_back(qtbot, shell):
    dialog = dialog_of(shell, "contacts", "centre_change")
    dialog.fields[1].set_raw("15")
    dialog.day.set_raw("31/12/2025")
    press(shell, "Ctrl+Return")
    wait_for_card(qtbot, shell, "Prévu | Nom public : le nom du centre · Téléphone : 15")
    dialog_of(shell, "contacts", "centre_undo")
    press(shell, "Ctrl+Return")
    qtbot.waitUntil(lambda: "Prévu" not in said(shell))


def test_who_was_late_is_told_and_nothing_is_lost(qtbot, here, shell):
    dialog = dialog_of(shell, "reminders", "centre_change")
    ask = CentreSettingAsk(content=RemindersContent(section="reminders", hours=[48]))
    here.session.api.centre.change(ask, Write(version=0))
    dialog.fields[0].set_raw("20")
    press(shell, "Ctrl+Return")

    qtbot.waitUntil(lambda: "vient de changer ce réglage" in said(shell))
    assert dialog.fields[0].raw() == "20"
