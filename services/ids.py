"""Identifiers: UUIDv7, so that rows made together lie together."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new identifier; its order follows the time it was made."""
    return uuid7()
