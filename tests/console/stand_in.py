"""A stand-in for the service behind the cable: enough of the API to drive the stores, and its
faults.
"""

import json
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx

from services.contract.alerts import (
    AlertAction,
    AlertBatch,
    AlertChange,
    AlertDetail,
    Claim,
    WorklistCounts,
    WorklistPage,
    WorklistRow,
)
from services.contract.base import Reply
from services.contract.enums import ActionKind, AlertKind, AlertLevel, AlertState
from services.contract.filters import FilterCounts, WorklistFilters
from services.contract.people import PersonLabel
from services.contract.problems import CurrentState, Problem, ProblemCode
from services.contract.rule_exceptions import RuleException, RuleExceptionAsk
from services.contract.sessions import SignInChallenge
from services.contract.surveillance import SurveillanceHealth, SurveillanceState
from tests.console import made

Fault = Callable[[httpx.Request], httpx.Response | None]

_KINDS = {
    "claim": ActionKind.CLAIM,
    "release": ActionKind.RELEASE,
    "take-over": ActionKind.TAKE_OVER,
    "acknowledge": ActionKind.ACKNOWLEDGE,
    "calls": ActionKind.CALL,
    "measures": ActionKind.MEASURE,
    "notes": ActionKind.NOTE,
    "close": ActionKind.CLOSE,
    "undo": ActionKind.UNDO,
}


class StandIn:
    """Alerts in memory, one a patient; acts follow versions and intention keys as api.md says."""

    def __init__(self, count: int = 3) -> None:
        self.now = made.NOW
        self.urgent_count = 0
        self.urgent_kind = AlertKind.CLINICAL
        self.order = list(range(1, count + 1))
        self.details: dict[UUID, AlertDetail] = {
            made.alert_id(number): made.detail(number) for number in self.order
        }
        self.rows: dict[int, WorklistRow] = {number: made.row(number) for number in self.order}
        self.requests: list[httpx.Request] = []
        self.replies: dict[str, httpx.Response] = {}
        self.before: list[Fault] = []
        self.after: list[Fault] = []
        self.page_rows = 200
        self.health = SurveillanceHealth(
            state=SurveillanceState.OK,
            last_proof_at=self.now,
            age_s=12,
            open_gaps=0,
            parts=[],
            as_of=self.now,
        )
        self.access = "access-" + "1".rjust(32, "0")
        self.signed_out = threading.Event()
        self._lock = threading.Lock()

    @property
    def transport(self) -> httpx.MockTransport:
        """The cable."""
        return httpx.MockTransport(self.answer)

    def paths(self, method: str = "POST") -> list[str]:
        """The paths that were asked for, in order."""
        return [each.url.path for each in self.requests if each.method == method]

    def answer(self, request: httpx.Request) -> httpx.Response:
        """One request; `before` may cut it off, `after` may lose its answer."""
        with self._lock:
            self.requests.append(request)
        for fault in list(self.before):
            if (cut := fault(request)) is not None:
                return cut
        with self._lock:
            answered = self._route(request)
        for fault in list(self.after):
            if (cut := fault(request)) is not None:
                return cut
        return answered

    # Other people

    def arrives(self, number: int, place: int = 0, **changes: Any) -> None:
        """A new alert."""
        self.rows[number] = made.row(number, **changes)
        kept = {key: value for key, value in changes.items() if key in AlertDetail.model_fields}
        self.details[made.alert_id(number)] = made.detail(number, **kept)
        self.order.insert(place, number)
        row = self.rows[number]
        if row.kind is AlertKind.TECHNICAL or row.level is AlertLevel.CRITICAL:
            self.urgent_count += 1
            self.urgent_kind = row.kind

    def done_by(self, number: int, who: PersonLabel, kind: ActionKind) -> None:
        """Somebody else acts."""
        self._change(made.alert_id(number), kind, who)

    # Routes

    def _route(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api/v1")
        if path == "/health/ready":
            return httpx.Response(200, json={"status": "ready"})
        if path == "/auth/sign-in":
            return self._challenge(request)
        if path == "/auth/second-factor":
            return self._grant(request)
        if path == "/auth/refresh":
            self.access = made.grant(2).access_token
            return _told(made.grant(2))
        if request.headers.get("Authorization") != f"Bearer {self.access}":
            return problem(401, ProblemCode.SIGN_IN_REQUIRED)
        if path == "/auth/unlock":
            return self._unlock(request)
        if path == "/auth/sign-out":
            self.signed_out.set()
            return httpx.Response(204)
        return self._signed_in(path, request)

    @property
    def _plain(self) -> dict[str, Callable[[], Reply]]:
        """What is read without any parameter."""
        return {
            "/health/surveillance": lambda: self.health,
            "/worklist/filters": lambda: WorklistFilters(
                symptoms=["diarrhoea", "nausea"], treatments=[], oncologists=[], owners=[made.THEO]
            ),
            "/me": made.me,
            "/worklist/counts": self._counts,
        }

    def _unlock(self, request: httpx.Request) -> httpx.Response:
        typed = json.loads(request.content)["password"]
        is_right = typed == "right"
        return httpx.Response(204) if is_right else problem(403, ProblemCode.SIGN_IN_REFUSED)

    def _signed_in(self, path: str, request: httpx.Request) -> httpx.Response:
        if path == "/events":
            return problem(404, ProblemCode.NOT_FOUND)
        if path == "/worklist":
            return self._page(request)
        if path in self._plain:
            return _told(self._plain[path]())
        return self._of_alerts(path, request)

    def _of_alerts(self, path: str, request: httpx.Request) -> httpx.Response:
        if path == "/alerts/batch":
            wanted = [UUID(text) for text in request.url.params.get_list("id")]
            return _told(
                AlertBatch(items=[self.details[key] for key in wanted if key in self.details])
            )
        if path.startswith("/patients/"):
            return self._expecting(path, request)
        alert_id, _, verb = path.removeprefix("/alerts/").partition("/")
        key = UUID(alert_id)
        if key not in self.details:
            return problem(404, ProblemCode.NOT_FOUND)
        if verb == "":
            return _told(self.details[key])
        if verb == "opened":
            return httpx.Response(204)
        return self._act(key, verb, request)

    def _challenge(self, request: httpx.Request) -> httpx.Response:
        asked = json.loads(request.content)
        if asked["password"] != "right":
            return problem(401, ProblemCode.SIGN_IN_REFUSED)
        ends = self.now + timedelta(minutes=5)
        told = SignInChallenge(
            challenge="c" * 20, expires_at=ends, factors=["totp"], server_time=self.now
        )
        return _told(told)

    def _grant(self, request: httpx.Request) -> httpx.Response:
        if json.loads(request.content)["code"] != "123456":
            return problem(401, ProblemCode.SIGN_IN_REFUSED)
        self.access = made.grant().access_token
        return _told(made.grant())

    def _page(self, request: httpx.Request) -> httpx.Response:
        start = int(request.url.params.get("cursor", "0"))
        shown, filtered = self._sifted(request.url.params)
        size = min(self.page_rows, int(request.url.params["limit"]))
        cursor = str(start + size) if len(shown) > start + size else None
        items = shown[start : start + size]
        return _told(
            WorklistPage(items=items, next_cursor=cursor, as_of=self.now, filtered=filtered)
        )

    def _sifted(self, asked: httpx.QueryParams) -> tuple[list[WorklistRow], FilterCounts | None]:
        """The rows by level, symptom and owner; critical ones that do not match come first."""
        rows = [self.rows[number] for number in self.order]
        levels, symptom = set(asked.get_list("level")), asked.get("symptom")
        owner = asked.get("owner")
        if not levels and symptom is None and owner is None:
            return rows, None

        def matches(row: WorklistRow) -> bool:
            return (
                (not levels or row.level in levels)
                and (symptom is None or symptom in {lead.item for lead in row.leads})
                and (owner != "nobody" or (row.owner is None and row.claim is None))
            )

        inside = [row for row in rows if matches(row)]
        outside = [
            row.model_copy(update={"outside_filter": True})
            for row in rows
            if row.level is AlertLevel.CRITICAL and not matches(row)
        ]
        told = FilterCounts(matching=len(inside), outside=len(outside), all=len(rows))
        return [*outside, *inside], told

    def _counts(self) -> WorklistCounts:
        return WorklistCounts(
            todo=len(self.order),
            mine=0,
            deferred=0,
            escalated=0,
            escalated_to_me=0,
            closed=0,
            levels={},
            alerts=len(self.order),
            overdue=0,
            as_of=self.now,
            newest_urgent_at=self.now + timedelta(seconds=self.urgent_count),
            newest_urgent_kind=self.urgent_kind,
        )

    def _act(self, key: UUID, verb: str, request: httpx.Request) -> httpx.Response:
        intention = request.headers.get("Idempotency-Key")
        version = request.headers.get("If-Match")
        if intention is None:
            return problem(400, ProblemCode.IDEMPOTENCY_KEY_REQUIRED)
        if intention in self.replies:
            return self.replies[intention]
        if version is None:
            return problem(428, ProblemCode.VERSION_REQUIRED)
        alert = self.details[key]
        if version != f'"{alert.version}"':
            return problem(412, ProblemCode.VERSION_STALE, current=_current(alert))
        if alert.claim is not None and alert.claim.by != made.CLAIRE and verb != "take-over":
            return problem(409, ProblemCode.CLAIMED_BY_OTHER, current=_current(alert))
        self.replies[intention] = _told(self._change(key, _KINDS[verb], made.CLAIRE))
        return self.replies[intention]

    def _expecting(self, path: str, request: httpx.Request) -> httpx.Response:
        """Make or end what is expected of a patient, who has one alert here."""
        intention = request.headers["Idempotency-Key"]
        if intention in self.replies:
            return self.replies[intention]
        key = next(key for key, each in self.details.items() if str(each.patient.label.id) in path)
        found = self.details[key].exceptions
        if path.endswith("/end"):
            which = next(each for each in found if str(each.id) in path)
            if request.headers.get("If-Match") != f'"{which.version}"':
                return problem(412, ProblemCode.VERSION_STALE)
            changed = made.ended(which, self.now)
        else:
            ask = RuleExceptionAsk.model_validate_json(request.content)
            if any(each.item == ask.item and each.in_force for each in found):
                return problem(409, ProblemCode.EXPECTED_ALREADY)
            changed = made.exception(self.details[key], ask, self.now)
        self.expects(key, changed)
        self.replies[intention] = _told(changed)
        return self.replies[intention]

    def expects(self, key: UUID, changed: RuleException) -> None:
        """The patient of an alert has this exception from now on; the alert's version stays."""
        alert = self.details[key]
        others = [each for each in alert.exceptions if each.id != changed.id]
        update = {
            "exceptions": [changed, *others],
            "expected_version": alert.expected_version + 1,
        }
        self.details[key] = alert.model_copy(update=update)
        number = next(number for number in self.rows if made.alert_id(number) == key)
        version = {"expected_version": alert.expected_version + 1}
        self.rows[number] = self.rows[number].model_copy(update=version)

    def _change(self, key: UUID, kind: ActionKind, who: PersonLabel) -> AlertChange:
        alert = self.details[key]
        act = AlertAction(
            id=uuid4(),
            alert_id=key,
            kind=kind,
            by=who,
            at=self.now,
            result=None,
            measures=[],
            grades=[],
            text=None,
            undone=False,
        )
        changes: dict[str, Any] = {
            "version": alert.version + 1,
            "history": [act, *alert.history],
            "undoable": act.id,
            "undo_until": self.now + timedelta(seconds=10),
            **_effect(kind, who, self.now),
        }
        self.details[key] = alert.model_copy(update=changes)
        self._follow(key)
        return AlertChange(action_id=act.id, alert=self.details[key])

    def _follow(self, key: UUID) -> None:
        """The queue as it stands after an act: what is answered for leaves it, what is undone
        returns.
        """
        alert = self.details[key]
        number = next(number for number in self.rows if made.alert_id(number) == key)
        self.rows[number] = self.rows[number].model_copy(
            update={
                "alert_version": alert.version,
                "state": alert.state,
                "claim": alert.claim,
                "owner": alert.owner,
                "due_at": alert.due_at,
            }
        )
        if alert.state is AlertState.NEW and number not in self.order:
            self.order.append(number)
            self.order.sort()
        elif alert.state is not AlertState.NEW and number in self.order:
            self.order.remove(number)


def _effect(kind: ActionKind, who: PersonLabel, now: Any) -> dict[str, Any]:
    match kind:
        case ActionKind.CLAIM | ActionKind.TAKE_OVER:
            return {"claim": Claim(by=who, until=now + timedelta(minutes=10))}
        case ActionKind.RELEASE:
            return {"claim": None}
        case ActionKind.ACKNOWLEDGE | ActionKind.CALL:
            return {"state": AlertState.ACKNOWLEDGED, "owner": who, "due_at": None}
        case ActionKind.CLOSE:
            return {"state": AlertState.CLOSED, "closed_at": now, "due_at": None}
        case ActionKind.UNDO:
            return {"state": AlertState.NEW, "owner": None, "undoable": None, "undo_until": None}
        case _:
            return {}


def _current(alert: AlertDetail) -> CurrentState:
    last = alert.history[0]
    return CurrentState(version=alert.version, state=alert.state, by=last.by, at=last.at)


def problem(status: int, code: ProblemCode, **changes: Any) -> httpx.Response:
    """A problem as the service writes it."""
    told = Problem(
        type="about:blank",
        title="",
        status=status,
        code=code,
        detail="",
        request_id="r-1",
        **changes,
    )
    headers = {"Content-Type": "application/problem+json"}
    return httpx.Response(status, content=told.model_dump_json(), headers=headers)


def _told(reply: Reply) -> httpx.Response:
    return httpx.Response(
        200, content=reply.model_dump_json(), headers={"Content-Type": "application/json"}
    )
