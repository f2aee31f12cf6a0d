"""A first sign-in, a new password and a new authenticator, step by step."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPushButton

from services.contract.first_sign_in import SecretPurpose
from services.contract.problems import ProblemCode
from tests.pictures.stage import Scene, Stage, refused
from tests.samples.entering import SECRET, USERNAME


def _name(stage: Stage) -> None:
    stage.entering.begin(SecretPurpose.FIRST_SIGN_IN.value, USERNAME)


def _secret(stage: Stage) -> None:
    _name(stage)
    stage.entering_store.ask(USERNAME)


def _secret_refused(stage: Stage) -> None:
    _secret(stage)
    stage.entering_calls.fault = refused(ProblemCode.SIGN_IN_REFUSED, 401)
    stage.entering_store.give(SECRET)


def _set_up(stage: Stage) -> None:
    _secret(stage)
    stage.entering_store.give(SECRET)


def _missing(stage: Stage) -> None:
    _set_up(stage)
    for name in ("entering_password", "entering_again"):
        field = stage.entering.findChild(QLineEdit, name)
        assert field is not None
        field.setText("quai-Lampe-73-houle!")
    finish = stage.entering.findChild(QPushButton, "entering_finish")
    assert finish is not None
    finish.click()


def _done(stage: Stage) -> None:
    _set_up(stage)
    stage.entering_store.finish("quai-Lampe-73-houle!", "123456", "fr")


def _password(stage: Stage) -> None:
    stage.entering.begin(SecretPurpose.PASSWORD.value, USERNAME)
    stage.entering_store.ask(USERNAME)
    stage.entering_store.give(SECRET)


def _factor(stage: Stage) -> None:
    stage.entering.begin(SecretPurpose.FACTOR.value, USERNAME)


def _factor_set_up(stage: Stage) -> None:
    _factor(stage)
    stage.entering_store.give(SECRET, "secret")


ENTERING_SCENES: dict[str, Scene] = {
    "entering": _name,
    "entering-secret": _secret,
    "entering-secret-refused": _secret_refused,
    "entering-set-up": _set_up,
    "entering-missing": _missing,
    "entering-done": _done,
    "entering-password": _password,
    "entering-factor": _factor,
    "entering-factor-set-up": _factor_set_up,
}
