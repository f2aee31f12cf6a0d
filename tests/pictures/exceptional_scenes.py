"""Scenes of exceptional access: asking, the proof, the open file, and its end."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from PySide6.QtWidgets import QLineEdit, QPushButton, QRadioButton

from console.errors import ConsoleError, Offline
from services.contract.problems import ProblemCode
from tests.pictures.stage import Scene, Stage, nothing, refused
from tests.samples.exceptional import access
from tests.samples.rows import KERMARREC, NOW
from ui.exceptional.dialog import AccessDialog
from ui.shell import Shell

_WHY: Final = "Douleur thoracique au standard, patiente du service voisin"
_TYPED: Final = {
    "exceptional_family_name": "KERMARREC",
    "exceptional_given_name": "Jeanne",
    "exceptional_birth_date": "14/03/1958",
    "exceptional_text": _WHY,
}


def _shell(then: Scene) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            then(stage)

    return show


def _dialog(stage: Stage) -> AccessDialog:
    assert isinstance(stage.screen, Shell)
    return stage.screen.findChildren(AccessDialog)[-1]


def _asking(then: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        assert isinstance(stage.screen, Shell)
        stage.screen.exceptional.ask()
        then(stage)

    return _shell(show)


def _press(stage: Stage, name: str) -> None:
    for button in _dialog(stage).findChildren(QPushButton, name):
        button.click()


def _filled(stage: Stage) -> None:
    for name, text in _TYPED.items():
        for field in _dialog(stage).findChildren(QLineEdit, name):
            field.setText(text)
    for reason in _dialog(stage).findChildren(QRadioButton, "exceptional_reason_0"):
        reason.setChecked(True)


def _confirming(then: Scene = nothing, before: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        before(stage)
        _filled(stage)
        _press(stage, "exceptional_open")
        then(stage)

    return _asking(show)


def _sent(stage: Stage) -> None:
    _press(stage, "exceptional_open")


def _fault(error: ConsoleError) -> Scene:
    def show(stage: Stage) -> None:
        stage.exceptional.records.faults["open"] = error

    return show


def _proof(stage: Stage) -> None:
    stage.exceptional.records.needs_proof = True


def _incomplete(stage: Stage) -> None:
    _press(stage, "exceptional_open")


def _offline(stage: Stage) -> None:
    stage.connection.go_offline(2)


def _masked(stage: Stage) -> None:
    if isinstance(stage.screen, Shell):
        stage.screen.toggle_mask()


def _file(minutes: int, then: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        assert isinstance(stage.screen, Shell)
        stage.exceptional.have_open(access())
        stage.exceptional.now = NOW + timedelta(minutes=minutes)
        setattr(stage.session, "server_now", lambda: stage.exceptional.now)  # noqa: B010
        stage.screen.open_file(KERMARREC.id)
        then(stage)

    return _shell(show)


def _over(stage: Stage) -> None:
    stage.exceptional.pass_to(NOW + timedelta(minutes=60))


def _end(stage: Stage) -> None:
    for button in stage.screen.findChildren(QPushButton, "patient_banner_end"):
        button.click()


def _end_lost(stage: Stage) -> None:
    stage.exceptional.records.faults["end"] = Offline("ReadTimeout", outcome_unknown=True)
    _end(stage)


def _mine(stage: Stage) -> None:
    if isinstance(stage.screen, Shell):
        stage.exceptional.have_open(access())
        stage.screen.settings_desk.reveal("accesses")


EXCEPTIONAL_SCENES: Final[dict[str, Scene]] = {
    "exceptional": _asking(),
    "exceptional-incomplete": _asking(_incomplete),
    "exceptional-offline": _asking(_offline),
    "exceptional-confirm": _confirming(),
    "exceptional-masked": _confirming(_masked),
    "exceptional-proof": _confirming(_sent, _proof),
    "exceptional-nobody": _confirming(_sent, _fault(refused(ProblemCode.NOT_FOUND, 404))),
    "exceptional-unknown": _confirming(_sent, _fault(Offline("ReadTimeout", outcome_unknown=True))),
    "exceptional-file": _file(17),
    "exceptional-file-end-lost": _file(17, _end_lost),
    "exceptional-over": _file(17, _over),
    "exceptional-ended": _file(17, _end),
    "exceptional-mine": _shell(_mine),
}
