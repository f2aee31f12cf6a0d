"""Routes of the patient list and of the search."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from fastapi import Query as InQuery
from sqlalchemy.orm import Session

from services.alerts.cursors import LONGEST_CURSOR
from services.alerts.worklist_rows import Query
from services.contract.enums import Monitoring, PatientSort
from services.contract.patient_list import (
    PatientFilters,
    PatientHits,
    PatientPage,
    PatientSearchAsk,
)
from services.edge.body import Body, BodyOf
from services.edge.context import Context
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import read
from services.edge.replies import json_reply
from services.pagination import LARGEST_PAGE
from services.roster import service
from services.roster.wanted import Wanted
from services.security.caller import Caller

_DEFAULT_PAGE = 50

router = APIRouter(prefix="/api/v1", tags=["patients"])


def _query(session: Session, context: Context, caller: Caller) -> Query:
    return Query(session, context, caller, context.clock.now())


def _wanted(
    sort: PatientSort = PatientSort.ALERT,
    monitoring: Annotated[list[Monitoring], InQuery(max_length=len(Monitoring))] = [],  # noqa: B006
    unit: UUID | None = None,
    oncologist: UUID | None = None,
    treatment: Annotated[str | None, InQuery(pattern="^[0-9a-f]{64}$")] = None,
    with_alert: bool = False,
    limit: Annotated[int, InQuery(ge=1, le=LARGEST_PAGE)] = _DEFAULT_PAGE,
    cursor: Annotated[str | None, InQuery(max_length=LONGEST_CURSOR)] = None,
) -> Wanted:
    """What the list shows. `treatment` is a key of the choices, never a name."""
    return Wanted(
        sort,
        limit,
        cursor,
        frozenset(monitoring),
        unit,
        oncologist,
        None if treatment is None else bytes.fromhex(treatment),
        with_alert,
    )


@router.get("/patients", operation_id="list_patients", response_model=PatientPage)
def list_patients(
    caller: CurrentCaller, context: CurrentContext, wanted: Annotated[Wanted, Depends(_wanted)]
) -> Response:
    """A page of the patients of the caller's units.

    `alert` puts the highest open alert first, `last_answer` the newest; then names, as in a French
    directory.
    """
    return json_reply(
        read(
            context,
            caller,
            "list_patients",
            lambda session: service.patient_list(_query(session, context, caller), wanted),
        )
    )


@router.get("/patient-filters", operation_id="read_patient_filters", response_model=PatientFilters)
def read_patient_filters(caller: CurrentCaller, context: CurrentContext) -> Response:
    """The treatments in force and the oncologists of the caller's patients."""
    return json_reply(
        read(
            context,
            caller,
            "read_patient_filters",
            lambda session: service.filters(_query(session, context, caller)),
        )
    )


@router.post("/patients/search", operation_id="search_patients", response_model=PatientHits)
def search_patients(
    caller: CurrentCaller,
    context: CurrentContext,
    body: Annotated[Body[PatientSearchAsk], Depends(BodyOf(PatientSearchAsk))],
) -> Response:
    """Patients of the caller's units by name, date of birth, INS, record number, telephone or
    e-mail address.

    It changes nothing; the text stands in the body because an address may be kept by a proxy, and
    is not recorded.
    """
    return json_reply(
        read(
            context,
            caller,
            "search_patients",
            lambda session: service.search(_query(session, context, caller), body.value.text),
        )
    )
