"""What the journal says of the making of a cohort."""

from datetime import datetime

from services.audit.journal import Entry
from services.contract.enums import Role
from services.db.tables.cohorts import CohortExport


def entry(row: CohortExport, outcome: str, now: datetime, fingerprint: str | None) -> Entry:
    """An entry of the system; `fingerprint` is that of the file, where there is one."""
    return Entry(
        "make_cohort",
        now,
        outcome,
        f"cohort {row.id}",
        centre_id=row.centre_id,
        role=Role.SYSTEM.value,
        object_id=row.id,
        purpose=row.purpose,
        fingerprint=fingerprint,
    )
