"""What each format holds, and for what somebody may be named."""

from collections.abc import Mapping, Sequence
from typing import Final

from reports.cda import fields as cda
from reports.csv import tables as csv
from reports.fhir import fields as fhir
from reports.fields import Field
from reports.pdf import fields as pdf
from reports.xdm import fields as xdm
from services.contract.cohorts import CohortFormat
from services.contract.export_fields import (
    CohortFields,
    ExportField,
    ExportFieldList,
    ExportFields,
)
from services.contract.exports import ExportFormat
from services.contract.report_enums import ExportPurpose
from services.exports.cohorts.fields import held
from services.exports.makers import offered

FIELDS: Final[Mapping[ExportFormat, Sequence[Field]]] = {
    ExportFormat.PDF: pdf.FIELDS,
    ExportFormat.CSV: csv.fields(),
    ExportFormat.FHIR: fhir.FIELDS,
    ExportFormat.CDA: (*cda.FIELDS, *pdf.FIELDS),
    ExportFormat.XDM: (*xdm.FIELDS, *cda.FIELDS, *pdf.FIELDS),
}
IDENTIFYING: Final[frozenset[ExportPurpose]] = frozenset(
    {
        ExportPurpose.HOSPITAL_RECORD,
        ExportPurpose.CARE_CONTINUITY,
        ExportPurpose.END_OF_FOLLOW_UP,
        ExportPurpose.PATIENT_ACCESS,
        ExportPurpose.END_OF_CONTRACT,
    }
)
"""Purposes for which a person may be named; one that is not among them allows no such field."""


def allows(purpose: ExportPurpose, wanted: ExportFormat) -> bool:
    """Whether a format may be made for a purpose."""
    return purpose in IDENTIFYING or not any(each.identifies for each in FIELDS[wanted])


def field_list() -> ExportFieldList:
    """All of them."""
    return ExportFieldList(
        formats=[
            ExportFields(format=each, fields=[_told(one) for one in FIELDS[each]])
            for each in offered()
        ],
        cohorts=[
            CohortFields(format=each, fields=[_told(one) for one in held(each)])
            for each in CohortFormat
        ],
        identifying_purposes=[each for each in ExportPurpose if each in IDENTIFYING],
    )


def _told(field: Field) -> ExportField:
    return ExportField(
        part=field.part,
        elements=list(field.elements),
        blocks=list(field.blocks),
        french=field.french,
        english=field.english,
        identifies=field.identifies,
        kind=field.kind,
    )
