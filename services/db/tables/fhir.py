"""What readers of the FHIR interface are told of changes, and what waits to be told (0057)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from services.db.base import Base, Scoped

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
