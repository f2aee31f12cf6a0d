"""The first days of treatment cycles, of many patients in one question."""

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.db.tables.patients import TreatmentCycle, TreatmentLine

_STARTS: Final = (
    select(TreatmentCycle.patient_id, TreatmentCycle.started_on)
    .join(TreatmentLine, TreatmentLine.id == TreatmentCycle.line_id)
    .where(
        TreatmentCycle.patient_id.in_(bindparam("patient_ids", expanding=True)),
        TreatmentCycle.withdrawn_at.is_(None),
        TreatmentLine.withdrawn_at.is_(None),
    )
)


def cycle_starts(session: Session, patient_ids: Iterable[UUID]) -> dict[UUID, list[date]]:
    """The days on which the cycles of some patients began; who had none is left out.

    A cycle that was withdrawn from the record was never given.
    """
    wanted = list(patient_ids)
    if not wanted:
        return {}
    found: dict[UUID, list[date]] = {}
    for row in session.execute(_STARTS, {"patient_ids": wanted}):
        found.setdefault(row.patient_id, []).append(row.started_on)
    return found
