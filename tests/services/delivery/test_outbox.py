"""What waits is never lost, never sent in secret a second time, and leaves only while it may."""

import hashlib
import threading
from datetime import timedelta
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select, update

from services.contract.enums import IdentityStatus
from services.db.tables.delivery import Delivery, DeliveryFile, DeliveryHistory
from services.delivery import outbox as parcels
from services.delivery import sending
from services.delivery.carriers.carrying import Document
from services.delivery.carriers.folder import FolderCarrier
from services.ids import new_id
from services.patients.indexes import Indexes
from services.retention.erasing import delete_rows
from tests.security.byte_scan import places_of, spellings
from tests.services.delivery.conftest import CONTENT, Outbox, name_of
from tests.support.child import folder_of, run

OLD_INS, NEW_INS = "258033523804237", "158032901900504"
_LOOK = """
import sys
from pathlib import Path
from uuid import UUID
from services import starting
from services.delivery.sending import deliver_due
from services.settings import Settings
deliver_due(starting.open_context(Settings(data_dir=Path(sys.argv[1], "data"))), UUID(sys.argv[2]))
"""


def _die_at(outbox: Outbox, folder: Path, point: str) -> int:
    """A look of another process, which is killed at a point; how it ended."""
    around = {"VIGIE_DELIVERY_PLACES": f'["folder:{folder}"]'}
    words = ("-c", _LOOK, str(folder_of(outbox.service)), str(outbox.service.centre.id))
    return run(outbox.service, *words, fault=point, environment=around).returncode


@pytest.mark.parametrize(("point", "laid"), [("delivery.claimed", 0), ("delivery.taken", 1)])
def test_a_kill_neither_loses_a_document_nor_makes_two(
    outbox: Outbox, inbox: Path, point: str, laid: int
):
    outbox.goes_to_folder(inbox)
    document = outbox.put()

    assert _die_at(outbox, inbox, point) == -9

    assert len(list(inbox.iterdir())) == laid
    assert outbox.stands(document) == ("sending", None)
    assert outbox.act("cancel", document).status_code == 409
    outbox.look()
    assert outbox.stands(document) == ("sending", None)
    outbox.look(minutes=3)
    assert outbox.stands(document) == ("sent", None)
    assert [each.name for each in inbox.iterdir()] == [name_of(document)]


def test_a_document_is_queued_once_for_its_identifier(outbox_everywhere: Outbox, inbox: Path):
    outbox = outbox_everywhere
    outbox.goes_to_folder(inbox)
    document = outbox.put()
    outbox.put(id=document, content=b"another one")

    outbox.look()

    assert (inbox / name_of(document)).read_bytes() == CONTENT
    assert outbox.steps(document) == ["queued", "sent"]


def test_while_it_is_off_nothing_leaves_and_nothing_is_lost(outbox: Outbox, inbox: Path):
    outbox.goes_to_folder(inbox)
    document = outbox.put()
    endpoint = outbox.settings()["endpoint"]
    assert outbox.set(endpoint, is_on=False).status_code == 200

    outbox.look(hours=5)
    assert list(inbox.iterdir()) == []
    assert outbox.stands(document) == ("queued", None)
    assert outbox.settings()["counts"]["waiting"] == 1
    with outbox.service.context.database.reading(outbox.scope) as session:
        keys = outbox.service.context.keys
        assert parcels.offered(session, keys, outbox.service.centre.id) is None
    outbox.goes_to(endpoint)
    outbox.look()

    assert outbox.stands(document) == ("sent", None)


def test_who_the_patient_is_must_be_certain_when_it_leaves(outbox_everywhere: Outbox, inbox: Path):
    outbox = outbox_everywhere
    outbox.goes_to_folder(inbox)
    plain, with_ins = outbox.put(), outbox.put(ins=OLD_INS)
    outbox.patient_is(identity_status=IdentityStatus.DOUBTFUL)

    outbox.look()
    assert outbox.stands(plain) == outbox.stands(with_ins) == ("blocked", "identity_doubtful")
    assert list(inbox.iterdir()) == []
    waits = outbox.put()
    troubled, waiting = outbox.listed("troubled"), outbox.listed("waiting")
    assert (troubled["troubled"], troubled["waiting"]) == (2, 1)
    assert outbox.numbers() == {"troubled": 2, "waiting": 1}
    assert {each["id"] for each in troubled["items"]} == {str(plain), str(with_ins)}
    assert [each["id"] for each in waiting["items"]] == [str(waits)]
    assert outbox.act("cancel", waits).status_code == 200

    outbox.patient_is(identity_status=IdentityStatus.RETRIEVED)
    outbox.look()
    assert outbox.stands(plain) == ("sent", None)
    assert outbox.steps(plain) == ["queued", "blocked", "released", "sent"]
    # The INS that it holds is not one that may travel any more (decision 29).
    assert outbox.stands(with_ins) == ("blocked", "identity_changed")
    assert outbox.act("cancel", with_ins).status_code == 200
    assert outbox.files() == [plain]


def test_an_ins_that_was_corrected_since_leaves_with_no_older_document(
    outbox_everywhere: Outbox, inbox: Path
):
    outbox = outbox_everywhere
    outbox.goes_to_folder(inbox)
    indexes = Indexes(outbox.service.context.keys, outbox.service.centre.id)
    with_old, with_new = outbox.put(ins=OLD_INS), outbox.put(ins=NEW_INS)
    # Wrong, corrected, and qualified again before the record answered.
    outbox.patient_is(identity_status=IdentityStatus.QUALIFIED, ins_index=indexes.ins(NEW_INS))

    outbox.look()

    assert outbox.stands(with_old) == ("blocked", "identity_changed")
    assert outbox.stands(with_new) == ("sent", None)
    assert [each.name for each in inbox.iterdir()] == [name_of(with_new)]


def test_nothing_of_an_erased_patient_leaves(outbox_everywhere: Outbox, inbox: Path):
    outbox = outbox_everywhere
    outbox.goes_to_folder(inbox)
    outbox.put()
    with outbox.service.context.database.writing(outbox.scope) as session:
        delete_rows(session, outbox.patient)

    outbox.look()

    assert list(inbox.iterdir()) == []
    with outbox.service.context.database.reading(outbox.scope) as session:
        assert session.query(Delivery).count() == session.query(DeliveryHistory).count() == 0


def test_what_left_is_in_the_journal_also_when_its_patient_is_erased_meanwhile(
    outbox_everywhere: Outbox, inbox: Path, monkeypatch: pytest.MonkeyPatch
):
    outbox = outbox_everywhere
    outbox.goes_to_folder(inbox)
    document, deliver = outbox.put(), FolderCarrier.deliver

    def _erased_meanwhile(carrier: FolderCarrier, of: Document) -> bool:
        with outbox.service.context.database.writing(outbox.scope) as session:
            delete_rows(session, outbox.patient)
        return deliver(carrier, of)

    monkeypatch.setattr(FolderCarrier, "deliver", _erased_meanwhile)
    outbox.look()

    assert [each.name for each in inbox.iterdir()] == [name_of(document)]
    [entry] = outbox.journal("deliver_document")
    assert (entry.object_id, entry.patient_id) == (document, outbox.patient)
    assert (entry.outcome, entry.fingerprint) == ("done", hashlib.sha256(CONTENT).hexdigest())


def test_what_could_not_be_opened_may_be_sent_again(outbox: Outbox, inbox: Path):
    outbox.goes_to_folder(inbox)
    document = outbox.put()
    with outbox.service.context.database.writing(outbox.scope) as session:
        sealed = session.scalars(select(DeliveryFile.content)).one()
        session.execute(update(DeliveryFile).values(content=b"\x01\x00\x01" + b"x" * 40))
    outbox.look()
    assert outbox.stands(document) == ("blocked", "unreadable")

    with outbox.service.context.database.writing(outbox.scope) as session:
        session.execute(update(DeliveryFile).values(content=sealed))
    assert outbox.read(document)["can_resend"]
    assert outbox.act("resend", document).status_code == 200
    outbox.look()

    assert outbox.stands(document) == ("sent", None)


def test_an_endpoint_that_is_away_is_asked_less_and_less_and_then_no_more(
    outbox: Outbox, inbox: Path
):
    outbox.permits(f"folder:{inbox}", attempts=3)
    outbox.goes_to({"transport": "folder", "path": f"{inbox}/later"})
    document, waits = outbox.put(), []

    for _ in range(3):
        outbox.look()
        again_at = outbox.row(document).next_try_at
        if again_at is not None:
            waits.append(again_at - outbox.service.clock.now())
            outbox.service.clock.forward(seconds=waits[-1].total_seconds())

    assert waits == [timedelta(minutes=1), timedelta(minutes=2)]
    assert outbox.stands(document) == ("failed", "wrong_place")
    assert outbox.read(document)["can_resend"]
    (inbox / "later").mkdir()
    assert outbox.act("resend", document).status_code == 200
    outbox.look()
    assert outbox.stands(document) == ("sent", None)
    # What is settled for long is kept no longer, and cannot be sent again.
    outbox.look(days=31)
    assert outbox.files() == []
    assert outbox.act("resend", document).status_code == 409


def test_one_hospital_that_hangs_keeps_no_other_waiting(
    outbox: Outbox, inbox: Path, monkeypatch: pytest.MonkeyPatch
):
    service, released = outbox.service, threading.Event()
    outbox.goes_to_folder(inbox)
    document = outbox.put()
    other, look, begun = service.other_centre.id, sending.deliver_due, []

    def _hang(context, centre_id):
        if centre_id == other:
            begun.append(centre_id)
            released.wait(30)
        else:
            look(context, centre_id)

    monkeypatch.setattr(sending, "deliver_due", _hang)
    monkeypatch.setattr(sending, "_WAITED_FOR_S", 0.2)
    outbox.put(of=service.other_centre)
    try:
        sending.deliver_all(service.context, new_id())
        sending.deliver_all(service.context, new_id())
        for thread in sending._RUNNING.values():
            if thread.name != f"delivery {other}":
                thread.join(10)
        assert outbox.stands(document) == ("sent", None)
        assert begun == [other]
    finally:
        released.set()
        sending._RUNNING[other].join(10)


def test_acknowledgements_that_are_waited_for_keep_no_document_here(
    outbox: Outbox, inbox: Path, monkeypatch: pytest.MonkeyPatch
):
    outbox.goes_to_folder(inbox, awaits_acknowledgement=True)
    outbox.put()
    outbox.put()
    outbox.look()
    document, seconds = outbox.put(), count(step=6)

    monkeypatch.setattr(sending, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    outbox.look(minutes=2)

    assert outbox.stands(document) == ("sent", None)


def test_what_waits_is_sealed_and_names_nobody_outside(outbox: Outbox):
    outbox.put()
    folder = outbox.service.context.settings.data_dir.parent

    for word in (CONTENT.decode(), "CANARINOM0"):
        assert places_of(spellings(word), folder) == []


def test_who_does_not_treat_the_patient_sees_no_delivery(outbox: Outbox):
    document = outbox.put(patient_id=outbox.service.centre.patients_of_other_unit[0])

    assert outbox.get(document).status_code == 404
    assert outbox.act("resend", document).status_code == 404
