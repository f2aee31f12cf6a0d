"""A tour of the keyboard: keys are tried over the screen, and none of them does anything."""

import pytest

from console.settings import LetterKeys
from tests.samples.roles import admin
from tests.support.typography import plain
from tests.support.ui_parts import Parts, make_parts, press, visible_texts
from widgets.key_tour import KeyTour


@pytest.fixture
def tour(parts: Parts) -> KeyTour:
    """The card over the queue."""
    parts.shell.resize(1366, 688)
    parts.shell.show()
    parts.shell.activateWindow()
    parts.shell.keys.open_tour()
    card = parts.shell.keys.card
    assert card is not None
    return card


def _said(card: KeyTour) -> str:
    return plain(" | ".join(visible_texts(card)))


def test_every_key_of_the_tour_leads_on_and_nothing_below_hears_it(parts: Parts, tour: KeyTour):
    before = parts.worklist.rows[0].row
    seen = []
    while tour.step is not None:
        seen.append(tour.step.key)
        assert tour.step.place in _said(tour)
        press(tour, tour.step.key)

    assert seen[:4] == ["J", "K", "A", "T"]
    assert seen[-1] == "F1"
    assert "C'est tout" in _said(tour)
    assert parts.worklist.rows[0].row == before
    assert parts.actions.asked == []
    press(tour, "A")
    assert not tour.isVisible()


def test_another_key_says_that_nothing_has_happened(tour: KeyTour):
    press(tour, "C")

    assert tour.step is not None
    assert tour.step.key == "J"
    assert "Rien ne s'est passé" in _said(tour)


def test_enter_skips_and_escape_leaves(parts: Parts, tour: KeyTour):
    press(tour, "Return")
    assert tour.step is not None
    assert tour.step.key == "K"
    press(tour, "Escape")
    assert not tour.isVisible()
    parts.shell.keys.open_tour()
    assert tour.step.key == "J", "it begins anew"


def test_letters_that_are_switched_off_are_left_out(parts: Parts, settings):
    settings.letter_keys = LetterKeys.OFF
    parts.shell.show()
    parts.shell.keys.open_tour()
    card = parts.shell.keys.card
    assert card is not None
    assert [each.key for each in card._steps] == ["Ctrl+K", "F9", "Ctrl+L", "F1"]


def test_who_has_no_queue_tries_what_works_everywhere(theme, settings, wording):
    made = make_parts(theme, settings, wording, *admin())
    made.shell.show()
    made.shell.keys.open_tour()
    card = made.shell.keys.card
    assert card is not None
    assert [each.key for each in card._steps] == ["Ctrl+K", "F9", "Ctrl+L", "F1"]
    made.shell.deleteLater()
