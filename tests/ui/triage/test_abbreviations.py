"""An abbreviation and a space write a phrase, in every field for text of a form."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from resources.wording import Wording
from tests.support.typography import plain
from tests.support.ui_parts import child, press, visible_texts
from ui.parts.abbreviations import CODES, phrase_hint

HYDRATION = "Conseils d'hydratation donnés."


@pytest.fixture
def note(parts) -> QPlainTextEdit:
    """The field of the note form, on screen."""
    press(parts.shell, "N")
    return child(parts.triage.detail, QPlainTextEdit, "note_text")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_phrase_is_a_sentence(language, code):
    assert Wording(language).text(f"phrase-{code}").endswith(".")


def test_the_form_names_its_abbreviations(parts, note):
    assert plain(phrase_hint(Wording("fr"))) in set(visible_texts(parts.triage.detail))


def test_a_phrase_goes_on_where_it_was_typed(note):
    QTest.keyClicks(note, "Vue ce matin. ;hyd Va mieux.")

    assert note.toPlainText() == f"Vue ce matin. {HYDRATION} Va mieux."


def test_undo_gives_the_abbreviation_back(note):
    QTest.keyClicks(note, ";hyd ")
    while HYDRATION in note.toPlainText():
        note.undo()

    assert note.toPlainText() == ";hyd"


@pytest.mark.parametrize("typed", ["hyd ", "; hyd ", ";hy ", ";hydra ", ";HYD "])
def test_other_words_stay_as_they_are(note, typed):
    QTest.keyClicks(note, typed)

    assert note.toPlainText() == typed


def test_a_chosen_text_is_replaced_by_the_space_alone(note):
    note.setPlainText(";hyd")
    note.selectAll()
    QTest.keyClick(note, Qt.Key.Key_Space)

    assert note.toPlainText() == " "


def test_a_call_has_the_phrases_too(parts):
    press(parts.shell, "T")
    note = child(parts.triage.detail, QPlainTextEdit, "call_note")
    QTest.keyClicks(note, ";msg ")

    assert note.toPlainText() == "Message laissé, rappel demandé. "
