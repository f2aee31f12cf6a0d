"""What a file holds, field by field: told before somebody asks for it, and held against what is
written (screens.md 3.8).
"""

from dataclasses import dataclass

from services.contract.report_enums import ReportBlock


@dataclass(frozen=True)
class Field:
    """One thing that a file says.

    `part` is the table, resource, header or block that says it, `elements` the columns or elements
    in which it stands there. `blocks` are those of which each brings it along; empty: always there.
    `identifies`: it says who somebody is, or may: words can name anybody. `kind`: the type of a
    column of a table.
    """

    part: str
    elements: tuple[str, ...]
    french: str
    english: str
    blocks: tuple[ReportBlock, ...] = ()
    identifies: bool = False
    kind: str = ""
