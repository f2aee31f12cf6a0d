"""Exports on screen: asked for with a purpose, cancelled at once, saved where nobody else reads."""

import pytest
from PySide6.QtWidgets import QFileDialog

from console.errors import Offline
from console.models.exports_model import Column
from console.models.exports_text import export_text, sentence_of
from console.stores.exports import Exported, ExportGroup
from console.stores.private_files import SaveFault
from reports.fhir.document import bundle_of
from resources.wording import Wording
from services.contract.enums import Role
from services.contract.export_previews import ExportPreview, PreviewPart
from services.contract.exports import (
    CsvDelimiter,
    ExportDestination,
    ExportFormat,
    ExportState,
)
from services.contract.problems import ProblemCode
from services.contract.report_enums import ExportPurpose, ReportBlock
from tests.pictures.stage import refused
from tests.samples.exports import CONTENT, exports
from tests.samples.reports import typical
from tests.samples.roles import _somebody
from tests.samples.rows import NOW
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, make_parts, press, visible_texts
from ui.exports import saving
from ui.exports.new_dialog import NewExportDialog
from ui.exports.preview_words import preview_text
from ui.exports.save_dialog import SaveDialog
from ui.exports.saving import proposed_name
from ui.exports.screen import ExportsScreen
from ui.patient.head import FileTab
from widgets.button import Button
from widgets.reading_text import ReadingText


@pytest.fixture
def screen(parts: Parts) -> ExportsScreen:
    """The list in front, with the keyboard on it."""
    press(parts.shell, "G", "X")
    assert parts.shell.exports.screen is not None
    return parts.shell.exports.screen


def _dialog(parts: Parts) -> NewExportDialog:
    (dialog,) = parts.shell.findChildren(NewExportDialog)
    return dialog


def _told(parts: Parts) -> list[str]:
    return [plain(text) for text in visible_texts(parts.shell)]


def _states(screen: ExportsScreen) -> list[str]:
    model = screen.table.model()
    return [plain(model.index(row, 4).data()) for row in range(model.rowCount())]


def test_g_then_x_opens_it_on_what_is_being_made(parts, screen):
    assert parts.shell.page == "exports"
    assert screen.table.hasFocus()
    assert _states(screen) == ["En attente Dans quelques secondes", "Préparation 70 %"]


def test_del_cancels_what_is_chosen_before_the_service_answers(parts, screen):
    parts.exports.calls.silent.add("cancel")
    press(parts.shell, "Down", "Delete")

    assert _states(screen)[1] == "Annulé"
    assert parts.exports.calls.cancelled == [exports()[1].id]


def test_a_purpose_is_asked_and_nothing_leaves_without_one(parts, screen):
    press(parts.shell, "X")
    dialog = _dialog(parts)
    dialog.patient.put(exports()[0].patient)
    press(dialog, "Ctrl+Return")
    assert parts.exports.calls.asked == []
    assert focused() is dialog.fields.span.purpose.control

    dialog.fields.span.purpose.set_raw(ExportPurpose.HOSPITAL_RECORD.value)
    dialog.fields.format.set_raw(ExportFormat.FHIR.value)
    press(dialog, "Ctrl+Return")

    ((patient_id, ask),) = parts.exports.calls.asked
    assert patient_id == exports()[0].patient_id
    assert (ask.format, ask.purpose) == (ExportFormat.FHIR, ExportPurpose.HOSPITAL_RECORD)
    assert ask.blocks == list(ReportBlock)
    assert (ask.last - ask.first).days == 16 * 7 - 1
    assert parts.exports.list.rows[0].row.state is ExportState.QUEUED
    assert screen.table.key == parts.exports.list.rows[0].key


def test_what_goes_to_the_record_has_its_format_and_says_where_it_goes(parts, screen):
    parts.exports.calls.record_format = ExportFormat.CDA
    parts.exports.list.refresh()
    press(parts.shell, "X")
    dialog = _dialog(parts)
    dialog.patient.put(exports()[0].patient)
    fields = dialog.fields
    assert fields.destination.isVisible()
    fields.format.set_raw(ExportFormat.CSV.value)
    fields.destination.set_raw(ExportDestination.RECORD.value)
    assert not fields.format.isVisible()
    assert not fields.delimiter.isVisible()
    fields.span.purpose.set_raw(ExportPurpose.HOSPITAL_RECORD.value)
    press(dialog, "Ctrl+Return")

    ((_patient_id, ask),) = parts.exports.calls.asked
    assert (ask.destination, ask.format) == (ExportDestination.RECORD, ExportFormat.CDA)
    model = screen.table.model()
    assert model.index(0, Column.DESTINATION).data() == "DPI"


def test_where_nothing_goes_to_the_record_no_destination_is_asked_for(parts, screen):
    press(parts.shell, "X")
    assert not _dialog(parts).fields.destination.isVisible()


def test_a_homonym_is_only_exported_by_whoever_went_to_it(parts, screen):
    press(parts.shell, "X")
    dialog = _dialog(parts)
    for letter in "KER":
        press(dialog, letter)
    parts.exports.search._send()
    press(dialog, "Return")
    assert dialog.patient.patient is None

    press(dialog, "Down", "Return")
    assert dialog.patient.patient is not None


def test_days_that_the_service_would_refuse_are_said_before(parts, screen):
    press(parts.shell, "X")
    fields = _dialog(parts).fields
    fields.span.purpose.set_raw(ExportPurpose.HOSPITAL_RECORD.value)
    fields.span.days.set_raw("dates")
    fields.span.first.set_raw("19/11/2025")

    assert fields.first_fault() is fields.span.first.control
    fields.span.first.set_raw("17/11/2025")
    fields.span.last.set_raw("16/11/2025")
    assert fields.first_fault() is fields.span.last.control


@pytest.mark.parametrize(
    ("code", "status", "said"),
    [
        (ProblemCode.IDENTITY_DOUBTFUL, 409, "L'identité de ce patient est douteuse"),
        (ProblemCode.TOO_MANY_REQUESTS, 429, "Trop d'exports en une heure"),
    ],
)
def test_a_refusal_is_said_in_the_dialog_which_keeps_what_was_chosen(
    parts, screen, code, status, said
):
    parts.exports.calls.faults["ask"] = refused(code, status)
    parts.shell.exports.ask_again(exports()[4])
    dialog = _dialog(parts)
    press(dialog, "Ctrl+Return")

    assert any(text.startswith(said) for text in _told(parts))
    assert dialog.fields.span.purpose.raw() == ExportPurpose.HOSPITAL_RECORD.value
    assert not dialog.fields.span.blocks[ReportBlock.COMMENTS].raw()


def test_what_is_ready_is_saved_with_enter_under_a_name_that_names_nobody(parts, screen, tmp_path):
    parts.exports.list.show(ExportGroup.DONE)
    screen.take_focus()
    press(parts.shell, "Return")
    (window,) = parts.shell.findChildren(QFileDialog)
    (proposed,) = window.selectedFiles()
    assert proposed.endswith(proposed_name(exports()[2]))
    assert "LE BIHAN" not in proposed
    window.close()

    parts.shell.exports.way.window.chosen.emit(str(tmp_path / "a.pdf"))

    assert (tmp_path / "a.pdf").read_bytes() == CONTENT
    assert parts.exports.calls.taken == [exports()[2].id]


def test_a_place_from_which_copies_go_elsewhere_is_asked_about(parts, screen, tmp_path):
    folder = tmp_path / "Nextcloud"
    folder.mkdir()
    way = parts.shell.exports.way
    way.begin(exports()[2])
    way.window.chosen.emit(str(folder / "a.pdf"))

    (dialog,) = parts.shell.findChildren(SaveDialog)
    assert parts.exports.calls.taken == []
    assert child(dialog, Button, "save_elsewhere").hasFocus()
    child(dialog, Button, "save_other").click()
    assert (folder / "a.pdf").exists()


def test_escape_never_throws_a_file_away_that_is_nowhere_else(parts, screen, monkeypatch, tmp_path):
    monkeypatch.setattr(saving, "risk_of", lambda _folder: None)
    way, store = parts.shell.exports.way, parts.exports.saving
    way.begin(exports()[2])
    store.export, store._content = exports()[2], CONTENT
    store.refused.emit(SaveFault.FULL)
    press(parts.shell, "Escape")
    assert store.has_left

    way.begin(exports()[3])
    way.window.chosen.emit(str(tmp_path / "b.pdf"))
    assert (tmp_path / "b.pdf").read_bytes() == CONTENT
    assert parts.exports.calls.taken == []


def test_without_contact_nothing_is_asked_cancelled_or_saved(parts, screen):
    parts.connection.go_offline(1)
    press(parts.shell, "X", "Delete", "Return")

    assert not parts.shell.findChildren(NewExportDialog)
    assert parts.exports.calls.cancelled == []


def test_a_list_that_cannot_be_read_says_so(parts):
    parts.exports.calls.faults["list"] = Offline("ConnectError")
    press(parts.shell, "G", "X")

    assert "Exports indisponibles." in _told(parts)


def test_in_a_file_ctrl_e_asks_for_this_patient_and_documents_list_theirs(parts):
    press(parts.shell, "O")
    file = parts.shell.file
    assert file is not None
    file.choose_tab(FileTab.DOCUMENTS)
    mine = [each for each in exports() if each.patient_id == parts.file.patient_id]
    assert len(file.documents.exports.table.rows) == len(mine) == 2

    press(file, "Ctrl+E")
    patient = _dialog(parts).patient.patient
    assert patient is not None
    assert patient.id == parts.file.patient_id


def test_behind_the_mask_no_name_is_painted(parts, screen):
    parts.shell.toggle_mask()
    model = screen.table.model()
    texts = " ".join(model.index(row, 3).data() for row in range(2))

    assert "KERMARREC" not in texts


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMIN, Role.PRIVACY_OFFICER])
def test_others_have_no_exports_so_far(qtbot, theme, settings, wording, role):
    parts = make_parts(theme, settings, wording, *_somebody(role))
    qtbot.addWidget(parts.shell)

    assert not parts.shell.exports.may_open
    assert not parts.shell.exports.may_ask
    before = parts.shell.page
    parts.shell.exports.open()
    assert parts.shell.page == before


def test_the_row_is_one_sentence_for_who_listens():
    w = Wording("fr", "Europe/Paris")
    said = sentence_of(w, export_text(w, Exported(exports()[4]), NOW))

    assert plain(said) == (
        "Rapport de télésurveillance, PDF. MARCHAND Philippe, 4-janv.-2016 – 18-nov.-2025. "
        "Questionnaires · Alertes et actions. Échec : rapport trop volumineux, "
        "Choisissez une période plus courte. Demandé 09:47. Dossier de l'établissement."
    )


def test_a_preview_needs_a_purpose_shows_ten_lines_and_goes_with_another_choice(parts, screen):
    parts.shell.exports.ask_of(exports()[0].patient)
    dialog, store = _dialog(parts), parts.exports.preview
    press(dialog, "Ctrl+Return")
    dialog.look()
    assert parts.exports.calls.asked == []

    dialog.fields.span.purpose.set_raw(ExportPurpose.HOSPITAL_RECORD.value)
    dialog.fields.format.set_raw(ExportFormat.CSV.value)
    dialog.look()
    (text,) = dialog.findChildren(ReadingText)
    assert parts.exports.calls.asked[-1][1].preview
    assert "2025-11-09;diarrhée;3;;KERMARREC" in text.toPlainText()

    dialog.fields.span.blocks[ReportBlock.COMMENTS].set_raw("")
    assert store.preview is None
    assert "KERMARREC" not in text.toPlainText()


def test_every_identifying_field_is_named_in_words_and_red(parts, screen):
    parts.shell.exports.ask_of(exports()[0].patient)
    rows = {row.texts[0]: row for row in _dialog(parts).preview.fields.rows}

    assert rows["IPP"].danger == (0, 1)
    assert rows["IPP"].sentence == "IPP, identifiante"
    assert rows["Centre, unité, période"].danger == ()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_in_a_bundle_is_told_in_words_and_not_by_names_of_fhir(language):
    kinds = sorted({each["resource"]["resourceType"] for each in bundle_of(typical())["entry"]})
    parts = [PreviewPart(name=each, count=3) for each in (*kinds, "Bloc d'un autre service")]
    preview = ExportPreview(format=ExportFormat.FHIR, resources=parts)
    text = preview_text(Wording(language), preview, CsvDelimiter.SEMICOLON)

    assert not [each for each in kinds if f"- {each}" in text]
    assert text.count("\n- ") == len(parts)
    assert "Bloc d'un autre service" in text
