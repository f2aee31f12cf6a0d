"""The whole way of an answer, walked every minute and undone: nothing of it is ever stored.

The canary stores an answer once an hour; this finds within a minute that one would fail.
"""

from uuid import UUID

from services.db.scope import Scope
from services.edge.context import Context
from services.surveillance.invented import patient_of, require_raised, submit


class _Undone(RuntimeError):
    """Ends the transaction of a rehearsal, which went well, without anything being kept."""


def rehearse(context: Context, centre_id: UUID) -> None:
    """Takes in an answer of the invented patient up to its row of the queue, then undoes it.

    Raises `NotProved`, or whatever failed on the way.
    """
    now = context.clock.now()
    patient_id = patient_of(context, centre_id, now)
    try:
        with context.database.writing(Scope(centre_id)) as session:
            receipt = submit(session, context, centre_id, patient_id, now, "rehearsal")
            require_raised(session, context, patient_id, receipt.id, receipt.outcome)
            raise _Undone
    except _Undone:
        return
