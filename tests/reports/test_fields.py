"""The lists of fields are those of the files: nothing is written that is not told, and nothing is
told that is never written.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from reports.cda.document import cda_of
from reports.cda.fields import FIELDS as CDA
from reports.csv.tables import DICTIONARY_FILE, SCHEMA_FILE, csv_of, fields
from reports.fhir.document import fhir_of
from reports.fhir.fields import EVERY
from reports.fhir.fields import FIELDS as FHIR
from reports.fields import Field
from reports.header import Edition
from reports.pdf.document import content
from reports.pdf.fields import FIELDS as PDF
from reports.xdm.fields import FIELDS as XDM
from reports.xdm.registry import metadata
from resources.csv_text import BYTE_ORDER_MARK
from services.contract.report_enums import ReportBlock
from services.contract.reports import Report
from tests.reports.test_cda import parsed
from tests.samples import reports

Element = tuple[str, str]
_LOOKS = {"words", "colours", "language", "blocks", "is-long"}
"""What the template is told of itself, not of anybody."""


def _samples() -> list[Report]:
    """Among them one who has died, an event that went on for some days, more alerts than a page
    has room for, and something that could not be opened.
    """
    typical = reports.typical()
    happened = [each for each in typical.summary.events if each.event is not None]
    longer = happened[0].model_copy(update={"until": "2025-10-02"})
    dead = typical.model_copy(
        update={
            "patient": reports.identity(died_on=date(2025, 11, 1)),
            "alerts": typical.alerts * 4,
            "could_not_open": ("notes",),
            "summary": typical.summary.model_copy(update={"events": (longer, *happened)}),
        }
    )
    return [typical, dead, reports.hostile("x"), *(_with(each) for each in ReportBlock)]


def _with(block: ReportBlock) -> Report:
    """The usual one with one block alone."""
    held = reports.typical()
    has_words = block is ReportBlock.COMMENTS
    surveys = tuple(each.model_copy(update={"comment": None}) for each in held.surveys)
    alerts = tuple(
        alert.model_copy(
            update={
                "acts": tuple(
                    act.model_copy(update={"text": None, "other": None}) for act in alert.acts
                )
            }
        )
        for alert in held.alerts
    )
    return held.model_copy(
        update={
            "blocks": (block,),
            "surveys": surveys if block is ReportBlock.SURVEYS else (),
            "alerts": alerts if block is ReportBlock.ACTIONS else (),
            "notes": held.notes if has_words else (),
            "forms": held.forms if block is ReportBlock.SURVEYS else (),
        }
    )


def _of_csv(report: Report) -> Iterator[Element]:
    for file, made in csv_of(report).items():
        if file not in (DICTIONARY_FILE, SCHEMA_FILE):
            names = made.removeprefix(BYTE_ORDER_MARK).split(b"\r\n", 1)[0].decode()
            yield from ((file, name) for name in names.split(";"))


def _of_fhir(report: Report) -> Iterator[Element]:
    every = {name for each in FHIR if each.part == EVERY for name in each.elements}
    own = {(each.part, name) for each in FHIR for name in each.elements}
    for entry in json.loads(fhir_of(report))["entry"]:
        kind = entry["resource"]["resourceType"]
        for name, value in entry["resource"].items():
            if name == "extension":
                for each in value:
                    yield kind, f"extension[{each['url'].rsplit('/', 1)[-1]}]"
            else:
                is_common = name in every and (kind, name) not in own
                yield (EVERY if is_common else kind), name


def _of_pdf(report: Report) -> Iterator[Element]:
    for name, value in content(report, {}).items():
        if name == "missing":
            yield "origin", name
        elif name not in _LOOKS:
            yield from ((name, each) for each in _keys(value, ""))


def _keys(value: object, above: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _keys(each, f"{above}.{name}".lstrip("."))
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for each in value:
            yield from _keys(each, above)
    elif value:
        yield above


def _of_cda(report: Report) -> Iterator[Element]:
    document = parsed(cda_of(report, b"%PDF-", Edition(2, report.id, report.id)))
    for leaf in document.iter():
        if len(leaf) == 0:
            path = [each.tag.rpartition("}")[2] for each in (leaf, *leaf.iterancestors())][-2::-1]
            part = path[0] if path[0] in {each.part for each in CDA} else "ClinicalDocument"
            yield part, "/".join(path if part == "ClinicalDocument" else path[1:])


def _of_xdm(report: Report) -> Iterator[Element]:
    tree = parsed(metadata(report, b"x"))
    for each in tree.xpath("//*[local-name()='Slot']/@name"):
        yield "METADATA.XML", str(each)
    path = "//*[local-name()='ExternalIdentifier']/*[local-name()='Name']/*/@value"
    for each in tree.xpath(path):
        yield "METADATA.XML", str(each)
    # Two short texts beside them, which no test takes apart; `test_xdm.py` reads both.
    yield from (("INDEX.HTM, README.TXT", name) for name in ("title", "centre", "version"))


@pytest.mark.parametrize(
    ("told", "written"),
    [
        pytest.param(fields(), _of_csv, id="csv"),
        pytest.param(FHIR, _of_fhir, id="fhir"),
        pytest.param(PDF, _of_pdf, id="pdf"),
        pytest.param(CDA, _of_cda, id="cda"),
        pytest.param(XDM, _of_xdm, id="xdm"),
    ],
)
def test_what_is_written_is_what_is_told(
    told: tuple[Field, ...], written: Callable[[Report], Iterator[Element]]
):
    never = {(each.part, name) for each in told for name in each.elements}
    for report in _samples():
        for part, name in set(written(report)):
            field, element = _field_of(told, part, name)
            is_asked = not field.blocks or set(field.blocks) & set(report.blocks)
            assert is_asked, f"{part}.{name} with {report.blocks}"
            never.discard((part, element))
    assert never == set()


def _field_of(told: tuple[Field, ...], part: str, name: str) -> tuple[Field, str]:
    """The field to which an element belongs: by its own name, else by that of what holds it."""
    ways = [
        (field, element)
        for field in told
        if field.part == part
        for element in field.elements
        if name == element or name.startswith((f"{element}.", f"{element}/"))
    ]
    assert ways, f"{part}.{name} is written and not told"
    return max(ways, key=lambda way: len(way[1]))


@pytest.mark.parametrize("told", [fields(), FHIR, PDF, CDA, XDM])
def test_whatever_holds_a_name_is_told_to_identify(told: tuple[Field, ...]):
    assert any(each.identifies for each in told)
    assert all(each.french and each.english for each in told)
    assert len({(each.part, name) for each in told for name in each.elements}) == sum(
        len(each.elements) for each in told
    )
