"""All statements on exports of engines, and on whom each is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    Select,
    String,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session

from services.contract.cohorts import CohortState
from services.contract.enums import CredentialScope, IdentityStatus
from services.db.tables.accounts import MachineCredential
from services.db.tables.fhir import (
    FhirExport,
    FhirExportChunk,
    FhirExportMember,
    FhirFeed,
    FhirResource,
    ResourceKind,
)
from services.db.tables.patients import Patient
from services.exports.spooled.shelves import Shelf
from services.fhir.rows import NumberedRow

SHELF: Final = Shelf(FhirExport, FhirExportChunk)
AT_ONCE: Final = 500
UNDER_WAY: Final = (CohortState.QUEUED, CohortState.MAKING)
_FRESH: Final = {"populate_existing": True}
_SILENT: Final = {"synchronize_session": False}
_ONE: Final = select(FhirExport).where(
    FhirExport.credential_id == bindparam("credential_id"),
    FhirExport.id == bindparam("export_id"),
)
_UNDER_WAY: Final = select(FhirExport.id).where(
    FhirExport.credential_id == bindparam("credential_id"), FhirExport.state.in_(UNDER_WAY)
)
_VALID: Final = select(MachineCredential.id).where(
    MachineCredential.id.in_(bindparam("ids", expanding=True)),
    type_coerce(MachineCredential.scope, String) == CredentialScope.FHIR_READ.value,
    MachineCredential.revoked_at.is_(None),
)
_MEMBERS: Final = (
    select(FhirExportMember.patient_id, FhirExportMember.files)
    .where(
        FhirExportMember.export_id == bindparam("export_id"),
        FhirExportMember.patient_id > bindparam("after"),
    )
    .order_by(FhirExportMember.patient_id)
    .limit(AT_ONCE)
)
_COUNTED: Final = select(func.count()).where(FhirExportMember.export_id == bindparam("export_id"))
_DOUBTED: Final = (
    select(FhirExportMember.patient_id)
    .join(Patient, Patient.id == FhirExportMember.patient_id)
    .where(
        FhirExportMember.export_id == bindparam("export_id"),
        FhirExportMember.files.is_not(None),
        or_(
            Patient.identity_status == IdentityStatus.DOUBTFUL,
            and_(
                FhirExportMember.has_ins.is_not(False),
                Patient.identity_status != IdentityStatus.QUALIFIED,
            ),
        ),
    )
    .limit(1)
)
_STAMPED: Final = select(FhirFeed.stamped_at)


@dataclass(frozen=True)
class Mark:
    """In which files somebody is, and whether their INS stands there."""

    files: frozenset[str]
    has_ins: bool


def own(session: Session, credential_id: UUID, export_id: UUID) -> FhirExport | None:
    """An export that this credential asked for."""
    asked = {"credential_id": credential_id, "export_id": export_id}
    return session.scalars(_ONE, asked, execution_options=_FRESH).one_or_none()


def is_under_way(session: Session, credential_id: UUID) -> bool:
    """Whether something is made for this credential, or waits to be."""
    return session.scalars(_UNDER_WAY, {"credential_id": credential_id}).first() is not None


def lately(session: Session, credential_id: UUID, since: datetime) -> tuple[int, datetime | None]:
    """How many a credential asked for since an instant, and when the first of them was."""
    return SHELF.lately(session, FhirExport.credential_id == credential_id, since)


def add(session: Session, columns: Mapping[str, Any]) -> None:
    """Adds an export; raises `IntegrityError` where its credential has another one under way."""
    session.execute(insert(FhirExport), dict(columns))


def end_ready(session: Session, credential_id: UUID, now: datetime) -> None:
    """The time of what is ready for a credential is over; whoever takes some of it reads on."""
    over = {"state": CohortState.EXPIRED, "expires_at": now, "ended_at": now}
    ready = update(FhirExport).where(
        FhirExport.credential_id == credential_id, FhirExport.state == CohortState.READY
    )
    session.execute(ready.values(**over), execution_options=_SILENT)


def valid(session: Session, credential_ids: Sequence[UUID]) -> set[UUID]:
    """Those of some credentials that may still read."""
    return set(session.scalars(_VALID, {"ids": list(set(credential_ids))}))


def read_up_to(session: Session) -> datetime | None:
    """The instant up to which every change of the centre is numbered; None: there are none."""
    return session.scalar(_STAMPED)


def list_members(session: Session, row: FhirExport) -> int:
    """Writes down of whom there is something to give, anew; says how many they are."""
    of_export = FhirExportMember.export_id == row.id
    session.execute(delete(FhirExportMember).where(of_export), execution_options=_SILENT)
    after, count = UUID(int=0), 0
    whose = _numbered(row).with_only_columns(FhirResource.patient_id).distinct()
    in_order = whose.order_by(FhirResource.patient_id).limit(AT_ONCE)
    while some := session.scalars(in_order.where(FhirResource.patient_id > after)).all():
        after, count = some[-1], count + len(some)
        known: dict[str, Any] = {"export_id": row.id, "centre_id": row.centre_id}
        unmarked = known | {"files": None, "has_ins": None}
        listed = [unmarked | {"patient_id": each} for each in some]
        session.execute(insert(FhirExportMember), listed)
    return count


def counted(session: Session, export_id: UUID) -> int:
    """How many patients it is about."""
    return session.scalar(_COUNTED, {"export_id": export_id}) or 0


def members(
    session: Session, export_id: UUID, after: UUID | None
) -> list[tuple[UUID, frozenset[str]]]:
    """The next of those whom it is about, by identifier, with the files in which they are."""
    asked = {"export_id": export_id, "after": after or UUID(int=0)}
    found = session.execute(_MEMBERS, asked)
    return [(row.patient_id, frozenset(row.files or ())) for row in found]


def mark(session: Session, export_id: UUID, patients: Mapping[UUID, Mark]) -> None:
    """Writes down in which files somebody is; without any the row stays as it was."""
    alike: dict[Mark, list[UUID]] = {}
    for patient_id, mark_ in patients.items():
        alike.setdefault(mark_, []).append(patient_id)
    for mark_, ids in alike.items():
        if mark_.files:
            session.execute(
                update(FhirExportMember)
                .where(
                    FhirExportMember.export_id == export_id, FhirExportMember.patient_id.in_(ids)
                )
                .values(files=sorted(mark_.files), has_ins=mark_.has_ins),
                execution_options=_SILENT,
            )


def is_somebody_doubted(session: Session, export_id: UUID) -> bool:
    """Whether it is not certain any more who somebody in it is, or an INS is not qualified."""
    return session.scalar(_DOUBTED, {"export_id": export_id}) is not None


def numbered(session: Session, row: FhirExport, patient_id: UUID) -> Sequence[NumberedRow]:
    """What there is of a patient, type by type in the order of its changes."""
    wanted = _numbered(row).where(FhirResource.patient_id == patient_id)
    in_order = wanted.order_by(FhirResource.kind, FhirResource.changed_at, FhirResource.number)
    return session.execute(in_order).all()


def _numbered(row: FhirExport) -> Select[*tuple[Any, ...]]:
    """What an export is about, of everybody; nothing while it is not certain who somebody is."""
    wanted = (
        select(
            FhirResource.object_id,
            FhirResource.kind,
            FhirResource.patient_id,
            FhirResource.version,
            FhirResource.changed_at,
        )
        .join(Patient, Patient.id == FhirResource.patient_id)
        .where(
            FhirResource.kind.in_([ResourceKind(each) for each in row.kinds]),
            Patient.identity_status != IdentityStatus.DOUBTFUL,
        )
    )
    return wanted if row.since is None else wanted.where(FhirResource.changed_at >= row.since)
