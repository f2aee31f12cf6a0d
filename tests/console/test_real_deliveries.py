"""Deliveries on the real service: an administrator sets a folder and tries it, a nurse sends again
what the record refused.
"""

from pathlib import Path
from uuid import UUID

import pytest

from console.stores.delivery_setting import endpoint_of
from services.contract.delivery import DeliverySettingsAsk
from services.contract.delivery_enums import DeliveryFault, DeliveryState
from services.contract.enums import Role
from services.contract.exports import ExportFormat
from services.contract.problems import ProblemCode
from tests.console.test_real_service import address, nurse, sit_down  # noqa: F401
from tests.services.delivery.conftest import Outbox, inbox, name_of, outbox  # noqa: F401
from tests.support.service import ServiceUnderTest


@pytest.fixture
def service(outbox: Outbox, inbox: Path) -> ServiceUnderTest:  # noqa: F811
    """A service that permits one folder."""
    outbox.permits(f"folder:{inbox}")
    return outbox.service


def test_a_folder_is_set_tried_and_only_there(qtbot, sit_down, inbox: Path):  # noqa: F811
    workplace = sit_down(Role.ADMIN)
    store = workplace.desk.deliveries.setting
    with qtbot.waitSignal(store.changed):
        store.read()
    assert store.settings.places == [f"folder:{inbox}"]

    elsewhere, _wrong = endpoint_of({"transport": "folder", "path": "/srv/elsewhere"})
    ask = DeliverySettingsAsk(is_on=True, format=ExportFormat.PDF, endpoint=elsewhere)
    with qtbot.waitSignal(store.acts.failed) as failed:
        store.acts.change(store.settings.version, ask)
    assert failed.args[0].code == ProblemCode.INVALID_BODY

    here, _wrong = endpoint_of({"transport": "folder", "path": str(inbox)})
    with qtbot.waitSignal(store.acts.done):
        store.acts.change(store.settings.version, ask.model_copy(update={"endpoint": here}))
    assert (store.settings.version, store.settings.is_on) == (1, True)

    with qtbot.waitSignal(store.tried):
        store.try_out()
    assert (store.trial.fault, list(inbox.iterdir())) == (None, [])
    workplace.desk.stop()


def test_what_the_record_refused_is_sent_again_under_its_name(
    qtbot,
    sit_down,  # noqa: F811
    outbox: Outbox,  # noqa: F811
    inbox: Path,  # noqa: F811
):
    outbox.goes_to_folder(inbox, awaits_acknowledgement=True)
    document: UUID = outbox.put()
    outbox.look()
    (inbox / f"{name_of(document)}.err").touch()
    outbox.look(minutes=2)
    workplace = sit_down(Role.NURSE)
    stores = workplace.desk.deliveries
    stores.numbers.start()
    qtbot.waitUntil(lambda: stores.numbers.counts is not None)
    assert stores.numbers.counts.troubled == 1
    stores.of_patient.show(outbox.patient)
    qtbot.waitUntil(lambda: stores.of_patient.items is not None)
    (refused,) = stores.of_patient.items
    assert (refused.state, refused.fault) == (DeliveryState.FAILED, DeliveryFault.REFUSED)

    with qtbot.waitSignal(stores.acts.done):
        stores.acts.resend(refused)
    qtbot.waitUntil(lambda: stores.of_patient.of(document).state is DeliveryState.QUEUED)
    for each in inbox.iterdir():
        each.unlink()
    outbox.look()

    assert outbox.stands(document) == ("sent", None)
    qtbot.waitUntil(lambda: stores.numbers.counts.troubled == 0)
    workplace.desk.stop()
