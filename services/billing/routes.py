"""Routes of the evidence for billing; each says in the journal whom it showed, and that it was for
billing.
"""

from base64 import b64encode
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Final, TypeVar
from uuid import UUID

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from services.alerts.worklist_rows import Query as Desk
from services.audit.journal import Purpose
from services.billing import service
from services.billing.files import MEDIA_TYPE, EvidenceFile, file_of
from services.billing.service import Wanted
from services.contract.billing import BillingCheck, BillingPage, PatientBilling
from services.contract.exports import CsvDelimiter
from services.edge.context import Context
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.pagination import LARGEST_PAGE
from services.security.caller import Caller

_USUAL_PAGE: Final = 50
_FILE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"text/csv": {}}, "description": "The table"}
}
Found = TypeVar("Found")
Month = Annotated[str | None, Query(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]

router = APIRouter(prefix="/api/v1", tags=["billing"])


@router.get("/billing-evidence", operation_id="list_billing_evidence", response_model=BillingPage)
def list_billing_evidence(
    caller: CurrentCaller,
    context: CurrentContext,
    month: Month = None,
    unit: UUID | None = None,
    check: BillingCheck | None = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = _USUAL_PAGE,
    cursor: Annotated[str | None, Query(max_length=400)] = None,
) -> BillingPage:
    """The months of follow-ups that end in a calendar month, without `month` in that of today."""
    wanted = Wanted(_first_day(month), unit, check, limit, cursor)

    def _find(desk: Desk) -> Seen[BillingPage]:
        page = service.read_month(desk, wanted)
        return _shown(page, page)

    return _read(context, caller, "list_billing_evidence", _find)


@router.get(
    "/billing-evidence/file",
    operation_id="take_billing_evidence",
    response_class=Response,
    responses=_FILE,
)
def take_billing_evidence(
    caller: CurrentCaller,
    context: CurrentContext,
    month: Month = None,
    unit: UUID | None = None,
    check: BillingCheck | None = None,
    delimiter: CsvDelimiter = CsvDelimiter.SEMICOLON,
) -> Response:
    """The same as a table of all of them, for the billing system of the centre; raises 422 where
    there are too many for one file.
    """
    wanted = Wanted(_first_day(month), unit, check)

    def _find(desk: Desk) -> Seen[EvidenceFile]:
        page = service.read_month(desk, wanted)
        made = file_of(page.items, page.as_of, delimiter)
        return _shown(page, made, made.fingerprint)

    return _reply(_read(context, caller, "take_billing_evidence", _find))


@router.get(
    "/patients/{patient_id}/billing-evidence",
    operation_id="read_billing_evidence",
    response_model=PatientBilling,
)
def read_billing_evidence(
    patient_id: UUID, caller: CurrentCaller, context: CurrentContext
) -> PatientBilling:
    """Every month of every follow-up of one patient."""

    def _find(desk: Desk) -> Seen[PatientBilling]:
        found = service.read_patient(desk, patient_id)
        return _of_one(found, found)

    return _read(context, caller, "read_billing_evidence", _find)


@router.get(
    "/patients/{patient_id}/billing-evidence/file",
    operation_id="take_patient_billing_evidence",
    response_class=Response,
    responses=_FILE,
)
def take_patient_billing_evidence(
    patient_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    delimiter: CsvDelimiter = CsvDelimiter.SEMICOLON,
) -> Response:
    """The months of one patient as a table."""

    def _find(desk: Desk) -> Seen[EvidenceFile]:
        found = service.read_patient(desk, patient_id)
        made = file_of(service.rows_of(found), found.as_of, delimiter)
        return _of_one(found, made, made.fingerprint)

    return _reply(_read(context, caller, "take_patient_billing_evidence", _find))


def _read(
    context: Context, caller: Caller, operation: str, find: Callable[[Desk], Seen[Found]]
) -> Found:
    now = context.clock.now()

    def _find(session: Session) -> Seen[Found]:
        return find(Desk(session, context, caller, now))

    return read(context, caller, operation, _find)


def _shown(page: BillingPage, value: Found, fingerprint: str | None = None) -> Seen[Found]:
    return Seen(
        value,
        shown=tuple(dict.fromkeys(each.patient.id for each in page.items)),
        is_whole=not any(each.identity_unreadable for each in page.items),
        purpose=Purpose.BILLING,
        fingerprint=fingerprint,
    )


def _of_one(found: PatientBilling, value: Found, fingerprint: str | None = None) -> Seen[Found]:
    return Seen(
        value,
        object_id=found.patient.id,
        patient_id=found.patient.id,
        is_whole=not found.identity_unreadable,
        purpose=Purpose.BILLING,
        fingerprint=fingerprint,
    )


def _reply(made: EvidenceFile) -> Response:
    """Under a name that says nothing of anybody."""
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": 'attachment; filename="billing-evidence.csv"',
        "Repr-Digest": f"sha-256=:{b64encode(bytes.fromhex(made.fingerprint)).decode()}:",
    }
    return Response(made.content, 200, headers, MEDIA_TYPE)


def _first_day(month: str | None) -> date | None:
    return None if month is None else date.fromisoformat(f"{month}-01")
