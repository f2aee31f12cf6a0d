"""Scenes of the exports."""

from __future__ import annotations

from base64 import b64encode
from typing import Final

from console.errors import Offline
from console.stores.exports import ExportGroup
from console.stores.private_files import SaveFault
from reports.pdf.document import first_page_of
from services.contract.export_previews import ExportPreview
from services.contract.exports import ExportFormat
from services.contract.problems import ProblemCode
from tests.pictures.stage import Scene, Stage, nothing, refused
from tests.samples.reports import typical
from ui.exports.new_dialog import NewExportDialog
from ui.patient.head import FileTab
from ui.shell import Shell


def _list(then: Scene = nothing, before: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            before(stage)
            stage.screen.go_to("exports")
            then(stage)

    return show


def _group(group: ExportGroup) -> Scene:
    def show(stage: Stage) -> None:
        stage.exports.list.show(group)

    return show


def _none(stage: Stage) -> None:
    stage.exports.calls.items = []


def _unread(stage: Stage) -> None:
    stage.exports.calls.faults["list"] = Offline("ConnectError")


def _loading(stage: Stage) -> None:
    stage.exports.calls.silent.add("list")


def _cancel(stage: Stage) -> None:
    if isinstance(stage.screen, Shell) and stage.screen.exports.screen is not None:
        stage.screen.exports.screen.cancel()


def _new(then: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            stage.screen.exports.ask_of(stage.exports.calls.items[0].patient)
            then(stage)

    return show


def _search(stage: Stage) -> None:
    if isinstance(stage.screen, Shell):
        stage.screen.exports.ask_of(None)
        _dialog(stage).patient._field.edit.setText("ker")


def _dialog(stage: Stage) -> NewExportDialog:
    (dialog,) = stage.screen.findChildren(NewExportDialog)
    return dialog


def _csv(stage: Stage) -> None:
    fields = _dialog(stage).fields
    fields.format.set_raw(ExportFormat.CSV.value)
    fields.span.days.set_raw("dates")
    fields.span.first.set_raw("19/11/2025")


def _tables(stage: Stage) -> None:
    dialog = _dialog(stage)
    dialog.fields.format.set_raw(ExportFormat.CSV.value)
    dialog.fields.span.purpose.set_raw("hospital_record")
    dialog.look()


def _page(stage: Stage) -> None:
    """A page that the service really makes."""
    page = b64encode(first_page_of(typical())).decode()
    stage.exports.calls.preview = ExportPreview(format=ExportFormat.PDF, page=page)
    dialog = _dialog(stage)
    dialog.fields.span.purpose.set_raw("hospital_record")
    dialog.look()


def _fields(stage: Stage) -> None:
    sides = _dialog(stage).preview.sides
    sides.set_current("fields")
    sides.chosen.emit("fields")


def _missing(stage: Stage) -> None:
    _dialog(stage).submit.click()


def _doubtful(stage: Stage) -> None:
    stage.exports.calls.faults["ask"] = refused(ProblemCode.IDENTITY_DOUBTFUL, 409)
    dialog = _dialog(stage)
    dialog.fields.span.purpose.set_raw("hospital_record")
    dialog.submit.click()


def _disk_full(stage: Stage) -> None:
    if isinstance(stage.screen, Shell):
        stage.exports.list.show(ExportGroup.DONE)
        stage.screen.exports.save(stage.exports.calls.items[2])
        stage.screen.exports.way.window.close()
        stage.exports.saving.export = stage.exports.calls.items[2]
        stage.exports.saving.refused.emit(SaveFault.FULL)


def _documents(stage: Stage) -> None:
    if isinstance(stage.screen, Shell):
        stage.screen.open_file(stage.exports.calls.items[0].patient_id)
        file = stage.screen.file
        if file is not None:
            file.choose_tab(FileTab.DOCUMENTS)


EXPORTS_SCENES: Final[dict[str, Scene]] = {
    "exports": _list(),
    "exports-done": _list(_group(ExportGroup.DONE)),
    "exports-failed": _list(_group(ExportGroup.FAILED)),
    "exports-cancelled": _list(_cancel),
    "exports-none": _list(before=_none),
    "exports-error": _list(before=_unread),
    "exports-loading": _list(before=_loading),
    "exports-new": _list(_new()),
    "exports-new-page": _list(_new(_page)),
    "exports-new-tables": _list(_new(_tables)),
    "exports-new-fields": _list(_new(_fields)),
    "exports-new-search": _list(_search),
    "exports-new-csv": _list(_new(_csv)),
    "exports-new-missing": _list(_new(_missing)),
    "exports-new-doubtful": _list(_new(_doubtful)),
    "exports-disk-full": _list(_disk_full),
    "file-documents": _documents,
}
