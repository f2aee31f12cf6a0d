"""The report at the end of care: where it stands, and the copy that the patient finds."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from services.contract.archive_enums import RestoreReason
from services.contract.archiving import CareReport, CareReportDelivery
from services.contract.delivery_enums import DeliveryState
from services.contract.enums import IdentityStatus
from services.db.tables.archiving import Archive, EndOfCareDue, EndOfCareReport
from services.db.tables.delivery import Delivery
from services.db.tables.patients import Patient
from services.security.ciphers import Place, SealBroken
from services.security.keystore import KeyStore

_MAY_HAVE: Final = (
    # An end that was none is told to nobody; nothing leaves while it is not certain to whom.
    Archive.restore_reason.is_distinct_from(RestoreReason.ERROR),
    Patient.identity_status != IdentityStatus.DOUBTFUL,
    # Nor an INS that is not qualified any more, or not theirs.
    or_(
        EndOfCareReport.has_ins.is_(False),
        and_(
            Patient.identity_status == IdentityStatus.QUALIFIED,
            or_(
                EndOfCareReport.ins_index.is_(None),
                EndOfCareReport.ins_index == Patient.ins_index,
            ),
        ),
    ),
)
_LATEST: Final = (EndOfCareReport.made_at.desc(), EndOfCareReport.archive_id.desc())
_ID_OF_LAST: Final = (
    select(EndOfCareReport.archive_id)
    .join(Archive, Archive.id == EndOfCareReport.archive_id)
    .join(Patient, Patient.id == EndOfCareReport.patient_id)
    .where(EndOfCareReport.patient_id == EndOfCareDue.patient_id, *_MAY_HAVE)
    .order_by(*_LATEST)
    .limit(1)
    .correlate(EndOfCareDue)
    .scalar_subquery()
)
_IS_ON_PAGES: Final = EndOfCareDue.archive_id.is_not_distinct_from(_ID_OF_LAST)
_OF_ARCHIVES: Final = (
    select(EndOfCareDue, Delivery, _IS_ON_PAGES.label("is_on_pages"))
    .outerjoin(Delivery, Delivery.id == EndOfCareDue.archive_id)
    .where(EndOfCareDue.archive_id.in_(bindparam("archive_ids", expanding=True)))
)
_LAST: Final = (
    select(EndOfCareReport)
    .join(Archive, Archive.id == EndOfCareReport.archive_id)
    .join(Patient, Patient.id == EndOfCareReport.patient_id)
    .where(EndOfCareReport.patient_id == bindparam("patient_id"), *_MAY_HAVE)
    .order_by(*_LATEST)
    .limit(1)
)


@dataclass(frozen=True)
class Copy:
    """The PDF of a patient, which has the identifier of their archive."""

    archive_id: UUID
    content: bytes


def reports_of(session: Session, archive_ids: Iterable[UUID]) -> dict[UUID, CareReport]:
    """Where the reports of archives stand; without one nothing is due."""
    found = session.execute(_OF_ARCHIVES, {"archive_ids": list(archive_ids)})
    return {
        due.archive_id: CareReport(
            state=due.state,
            fault=due.fault,
            way=due.way,
            made_at=due.made_at,
            delivery=_delivery(delivery),
            on_pages=is_on_pages,
        )
        for due, delivery, is_on_pages in found
    }


def _delivery(row: Delivery | None) -> CareReportDelivery | None:
    if row is None:
        return None
    match row.state:
        case DeliveryState.ACKNOWLEDGED:
            at = row.acknowledged_at
        case DeliveryState.SENT:
            at = row.sent_at
        case DeliveryState.QUEUED | DeliveryState.SENDING:
            at = row.next_try_at
        case _:
            at = row.settled_at
    return CareReportDelivery(state=row.state, fault=row.fault, at=at)


def has_copy(session: Session, patient_id: UUID) -> bool:
    """Whether a patient has a report of theirs to find; see `copy_of`."""
    return session.scalars(_LAST, {"patient_id": patient_id}).first() is not None


def copy_of(session: Session, keys: KeyStore, patient_id: UUID) -> Copy | None:
    """The last report of a patient, while they may have it; raises `SealBroken`."""
    row = session.scalars(_LAST, {"patient_id": patient_id}).first()
    if row is None:
        return None
    content = keys.patient(patient_id).open(place_of(row.archive_id), row.content)
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise SealBroken("end_of_care_report", "content", str(row.archive_id))
    return Copy(row.archive_id, content)


def place_of(archive_id: UUID) -> Place:
    """Where the copy of the patient is sealed to."""
    return Place("end_of_care_report", "content", archive_id)
