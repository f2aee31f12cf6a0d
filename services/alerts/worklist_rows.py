"""Rows of the queue as they are shown: names, claim, lead symptoms; opened in one go for a page."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from services.alerts.details import claim_of
from services.alerts.queue import NOBODY
from services.alerts.rule_exception_rows import versions
from services.alerts.summaries import Summary, summary_shown
from services.alerts.unreadable import label_without_identity, labels
from services.alerts.worklist_statements import TO_DO
from services.centres.people import people
from services.contract.alerts import WorklistRow
from services.contract.enums import AlertKind, AlertLevel, AlertState
from services.contract.patients import PatientLabel
from services.contract.people import PersonLabel
from services.edge.context import Context
from services.security.caller import Caller
from services.security.unreadable import ciphers


class Listed(NamedTuple):
    """A row of the table of the queue: `worklist_statements.COLUMNS` in their order."""

    patient_id: UUID
    unit_id: UUID
    top_alert_id: UUID
    alert_version: int
    kind: AlertKind
    level: AlertLevel
    state: AlertState
    owner_id: UUID
    claimed_by: UUID | None
    claimed_until: datetime | None
    top_rank: int
    next_due_at: datetime
    received_at: datetime
    open_count: int
    summary: bytes
    turns_at: datetime | None


class Held(Protocol):
    """The columns of a row of the queue that say who has it in hand."""

    @property
    def owner_id(self) -> UUID: ...

    @property
    def claimed_by(self) -> UUID | None: ...

    @property
    def claimed_until(self) -> datetime | None: ...


class Together(NamedTuple):
    """A patient's row of a view as it is shown, and the rows of the queue for which it stands."""

    row: Listed
    parts: tuple[Listed, ...]

    @property
    def patient_id(self) -> UUID:
        """Whose row it is: each has one of its own."""
        return self.row.patient_id

    @property
    def received_at(self) -> datetime:
        """When the last of its rows came to be what it is."""
        return max(part.received_at for part in self.parts)


class Query(NamedTuple):
    """What page of the queue is wanted, by whom and when."""

    session: Session
    context: Context
    caller: Caller
    now: datetime


def all_to_do(query: Query) -> list[Together]:
    """What the caller's units have to do, unsorted: a filter looks at every row."""
    units = {"centre_id": query.caller.centre_id, "unit_ids": list(query.caller.unit_ids)}
    rows = query.session.execute(TO_DO, units | {"now": query.now})
    return [Together(row, (row,)) for row in map(Listed._make, rows)]


def rows_shown(query: Query, listed: Sequence[Listed]) -> list[WorklistRow]:
    """The rows with names and summaries; one that cannot be read is never left out silently."""
    patient_ids = [row.patient_id for row in listed]
    sealed_by = ciphers(query.context.keys, patient_ids)
    known = labels(query.session, query.context.keys, patient_ids)
    named = people(query.session, {each for row in listed for each in holders(row, query.now)})
    expected = versions(query.session, patient_ids)
    return [
        _shown(
            row,
            known[row.patient_id],
            summary_shown(sealed_by[row.patient_id], row.patient_id, row.summary),
            named,
            expected.get(row.patient_id, 0),
            query.now,
        )
        for row in listed
    ]


def holders(row: Held, now: datetime) -> frozenset[UUID]:
    """Who has a row in hand: who answers for it, and whoever works on it now."""
    is_claimed = row.claimed_until is not None and now < row.claimed_until
    found = (row.owner_id, row.claimed_by if is_claimed else None)
    return frozenset(each for each in found if each is not None and each != NOBODY)


def _shown(
    row: Listed,
    label: PatientLabel | None,
    summary: Summary,
    named: Mapping[UUID, PersonLabel],
    expected_version: int,
    now: datetime,
) -> WorklistRow:
    return WorklistRow(
        patient=label or label_without_identity(row.patient_id),
        unit_id=row.unit_id,
        alert_id=row.top_alert_id,
        alert_version=row.alert_version,
        kind=row.kind,
        level=row.level,
        rank=row.top_rank,
        state=row.state,
        open_count=row.open_count,
        received_at=row.received_at,
        due_at=row.next_due_at if row.state is AlertState.NEW else None,
        leads=summary.leads,
        spark=summary.spark,
        spark_threshold=summary.threshold,
        claim=claim_of(row.claimed_by, row.claimed_until, named, now),
        owner=None if row.owner_id == NOBODY else named[row.owner_id],
        closed_at=None,
        closed_by=None,
        waits_until=row.turns_at,
        identity_unreadable=label is None,
        content_unreadable=not summary.is_readable,
        expected_version=expected_version,
    )
