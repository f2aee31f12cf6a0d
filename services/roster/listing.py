"""Lists the patients of the caller's units, a page at a time.

Names are sealed, so no index of a database can sort them (decision 20).
"""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Final

from services.alerts.filters import require_own_unit, treated_with
from services.alerts.worklist_rows import Query
from services.contract.enums import Monitoring
from services.contract.patient_list import PatientCounts, PatientPage
from services.roster.listed import Listed, counts, listed
from services.roster.name_order import NameKey, name_keys
from services.roster.paging import Paging
from services.roster.rows import rows_shown
from services.roster.wanted import Wanted

MOST_SORTED_BY_NAME: Final = 5_000
"""Patients of one unit; more are not opened for one page."""
_UNNAMED: Final[NameKey] = ()


def page(query: Query, wanted: Wanted) -> PatientPage:
    """A page; raises 422 for a cursor of another list or order and for a unit of others."""
    require_own_unit(query, wanted.unit)
    session, caller, keys = query.session, query.caller, query.context.keys
    rows = listed(session, caller, wanted)
    if wanted.treatment is not None:
        treated = treated_with(query, wanted.treatment)
        rows = [row for row in rows if row.id in treated]
    by_name = _are_few_enough(rows)
    names = partial(name_keys, session, keys, caller) if by_name else _unnamed
    keyed = keys.keyed_hash(caller.centre_id, "place in the list")
    shown, cursor = Paging(wanted, names, keyed).cut(rows)
    states = counts(session, caller)
    return PatientPage(
        items=rows_shown(query, [row.id for row in shown]),
        next_cursor=cursor,
        matching=len(rows),
        counts=PatientCounts(**{state.value: states.get(state, 0) for state in Monitoring}),
        as_of=query.now,
        sorted_by_name=by_name,
    )


def _are_few_enough(rows: Sequence[Listed]) -> bool:
    of_units = Counter(row.unit_id for row in rows)
    return not of_units or max(of_units.values()) <= MOST_SORTED_BY_NAME


def _unnamed(rows: Sequence[Listed]) -> list[NameKey]:
    return [_UNNAMED] * len(rows)
