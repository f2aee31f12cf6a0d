"""How soon alerts are to be answered: an oncologist asks in the settings, others read it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import shiboken6
from PySide6.QtWidgets import QPushButton, QWidget

from console.errors import Offline
from services.contract.centre_settings import CentreSection, VersionState
from services.contract.problems import CurrentState, ProblemCode
from tests.pictures.stage import refused
from tests.samples.centre import TIMES, version
from tests.samples.retention import OFFICER
from tests.samples.roles import admin, oncologist
from tests.samples.rows import NOW
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, make_parts, press, visible_texts
from ui.settings.response_dialog import ResponseDialog
from ui.settings.response_section import ResponseSection
from ui.shell.destinations import destinations_of
from ui.shell.pages import APPROVALS

SHORTER = TIMES.model_copy(update={"critical": 90})
LONGER = TIMES.model_copy(update={"critical": 180})


@pytest.fixture
def made(qtbot, theme, settings, wording) -> Iterator[Any]:
    """The settings of somebody, in front."""
    shells = []

    def _make(who: Any) -> Parts:
        parts = make_parts(theme, settings, wording, *who)
        parts.shell.resize(1366, 688)
        parts.shell.show()
        parts.shell.activateWindow()
        shells.append(parts.shell)
        return parts

    yield _make
    for each in shells:
        shiboken6.delete(each)


@pytest.fixture
def shown(made) -> Parts:
    """The settings of an oncologist, in front."""
    parts: Parts = made(oncologist())
    parts.shell.go_to("settings")
    return parts


def section(parts: Parts) -> ResponseSection:
    """The card with its dialogs."""
    return child(parts.shell, ResponseSection, "settings_response_times")


def said(parts: Parts) -> str:
    """Everything readable of it."""
    return plain(" | ".join(visible_texts(section(parts))))


def button(parts: Parts, name: str, place: int = 0) -> QPushButton:
    """A button that stands there now."""
    found = [e for e in section(parts).findChildren(QPushButton, name) if e.isVisible()]
    return found[place]


def open_(parts: Parts, name: str = "centre_change", place: int = 0) -> Any:
    """The dialog behind a button, by keyboard."""
    button(parts, name, place).setFocus()
    press(parts.shell, "Space")
    dialog = section(parts).dialog
    assert dialog is not None
    return dialog


def plan(parts: Parts, content: Any) -> None:
    """Something is planned."""
    states = parts.centre.calls.states[CentreSection.RESPONSE_TIMES]
    states.append(version(2, VersionState.PLANNED, content, 3))
    parts.centre.read()


def test_what_counts_stands_with_who_asked_and_who_agreed(shown):
    text = said(shown)
    for words in (
        "non évalué : 1 h · critique : 2 h · élevé : 6 h · modéré : 8 h · information : 24 h",
        "par Dr Hélène Morel",
        "Avec l'accord de Dr Yann Le Goff",
        "celles qui sont déjà là gardent leur échéance",
    ):
        assert words in text, text


def test_an_administrator_reads_it_and_has_nothing_to_press_but_the_history(made):
    parts = made(admin())
    parts.shell.go_to("settings")

    assert "critique : 2 h" in said(parts)
    names = {e.objectName() for e in section(parts).findChildren(QPushButton) if e.isVisible()}
    assert names == {"centre_history"}


def test_a_nurse_sees_nothing_of_it(parts):
    parts.shell.go_to("settings")
    assert not section(parts).isVisible()


def test_other_times_are_asked_for_by_keyboard_with_a_reason(shown):
    dialog = open_(shown)
    assert isinstance(dialog, ResponseDialog)
    assert focused() is dialog.fields[0].control
    assert "Un autre oncologue du centre décidera" in plain(" ".join(visible_texts(dialog)))
    dialog.fields[1].set_raw("90")
    dialog.fields[5].set_raw("Une infirmière de plus")
    dialog.day.set_raw("01/12/2025")
    dialog.fields[1].control.setFocus()
    press(shown.shell, "Tab")
    change = plain(child(dialog, QWidget, "centre_change").property("text"))
    assert "Avant : non évalué : 1 h · critique : 2 h" in change
    assert "Après : non évalué : 1 h · critique : 1 h 30" in change
    press(shown.shell, "Ctrl+Return")

    (ask, revision) = shown.centre.calls.asked[0]
    assert (ask.content, ask.effective_on, ask.words, revision) == (
        SHORTER, date(2025, 12, 1), "Une infirmière de plus", 1,
    )  # fmt: skip
    assert section(shown).dialog is None
    toasts = [plain(each.accessibleName()) for each in shown.shell.toasts.toasts]
    assert toasts == ["Demandé. Rien ne change avant l'accord de la seconde personne."]
    assert "Une demande attend une seconde personne" in said(shown)
    assert not button(shown, "centre_change").isEnabled()


@pytest.mark.parametrize(
    ("place", "typed"),
    [(0, "14"), (1, "241"), (1, "59"), (2, "90"), (2, "deux"), (4, "2881"), (4, ""), (5, " "),
     (5, "ab")],
)  # fmt: skip
def test_what_cannot_be_asked_is_told_under_its_field(shown, place, typed):
    dialog = open_(shown)
    dialog.fields[5].set_raw("Renfort")
    dialog.fields[place].set_raw(typed)
    press(shown.shell, "Ctrl+Return")

    assert shown.centre.calls.asked == []
    assert focused() is dialog.fields[place].control
    press(shown.shell, "Escape")
    assert section(shown).dialog is None


def test_who_was_faster_is_named_and_what_was_typed_stays(shown):
    current = CurrentState(version=3, state="changed", by=OFFICER, at=NOW)
    shown.centre.calls.faults["ask_times"] = refused(ProblemCode.VERSION_STALE, 412, current)
    dialog = open_(shown)
    dialog.fields[5].set_raw("Renfort")
    dialog.fields[1].set_raw("100")
    press(shown.shell, "Ctrl+Return")

    assert "Solenn Abgrall vient de changer ce réglage." in plain(" ".join(visible_texts(dialog)))
    assert dialog.fields[1].raw() == "100"


def test_a_planned_change_is_taken_back_after_a_question(shown):
    plan(shown, LONGER)
    assert "Prévu | non évalué : 1 h · critique : 3 h" in said(shown)
    dialog = open_(shown, "centre_undo")
    assert focused() is dialog.leave
    press(shown.shell, "Ctrl+Return")

    (ask, revision) = shown.centre.calls.asked[0]
    assert (ask.version, revision) == (2, 2)
    assert "Prévu" not in said(shown)


def test_a_planned_change_that_is_shorter_is_not_taken_back_by_one(shown):
    """H-03: the button says why."""
    plan(shown, SHORTER)
    undo = button(shown, "centre_undo")
    assert not undo.isEnabled()
    assert "demande aussi deux personnes" in plain(undo.accessibleDescription())


def test_the_history_unfolds_and_an_old_version_is_asked_for_again(shown):
    shown.centre.calls.states[CentreSection.RESPONSE_TIMES].insert(
        0, version(0, VersionState.PAST, LONGER, -300)
    )
    shown.centre.read()
    button(shown, "centre_history").setFocus()
    press(shown.shell, "Space")
    assert "Version 0 · passée" in said(shown)
    dialog = open_(shown, "centre_again", 1)
    assert dialog.fields[1].raw() == "180"


def test_offline_and_unread_say_so_and_what_was_known_stays(shown):
    shown.connection.go_offline(3)
    assert not button(shown, "centre_change").isEnabled()
    shown.centre.calls.faults["times"] = Offline("ConnectError")
    shown.centre.read()

    assert "Indisponible. Service injoignable." in said(shown)
    assert "critique : 2 h" in said(shown)


def test_an_oncologist_is_led_to_what_waits_by_the_rail(made):
    parts = made(oncologist())
    assert APPROVALS in destinations_of(parts.shell)
    parts.shell.approvals.open()
    assert parts.shell.approvals.screen is not None
