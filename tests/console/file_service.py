"""The routes of a patient's file, put before a stand-in service."""

import re
import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx

from services.contract.base import Reply
from services.contract.patient_file import ActionPage
from services.contract.problems import ProblemCode
from tests.console import made
from tests.console.stand_in import StandIn, problem
from tests.samples import file_data, file_pages

_PATH = re.compile(r"/api/v1/patients/([0-9a-f-]{36})/(series|timeline|answers|actions)(/.+)?")


class FileService:
    """Answers for every patient of the stand-in; `held` answers wait until they are let go."""

    def __init__(self, service: StandIn) -> None:
        self.missing: set[UUID] = set()
        self.down: set[str] = set()
        self.held: dict[UUID, threading.Event] = {}
        self.asked: list[tuple[str, dict[str, Any]]] = []
        service.before.append(self.answer)

    def parts(self, part: str) -> list[dict[str, Any]]:
        """With which parameters a part was asked for, in order."""
        return [asked for name, asked in self.asked if name == part]

    def answer(self, request: httpx.Request) -> httpx.Response | None:
        """The answer of a route of files; None for any other."""
        found = _PATH.fullmatch(request.url.path)
        if found is None or request.method != "GET":
            return None
        patient_id, part = UUID(found[1]), found[2]
        self.asked.append((part, dict(request.url.params)))
        if (waits := self.held.get(patient_id)) is not None:
            assert waits.wait(10)
        if patient_id in self.missing:
            return problem(404, ProblemCode.NOT_FOUND)
        if part in self.down:
            raise httpx.ConnectError("down")
        return self._route(part, patient_id, found[3], request)

    def _route(
        self, part: str, patient_id: UUID, rest: str | None, request: httpx.Request
    ) -> httpx.Response:
        cursor = request.url.params.get("cursor")
        routes: dict[str, Callable[[], Reply]] = {
            "series": lambda: _series(patient_id, request),
            "timeline": lambda: file_pages.timeline_page(frozenset(), None),
            "actions": lambda: ActionPage(items=file_data.actions(), next_cursor=None, count=24),
            "answers": lambda: file_pages.survey_page(cursor),
        }
        if rest is not None:
            return _told(file_pages.survey_file(UUID(rest.removeprefix("/"))))
        return _told(routes[part]())


def _series(patient_id: UUID, request: httpx.Request) -> Reply:
    weeks = int(request.url.params.get("weeks", "30"))
    label = made.patient(1).model_copy(update={"id": patient_id})
    return file_data.series(weeks, patient=file_data.header(label=label))


def _told(reply: Reply) -> httpx.Response:
    headers = {"Content-Type": "application/json"}
    return httpx.Response(200, content=reply.model_dump_json(), headers=headers)
