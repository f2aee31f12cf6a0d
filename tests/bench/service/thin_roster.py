"""The floor of list and search: the same rows by raw SQL, unopened, in an order that is stored."""

import json
import os
from collections.abc import Callable, Sequence
from typing import Any

from fastapi import FastAPI, Response
from starlette.concurrency import run_in_threadpool

LIST = (
    "SELECT p.id, p.unit_id, p.sex, p.monitoring, p.identity_status, p.identity, "
    "min(a.rank), count(a.id), (SELECT max(s.authored_at) FROM answer s WHERE s.patient_id = p.id) "
    "FROM patient p LEFT JOIN alert a ON a.patient_id = p.id AND a.state <> 'closed' "
    "WHERE p.centre_id = {mark} AND p.unit_id = {mark} "
    "GROUP BY p.id ORDER BY coalesce(min(a.rank), 9), p.id LIMIT 50"
)
SEARCH = (
    "SELECT p.id, p.unit_id, p.sex, p.monitoring, p.identity_status, p.identity "
    "FROM patient_search_token t JOIN patient p ON p.id = t.patient_id "
    "WHERE t.centre_id = {mark} AND p.unit_id = {mark} AND t.token = {mark} "
    "ORDER BY p.id LIMIT 20"
)
Rows = Sequence[Sequence[Any]]


def install(app: FastAPI, mark: str, query: Callable[[str, Sequence[Any]], Rows]) -> None:
    """Adds the routes; `query` runs a statement for the centre and the unit, and what follows."""
    token = bytes.fromhex(os.environ["THIN_TOKEN"])
    listing, search = LIST.format(mark=mark), SEARCH.format(mark=mark)

    @app.get("/patients")
    async def list_patients() -> Response:
        return await run_in_threadpool(_told, listing, ())

    @app.post("/search")
    async def search_patients() -> Response:
        return await run_in_threadpool(_told, search, (token,))

    def _told(statement: str, more: Sequence[Any]) -> Response:
        items = [[_text(value) for value in row] for row in query(statement, more)]
        return Response(json.dumps({"items": items}), media_type="application/json")


def _text(value: Any) -> str:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)
