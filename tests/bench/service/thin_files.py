"""The floor of opening a file: the rows of its answers and grades, as they lie in the tables."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import FastAPI, Response
from starlette.concurrency import run_in_threadpool

_ANSWERS = (
    "SELECT id, authored_at, received_at, channel, outcome FROM answer "
    "WHERE centre_id = {mark} AND patient_id = {mark} AND authored_at >= {mark} "
    "ORDER BY authored_at"
)
_GRADES = (
    "SELECT item, authored_at, grade, missing, presence FROM symptom_grade "
    "WHERE centre_id = {mark} AND patient_id = {mark} AND authored_at >= {mark} "
    "ORDER BY item, authored_at"
)


def install(app: FastAPI, is_sqlite: bool, centre: UUID, connection: Callable[[], Any]) -> None:
    """Adds the route to the floor."""
    mark = "?" if is_sqlite else "%s"
    statements = {"answers": _ANSWERS.format(mark=mark), "grades": _GRADES.format(mark=mark)}

    @app.get("/file")
    async def read_file(patient: UUID, since: datetime) -> Response:
        if is_sqlite:
            # In the event loop, for the reason that stands beside the page of the queue.
            return _file(patient, since)
        return await run_in_threadpool(_file, patient, since)

    def _file(patient: UUID, since: datetime) -> Response:
        asked: list[Any] = [centre, patient, since]
        if is_sqlite:
            asked = [centre.bytes, patient.bytes, round(since.timestamp() * 1_000_000)]
        told = {
            name: [
                [_value(value) for value in row]
                for row in connection().execute(statement, asked).fetchall()
            ]
            for name, statement in statements.items()
        }
        return Response(json.dumps(told), media_type="application/json")


def _value(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return value if value is None or isinstance(value, int | str) else str(value)
