"""Reports that left: taken by somebody who treats, or delivered to the record of the hospital."""

from uuid import UUID

from sqlalchemy import update

from services.contract.archive_enums import ArchiveReason, RestoreReason
from services.db.scope import Scope
from services.db.tables.archiving import Archive
from services.db.tables.delivery import Delivery
from services.delivery.outbox import put
from services.ids import new_id
from tests.services.fhir.conftest import Engine


def test_a_report_that_left_for_people_who_treat_is_known_by_its_fingerprint(engine: Engine):
    export = engine.left("hospital_record")
    others = [engine.left("patient_access"), engine.left("hospital_record", preview=True)]
    engine.publish()

    [found] = engine.all(f"DocumentReference?patient={engine.patient}")

    assert found["id"] == export
    attachment = found["content"][0]["attachment"]
    assert (attachment["size"], attachment["contentType"]) == (7, "application/pdf")
    assert attachment["extension"][0]["valueString"] == "ab"
    assert not {"url", "data", "hash"} & set(attachment)
    for other in others:
        assert engine.get(f"DocumentReference/{other}").status_code == 404


def test_what_never_was_is_not_known_to_whoever_names_a_version(sqlite_engine: Engine):
    """304 says "as you have it": of an observation, too, that its questionnaire never had."""
    receipt = sqlite_engine.answer()
    purposes = [sqlite_engine.left(each) for each in ("hospital_record", "patient_access")]
    sqlite_engine.publish()
    have = {"If-None-Match": 'W/"1"'}

    assert sqlite_engine.get(f"Observation/{receipt['id']}.0123456789ab", **have).status_code == 404
    found = [sqlite_engine.get(f"DocumentReference/{each}", **have) for each in purposes]
    assert [each.status_code for each in found] == [304, 404]


def _queued(engine: Engine) -> tuple[UUID, UUID]:
    """The ids of a report for the record, and of the end of a follow-up, that wait to leave."""
    service, scope = engine.service, Scope(engine.service.centre.id)
    export, archive, now = engine.queued(), new_id(), service.clock.now()
    with service.context.database.writing(scope) as session:
        session.add(
            Archive(
                id=archive,
                centre_id=service.centre.id,
                patient_id=engine.patient,
                reason=ArchiveReason.TRANSFER,
                archived_at=now,
                hold_until=now,
                before={},
                version=1,
            )
        )
        put(session, service.context.keys, engine.parcel(archive), now)
    return export, archive


def test_what_was_delivered_to_the_record_is_a_document_as_soon_as_it_has_left(engine: Engine):
    """Of an export, and of the end of a follow-up, until that end turns out to have been none."""
    service, scope = engine.service, Scope(engine.service.centre.id)
    export, archive, now = *_queued(engine), service.clock.now()
    engine.publish()
    assert engine.all("DocumentReference") == []

    with service.context.database.writing(scope) as session:
        session.execute(update(Delivery).values(sent_at=now))
    engine.publish()

    found = {each["id"]: each for each in engine.all("DocumentReference")}
    assert set(found) == {str(export), str(archive)}
    periods = [found[str(each)]["context"]["period"] for each in (export, archive)]
    assert periods == [{"start": "2025-10-28", "end": "2025-11-18"}, {"end": "2025-11-18"}]
    attached = found[str(archive)]["content"][0]["attachment"]
    assert (attached["size"], attached["contentType"]) == (8, "application/xml")
    assert found[str(archive)]["status"] == "current"
    with service.context.database.writing(scope) as session:
        session.execute(update(Archive).values(restore_reason=RestoreReason.ERROR))
    engine.publish()
    again = engine.found(f"DocumentReference/{archive}")
    assert (again["status"], again["meta"]["versionId"]) == ("entered-in-error", "2")
