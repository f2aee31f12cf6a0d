"""Notices: in front once while something waits, acknowledged in one gesture, never a trap."""

from PySide6.QtWidgets import QPushButton

from console.errors import Offline
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, press, visible_texts
from ui.shell.pages import NOTICES, SETTINGS, TRIAGE


def _said(parts: Parts) -> str:
    screen = parts.shell.notices.screen
    assert screen is not None
    return plain(" | ".join(visible_texts(screen)))


def test_what_waits_comes_once_and_goes_in_one_gesture(parts):
    parts.notices.have_waiting()
    assert parts.shell.page == NOTICES
    assert focused().objectName() == "notices_agree"
    agree = parts.shell.notices.screen.agree
    assert plain(agree.accessibleName()) == "J'ai pris connaissance de ces 3 textes"
    press(parts.shell, "Return")

    assert parts.shell.page == TRIAGE
    assert len(parts.notices.calls.acknowledged) == 3
    assert parts.notices.waiting == []


def test_it_is_no_trap(parts):
    parts.notices.have_waiting()
    press(parts.shell, "Escape")

    assert parts.shell.page == TRIAGE
    assert parts.notices.calls.acknowledged == []
    assert len(parts.notices.waiting) == 3


def test_whoever_has_begun_something_is_not_interrupted(parts):
    press(parts.shell, "N")
    parts.notices.have_waiting()

    assert parts.shell.page == TRIAGE


def test_nothing_that_waits_shows_nothing(parts):
    parts.notices.start()

    assert parts.shell.page == TRIAGE


def test_a_lost_answer_goes_again_under_the_same_keys(parts):
    parts.notices.have_waiting()
    parts.notices.calls.fault = Offline("ReadTimeout", outcome_unknown=True)
    press(parts.shell, "Return")
    assert "Non enregistré" in _said(parts)
    parts.notices.calls.fault = None
    press(parts.shell, "Return")

    first, again = parts.notices.calls.acknowledged[:2]
    assert first == again
    assert parts.notices.waiting == []


def test_they_are_found_again_in_the_menu_of_the_user(parts):
    parts.notices.start()
    parts.shell.go_to(SETTINGS)
    menu = parts.shell._top_bar._menu
    [action] = [each for each in menu.actions() if each.text() == "Documents et notices"]
    action.trigger()

    assert parts.shell.page == NOTICES
    assert "lue le" in " ".join(line.right for line in parts.shell.notices.screen.list.lines)
    assert child(parts.shell, QPushButton, "notices_agree").isHidden()
    press(parts.shell, "Escape")
    assert parts.shell.page == SETTINGS


def test_a_notice_says_what_has_changed_first(parts):
    parts.notices.have_waiting()
    text = plain(parts.shell.notices.screen._reader.text.toPlainText())

    assert text.index("L'essentiel") < text.index("Ce qui a changé") < text.index("Ce que fait")
