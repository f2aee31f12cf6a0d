"""The report of a patient as a FHIR R4 document `Bundle`: the same bytes for the same report.

A document holds all that it names: each reference is to a resource of the same bundle, and each
resource is named from the composition, by itself or by another.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from reports.fhir import narrative
from reports.fhir.alerts import issues, tasks
from reports.fhir.communications import communications
from reports.fhir.course import course, follow_up
from reports.fhir.observations import observations
from reports.fhir.parts import (
    Resource,
    begin,
    coding,
    concept,
    instant,
    loinc,
    own,
    own_identifier,
    period,
    refer,
)
from reports.fhir.people import (
    centre,
    known_people,
    patient,
    practitioner,
    requester_role,
    software,
)
from reports.fhir.responses import responses
from reports.national import REPORT_CODE, REPORT_NAME
from reports.plain import REPLACEMENT
from reports.voice import wording_of
from resources.wording import Wording
from services.contract.report_enums import ReportBlock
from services.contract.reports import Report

Said = Callable[[Wording, Report], Iterator[str]]

_BACKSLASH: Final = r"\\"
_EMPTY: Final = ':""'
"""In JSON a value without a letter; a quote inside a text has a backslash before it."""
_UNFIT: Final = re.compile(r"\\(?:\\|[bf]|u00[01][0-9a-f])|[\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""In JSON: control characters and half letters."""
_NOTHING: Final = coding("http://terminology.hl7.org/CodeSystem/list-empty-reason", "nilknown")
_SUMMARY: Final = "summary"
_SAID: Final[Mapping[str, tuple[Said, str, str]]] = {
    _SUMMARY: (narrative.summary, "report-course", "report-no-course"),
    ReportBlock.SURVEYS: (narrative.surveys, "report-surveys", "report-no-surveys"),
    ReportBlock.ACTIONS: (narrative.actions, "report-actions", "report-no-actions"),
    ReportBlock.COMMENTS: (narrative.comments, "report-comments", "report-no-comments"),
}


def fhir_of(report: Report) -> bytes:
    """The document as JSON in UTF-8; letters that FHIR does not take are replaced, and seen."""
    return text_of(bundle_of(report)).encode()


def text_of(resource: Resource) -> str:
    """A resource as JSON on one line, as above."""
    text = json.dumps(resource, ensure_ascii=False, separators=(",", ":"))
    return _UNFIT.sub(_fit, text).replace(_EMPTY, f':"{REPLACEMENT}"')


def resources_of(report: Report) -> list[Resource]:
    """All that the document names, without the composition that names it."""
    return _resources(report, _by_section(report))


def bundle_of(report: Report) -> Resource:
    """The document as it is written."""
    by_section = _by_section(report)
    resources = [_composition(report, by_section), *_resources(report, by_section)]
    return begin(report, "Bundle", "document") | {
        "language": report.language,
        "identifier": own_identifier(report.id),
        "type": "document",
        "timestamp": instant(report.made_at),
        "entry": [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in resources],
    }


def _resources(report: Report, by_section: Mapping[str, list[Resource]]) -> list[Resource]:
    return [
        patient(report),
        requester_role(report),
        *(practitioner(report, each) for each in known_people(report)),
        centre(report),
        software(report),
        *(each for section in by_section.values() for each in section),
    ]


def _by_section(report: Report) -> dict[str, list[Resource]]:
    """What each section names; a block that nobody asked for has none, and is no section."""
    measured = list(observations(report))
    surveys = [*responses(report), *(each for each in measured if "derivedFrom" in each)]
    of_summary = [each for each in measured if "derivedFrom" not in each]
    said = list(communications(report))
    comments = [each for each in said if "payload" in each]
    calls = [each for each in said if "payload" not in each]
    blocks = {
        ReportBlock.SURVEYS: surveys,
        ReportBlock.ACTIONS: [*issues(report), *tasks(report), *calls],
        ReportBlock.COMMENTS: comments,
    }
    found = {_SUMMARY: [follow_up(report), *course(report), *of_summary]}
    return found | {name.value: each for name, each in blocks.items() if name in report.blocks}


def _composition(report: Report, by_section: Mapping[str, list[Resource]]) -> Resource:
    wording = wording_of(report)
    asked = report.requester.person
    purpose = concept(
        own("export-purpose", report.purpose.value),
        text=wording.text(f"report-purpose-{report.purpose}"),
    )
    span = period(report.period.first, report.period.last)
    return begin(report, "Composition", "document") | {
        "language": report.language,
        "identifier": own_identifier(report.id),
        "status": "final",
        "type": concept(loinc(REPORT_CODE), text=REPORT_NAME),
        "subject": refer(report, "Patient", report.patient.label.id),
        "date": instant(report.made_at),
        "author": [
            refer(report, "PractitionerRole", asked.id, asked.name),
            refer(report, "Device", "vigie"),
        ],
        "title": wording.text("report-title"),
        "confidentiality": "N",
        "custodian": refer(report, "Organization", report.centre.id),
        "event": [{"code": [purpose], "period": span}],
        "section": [_section(report, wording, *each) for each in by_section.items()],
    }


def _section(report: Report, wording: Wording, name: str, entries: Sequence[Resource]) -> Resource:
    said, title, nothing = _SAID[name]
    parts = list(said(wording, report)) or [narrative.paragraph(wording.text(nothing))]
    found: Resource = {
        "title": wording.text(title),
        "code": concept(own("report-section", name)),
        "text": narrative.narrative(parts),
    }
    if entries:
        return found | {"entry": [{"reference": f"urn:uuid:{each['id']}"} for each in entries]}
    return found | {"emptyReason": concept(_NOTHING)}


def _fit(found: re.Match[str]) -> str:
    """What stands for something that FHIR does not take; a backslash stays one."""
    said = found.group()
    return said if said == _BACKSLASH else REPLACEMENT
