"""The next version of something of the record, made only from the one that its writer saw."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from services.db.tables.patients import Patient, TreatmentCycle, TreatmentLine
from services.db.tables.record import RecordEntry

Table = type[Patient] | type[RecordEntry] | type[TreatmentLine] | type[TreatmentCycle]


def next_version(
    session: Session, table: Table, row_id: UUID, version: int, values: Mapping[str, Any]
) -> bool:
    """Writes the values over a row; False, and nothing, where that version stands no longer."""
    result = session.execute(
        update(table)
        .where(table.id == row_id, table.version == version)
        .values(**values, version=version + 1)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", result).rowcount == 1
