"""Due work: changes that were committed get a version, an instant and a number, in one order.

Who reads by `_lastUpdated` must not miss what was committed late. So no writer says when its change
happened: of a centre one process at a time gives the numbers, only to what it sees committed, and
an instant that is later than any it gave before. What was read once is then complete for good up
to the last instant that was seen, whatever order the changes were committed in (0057).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from services.db.scope import Scope
from services.db.tables.fhir import (
    ChangeKind,
    FhirFeed,
    FhirPending,
    FhirResource,
    ResourceKind,
)
from services.db.tables.patients import Patient
from services.edge.context import Context

_AT_ONCE: Final = 500
_MOST_IN_A_PASS: Final = 200
"""A first pass over a million answers leaves room for the end of the service in between."""
_STEP: Final = timedelta(milliseconds=1)
_MADE_OF: Final[Mapping[ChangeKind, tuple[ResourceKind, ...]]] = {
    ChangeKind.PATIENT: (ResourceKind.PATIENT,),
    ChangeKind.ANSWER: (ResourceKind.RESPONSE, ResourceKind.OBSERVATION),
    ChangeKind.FINDINGS: (ResourceKind.OBSERVATION,),
    ChangeKind.ENTRY: (ResourceKind.OBSERVATION,),
    ChangeKind.DOCUMENT: (ResourceKind.DOCUMENT,),
}
_PENDING: Final = select(
    FhirPending.id, FhirPending.patient_id, FhirPending.kind, FhirPending.object_id
).order_by(FhirPending.id)
_ANY: Final = select(FhirPending.id).limit(1)
_REAL: Final = select(Patient.id).where(
    Patient.id.in_(bindparam("patient_ids", expanding=True)), ~Patient.synthetic
)
_INSERT: Final = insert(FhirResource.__table__)  # type: ignore[arg-type]
_resource = FhirResource.__table__.c
_MOVE: Final = (
    update(FhirResource.__table__)  # type: ignore[arg-type]
    .where(
        _resource.object_id == bindparam("of_object"),
        _resource.kind == bindparam("of_kind"),
        _resource.centre_id == bindparam("of_centre"),
    )
    .values(
        version=_resource.version + 1,
        changed_at=bindparam("stamp"),
        number=bindparam("following"),
    )
)
_Key = tuple[UUID, ResourceKind]


def publish(context: Context, centre_id: UUID) -> None:
    """One pass over the changes of a centre."""
    for _ in range(_MOST_IN_A_PASS):
        with context.database.reading(Scope(centre_id)) as session:
            if session.scalar(_ANY) is None:
                return
        with context.database.writing(Scope(centre_id)) as session:
            _publish_some(session, centre_id, context.clock.now())


def _publish_some(session: Session, centre_id: UUID, now: datetime) -> None:
    feed = _feed(session, centre_id, now)
    rows = session.execute(_PENDING.limit(_AT_ONCE)).all()
    changes = _changes(session, rows)
    for patient_id in changes.gone:
        _forget(session, patient_id)
    stamp = max(_whole_ms(now), feed.stamped_at + _STEP)
    _number(session, centre_id, changes.keys, feed.number, stamp)
    session.execute(
        update(FhirFeed)
        .values(number=feed.number + len(changes.keys), stamped_at=stamp)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        delete(FhirPending)
        .where(FhirPending.id.in_([row.id for row in rows]))
        .execution_options(synchronize_session=False)
    )


def _feed(session: Session, centre_id: UUID, now: datetime) -> FhirFeed:
    """What was given last; its row is held, so that nobody else gives numbers meanwhile."""
    feed = session.get(FhirFeed, centre_id, with_for_update=True)
    if feed is None:
        feed = FhirFeed(centre_id=centre_id, number=0, stamped_at=_whole_ms(now) - _STEP)
        session.add(feed)
        session.flush()
    return feed


@dataclass
class _Changes:
    """What changed, each once in the order of the last time, and who is there no more."""

    keys: dict[_Key, UUID] = field(default_factory=dict)
    gone: list[UUID] = field(default_factory=list)

    def add(self, key: _Key, patient_id: UUID) -> None:
        self.keys.pop(key, None)
        self.keys[key] = patient_id


def _changes(session: Session, rows: Sequence[Row[*tuple[Any, ...]]]) -> _Changes:
    found = _Changes()
    asked = {"patient_ids": list({row.patient_id for row in rows})}
    real = set(session.scalars(_REAL, asked))
    for row in rows:
        if row.patient_id in real:
            for key in _keys_of(session, row):
                found.add(key, row.patient_id)
        elif row.kind is ChangeKind.PATIENT:
            # Erased. One whom surveillance invented was never numbered, and is not found there.
            for key in _known(session, row.patient_id):
                if key[1] is ResourceKind.PATIENT:
                    found.add(key, row.patient_id)
            found.gone.append(row.patient_id)
    return found


def _keys_of(session: Session, row: Row[*tuple[Any, ...]]) -> Iterable[_Key]:
    if row.kind is ChangeKind.WHOLE:
        return _known(session, row.patient_id)
    return [(row.object_id, kind) for kind in _MADE_OF[row.kind]]


def _known(session: Session, patient_id: UUID) -> list[_Key]:
    """All of a patient that has a number, in its order."""
    rows = session.execute(
        select(FhirResource.object_id, FhirResource.kind)
        .where(FhirResource.patient_id == patient_id)
        .order_by(FhirResource.number)
    )
    return [(row.object_id, row.kind) for row in rows]


def _forget(session: Session, patient_id: UUID) -> None:
    """Of somebody who was erased only that they were stays."""
    session.execute(
        delete(FhirResource)
        .where(FhirResource.patient_id == patient_id, FhirResource.kind != ResourceKind.PATIENT)
        .execution_options(synchronize_session=False)
    )


def _number(
    session: Session, centre_id: UUID, keys: Mapping[_Key, UUID], last: int, stamp: datetime
) -> None:
    """Gives each its next version, under numbers that follow the last one."""
    asked = select(FhirResource.object_id, FhirResource.kind).where(
        FhirResource.object_id.in_({key[0] for key in keys})
    )
    known = {(row.object_id, row.kind) for row in session.execute(asked)}
    moved, new = [], []
    for number, (key, patient_id) in enumerate(keys.items(), last + 1):
        object_id, kind = key
        if key in known:
            place = {"of_object": object_id, "of_kind": kind, "of_centre": centre_id}
            moved.append(place | {"stamp": stamp, "following": number})
        else:
            new.append(
                {
                    "object_id": object_id,
                    "kind": kind,
                    "centre_id": centre_id,
                    "patient_id": patient_id,
                    "version": 1,
                    "changed_at": stamp,
                    "number": number,
                }
            )
    if moved:
        session.execute(_MOVE, moved)
    if new:
        session.execute(_INSERT, new)


def _whole_ms(instant: datetime) -> datetime:
    """As exactly as it is told: a reader gives back what it was given."""
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)
