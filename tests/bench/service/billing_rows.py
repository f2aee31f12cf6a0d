"""The list of what a centre bills in a month, as an oncologist opens it (issue 9).

The floor is plain SQL that counts the weeks which ended in that month, by patient, and those with
an answer in time: without months of a follow-up, without names.
"""

from collections.abc import Iterator
from functools import partial
from time import perf_counter
from typing import Final

from services.alerts.worklist_rows import Query
from services.billing.service import Wanted, read_month
from services.contract.enums import Role
from services.db.scope import Scope
from tests.bench.figures import Figure, Goal
from tests.bench.rounds import Rounds
from tests.bench.service.databases import KINDS
from tests.bench.service.filling import HARDLY_ANYBODY, close
from tests.bench.service.ground import ground, server_of
from tests.bench.service.statistics_rows import Stage
from tests.bench.service.year import Many

SIZE: Final = Many(patients=1_000, answers=50_000)
_ROUNDS: Final = 5
_PAGE: Final = 50
_SOON: Final = Goal("product", 1_000, words="≤ 1,000 ms")
_WEEKS: Final = (
    "SELECT patient_id, count(*), count(*) FILTER (WHERE EXISTS (SELECT 1 FROM answer"
    " WHERE answer.patient_id = survey_window.patient_id AND answer.authored_at >= opens_at"
    " AND answer.authored_at < closes_at AND NOT late)) FROM survey_window"
    " WHERE closes_at >= {mark} AND closes_at < {mark} GROUP BY patient_id",
)


def billing(rounds: Rounds, many: Many = SIZE) -> Iterator[Figure]:
    """A calendar month of a centre: its first page, and the counts of all."""
    for kind in KINDS:
        with server_of(kind), ground(kind, HARDLY_ANYBODY) as here:
            stage = Stage(here, many)
            try:
                ours, floor = rounds.play(
                    _ROUNDS, partial(_list_ms, stage), partial(stage.plain_ms, (), _WEEKS, 1)
                )
            finally:
                close(stage.context)
        what = f"a month of {many.patients:,} patients"
        yield Figure(f"billing/{kind}", what, "ms", tuple(ours), tuple(floor), _SOON)


def _list_ms(stage: Stage) -> float:
    started = perf_counter()
    with stage.context.database.reading(Scope(stage.centre_id)) as session:
        asked = Query(session, stage.context, stage.caller(Role.ONCOLOGIST), stage.clock.now())
        page = read_month(asked, Wanted(stage.last, None, None, _PAGE))
    page.model_dump_json()
    assert len(page.items) == _PAGE
    return (perf_counter() - started) * 1000
