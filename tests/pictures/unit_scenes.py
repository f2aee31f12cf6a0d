"""Scenes of exports of whole units: of the oncologist who asks, and of the officer who decides."""

from __future__ import annotations

from typing import Final

from console.errors import ConsoleError, Offline, StepUpNeeded
from console.stores.exports import ExportGroup
from services.contract.approvals import ApprovalKind
from services.contract.cohorts import CohortFormat, CohortState
from services.contract.problems import ProblemCode
from tests.pictures.stage import Scene, Stage, nothing, refused
from tests.samples.approvals import SampleApprovals, approval
from tests.samples.centre import MOREL
from tests.samples.cohorts import UNITS, cohorts, payload
from ui.exports.unit_dialog import UnitExportDialog
from ui.shell import Shell

PROOF: Final = StepUpNeeded(refused(ProblemCode.STEP_UP_NEEDED, 403).problem)


def _list(then: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            stage.exports.cohorts.items = cohorts()
            stage.screen.go_to("exports")
            then(stage)

    return show


def _group(group: ExportGroup) -> Scene:
    def show(stage: Stage) -> None:
        stage.exports.list.show(group)

    return show


def _saving(stage: Stage) -> None:
    stage.exports.list.show(ExportGroup.DONE)
    ready = next(each for each in cohorts() if each.state is CohortState.READY)
    stage.exports.list.show_saving(ready.id, 43)


def _dialog(stage: Stage) -> UnitExportDialog:
    (dialog,) = stage.screen.findChildren(UnitExportDialog)
    return dialog


def _new(then: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            stage.screen.exports.ask_unit()
            then(stage)

    return show


def _chosen(stage: Stage) -> None:
    fields = _dialog(stage).fields
    fields.unit.set_raw(str(UNITS[0].id))
    fields.format.set_raw(CohortFormat.NDJSON.value)
    fields.span.purpose.set_raw("care_continuity")
    fields.words.set_raw("Reprise du suivi par le CHU de Landerneau au 1er décembre")


def _missing(stage: Stage) -> None:
    _dialog(stage).submit.click()


def _proving(stage: Stage) -> None:
    stage.exports.cohorts.faults["ask"] = PROOF
    _chosen(stage)
    _dialog(stage).submit.click()


def _taking(fault: ConsoleError) -> Scene:
    def take(stage: Stage) -> None:
        stage.exports.cohorts.faults["take"] = fault
        _take(stage)

    return take


def _take(stage: Stage) -> None:
    stage.exports.list.show(ExportGroup.DONE)
    if isinstance(stage.screen, Shell):
        ready = next(each for each in cohorts() if each.state is CohortState.READY)
        way = stage.screen.exports.unit_way
        way.begin(ready)
        way.window.close()
        way.window.chosen.emit("/tmp/vigie-0000.zip")


def _decide(wanted: CohortFormat, then: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        assert isinstance(stage.screen, Shell)
        store = stage.screen._desk.approvals
        assert isinstance(store, SampleApprovals)
        store.calls.items = [
            approval("unit", payload(wanted), kind=ApprovalKind.EXPORT_COHORT, asked_by=MOREL)
        ]
        stage.screen.approvals.open()
        then(stage)

    return show


def _refusing(stage: Stage) -> None:
    assert isinstance(stage.screen, Shell)
    screen = stage.screen.approvals.screen
    assert screen is not None
    screen.pane.decline.click()


UNIT_SCENES: Final[dict[str, Scene]] = {
    "exports-unit": _list(),
    "exports-unit-done": _list(_group(ExportGroup.DONE)),
    "exports-unit-failed": _list(_group(ExportGroup.FAILED)),
    "exports-unit-saving": _list(_saving),
    "exports-unit-taking": _list(_taking(PROOF)),
    "exports-unit-not-come": _list(_taking(Offline("ReadTimeout", outcome_unknown=True))),
    "exports-unit-new": _list(_new()),
    "exports-unit-chosen": _list(_new(_chosen)),
    "exports-unit-missing": _list(_new(_missing)),
    "exports-unit-proving": _list(_new(_proving)),
}
UNIT_OFFICER_SCENES: Final[dict[str, Scene]] = {
    "approvals-unit": _decide(CohortFormat.CSV),
    "approvals-unit-lines": _decide(CohortFormat.NDJSON),
    "approvals-unit-refusing": _decide(CohortFormat.NDJSON, _refusing),
}
