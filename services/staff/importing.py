"""Staff from a CSV file: each line is invited like anybody else, whole or not at all.

A rehearsal does the same and takes it back. The file is read with `;` or `,`, in either language;
units are named, several parted by `|`.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Final

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contract.enums import Role
from services.contract.problems import FieldProblem
from services.contract.staff import (
    MOST_IMPORTED,
    Asked,
    ImportAsk,
    ImportOutcome,
    InviteAsk,
    PersonAsked,
    RoleAsked,
    StaffImportLine,
    StaffImportReport,
)
from services.db.tables.centres import Unit
from services.edge.writes import Done
from services.errors import ServiceError
from services.staff import people
from services.staff.inviting import invite
from services.staff.work import StaffWork, require_admin

_COLUMNS: Final = {
    "name": "name", "nom": "name",
    "username": "username", "identifiant": "username",
    "email": "email", "courriel": "email", "e-mail": "email",
    "role": "role", "rôle": "role",
    "units": "units", "unites": "units", "unités": "units",
    "rpps": "rpps",
    "title": "title", "titre": "title",
    "phone": "phone", "telephone": "phone", "téléphone": "phone",
    "specialty": "specialty", "specialite": "specialty", "spécialité": "specialty",
    "ends_on": "ends_on", "fin": "ends_on",
}  # fmt: skip
_ROLES: Final = {
    "infirmier": Role.NURSE, "infirmière": Role.NURSE, "infirmiere": Role.NURSE,
    "oncologue": Role.ONCOLOGIST,
    "responsable": Role.MANAGER,
    "administrateur": Role.ADMIN, "administratrice": Role.ADMIN,
    "dpo": Role.PRIVACY_OFFICER,
}  # fmt: skip
_NEEDED: Final = ("name", "username", "email", "role")
_PARTED: Final = "|"


class _Rehearsed(Exception):
    """Everything is taken back."""


def import_staff(work: StaffWork, ask: ImportAsk) -> Done:
    """What became of each line; raises 403, 422 for a file that is none."""
    require_admin(work.session, work.caller)
    rows = list(_rows(ask.csv))
    units = _units(work.session)
    lines: list[StaffImportLine] = []
    try:
        with work.session.begin_nested():
            lines += [_invited(work, ask, number, row, units) for number, row in rows]
            if ask.is_rehearsal:
                raise _Rehearsed
    except _Rehearsed:
        pass
    return Done(StaffImportReport(is_rehearsal=ask.is_rehearsal, lines=lines))


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Lines that hold something, by the columns that are known."""
    first = text.lstrip("\ufeff").splitlines()[0] if text.strip() else ""
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter, strict=True)
    try:
        table = [(reader.line_num, row) for row in reader]
    except csv.Error:
        raise _refused("not_csv") from None
    if not table:
        raise _refused("not_csv")
    names = [_COLUMNS.get(each.strip().casefold(), "") for each in table[0][1]]
    missing = [each for each in _NEEDED if each not in names]
    if missing or len([each for each in names if each]) != len({each for each in names if each}):
        raise _refused("columns")
    filled = [(number, row) for number, row in table[1:] if any(cell.strip() for cell in row)]
    if len(filled) > MOST_IMPORTED:
        raise _refused("too_many")
    for number, row in filled:
        yield (
            number,
            {name: cell.strip() for name, cell in zip(names, row, strict=False) if name}
            | {"": "long" if len(row) > len(names) else ""},
        )


def _invited(
    work: StaffWork, ask: ImportAsk, number: int, row: dict[str, str], units: dict[str, Unit]
) -> StaffImportLine:
    name = row.get("name") or None
    try:
        wanted = _ask_of(row, units, ask.words)
        with work.session.begin_nested():
            done = invite(work, wanted)
    except ServiceError as refused:
        reasons = [
            f"{each.field.rpartition('.')[2]}: {each.reason}" for each in refused.errors or []
        ]
        return StaffImportLine(
            line=number,
            name=name,
            outcome=ImportOutcome.REFUSED,
            reasons=reasons or [str(refused.code)],
        )
    waits = isinstance(done.reply, Asked) and done.reply.approval_id is not None
    outcome = ImportOutcome.WAITS if waits else ImportOutcome.INVITED
    return StaffImportLine(line=number, name=name, outcome=outcome, reasons=[])


def _ask_of(row: dict[str, str], units: dict[str, Unit], words: str) -> InviteAsk:
    """What a line asks for; raises `ServiceError` with the columns that are refused."""
    problems = [FieldProblem(field=name, reason="missing") for name in _NEEDED if not row.get(name)]
    if row[""]:
        problems.append(FieldProblem(field="line", reason="too_many_cells"))
    role = _role(row.get("role", ""))
    if role is None and row.get("role"):
        problems.append(FieldProblem(field="role", reason="unknown"))
    named = [
        each.strip().casefold() for each in row.get("units", "").split(_PARTED) if each.strip()
    ]
    if any(each not in units for each in named):
        problems.append(FieldProblem(field="units", reason="unknown"))
    ends_on = _day(row.get("ends_on", ""))
    if ends_on is None and row.get("ends_on"):
        problems.append(FieldProblem(field="ends_on", reason="not_a_day"))
    if problems or role is None:
        raise people.refused(problems)
    try:
        person = PersonAsked(
            name=row["name"],
            username=row["username"],
            email=row["email"],
            title=row.get("title") or None,
            phone=row.get("phone") or None,
            rpps=row.get("rpps") or None,
            specialty=row.get("specialty") or None,
        )
    except ValidationError as wrong:
        found = {str(each["loc"][0]) for each in wrong.errors()}
        raise people.refused(
            FieldProblem(field=name, reason="not_one_line") for name in sorted(found)
        ) from None
    asked = RoleAsked(role=role, unit_ids=[units[each].id for each in named], ends_on=ends_on)
    return InviteAsk(person=person, role=asked, words=words)


def _role(typed: str) -> Role | None:
    word = typed.casefold()
    if word in _ROLES:
        return _ROLES[word]
    return next((each for each in Role if each.value == word), None)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _units(session: Session) -> dict[str, Unit]:
    """The units of the centre that somebody may work in, by name."""
    rows = session.scalars(select(Unit).where(Unit.synthetic.is_(False), Unit.ended_at.is_(None)))
    return {row.name.casefold(): row for row in rows}


def _refused(reason: str) -> ServiceError:
    return people.refused([FieldProblem(field="csv", reason=reason)])
