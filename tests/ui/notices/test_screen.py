"""Notices: in front once while something waits, acknowledged in one gesture, never a trap."""

from PySide6.QtWidgets import QPushButton

from console.errors import Offline
from services.contract.notices import NoticeKind
from tests.samples.notices import notice, notices
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, press, visible_texts
from ui.shell.pages import NOTICES, SETTINGS, TRIAGE
from widgets.banner import Banner


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


def test_whoever_has_begun_something_is_not_interrupted(unbegun):
    press(unbegun.shell, "N")
    unbegun.notices.have_waiting()

    assert unbegun.shell.page == TRIAGE


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


def _strip(parts: Parts) -> Banner:
    return child(parts.shell, Banner, "banner_notices")


def _one_new_version(parts: Parts) -> None:
    """A notice that was read is there in a new version; everything else was read."""
    told = notices(waits=False)
    new = notice(NoticeKind.PRIVACY, waits=True, before="1.0")
    parts.notices.calls.notices = told.model_copy(update={"mine": [new, *told.mine[1:]]})
    parts.notices.start()


def test_a_new_version_is_a_strip_that_never_comes_between(parts):
    _one_new_version(parts)
    assert parts.shell.page == TRIAGE
    assert _strip(parts).isVisible()
    assert "Un texte pour les professionnels est à lire" in plain(_strip(parts).accessibleName())
    press(parts.shell, "J")
    assert parts.triage.list.view.currentIndex().row() == 1

    _strip(parts).action_triggered.emit()
    assert parts.shell.page == NOTICES
    assert _strip(parts).isHidden()
    press(parts.shell, "Escape")
    assert parts.shell.page == TRIAGE
    assert _strip(parts).isHidden()


def test_what_waits_behind_work_that_was_begun_is_a_strip_too(unbegun):
    press(unbegun.shell, "N")
    unbegun.notices.have_waiting()

    assert unbegun.shell.page == TRIAGE
    assert "3 textes pour les professionnels sont à lire" in plain(_strip(unbegun).accessibleName())


def test_when_nothing_waits_there_is_no_strip(parts):
    parts.notices.start()

    assert _strip(parts).isHidden()


def test_the_tabs_are_there_once_nothing_has_to_be_read_first(parts):
    parts.notices.have_waiting()
    screen = parts.shell.notices.screen
    assert screen.tabs.isHidden()
    press(parts.shell, "Return")
    parts.shell.notices.open()

    assert screen.tabs.isVisible()


def test_what_has_changed_names_the_version_that_was_read(parts):
    parts.notices.calls.changed_since = "1.0"
    _one_new_version(parts)
    parts.shell.notices.open()
    text = plain(parts.shell.notices.screen._reader.text.toPlainText())

    assert "Ce qui a changé depuis la version 1.0 que vous avez lue" in text
