"""Reports of several patients as NDJSON: each line a resource, each reference within the cohort."""

import json
from uuid import UUID

from reports.fhir.bulk import KINDS, Bulk
from services.contract.reports import Report
from tests.samples import reports as samples

COHORT = UUID(int=7)
HOSTILE = 'x"},"reference":"urn:uuid:00000000-0000-0000-0000-000000000000\r\n\x07=1+1\u202e😀'


def _report(bulk: Bulk, made: Report, patient: int) -> Report:
    label = made.patient.label.model_copy(update={"id": UUID(int=patient)})
    identity = made.patient.model_copy(update={"label": label})
    changes = {"id": bulk.report_id(label.id), "patient": identity}
    return made.model_copy(update=changes)


def test_references_lead_to_a_line_and_what_is_shared_stands_once():
    bulk = Bulk(COHORT)
    reports = [_report(bulk, samples.typical(), 1), _report(bulk, samples.hostile(HOSTILE), 2)]
    lines = [line for report in reports for line in bulk.lines(report)]

    resources = [json.loads(content) for _, content in lines]
    assert all(content.endswith(b"\n") and content.count(b"\n") == 1 for _, content in lines)
    assert [kind for kind, _ in lines] == [each["resourceType"] for each in resources]
    names = [f"{each['resourceType']}/{each['id']}" for each in resources]
    assert len(set(names)) == len(names)
    assert set(_references(resources)) <= set(names)
    kinds = [kind for kind, _ in lines]
    assert set(kinds) <= {each.name for each in KINDS}
    assert (kinds.count("Patient"), kinds.count("Device")) == (2, 1)
    assert kinds.count("Organization") == len({reports[0].centre.unit, reports[1].centre.unit})


def _references(value: object):
    if isinstance(value, dict):
        if "reference" in value:
            yield value["reference"]
        for each in value.values():
            yield from _references(each)
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)


def test_the_lines_of_a_patient_are_the_same_whoever_came_before():
    first, second = Bulk(COHORT), Bulk(COHORT)
    others = list(second.lines(_report(second, samples.typical(), 1)))
    of_two = [_report(each, samples.typical(), 2) for each in (first, second)]

    alone, after = list(first.lines(of_two[0])), list(second.lines(of_two[1]))

    assert [each for each in alone if each not in others] == after
