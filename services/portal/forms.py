"""Forms as browsers send them: bounded, in UTF-8, and bound to the page that they came from."""

import hmac
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Final
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from services.contract.problems import ProblemCode
from services.edge.context import context_of
from services.errors import ServiceError
from services.portal.cookies import SESSION, VISIT, secret_in

_MEDIA_TYPE: Final = "application/x-www-form-urlencoded"
_MOST_FIELDS: Final = 60
TOKEN_FIELD: Final = "token"
# Line breaks and tabs are what people type; anything else below a space is not.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Form:
    """The fields of a form; of a name that stands twice the last counts."""

    fields: dict[str, str]

    def text(self, name: str) -> str:
        """A field without the spaces around it; empty when it is missing."""
        return self.fields.get(name, "").strip()


def secret_of(request: Request) -> str | None:
    """What the forms of this browser are bound to: its session, else its visit."""
    return secret_in(request, SESSION) or secret_in(request, VISIT)


def token_of(secret: str) -> str:
    """What a page writes into its forms: who cannot read the cookie cannot know it (CSRF)."""
    return sha256(f"form {secret}".encode()).hexdigest()[:32]


async def _read(request: Request) -> Form:
    """The form of a request; raises 400, 403 or 413 for what no page of ours sends."""
    limit = context_of(request).settings.public_body_limit_bytes
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > limit:
            raise ServiceError(413, ProblemCode.TOO_LARGE, f"A form holds at most {limit} bytes.")
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _MEDIA_TYPE:
        raise _malformed()
    form = Form(_fields(bytes(raw)))
    _require_own(request, form)
    return form


def _fields(raw: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(
            raw.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        raise _malformed() from None
    return {name: _CONTROL.sub("", value.replace("\r\n", "\n")) for name, value in pairs}


def _require_own(request: Request, form: Form) -> None:
    """Beside SameSite: the token of the page, and what the browser says of where it was sent."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    secret = secret_of(request)
    expected = token_of(secret or "")
    is_own = hmac.compare_digest(form.text(TOKEN_FIELD).encode(), expected.encode())
    if secret is None or not is_own or site not in {"same-origin", "none"}:
        raise ServiceError(403, ProblemCode.FORBIDDEN, "This form is not of an open page.")


def _malformed() -> ServiceError:
    return ServiceError(400, ProblemCode.BAD_REQUEST, "This is not a form of a page.")


CurrentForm = Annotated[Form, Depends(_read)]
