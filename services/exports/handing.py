"""A report that goes to the record: it becomes a delivery when it is made, and is no file here."""

from uuid import UUID

from reports.xdm.envelope import subject_of
from services.contract.delivery_enums import DeliveryOrigin
from services.contract.exports import ExportFormat
from services.contract.reports import Report
from services.delivery.outbox import Parcel


def parcel_of(
    report: Report,
    content: bytes,
    wanted: ExportFormat,
    origin: DeliveryOrigin,
    requester_id: UUID | None,
) -> Parcel:
    """The parcel of a report, under the identifier of the report; only a mail has a subject."""
    return Parcel(
        id=report.id,
        centre_id=report.centre.id,
        patient_id=report.patient.label.id,
        origin=origin,
        format=wanted,
        purpose=report.purpose,
        requester_id=requester_id,
        ins=report.patient.ins,
        content=content,
        subject=subject_of(report) if wanted is ExportFormat.XDM else "",
    )
