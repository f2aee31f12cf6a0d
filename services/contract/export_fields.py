"""What each format of an export holds, field by field, and for which purposes (screens.md 3.8)."""

from services.contract.base import Reply
from services.contract.cohorts import CohortFormat
from services.contract.exports import ExportFormat
from services.contract.report_enums import ExportPurpose, ReportBlock


class ExportField(Reply):
    """One thing that a file says.

    `part` is the table, resource, header or block of pages that says it, `elements` the columns or
    elements in which it stands there. `blocks` are those of which each brings it along; empty: it
    is always there. `identifies`: it says who somebody is, or may: words can name anybody. `kind`:
    the type of a column of a table, in words of JSON Schema and its formats; empty for the rest.
    """

    part: str
    elements: list[str]
    blocks: list[ReportBlock]
    french: str
    english: str
    identifies: bool
    kind: str = ""


class ExportFields(Reply):
    """All that a format holds, in its order."""

    format: ExportFormat
    fields: list[ExportField]


class CohortFields(Reply):
    """All that a format of a whole unit holds, in its order."""

    format: CohortFormat
    fields: list[ExportField]


class ExportFieldList(Reply):
    """The fields of every format that is offered, and the purposes that allow those that identify;
    with any other purpose an export with such fields is refused as `identifying` (422). `cohorts`
    are those of exports of whole units.
    """

    formats: list[ExportFields]
    cohorts: list[CohortFields]
    identifying_purposes: list[ExportPurpose]
