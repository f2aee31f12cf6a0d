"""Runs the migrations on the connection that `services.db.migrate` hands over."""

from typing import Any, Literal

from alembic import context

from services.db.base import Base
from services.db.tables import __all__ as _tables  # noqa: F401  (completes the metadata)
from services.db.types import Id, Instant


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Writes our own column types into a new migration as plain SQLAlchemy ones."""
    if kind == "type" and isinstance(item, Instant):
        return "INSTANT"
    if kind == "type" and isinstance(item, Id):
        return "IDENTIFIER"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_item=_render,
    render_as_batch=context.config.attributes["connection"].dialect.name == "sqlite",
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
