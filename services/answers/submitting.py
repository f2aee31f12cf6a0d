"""One request that brings an answer, in whatever form it came: written once, and answered alike."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from fastapi import Response
from sqlalchemy.orm import Session

from services import faults
from services.answers.receiving import receive
from services.answers.refused import note_not_taken
from services.contract.answer_content import AnswerContent
from services.contract.enums import Channel
from services.contract.problems import ProblemCode
from services.edge.context import Context
from services.edge.writes import Done, Intention, write
from services.errors import ServiceError
from services.security.caller import Caller

MachineChannel = Literal["api", "web"] | None
"""How an answer reached the machine that sends it."""


def submit(
    context: Context,
    caller: Caller,
    intention: Intention,
    patient_id: UUID,
    content: AnswerContent,
    channel: Channel,
) -> Response:
    """Takes in an answer: 201 and its receipt, or 200 and the receipt of the same one before."""

    def _act(session: Session, now: datetime) -> Done:
        received = receive(session, context, caller, patient_id, content, channel, now)
        status = 201 if received.is_new else 200
        return Done(received.receipt, status, object_id=received.receipt.id, patient_id=patient_id)

    try:
        response = write(context, caller, intention, _act)
    except ServiceError as refused:
        if refused.code is ProblemCode.MONITORING_NOT_ACTIVE:
            note_not_taken(context, caller, patient_id, channel)
        raise
    faults.point("answer.after_commit", context.settings)
    return response


def channel_of(caller: Caller, asked: MachineChannel) -> Channel:
    """How an answer came: what its machine says, or a nurse who wrote it on the phone."""
    if caller.credential_scope is None:
        return Channel.PHONE
    return Channel(asked or Channel.API)
