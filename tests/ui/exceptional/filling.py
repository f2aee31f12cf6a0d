"""Ways to fill in the dialog of exceptional access, by keys as a person does."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QRadioButton, QWidget

from tests.support.typography import plain
from tests.support.ui_parts import child, focused, press, visible_texts
from ui.exceptional.dialog import AccessDialog
from ui.shell import Shell

WHY = "Douleur thoracique au standard"


def dialog(shell: Shell) -> AccessDialog:
    """The dialog on screen."""
    (found,) = [each for each in shell.findChildren(AccessDialog) if each.isVisible()]
    return found


def is_asking(shell: Shell) -> bool:
    """Whether the dialog is on screen."""
    return any(each.isVisible() for each in shell.findChildren(AccessDialog))


def said(root: QWidget) -> str:
    """Everything readable there."""
    return plain(" | ".join(visible_texts(root)))


def type_text(text: str) -> None:
    """Type where the keyboard is; a letter that QTest does not know is put in as it is."""
    field = focused()
    if isinstance(field, QLineEdit) and not text.isascii():
        field.setText(text)
    else:
        QTest.keyClicks(field, text)


def name_by_record(shell: Shell, number: str = "800451237", why: str = WHY) -> None:
    """The record number, the first reason, and why."""
    shown = dialog(shell)
    shown._fields._by.set_current("record")
    shown._fields._choose("record")
    type_text(number)
    child(shown, QRadioButton, "exceptional_reason_0").setChecked(True)
    child(shown, QLineEdit, "exceptional_text").setFocus()
    type_text(why)


def name_by_traits(shell: Shell, family: str, given: str, born: str, why: str = WHY) -> None:
    """Full name and birth date, one field after the other with the Tab key."""
    for text in (family, given, born):
        type_text(text)
        press(shell, "Tab")
    press(shell, "Space")
    child(dialog(shell), QLineEdit, "exceptional_text").setFocus()
    type_text(why)


def agree(shell: Shell) -> None:
    """From the confirmation on: past the safe answer to the one that opens."""
    shown = dialog(shell)
    assert shown.is_confirming
    assert focused().objectName() == "exceptional_leave"
    press(shell, "Tab", "Tab", "Return")
