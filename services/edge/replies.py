"""Answers as they go out."""

from fastapi import Response
from pydantic import BaseModel


def json_reply(reply: BaseModel, version: int | None = None) -> Response:
    """An answer, with the version that a change of it must name.

    It is written once by pydantic; passing the model on would have it checked and written again.
    """
    headers = {} if version is None else {"ETag": f'"{version}"'}
    return Response(reply.model_dump_json(), 200, headers, "application/json")
