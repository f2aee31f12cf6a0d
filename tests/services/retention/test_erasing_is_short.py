"""An erasure holds the database for a moment, however large the centre is (H-10, R-FLT-06).

On SQLite nobody else writes meanwhile: an answer that comes in then has to wait for it.
"""

from typing import Any

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table, UniqueConstraint

from services.db.base import Base
from services.retention import erasing
from tests.services.retention.of_no_patient import OF_NO_PATIENT

FEW = {"answer_draft", "idempotency", "live_event", "surveillance_gap", "worklist_entry"}
"""Tables of what is under way now: however many years a centre has, they stay small."""


def _erased() -> list[Table]:
    return [
        table
        for table in Base.metadata.sorted_tables
        if table.name not in OF_NO_PATIENT | erasing.KEPT
    ]


def _is_found(column: Column[Any]) -> bool:
    """Whether an index begins with a column."""
    table = column.table
    assert isinstance(table, Table)
    constraints = [
        each
        for each in table.constraints
        if isinstance(each, PrimaryKeyConstraint | UniqueConstraint)
    ]
    indexes = [each for each in table.indexes if _covers(each, column)]
    first = [next(iter(each.columns), None) for each in (*constraints, *indexes)]
    return any(each is column for each in first)


def _covers(index: Index, column: Column[Any]) -> bool:
    """Whether an index has all the rows that refer to something in a column."""
    where = index.dialect_options["sqlite"]["where"]
    return where is None or str(where) == f"{column.name} IS NOT NULL"


def test_what_an_erasure_deletes_is_found_by_an_index():
    """In each table by the patient, and by each row of theirs that another one refers to: for every
    row that goes, the database itself looks for those that still refer to it.
    """
    owned = {table.name for table in _erased()}
    searched = [
        f"{table.name}.{column.name}"
        for table in _erased()
        if table.name not in FEW
        for column in table.columns
        if column.name == "patient_id"
        or any(key.column.table.name in owned for key in column.foreign_keys)
        if not _is_found(column)
    ]

    assert searched == []
