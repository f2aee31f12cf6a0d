"""The screen that brings patients in from a file."""

import json

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLineEdit, QPushButton, QWidget

from console.errors import Offline, Unexpected
from console.stores.bundle_files import FileFault
from resources.wording import Wording
from services.contract.bundle_import import (
    MOST_ANSWERS,
    MOST_ENTRIES,
    MOST_PEOPLE,
    ImportReason,
    ImportResult,
)
from services.contract.problems import ProblemCode
from services.contract.sessions import UnitLabel
from tests.pictures.stage import refused
from tests.samples.desk import SampleDesk
from tests.samples.imports import report
from tests.samples.rows import KERMARREC, UNIT_ID
from tests.samples.stores import SampleSession
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, make_parts, press, visible_texts
from ui.imports.screen import ImportScreen
from ui.imports.words import line_row, report_csv
from ui.shell.pages import IMPORTS, PATIENT_FILE, TRIAGE
from widgets.palette_list import PaletteList

LOST = Offline("ReadTimeout", outcome_unknown=True)
BUSY = Unexpected("unavailable", status=503, retryable=True, outcome_unknown=True)


@pytest.fixture
def opened(parts: Parts) -> Parts:
    """The screen, opened from the palette."""
    press(parts.shell, "Ctrl+K")
    child(parts.shell, QLineEdit, "palette_field").setText("reprise")
    while parts.search.state.value == "waiting":
        parts.search._pause.timeout.emit()
    press(parts.shell, "Return")
    assert parts.shell.page == IMPORTS
    return parts


def _screen(parts: Parts) -> ImportScreen:
    assert parts.shell.imports.screen is not None
    return parts.shell.imports.screen


def _said(parts: Parts) -> str:
    return plain(" | ".join(visible_texts(_screen(parts))))


def _notice(parts: Parts) -> str:
    shown = child(_screen(parts), QWidget, "imports_notice")
    return plain(shown.accessibleName()) if shown.isVisible() else ""


def _button(parts: Parts, name: str) -> QPushButton:
    return child(_screen(parts), QPushButton, name)


def _rows(parts: Parts) -> list[tuple[str, ...]]:
    return [row.texts for row in _screen(parts).report.table.rows]


def test_whoever_may_not_finds_no_such_screen(parts):
    parts.imports.is_allowed = False
    press(parts.shell, "Ctrl+K")
    child(parts.shell, QLineEdit, "palette_field").setText("reprise")

    found = child(parts.shell, PaletteList, "palette_list")
    assert "Reprise de patients" not in [found.item(row).text() for row in range(found.count())]


def test_it_begins_with_the_choice_of_a_file(opened):
    assert focused().objectName() == "imports_choose"
    assert "Aucun fichier choisi." in _said(opened)
    assert not _button(opened, "imports_send").isVisible()


def test_a_file_is_chosen_in_a_window_that_stops_nothing(opened, tmp_path):
    path = tmp_path / "reprise.json"
    path.write_text(json.dumps({"resourceType": "Bundle", "entry": [{}, {}]}), "utf-8")
    press(opened.shell, "Space")
    (window,) = _screen(opened).findChildren(QFileDialog)
    window.fileSelected.emit(str(path))
    window.reject()

    assert "reprise.json · 2 entrées · 1 ko" in _said(opened)
    assert focused().objectName() == "imports_send"


def test_the_window_goes_with_the_lock(opened):
    _button(opened, "imports_choose").click()
    (window,) = _screen(opened).findChildren(QFileDialog)

    opened.shell.set_locked(True)

    assert not window.isVisible()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_limits_that_are_said_are_those_of_the_service(opened, language):
    w = Wording(language)
    opened.shell.set_wording(w)
    most = [w.integer(each) for each in (MOST_ENTRIES, MOST_PEOPLE, MOST_ANSWERS)]
    before = _said(opened)
    opened.imports.have_chosen(FileFault.TOO_MANY)

    assert all(plain(each) in before for each in most)
    assert all(plain(each) in _notice(opened) for each in most)


@pytest.mark.parametrize("fault", list(FileFault))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_fault_of_a_file_is_said(opened, fault, language):
    opened.shell.set_wording(Wording(language))
    opened.imports.have_chosen(fault)

    assert len(_notice(opened)) > 30
    assert not _button(opened, "imports_send").isVisible()


def test_the_report_begins_with_what_was_refused(opened):
    opened.imports.have_chosen()
    press(opened.shell, "Space")

    assert [unit_id for unit_id, _content, _write in opened.imports.sending.asked] == [UNIT_ID]
    assert "12 entrées lues" in _said(opened)
    assert {row[2] for row in _rows(opened)} == {"Refusée"}
    assert _rows(opened)[0] == (
        "4",
        "Administration",
        "Refusée",
        "Hors des dates de sa ligne de traitement",
    )
    assert focused() is _screen(opened).report.table


def test_the_counts_filter(opened):
    opened.imports.have_chosen()
    opened.imports.send()
    chips = {
        result: child(_screen(opened), QAbstractButton, f"imports_{result}")
        for result in ImportResult
    }
    assert chips[ImportResult.TAKEN].accessibleName() == "Reprises 3"

    chips[ImportResult.REFUSED].click()
    assert len(_rows(opened)) == 12
    chips[ImportResult.KNOWN].click()
    assert [row[2] for row in _rows(opened)] == ["Déjà connue"]


def test_without_a_refusal_everything_is_shown(opened):
    good = [line for line in report().lines if line.result is ImportResult.TAKEN]
    opened.imports.sending.report = report().model_copy(update={"lines": good, "refused": 0})
    opened.imports.have_chosen()
    opened.imports.send()

    assert len(_rows(opened)) == len(good)


def test_a_line_leads_to_the_file_of_its_patient(opened):
    opened.imports.have_chosen()
    opened.imports.send()
    table = _screen(opened).report.table
    table.row_activated.emit(0)

    assert opened.shell.page == PATIENT_FILE
    assert opened.file.patient_id == KERMARREC.id
    press(opened.shell, "Escape")
    assert opened.shell.page == IMPORTS
    table.row_activated.emit(2)
    assert opened.shell.page == IMPORTS
    assert "aucun dossier" in opened.shell.toasts.toasts[-1].accessibleName()


@pytest.mark.parametrize("error", [LOST, BUSY])
def test_a_lost_answer_is_asked_for_again_and_taken_once(opened, error):
    opened.imports.sending.fault = error
    opened.imports.have_chosen()
    opened.imports.send()
    assert "on ne sait pas encore ce qui a été repris" in _notice(opened)
    assert not _button(opened, "imports_send").isVisible()

    opened.imports.sending.fault = None
    again = [
        each for each in _screen(opened).findChildren(QPushButton) if "de nouveau" in each.text()
    ]
    again[0].click()

    first, second = opened.imports.sending.asked
    assert first == second
    assert "12 entrées lues" in _said(opened)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (refused(ProblemCode.INVALID_BODY, 422), "IMP-422"),
        (refused(ProblemCode.NOT_FOUND, 404), "n'est pas, ou plus, une des vôtres"),
        (Offline("ConnectError"), "Rien n'a été repris. Service injoignable."),
    ],
)
def test_what_was_not_done_is_said_with_its_code(opened, error, words):
    opened.imports.sending.fault = error
    opened.imports.have_chosen()
    opened.imports.send()

    assert words in _notice(opened)
    assert _button(opened, "imports_send").isEnabled()


def test_without_contact_the_file_waits(opened):
    opened.imports.have_chosen()
    opened.connection.go_offline(2)

    assert "Hors connexion" in _notice(opened)
    assert not _button(opened, "imports_send").isEnabled()


def test_while_it_is_sent_nothing_can_be_chosen(opened):
    opened.imports.sending.is_silent = True
    opened.imports.have_chosen()
    opened.imports.send()

    assert "Envoi et lecture par le service…" in _said(opened)
    assert not _button(opened, "imports_choose").isEnabled()
    press(opened.shell, "Escape")
    assert opened.shell.page == TRIAGE


def test_the_name_of_the_file_is_masked(opened):
    opened.imports.have_chosen()
    press(opened.shell, "F9")

    assert "reprise-novembre" not in _said(opened)
    assert "Fichier choisi · 12 entrées" in _said(opened)


@pytest.fixture
def of_two_units(theme, settings, wording, qtbot) -> Parts:
    """The screen of somebody who works in two units."""
    session, desk = SampleSession(), SampleDesk()
    assert session.me is not None
    other = UnitLabel(id=KERMARREC.id, name="Thorax")
    session.me = session.me.model_copy(update={"units": [*session.me.units, other]})
    parts = make_parts(theme, settings, wording, session, desk)
    qtbot.addWidget(parts.shell)
    parts.shell.show()
    parts.shell.go_to(IMPORTS)
    return parts


def test_the_unit_is_asked_for_where_there_are_several(of_two_units):
    parts = of_two_units
    child(_screen(parts), QAbstractButton, "imports_unit_1").click()
    parts.imports.have_chosen()
    parts.imports.send()

    ((unit_id, _content, _write),) = parts.imports.sending.asked
    assert unit_id == KERMARREC.id


def test_a_file_on_its_way_stays_in_the_unit_that_is_shown(of_two_units):
    parts = of_two_units
    parts.imports.have_chosen()
    parts.imports.sending.is_silent = True
    parts.imports.send()
    child(_screen(parts), QAbstractButton, "imports_unit_1").click()

    assert child(_screen(parts), QAbstractButton, "imports_unit_0").isChecked()


def test_after_a_lost_answer_the_same_file_goes_to_the_same_unit(of_two_units):
    parts = of_two_units
    parts.imports.have_chosen()
    parts.imports.sending.fault = LOST
    parts.imports.send()
    child(_screen(parts), QAbstractButton, "imports_unit_1").click()
    parts.imports.send()

    first, second = parts.imports.sending.asked
    assert first == second


def test_a_report_that_comes_behind_another_screen_leaves_the_keyboard_there(opened):
    opened.imports.have_chosen()
    opened.imports.sending.is_silent = True
    opened.imports.send()
    opened.shell.go_to(TRIAGE)
    before = focused()
    opened.imports._take_report(report())

    assert focused() is before


def test_the_report_is_copied_and_saved_without_anybody(opened, tmp_path):
    opened.imports.have_chosen()
    opened.imports.send()
    _button(opened, "imports_copy").click()
    copied = QGuiApplication.clipboard().text()
    _screen(opened).save(str(tmp_path / "rapport.csv"))

    saved = (tmp_path / "rapport.csv").read_text("utf-8-sig")
    assert saved.splitlines() == copied.splitlines()
    assert len(saved.splitlines()) == 13
    assert saved.splitlines()[4].startswith("4;Administration;Refusée;")
    assert str(KERMARREC.id) not in saved
    assert "sans identité" in opened.shell.toasts.toasts[-1].accessibleName()


def test_a_report_that_cannot_be_saved_says_so(opened, tmp_path):
    opened.imports.have_chosen()
    opened.imports.send()
    _screen(opened).save(str(tmp_path / "missing" / "rapport.csv"))

    assert "n'a pas pu être enregistré" in _notice(opened)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_reason_and_result_is_worded(language):
    w = Wording(language)
    line = report().lines[0]
    reasons = {w.text(f"imports-reason-{reason}") for reason in ImportReason}
    assert len(reasons) == len(ImportReason)
    for result in ImportResult:
        told = line.model_copy(update={"result": result, "reasons": list(ImportReason)})
        assert all(line_row(w, told).texts)
    assert report_csv(w, report()).count("\r\n") == 13
