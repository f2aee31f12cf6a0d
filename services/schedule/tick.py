"""One pass over the weeks of a centre: what is due is read from what is stored, and done once."""

from uuid import UUID

from services.edge.context import Context
from services.edge.contracts import has_ended
from services.schedule import issuing, pausing, prescriptions, reminding, settling, silence
from services.schedule.at_work import Tick


class WeeksNotKept(RuntimeError):
    """Something of somebody's week could not be done; the log says of whom."""


def keep_weeks(context: Context, centre_id: UUID) -> None:
    """Everything that the clock or an answer has brought about since the pass before.

    The order matters: nobody is reminded who has answered, nobody asked who is paused.
    Raises `WeeksNotKept` in the end when something of somebody could not be done.
    """
    tick = Tick(context, centre_id, context.clock.now())
    pausing.keep_pauses(tick)
    settling.settle(tick)
    has_contract = not _is_over(tick)
    if has_contract:
        issuing.issue(tick)
        reminding.remind(tick)
        silence.tell(tick)
    silence.end(tick)
    if has_contract:
        prescriptions.warn(tick)
    if tick.failed:
        raise WeeksNotKept(f"{len(tick.failed)} of them")


def _is_over(tick: Tick) -> bool:
    """After the end of its contract a centre asks nobody, and waits for nobody's answer."""
    with tick.reading() as session:
        return has_ended(session, tick.centre_id, tick.now)
