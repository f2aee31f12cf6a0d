"""Scenes of the dialog that ends a follow-up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from console.errors import Offline, Unexpected
from services.contract.archive_enums import ArchiveReason
from services.contract.enums import AlertLevel
from services.contract.problems import ProblemCode
from services.contract.week_enums import MessageChannel
from tests.pictures.stage import Scene, Stage, nothing, refused
from tests.samples.archiving import open_alert, preview
from tests.samples.rows import KERMARREC
from ui.archive.dialog import ArchiveDialog
from ui.archive.restore_dialog import RestoreDialog
from ui.shell import Shell


def _dialog(then: Scene = nothing, before: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            before(stage)
            stage.screen.archiving.open(KERMARREC)
            then(stage)

    return show


def _shown(stage: Stage) -> ArchiveDialog:
    found = stage.screen.findChild(ArchiveDialog)
    assert isinstance(found, ArchiveDialog)
    return found


def _chosen(reason: ArchiveReason) -> Scene:
    def choose(stage: Stage) -> None:
        dialog = _shown(stage)
        dialog.fields.reason_field.set_raw(reason.value)
        dialog.fields.reason_field.chosen.emit()

    return choose


def _incomplete(stage: Stage) -> None:
    _chosen(ArchiveReason.DEATH)(stage)
    _shown(stage).submit.click()


def _free(stage: Stage) -> None:
    stage.archiving.calls.changes["open_alerts"] = []


def _faster(stage: Stage) -> None:
    _chosen(ArchiveReason.TRANSFER)(stage)
    stage.archiving.calls.faults["archive"] = refused(ProblemCode.VERSION_STALE, 412)
    _shown(stage).submit.click()


def _lost(stage: Stage) -> None:
    _chosen(ArchiveReason.TRANSFER)(stage)
    stage.archiving.calls.faults["archive"] = Offline("ReadTimeout", outcome_unknown=True)
    _shown(stage).submit.click()


def _busy(stage: Stage) -> None:
    stage.archiving.calls.faults["preview"] = Unexpected("unavailable", status=503, retryable=True)


def _slow(stage: Stage) -> None:
    stage.archiving.calls.silent.add("preview")


def _masked(stage: Stage) -> None:
    if isinstance(stage.screen, Shell):
        stage.screen.toggle_mask()


def _done(stage: Stage) -> None:
    _chosen(ArchiveReason.PATHWAY_FINISHED)(stage)
    _shown(stage).submit.click()


def _ended(then: str, **stands: Any) -> Scene:
    """A dialog over the file of somebody whose follow-up has ended."""

    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            stage.archiving.calls.stands |= stands
            getattr(stage.screen.archiving, then)(KERMARREC)

    return show


def _over(stage: Stage) -> None:
    plan = stage.silence.calls.weeks.planned
    over = (
        None if plan.plan is None else plan.plan.model_copy(update={"ends_on": date(2025, 11, 3)})
    )
    changed = plan.model_copy(update={"plan": over})
    stage.silence.calls.weeks = replace(stage.silence.calls.weeks, planned=changed)
    _ended("restore")(stage)
    if isinstance(stage.screen, Shell):
        dialog = stage.screen.findChild(RestoreDialog)
        assert isinstance(dialog, RestoreDialog)
        dialog.submit.click()


def _coded(stage: Stage) -> None:
    _shown(stage).alerts.fields[0].how.set_raw("12")


def _without_address(stage: Stage) -> None:
    told = preview(KERMARREC.id).messages
    stage.archiving.calls.changes["messages"] = [
        each.model_copy(update={"has_address": each.channel is MessageChannel.APP}) for each in told
    ]


def _changed(stage: Stage) -> None:
    """A correction raised the alert while the dialog was open."""
    calls = stage.archiving.calls
    _chosen(ArchiveReason.TRANSFER)(stage)
    _shown(stage).alerts.fields[0].words.set_raw("Vue avec le patient")
    worse = open_alert(1).model_copy(update={"version": 5, "level": AlertLevel.CRITICAL})
    calls.faults["archive"] = refused(ProblemCode.VERSION_STALE, 412)
    calls.changes = {"open_alerts": [worse], "version": 8}
    _shown(stage).submit.click()


def _unplanned(stage: Stage) -> None:
    calls = stage.silence.calls
    planned = calls.weeks.planned.model_copy(update={"plan": None})
    calls.weeks = replace(calls.weeks, planned=planned)
    _ended("restore")(stage)


ARCHIVING_SCENES: Final[dict[str, Scene]] = {
    "archiving": _dialog(_chosen(ArchiveReason.PATHWAY_FINISHED)),
    "archiving-first": _dialog(),
    "archiving-no-alert": _dialog(_chosen(ArchiveReason.CLINICIAN_DECISION), before=_free),
    "archiving-request": _dialog(_chosen(ArchiveReason.PATIENT_REQUEST), before=_free),
    "archiving-incomplete": _dialog(_incomplete),
    "archiving-faster": _dialog(_faster, before=_free),
    "archiving-unknown": _dialog(_lost, before=_free),
    "archiving-loading": _dialog(before=_slow),
    "archiving-error": _dialog(before=_busy),
    "archiving-masked": _dialog(before=_masked),
    "archiving-done": _dialog(_done, before=_free),
    "archiving-coded": _dialog(_coded),
    "archiving-untold": _dialog(_chosen(ArchiveReason.PATHWAY_FINISHED), before=_without_address),
    "archiving-changed": _dialog(_changed),
    "informed": _ended("say_told"),
    "restore-unplanned": _unplanned,
    "restore": _ended("restore"),
    "restore-over": _over,
    "restore-consent": _ended("restore", may_return_at_once=False),
    "restore-death": _ended("restore", reason=ArchiveReason.DEATH, is_told=None),
}
