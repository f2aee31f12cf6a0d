"""Scenes of bringing patients in: the file, its faults, and the report."""

from __future__ import annotations

from typing import Final

from console.errors import Offline
from console.stores.bundle_files import FileFault
from services.contract.problems import ProblemCode
from tests.pictures.stage import Scene, Stage, nothing, refused
from ui.shell import Shell


def _screen(then: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            stage.screen.go_to("imports")
            then(stage)

    return show


def _chosen(then: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        stage.imports.have_chosen()
        then(stage)

    return _screen(show)


def _faulty(stage: Stage) -> None:
    stage.imports.have_chosen(FileFault.NOT_JSON)


def _send(stage: Stage) -> None:
    stage.imports.send()


def _lost(stage: Stage) -> None:
    stage.imports.sending.fault = Offline("ReadTimeout", outcome_unknown=True)
    stage.imports.send()


def _refused(stage: Stage) -> None:
    stage.imports.sending.fault = refused(ProblemCode.INVALID_BODY, 422)
    stage.imports.send()


def _silent(stage: Stage) -> None:
    stage.imports.sending.is_silent = True
    stage.imports.send()


def _offline(stage: Stage) -> None:
    stage.connection.go_offline(2)


IMPORTS_SCENES: Final[dict[str, Scene]] = {
    "imports": _screen(),
    "imports-faulty": _screen(_faulty),
    "imports-chosen": _chosen(),
    "imports-offline": _chosen(_offline),
    "imports-sending": _chosen(_silent),
    "imports-refused": _chosen(_refused),
    "imports-unknown": _chosen(_lost),
    "imports-report": _chosen(_send),
}
