"""Reports that left: taken by somebody for people who treat, or delivered to the record."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, Row, bindparam, or_, select
from sqlalchemy.orm import Session

from reports.fhir.documents import LeftReport
from services.contract.archive_enums import RestoreReason
from services.contract.delivery_enums import DeliveryState
from services.contract.exports import ExportState
from services.contract.report_enums import ExportPurpose
from services.db.tables.archiving import Archive
from services.db.tables.delivery import Delivery
from services.db.tables.exports import Export
from services.exports.makers import MEDIA_TYPES

FOR_RECORDS: Final = frozenset(
    {
        ExportPurpose.HOSPITAL_RECORD,
        ExportPurpose.CARE_CONTINUITY,
        ExportPurpose.END_OF_FOLLOW_UP,
    }
)
"""Of reports that somebody took, those that were made for people who treat."""
_LANGUAGE: Final = "fr"
"""Of a report at the end of care for the record."""
_THESE: Final[BindParameter[UUID]] = bindparam("document_ids", expanding=True)
_TAKEN: Final = select(Export).where(
    Export.patient_id == bindparam("patient_id"),
    Export.id.in_(_THESE),
    Export.state == ExportState.TAKEN,
    Export.purpose.in_(FOR_RECORDS),
    # What was looked at on a screen did not leave.
    ~Export.is_preview,
)
_DELIVERED: Final = (
    select(
        Delivery.id,
        Delivery.purpose,
        Delivery.format,
        Delivery.size,
        Delivery.sha256,
        Delivery.state,
        Delivery.failed_at,
        Delivery.queued_at,
        Export.first_on,
        Export.last_on,
        Export.language,
        Archive.archived_at,
        Archive.undone_at,
        Archive.restore_reason,
    )
    # A delivery has the identifier of its export, or of its archive.
    .outerjoin(Export, Export.id == Delivery.id)
    .outerjoin(Archive, Archive.id == Delivery.id)
    .where(
        Delivery.patient_id == bindparam("patient_id"),
        Delivery.id.in_(_THESE),
        Delivery.sent_at.is_not(None),
        or_(Export.id.is_not(None), Archive.id.is_not(None)),
    )
)


def left(
    session: Session, patient_id: UUID, document_ids: Sequence[UUID], zone: ZoneInfo
) -> Iterator[LeftReport]:
    """Those of some documents of a patient that have left; `zone` is the centre's."""
    asked = {"patient_id": patient_id, "document_ids": document_ids}
    for row in session.scalars(_TAKEN, asked):
        if row.made_at is not None and row.size is not None and row.sha256 is not None:
            yield LeftReport(
                id=row.id,
                purpose=row.purpose,
                first=row.first_on,
                last=row.last_on,
                language=row.language,
                media_type=MEDIA_TYPES[row.format],
                made_at=row.made_at,
                size=row.size,
                sha256=row.sha256,
            )
    for delivered in session.execute(_DELIVERED, asked):
        yield _delivered(delivered, zone)


def _delivered(row: Row[*tuple[Any, ...]], zone: ZoneInfo) -> LeftReport:
    is_of_end = row.archived_at is not None
    return LeftReport(
        id=row.id,
        purpose=row.purpose,
        first=None if is_of_end else row.first_on,
        last=row.archived_at.astimezone(zone).date() if is_of_end else row.last_on,
        language=_LANGUAGE if is_of_end else row.language,
        media_type=MEDIA_TYPES[row.format],
        # Made and queued in one transaction.
        made_at=row.queued_at,
        size=row.size,
        sha256=row.sha256,
        # What was told once goes on being told, also while it waits to be sent again (0057).
        stands=row.failed_at is None
        and row.state is not DeliveryState.CANCELLED
        and row.undone_at is None
        and row.restore_reason is not RestoreReason.ERROR,
    )
