"""The daily pass over a centre: what the clocks of retention have brought about is done once.

Everything is read from what is stored. A pass that was killed is done again from its beginning and
finds what is left to do; a second one on the same day does nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from services import faults
from services.db.tables.patients import Patient
from services.db.tables.retention import Retention
from services.edge.context import Context
from services.retention import rows
from services.retention.erasing import erase_returned, finish
from services.retention.facts import FOLLOWED, Known, known
from services.retention.moves import do
from services.retention.rules import Move, next_move
from services.schedule.at_work import Tick

_PAGE: Final = 500
_MOST_MOVES: Final = 8
"""More than any patient can need in one pass."""
_CONCERNED: Final = (
    select(Patient.id)
    .outerjoin(Retention, Retention.patient_id == Patient.id)
    .where(
        ~Patient.synthetic,
        or_(Patient.monitoring.not_in(FOLLOWED), Retention.patient_id.is_not(None)),
        Patient.id > bindparam("after"),
    )
    .order_by(Patient.id)
    .limit(_PAGE)
)
_NOBODY: Final = UUID(int=0)


class RetentionNotKept(RuntimeError):
    """A step of somebody could not be done; the log says of whom."""


def keep_retention(context: Context, centre_id: UUID) -> None:
    """The pass of today, unless it is over. Raises `RetentionNotKept` in the end when a step of
    somebody could not be done; the next pass tries again.
    """
    tick = Tick(context, centre_id, context.clock.now())
    finish(tick)
    with tick.reading() as session:
        last = rows.last_pass(session, centre_id)
    if last is not None and last.day == tick.today:
        return
    erase_returned(tick)
    with tick.writing() as session:
        rows.count_day(session, tick.today)
    for page in _pages(tick):
        _walk(tick, page)
    finish(tick)
    if tick.failed:
        raise RetentionNotKept(f"{len(tick.failed)} of them")
    with tick.writing() as session:
        rows.end_pass(session, centre_id, tick.today, tick.now)


def planned(context: Context, centre_id: UUID) -> Mapping[Move, Sequence[UUID]]:
    """What a pass would do first for each patient now; changes nothing."""
    tick = Tick(context, centre_id, context.clock.now())
    found: dict[Move, list[UUID]] = defaultdict(list)
    for page in _pages(tick):
        for patient_id, each in page.items():
            move = next_move(each.case, tick.today)
            if move is not None:
                found[move].append(patient_id)
    return found


def _pages(tick: Tick) -> Iterator[dict[UUID, Known]]:
    after = _NOBODY
    while True:
        with tick.reading() as session:
            ids = list(session.scalars(_CONCERNED, {"after": after}))
            if not ids:
                return
            page = known(session, ids, tick.zone, tick.today)
        yield page
        after = ids[-1]


def _walk(tick: Tick, page: Mapping[UUID, Known]) -> None:
    """Does what is due for the patients of a page, then writes what the calendar shows of them."""
    due = [each for each, found in page.items() if next_move(found.case, tick.today) is not None]
    moved = set(due)
    for _ in range(_MOST_MOVES):
        due = _move_on(tick, due) if due else due
    with tick.reading() as session:
        now_known = known(session, list(moved), tick.zone, tick.today) if moved else {}
    unmoved = {each: found for each, found in page.items() if each not in moved}
    shown = {
        each: (found.row, rows.shown_of(found.case))
        for each, found in (unmoved | now_known).items()
    }
    changed = [each for each, (row, told) in shown.items() if not rows.is_shown(row, told)]
    tick.through(changed, lambda session, ids: _show(session, tick, ids, shown))


def _move_on(tick: Tick, patient_ids: Sequence[UUID]) -> list[UUID]:
    """One move of each, in a transaction of its own; gives back who may have a further one."""
    moved: list[UUID] = []

    def _act(session: Session, patient_id: UUID) -> None:
        found = known(session, [patient_id], tick.zone, tick.today).get(patient_id)
        move = None if found is None else next_move(found.case, tick.today)
        if found is None or move is None:
            return
        do(session, tick, patient_id, found.case, move)
        if move is not Move.ERASE:
            moved.append(patient_id)

    tick.through_patients(patient_ids, _act)
    faults.point("retention.moved", tick.context.settings)
    return moved


def _show(
    session: Session,
    tick: Tick,
    ids: Sequence[UUID],
    shown: Mapping[UUID, tuple[Retention | None, rows.Shown]],
) -> None:
    rows.write_shown(session, tick.centre_id, {each: shown[each] for each in ids}, tick.now)
