"""What the next pass would do, for somebody who wants to look before it is done."""

from typing import Any, Final

from sqlalchemy import select

from services.db.scope import NO_CENTRE
from services.db.tables.centres import Centre
from services.edge.context import Context
from services.retention.tick import planned

_CENTRES: Final = select(Centre.id).order_by(Centre.id)


def plans(context: Context) -> list[dict[str, Any]]:
    """For each centre and each step, how many patients and which: identifiers, never a name.

    The first step of each patient alone: what follows from it is seen once it is done.
    """
    with context.database.reading(NO_CENTRE) as session:
        centre_ids = list(session.scalars(_CENTRES))
    return [
        {
            "centre": str(centre_id),
            "steps": {
                move.value: {"count": len(ids), "patients": [str(each) for each in ids]}
                for move, ids in sorted(planned(context, centre_id).items())
            },
        }
        for centre_id in centre_ids
    ]
