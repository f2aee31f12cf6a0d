"""Scenes of the patient file: every tab, and its states."""

from __future__ import annotations

from typing import Final

from tests.pictures.stage import Scene, Stage, nothing
from tests.samples.rows import worklist
from ui.shell import Shell


def _file(then: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            stage.screen.open_file(worklist()[0].patient.id)
            then(stage)

    return show


PATIENT_SCENES: Final[dict[str, Scene]] = {
    "patient": _file(),
}
