"""The centre in the settings of an administrator: what counts, another version, units, machines."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import shiboken6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from console.errors import Offline
from services.contract.centre_settings import IdleLockContent, OpeningHoursContent, OpenInterval
from services.contract.enums import CredentialScope
from services.contract.problems import CurrentState, ProblemCode
from tests.pictures.stage import refused
from tests.samples.centre import LE_GOFF, MOREL, TOKEN
from tests.samples.retention import OFFICER
from tests.samples.roles import admin
from tests.samples.rows import NOW
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, make_parts, press, visible_texts
from ui.settings.centre_dialogs import AskedDialog, CredentialDialog, UnitDialog
from ui.settings.centre_section import CentreSections
from ui.settings.version_dialogs import HoursDialog, IdleDialog


@pytest.fixture
def shown(qtbot, theme, settings, wording) -> Iterator[Parts]:
    """The settings of an administrator, in front."""
    made = make_parts(theme, settings, wording, *admin())
    made.shell.resize(1366, 688)
    made.shell.show()
    made.shell.activateWindow()
    made.shell.go_to("settings")
    yield made
    shiboken6.delete(made.shell)


def sections(parts: Parts) -> CentreSections:
    """The cards."""
    return child(parts.shell, CentreSections, "settings_centre")


def said(parts: Parts, card: str) -> str:
    """Everything readable of a card."""
    return plain(" | ".join(visible_texts(child(parts.shell, QWidget, f"centre_{card}"))))


def button(parts: Parts, card: str, name: str, place: int = 0) -> QPushButton:
    """A button of a card that stands there now."""
    inside = child(parts.shell, QWidget, f"centre_{card}")
    found = [each for each in inside.findChildren(QPushButton, name) if each.isVisible()]
    return found[place]


def open_(parts: Parts, card: str, name: str, place: int = 0) -> Any:
    """The dialog behind a button, by keyboard."""
    button(parts, card, name, place).setFocus()
    press(parts.shell, "Space")
    dialog = sections(parts).dialog
    assert dialog is not None
    return dialog


def test_a_nurse_sees_nothing_of_it_and_nothing_is_asked(parts):
    parts.shell.go_to("settings")

    assert not sections(parts).isVisible()
    assert parts.centre.centre is None


def test_what_counts_and_what_is_planned_stand_with_who_wrote_it(shown):
    text = said(shown, "opening_hours")

    assert "lundi à vendredi : 08:00-18:00 · samedi à dimanche : fermé" in text
    assert "Prévu | lundi à mercredi" in text
    assert "Autres jours fermés : 26-déc.-2025" in text
    assert "par Solenn Abgrall" in text


def test_another_lock_is_written_by_keyboard_for_the_revision_that_was_seen(shown):
    dialog = open_(shown, "idle_lock", "centre_change")
    assert isinstance(dialog, IdleDialog)
    assert focused() is dialog.fields[0].control
    dialog.fields[0].set_raw("3")
    press(shown.shell, "Ctrl+Return")

    (ask, revision) = shown.centre.calls.asked[0]
    assert (ask.content, ask.effective_on, revision) == (
        IdleLockContent(section="idle_lock", minutes=3),
        None,
        1,
    )
    assert sections(shown).dialog is None
    assert "Après 3 minutes" in said(shown, "idle_lock")
    assert [plain(each.accessibleName()) for each in shown.shell.toasts.toasts] == ["Enregistré."]


@pytest.mark.parametrize("typed", ["", "0", "16", "cinq", "2,5"])
def test_a_lock_out_of_bounds_stays_here(shown, typed):
    dialog = open_(shown, "idle_lock", "centre_change")
    dialog.fields[0].set_raw(typed)
    press(shown.shell, "Ctrl+Return")

    assert shown.centre.calls.asked == []
    assert focused() is dialog.fields[0].control


def test_hours_are_typed_and_seen_before_and_after(shown):
    dialog = open_(shown, "opening_hours", "centre_change")
    assert isinstance(dialog, HoursDialog)
    dialog.fields[5].set_raw("9h-12h30, 14:00-17:00")
    dialog.fields[8].set_raw("24/12/2025\n31/12/2025")
    dialog.day.set_raw("01/12/2025")
    dialog.fields[0].control.setFocus()
    press(shown.shell, "Tab")
    change = plain(child(dialog, QWidget, "centre_change").property("text"))
    assert "Avant : lundi à vendredi : 08:00-18:00" in change
    assert "samedi : 09:00-12:30, 14:00-17:00" in change
    press(shown.shell, "Ctrl+Return")

    (ask, revision) = shown.centre.calls.asked[0]
    assert isinstance(ask.content, OpeningHoursContent)
    assert ask.content.days[5] == [
        OpenInterval(opens="09:00", closes="12:30"),
        OpenInterval(opens="14:00", closes="17:00"),
    ]
    assert ask.content.closed_days == [date(2025, 12, 24), date(2025, 12, 31)]
    assert (ask.effective_on, revision) == (date(2025, 12, 1), 2)


@pytest.mark.parametrize(
    ("field", "typed"),
    [(0, "18-8"), (0, "8h-"), (0, "8-12, 11-18"), (0, "8-25"), (8, "31/02/2026"), (8, "12/2025")],
)
def test_what_says_no_hours_or_day_is_told_under_its_field(shown, field, typed):
    dialog = open_(shown, "opening_hours", "centre_change")
    dialog.fields[field].set_raw(typed)
    press(shown.shell, "Ctrl+Return")

    assert shown.centre.calls.asked == []
    assert focused() is dialog.fields[field].control
    press(shown.shell, "Escape")
    assert sections(shown).dialog is None


def test_what_hours_would_do_is_seen_and_nothing_is_written(shown):
    dialog = open_(shown, "opening_hours", "centre_change")
    child(dialog, QPushButton, "centre_preview").click()

    text = plain(" | ".join(visible_texts(dialog)))
    assert "Fermeture la plus longue sur un an : 110 h" in text
    assert "sam. 22-nov.-2025 : fermé" in text
    assert shown.centre.calls.asked == []


def test_the_second_administrator_is_told_who_was_faster_and_keeps_what_was_typed(shown):
    current = CurrentState(version=3, state="changed", by=OFFICER, at=NOW)
    error = refused(ProblemCode.VERSION_STALE, 412, current)
    shown.centre.calls.faults["change"] = error
    dialog = open_(shown, "idle_lock", "centre_change")
    dialog.fields[0].set_raw("9")
    press(shown.shell, "Ctrl+Return")

    assert "Solenn Abgrall vient de changer ce réglage." in plain(" ".join(visible_texts(dialog)))
    assert dialog.fields[0].raw() == "9"


def test_a_planned_version_is_taken_back_after_a_question(shown):
    dialog = open_(shown, "opening_hours", "centre_undo")
    assert focused() is dialog.leave
    press(shown.shell, "Escape")
    assert shown.centre.calls.asked == []
    dialog = open_(shown, "opening_hours", "centre_undo")
    press(shown.shell, "Ctrl+Return")

    (ask, revision) = shown.centre.calls.asked[0]
    assert (ask.section.value, ask.version, revision) == ("opening_hours", 2, 2)
    assert "Prévu" not in said(shown, "opening_hours")


def test_the_history_unfolds_and_an_old_version_is_used_again(shown):
    assert "Version 1" not in said(shown, "opening_hours")
    button(shown, "opening_hours", "centre_history").setFocus()
    press(shown.shell, "Space")
    assert "Version 2 · prévue" in said(shown, "opening_hours")
    dialog = open_(shown, "opening_hours", "centre_again")

    assert dialog.fields[3].raw() == "08:00-19:30"
    assert dialog.fields[8].raw() == "26/12/2025"


def test_only_an_empty_unit_can_be_closed_and_the_others_say_why(shown):
    ends = [button(shown, "units", "unit_end", place) for place in range(3)]
    assert [each.isEnabled() for each in ends] == [False, False, True]
    assert "Quelqu'un y travaille" in plain(ends[0].accessibleDescription())
    open_(shown, "units", "unit_end", 2)
    press(shown.shell, "Ctrl+Return")
    assert shown.centre.calls.asked == [("end", "", 1)]


def test_a_unit_is_added_and_renamed(shown):
    dialog = open_(shown, "units", "unit_new")
    assert isinstance(dialog, UnitDialog)
    press(shown.shell, "Ctrl+Return")
    assert shown.centre.calls.asked == []
    dialog.name.set_raw(" Salle 5 ")
    press(shown.shell, "Ctrl+Return")
    dialog = open_(shown, "units", "unit_name")
    dialog.name.set_raw("HDJ")
    press(shown.shell, "Ctrl+Return")

    assert shown.centre.calls.asked == [("create", "Salle 5", None), ("rename", "HDJ", 1)]


def test_who_is_asked_is_put_in_order_and_nobody_twice(shown):
    dialog = open_(shown, "units", "unit_asked")
    assert isinstance(dialog, AskedDialog)
    assert [each.raw() for each in dialog.places] == [str(MOREL.id), str(LE_GOFF.id)]
    dialog.places[0].set_raw(str(LE_GOFF.id))
    press(shown.shell, "Ctrl+Return")
    assert shown.centre.calls.asked == []
    dialog.places[1].set_raw(str(MOREL.id))
    press(shown.shell, "Ctrl+Return")

    assert shown.centre.calls.asked == [("asked", [LE_GOFF.id, MOREL.id], 3)]


def test_a_secret_is_shown_once_copied_and_gone(shown):
    dialog = open_(shown, "credentials", "credential_new")
    assert isinstance(dialog, CredentialDialog)
    dialog.label.set_raw("DPI")
    dialog.scope.set_raw("ingest")
    press(shown.shell, "Ctrl+Return")
    assert shown.centre.calls.asked[0].scope is CredentialScope.INGEST
    assert TOKEN in " ".join(visible_texts(dialog))
    dialog.submit.click()
    assert QGuiApplication.clipboard().text() == TOKEN
    dialog.leave.click()

    assert sections(shown).dialog is None
    assert TOKEN not in " ".join(visible_texts(shown.shell))
    # The curtain of a lock takes the copy along.
    shown.shell.set_locked(True)
    assert QGuiApplication.clipboard().text() == ""


def test_a_credential_is_revoked_and_one_that_is_over_is_not(shown):
    assert "révoqué" in said(shown, "credentials")
    inside = child(shown.shell, QWidget, "centre_credentials")
    assert (
        len([e for e in inside.findChildren(QPushButton, "credential_revoke") if e.isVisible()])
        == 1
    )
    open_(shown, "credentials", "credential_revoke")
    press(shown.shell, "Ctrl+Return")
    assert shown.centre.calls.asked[0][0] == "revoke"


def test_offline_nothing_is_written_and_the_reason_is_told(shown):
    shown.connection.go_offline(3)

    for card, name in (
        ("opening_hours", "centre_change"),
        ("units", "unit_new"),
        ("credentials", "credential_new"),
    ):
        assert not button(shown, card, name).isEnabled()
        assert "Hors connexion" in button(shown, card, name).accessibleDescription()


def test_settings_that_could_not_be_had_say_so_and_what_was_known_stays(shown):
    shown.centre.calls.faults["read"] = Offline("ConnectError")
    shown.centre.read()

    assert "Indisponible. Service injoignable." in plain(" ".join(visible_texts(sections(shown))))
    assert "08:00-18:00" in said(shown, "opening_hours")


@pytest.mark.parametrize(
    ("last_day", "words"),
    [
        (None, "En cours, sans date de fin"),
        (
            NOW.date(),
            "Se termine le 18-nov.-2025 | À partir du lendemain, le centre est en lecture",
        ),
        (date(2026, 6, 30), "Se termine le 30-juin-2026"),
        (
            date(2025, 11, 17),
            "Terminé, dernier jour : 17-nov.-2025 | Le centre est en lecture seule",
        ),
    ],
)
def test_the_contract_says_until_when_it_runs_and_what_its_end_means(shown, last_day, words):
    shown.centre.calls.last_day = last_day
    shown.centre.read()

    assert words in said(shown, "contract")
    assert not child(shown.shell, QWidget, "centre_contract").findChildren(QPushButton)
