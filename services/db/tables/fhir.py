"""What readers of the FHIR interface are told of changes, and what waits to be told (0057)."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.cohorts import CohortFailure, CohortState
from services.db.base import Base, Scoped

_UNDER_WAY = text("state IN ('queued', 'making')")
_SEQUENCE = BigInteger().with_variant(Integer, "sqlite")


class ChangeKind(StrEnum):
    """What a trigger notes."""

    PATIENT = "patient"
    WHOLE = "whole"
    """Everything of a patient, whose identity became doubtful or is so no more."""
    ANSWER = "answer"
    FINDINGS = "findings"
    """What follows from an answer: its alert, or what a clinician said of it."""
    ENTRY = "entry"
    DOCUMENT = "document"


class ResourceKind(StrEnum):
    """What is made of an object."""

    PATIENT = "patient"
    RESPONSE = "response"
    OBSERVATION = "observation"
    DOCUMENT = "document"


class FhirPending(Base, Scoped):
    """A change that was committed and has no number yet; written by the triggers of its table.

    No row refers to another one, so that no writer waits for another one here.
    """

    __tablename__ = "fhir_pending"
    __table_args__ = (
        Index("ix_fhir_pending_centre", "centre_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(_SEQUENCE, Identity(always=True), primary_key=True)
    centre_id: Mapped[UUID]
    patient_id: Mapped[UUID]
    kind: Mapped[ChangeKind]
    object_id: Mapped[UUID]


class FhirResource(Base, Scoped):
    """The version of what is made of one object: an answer has a response, and observations.

    `changed_at` and `number` only ever grow within a centre, in the order in which rows are
    committed. Without a patient of this identifier any more it says that they were erased.
    """

    __tablename__ = "fhir_resource"
    __table_args__ = (
        Index("ix_fhir_resource_order", "centre_id", "kind", "changed_at", "number"),
        Index("ix_fhir_resource_patient", "patient_id", "kind", "changed_at", "number"),
    )

    object_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[ResourceKind] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID]
    version: Mapped[int]
    changed_at: Mapped[datetime]
    number: Mapped[int] = mapped_column(BigInteger)


class FhirFeed(Base, Scoped):
    """Of a centre the last number and the last instant that were given."""

    __tablename__ = "fhir_feed"

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    stamped_at: Mapped[datetime]


class FhirExport(Base, Scoped):
    """Everything of a centre, or what changed in it, that an engine asked for in one.

    `request` is what was asked below the interface, in our own words; `kinds` of resources that
    changed after `since` (None: whenever). `read_at` is the instant of the interface up to which
    nothing is missing, `outputs` says how many resources each file has, and its SHA-256. The rest
    is as of a `CohortExport`. A credential has one under way.
    """

    __tablename__ = "fhir_export"
    __table_args__ = (
        Index(
            "uq_fhir_export_under_way",
            "credential_id",
            unique=True,
            sqlite_where=_UNDER_WAY,
            postgresql_where=_UNDER_WAY,
        ),
        Index("ix_fhir_export_credential", "centre_id", "credential_id", "asked_at"),
        Index("ix_fhir_export_state", "centre_id", "state", "asked_at"),
        Index("ix_fhir_export_key", "centre_id", "has_key"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    credential_id: Mapped[UUID] = mapped_column(ForeignKey("machine_credential.id"))
    request: Mapped[str]
    kinds: Mapped[list[str]]
    since: Mapped[datetime | None]
    state: Mapped[CohortState]
    failure: Mapped[CohortFailure | None]
    patients: Mapped[int]
    done: Mapped[int]
    attempts: Mapped[int]
    claim: Mapped[UUID | None]
    has_key: Mapped[bool]
    asked_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    made_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    outputs: Mapped[dict[str, Any] | None]
    contents: Mapped[bytes | None]


class FhirExportMember(Base, Scoped):
    """A patient of whom there may be something in an export; `files` names those that have it, and
    `has_ins` says whether their INS stands there.

    A patient who is erased leaves every export, and with them go its files (R-RET-02).
    """

    __tablename__ = "fhir_export_member"
    __table_args__ = (Index("ix_fhir_export_member_patient", "patient_id"),)

    export_id: Mapped[UUID] = mapped_column(ForeignKey("fhir_export.id"), primary_key=True)
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    files: Mapped[list[str] | None]
    has_ins: Mapped[bool | None]


class FhirExportChunk(Base, Scoped):
    """A piece of a file of an export, sealed to its place; nothing of it is whole without all."""

    __tablename__ = "fhir_export_chunk"

    export_id: Mapped[UUID] = mapped_column(ForeignKey("fhir_export.id"), primary_key=True)
    file: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    content: Mapped[bytes]
