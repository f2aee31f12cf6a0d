"""Paging through a timeline gives what a plain sorted list would: no gap, nothing twice."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.alerts.explanations import seal_explanation
from services.alerts.unreadable import NO_EXPLANATION
from services.contract.answer_content import AnswerContent
from services.contract.archive_enums import ArchiveReason, InformedHow
from services.contract.enums import (
    ActionKind,
    AlertKind,
    AlertLevel,
    AlertState,
    AnswerOutcome,
    Channel,
    TimelineKind,
)
from services.contract.record import EcogContent, EntryContent, NoteContent
from services.contract.week_enums import Collection, ConsentChoice, ConsentKind
from services.db.tables.alerts import Alert, AlertAct
from services.db.tables.answers import Answer
from services.db.tables.archiving import Archive
from services.db.tables.enrolment import Consent
from services.ids import new_id
from services.security.ciphers import Place
from tests.services.files.conftest import PatientFile
from tests.support.service import ServiceUnderTest, add_patient

PARIS = ZoneInfo("Europe/Paris")
# Two midnights of Paris, one of them behind a clock that went back, and what lies around them.
DAYS = (date(2025, 10, 26), date(2025, 10, 27), date(2025, 11, 3))
MIDNIGHTS = [datetime.combine(day, time(), PARIS).astimezone(UTC) for day in DAYS]
INSTANTS = [
    at + apart
    for at in MIDNIGHTS
    for apart in (timedelta(), timedelta(microseconds=1), -timedelta(microseconds=1))
]
SOURCES = (
    *("answer", "alert", "call", "note", "claim", "entry", "record_note", "line", "cycle"),
    *("consent", "undone", "resumed"),
)
KINDS = [
    TimelineKind(each)
    for each in ("answer", "alert", "call", "act", "note", "treatment", "follow_up", "consent")
]


@dataclass
class History:
    """The history of a new patient, written into the database and into a list."""

    file: PatientFile
    number: int
    model: list[tuple[datetime, UUID, TimelineKind]] = field(default_factory=list)
    alert_id: UUID | None = None

    def __post_init__(self) -> None:
        service = self.file.service
        self.file.whose = add_patient(
            service.context, service.centre.id, service.centre.units[0], self.number
        )

    def add(self, source: str, at: datetime, day: date) -> None:
        """Something of a source, at an instant or on a day."""
        midnight = datetime.combine(day, time(), PARIS).astimezone(UTC)
        match source:
            case "answer":
                self._note(at, self._answer(at), TimelineKind.ANSWER)
            case "alert":
                self._alert(at)
            case "call" | "note" | "claim":
                kind = TimelineKind.ACT if source == "claim" else TimelineKind(source)
                self._note(at, self._act(ActionKind(source), at), kind)
            case "entry":
                self._note(midnight, self._entry(EcogContent(grade=1), day), TimelineKind.RECORD)
            case "record_note":
                self._note(midnight, self._entry(NoteContent(text="a"), day), TimelineKind.NOTE)
            case "consent" | "undone" | "resumed":
                self._of_follow_up(source, at, midnight)
            case "line":
                self._note(midnight, self.file.line("FOLFOX", day), TimelineKind.TREATMENT)
            case _:
                line = self.file.line("FOLFIRI", day)
                self._note(midnight, line, TimelineKind.TREATMENT)
                cycle = self.file.cycle(line, 1, day)
                self._note(midnight, cycle, TimelineKind.TREATMENT)

    def expected(self, kinds: list[TimelineKind], until: date | None) -> list[str]:
        """The identifiers that a timeline should give, newest first."""
        end = until or date(2100, 1, 1)
        before = datetime.combine(end + timedelta(days=1), time(), PARIS)
        wanted = [
            each for each in self.model if each[0] < before and (not kinds or each[2] in kinds)
        ]
        return [str(each[1]) for each in sorted(wanted, reverse=True)]

    def _note(self, at: datetime, row_id: UUID, kind: TimelineKind) -> None:
        self.model.append((at, row_id, kind))

    def _entry(self, content: EntryContent, day: date) -> UUID:
        return self.file.note(content, day.isoformat())

    def _answer(self, at: datetime) -> UUID:
        answer_id = new_id()
        plain = AnswerContent().model_dump_json().encode()
        self.file.insert(
            Answer,
            {
                "id": answer_id,
                "questionnaire": "",
                "questionnaire_version": "",
                "rule_set_version": "default-2",
                "authored_at": at,
                "received_at": at,
                "channel": Channel.WEB,
                "outcome": AnswerOutcome.TECHNICAL,
                "completed": False,
                "content_hash": answer_id.bytes,
                "content": self.file.cipher.seal(Place("answer", "content", answer_id), plain),
            },
        )
        return answer_id

    def _alert(self, at: datetime) -> UUID:
        alert_id = new_id()
        self.file.insert(
            Alert,
            {
                "id": alert_id,
                "unit_id": self.file.service.centre.units[0],
                "kind": AlertKind.NOTICE,
                "level": AlertLevel.INFO,
                "rank": 4,
                "state": AlertState.CLOSED,
                "received_at": at,
                "due_at": at,
                "response_minutes": 60,
                "explanation": seal_explanation(self.file.cipher, alert_id, NO_EXPLANATION),
                "changed_at": at,
                "version": 1,
            },
        )
        self.alert_id = alert_id
        self._note(at, alert_id, TimelineKind.ALERT)
        return alert_id

    def _of_follow_up(self, source: str, at: datetime, later: datetime) -> None:
        """A consent, or an end; one that was told and left again is so at another instant, which
        may even lie before it.
        """
        if source == "consent":
            self._note(at, self._consent(at), TimelineKind.CONSENT)
            return
        nurse = self.file.service.centre.accounts["nurse"]
        became: dict[str, Any] = {"undone_at": at}
        if source == "resumed":
            told = {"informed_how": InformedHow.BY_PHONE, "informed_by": nurse}
            became = told | {"informed_at": later, "restored_at": later, "restored_by": nurse}
        archived = self._archive(at, became)
        self._note(at, archived, TimelineKind.FOLLOW_UP)
        for step in ("told", "resumed") if source == "resumed" else ():
            self._note(later, uuid5(archived, step), TimelineKind.FOLLOW_UP)

    def _consent(self, at: datetime) -> UUID:
        consent_id = new_id()
        self.file.insert(
            Consent,
            {
                "id": consent_id,
                "kind": ConsentKind.RESEARCH,
                "choice": ConsentChoice.OPPOSED,
                "notice": "",
                "notice_version": "1",
                "language": "fr",
                "collection": Collection.ON_PAPER,
                "at": at,
            },
        )
        return consent_id

    def _archive(self, at: datetime, became: dict[str, Any]) -> UUID:
        archive_id = new_id()
        self.file.insert(
            Archive,
            {
                "id": archive_id,
                "reason": ArchiveReason.TRANSFER,
                "archived_at": at,
                "archived_by": self.file.service.centre.accounts["nurse"],
                "hold_until": at,
                "before": {},
                "version": 1,
            }
            | became,
        )
        return archive_id

    def _act(self, kind: ActionKind, at: datetime) -> UUID:
        act_id = new_id()
        self.file.insert(
            AlertAct,
            {
                "id": act_id,
                "alert_id": self.alert_id or self._alert(at),
                "kind": kind,
                "by": self.file.service.centre.accounts["nurse"],
                "at": at,
                "codes": {},
                "before": {},
                "resulting_version": 1,
            },
        )
        return act_id


def _paged(file: PatientFile, limit: int, first: dict[str, Any], kinds: list[str]) -> list[str]:
    found: list[str] = []
    query: dict[str, Any] = {"limit": limit, "kind": kinds, "patient": file.whose} | first
    for _ in range(60):
        page = file.read("timeline", **query)
        assert len(page["items"]) <= limit
        found += [each["id"] for each in page["items"]]
        if page["next_cursor"] is None:
            return found
        query["cursor"] = page["next_cursor"]
    raise AssertionError("the pages have no end")


def test_pages_are_the_sorted_list_in_pieces(service: ServiceUnderTest):
    file, numbers = PatientFile(service), iter(range(100, 10_000))
    event = st.tuples(st.sampled_from(SOURCES), st.sampled_from(INSTANTS), st.sampled_from(DAYS))

    @given(
        events=st.lists(event, max_size=12),
        limit=st.integers(1, 5),
        kinds=st.lists(st.sampled_from(KINDS), max_size=2, unique=True),
        until=st.none() | st.sampled_from([*DAYS, date(2025, 10, 25)]),
    )
    @settings(
        max_examples=60 if service.context.database.is_sqlite else 15,
        suppress_health_check=[HealthCheck.too_slow],
    )
    def _holds(
        events: list[tuple[str, datetime, date]],
        limit: int,
        kinds: list[TimelineKind],
        until: date | None,
    ) -> None:
        history = History(file, next(numbers))
        for each in events:
            history.add(*each)
        first = {} if until is None else {"until": until.isoformat()}

        found = _paged(file, limit, first, [kind.value for kind in kinds])

        assert found == history.expected(kinds, until)

    _holds()
