"""The floor T: FastAPI and raw SQL on the same database, with no rights, rules, encryption or
journal.
"""

import json
import os
import socket
import sqlite3
import sys
import threading
import uuid
from typing import Any

import psycopg
import uvicorn
from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool

from tests.bench.service import thin_events, thin_files, thin_roster

PAGE = (
    "SELECT w.patient_id, w.unit_id, w.top_alert_id, w.top_rank, w.next_due_at, w.received_at, "
    "w.open_count, p.sex, a.kind, a.level, a.state, a.version "
    "FROM worklist_entry w "
    "JOIN patient p ON p.id = w.patient_id JOIN alert a ON a.id = w.top_alert_id "
    "WHERE w.centre_id = {mark} AND w.lane = 'todo' AND w.unit_id = {mark} "
    "ORDER BY w.top_rank, w.next_due_at, w.received_at, w.patient_id LIMIT 50"
)
TABLE = (
    "CREATE TABLE IF NOT EXISTS thin_answer (id {id} PRIMARY KEY, patient_id {id}, content TEXT)"
)
INSERT = "INSERT INTO thin_answer VALUES ({mark}, {mark}, {mark})"
_local = threading.local()


def _sqlite() -> sqlite3.Connection:
    if not hasattr(_local, "connection"):
        connection = sqlite3.connect(os.environ["THIN_DATABASE"], isolation_level=None, timeout=5)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-4096"):
            connection.execute(f"PRAGMA {pragma}")
        _local.connection = connection
    found: sqlite3.Connection = _local.connection
    return found


def _postgres() -> "psycopg.Connection[Any]":
    if not hasattr(_local, "connection"):
        connection = psycopg.connect(os.environ["THIN_DATABASE"], autocommit=True)
        connection.execute(
            "SELECT set_config('vigie.centre', %s, false)", [os.environ["THIN_CENTRE"]]
        )
        _local.connection = connection
    found: psycopg.Connection[Any] = _local.connection
    return found


def build(is_sqlite: bool) -> FastAPI:
    """The routes of the floor."""
    app = FastAPI()
    centre, unit = uuid.UUID(os.environ["THIN_CENTRE"]), uuid.UUID(os.environ["THIN_UNIT"])
    mark = "?" if is_sqlite else "%s"
    page, insert = PAGE.format(mark=mark), INSERT.format(mark=mark)
    scope = [centre.bytes, unit.bytes] if is_sqlite else [centre, unit]
    connection = _sqlite if is_sqlite else _postgres
    one_writer = threading.Lock()

    @app.get("/page")
    async def read_page() -> Response:
        if is_sqlite:
            # In the event loop: SQLite gives the interpreter away at every row, and eight threads
            # that want it back make this floor three times lower, but on a calm machine only.
            return _page()
        return await run_in_threadpool(_page)

    def _page() -> Response:
        rows = connection().execute(page, scope).fetchall()
        items = [[_text(value) for value in row] for row in rows]
        return Response(json.dumps({"items": items}), media_type="application/json")

    @app.post("/answers")
    async def store(request: Request) -> Response:
        return await run_in_threadpool(_store, await request.body())

    def _store(raw: bytes) -> Response:
        content = json.loads(raw)
        new = uuid.uuid4()
        key: Any = new.bytes if is_sqlite else new
        if is_sqlite:
            with one_writer:
                connection().execute(insert, [key, key, json.dumps(content)])
        else:
            connection().execute(insert, [key, key, json.dumps(content)])
        return Response(json.dumps({"id": str(new)}), 201, media_type="application/json")

    thin_events.install(app, is_sqlite, _store)
    thin_files.install(app, is_sqlite, centre, connection)
    thin_roster.install(
        app, mark, lambda asked, more: connection().execute(asked, [*scope, *more]).fetchall()
    )
    return app


def _text(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def main(kind: str) -> None:
    """Serves on a free port and prints it."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    app = build(kind == "sqlite")
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    threading.Thread(target=_stop_with_stdin, args=(server,), daemon=True).start()
    print(json.dumps({"listening": f"http://127.0.0.1:{listener.getsockname()[1]}"}), flush=True)
    server.run(sockets=[listener])


def _stop_with_stdin(server: uvicorn.Server) -> None:
    while sys.stdin.buffer.read(1024):
        continue
    server.should_exit = True


if __name__ == "__main__":
    main(sys.argv[1])
