"""Scenes of the deliveries to the record: what a nurse sees, and what an administrator sets."""

from __future__ import annotations

from typing import Final

from console.errors import Offline
from console.stores.deliveries import DeliveryGroup
from console.stores.proven_act import ProofState
from services.contract.delivery_endpoints import FolderEndpoint, HttpsEndpoint
from services.contract.delivery_enums import DeliveryFault, DeliveryTransport
from services.contract.exports import ExportDestination, ExportState
from services.contract.problems import ProblemCode
from tests.pictures.centre_scenes import card, press
from tests.pictures.stage import Scene, Stage, nothing, refused
from tests.samples.deliveries import delivery_settings
from tests.samples.rows import NOW
from ui.patient.head import FileTab
from ui.settings.delivery_dialog import DeliveryDialog
from ui.shell import Shell


def _list(then: Scene = nothing, before: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            before(stage)
            stage.screen.go_to("deliveries")
            then(stage)

    return show


def _group(group: DeliveryGroup) -> Scene:
    def show(stage: Stage) -> None:
        stage.deliveries.list.show(group)

    return show


def _off(stage: Stage) -> None:
    stage.deliveries.calls.is_on = False
    stage.deliveries.list.show(DeliveryGroup.WAITING)


def _none(stage: Stage) -> None:
    stage.deliveries.calls.items = []


def _unread(stage: Stage) -> None:
    stage.deliveries.calls.faults["list"] = Offline("ConnectError")


def _confirm(stage: Stage) -> None:
    if isinstance(stage.screen, Shell):
        screen = stage.screen.exports.deliveries.screen
        assert screen is not None
        screen.table.choose(2)
        screen.resend()


def _history(stage: Stage) -> None:
    if isinstance(stage.screen, Shell):
        screen = stage.screen.exports.deliveries.screen
        assert screen is not None
        screen.table.choose(0)
        screen.turn_history()


def _file_history(stage: Stage) -> None:
    _file(stage)
    if isinstance(stage.screen, Shell) and stage.screen.file is not None:
        stage.screen.file.documents.deliveries._turn_history()


def _too_late(stage: Stage) -> None:
    stage.deliveries.calls.faults["resend"] = refused(ProblemCode.STATE_FORBIDS, 409)
    _confirm(stage)
    if isinstance(stage.screen, Shell):
        screen = stage.screen.exports.deliveries.screen
        assert screen is not None
        screen.strip._go()


def _file(stage: Stage) -> None:
    """One's own export, which the record has, above what it is on its way."""
    if isinstance(stage.screen, Shell):
        handed = stage.exports.calls.items[0]
        arrived = stage.deliveries.calls.items[1]
        stage.exports.calls.items[0] = handed.model_copy(
            update={
                "id": arrived.id, "state": ExportState.HANDED_OVER, "ended_at": NOW,
                "destination": ExportDestination.RECORD,
            }
        )  # fmt: skip
        stage.screen.open_file(handed.patient_id)
        file = stage.screen.file
        if file is not None:
            file.choose_tab(FileTab.DOCUMENTS)
            file.documents.deliveries.table.selectRow(1)


DELIVERIES_SCENES: Final[dict[str, Scene]] = {
    "deliveries": _list(),
    "deliveries-all": _list(_group(DeliveryGroup.ALL)),
    "deliveries-off": _list(_off),
    "deliveries-none": _list(before=_none),
    "deliveries-error": _list(before=_unread),
    "deliveries-confirm": _list(_confirm),
    "deliveries-too-late": _list(_too_late),
    "deliveries-history": _list(_history),
    "file-deliveries": _file,
    "file-deliveries-history": _file_history,
}


# What an administrator sets


def _dialog(stage: Stage) -> DeliveryDialog:
    found = stage.screen.findChild(DeliveryDialog)
    assert isinstance(found, DeliveryDialog)
    return found


def _change(way: str = "", then: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        press("delivery_change", "delivery")(stage)
        if way:
            _dialog(stage).way.set_raw(way)
        then(stage)

    return show


def _never_set(stage: Stage) -> None:
    stage.deliveries.calls.settings = delivery_settings(
        version=0, is_on=False, endpoint=None, secrets=[], places=[], changed_by=None,
        changed_at=None,
    )  # fmt: skip
    stage.deliveries.setting.read()


def _forbidden(stage: Stage) -> None:
    folder = FolderEndpoint(transport="folder", path="/srv/ancien-dpi")
    stage.deliveries.calls.settings = delivery_settings(
        endpoint=folder, permitted=False, is_on=False, secrets=[]
    )
    stage.deliveries.setting.read()


def _trial(fault: DeliveryFault | None) -> Scene:
    def show(stage: Stage) -> None:
        calls = stage.deliveries.calls
        calls.trial = calls.trial.model_copy(update={"fault": fault})
        press("delivery_try", "delivery")(stage)

    return show


def _only_documents(stage: Stage) -> None:
    endpoint = HttpsEndpoint(transport="https", url="https://dpi.chu-kerlann.fr/fhir/vigie")
    calls = stage.deliveries.calls
    calls.settings = delivery_settings(endpoint=endpoint, secrets=["token"])
    calls.trial = calls.trial.model_copy(update={"transport": DeliveryTransport.HTTPS})
    stage.deliveries.setting.read()
    _trial(DeliveryFault.REFUSED)(stage)


def _wrong(stage: Stage) -> None:
    _change("smtp", lambda stage: _dialog(stage)._go())(stage)


def _proof(stage: Stage) -> None:
    _change()(stage)
    acts = stage.deliveries.setting.acts
    acts.proof.state = ProofState.ASKED
    acts.proof.changed.emit()


DELIVERY_SCENES: Final[dict[str, Scene]] = {
    "delivery": card("delivery"),
    "delivery-never": card("delivery", _never_set),
    "delivery-forbidden": card("delivery", _forbidden),
    "delivery-works": card("delivery", _trial(None)),
    "delivery-fails": card("delivery", _trial(DeliveryFault.NOT_TRUSTED)),
    "delivery-reached": card("delivery", _only_documents),
    "delivery-sftp": card("delivery", _change()),
    "delivery-folder": card("delivery", _change("folder")),
    "delivery-https": card("delivery", _change("https")),
    "delivery-smtp": card("delivery", _change("smtp")),
    "delivery-wrong": card("delivery", _wrong),
    "delivery-proof": card("delivery", _proof),
}
