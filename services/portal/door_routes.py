"""The door of the pages: who one is, in which language, and how to leave."""

import re
from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from services.contract.week_enums import Answering
from services.db.scope import NO_CENTRE
from services.edge.current import CurrentContext
from services.edge.doors import WITHOUT_SESSION
from services.edge.networks import network_of
from services.edge.pages import PAGES_BASE
from services.edge.problems import request_id_of
from services.errors import not_found
from services.portal.assets import served
from services.portal.cookies import LANGUAGE, PHONE, SESSION, forget, hash_in, keep
from services.portal.entering import PHONE_KNOWN, Knock, Outcome, enter, knows_phone, leave
from services.portal.forms import CurrentForm, Form
from services.portal.rendering import go_to, page

router = APIRouter(include_in_schema=False, dependencies=WITHOUT_SESSION)

_YEAR_S: Final = 365 * 24 * 3600
_OWN_PATH: Final = re.compile(rf"{PAGES_BASE}(/[a-z0-9-]+)*/?(\?from=[0-9]{{1,3}})?")
_LONGEST_CODE: Final = 40
_LONG_KEPT: Final = {"Cache-Control": "public, max-age=31536000, immutable"}
_Flag = Annotated[str | None, Query(max_length=1)]


@router.get("/", operation_id="page_door")
def door(request: Request) -> Response:
    """The bare address, as messages name it.

    A page and no redirect: what the browser then asks for comes from this site, so that it sends
    its cookies even when a link in a message led here.
    """
    return page(request, "door.html")


@router.get(f"{PAGES_BASE}/assets/{{name}}", operation_id="page_asset")
def asset(name: str) -> Response:
    """A style, a script or a sign."""
    found = served().get(name)
    if found is None:
        raise not_found()
    return Response(found.body, 200, _LONG_KEPT, found.media_type)


@router.get(f"{PAGES_BASE}/enter", operation_id="page_enter")
def entry(
    request: Request, context: CurrentContext, ended: _Flag = None, code: _Flag = None
) -> Response:
    """Asks who one is: `ended` says that a session was, `code` that another code is to be typed."""
    with context.database.reading(NO_CENTRE) as session:
        is_known = knows_phone(session, hash_in(request, PHONE), context.clock.now())
    return _entry_page(request, is_known=is_known and code is None, is_ended=ended is not None)


@router.post(f"{PAGES_BASE}/enter", operation_id="page_identify")
def identify(request: Request, context: CurrentContext, form: CurrentForm) -> Response:
    """Opens the pages, or says in one way for all that it does not."""
    code = form.text("code")[:_LONGEST_CODE] if "code" in form.fields else None
    born, answering = _born(form), form.text("answering")
    if born is None or code == "" or answering not in set(Answering):
        missing = [
            name
            for name, is_missing in (
                ("code", code == ""),
                ("born", born is None),
                ("answering", answering not in set(Answering)),
            )
            if is_missing
        ]
        return _entry_page(request, is_known=code is None, form=form, missing=missing)
    knock = Knock(
        code,
        hash_in(request, PHONE),
        born,
        Answering(answering),
        network_of(None if request.client is None else request.client.host),
        request_id_of(request),
    )
    entered = enter(context, knock)
    if entered.outcome is not Outcome.OPEN:
        with context.database.reading(NO_CENTRE) as session:
            is_known = knows_phone(session, knock.phone_hash, context.clock.now())
        return _entry_page(
            request,
            is_known=code is None and is_known,
            form=form,
            outcome=entered.outcome,
        )
    response = go_to("/")
    keep(request, response, SESSION, entered.session_secret)
    keep(request, response, PHONE, entered.phone_secret, int(PHONE_KNOWN.total_seconds()))
    return response


def _entry_page(
    request: Request,
    *,
    is_known: bool,
    is_ended: bool = False,
    form: Form | None = None,
    outcome: Outcome | None = None,
    missing: list[str] | None = None,
) -> Response:
    return page(
        request,
        "enter.html",
        status=200 if form is None else 422,
        is_known=is_known,
        is_ended=is_ended,
        outcome=None if outcome is None else outcome.value,
        missing=missing or [],
        filled={} if form is None else form.fields,
    )


def _born(form: Form) -> date | None:
    """The birth date as three numbers; None for no day of the calendar."""
    parts = [form.text(name) for name in ("year", "month", "day")]
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


@router.post(f"{PAGES_BASE}/language", operation_id="page_language")
def language(request: Request, form: CurrentForm) -> Response:
    """The other language from here on, on the page that was open."""
    back = form.text("back")
    known = back if _OWN_PATH.fullmatch(back) else f"{PAGES_BASE}/"
    response = go_to(known.removeprefix(PAGES_BASE))
    keep(request, response, LANGUAGE, "en" if form.text("to") == "en" else "fr", _YEAR_S)
    return response


@router.post(f"{PAGES_BASE}/leave", operation_id="page_leave")
def leaving(request: Request, context: CurrentContext, form: CurrentForm) -> Response:
    """Ends the session; with `phone` this phone is forgotten too."""
    forgets = form.text("phone") == "forget"
    leave(context, hash_in(request, SESSION), hash_in(request, PHONE) if forgets else None)
    response = go_to("/left")
    forget(request, response, *((SESSION, PHONE) if forgets else (SESSION,)))
    return response


@router.get(f"{PAGES_BASE}/left", operation_id="page_left")
def left(request: Request) -> Response:
    """Says that the pages are closed; the script of this page clears what the browser kept."""
    return page(request, "left.html")
