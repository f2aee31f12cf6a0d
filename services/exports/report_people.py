"""Who a report is about, where they are followed, and who asked for it."""

from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.contract.patients import PatientHeader
from services.contract.people import PersonLabel
from services.contract.reports import ReportCentre, ReportIdentity, ReportRequester
from services.db.tables.accounts import Account
from services.db.tables.centres import Centre, Unit
from services.files.query import FileQuery
from services.security.caller import Caller

INS_DEMONSTRATION: Final = "1.2.250.1.213.1.4.11"
_INS_NIR: Final = "1.2.250.1.213.1.4.8"
_INS_NIA: Final = "1.2.250.1.213.1.4.9"
_PERMANENT: Final = ("1", "2")
"""With what the number of somebody registered for good begins; other numbers are waited with."""
_CENTRE: Final = select(Centre.name, Centre.zone, Centre.demonstration).where(
    Centre.id == bindparam("centre_id")
)
_UNIT: Final = select(Unit.name).where(Unit.id == bindparam("unit_id"))
_REQUESTER: Final = select(
    Account.id, Account.name, Account.initials, Account.title, Account.profession, Account.rpps
).where(Account.id == bindparam("account_id"))


def report_identity(header: PatientHeader, *, is_demonstration: bool) -> ReportIdentity:
    """The identity, with the INS where it is qualified (decision 29)."""
    return ReportIdentity(
        label=header.label,
        birth_name=header.birth_name,
        civility=header.civility,
        identity_status=header.identity_status,
        ins=header.ins,
        ins_system=_system(header.ins, is_demonstration=is_demonstration),
        birthplace=None,
        monitoring=header.monitoring,
        disease=header.disease,
        oncologist=header.oncologist,
        ended_on=header.ended_on,
        died_on=header.died_on,
    )


def report_centre(query: FileQuery, header: PatientHeader) -> tuple[ReportCentre, bool]:
    """The centre with the unit of the patient, and whether everybody in it is invented."""
    centre_id = query.caller.centre_id
    row = query.session.execute(_CENTRE, {"centre_id": centre_id}).one()
    unit = query.session.scalar(_UNIT, {"unit_id": header.unit_id})
    centre = ReportCentre(id=centre_id, name=row.name, finess=None, unit=unit, zone=row.zone)
    return centre, row.demonstration


def report_requester(session: Session, caller: Caller) -> ReportRequester:
    """The person with the role in which they asked."""
    row = session.execute(_REQUESTER, {"account_id": caller.person}).one()
    return ReportRequester(
        person=PersonLabel(id=row.id, name=row.name, initials=row.initials, title=row.title),
        role=caller.role,
        profession=row.profession,
        rpps=row.rpps,
    )


def _system(ins: str | None, *, is_demonstration: bool) -> str | None:
    if ins is None:
        return None
    if is_demonstration:
        return INS_DEMONSTRATION
    return _INS_NIR if ins.startswith(_PERMANENT) else _INS_NIA
