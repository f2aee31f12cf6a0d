"""Reminders, contacts and texts of messages in the settings of an administrator."""

from collections.abc import Iterator
from typing import Any

import pytest
import shiboken6
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from services.contract.contact_settings import ContactsContent, UnitPhone
from services.contract.message_texts import MessageTextsContent
from services.contract.reminder_settings import RemindersContent
from tests.samples.centre import UNITS
from tests.samples.roles import admin
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, make_parts, press, visible_texts
from tests.ui.settings.test_centre import open_, said, sections
from ui.settings.contacts_dialog import ContactsDialog
from ui.settings.reminders_dialog import RemindersDialog
from ui.settings.texts_dialog import TextsDialog

Underline = QTextCharFormat.UnderlineStyle


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


def sent(parts: Parts) -> Any:
    """The content that was written; there is one."""
    [(ask, _revision)] = parts.centre.calls.asked
    return ask.content


def texts_dialog(parts: Parts) -> TextsDialog:
    """The dialog of the texts."""
    dialog = open_(parts, "message_texts", "centre_change")
    assert isinstance(dialog, TextsDialog)
    return dialog


def of(dialog: Any, name: str) -> Any:
    """A field by its name."""
    return next(each for each in dialog.fields if each.name == name)


def label(dialog: Any, name: str) -> str:
    """What a label of the dialog says."""
    return plain(child(dialog, QLabel, name).text())


# Reminders


def test_the_card_says_when_reminders_leave_and_that_the_alert_stays(shown):
    text = said(shown, "reminders")

    assert "Premier rappel après 24 h · second rappel après 48 h" in text
    assert "alerte de non-réponse après 72 h" in text
    assert "elle ne se règle pas" in text


@pytest.mark.parametrize(("second", "hours"), [("", [36]), ("48", [12, 48])])
def test_one_reminder_or_two_are_written_by_keyboard(shown, second, hours):
    dialog = open_(shown, "reminders", "centre_change")
    assert isinstance(dialog, RemindersDialog)
    assert focused() is dialog.fields[0].control
    dialog.fields[0].set_raw(str(hours[0]))
    dialog.fields[1].set_raw(second)
    press(shown.shell, "Ctrl+Return")

    assert sent(shown) == RemindersContent(section="reminders", hours=hours)
    assert sections(shown).dialog is None


@pytest.mark.parametrize(
    ("first", "second", "place", "told"),
    [
        ("", "48", 0, ""),
        ("11", "", 0, "De 12 à 48 heures."),
        ("24", "49", 1, "De 12 à 48 heures."),
        ("24", "47", 1, "Au moins 24 h entre deux rappels."),
        ("48", "24", 1, "Au moins 24 h entre deux rappels."),
        ("2,5", "", 0, ""),
    ],
)
def test_reminders_that_may_not_be_stay_here(shown, first, second, place, told):
    dialog = open_(shown, "reminders", "centre_change")
    dialog.fields[0].set_raw(first)
    dialog.fields[1].set_raw(second)
    press(shown.shell, "Ctrl+Return")

    assert shown.centre.calls.asked == []
    assert focused() is dialog.fields[place].control
    assert told in plain(" ".join(visible_texts(dialog)))


# Contacts


def test_contacts_are_shown_and_written_with_those_of_units(shown):
    text = said(shown, "contacts")
    assert "Téléphone : 02 98 44 00 00" in text
    assert "Une unité a son propre numéro." in text
    assert "Fin de suivi : aide@exemple.fr" in text
    dialog = open_(shown, "contacts", "centre_change")
    assert isinstance(dialog, ContactsDialog)
    of(dialog, str(UNITS[0])).set_raw(" 3624 ")
    of(dialog, str(UNITS[1])).set_raw("")
    of(dialog, "info_email").set_raw("info@exemple.fr")
    press(shown.shell, "Ctrl+Return")

    content = sent(shown)
    assert isinstance(content, ContactsContent)
    assert content.units == [UnitPhone(unit_id=UNITS[0], phone="3624")]
    assert (content.phone, content.info_email) == ("02 98 44 00 00", "info@exemple.fr")


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("phone", "", ""),
        ("public_name", "Institut du Cancer", "parle de santé"),
        ("help_email", "aide", "Ce n'est pas une adresse e-mail."),
    ],
)
def test_contacts_that_may_not_be_stay_here(shown, name, typed, told):
    dialog = open_(shown, "contacts", "centre_change")
    of(dialog, name).set_raw(typed)
    press(shown.shell, "Ctrl+Return")

    assert shown.centre.calls.asked == []
    assert focused() is of(dialog, name).control
    assert told in plain(" ".join(visible_texts(dialog)))


# Texts of messages


def test_the_card_names_what_is_not_the_original(shown):
    assert "Un texte propre au centre : Relance (SMS, français)" in said(shown, "message_texts")


def test_a_text_is_changed_counted_and_previewed(shown):
    dialog = texts_dialog(shown)
    assert of(dialog, "which").raw() == "reminder.sms.fr"
    before = label(dialog, "centre_text_count")
    of(dialog, "body").set_raw("{centre} : coucou, {link}. {emergency}")
    after = label(dialog, "centre_text_count")

    assert before.startswith("Au plus long : ")
    assert after == "Au plus long : 76 sur 160 caractères d'un SMS"
    assert label(dialog, "centre_text_example") == (
        "Le patient lira : CHU de Kerlann : coucou, suivi.exemple.fr. Urgence : 15."
    )
    press(shown.shell, "Ctrl+Return")
    content = sent(shown)
    assert isinstance(content, MessageTextsContent)
    [text] = content.texts
    assert (text.kind, text.channel, text.language, text.subject) == (
        "reminder", "sms", "fr", None
    )  # fmt: skip
    assert text.body == "{centre} : coucou, {link}. {emergency}"


def test_several_messages_are_changed_together_and_a_mail_has_a_subject(shown):
    dialog = texts_dialog(shown)
    assert not of(dialog, "subject").isVisible()
    of(dialog, "which").set_raw("invitation.email.en")
    assert of(dialog, "subject").isVisible()
    of(dialog, "subject").set_raw("Your code")
    of(dialog, "body").set_raw("Hello,\nyour code is {code}, for {link}.")
    of(dialog, "which").set_raw("reminder.sms.fr")
    of(dialog, "which").set_raw("invitation.email.en")
    assert of(dialog, "subject").raw() == "Your code"
    press(shown.shell, "Ctrl+Return")

    kinds = [(each.kind.value, each.channel, each.subject) for each in sent(shown).texts]
    assert kinds == [("invitation", "email", "Your code"), ("reminder", "sms", None)]


def test_looking_at_every_message_changes_none(shown):
    dialog = texts_dialog(shown)
    combo = of(dialog, "which").control
    assert combo.count() == 36
    for place in range(combo.count()):
        combo.setCurrentIndex(place)
        assert "inconnue" not in label(dialog, "centre_text_count"), combo.currentText()
    press(shown.shell, "Ctrl+Return")

    assert len(sent(shown).texts) == 1


def test_the_original_is_put_back(shown):
    dialog = texts_dialog(shown)
    restore = child(dialog, QPushButton, "centre_text_restore")
    assert restore.isEnabled()
    restore.setFocus()
    press(shown.shell, "Space")
    assert "rappel, votre questionnaire de la semaine" in of(dialog, "body").raw()
    assert not restore.isEnabled()
    press(shown.shell, "Ctrl+Return")

    assert sent(shown).texts == []
    assert "Textes d'origine" in said(shown, "message_texts")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("{centre} : {emergency}", "Un champ obligatoire manque : {link}"),
        ("{centre} {link} {emergency} {patient}", "n'existe pas pour ce message : {patient}"),
        ("{centre} {link}.evil.com {emergency}", "Rien ne touche un champ"),
        ("{centre} {link} {emergency} bit.ly", "Aucune adresse ne se tape à la main"),
        ("{centre} {link} {emergency} 02 98 44", "Aucun numéro ne se tape à la main"),
        ("{centre} {link} {emergency} 日本", "Un caractère n'existe pas dans un SMS."),
        ("{centre} {link} {emergency} " + "a" * 95, "Trop long, une fois les champs remplis."),
        ("", "Il faut un texte."),
    ],
)
def test_a_text_that_may_not_leave_stays_here_and_says_why(shown, typed, told):
    dialog = texts_dialog(shown)
    of(dialog, "body").set_raw(typed)
    press(shown.shell, "Ctrl+Return")

    assert shown.centre.calls.asked == []
    assert focused() is of(dialog, "body").control
    assert told in plain(" ".join(visible_texts(dialog)))


def test_a_fault_of_another_message_is_brought_into_view(shown):
    dialog = texts_dialog(shown)
    of(dialog, "body").set_raw("{centre}")
    of(dialog, "which").set_raw("call_us.sms.fr")
    press(shown.shell, "Ctrl+Return")

    assert of(dialog, "which").raw() == "reminder.sms.fr"
    assert of(dialog, "body").raw() == "{centre}"
    assert shown.centre.calls.asked == []


def test_fields_are_marked_inserted_by_keyboard_and_named(shown):
    dialog = texts_dialog(shown)
    editor = of(dialog, "body").control
    assert isinstance(editor, QPlainTextEdit)
    editor.setPlainText("{centre} {patient}")
    known, unknown = _looks(editor)
    assert known[0] != unknown[0]
    assert (known[1], unknown[1]) == (Underline.NoUnderline, Underline.WaveUnderline)
    insert = child(dialog, QPushButton, "insert_link")
    assert plain(insert.accessibleName()) == (
        "Insérer {link} : adresse des pages des patients. Obligatoire."
    )
    assert not child(dialog, QPushButton, "insert_code").isVisible()
    assert label(dialog, "centre_text_needed").endswith("{centre} {link} {emergency}")
    assert label(dialog, "centre_text_example").endswith("CHU de Kerlann {patient}")
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    insert.setFocus()
    press(shown.shell, "Space")

    assert editor.toPlainText() == "{centre} {patient}{link}"
    assert focused() is editor


def test_the_keyboard_reaches_everything_of_the_editor(shown):
    dialog = texts_dialog(shown)
    reached = []
    for _ in range(12):
        reached.append(focused())
        press(shown.shell, "Tab")

    assert of(dialog, "body").control in reached
    assert child(dialog, QPushButton, "insert_emergency") in reached
    assert child(dialog, QPushButton, "centre_text_restore") in reached
    assert dialog.day.control in reached


def _looks(editor: QPlainTextEdit) -> list[tuple[str, Underline]]:
    """Ground and underline of each field."""
    ranges: Any = editor.document().firstBlock().layout().formats()
    return [
        (each.format.background().color().name(), each.format.underlineStyle()) for each in ranges
    ]
