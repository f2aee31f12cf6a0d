"""Scenes of the record: its sections, a thing of it whole, and the forms on it."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QLineEdit

from console.errors import Offline, Unexpected
from services.contract.enums import EntryKind
from services.contract.problems import CurrentState, ProblemCode
from tests.pictures.stage import Scene, Stage, nothing, refused
from tests.samples.record import entry_id, record
from tests.samples.rows import NOW, THOMAS, worklist
from ui.patient.head import FileTab
from ui.patient.record.page import RecordPage
from ui.patient.record.sections import Section
from ui.shell import Shell


def _in(section: Section, then: Scene = nothing, before: Scene = nothing) -> Scene:
    """The record of the first patient of the queue, at a section."""

    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            before(stage)
            stage.screen.open_file(worklist()[0].patient.id)
            if stage.screen.file is not None:
                stage.screen.file.choose_tab(FileTab.RECORD)
                _page(stage).go_to(section)
                then(stage)

    return show


def _page(stage: Stage) -> RecordPage:
    screen = stage.screen
    if not isinstance(screen, Shell) or screen.file is None:
        raise LookupError("no file is open")
    return screen.file.record


def _versions(stage: Stage) -> None:
    """What is read once the choice has settled."""
    thing, patient_id = _page(stage).thing, stage.file.patient_id
    if thing is not None and patient_id is not None:
        stage.file.versions.show(patient_id, thing.place)


def _added(stage: Stage) -> None:
    _page(stage).add_one()


def _changed(stage: Stage) -> None:
    _page(stage).pane.detail.change.click()


def _withdrawal(stage: Stage) -> None:
    _page(stage).pane.detail.withdraw.click()


def _cycle(stage: Stage) -> None:
    _page(stage).pane.detail.cycle.click()


def _incomplete(stage: Stage) -> None:
    page = _page(stage)
    page.add_one()
    if page.desk.form is not None:
        for name, text in (("kg", "6210"), ("began_on", "31/02/2025")):
            field = page.desk.form.findChild(QLineEdit, f"field_{name}")
            if field is not None:
                field.setText(text)
        page.desk.form.submitted.emit()


def _outdated(stage: Stage) -> None:
    """Somebody was faster."""
    _changed(stage)
    records, form = stage.file.records, _page(stage).desk.form
    records.somebody_else_changes(entry_id(1))
    current = CurrentState(version=3, state="active", by=THOMAS, at=NOW)
    records.faults.append(refused(ProblemCode.VERSION_STALE, 412, current))
    if form is not None:
        form.submitted.emit()


def _lost(stage: Stage) -> None:
    """The answer of the service does not come."""
    _changed(stage)
    form = _page(stage).desk.form
    stage.file.records.faults.append(Offline("ReadTimeout", outcome_unknown=True))
    if form is not None:
        form.submitted.emit()


def _masked(stage: Stage) -> None:
    if isinstance(stage.screen, Shell):
        stage.screen.toggle_mask()


def _offline(stage: Stage) -> None:
    stage.connection.go_offline(2)


def _without_weights(stage: Stage) -> None:
    kept = [each for each in record().entries if each.kind is not EntryKind.WEIGHT]
    stage.file.records.record = record(entries=kept)


def _unread(stage: Stage) -> None:
    busy = Unexpected("unavailable", status=503, retryable=True)
    stage.file.records.read_faults.append(busy)


RECORD_SCENES: Final[dict[str, Scene]] = {
    "record": _in(Section.WEIGHT, _versions),
    "record-treatment": _in(Section.TREATMENT, _versions),
    "record-event": _in(Section.EVENT),
    "record-identity": _in(Section.IDENTITY),
    "record-add": _in(Section.WEIGHT, _added),
    "record-add-diagnosis": _in(Section.DIAGNOSIS, _added),
    "record-add-note": _in(Section.NOTE, _added),
    "record-add-cycle": _in(Section.TREATMENT, _cycle),
    "record-change-identity": _in(Section.IDENTITY, _changed),
    "record-change-contact": _in(Section.CONTACT, _changed),
    "record-withdraw": _in(Section.EVENT, _withdrawal),
    "record-incomplete": _in(Section.WEIGHT, _incomplete),
    "record-outdated": _in(Section.WEIGHT, _outdated),
    "record-unsettled": _in(Section.WEIGHT, _lost),
    "record-masked": _in(Section.IDENTITY, _masked),
    "record-offline": _in(Section.NOTE, _offline),
    "record-none": _in(Section.WEIGHT, before=_without_weights),
    "record-error": _in(Section.WEIGHT, before=_unread),
}
