"""Scenes of the response times, in the settings of an oncologist."""

from __future__ import annotations

from typing import Final

from tests.pictures.stage import Scene, Stage
from ui.settings.response_dialog import ResponseDialog
from ui.settings.response_section import ResponseSection
from ui.shell import Shell


def _section(stage: Stage) -> ResponseSection:
    assert isinstance(stage.screen, Shell)
    stage.screen.settings_desk.reveal("times")
    screen = stage.screen.settings_desk.screen
    assert screen is not None
    return screen.times


def _shown(stage: Stage) -> None:
    _section(stage)


def _asking(stage: Stage) -> None:
    section = _section(stage)
    page = section._store.times
    assert page is not None
    section._open(page, page.state.in_force.content)


def _wrong(stage: Stage) -> None:
    _asking(stage)
    dialog = _section(stage).dialog
    assert isinstance(dialog, ResponseDialog)
    for field, typed in zip(dialog.fields, ("60", "30", "700"), strict=False):
        field.set_raw(typed)
    dialog.first_fault()


TIMES_SCENES: Final[dict[str, Scene]] = {
    "times": _shown,
    "times-asking": _asking,
    "times-wrong": _wrong,
}
