"""Which requests are for the pages of patients, and how a refusal is told to whoever reads them."""

from collections.abc import Callable
from typing import Final

from fastapi import Request, Response

from services.errors import ServiceError

PAGES_BASE: Final = "/portal"
Teller = Callable[[Request, ServiceError], Response]


def is_page(request: Request) -> bool:
    """Whether a person with a browser waits for the answer."""
    path = request.url.path
    return path == PAGES_BASE or path.startswith(f"{PAGES_BASE}/")


def teller_of(request: Request) -> Teller | None:
    """What makes a page of a refusal; None where a problem document is the answer."""
    found: Teller | None = getattr(request.app.state, "tell_on_page", None)
    return found if is_page(request) else None
