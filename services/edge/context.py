"""What every request can reach, built once when the service starts."""

from dataclasses import dataclass, field

from fastapi import Request

from services.audit.journal import Journal
from services.clock import Clock
from services.db.engine import Database
from services.edge.paces import Paces
from services.security.keystore import KeyStore
from services.settings import Settings


@dataclass(frozen=True)
class Context:
    """The parts of a running service."""

    settings: Settings
    clock: Clock
    database: Database
    keys: KeyStore
    journal: Journal
    paces: Paces = field(default_factory=Paces)


def context_of(request: Request) -> Context:
    """The parts of the service that answers this request."""
    found = request.app.state.context
    if not isinstance(found, Context):
        raise TypeError("the application was built without its context")
    return found
