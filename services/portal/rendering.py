"""Turns values into a page: escaped, in one language, with headers that let nothing else in."""

import re
import secrets
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from fastapi import Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from resources.locate import resource_path
from resources.wording import Wording
from services.centres.opening_hours import OpeningHours, Week
from services.contract.contact_settings import ContactsContent
from services.contract.notices import Language
from services.edge.pages import PAGES_BASE
from services.portal.assets import assets
from services.portal.cookies import LANGUAGE, VISIT, keep, secret_in
from services.portal.forms import TOKEN_FIELD, secret_of, token_of
from services.portal.hours import hours_in_words, long_day, long_moment, past_day, past_moment
from services.security.tokens import new_token

HEAVIEST_BYTES: Final = 60_000
"""What a page may weigh at most, with its style and its script (screens.md 3.14)."""
_BEFORE_ITS_SIGN: Final = re.compile(r" (?=[:;?!])")
_POLICY: Final = (
    "default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "Vary": "Cookie, Accept-Language",
}


@dataclass(frozen=True)
class Frame:
    """What stands around every page of a patient: whose pages they are, and whom to call.

    `phone` is that of their unit, or of the centre; its `contacts` hold the mailboxes. `week` is
    the hours of today. `mark` tells the browser whether what it kept was the same person's, and
    nothing else.
    """

    mark: str
    centre_name: str
    phone: str | None
    contacts: ContactsContent
    hours: OpeningHours
    week: Week
    language: Language


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(resource_path("pages")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["tel"] = lambda number: "".join(each for each in number if each in "+0123456789")
    made.filters["bound"] = bound
    return made


def bound(text: str) -> str:
    """The words of a form whose French signs never begin a line; English has no space there."""
    return _BEFORE_ITS_SIGN.sub("\u00a0", text)


@lru_cache(maxsize=16)
def wording_of(language: Language, zone: str = "Europe/Paris") -> Wording:
    """The voice of the pages."""
    return Wording(language, zone)


def language_asked(request: Request, preferred: str | None = None) -> Language:
    """The language that the reader chose, else the one they are written to in, else the browser's
    first that there is.
    """
    asked = [secret_in(request, LANGUAGE), preferred]
    asked += [each.split(";")[0].strip()[:2] for each in _accepted(request)]
    return "en" if next((each for each in asked if each in {"fr", "en"}), "fr") == "en" else "fr"


def _accepted(request: Request) -> list[str]:
    return request.headers.get("accept-language", "")[:200].split(",")


def page(
    request: Request, name: str, frame: Frame | None = None, status: int = 200, **values: Any
) -> Response:
    """A page; `frame` is None where nobody is known."""
    language = frame.language if frame is not None else language_asked(request)
    zone = frame.hours.zone.key if frame is not None else "Europe/Paris"
    wording, nonce = wording_of(language, zone), secrets.token_urlsafe(16)
    bound_to = secret_of(request) or new_token()
    around: dict[str, Any] = {
        "t": wording.text,
        "phone_words": wording.phone,
        "day_words": lambda day: long_day(day, wording),
        "moment_words": lambda instant: long_moment(instant, wording),
        "past_day_words": lambda day: past_day(day, wording),
        "past_moment_words": lambda instant: past_moment(instant, wording),
        "hours_words": "" if frame is None else hours_in_words(frame.week, wording),
        "language": language,
        "other_language": "fr" if language == "en" else "en",
        "nonce": nonce,
        "assets": assets(),
        "base": PAGES_BASE,
        "here": request.url.path,
        "frame": frame,
        "token_field": TOKEN_FIELD,
        "token": token_of(bound_to),
    }
    body = _templates().get_template(name).render(around | values)
    headers = _HEADERS | {"Content-Security-Policy": _POLICY.format(nonce=nonce)}
    response = Response(body, status, headers, "text/html; charset=utf-8")
    if secret_of(request) is None:
        keep(request, response, VISIT, bound_to)
    return response


def file(content: bytes, media_type: str, name: str) -> Response:
    """A file to be kept, which the browser shows nowhere within the pages."""
    own = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, 200, _HEADERS | own, media_type)


def go_to(path: str) -> Response:
    """Has the browser ask for another page: a reload then repeats nothing."""
    return Response(None, 303, {"Location": f"{PAGES_BASE}{path}"})
