"""Rows of patients whom nobody follows any more, as many as a large centre has after years.

Only what decides about them says something; whatever else a row must have is the same everywhere.
Nothing of them is sealed, and only those who are given a key have one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, Boolean, Date, Enum, LargeBinary, String

from services.contract.archive_enums import CareReportState
from services.contract.enums import ActionKind, AlertState, Monitoring
from services.contract.retention import RetentionState, RetentionStep
from services.contract.week_enums import MessageState, SurveyState
from services.db.base import Base
from services.db.types import Id, Instant
from services.ids import new_id
from services.retention.rules import ANNOUNCED_DAYS, Facts, borders
from tests.bench.service.bulk import Bulk, Row

WEEKS: Final = 4
"""Weeks that each was asked, with an answer for each."""
_SEALED: Final = bytes(400)
_NOBODY: Final = UUID(int=0)
_WEEK: Final = timedelta(weeks=1)
ZONE: Final = ZoneInfo("Europe/Paris")
Life = tuple[UUID, datetime]


@dataclass(frozen=True)
class Place:
    """Where they were followed."""

    centre_id: UUID
    unit_id: UUID


def noon(day: date) -> datetime:
    """Noon where the centre stands."""
    return datetime.combine(day, time(12), ZONE)


def lives(count: int, today: date, oldest: int) -> list[Life]:
    """So many patients, each with the instant of their last use: from yesterday evenly back to
    `oldest` days ago.
    """
    at = noon(today)
    return [(new_id(), at - timedelta(days=1 + number % oldest)) for number in range(count)]


def write(bulk: Bulk, place: Place, those: Sequence[Life]) -> None:
    """All that is kept of them, table by table."""
    for table, rows in _TABLES.items():
        bulk.insert(table, (whole(table, place, row) for life in those for row in rows(*life)))


def archive_them(bulk: Bulk, place: Place, those: Sequence[Life], today: date) -> None:
    """They are archived, and have been told long enough of an erasure that is due today."""
    rows, announced = [], []
    for patient_id, used_at in those:
        used_on = used_at.date()
        archived_on = borders(Facts(False, used_on, used_on, used_on, None)).archive_on
        facts = Facts(False, used_on, used_on, used_on, archived_on)
        ends = borders(facts)
        rows.append({
            "patient_id": patient_id,
            "state": RetentionState.ARCHIVED,
            "idle_since": used_on,
            "archived_on": archived_on,
            "last_use_on": used_on,
            "last_survey_on": used_on,
            "inactive_on": ends.inactive_on,
            "erase_on": ends.erase_on,
        })  # fmt: skip
        announced.append({
            "patient_id": patient_id,
            "step": RetentionStep.ERASE,
            "border_on": ends.erase_on,
            "due_on": ends.erase_on,
            "announced_at": noon(today - timedelta(days=ANNOUNCED_DAYS)),
            "days_stood": ANNOUNCED_DAYS,
            "counted_on": today,
        })  # fmt: skip
    bulk.insert("retention", (whole("retention", place, row) for row in rows))
    table = "retention_announcement"
    bulk.insert(table, (whole(table, place, row) for row in announced))


def _patient(patient_id: UUID, at: datetime) -> Iterator[Row]:
    begun = at - WEEKS * _WEEK
    yield {
        "id": patient_id,
        "monitoring": Monitoring.ENDED,
        "episode_started_at": begun,
        "created_at": begun,
    }


def _week_ids(patient_id: UUID) -> Iterator[tuple[int, UUID]]:
    for week in range(WEEKS):
        yield week, UUID(int=patient_id.int ^ (week + 1 << 60))


def _answers(patient_id: UUID, at: datetime) -> Iterator[Row]:
    for week, answer_id in _week_ids(patient_id):
        then = at - week * _WEEK
        row = {"id": answer_id, "patient_id": patient_id, "content_hash": answer_id.bytes}
        yield row | {"authored_at": then, "received_at": then, "completed": True}


def _windows(patient_id: UUID, at: datetime) -> Iterator[Row]:
    for week, answer_id in _week_ids(patient_id):
        then = at - week * _WEEK
        yield {
            "patient_id": patient_id,
            "week": then.date(),
            "opens_on": then.date(),
            "opens_at": then,
            "state": SurveyState.ANSWERED,
            "answer_id": answer_id,
            "answered_at": then,
        }


def _alert(patient_id: UUID, at: datetime) -> Iterator[Row]:
    yield {"id": _of(patient_id), "patient_id": patient_id, "state": AlertState.CLOSED,
           "received_at": at, "closed_at": at}  # fmt: skip


def _act(patient_id: UUID, at: datetime) -> Iterator[Row]:
    yield {"patient_id": patient_id, "alert_id": _of(patient_id), "kind": ActionKind.CLOSE,
           "at": at}  # fmt: skip


def _messages(patient_id: UUID, at: datetime) -> Iterator[Row]:
    for _ in range(WEEKS):
        yield {"patient_id": patient_id, "state": MessageState.SENT, "created_at": at,
               "settled_at": at}  # fmt: skip


def _of_patient(name: str, **more: Any) -> Callable[[UUID, datetime], Iterator[Row]]:
    def _row(patient_id: UUID, at: datetime) -> Iterator[Row]:
        yield {"patient_id": patient_id, name: at} | more

    return _row


def _session(patient_id: UUID, at: datetime) -> Iterator[Row]:
    yield {"patient_id": patient_id, "invitation_id": _of(patient_id), "secret_hash":
           patient_id.bytes, "last_act_at": at}  # fmt: skip


def _invitation(patient_id: UUID, at: datetime) -> Iterator[Row]:
    yield {"id": _of(patient_id), "patient_id": patient_id, "made_at": at, "code_hash":
           patient_id.bytes, "ended_at": at}  # fmt: skip


def _archive(patient_id: UUID, at: datetime) -> Iterator[Row]:
    row = {"id": _of(patient_id), "patient_id": patient_id, "archived_at": at}
    yield row | {"settled_at": at, "informed_at": at}


def _due(patient_id: UUID, at: datetime) -> Iterator[Row]:
    due = {"archive_id": _of(patient_id), "patient_id": patient_id, "due_at": at}
    yield due | {"state": CareReportState.MADE, "attempts": 0}


def _of(patient_id: UUID) -> UUID:
    """The identifier of the one row of a patient in each table that others refer to."""
    return UUID(int=patient_id.int ^ 1)


_TABLES: Final[dict[str, Callable[[UUID, datetime], Iterator[Row]]]] = {
    "patient": _patient,
    "answer": _answers,
    "alert": _alert,
    "alert_act": _act,
    "survey_window": _windows,
    "message": _messages,
    "consent": _of_patient("at", collected_by=_NOBODY),
    "enrolment": _of_patient("changed_at"),
    "invitation": _invitation,
    "portal_session": _session,
    "archive": _archive,
    "end_of_care_due": _due,
}
TABLES: Final = (*_TABLES, "retention", "retention_announcement")
"""Every table that has rows of them, the referred ones first."""
_FITTING: Final[dict[type, Callable[[], Any]]] = {
    Id: new_id,
    Instant: lambda: noon(date(2020, 1, 1)),
    Date: lambda: date(2020, 1, 1),
    LargeBinary: lambda: _SEALED,
    JSON: dict,
    Boolean: lambda: False,
    String: lambda: "x",
}


def whole(table: str, place: Place, row: Row) -> Row:
    """Every column of a row: what is said of it, and something that fits where there must be."""
    whole = dict(_ground(table))
    whole |= {name: value for name, value in (("centre_id", place.centre_id),
              ("unit_id", place.unit_id)) if name in whole}  # fmt: skip
    if "id" in whole and "id" not in row:
        whole["id"] = new_id()
    return whole | row


_GROUNDS: dict[str, Row] = {}


def _ground(table: str) -> Row:
    if table not in _GROUNDS:
        _GROUNDS[table] = {
            column.name: None if column.nullable else _value(column.type)
            for column in Base.metadata.tables[table].columns
        }
    return _GROUNDS[table]


def _value(kind: Any) -> Any:
    if isinstance(kind, Enum):
        return next(iter(kind.enum_class or ["x"]))
    return next((make() for each, make in _FITTING.items() if isinstance(kind, each)), 1)
