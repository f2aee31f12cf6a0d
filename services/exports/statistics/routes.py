"""The route of the file of statistics."""

from base64 import b64encode
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from services.contract.statistics_exports import StatisticsAsk
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.exports.statistics import service
from services.exports.statistics.service import MEDIA_TYPES

router = APIRouter(prefix="/api/v1", tags=["exports"])


@router.post(
    "/statistics/export",
    operation_id=service.OPERATION,
    response_class=Response,
    responses={200: {"content": {each: {} for each in MEDIA_TYPES.values()}}},
)
def export_statistics(
    caller: CurrentCaller,
    context: CurrentContext,
    body: Annotated[Body[StatisticsAsk], Depends(BodyOf(StatisticsAsk))],
) -> Response:
    """The page of statistics as a file, masked as it is read. No key: it changes nothing, and who
    loses it on the way asks again.
    """
    made = service.make(context, caller, body.value)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{made.name}"',
        "Repr-Digest": f"sha-256=:{b64encode(bytes.fromhex(made.sha256)).decode()}:",
    }
    return Response(made.content, 200, headers, made.media_type)
