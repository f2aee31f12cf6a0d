"""Exports of whole units on screen: asked for with all that is to be said, saved after a proof."""

from collections.abc import Iterator

import pytest
import shiboken6

from console.errors import Offline, StepUpNeeded
from console.stores.exports import ExportGroup
from console.stores.private_files import SaveFault
from services.contract.cohorts import CohortFormat, CohortState
from services.contract.exports import EARLIEST
from services.contract.problems import ProblemCode
from services.contract.report_enums import ExportPurpose
from tests.pictures.stage import refused
from tests.samples.cohorts import PARTS, UNITS, cohorts
from tests.samples.roles import oncologist
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, make_parts, press, visible_texts
from ui.exports import saving
from ui.exports.save_dialog import SaveDialog
from ui.exports.saving import proposed_name
from ui.exports.screen import ExportsScreen
from ui.exports.unit_dialog import UnitExportDialog
from ui.exports.unit_saving import UnitProofDialog
from widgets.button import Button

PROOF = StepUpNeeded(refused(ProblemCode.STEP_UP_NEEDED, 403).problem)
WORDS = "Reprise du suivi par le CHU"


@pytest.fixture
def doctor(qtbot, theme, settings, wording) -> Iterator[Parts]:
    """The frame of an oncologist of two units."""
    parts = make_parts(theme, settings, wording, *oncologist())
    parts.exports.calls.items = []
    parts.exports.cohorts.items = cohorts()
    parts.shell.resize(1366, 688)
    parts.shell.show()
    parts.shell.activateWindow()
    parts.shell.take_focus()
    qtbot.waitUntil(lambda: parts.details.shown.alert is not None)
    yield parts
    parts.shell.hide()
    shiboken6.delete(parts.shell)


@pytest.fixture
def screen(doctor: Parts) -> ExportsScreen:
    """The list in front, with the keyboard on it."""
    press(doctor.shell, "G", "X")
    assert doctor.shell.exports.screen is not None
    return doctor.shell.exports.screen


def _dialog(parts: Parts) -> UnitExportDialog:
    (dialog,) = parts.shell.findChildren(UnitExportDialog)
    return dialog


def _fill(dialog: UnitExportDialog) -> None:
    fields = dialog.fields
    fields.unit.set_raw(str(UNITS[1].id))
    fields.format.set_raw(CohortFormat.NDJSON.value)
    fields.span.days.set_raw("all")
    fields.span.purpose.set_raw(ExportPurpose.END_OF_CONTRACT.value)
    fields.words.set_raw(f" {WORDS} ")


def test_unit_purpose_and_words_are_asked_and_a_proof_before_anything_is_sent(doctor, screen):
    press(doctor.shell, "U")
    dialog = _dialog(doctor)
    press(dialog, "Ctrl+Return")
    assert focused() is dialog.fields.unit.control
    assert doctor.exports.cohorts.asked == []

    _fill(dialog)
    doctor.exports.cohorts.once["ask"] = PROOF
    press(dialog, "Ctrl+Return")
    assert dialog._proof.isVisible()
    doctor.exports.asking_unit.proof.prove("words", "123456")

    ask = doctor.exports.cohorts.asked[-1]
    assert (ask.unit_id, ask.format, ask.words) == (UNITS[1].id, CohortFormat.NDJSON, WORDS)
    assert (ask.first, ask.purpose) == (EARLIEST, ExportPurpose.END_OF_CONTRACT)
    assert not dialog.isVisible()
    assert screen.table.key == doctor.exports.list.rows[0].key
    assert doctor.exports.list.rows[0].row.state is CohortState.WAITING


def test_every_field_that_would_leave_is_told_before_the_identifying_ones_red(doctor, screen):
    press(doctor.shell, "U")
    dialog = _dialog(doctor)
    of_tables = {row.texts[0]: row for row in dialog.held.rows}
    assert of_tables["IPP de l'établissement"].danger == (0, 1, 2)
    assert of_tables["IPP de l'établissement"].texts[1:] == ("record_number", "•••••")
    assert of_tables["Statut de l'identité"].danger == ()
    assert of_tables["Fait le (UTC)"].texts[2] == "2025-11-18T07:12:00Z"

    dialog.fields.format.set_raw(CohortFormat.NDJSON.value)
    dialog.fields.format.chosen.emit()
    lines = {row.texts[0]: row for row in dialog.held.rows}
    assert (
        lines["Professionnel nommé"].sentence == "Professionnel nommé, Practitioner, identifiante"
    )
    assert "IPP de l'établissement" not in lines


def test_a_table_is_unfolded_and_folded_by_keyboard(doctor, screen):
    press(doctor.shell, "U")
    held = _dialog(doctor).held
    held.setFocus()
    place = next(at for at, row in enumerate(held.rows) if "Commentaires" in row.texts[0])
    held.selectRow(place)
    assert "Entrée pour déplier" in held.rows[place].sentence
    before = len(held.rows)
    press(held, "Return")
    assert len(held.rows) == before + 15
    assert held.currentIndex().row() == place
    press(held, "Space")
    assert len(held.rows) == before


def test_what_waits_for_a_second_person_is_not_saved_and_the_foot_does_not_say_so(doctor, screen):
    assert not screen._foot._act.isVisible()
    press(doctor.shell, "Return")
    told = [plain(text) for text in visible_texts(doctor.shell)]
    assert "Le délégué à la protection des données n'a pas encore décidé." in told

    doctor.exports.list.show(ExportGroup.DONE)
    screen.take_focus()
    assert screen._foot._act.text() == "enregistrer"
    doctor.exports.list.show(ExportGroup.FAILED)
    screen.take_focus()
    assert screen._foot._act.text() == "demander à nouveau"
    press(doctor.shell, "Return")
    fields = _dialog(doctor).fields
    assert fields.unit.raw() == str(UNITS[0].id)
    assert fields.span.purpose.raw() == ExportPurpose.END_OF_CONTRACT.value
    assert fields.words.raw() == ""


def test_a_file_is_saved_once_its_owner_has_proved_who_they_are(
    doctor, screen, tmp_path, monkeypatch
):
    monkeypatch.setattr(saving, "risk_of", lambda _folder: None)
    doctor.exports.list.show(ExportGroup.DONE)
    screen.take_focus()
    doctor.exports.cohorts.once["take"] = PROOF
    press(doctor.shell, "Return")
    way, ready = doctor.shell.exports.unit_way, cohorts()[2]
    assert proposed_name(ready).endswith(".zip")
    way.window.close()

    way.window.chosen.emit(str(tmp_path / "a.zip"))
    (dialog,) = doctor.shell.findChildren(UnitProofDialog)
    assert focused().objectName() == "proof_password"
    child(dialog, Button, "unit_proof_leave").click()
    assert doctor.exports.cohorts.taken == []
    doctor.exports.cohorts.once["take"] = PROOF
    way.window.chosen.emit(str(tmp_path / "a.zip"))
    doctor.exports.saving_unit.proof.prove("words", "123456")

    assert (tmp_path / "a.zip").read_bytes() == b"".join(PARTS)
    assert not [each for each in doctor.shell.findChildren(UnitProofDialog) if each.isVisible()]


def _save_dialog(parts: Parts) -> SaveDialog:
    (dialog,) = [each for each in parts.shell.findChildren(SaveDialog) if each.isVisible()]
    return dialog


def test_a_file_that_did_not_come_is_told_until_it_is_asked_for_again(
    doctor, screen, tmp_path, monkeypatch
):
    """A toast is gone before its owner looks, and with it the hour in which the file is there."""
    monkeypatch.setattr(saving, "risk_of", lambda _folder: None)
    way, ready = doctor.shell.exports.unit_way, cohorts()[2]
    way.begin(ready)
    way.window.close()
    doctor.exports.cohorts.once["take"] = Offline("ConnectError")
    way.window.chosen.emit(str(tmp_path / "a.zip"))
    retry = child(_save_dialog(doctor), Button, "save_elsewhere")
    assert focused() is retry
    assert retry.text() == "Réessayer"
    press(doctor.shell, "Return")

    assert (tmp_path / "a.zip").read_bytes() == b"".join(PARTS)
    assert not [each for each in doctor.shell.findChildren(SaveDialog) if each.isVisible()]


def test_a_file_that_a_disk_lost_says_so_and_leads_to_another_one(doctor, screen):
    way, ready = doctor.shell.exports.unit_way, cohorts()[2]
    way.begin(ready)
    way.window.close()
    doctor.exports.saving_unit.lost.emit(SaveFault.FULL)
    told = plain(" ".join(visible_texts(_save_dialog(doctor))))
    assert "Il n'y a plus de place sur ce disque. Le fichier avait quitté le service" in told
    press(doctor.shell, "Return")

    assert _dialog(doctor).fields.unit.raw() == str(ready.unit.id)


def test_behind_a_lock_nothing_is_read_with_no_screen_of_exports_either(doctor):
    doctor.exports.start()
    assert doctor.exports.list._pace.wait_ms is not None

    doctor.shell.set_locked(True)

    assert doctor.exports.list._pace.wait_ms is None


def test_del_takes_a_request_back_and_a_patients_file_is_not_offered(doctor, screen):
    assert not screen.bar._file.isVisibleTo(screen)
    press(doctor.shell, "Delete")

    assert doctor.exports.cohorts.cancelled == [cohorts()[0].id]


def test_who_may_not_ask_for_units_has_no_way_to(parts):
    press(parts.shell, "G", "X")
    press(parts.shell, "U")

    assert not parts.shell.findChildren(UnitExportDialog)
    assert not parts.shell.exports.screen.head._unit.isVisible()
