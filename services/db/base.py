"""The declarative base: how a Python type becomes a column, and which tables belong to a centre."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import JSON, Date, Enum, LargeBinary, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.db.types import Id, Instant


def _values(words: type[StrEnum]) -> list[str]:
    return [word.value for word in words]


class Base(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Id,
        datetime: Instant,
        date: Date,
        bytes: LargeBinary,
        dict[str, Any]: JSON(none_as_null=True),
        list[str]: JSON(none_as_null=True),
        StrEnum: Enum(
            StrEnum, native_enum=False, length=24, values_callable=_values, create_constraint=False
        ),
    }


class Scoped:
    """Marks a table whose rows belong to one centre; reading it needs a scope (R-AZ-03)."""

    centre_id: Mapped[UUID] = mapped_column(nullable=False)


class ReadScoped:
    """Marks a table that is appended to for any centre or for none, and read for one (R-AZ-03)."""

    centre_id: Mapped[UUID | None] = mapped_column(nullable=True)
