"""Patients, their treatments, and the keyed tokens by which they are found."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.enums import IdentityStatus, Monitoring, Sex
from services.db.base import Base, Scoped

_IS_SYNTHETIC = text("synthetic")


class Patient(Base, Scoped):
    """A person who is followed, or (`synthetic`) the one of a centre that surveillance invented.

    `identity` (names, birth date, INS, record number) and `contact` (phone, hours, carer, disease
    in words) are sealed under the patient's key; `*_index` are keyed blind indexes (decision 23).
    """

    __tablename__ = "patient"
    __table_args__ = (
        Index("ix_patient_centre_unit", "centre_id", "unit_id"),
        Index(
            "uq_patient_synthetic",
            "centre_id",
            unique=True,
            sqlite_where=_IS_SYNTHETIC,
            postgresql_where=_IS_SYNTHETIC,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    sex: Mapped[Sex]
    identity_status: Mapped[IdentityStatus]
    monitoring: Mapped[Monitoring]
    episode_started_at: Mapped[datetime]
    oncologist_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    identity: Mapped[bytes]
    contact: Mapped[bytes]
    ins_index: Mapped[bytes | None] = mapped_column(index=True)
    record_number_index: Mapped[bytes] = mapped_column(index=True)
    phone_index: Mapped[bytes | None] = mapped_column(index=True)
    email_index: Mapped[bytes | None] = mapped_column(index=True)
    version: Mapped[int]
    created_at: Mapped[datetime]
    synthetic: Mapped[bool] = mapped_column(default=False)


class PatientSearchToken(Base, Scoped):
    """A keyed token of a prefix of a name or of a birth date (decision 23)."""

    __tablename__ = "patient_search_token"
    __table_args__ = (Index("ix_patient_search_token_find", "centre_id", "token"),)

    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), primary_key=True)
    token: Mapped[bytes] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))


class TreatmentLine(Base, Scoped):
    """A line of treatment; `name` is sealed under the patient's key, `name_index` its keyed hash.

    A line without a hash is given one by `vigie-service migrate`. `number` is its place among the
    lines (1 is the first), `external_index` as in `RecordEntry`.
    """

    __tablename__ = "treatment_line"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), index=True)
    name: Mapped[bytes]
    name_index: Mapped[bytes | None]
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    number: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    withdrawn_at: Mapped[datetime | None]
    external_index: Mapped[bytes | None]


class TreatmentCycle(Base, Scoped):
    """The start of a cycle; `note` (a dose change in words) is sealed under the patient's key."""

    __tablename__ = "treatment_cycle"
    __table_args__ = (
        Index("ix_treatment_cycle_patient_on", "patient_id", "started_on"),
        Index("ix_treatment_cycle_line", "line_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    line_id: Mapped[UUID] = mapped_column(ForeignKey("treatment_line.id"))
    number: Mapped[int]
    started_on: Mapped[date]
    note: Mapped[bytes | None]
    version: Mapped[int] = mapped_column(default=1)
    withdrawn_at: Mapped[datetime | None]
    external_index: Mapped[bytes | None]
