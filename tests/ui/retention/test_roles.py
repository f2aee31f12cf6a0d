"""What a privacy officer and a manager see of the calendar, and the holds of the first (S-31)."""

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from console.errors import Offline
from console.stores.retention_reading import DueList
from services.contract.problems import CurrentState, ProblemCode
from services.contract.retention import HoldReason
from tests.pictures.retention_scenes import MANAGER_SCENES, OFFICER_SCENES
from tests.pictures.stage import refused, set_manager_stage, set_officer_stage
from tests.samples import roles
from tests.samples.retention import OFFICER, hold, patient_id
from tests.samples.rows import paris
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, make_parts, press, visible_texts
from tests.ui.retention.test_calendar import NOVEMBER, _cells, _counts, _said, _screen
from tests.ui.test_accessible import nameless
from ui.retention.hold_dialog import EndHoldDialog, HoldDialog, PlaceHoldDialog
from widgets.button import Button
from widgets.strip import Strip

Made = Callable[..., Parts]


@pytest.fixture
def made(theme, settings, wording) -> Iterator[Made]:
    """Makes the frame of somebody who is neither nurse nor oncologist, on screen."""
    shells = []

    def make(who) -> Parts:
        parts = make_parts(theme, settings, wording, *who)
        parts.shell.resize(1366, 688)
        parts.shell.show()
        parts.shell.activateWindow()
        parts.shell.take_focus()
        shells.append(parts.shell)
        return parts

    yield make
    for shell in shells:
        shell.hide()
        shiboken6.delete(shell)


@pytest.fixture
def officer(made: Made) -> Parts:
    """A privacy officer on the list of November, on somebody who is held."""
    parts = made(roles.officer())
    parts.retention.choose(DueList.TO_ARCHIVE, NOVEMBER)
    _screen(parts).take_focus()
    return parts


def _dialog(parts: Parts) -> HoldDialog:
    """The one on screen; those before it end when the events are through."""
    found = parts.shell.findChildren(HoldDialog, "retention_hold_dialog")
    [shown] = [each for each in found if each.isVisible()]
    return shown


def _placing(parts: Parts, reason: str = "litigation", words: str = "Dossier 12.") -> HoldDialog:
    press(parts.shell, "B")
    dialog = _dialog(parts)
    assert isinstance(dialog, PlaceHoldDialog)
    dialog.fields.reason.set_raw(reason)
    dialog.fields.words.set_raw(words)
    return dialog


def _ending(parts: Parts) -> HoldDialog:
    child(_screen(parts), Button, "retention_end").click()
    dialog = _dialog(parts)
    assert isinstance(dialog, EndHoldDialog)
    return dialog


def _notice(dialog: HoldDialog) -> str:
    return plain(child(dialog, Strip, "retention_hold_notice").accessibleName())


def test_a_privacy_officer_begins_on_the_calendar_and_sees_references(officer):
    assert officer.shell.page == "retention"
    screen = _screen(officer)
    tail = patient_id(4).hex[-12:]

    assert _cells(screen, 0)[0] == f"Réf. {tail}"
    assert {f"Réf. {tail}", str(patient_id(4))} <= _said(screen.side)
    assert "BOTHOREL" not in " ".join([*_cells(screen, 0), *_said(screen)])
    assert not child(screen, QWidget, "archives_tabs").isVisible()


def test_g_then_a_leads_a_privacy_officer_there(officer):
    officer.shell.go_to("settings")
    press(officer.shell, "G", "A")

    assert officer.shell.page == "retention"


def test_enter_opens_no_file_but_goes_to_the_side(officer):
    press(officer.shell, "O")
    assert officer.shell.page == "retention"
    press(officer.shell, "Return")
    assert officer.shell.page == "retention"
    assert focused() is _screen(officer).side

    press(officer.shell, "Escape")
    assert focused() is _screen(officer).table


def test_a_manager_sees_counts_none_of_one_to_ten_and_nobody(made):
    parts = made(roles.manager())
    parts.shell.retention.open()
    screen = _screen(parts)

    assert parts.shell.page == "retention"
    assert _counts(screen, 0)[:3] == ("1–10", "1–10", "0")
    said = _said(screen)
    assert {"Vous voyez les nombres, pas les patients", "1 à 10 patients bloqués"} <= said
    assert not screen.side.isVisible()
    assert parts.retention.calls.asked_bars == []
    press(parts.shell, "B")
    assert not parts.shell.is_covered


def test_a_hold_is_placed_with_reason_and_words_and_everything_is_read_again(officer):
    calls = officer.retention.calls
    read, bars = len(calls.asked), len(calls.asked_bars)
    _placing(officer)
    press(officer.shell, "Ctrl+Return")

    [(who, ask, write)] = calls.placed
    assert (who, ask.reason, ask.words) == (patient_id(4), HoldReason.LITIGATION, "Dossier 12.")
    assert write.version is None
    assert not officer.shell.is_covered
    assert "Blocage posé : rien n'est archivé ni effacé." in set(visible_texts(officer.shell))
    assert len(calls.asked) > read
    assert len(calls.asked_bars) > bars
    assert "Dossier 12." in _said(_screen(officer).side)


def test_nothing_is_chosen_ahead_and_without_reason_and_words_nothing_is_sent(officer):
    press(officer.shell, "B")
    dialog = _dialog(officer)
    assert dialog.isAncestorOf(focused())
    press(officer.shell, "Ctrl+Return")
    assert "à remplir" in _said(dialog)

    assert isinstance(dialog, PlaceHoldDialog)
    dialog.fields.reason.set_raw("other")
    dialog.fields.words.set_raw(" .. ")
    press(officer.shell, "Ctrl+Return")
    assert "dites-le en quelques mots" in _said(dialog)
    dialog.fields.words.set_raw("x" * 501)
    press(officer.shell, "Ctrl+Return")
    assert officer.retention.calls.placed == []


def test_whoever_limits_the_processing_is_told_that_statistics_alone_are_limited(officer):
    dialog = _placing(officer, "litigation")
    assert "Rien d'autre n'est limité" not in " ".join(_said(dialog))
    assert isinstance(dialog, PlaceHoldDialog)
    dialog.fields.reason.set_raw("limitation")
    assert "Rien d'autre n'est limité" in " ".join(_said(dialog))


def test_escape_places_nothing(officer):
    dialog = _placing(officer)
    press(officer.shell, "Escape")

    assert not dialog.isVisible()
    assert officer.retention.calls.placed == []
    assert focused() is _screen(officer).table


def test_a_hold_is_ended_at_the_version_that_was_seen(officer):
    dialog = _ending(officer)
    assert focused() is child(dialog, Button, "retention_hold_leave")
    assert hold().words in _said(dialog)
    press(officer.shell, "Ctrl+Return")

    [(who, which, write)] = officer.retention.calls.ended
    assert (who, which, write.version) == (patient_id(4), hold().id, 1)
    assert "Blocage levé : les délais courent de nouveau." in set(visible_texts(officer.shell))
    ends = _screen(officer).findChildren(Button, "retention_end")
    assert not any(button.isVisible() for button in ends)


def test_enter_on_the_safe_answer_ends_nothing(officer):
    _ending(officer)
    press(officer.shell, "Return")

    assert officer.retention.calls.ended == []
    assert not officer.shell.is_covered


def test_whoever_was_faster_is_named_and_what_stands_is_read(officer):
    current = CurrentState(version=2, state="ended", by=OFFICER, at=paris(18, 10, 12))
    for code, status in ((ProblemCode.VERSION_STALE, 412), (ProblemCode.STATE_FORBIDS, 409)):
        officer.retention.calls.faults["end"] = refused(code, status, current)
        bars = len(officer.retention.calls.asked_bars)
        dialog = _ending(officer)
        press(officer.shell, "Ctrl+Return")

        assert _notice(dialog) == "Solenn Abgrall a déjà levé ce blocage, le 18-nov. 10:12."
        assert len(officer.retention.calls.asked_bars) > bars
        press(officer.shell, "Escape")


@pytest.mark.parametrize(
    ("code", "status", "sentence"),
    [
        (ProblemCode.NOT_FOUND, 404, "elles ont été effacées entre-temps"),
        (ProblemCode.FORBIDDEN, 403, "pas accès à cette fonction"),
        (ProblemCode.VERSION_STALE, 412, "Ce blocage vient de changer"),
    ],
)
def test_a_refusal_is_said_in_words_and_what_was_typed_stays(officer, code, status, sentence):
    officer.retention.calls.faults["place"] = refused(code, status)
    dialog = _placing(officer)
    press(officer.shell, "Ctrl+Return")

    assert sentence in _notice(dialog)
    assert isinstance(dialog, PlaceHoldDialog)
    assert dialog.fields.words.raw() == "Dossier 12."


def test_a_lost_answer_is_asked_for_again_under_its_own_key(officer):
    """A second hold of the same words would stay when the first one is ended."""
    calls = officer.retention.calls
    calls.faults["place"] = Offline("ReadTimeout", outcome_unknown=True)
    dialog = _placing(officer)
    press(officer.shell, "Ctrl+Return")
    assert _notice(dialog).startswith("La réponse s'est perdue")
    press(officer.shell, "Escape", "J", "B")
    assert str(patient_id(4)) in _dialog(officer).accessibleName()

    calls.faults.clear()
    press(officer.shell, "Ctrl+Return")

    keys = [write.key for _, _, write in calls.placed]
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert not officer.shell.is_covered


def test_without_contact_nothing_is_sent(officer):
    dialog = _placing(officer)
    officer.connection.shows_offline = True
    officer.connection.changed.emit()
    press(officer.shell, "Ctrl+Return")

    assert officer.retention.calls.placed == []
    assert _notice(dialog) == "Hors connexion : rien ne peut être envoyé."


def test_behind_the_mask_the_words_of_a_hold_go(officer):
    dialog = _ending(officer)
    officer.shell.toggle_mask()

    assert hold().words not in _said(dialog)


def test_the_tab_key_stays_in_the_dialog(officer):
    dialog = _placing(officer)
    for _ in range(8):
        press(officer.shell, "Tab")
        assert dialog.isAncestorOf(focused())


@pytest.mark.parametrize("scene", [*OFFICER_SCENES, *MANAGER_SCENES])
def test_every_control_has_a_name(qtbot, theme, settings, wording, scene):
    set_stage = set_officer_stage if scene in OFFICER_SCENES else set_manager_stage
    stage = set_stage(theme, settings, wording)
    qtbot.addWidget(stage.screen)
    stage.screen.resize(1366, 688)
    stage.screen.show()
    QTest.qWait(0)

    (OFFICER_SCENES | MANAGER_SCENES)[scene](stage)
    QTest.qWait(0)

    assert nameless(stage.screen) == []
