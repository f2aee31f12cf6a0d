"""Staff from a CSV file: each line is invited like anybody else, whole or not at all.

A rehearsal does the same and takes it back. The file is read with `;` or `,`, in either language;
units are named, several parted by `|`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import select

from services.contract.problems import ProblemCode
from services.contract.staff import (
    MOST_UNITS,
    Asked,
    ImportAsk,
    ImportColumn,
    ImportFault,
    ImportOutcome,
    InviteAsk,
    PersonAsked,
    RoleAsked,
    StaffImportLine,
    StaffImportReason,
    StaffImportReport,
)
from services.db.tables.centres import Unit
from services.edge.writes import Done
from services.errors import ServiceError
from services.staff.asking import Leads, leads_asked_about
from services.staff.import_file import NEEDED, ImportRow, day_of, role_of, table_of
from services.staff.inviting import invite
from services.staff.work import StaffWork, require_admin

_ASKED: Final = {"unit_ids": ImportColumn.UNITS}
"""Fields of an invitation that are called otherwise in a file."""
_SINGLE: Final = (ImportColumn.USERNAME, ImportColumn.EMAIL, ImportColumn.RPPS)
"""What belongs to one person alone."""


class _Rehearsed(Exception):
    """Everything is taken back."""


class _Faulty(Exception):
    """A line that is refused."""

    def __init__(self, reasons: list[StaffImportReason]) -> None:
        super().__init__()
        self.reasons = reasons


@dataclass
class _Import:
    """An import as it goes: what is known before its next line."""

    work: StaffWork
    words: str
    units: dict[str, Unit]
    waiting: Leads
    met: dict[ImportColumn, set[str]] = field(
        default_factory=lambda: {each: set() for each in _SINGLE}
    )
    made: list[UUID] = field(default_factory=list)
    """Accounts that were invited, and requests that wait."""


def import_staff(work: StaffWork, ask: ImportAsk) -> Done:
    """What became of each line; raises 403, 422 for a file that is none."""
    require_admin(work.session, work.caller, work.now)
    table = table_of(ask.csv)
    going = _Import(work, ask.words, _units(work), leads_asked_about(work))
    lines: list[StaffImportLine] = []
    try:
        with work.session.begin_nested():
            lines += [_became(going, row) for row in table.rows]
            if ask.is_rehearsal:
                raise _Rehearsed
    except _Rehearsed:
        pass
    report = StaffImportReport(is_rehearsal=ask.is_rehearsal, lines=lines, unread=table.unread)
    # The journal names each of them, as it does of whoever is invited alone.
    return Done(report, beside=() if ask.is_rehearsal else tuple(going.made))


def _became(going: _Import, row: ImportRow) -> StaffImportLine:
    """What became of a line, and what was understood of it."""
    reasons: list[StaffImportReason] = []
    outcome = ImportOutcome.REFUSED
    try:
        outcome = _invited(going, row)
    except _Faulty as faulty:
        reasons = faulty.reasons
    named = (going.units.get(each) for each in row.unit_names)
    return StaffImportLine(
        line=row.line,
        name=row.shown(ImportColumn.NAME),
        username=row.shown(ImportColumn.USERNAME),
        role=role_of(row.cell(ImportColumn.ROLE) or ""),
        units=[each.name for each in named if each is not None],
        ends_on=day_of(row.cell(ImportColumn.ENDS_ON) or ""),
        outcome=outcome,
        reasons=reasons,
    )


def _invited(going: _Import, row: ImportRow) -> ImportOutcome:
    asked = _ask_of(going, row)
    _require_once(going, row)
    if going.waiting.lead_to(asked.person):
        raise _Faulty([_reason(ImportColumn.LINE, ImportFault.ASKED_ALREADY)])
    try:
        with going.work.session.begin_nested():
            done = invite(going.work, asked, going.waiting)
    except ServiceError as refused:
        raise _Faulty(_reasons(refused)) from None
    if done.object_id is not None:
        going.made.append(done.object_id)
    waits = isinstance(done.reply, Asked) and done.reply.approval_id is not None
    return ImportOutcome.WAITS if waits else ImportOutcome.INVITED


def _require_once(going: _Import, row: ImportRow) -> None:
    """Whoever stands in the file twice is invited once: the first line holds."""
    typed = {each: (row.cell(each) or "").casefold() for each in _SINGLE}
    twice = [each for each, text in typed.items() if text and text in going.met[each]]
    for each, text in typed.items():
        going.met[each].add(text)
    if twice:
        raise _Faulty([_reason(each, ImportFault.TWICE) for each in twice])


def _ask_of(going: _Import, row: ImportRow) -> InviteAsk:
    """What a line asks for; raises `_Faulty` with the columns that are refused."""
    reasons = [_reason(each, ImportFault.MISSING) for each in NEEDED if row.cell(each) is None]
    if row.is_too_long:
        reasons.append(_reason(ImportColumn.LINE, ImportFault.TOO_MANY))
    role = role_of(row.cell(ImportColumn.ROLE) or "")
    if role is None and row.cell(ImportColumn.ROLE):
        reasons.append(_reason(ImportColumn.ROLE, ImportFault.UNKNOWN))
    named = row.unit_names
    if any(each not in going.units for each in named):
        reasons.append(_reason(ImportColumn.UNITS, ImportFault.UNKNOWN))
    elif len(named) > MOST_UNITS:
        reasons.append(_reason(ImportColumn.UNITS, ImportFault.TOO_MANY))
    ends_on = day_of(row.cell(ImportColumn.ENDS_ON) or "")
    if ends_on is None and row.cell(ImportColumn.ENDS_ON):
        reasons.append(_reason(ImportColumn.ENDS_ON, ImportFault.NOT_A_DAY))
    if reasons or role is None:
        raise _Faulty(reasons)
    asked = RoleAsked(role=role, unit_ids=[going.units[each].id for each in named], ends_on=ends_on)
    return InviteAsk(person=_person_of(row), role=asked, words=going.words)


def _person_of(row: ImportRow) -> PersonAsked:
    try:
        return PersonAsked(
            name=row.cell(ImportColumn.NAME) or "",
            username=row.cell(ImportColumn.USERNAME) or "",
            email=row.cell(ImportColumn.EMAIL) or "",
            title=row.cell(ImportColumn.TITLE),
            phone=row.cell(ImportColumn.PHONE),
            rpps=row.cell(ImportColumn.RPPS),
            specialty=row.cell(ImportColumn.SPECIALTY),
        )
    except ValidationError as wrong:
        found = sorted({str(each["loc"][0]) for each in wrong.errors()})
        raise _Faulty(
            [_reason(ImportColumn(each), ImportFault.NOT_ONE_LINE) for each in found]
        ) from None


def _reasons(refused: ServiceError) -> list[StaffImportReason]:
    """Why an invitation was refused, by columns; raises what concerns no line."""
    if refused.code is ProblemCode.STATE_FORBIDS:
        return [_reason(ImportColumn.LINE, ImportFault.KNOWN_HERE)]
    if refused.code is not ProblemCode.INVALID_BODY:
        raise refused
    return [_reason(_column(each.field), _fault(each.reason)) for each in refused.errors or []] or [
        _reason(ImportColumn.LINE, ImportFault.REFUSED)
    ]


def _column(path: str) -> ImportColumn:
    name = path.rpartition(".")[2]
    known: Iterable[str] = set(ImportColumn)
    return _ASKED.get(name) or (ImportColumn(name) if name in known else ImportColumn.LINE)


def _fault(reason: str) -> ImportFault:
    known: Iterable[str] = set(ImportFault)
    return ImportFault(reason) if reason in known else ImportFault.REFUSED


def _reason(column: ImportColumn, fault: ImportFault) -> StaffImportReason:
    return StaffImportReason(column=column, fault=fault)


def _units(work: StaffWork) -> dict[str, Unit]:
    """The units of the centre that somebody may work in, by name."""
    wanted = select(Unit).where(Unit.synthetic.is_(False), Unit.ended_at.is_(None))
    return {row.name.casefold(): row for row in work.session.scalars(wanted)}
