"""The parameters of a search in the body of a POST, where no log of addresses sees them."""

from typing import Annotated, Final
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from services.contract.problems import ProblemCode
from services.errors import ServiceError

FORM: Final = "application/x-www-form-urlencoded"
_LONGEST_BYTES: Final = 16_384
_MOST_FIELDS: Final = 100


async def _form(request: Request) -> list[tuple[str, str]]:
    kind = request.headers.get("content-type", FORM).partition(";")[0].strip().lower()
    if kind != FORM:
        raise ServiceError(415, ProblemCode.BAD_REQUEST, f"A search is sent as {FORM}.")
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > _LONGEST_BYTES:
            words = f"A search holds at most {_LONGEST_BYTES} bytes."
            raise ServiceError(413, ProblemCode.TOO_LARGE, words)
    try:
        return parse_qsl(
            received.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise ServiceError(400, ProblemCode.BAD_REQUEST, "The body is no form in UTF-8.") from None


Form = Annotated[list[tuple[str, str]], Depends(_form)]
