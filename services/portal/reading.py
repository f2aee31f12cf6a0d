"""Reads a page shows: one snapshot, one entry of the journal, one frame."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from services.edge.context import Context
from services.edge.current import CurrentContext
from services.edge.reads import Seen, read
from services.portal.asking import CurrentVisitor, Visitor
from services.portal.frames import frame_of
from services.portal.rendering import Frame

Value = TypeVar("Value")


@dataclass(frozen=True)
class Desk:
    """One request of a patient: who asks, and what answers."""

    request: Request
    context: Context
    visitor: Visitor

    @property
    def now(self) -> datetime:
        """The instant by which this request is judged."""
        return self.context.clock.now()

    def look(self, find: Callable[[Session, Frame], Value]) -> tuple[Frame, Value]:
        """The frame around a page, and what `find` reads of the patient's record; journalled."""

        def _find(session: Session) -> Seen[tuple[Frame, Value]]:
            frame = frame_of(session, self.context.keys, self.request, self.visitor)
            return Seen((frame, find(session, frame)), patient_id=self.visitor.patient_id)

        operation = self.request.scope["route"].operation_id
        return read(self.context, self.visitor.caller, operation, _find)


def _desk(request: Request, context: CurrentContext, visitor: CurrentVisitor) -> Desk:
    return Desk(request, context, visitor)


CurrentDesk = Annotated[Desk, Depends(_desk)]
