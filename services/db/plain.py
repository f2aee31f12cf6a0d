"""Statements that read columns alone: what the ORM makes of one is run as it is, in a third of the
time, because there is nothing to map.
"""

from typing import Any, cast

from sqlalchemy import BindParameter, ColumnElement, Executable, Select
from sqlalchemy.orm import QueryableAttribute
from sqlalchemy.sql.selectable import SelectBase
from sqlalchemy.sql.visitors import iterate, replacement_traverse

from services.db.base import Base


def columns_of(entity: type[Base]) -> list[QueryableAttribute[Any]]:
    """All columns of a table by themselves: rows with the names of an entity that is not made."""
    return [getattr(entity, each.key) for each in entity.__mapper__.column_attrs]


def plain_of(statement: Executable) -> Executable | None:
    """The same select without the ORM, with all criteria of its options; None where entities are
    read, or where one select stands in another: the criteria do not reach into that.
    """
    if not isinstance(statement, Select):
        return None
    if not all(_is_column(each["expr"]) for each in statement.column_descriptions):
        return None
    plain: Select[Any] = statement.compile().compile_state.statement  # type: ignore[union-attr]
    if any(isinstance(each, SelectBase) for each in iterate(plain) if each is not plain):
        return None
    return cast("Executable", replacement_traverse(plain, {}, _bare))


def _is_column(read: object) -> bool:
    return isinstance(read, ColumnElement | QueryableAttribute)


def _bare(element: Any, **_: Any) -> Any:
    """A parameter without what the ORM noted on it: by that, two are compared as SQL would, which
    makes an expression for each parameter of each execution, half of the time of some statements.
    """
    return element._deannotate() if isinstance(element, BindParameter) else None
