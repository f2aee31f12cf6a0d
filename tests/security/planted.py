"""Single objects that tests of rights put in place, each of its own kind."""

from datetime import timedelta
from uuid import UUID

from services.alerts.rule_exception_rows import add, seal_detail
from services.contract.cohorts import CohortState
from services.contract.delivery_enums import DeliveryOrigin
from services.contract.enums import CredentialScope, ExceptionKind
from services.contract.exports import ExportFormat
from services.contract.report_enums import ExportPurpose
from services.contract.week_enums import MessageKind
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import MachineCredential
from services.db.tables.fhir import FhirExport
from services.delivery.outbox import Parcel, put
from services.ids import new_id
from services.notifications.outbox import Letter, post
from tests.support.service import ServiceUnderTest, SmallCentre, random_key
from tests.support.sign_in import bearer

FREE_TEXT = "CANARITEXTELIBRE"


def waiting_document(service: ServiceUnderTest, centre: SmallCentre, patient: UUID) -> UUID:
    """A document that waits for a record to which nothing is delivered."""
    parcel = Parcel(
        id=new_id(),
        centre_id=centre.id,
        patient_id=patient,
        origin=DeliveryOrigin.EXPORT,
        format=ExportFormat.PDF,
        purpose=ExportPurpose.HOSPITAL_RECORD,
        requester_id=None,
        ins=None,
        content=FREE_TEXT.encode(),
        subject=FREE_TEXT,
    )
    with service.context.database.writing(Scope(centre.id)) as session:
        put(session, service.context.keys, parcel, service.clock.now())
    return parcel.id


def support_request(service: ServiceUnderTest, centre: SmallCentre) -> UUID:
    """A request for help of somebody whom no test looks through."""
    answer = service.client.post(
        "/api/v1/me/support-requests",
        json={"kind": "technical", "words": "La fenêtre reste grise"},
        headers=bearer(centre.tokens["nurse_of_both"]) | {"Idempotency-Key": random_key()},
    )
    assert answer.status_code == 201, answer.text
    return UUID(answer.json()["request"]["id"])


def unsent_message(service: ServiceUnderTest, centre: SmallCentre, patient: UUID) -> UUID:
    """Something that was to be written to a patient and has not left."""
    now = service.clock.now()
    letter = Letter(centre.id, patient, MessageKind.CALL_US, None, now + timedelta(days=7))
    with service.context.database.writing(Scope(centre.id)) as session:
        message_id = post(session, service.context.keys, letter, now)
    assert message_id is not None
    return message_id


def expected_symptom(service: ServiceUnderTest, centre: SmallCentre, patient: UUID) -> UUID:
    """Something that is expected of a patient, whichever unit theirs is."""
    exception_id, now = new_id(), service.clock.now()
    cipher = service.context.keys.patient(patient)
    with service.context.database.writing(Scope(centre.id)) as session:
        add(
            session,
            {
                "id": exception_id,
                "centre_id": centre.id,
                "patient_id": patient,
                "kind": ExceptionKind.EXPECTED,
                "item": "fatigue",
                "level": 1,
                "rule_set_version": "default-2",
                "rule_id": None,
                "rule_version": None,
                "since": now,
                "until": now + timedelta(days=14),
                "detail": seal_detail(cipher, exception_id, FREE_TEXT, "Prénom Nom"),
                "made_by": centre.accounts["oncologist"],
                "version": 1,
            },
        )
    return exception_id


def engine_export(service: ServiceUnderTest, centre: SmallCentre) -> UUID:
    """Everything of the centre, asked for by an engine that is nobody else here."""
    now, export_id, credential_id = service.clock.now(), new_id(), new_id()
    with service.context.database.writing(NO_CENTRE) as session:
        session.add(
            MachineCredential(
                id=credential_id,
                centre_id=centre.id,
                scope=CredentialScope.FHIR_READ,
                label="another engine",
                secret_hash=credential_id.bytes,
                created_at=now,
            )
        )
    with service.context.database.writing(Scope(centre.id)) as session:
        session.add(
            FhirExport(
                id=export_id,
                centre_id=centre.id,
                credential_id=credential_id,
                request="$export",
                kinds=["patient"],
                state=CohortState.QUEUED,
                patients=0,
                done=0,
                attempts=0,
                has_key=False,
                asked_at=now,
            )
        )
    return export_id
