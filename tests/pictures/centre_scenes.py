"""Scenes of the centre in the settings of an administrator."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from console.errors import Unexpected
from console.stores.proven_act import ProofState
from services.contract.problems import CurrentState, ProblemCode
from tests.pictures.stage import Scene, Stage, nothing, refused
from tests.samples.centre import SampleCentre
from tests.samples.retention import OFFICER
from tests.samples.rows import NOW
from ui.settings.centre_dialogs import CredentialDialog
from ui.settings.contacts_dialog import ContactsDialog
from ui.settings.reminders_dialog import RemindersDialog
from ui.settings.texts_dialog import TextsDialog
from ui.settings.version_dialogs import HoursDialog, VersionDialog
from ui.shell import Shell


def _shell(stage: Stage) -> Shell:
    assert isinstance(stage.screen, Shell)
    return stage.screen


def centre_of(shell: Shell) -> SampleCentre:
    """The store behind the cards."""
    store = shell._desk.centre
    assert isinstance(store, SampleCentre)
    return store


def card(name: str, then: Scene = nothing) -> Scene:
    """The settings with a card at the top, and what is done there."""

    def show(stage: Stage) -> None:
        shell = _shell(stage)
        shell.settings_desk.reveal("centre")
        then(stage)
        screen = shell.settings_desk.screen
        assert screen is not None
        found = screen.findChild(QWidget, f"centre_{name}")
        assert found is not None
        # Behind what brings the first card to the top.
        QTimer.singleShot(
            0,
            screen,
            lambda: screen._scroll.verticalScrollBar().setValue(
                found.mapTo(screen._inside, QPoint()).y()
            ),
        )

    return show


def press(name: str, card: str = "opening_hours") -> Scene:
    """A button of a card."""

    def show(stage: Stage) -> None:
        screen = _shell(stage).settings_desk.screen
        assert screen is not None
        inside = screen.findChild(QWidget, f"centre_{card}")
        assert inside is not None
        buttons = [
            each for each in inside.findChildren(QPushButton, name) if each.isVisibleTo(inside)
        ]
        buttons[0].click()

    return show


def _hours(stage: Stage) -> None:
    press("centre_change")(stage)


def _dialog(stage: Stage, kind: type[VersionDialog] = HoursDialog) -> VersionDialog:
    found = _shell(stage).findChild(kind)
    assert isinstance(found, VersionDialog)
    return found


def _preview(stage: Stage) -> None:
    _hours(stage)
    dialog = _dialog(stage)
    dialog.fields[3].set_raw("8:00-12:30, 13:30-19:30")
    dialog._show_change()
    button = dialog.findChild(QPushButton, "centre_preview")
    assert isinstance(button, QPushButton)
    button.click()


def _wrong(stage: Stage) -> None:
    _hours(stage)
    dialog = _dialog(stage)
    dialog.fields[0].set_raw("18-8")
    dialog._go()


def _stale(stage: Stage) -> None:
    current = CurrentState(version=3, state="changed", by=OFFICER, at=NOW)
    error = refused(ProblemCode.VERSION_STALE, 412, current)
    centre_of(_shell(stage)).calls.faults["change"] = error
    _hours(stage)
    _dialog(stage)._go()


def _texts(stage: Stage) -> None:
    press("centre_change", "message_texts")(stage)


def _texts_wrong(stage: Stage) -> None:
    _texts(stage)
    dialog = _dialog(stage, TextsDialog)
    dialog.fields[2].set_raw("{centre} : voyez bit.ly, {prenom}. {emergency}")
    dialog._go()


def _texts_mail(stage: Stage) -> None:
    _texts(stage)
    _dialog(stage, TextsDialog).fields[0].set_raw("follow_up_ended.email.fr")


def _contacts_wrong(stage: Stage) -> None:
    press("centre_change", "contacts")(stage)
    dialog = _dialog(stage, ContactsDialog)
    dialog.fields[0].set_raw("Institut du Cancer")
    dialog._go()


def _reminders_wrong(stage: Stage) -> None:
    press("centre_change", "reminders")(stage)
    dialog = _dialog(stage, RemindersDialog)
    dialog.fields[1].set_raw("40")
    dialog._go()


def _made(stage: Stage) -> None:
    press("credential_new", "credentials")(stage)
    dialog = _shell(stage).findChild(CredentialDialog)
    assert isinstance(dialog, CredentialDialog)
    dialog.label.set_raw("DPI Kerlann")
    dialog.scope.set_raw("ingest")
    dialog._go()


def _proof(stage: Stage) -> None:
    press("credential_new", "credentials")(stage)
    store = centre_of(_shell(stage))
    store.acts.proof.state = ProofState.ASKED
    store.acts.proof.changed.emit()


def _unread(stage: Stage) -> None:
    centre_of(_shell(stage)).calls.faults["read"] = Unexpected(
        "unavailable", status=503, retryable=True
    )


def _error(stage: Stage) -> None:
    _unread(stage)
    card("opening_hours")(stage)


CENTRE_SCENES: Final[dict[str, Scene]] = {
    "centre": card("opening_hours"),
    "centre-history": card("opening_hours", press("centre_history")),
    "centre-units": card("units"),
    "centre-credentials": card("credentials"),
    "centre-hours": card("opening_hours", _hours),
    "centre-hours-preview": card("opening_hours", _preview),
    "centre-hours-wrong": card("opening_hours", _wrong),
    "centre-stale": card("opening_hours", _stale),
    "centre-idle": card("idle_lock", press("centre_change", "idle_lock")),
    "centre-contacts": card("contacts", press("centre_change", "contacts")),
    "centre-contacts-wrong": card("contacts", _contacts_wrong),
    "centre-reminders": card("reminders", press("centre_change", "reminders")),
    "centre-reminders-wrong": card("reminders", _reminders_wrong),
    "centre-sections": card("contacts"),
    "centre-texts": card("message_texts", _texts),
    "centre-texts-mail": card("message_texts", _texts_mail),
    "centre-texts-wrong": card("message_texts", _texts_wrong),
    "centre-undo": card("opening_hours", press("centre_undo")),
    "centre-asked": card("units", press("unit_asked", "units")),
    "centre-credential-made": card("credentials", _made),
    "centre-credential-proof": card("credentials", _proof),
    "centre-error": _error,
}
