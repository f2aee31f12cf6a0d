"""Routes of the queue and of alerts; those that a console polls never prolong a session."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from fastapi import Query as InQuery
from sqlalchemy.orm import Session

from services.alerts import act_routes, service
from services.alerts.alert_pages import AlertsWanted
from services.alerts.cursors import LONGEST_CURSOR
from services.alerts.filters import NO_FILTER, Filters, Holder
from services.alerts.looks import keep_look
from services.alerts.work import Work
from services.alerts.worklist import Wanted
from services.alerts.worklist_rows import Query
from services.contract.alert_looks import LookAsk, LookKept
from services.contract.alerts import (
    AlertBatch,
    AlertDetail,
    AlertPage,
    WorklistCounts,
    WorklistPage,
)
from services.contract.enums import AlertLevel, AlertState, WorklistSort, WorklistView
from services.contract.filters import WorklistFilters
from services.edge.body import Body, BodyOf
from services.edge.context import Context
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import read
from services.edge.replies import json_reply
from services.edge.writes import write
from services.pagination import LARGEST_PAGE
from services.security.caller import Caller

_DEFAULT_PAGE = 50
_MOST_AHEAD = 50
_MOST_LEVELS = 4
Limit = Annotated[int, InQuery(ge=1, le=LARGEST_PAGE)]
Cursor = Annotated[str | None, InQuery(max_length=LONGEST_CURSOR)]

router = APIRouter(prefix="/api/v1", tags=["alerts"])


def _query(session: Session, context: Context, caller: Caller) -> Query:
    return Query(session, context, caller, context.clock.now())


def _filters(
    level: Annotated[list[AlertLevel], InQuery(max_length=_MOST_LEVELS)] = [],  # noqa: B006
    symptom: Annotated[str | None, InQuery(max_length=64, pattern="^[a-z][a-z0-9_]*$")] = None,
    unit: UUID | None = None,
    treatment: Annotated[str | None, InQuery(pattern="^[0-9a-f]{64}$")] = None,
    oncologist: UUID | None = None,
    owner: Holder | UUID | None = None,
    overdue: bool = False,
) -> Filters:
    """What a list is filtered by. `treatment` is a key of the choices, never a name."""
    return Filters(
        frozenset(level),
        symptom,
        unit,
        None if treatment is None else bytes.fromhex(treatment),
        oncologist,
        owner,
        overdue,
    )


@router.get("/worklist", operation_id="read_worklist", response_model=WorklistPage)
def read_worklist(
    caller: CurrentCaller,
    context: CurrentContext,
    view: WorklistView = WorklistView.TODO,
    sort: WorklistSort = WorklistSort.LEVEL,
    filters: Annotated[Filters, Depends(_filters)] = NO_FILTER,
    limit: Limit = _DEFAULT_PAGE,
    cursor: Cursor = None,
) -> Response:
    """A page of the queue, one row a patient.

    All filters hold together. None hides technical, critical or overdue rows: those that do not
    match come first, marked as outside the filter.
    """
    wanted = Wanted(view, sort, filters, limit, cursor)
    return json_reply(
        read(
            context,
            caller,
            "read_worklist",
            lambda session: service.worklist_page(_query(session, context, caller), wanted),
        )
    )


@router.get("/worklist/counts", operation_id="read_worklist_counts", response_model=WorklistCounts)
def read_worklist_counts(caller: CurrentCaller, context: CurrentContext) -> Response:
    """Live counts of the rows of each view and level."""
    return json_reply(
        read(
            context,
            caller,
            "read_worklist_counts",
            lambda session: service.worklist_counts(_query(session, context, caller)),
        )
    )


@router.get(
    "/worklist/filters", operation_id="read_worklist_filters", response_model=WorklistFilters
)
def read_worklist_filters(caller: CurrentCaller, context: CurrentContext) -> Response:
    """The values that open rows of the caller's units have and can be filtered by."""
    return json_reply(
        read(
            context,
            caller,
            "read_worklist_filters",
            lambda session: service.worklist_filters(_query(session, context, caller)),
        )
    )


@router.get("/alerts", operation_id="list_alerts", response_model=AlertPage)
def list_alerts(
    caller: CurrentCaller,
    context: CurrentContext,
    state: AlertState | None = None,
    patient_id: UUID | None = None,
    limit: Limit = _DEFAULT_PAGE,
    cursor: Cursor = None,
) -> Response:
    """A page of alerts, the newest first."""
    wanted = AlertsWanted(state, patient_id, limit, cursor)
    return json_reply(
        read(
            context,
            caller,
            "list_alerts",
            lambda session: service.alert_list(_query(session, context, caller), wanted),
        )
    )


@router.get("/alerts/batch", operation_id="prefetch_alerts", response_model=AlertBatch)
def prefetch_alerts(
    caller: CurrentCaller,
    context: CurrentContext,
    ids: Annotated[list[UUID], InQuery(alias="id", min_length=1, max_length=_MOST_AHEAD)],
) -> Response:
    """Details of the rows in view, fetched ahead; recorded as one list access."""
    return json_reply(
        read(
            context,
            caller,
            "prefetch_alerts",
            lambda session: service.several(_query(session, context, caller), ids),
        )
    )


@router.get("/alerts/{alert_id}", operation_id="read_alert", response_model=AlertDetail)
def read_alert(alert_id: UUID, caller: CurrentCaller, context: CurrentContext) -> Response:
    """One alert with everything that its reader needs."""
    found = read(
        context,
        caller,
        "read_alert",
        lambda session: service.one(_query(session, context, caller), alert_id),
    )
    return json_reply(found, found.version)


@router.post("/alerts/{alert_id}/opened", operation_id="record_opening", status_code=204)
def record_opening(
    alert_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
) -> Response:
    """Records that an alert stayed on the screen; sent again, it is recorded again."""
    read(
        context,
        caller,
        "record_opening",
        lambda session: service.opening(_query(session, context, caller), alert_id),
    )
    return Response(status_code=204)


@router.post("/alerts/{alert_id}/looks", operation_id="record_look", response_model=LookKept)
def record_look(
    alert_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: act_routes.IntentHeaders,
    body: Annotated[Body[LookAsk], Depends(BodyOf(LookAsk))],
) -> Response:
    """Adds for how long an open alert was in the foreground of a nurse; sent again, it counts once;
    409 once the alert has long been closed.
    """
    return write(
        context,
        caller,
        headers.intention("record_look", body.raw),
        lambda session, now: keep_look(Work(session, context, caller, now), alert_id, body.value),
    )


router.include_router(act_routes.router)
