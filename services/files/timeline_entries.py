"""Lines of a timeline opened, named and in the words of the contract."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from services.alerts import history
from services.alerts.explanations import told
from services.alerts.lead_symptoms import lead_symptoms
from services.alerts.surveys import content_of
from services.archiving.rows import open_detail
from services.centres.people import people, roles
from services.contract.alerts import AlertAction
from services.contract.archive_enums import FollowUpStep
from services.contract.enums import EntrySource, Role, TimelineKind
from services.contract.messages import MessageMark
from services.contract.patient_file import TimelineEntry, TreatmentMark
from services.contract.people import PersonLabel
from services.contract.record import NoteContent
from services.contract.timeline_marks import ConsentMark
from services.db.tables.alerts import Alert, AlertAct
from services.db.tables.enrolment import Consent
from services.db.tables.messages import Message
from services.db.tables.record import RecordEntry
from services.files.follow_up_steps import Step, mark_of
from services.files.query import FileQuery
from services.files.timeline_sources import Line, Mark
from services.record import entries
from services.record.treatment_rows import name_of, note_of
from services.security.ciphers import Cipher


@dataclass(frozen=True)
class _Opened:
    """What all lines of a page need."""

    cipher: Cipher
    named: Mapping[UUID, PersonLabel]
    roles: Mapping[UUID, Role]
    actions: Mapping[UUID, AlertAction]

    def author(self, account_id: UUID | None) -> dict[str, Any]:
        """Who wrote a line, and as what."""
        if account_id is None:
            return {}
        return {"author": self.named.get(account_id), "role": self.roles.get(account_id)}

    def teller(self, account_id: UUID | None) -> dict[str, Any]:
        """Who wrote a line down in the console; None is the patient, on their own pages."""
        if account_id is None:
            return {"role": Role.PATIENT}
        return self.author(account_id) | {"source": EntrySource.CONSOLE}


_NOTHING: Final[dict[str, Any]] = {
    name: [] if name == "leads" else None
    for name in TimelineEntry.model_fields
    if name not in ("id", "kind", "at", "is_day_only", "unreadable")
}


def entries_shown(query: FileQuery, lines: Sequence[Line]) -> list[TimelineEntry]:
    """The entries in the same order."""
    acts = [line.row for line in lines if isinstance(line.row, AlertAct)]
    rows = [line.row for line in lines if isinstance(line.row, RecordEntry)]
    writers = {_writer(line) for line in lines} | entries.authors(rows)
    persons = {each for each in writers | history.persons_in(acts) if each is not None}
    named, cipher = people(query.session, persons), query.cipher()
    opened = _Opened(
        cipher,
        named,
        roles(query.session, query.caller.centre_id, persons),
        {each.id: each for each in _actions(query, cipher, acts, named)},
    )
    return [_entry(line, opened) for line in lines]


def _writer(line: Line) -> UUID | None:
    """Who wrote down what has no other name than this one."""
    match line.row:
        case Step() as step:
            return step.by
        case Consent() as consent:
            return consent.collected_by
    is_answer = line.kind is TimelineKind.ANSWER
    return line.row.submitted_by if is_answer else None


def _actions(
    query: FileQuery, cipher: Cipher, acts: Sequence[AlertAct], named: Mapping[UUID, PersonLabel]
) -> list[AlertAction]:
    received = history.received_at(query.session, {act.alert_id for act in acts})
    undone = history.undone_among(query.session, [act.id for act in acts])
    return history.shown(acts, cipher, named, received, undone)


def _entry(line: Line, opened: _Opened) -> TimelineEntry:
    match line.row:
        case Alert() as alert:
            said = _alert(alert, opened)
        case AlertAct() as act:
            said = _act(act, opened)
        case RecordEntry() as entry:
            said = _of_record(entry, opened)
        case Mark() as mark:
            said = _treatment(mark, opened)
        case Message() as message:
            said = _message(message)
        case Step() as step:
            said = _follow_up(step, opened)
        case Consent() as consent:
            said = _consent(consent, opened)
        case answer:
            said = _answer(answer, opened)
    known = {"id": line.id, "kind": line.kind, "at": line.at, "is_day_only": False}
    return TimelineEntry(**_NOTHING | known | said)


def _answer(answer: Any, opened: _Opened) -> dict[str, Any]:
    content = content_of(answer, opened.cipher)
    author = opened.author(answer.submitted_by) or {"role": Role.PATIENT}
    return author | {
        "channel": answer.channel,
        "outcome": answer.outcome,
        "text": None if content is None else content.comment,
        "unreadable": content is None,
    }


def _alert(alert: Alert, opened: _Opened) -> dict[str, Any]:
    explanation = told(opened.cipher, alert)
    return {
        "role": Role.SYSTEM,
        "level": alert.level,
        "alert_kind": alert.kind,
        "state": alert.state,
        "leads": [] if explanation is None else lead_symptoms(explanation),
        "thread": alert.id,
        "unreadable": explanation is None,
    }


def _act(act: AlertAct, opened: _Opened) -> dict[str, Any]:
    action = opened.actions[act.id]
    return opened.author(act.by) | {
        "source": EntrySource.CONSOLE,
        "action": action,
        "text": action.text,
        "thread": act.alert_id,
        "unreadable": action.unreadable,
    }


def _of_record(row: RecordEntry, opened: _Opened) -> dict[str, Any]:
    entry = entries.shown(opened.cipher, row, opened.named)
    return opened.author(row.recorded_by) | {
        "is_day_only": True,
        "date_known": entry.began_on,
        "source": row.source,
        "entry": entry,
        "text": entry.content.text if isinstance(entry.content, NoteContent) else None,
        "unreadable": entry.content is None,
    }


def _message(message: Message) -> dict[str, Any]:
    """That it was written, and what became of it; its words are fixed, its code is secret."""
    return {
        "role": Role.SYSTEM,
        "message": MessageMark(
            kind=message.kind,
            channel=message.channel,
            state=message.state,
            fault=message.fault,
        ),
    }


def _follow_up(step: Step, opened: _Opened) -> dict[str, Any]:
    said = opened.teller(step.by) | {"follow_up": mark_of(step)}
    if step.step is not FollowUpStep.ENDED:
        return said
    detail = open_detail(opened.cipher, step.archive)
    is_lost = step.archive.detail is not None and detail is None
    return said | {"text": detail, "unreadable": is_lost}


def _consent(consent: Consent, opened: _Opened) -> dict[str, Any]:
    return opened.teller(consent.collected_by) | {
        "consent": ConsentMark(
            kind=consent.kind, choice=consent.choice, collection=consent.collection
        )
    }


def _treatment(mark: Mark, opened: _Opened) -> dict[str, Any]:
    cycle = mark.cycle
    name = name_of(opened.cipher, mark.line)
    note = None if cycle is None else note_of(opened.cipher, cycle)
    is_note_lost = cycle is not None and cycle.note is not None and note is None
    return {
        "is_day_only": True,
        "date_known": mark.on.isoformat(),
        "treatment": TreatmentMark(
            line_id=mark.line.id,
            name=name,
            number=mark.line.number,
            cycle=None if cycle is None else cycle.number,
            note=note,
            is_end=mark.is_end,
        ),
        "unreadable": name is None or is_note_lost,
    }
