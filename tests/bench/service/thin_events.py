"""The floor of live events: an act is one statement, and whoever listens is told of it at once."""

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Callable

import psycopg
from fastapi import FastAPI, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

_CHANNEL = "thin"


class Told:
    """Wakes the streams of this process, from any thread."""

    def __init__(self) -> None:
        self._waiting: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    def ring(self) -> None:
        """Something happened."""
        for loop, woken in list(self._waiting):
            loop.call_soon_threadsafe(woken.set)

    async def lines(self) -> AsyncIterator[str]:
        """A line at the beginning, and one for each ring that was heard."""
        mine = (asyncio.get_running_loop(), asyncio.Event())
        self._waiting.append(mine)
        try:
            while True:
                yield "data: {}\n\n"
                await mine[1].wait()
                mine[1].clear()
        finally:
            self._waiting.remove(mine)

    def follow_postgres(self) -> None:
        """Rings when a transaction of any process says so."""
        with psycopg.connect(os.environ["THIN_DATABASE"], autocommit=True) as connection:
            connection.execute(f"LISTEN {_CHANNEL}".encode())
            for _ in connection.notifies():
                self.ring()


def install(app: FastAPI, is_sqlite: bool, store: Callable[[bytes], Response]) -> None:
    """The routes of an act and of its stream; `store` is the one statement."""
    told = Told()
    if not is_sqlite:
        threading.Thread(target=told.follow_postgres, daemon=True).start()

    @app.post("/act")
    async def act() -> Response:
        answer = await run_in_threadpool(store, b"{}")
        if is_sqlite:
            told.ring()
        else:
            await run_in_threadpool(_notify)
        return answer

    @app.get("/events")
    async def events() -> StreamingResponse:
        return StreamingResponse(told.lines(), media_type="text/event-stream")


_local = threading.local()


def _notify() -> None:
    if not hasattr(_local, "connection"):
        _local.connection = psycopg.connect(os.environ["THIN_DATABASE"], autocommit=True)
    _local.connection.execute(f"NOTIFY {_CHANNEL}".encode())
