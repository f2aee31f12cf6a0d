"""Requests for help of a centre, on a service that answers at once, fails, or does not answer."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid5

from PySide6.QtCore import QObject, Signal

from console.client.http import Write
from console.errors import ConsoleError
from console.stores.readiness import ReadinessStore
from console.stores.support import SupportStore
from console.stores.support_acts import SupportActs
from services.contract.people import PersonLabel
from services.contract.support import (
    DUE_DAYS,
    SupportAnswerAsk,
    SupportAsk,
    SupportKind,
    SupportPage,
    SupportRequest,
    SupportRow,
    SupportState,
    SupportStep,
    SupportStepKind,
)
from tests.samples.at_once import AtOnce
from tests.samples.rows import NOW

_SPACE = UUID(int=0x5099047)
CLAIRE = PersonLabel(
    id=uuid5(_SPACE, "Claire Morvan"), name="Claire Morvan", initials="CM", title="IDE"
)
YANN = PersonLabel(id=uuid5(_SPACE, "Yann Kerbrat"), name="Yann Kerbrat", initials="YK", title=None)
LOG = (
    '{"at": "2025-11-18T09:31:07.402+00:00", "level": "warning", "from": "console.jobs",'
    ' "event": "refused", "status": 503, "request_id": "4b1f"}\n'
    '{"at": "2025-11-18T09:31:12.118+00:00", "level": "info", "from": "console.live",'
    ' "event": "live again"}'
)
GREY = "Depuis ce matin la fenêtre reste grise une dizaine de secondes après chaque déverrouillage."
Told = tuple[SupportStepKind, PersonLabel, str, datetime]


def request(
    kind: SupportKind, made_at: datetime, *told: Told, log: str | None = None, version: int = 1
) -> SupportRequest:
    """A request with its history; the first step is the request itself."""
    request_id = uuid5(_SPACE, told[0][2])
    last = told[-1][0]
    state = {
        SupportStepKind.MADE: SupportState.OPEN,
        SupportStepKind.ANSWERED: SupportState.ANSWERED,
        SupportStepKind.CLOSED: SupportState.CLOSED,
    }[last]
    due_at = made_at + timedelta(days=DUE_DAYS[kind])
    row = SupportRow(
        id=request_id,
        kind=kind,
        state=state,
        requester=told[0][1],
        begins=told[0][2],
        made_at=made_at,
        due_at=due_at,
        is_late=state is SupportState.OPEN and due_at < NOW,
        has_log=log is not None,
        version=version,
    )
    steps = [
        SupportStep(id=uuid5(request_id, str(place)), kind=step, words=words, by=by, at=at)
        for place, (step, by, words, at) in enumerate(told)
    ]
    return SupportRequest(request=row, steps=steps, log=log)


def requests() -> list[SupportRequest]:
    """What the centre of the pictures has asked: one is late, one was answered, one is closed."""
    made, answered, closed = SupportStepKind
    hours = lambda count: NOW - timedelta(hours=count)  # noqa: E731
    return [
        request(
            SupportKind.INCIDENT, hours(71),
            (made, YANN, "Une alerte est restée deux minutes sans couleur.", hours(71)),
        ),
        request(SupportKind.TECHNICAL, hours(1), (made, CLAIRE, GREY, hours(1)), log=LOG),
        request(
            SupportKind.COMPLAINT, hours(50),
            (made, CLAIRE, "Le son des alertes est trop fort dans la salle de soins.", hours(50)),
            (answered, YANN, "Réglages, Triage, Son : il peut être coupé sur ce poste.", hours(26)),
            version=2,
        ),
        request(
            SupportKind.TECHNICAL, hours(300),
            (made, CLAIRE, "L'imprimante du service n'apparaît pas.", hours(300)),
            (closed, YANN, "Pilote installé par l'informatique le 7 novembre.", hours(260)),
            version=2,
        ),
    ]  # fmt: skip


class SampleSupportCalls:
    """The endpoints; a fault can be put in the place of their answers."""

    def __init__(self) -> None:
        self.fault: ConsoleError | None = None
        self.requests = requests()
        self.asked: list[str] = []
        self.made: list[tuple[SupportAsk, Write]] = []
        self.said: list[tuple[str, SupportRow, str]] = []

    def list_some(self, *, of_all: bool, limit: int, cursor: str | None = None) -> SupportPage:
        """Everybody's, or those of the sample nurse."""
        self.asked.append("all" if of_all else "mine")
        self._meet()
        rows = [
            each.request for each in self.requests if of_all or each.request.requester == CLAIRE
        ]
        counts = {state: sum(row.state is state for row in rows) for state in SupportState}
        return SupportPage(items=rows, counts=counts, next_cursor=None)

    def read(self, request_id: UUID, *, of_all: bool) -> SupportRequest:
        """One of them."""
        self._meet()
        return self._one(request_id)

    def make(self, ask: SupportAsk, write: Write) -> SupportRequest:
        """Take a request."""
        self.made.append((ask, write))
        self._meet()
        told = (SupportStepKind.MADE, CLAIRE, ask.words, NOW)
        made = request(ask.kind, NOW, told, log=ask.log)
        self.requests.insert(0, made)
        return made

    def answer(self, row: SupportRow, ask: SupportAnswerAsk, write: Write) -> SupportRequest:
        """Take an answer."""
        return self._go_on(row, SupportStepKind.ANSWERED, ask)

    def close(self, row: SupportRow, ask: SupportAnswerAsk, write: Write) -> SupportRequest:
        """Take an end."""
        return self._go_on(row, SupportStepKind.CLOSED, ask)

    def _go_on(
        self, row: SupportRow, kind: SupportStepKind, ask: SupportAnswerAsk
    ) -> SupportRequest:
        self.said.append((kind.value, row, ask.words))
        self._meet()
        old = self._one(row.id)
        step = SupportStep(
            id=uuid5(row.id, str(len(old.steps))), kind=kind, words=ask.words, by=YANN, at=NOW
        )
        changed = {"state": SupportState(kind.value), "version": row.version + 1, "is_late": False}
        new = old.model_copy(
            update={"request": row.model_copy(update=changed), "steps": [*old.steps, step]}
        )
        self.requests[self.requests.index(old)] = new
        return new

    def _one(self, request_id: UUID) -> SupportRequest:
        return next(each for each in self.requests if each.request.id == request_id)

    def _meet(self) -> None:
        if self.fault is not None:
            raise self.fault


@dataclass
class _Heard:
    """What the service says of itself."""

    fault: ConsoleError | None = None
    asked: list[datetime] = field(default_factory=list)

    def ask_ready(self) -> None:
        """It can serve, or not."""
        self.asked.append(NOW)
        if self.fault is not None:
            raise self.fault


class SampleAbout(QObject):
    """The real stores of requests and of readiness on `calls` and `service`."""

    changed = Signal()

    def __init__(self, connection: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.calls = SampleSupportCalls()
        self.service = _Heard()
        self.sees_all = False
        api = SimpleNamespace(support=self.calls, ask_ready=self.service.ask_ready)
        session: Any = SimpleNamespace(api=api, may=self._may, server_now=lambda: NOW)
        jobs: Any = AtOnce()
        self.support = SupportStore(jobs, session, self)
        self.acts = SupportActs(jobs, session, connection, self)
        self.readiness = ReadinessStore(jobs, session, self)
        self.acts.done.connect(self.support.hear)

    def _may(self, action: str) -> bool:
        return self.sees_all or action != "list_support_requests"
