"""Many people are invited from a file: rehearsed first, and what was looked at is what is sent."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from console.errors import Offline, StepUpNeeded
from console.stores.staff_import import ImportStep
from resources.wording import Wording
from services.contract.problems import FieldProblem, ProblemCode
from services.contract.staff import ImportColumn, ImportFault, ImportOutcome
from services.staff.import_file import table_of
from tests.pictures.stage import refused
from tests.samples.roles import admin
from tests.samples.staff_import import line, report, why
from tests.support.typography import plain
from tests.support.ui_parts import Parts, focused, make_parts, press, visible_texts
from tests.ui.test_accessible import nameless
from ui.accounts.import_dialog import ImportDialog
from ui.accounts.import_words import line_row, saved_rows, template


@pytest.fixture
def parts(theme, settings, wording) -> Iterator[Parts]:
    """An administrator."""
    made = make_parts(theme, settings, wording, *admin())
    made.shell.resize(1366, 688)
    made.shell.show()
    made.shell.activateWindow()
    yield made
    made.shell.close_session()
    made.shell.close()
    made.shell.deleteLater()


@pytest.fixture
def dialog(parts: Parts) -> ImportDialog:
    """The dialog, open."""
    return _open(parts)


def _open(parts: Parts) -> ImportDialog:
    parts.shell.staff.import_file()
    [found] = [each for each in parts.shell.findChildren(ImportDialog) if each.isVisible()]
    return found


def _said(parts: Parts) -> str:
    return plain(" | ".join(visible_texts(parts.shell)))


def _rehearse(parts: Parts, dialog: ImportDialog) -> None:
    parts.staff_import.take_sample()
    dialog.file.words.set_raw("Ouverture de l'unité")
    dialog.submit.click()


def _shown(dialog: ImportDialog) -> list[str]:
    return [row.texts[0] for row in dialog.report.table.rows]


def test_a_file_is_rehearsed_before_anybody_is_invited(parts: Parts, dialog: ImportDialog):
    _rehearse(parts, dialog)

    [(asked, _write)] = parts.staff_import.calls.sent
    assert (asked.is_rehearsal, asked.words) == (True, "Ouverture de l'unité")
    said = _said(parts)
    assert "Rien n'est encore parti." in said
    assert "Une invitation part tout de suite" in said
    assert "2 demandes attendent une seconde personne" in said
    assert dialog.submit.accessibleName() == "Inviter 3 personnes"
    assert focused() is dialog.report.table


def test_what_was_rehearsed_is_sent_whatever_the_file_holds_by_now(
    parts: Parts, dialog: ImportDialog, tmp_path: Path
):
    path = tmp_path / "equipe.csv"
    path.write_text("nom;identifiant\nHélène;h\n", encoding="utf-8")
    dialog.choose(str(path))
    dialog.file.words.set_raw("Ouverture")
    dialog.submit.click()
    path.write_text("nom;identifiant\nSomebody Else;e\n", encoding="utf-8")
    dialog.submit.click()

    (rehearsed, first), (done, second) = parts.staff_import.calls.sent
    assert done.csv == rehearsed.csv == "nom;identifiant\nHélène;h\n"
    assert (rehearsed.is_rehearsal, done.is_rehearsal) == (True, False)
    assert first.key != second.key
    assert "Une invitation envoyée, 2 demandes attendent une seconde personne." in _said(parts)
    assert not dialog.submit.isVisible()


def test_another_file_is_rehearsed_anew(parts: Parts, dialog: ImportDialog):
    _rehearse(parts, dialog)
    dialog.other.click()

    assert parts.staff_import.step is ImportStep.FILE
    dialog.submit.click()
    assert "Choisissez d'abord un fichier." in _said(parts)
    assert len(parts.staff_import.calls.sent) == 1
    assert dialog.file.words.raw() == "Ouverture de l'unité"


def test_a_file_and_a_reason_are_needed(parts: Parts, dialog: ImportDialog):
    dialog.submit.click()
    assert "Choisissez d'abord un fichier." in _said(parts)
    parts.staff_import.take_sample()
    dialog.submit.click()
    assert "Choisissez d'abord un fichier." not in _said(parts)
    dialog.file.words.set_raw("..")
    dialog.submit.click()
    assert parts.staff_import.calls.sent == []


def test_counts_filter_and_only_the_refused_are_shown(parts: Parts, dialog: ImportDialog):
    _rehearse(parts, dialog)
    assert _shown(dialog) == [str(n) for n in range(2, 10)]
    assert [each.accessibleName() for each in dialog.report.chips.values()] == [
        "À inviter 1", "Attendront un accord 2", "Refusées 5",
    ]  # fmt: skip
    dialog.report.chips[ImportOutcome.REFUSED].click()
    assert _shown(dialog) == ["5", "6", "7", "8", "9"]


def test_where_nobody_can_be_invited_nothing_can_be_sent(parts: Parts, dialog: ImportDialog):
    refusal = [why(ImportColumn.EMAIL, ImportFault.TAKEN)]
    parts.staff_import.calls.told = {
        "lines": [line(2, "Anne", ImportOutcome.REFUSED, reasons=refusal)]
    }
    _rehearse(parts, dialog)
    press(parts.shell, "Ctrl+Return")

    assert len(parts.staff_import.calls.sent) == 1
    assert "Aucune ligne ne peut être invitée." in _said(parts)
    assert not dialog.submit.isEnabled()


def test_a_lost_answer_is_asked_for_again_under_the_same_key(parts: Parts, dialog: ImportDialog):
    _rehearse(parts, dialog)
    parts.staff_import.calls.fault = Offline("ReadTimeout", outcome_unknown=True)
    dialog.submit.click()
    assert "rien ne part deux fois" in _said(parts)
    assert not dialog.other.isVisible()

    press(parts.shell, "Escape")
    again = _open(parts)
    assert "rien ne part deux fois" in _said(parts)
    parts.staff_import.calls.fault = None
    again.submit.click()

    _, (lost, first), (asked, second) = parts.staff_import.calls.sent
    assert (lost, first.key) == (asked, second.key)
    assert "C'est fait." in _said(parts)


def test_whoever_leaves_while_it_is_on_its_way_is_told(parts: Parts, dialog: ImportDialog):
    _rehearse(parts, dialog)
    parts.staff_import.calls.is_silent = True
    dialog.submit.click()
    press(parts.shell, "Escape")
    parts.staff_import.proof._finish(report(is_rehearsal=False))

    assert "Une invitation envoyée" in _said(parts)
    _open(parts)
    assert "C'est fait." in _said(parts)


def test_nothing_of_a_file_outlives_its_dialog(parts: Parts, dialog: ImportDialog):
    _rehearse(parts, dialog)
    press(parts.shell, "Escape")

    store = parts.staff_import
    assert (store.file, store.asked, store.report) == (None, None, None)
    assert _open(parts).file.words.raw() == ""


def test_a_proof_is_asked_in_place_and_the_rehearsal_goes_on(parts: Parts, dialog: ImportDialog):
    asked = refused(ProblemCode.STEP_UP_NEEDED, 403).problem
    parts.staff_import.calls.fault = StepUpNeeded(asked)
    _rehearse(parts, dialog)
    assert dialog._proof.isVisible()
    parts.staff_import.proof.prove("a password", "123456")

    assert parts.staff_import.step is ImportStep.REHEARSED
    first, second = (write.key for _ask, write in parts.staff_import.calls.sent)
    assert first == second


@pytest.mark.parametrize(
    ("problems", "said"),
    [
        ([("csv", "not_csv")], "un guillemet n'est pas fermé"),
        ([("csv", "no_lines")], "il ne nomme personne"),
        ([("csv", "too_many")], "plus de 500 personnes"),
        ([("csv.email", "missing_column"), ("csv.ends_on", "missing_column")],
         "Colonnes qui manquent : courriel, dernier jour."),
        ([("csv.name", "column_twice")], "Colonnes qui sont là deux fois : nom."),
    ],
)  # fmt: skip
def test_a_file_that_is_refused_whole_says_why(
    parts: Parts, dialog: ImportDialog, problems: list[tuple[str, str]], said: str
):
    error = refused(ProblemCode.INVALID_BODY, 422)
    errors = [FieldProblem(field=field, reason=reason) for field, reason in problems]
    error.problem = error.problem.model_copy(update={"errors": errors})
    parts.staff_import.calls.fault = error
    _rehearse(parts, dialog)

    assert said in _said(parts)
    assert parts.staff_import.step is ImportStep.FILE


@pytest.mark.parametrize("fault", list(ImportFault))
@pytest.mark.parametrize("column", list(ImportColumn))
def test_every_reason_of_every_column_has_words(wording, column: ImportColumn, fault: ImportFault):
    row = line_row(wording, line(2, "A", ImportOutcome.REFUSED, reasons=[why(column, fault)]), True)

    assert row.texts[3].startswith("Refusée\n")


def test_columns_that_are_not_read_are_said(parts: Parts, dialog: ImportDialog):
    parts.staff_import.calls.told = {"unread": ["date de fin", "x\u202ey"]}
    _rehearse(parts, dialog)

    assert "Colonnes qui ne sont pas lues : date de fin, xy." in _said(parts)


def test_a_name_that_turns_what_stands_beside_it_is_shown_plainly(parts, dialog):
    parts.staff_import.calls.told = {
        "lines": [line(2, "A\u202eB\nC", ImportOutcome.REFUSED, username="=1\u200b+1")]
    }
    _rehearse(parts, dialog)

    assert dialog.report.table.rows[0].texts[1] == "AB C\n=1+1"


def test_the_report_is_saved_and_nothing_in_it_runs(parts, dialog, wording, tmp_path: Path):
    lines = [line(2, "=HYPERLINK(1)", ImportOutcome.INVITED), line(3, "B", ImportOutcome.WAITS)]
    parts.staff_import.calls.told = {"lines": lines}
    _rehearse(parts, dialog)
    dialog.report.chips[ImportOutcome.WAITS].click()
    dialog.report.save.click()
    [window] = dialog.findChildren(QFileDialog)
    window.reject()
    dialog.save(str(tmp_path / "rapport.csv"))

    with (tmp_path / "rapport.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert [row[1] for row in rows] == ["nom", "'=HYPERLINK(1)", "B"]
    assert "Enregistré." in _said(parts)
    dialog.save(str(tmp_path / "nowhere" / "rapport.csv"))
    assert "L'enregistrement n'a pas marché" in _said(parts)


def test_the_template_is_a_file_that_the_service_reads(wording):
    for w in (wording, Wording("en")):
        [head] = template(w)
        filled = ["Anne", "anne", "a@chu.example", "admin", "", "", "", "", "", ""]
        table = table_of(";".join(head) + "\n" + ";".join(filled))
        assert table.unread == []
        assert len(head) == len(ImportColumn) - 1
        assert saved_rows(w, report())[0][0] in ("ligne", "line")


def test_behind_a_lock_no_window_of_the_system_stays(parts: Parts, dialog: ImportDialog):
    dialog.file.choose.click()
    [window] = dialog.findChildren(QFileDialog)
    dialog.hide()
    assert not window.isVisible()


def test_everything_is_reached_by_keys_and_has_a_name(parts: Parts, dialog: ImportDialog):
    assert focused() is dialog.file.choose
    _rehearse(parts, dialog)
    assert nameless(parts.shell) == []
    stops = []
    for _ in range(12):
        stops.append(focused().objectName())
        press(parts.shell, "Tab")
    assert {"staffimport_table", "staffimport_save", "staffimport_refused", "staffimport_submit",
            "staffimport_other", "staffimport_leave"} <= set(stops)  # fmt: skip
    dialog.report.table.setFocus()
    press(parts.shell, "Ctrl+Return")
    assert parts.staff_import.step is ImportStep.DONE


def test_with_letters_of_twice_the_size_the_buttons_are_in_sight(parts: Parts, theme, dialog):
    theme.set_text_scale_pct(200)
    _rehearse(parts, dialog)
    QTest.qWait(0)

    card = dialog._card.rect()
    for button in (dialog.leave, dialog.other, dialog.submit):
        place = button.mapTo(dialog._card, button.rect().bottomRight())
        assert card.contains(place), button.accessibleName()
    assert dialog._body.width() <= dialog._scroll.viewport().width()


def test_a_nurse_imports_nobody(theme, settings, wording):
    made = make_parts(theme, settings, wording)
    made.shell.staff.import_file()
    assert made.shell.findChild(ImportDialog) is None
    made.shell.deleteLater()
