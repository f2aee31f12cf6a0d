"""Work that is due: every few seconds the database is asked what, and each task runs once.

What is due is read from what is stored, so that a restart forgets nothing and a clock that jumps
does nothing twice. A further task is one more row of `TASKS`.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from services.archiving.tick import keep_archives
from services.contract.surveillance import SurveillancePart
from services.db.engine import Database, WriterBusy
from services.db.scope import NO_CENTRE
from services.db.tables.centres import Centre
from services.delivery.sending import deliver_all
from services.edge.context import Context
from services.end_of_care.making import report_ends
from services.ending import EndAsked, heeding
from services.exports.cohorts.making import make_due as make_cohorts
from services.exports.making import make_due
from services.fhir.bulk.making import make_due as make_fhir_exports
from services.fhir.publishing import publish
from services.live.repository import forget_old
from services.notifications.sending import send_mail, send_sms
from services.portal.unsent import judge_unsent
from services.retention.tick import keep_retention
from services.schedule.tick import keep_weeks
from services.staff.ending import end_roles
from services.staff.sending import send_staff_mail
from services.statistics.closing import close_months
from services.surveillance import beats
from services.surveillance.beats import INSTALLATION, Beat
from services.surveillance.canary import prove_this_hour
from services.surveillance.heartbeat import HeartbeatRefused, tell_outside
from services.surveillance.invented import NotProved
from services.surveillance.pipeline import rehearse
from services.surveillance.reconciler import reconcile
from services.surveillance.space import warn_of_space

_log = logging.getLogger("vigie.worker")
_CENTRES = select(Centre.id).order_by(Centre.id)
_TURN = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:subject, 0))")
_ENDS_WITHIN_S: Final = 12


@dataclass(frozen=True)
class Task:
    """Something that is due again and again, in each centre or once for the installation.

    `run` raises what went wrong; whatever it raises stops no other task. Tasks of one lane wait for
    each other, and for no other: what asks somebody outside has a lane of its own.
    """

    name: str
    every: timedelta
    run: Callable[[Context, UUID], None]
    is_for_installation: bool = False
    lane: str = "due work"

    def is_due(self, beat: Beat | None, now: datetime) -> bool:
        """Whether it was not tried for long enough; a try in the future is one of another clock."""
        return beat is None or not now - self.every < beat.tried_at <= now


_HOUR: Final = timedelta(hours=1)
_MINUTE: Final = timedelta(minutes=1)
_MOMENT: Final = timedelta(seconds=10)
TASKS: Final = (
    Task(SurveillancePart.CANARY.value, _MINUTE, prove_this_hour),
    Task(SurveillancePart.PIPELINE.value, _MINUTE, rehearse),
    Task(SurveillancePart.RECONCILER.value, _MINUTE, reconcile),
    Task(SurveillancePart.HEARTBEAT.value, _MINUTE, tell_outside, is_for_installation=True),
    Task("weeks", _MINUTE, keep_weeks),
    Task("archives", _MINUTE, keep_archives),
    Task("unsent_answers", _MINUTE, judge_unsent),
    Task("live_events", _MINUTE, forget_old),
    # Looked for each hour, done once a day; long in a large centre, and nobody waits for it.
    Task("retention", _HOUR, keep_retention, lane="due retention"),
    # Once a month there is something to do; minutes in a large centre, and nobody waits for it.
    Task("statistics", 2 * _MINUTE, close_months, lane="due statistics"),
    Task("space", _MINUTE, warn_of_space, is_for_installation=True),
    Task("messages_sms", _MOMENT, send_sms, lane="due sms"),
    Task("messages_email", _MOMENT, send_mail, lane="due mail"),
    # Somebody waits for it; ten years of answers take seconds.
    Task("exports", timedelta(seconds=2), make_due, lane="due exports"),
    # What the interface of machines shows is at most this old.
    Task("fhir_changes", timedelta(seconds=2), publish, lane="due fhir"),
    # Nobody waits for these: they stand in no export's way.
    Task("end_of_care", _MINUTE, report_ends, lane="due reports"),
    # Each centre in a thread of its own: the record of one hospital keeps no other waiting.
    Task("deliveries", _MOMENT, deliver_all, is_for_installation=True, lane="due deliveries"),
    # Long, and nothing else may wait for it.
    Task("cohorts", timedelta(seconds=2), make_cohorts, lane="due cohorts"),
    Task("fhir_exports", timedelta(seconds=2), make_fhir_exports, lane="due fhir exports"),
    Task("last_days_of_roles", _MINUTE, end_roles),
    # Somebody waits for a secret at the sign-in; patients' mails must not stand before it.
    Task("staff_mail", _MOMENT, send_staff_mail, is_for_installation=True, lane="due staff mail"),
)


@dataclass(frozen=True)
class Outcome:
    """How many tasks were done in one look, and how many failed."""

    done: int
    failed: int


def _never() -> bool:
    return False


def run_due(
    context: Context, tasks: Sequence[Task] = TASKS, is_over: Callable[[], bool] = _never
) -> Outcome:
    """Does everything that is due now, or until it `is_over`; long work asks that too, by `go_on`.

    Raises when the database cannot even be asked.
    """
    with context.database.reading(NO_CENTRE) as session:
        known = beats.all_beats(session)
        centre_ids = list(session.scalars(_CENTRES))
    with heeding(is_over):
        outcomes = [
            _attempt(context, task, place)
            for task in tasks
            for place in ([INSTALLATION] if task.is_for_installation else centre_ids)
            if not is_over() and task.is_due(known.get((task.name, place)), context.clock.now())
        ]
    return Outcome(outcomes.count(True), outcomes.count(False))


def _attempt(context: Context, task: Task, place: UUID) -> bool | None:
    """Runs one task; None when another process does it, has just done it, or will: the end came."""
    now = context.clock.now()
    try:
        with _turn(context.database, f"due work {task.name} {place}") as has_turn:
            if not has_turn or not task.is_due(_beat(context, task, place), now):
                return None
            task.run(context, place)
            with context.database.writing(NO_CENTRE) as session:
                beats.record_done(session, task.name, place, now)
    except EndAsked:
        return None
    except Exception as fault:
        _log.error("%s failed in %s: %s", task.name, place, _what(fault))
        _record_failed(context, task, place, now, _what(fault))
        return False
    return True


def _what(fault: Exception) -> str:
    """The type, with the code of a fault of ours; the words of any other may hold anything."""
    name = type(fault).__name__
    return f"{name} {fault}" if isinstance(fault, NotProved | HeartbeatRefused) else name


def _beat(context: Context, task: Task, place: UUID) -> Beat | None:
    with context.database.reading(NO_CENTRE) as session:
        return beats.beats_of(session, place).get((task.name, place))


def _record_failed(context: Context, task: Task, place: UUID, now: datetime, fault: str) -> None:
    try:
        with context.database.writing(NO_CENTRE) as session:
            beats.record_failed(session, task.name, place, now, fault)
    except (SQLAlchemyError, WriterBusy) as unwritten:
        # Then what was done last grows old, which says the same.
        _log.error("%s could not be written down: %s", task.name, type(unwritten).__name__)


@contextmanager
def _turn(database: Database, subject: str) -> Iterator[bool]:
    """Whether this process does it: on PostgreSQL one of all, by a lock that ends with it.

    On SQLite there is one; what is written is refused a second time there by the tables themselves.
    """
    if database.is_sqlite:
        yield True
        return
    with database.writer.begin() as connection:
        yield bool(connection.scalar(_TURN, {"subject": subject}))


class Worker:
    """Looks for due work in a thread of its own for each lane, from `start` to `stop`."""

    def __init__(self, context: Context, tasks: Sequence[Task] = TASKS) -> None:
        self._context = context
        self._ends = threading.Event()
        self._threads = [
            threading.Thread(
                target=self._look,
                args=([task for task in tasks if task.lane == lane],),
                name=lane,
                daemon=True,
            )
            for lane in dict.fromkeys(task.lane for task in tasks)
        ]

    @property
    def is_working(self) -> bool:
        """Whether all of its threads run."""
        return all(thread.is_alive() for thread in self._threads)

    def start(self) -> None:
        """Begins at once."""
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Asks for the end, which comes after the tasks under way."""
        self._ends.set()

    def stop(self) -> None:
        """Asks for the end and waits for it."""
        self.end()
        until_s = time.monotonic() + _ENDS_WITHIN_S
        for thread in self._threads:
            if thread.is_alive():
                thread.join(max(0.0, until_s - time.monotonic()))

    def work(self) -> None:
        """Works until somebody asks for the end, and keeps the thread that calls it until then."""
        self.start()
        self._ends.wait()
        self.stop()

    def _look(self, tasks: Sequence[Task]) -> None:
        tick_s = self._context.settings.due_work_tick_s
        while not self._ends.is_set():
            try:
                run_due(self._context, tasks, self._ends.is_set)
            except (SQLAlchemyError, WriterBusy) as fault:
                _log.error("due work could not be looked for: %s", type(fault).__name__)
            self._ends.wait(tick_s)
