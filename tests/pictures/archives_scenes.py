"""Scenes of the archives."""

from __future__ import annotations

from typing import Final

from console.errors import Offline, Unexpected
from console.stores.archives import ArchiveGroup
from services.contract.archive_enums import ArchiveReason
from services.contract.problems import ProblemCode
from tests.pictures.stage import Scene, Stage, nothing, refused
from ui.shell import Shell


def _list(then: Scene = nothing, before: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            before(stage)
            stage.screen.go_to("archives")
            then(stage)

    return show


def _untold(stage: Stage) -> None:
    stage.archives.set_group(ArchiveGroup.UNTOLD)


def _reason(stage: Stage) -> None:
    stage.archives.set_reason(ArchiveReason.PATIENT_REQUEST)


def _filtered_away(stage: Stage) -> None:
    stage.archives.calls.rows = stage.archives.calls.rows[:1]
    stage.archives.set_reason(ArchiveReason.DEATH)


def _nobody(stage: Stage) -> None:
    stage.archives.calls.rows = []


def _followed_again(stage: Stage) -> None:
    stage.archives.calls.rows = stage.archives.calls.rows[1:]
    stage.archives.refresh()


def _stale(stage: Stage) -> None:
    stage.archives.calls.faults["page"] = Offline("ConnectError")
    stage.connection.shows_offline = True
    stage.archives.refresh()
    stage.connection.changed.emit()


def _busy(stage: Stage) -> None:
    stage.archives.calls.faults["page"] = Unexpected("unavailable", status=503, retryable=True)


def _refused(stage: Stage) -> None:
    stage.archives.calls.faults["page"] = refused(ProblemCode.FORBIDDEN, 403)


def _slow(stage: Stage) -> None:
    stage.archives.calls.silent.add("page")


def _masked(stage: Stage) -> None:
    if isinstance(stage.screen, Shell):
        stage.screen.toggle_mask()


ARCHIVES_SCENES: Final[dict[str, Scene]] = {
    "archives": _list(),
    "archives-untold": _list(_untold),
    "archives-reason": _list(_reason),
    "archives-nobody-of-reason": _list(_filtered_away),
    "archives-nobody": _list(before=_nobody),
    "archives-changed": _list(_followed_again),
    "archives-masked": _list(_masked),
    "archives-offline": _list(_stale),
    "archives-loading": _list(before=_slow),
    "archives-error": _list(before=_busy),
    "archives-no-right": _list(before=_refused),
}
