"""An open record of another unit: the red outline, the time left, its end by hand or by itself."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from console.errors import Offline, Unexpected
from services.contract.problems import ProblemCode
from tests.pictures.stage import refused
from tests.samples.exceptional import access
from tests.samples.rows import KERMARREC, LE_BIHAN, NOW
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, press
from tests.ui.exceptional.filling import is_asking, said
from ui.patient.head import FileTab
from ui.patient.record.sections import Section
from ui.patient.screen import PatientScreen
from ui.shell.pages import PATIENT_FILE, SETTINGS, TRIAGE
from ui.triage.offers import Act

BUSY = Unexpected("unavailable", status=503, retryable=True, outcome_unknown=True)


@pytest.fixture
def opened(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> Parts:
    """A file that an exceptional access opened just now, by one clock."""
    monkeypatch.setattr(parts.session, "server_now", lambda: parts.exceptional.now)
    parts.exceptional.have_open(access())
    parts.shell.open_file(KERMARREC.id)
    return parts


def _file(parts: Parts) -> PatientScreen:
    assert parts.shell.file is not None
    return parts.shell.file


def _told(parts: Parts) -> str:
    look = _file(parts).banner._look
    assert look is not None
    return plain(look.exceptional)


def _end(parts: Parts) -> QPushButton:
    return child(_file(parts), QPushButton, "patient_banner_end")


def _notice(parts: Parts) -> str:
    shown = child(_file(parts), QWidget, "exceptional_end_notice")
    return plain(shown.accessibleName()) if shown.isVisible() else ""


def test_the_banner_counts_by_the_clock_of_the_service(opened):
    assert _told(opened) == "Accès exceptionnel, reste 60 min"
    opened.exceptional.now = NOW + timedelta(minutes=17, seconds=30)
    _file(opened)._follow_time()

    assert _told(opened) == "Accès exceptionnel, reste 42 min"
    opened.exceptional.now = NOW + timedelta(minutes=59, seconds=30)
    _file(opened)._follow_time()
    assert _told(opened) == "Accès exceptionnel, reste moins d'une minute"


def test_a_patient_of_the_unit_has_no_outline_and_nothing_to_end(opened):
    opened.shell.open_file(LE_BIHAN.id)

    assert _told(opened) == ""
    assert not _end(opened).isVisible()


def test_at_the_sixtieth_minute_the_file_closes_and_says_what_to_do(opened):
    opened.exceptional.pass_to(NOW + timedelta(minutes=59, seconds=59))
    assert opened.file.header is not None

    opened.exceptional.pass_to(NOW + timedelta(minutes=60))

    assert opened.file.is_gone
    assert opened.file.header is None
    read = said(_file(opened))
    assert "L'heure d'accès exceptionnel est écoulée." in read
    assert "sauf vos brouillons" in read
    assert "KERMARREC" not in read
    again = [
        each for each in _file(opened).findChildren(QPushButton) if "nouvel accès" in each.text()
    ]
    again[0].click()
    assert is_asking(opened.shell)


def test_escape_leads_back_from_a_file_that_closed(opened):
    opened.exceptional.pass_to(NOW + timedelta(minutes=61))
    press(opened.shell, "Escape")

    assert opened.shell.page == TRIAGE


def test_another_file_stays_open_when_the_hour_is_over(opened):
    opened.shell.open_file(LE_BIHAN.id)
    opened.exceptional.pass_to(NOW + timedelta(minutes=60))

    assert not opened.file.is_gone


def test_it_is_ended_by_hand(opened):
    _end(opened).click()

    assert [each for each, _write in opened.exceptional.records.ended] == [access().id]
    assert opened.file.is_gone
    assert "Accès exceptionnel terminé." in said(_file(opened))
    assert opened.exceptional.items == ()


def test_the_button_says_that_the_end_is_on_its_way(opened):
    opened.exceptional.records.silent.add("end")
    _end(opened).click()
    _end(opened).click()

    assert _end(opened).text() == "Fin de l'accès…"
    assert len(opened.exceptional.records.ended) == 1


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (Offline("ConnectError"), "n'a pas pu être terminé"),
        (Offline("ReadTimeout", outcome_unknown=True), "La réponse s'est perdue"),
        (refused(ProblemCode.INVALID_BODY, 422), "EXC-422"),
        (BUSY, "La réponse s'est perdue"),
    ],
)
def test_an_end_that_failed_says_until_when_it_lasts_and_goes_again_once(opened, error, words):
    records = opened.exceptional.records
    records.faults["end"] = error
    _end(opened).click()

    assert words in _notice(opened)
    assert "11:42" in _notice(opened)
    assert not opened.file.is_gone
    del records.faults["end"]
    again = [
        each
        for each in _file(opened).access.notice.findChildren(QPushButton)
        if each.text() == "Recommencer"
    ]
    again[0].click()
    assert opened.file.is_gone
    first, second = records.ended
    assert first == second


def test_what_the_service_does_not_know_any_more_is_over(opened):
    opened.exceptional.records.faults["end"] = refused(ProblemCode.NOT_FOUND, 404)
    _end(opened).click()

    assert opened.file.is_gone


def test_closing_and_what_is_expected_stay_with_the_unit(opened):
    press(opened.shell, "N")
    assert opened.shell.page == TRIAGE

    showing = opened.triage._showing
    why = plain(showing.why_not(Act.CLOSE))
    assert why == "Accès exceptionnel : cela reste à l'unité du patient."
    assert showing.offered(Act.CLOSE) is None
    assert showing.offered(Act.NOTE) is not None


def test_a_note_is_written_in_the_record_and_nothing_else(opened):
    screen = _file(opened)
    screen.choose_tab(FileTab.RECORD)
    screen.record.go_to(Section.WEIGHT)
    assert not screen.record.add.isEnabled()
    screen.record.add_one()
    assert screen.record.desk.form is None

    screen.record.go_to(Section.NOTE)
    assert screen.record.add.isEnabled()
    screen.record.add_one()
    assert screen.record.desk.form is not None


def test_the_settings_list_what_is_open_lead_to_it_and_end_it(opened):
    opened.shell.go_to(SETTINGS)
    section = child(opened.shell, QWidget, "settings_accesses")
    assert "KERMARREC Jeanne" in said(section)
    assert "Jusqu'à 11:42 · Urgence" in said(section)

    child(section, QPushButton, "access_open").click()
    assert opened.shell.page == PATIENT_FILE
    opened.shell.go_to(SETTINGS)
    child(section, QPushButton, "access_end").click()

    assert "Aucun accès exceptionnel en cours." in said(section)
    assert opened.file.is_gone


def test_names_in_the_settings_are_masked(opened):
    opened.shell.go_to(SETTINGS)
    press(opened.shell, "F9")

    assert "KERMARREC" not in said(child(opened.shell, QWidget, "settings_accesses"))


def test_what_cannot_be_listed_says_so(opened):
    opened.exceptional.records.faults["read"] = BUSY
    opened.shell.go_to(SETTINGS)

    section = child(opened.shell, QWidget, "settings_accesses")
    assert "EXC-503" in said(section) or "occupé" in said(section)
    assert "KERMARREC Jeanne" in said(section)


def test_a_role_that_may_not_has_no_such_section(parts):
    parts.exceptional.is_allowed = False
    parts.shell.go_to(SETTINGS)

    assert not child(parts.shell, QWidget, "settings_accesses").isVisible()
