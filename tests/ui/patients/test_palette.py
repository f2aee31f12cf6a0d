"""Patients in the palette: found by what is typed, homonyms never opened blindly (screens.md
1.9).
"""

import pytest
from PySide6.QtWidgets import QLineEdit

from console.errors import Offline
from console.stores.patient_search import SearchState
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, press
from widgets.palette_list import PaletteList
from widgets.plain_label import PlainLabel


@pytest.fixture
def opened(parts: Parts, monkeypatch) -> list[object]:
    """Whose file was opened."""
    files: list[object] = []
    monkeypatch.setattr(parts.shell, "open_file", lambda key, _from="": files.append(key))
    return files


def _list(parts: Parts) -> PaletteList:
    return child(parts.shell, PaletteList, "palette_list")


def _lines(parts: Parts) -> list[str]:
    return [plain(_list(parts).item(row).text()) for row in range(_list(parts).count())]


def _type(parts: Parts, text: str) -> None:
    child(parts.shell, QLineEdit, "palette_field").setText(text)


def _find(qtbot, parts: Parts, text: str) -> None:
    press(parts.shell, "Ctrl+K")
    _type(parts, text)
    qtbot.waitUntil(lambda: parts.search.state is not SearchState.WAITING)


def test_patients_stand_before_commands(qtbot, parts):
    _find(qtbot, parts, "mas")
    assert "Patients" not in _lines(parts)
    press(parts.shell, "Escape")

    _find(qtbot, parts, "per")
    assert _lines(parts)[:2] == ["Patients", "PERROT François"]


def test_a_line_says_who_in_full(qtbot, parts):
    _find(qtbot, parts, "kerm")
    press(parts.shell, "Down")

    said = plain(_list(parts).chosen_sentence)
    assert said.startswith("KERMARREC Jeanne, née LE DANTEC. 14-mars-1958 (67 ans) · F · IPP 800")
    assert said.endswith("Homonymes (2)")


def test_enter_opens_the_one_who_was_found(qtbot, parts, opened):
    _find(qtbot, parts, "floch")
    press(parts.shell, "Return")

    assert len(opened) == 1


def test_a_blind_enter_opens_no_homonym_and_says_so(qtbot, parts, opened):
    _find(qtbot, parts, "kerm")
    press(parts.shell, "Return", "Return")

    assert opened == []
    assert child(parts.shell, PlainLabel, "palette_caution").isVisible()

    press(parts.shell, "Down", "Return")
    assert len(opened) == 1


def test_enter_before_the_answer_waits_for_it(parts, opened):
    parts.search.lists.silent.add("search")
    press(parts.shell, "Ctrl+K")
    _type(parts, "verrouiller")
    press(parts.shell, "Return")

    assert _list(parts).chosen == ""
    assert opened == []


def _press_ahead(qtbot, parts: Parts, text: str) -> None:
    """Type and press Enter at once, then wait for the answer."""
    press(parts.shell, "Ctrl+K")
    _type(parts, text)
    assert parts.search.state is SearchState.WAITING
    press(parts.shell, "Return")
    qtbot.waitUntil(lambda: parts.search.state is not SearchState.WAITING)


def test_enter_ahead_of_the_answer_opens_who_is_found(qtbot, parts, opened):
    _press_ahead(qtbot, parts, "floch")

    assert len(opened) == 1
    assert not _list(parts).isVisible()


def test_enter_ahead_of_the_answer_opens_no_homonym_and_says_so(qtbot, parts, opened):
    """H-01: nobody has seen yet that there are two."""
    _press_ahead(qtbot, parts, "kerm")

    assert opened == []
    assert child(parts.shell, PlainLabel, "palette_caution").isVisible()


def test_enter_ahead_of_the_answer_opens_nobody_who_only_sounds_alike(qtbot, parts, opened):
    """H-01: nobody has seen yet that it is another name."""
    _press_ahead(qtbot, parts, "perot")
    assert opened == []
    assert _list(parts).chosen

    press(parts.shell, "Return")
    assert len(opened) == 1


@pytest.mark.parametrize("meanwhile", ["floc", "Down"])
def test_enter_ahead_is_for_what_was_typed_then(qtbot, parts, opened, meanwhile):
    press(parts.shell, "Ctrl+K")
    _type(parts, "floch")
    press(parts.shell, "Return")
    if meanwhile == "Down":
        press(parts.shell, meanwhile)
    else:
        _type(parts, meanwhile)
    qtbot.waitUntil(lambda: parts.search.state is not SearchState.WAITING)

    assert opened == []


def test_enter_ahead_of_an_answer_that_never_comes_does_nothing(qtbot, parts, opened):
    parts.search.lists.faults["search"] = Offline("ConnectError")
    _press_ahead(qtbot, parts, "verrouiller")

    assert _list(parts).isVisible()
    assert opened == []


def test_who_somebody_went_to_stays_chosen_when_more_comes(qtbot, parts):
    _find(qtbot, parts, "kerm")
    press(parts.shell, "Down", "Down")
    chosen = _list(parts).chosen
    parts.search.changed.emit()

    assert _list(parts).chosen == chosen
    assert chosen


def test_a_sign_leaves_the_patients_out(qtbot, parts):
    _find(qtbot, parts, ">kermarrec")

    assert parts.search.lists.searched == []
    assert "Patients" not in _lines(parts)


def test_offline_the_search_says_that_it_needs_the_service(qtbot, parts):
    parts.search.lists.faults["search"] = Offline("ConnectError")
    _find(qtbot, parts, "kerm")

    assert "Hors connexion : la recherche de patients a besoin du service." in _lines(parts)


def test_behind_the_mask_nobody_is_named(qtbot, parts):
    press(parts.shell, "F9")
    _find(qtbot, parts, "kerm")
    press(parts.shell, "Down")

    assert "K. J. ·237" in _lines(parts)
    assert "KERMARREC" not in _list(parts).chosen_sentence
    assert "800" not in _list(parts).chosen_sentence


def test_nothing_of_a_search_stays_once_the_palette_is_left(qtbot, parts):
    _find(qtbot, parts, "kerm")
    press(parts.shell, "Escape")

    assert parts.search.found == []
