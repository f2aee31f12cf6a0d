"""Routes of transparency notices: the list, one version, and that it was read (S-51)."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from services.contract.notices import (
    AcknowledgementAsk,
    Notice,
    NoticeKind,
    NoticeProfile,
    Notices,
    NoticeText,
    NoticeTool,
)
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.edge.writes import Headers, IntentionHeaders, write
from services.notices import service

router = APIRouter(prefix="/api/v1", tags=["notices"])
_VERSION = r"^[0-9]{1,3}\.[0-9]{1,3}$"


@router.get("/notices", operation_id="list_notices", response_model=Notices)
def list_notices(caller: CurrentCaller, context: CurrentContext) -> Notices:
    """The notices for professionals, with those that the reader has yet to acknowledge, and those
    that patients are given.
    """
    return read(
        context, caller, "list_notices", lambda session: Seen(service.listed(session, caller))
    )


@router.get(
    "/notices/{kind}/versions/{version}", operation_id="read_notice", response_model=NoticeText
)
def read_notice(
    kind: NoticeKind,
    version: Annotated[str, Path(pattern=_VERSION)],
    caller: CurrentCaller,
    context: CurrentContext,
    tool: NoticeTool = NoticeTool.CONSOLE,
    profile: NoticeProfile = NoticeProfile.CLINICIAN,
) -> NoticeText:
    """One version of a notice in both languages, an old one too."""
    return read(
        context,
        caller,
        "read_notice",
        lambda session: Seen(
            service.version_of(session, context, caller, (kind, tool, profile), version)
        ),
    )


@router.post(
    "/notices/{kind}/acknowledgement", operation_id="acknowledge_notice", response_model=Notice
)
def acknowledge_notice(
    kind: NoticeKind,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: Annotated[Headers, Depends(IntentionHeaders())],
    body: Annotated[Body[AcknowledgementAsk], Depends(BodyOf(AcknowledgementAsk))],
) -> Response:
    """Says that the reader was shown a version of one of their notices; once is enough."""
    return write(
        context,
        caller,
        headers.intention("acknowledge_notice", body.raw),
        lambda session, now: service.take_note(session, caller, kind, body.value, now),
    )
