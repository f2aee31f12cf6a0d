"""The end of an enrolment that leads nowhere: why is kept, and as little else as can be.

The identity stays, with how it was proven: who comes back is found again and not entered twice, and
the journal names them. What was answered of health, contact and choices goes at once; of a refusal
the answers themselves stay, because they prove that nobody was followed against their will.
"""

from collections.abc import Sequence

from services.archiving import rows as archives
from services.consents import service as consents
from services.consents.service import Said
from services.contract.week_enums import ConsentKind, EnrolmentStop
from services.edge.writes import Done
from services.enrolment.drafts import Draft, done, held, move
from services.patients import following
from services.record.work import Work


def abandon(work: Work, version: int, reason: EnrolmentStop) -> Done:
    """Ends an open enrolment; raises 404, 412, 409 when it has ended."""
    return stop(work, held(work, version), reason)


def stop(work: Work, draft: Draft, reason: EnrolmentStop, said: Sequence[Said] = ()) -> Done:
    """Ends a draft for a reason; `said` are the answers of somebody who refused."""
    kept = [
        consents.record(
            work.session,
            work.caller.centre_id,
            work.patient_id,
            each,
            work.caller.person,
            work.now,
        ).id
        for each in said
        if each.kind is ConsentKind.TELEMONITORING
    ]
    row = move(work, draft.row, draft.content.only_identity(), stop=reason, step=1)
    following.end(work.session, work.patient_id)
    archives.came_to_nothing(work.session, work.patient_id)
    return done(work, row, 200, *kept)
