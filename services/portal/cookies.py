"""The cookies of the pages: secrets that no script reads, sent to this site alone (R-SES-01)."""

from ipaddress import ip_address
from typing import Final

from fastapi import Request, Response

from services.edge.pages import PAGES_BASE
from services.security.tokens import hash_of

SESSION: Final = "vigie-session"
PHONE: Final = "vigie-phone"
VISIT: Final = "vigie-visit"
"""Of a browser before anybody is known: what its first form is bound to."""
LANGUAGE: Final = "vigie-language"
_LONGEST: Final = 64


def secret_in(request: Request, name: str) -> str | None:
    """The value of a cookie; None when it is missing or cannot be one of ours."""
    value = request.cookies.get(name, "")
    return value if value and len(value) <= _LONGEST and value.isascii() else None


def hash_in(request: Request, name: str) -> bytes | None:
    """What is stored of the secret in a cookie."""
    value = secret_in(request, name)
    return None if value is None else hash_of(value)


def keep(
    request: Request, response: Response, name: str, value: str, max_age_s: int | None = None
) -> None:
    """Has the browser keep a value: for so long, or until it is closed."""
    response.set_cookie(
        name,
        value,
        max_age=max_age_s,
        path=PAGES_BASE,
        secure=not is_on_this_machine(request),
        httponly=True,
        samesite="strict",
    )


def forget(request: Request, response: Response, *names: str) -> None:
    """Has the browser forget values."""
    for name in names:
        response.delete_cookie(
            name,
            path=PAGES_BASE,
            secure=not is_on_this_machine(request),
            httponly=True,
            samesite="strict",
        )


def is_on_this_machine(request: Request) -> bool:
    """Whether the browser itself asked this machine by name: only there a cookie goes in clear.

    Behind a proxy the name is that of the pages, so that their cookies need TLS.
    """
    host = request.url.hostname or ""
    try:
        is_loopback = ip_address(host).is_loopback
    except ValueError:
        is_loopback = host == "localhost"
    return request.url.scheme == "http" and is_loopback
