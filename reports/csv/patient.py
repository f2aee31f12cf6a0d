"""Who a line is about: the columns with which each table begins."""

from collections.abc import Callable
from typing import Final, TypeVar

from reports.csv.columns import Column, Kind, Value
from reports.national import birth_name, ins_of
from services.contract.reports import Report

Row = TypeVar("Row")


def _ins(report: Report) -> Value:
    ins = ins_of(report)
    return None if ins is None else ins.value


def _oid(report: Report) -> Value:
    ins = ins_of(report)
    return None if ins is None else ins.oid


_FACTS: Final[tuple[tuple[str, Kind, str, str, Callable[[Report], Value]], ...]] = (
    (
        "patient_id",
        Kind.ID,
        "Patient dans Vigie",
        "Patient in Vigie",
        lambda r: r.patient.label.id,
    ),
    (
        "record_number",
        Kind.TEXT,
        "IPP de l'établissement",
        "Record number of the hospital",
        lambda r: r.patient.label.record_number,
    ),
    (
        "ins",
        Kind.TEXT,
        "INS, si l'identité est qualifiée",
        "INS, where the identity is qualified",
        _ins,
    ),
    ("ins_oid", Kind.TEXT, "OID de l'INS", "OID of the INS", _oid),
    ("birth_name", Kind.TEXT, "Nom de naissance", "Name at birth", birth_name),
    (
        "family_name",
        Kind.TEXT,
        "Nom utilisé",
        "Name in use",
        lambda r: r.patient.label.family_name,
    ),
    ("given_name", Kind.TEXT, "Prénom", "Given name", lambda r: r.patient.label.given_name),
    (
        "birth_date",
        Kind.DAY,
        "Date de naissance",
        "Date of birth",
        lambda r: r.patient.label.birth_date,
    ),
    ("sex", Kind.CODE, "Sexe", "Sex", lambda r: r.patient.label.sex.value),
)


def patient_columns(of: Callable[[Row], Report]) -> tuple[Column[Row], ...]:
    """The columns of the patient; `of` finds the report of a row."""
    return tuple(
        Column(name, kind, french, english, _of(of, read), identifies=True, of=of)
        for name, kind, french, english, read in _FACTS
    )


def _of(of: Callable[[Row], Report], read: Callable[[Report], Value]) -> Callable[[Row], Value]:
    return lambda row: read(of(row))
