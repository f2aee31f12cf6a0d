"""Routes on all accounts of a centre at once: the review of each quarter, and an import."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.contract.staff import (
    AccessReview,
    ImportAsk,
    ReviewAsk,
    ReviewLine,
    StaffImportReport,
)
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.edge.writes import Headers, IntentionHeaders, write
from services.staff import importing, review
from services.staff.work import StaffWork

IntentHeaders = Annotated[Headers, Depends(IntentionHeaders())]
router = APIRouter(tags=["accounts"])


@router.get("/access-review", operation_id="read_access_review", response_model=AccessReview)
def read_access_review(caller: CurrentCaller, context: CurrentContext) -> AccessReview:
    """Who has access, with what was found of each account this quarter."""
    return read(
        context,
        caller,
        "read_access_review",
        lambda session: Seen(review.review(session, context, caller)),
    )


@router.post(
    "/access-review/{account_id}", operation_id="review_account", response_model=ReviewLine
)
def review_account(
    account_id: UUID,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[ReviewAsk], Depends(BodyOf(ReviewAsk))],
) -> Response:
    """Confirms an account as it stands, or says that it has to change."""
    intention = headers.intention("review_account", body.raw)
    version = intention.require_version()
    return write(
        context,
        caller,
        intention,
        lambda session, now: review.confirm(
            StaffWork(session, context, caller, account_id, now), version, body.value
        ),
    )


@router.post("/account-imports", operation_id="import_accounts", response_model=StaffImportReport)
def import_accounts(
    caller: CurrentCaller,
    context: CurrentContext,
    headers: IntentHeaders,
    body: Annotated[Body[ImportAsk], Depends(BodyOf(ImportAsk))],
) -> Response:
    """Invites whoever a CSV file names, line by line, or rehearses it."""
    return write(
        context,
        caller,
        headers.intention("import_accounts", body.raw),
        lambda session, now: importing.import_staff(
            StaffWork(session, context, caller, caller.person, now), body.value
        ),
    )
