"""Scenes of the list of patients and of its search, also in the palette."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QLineEdit

from console.errors import Offline, Unexpected
from console.stores.patient_reading import PatientWish
from services.contract.enums import Monitoring
from services.contract.problems import ProblemCode
from tests.pictures.stage import Scene, Stage, nothing, refused
from tests.samples.patients import many
from tests.samples.rows import ALAIN
from ui.patients.screen import PatientsScreen
from ui.shell import Shell


def _list(then: Scene = nothing, before: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            before(stage)
            stage.screen.go_to("patients")
            then(stage)

    return show


def _screen(stage: Stage) -> PatientsScreen:
    assert isinstance(stage.screen, Shell)
    assert stage.screen.patients is not None
    return stage.screen.patients


def _filtered(stage: Stage) -> None:
    stage.patients.read_choices()
    stage.patients.set_wish(PatientWish.ONCOLOGIST, str(ALAIN.id))
    stage.patients.set_wish(PatientWish.TREATMENT, "a" * 64)


def _nobody_left(stage: Stage) -> None:
    stage.patients.read_choices()
    stage.patients.lists.rows = []
    stage.patients.set_wish(PatientWish.TREATMENT, "b" * 64)


def _five_thousand(stage: Stage) -> None:
    stage.patients.lists.rows = many(5000)


def _nobody(stage: Stage) -> None:
    stage.patients.lists.rows = []
    stage.patients.lists.pending = 0


def _paused(stage: Stage) -> None:
    stage.patients.set_monitoring(Monitoring.PAUSED)


def _changed(stage: Stage) -> None:
    """Two alerts were closed meanwhile, and one of the patients left the list."""
    lists = stage.patients.lists
    lists.rows = [row for row in lists.rows if row.patient.family_name != "NGUYEN"]
    stage.patients.refresh()


def _masked(stage: Stage) -> None:
    if isinstance(stage.screen, Shell):
        stage.screen.toggle_mask()


def _stale(stage: Stage) -> None:
    stage.patients.lists.faults["page"] = Offline("ConnectError")
    stage.patients.refresh()


def _busy(stage: Stage) -> None:
    stage.patients.lists.faults["page"] = Unexpected("unavailable", status=503, retryable=True)


def _refused(stage: Stage) -> None:
    stage.patients.lists.faults["page"] = refused(ProblemCode.FORBIDDEN, 403)


def _silent(stage: Stage) -> None:
    stage.patients.lists.silent.add("page")


def _typed_in_list(text: str) -> Scene:
    def show(stage: Stage) -> None:
        _screen(stage).head.field.setText(text)

    return show


def _palette(text: str) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            stage.screen.show_palette()
            field = stage.screen.findChild(QLineEdit, "palette_field")
            if field is not None:
                field.setText(text)

    return show


def _search_offline(stage: Stage) -> None:
    stage.search.lists.faults["search"] = Offline("ConnectError")
    _palette("kerm")(stage)


PATIENTS_SCENES: Final[dict[str, Scene]] = {
    "patients": _list(),
    "patients-many": _list(before=_five_thousand),
    "patients-filtered": _list(_filtered),
    "patients-filtered-empty": _list(_nobody_left),
    "patients-empty": _list(before=_nobody),
    "patients-paused": _list(_paused),
    "patients-changed": _list(_changed),
    "patients-masked": _list(_masked),
    "patients-loading": _list(before=_silent),
    "patients-stale": _list(_stale),
    "patients-error": _list(before=_busy),
    "patients-no-right": _list(before=_refused),
    "patients-search": _list(_typed_in_list("ker")),
    "palette-patients": _palette("le g"),
    "palette-homonyms": _palette("kerm"),
    "palette-birth-date": _palette("14031958"),
    "palette-offline": _search_offline,
}
