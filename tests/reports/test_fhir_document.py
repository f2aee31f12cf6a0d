"""The document holds all that it names, and two readers that are not ours take it."""

import re
from collections import Counter
from xml.etree.ElementTree import fromstring

import pytest

from reports.fhir.document import fhir_of
from services.contract.report_enums import ReportBlock
from tests.reports.fhir_parts import bundle, of_kind, references
from tests.samples import reports
from tests.support.fhir_checks import found_by_npm, read_by_fhir_resources

_CONTROLS = "a\x00b\x0bc\x1bd\x7fe\x85f\ud800g\uffff"
_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\\u00[01]|\\[bf]")
_HEAD = ["Composition", "Patient", "PractitionerRole"]
_KINDS = {
    "Composition", "Patient", "PractitionerRole", "Practitioner", "Organization", "Device",
    "EpisodeOfCare", "Condition", "CarePlan", "MedicationAdministration", "Observation",
    "QuestionnaireResponse", "DetectedIssue", "Task", "Communication",
}  # fmt: skip
"""What a report may say at all (R-EXP-02): no journal, no consent, no account."""


@pytest.mark.parametrize("name", ["empty", "typical"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_two_other_readers_find_nothing_wrong(name, language, tmp_path):
    document = fhir_of(getattr(reports, name)(language))

    serious = [
        each for each in found_by_npm(document, tmp_path) if each["severity"] in ("error", "fatal")
    ]
    assert serious == []
    assert read_by_fhir_resources(document).type == "document"


@pytest.mark.slow
def test_two_other_readers_find_nothing_wrong_in_ten_years(tmp_path):
    document = fhir_of(reports.ten_years())

    found = found_by_npm(document, tmp_path)
    assert not [each for each in found if each["severity"] in ("error", "fatal")]
    assert read_by_fhir_resources(document).type == "document"


@pytest.mark.parametrize(
    ("word", "instead"),
    [
        (b'"status":"amended"', b'"status":"nearly"'),
        (b'"authored":', b'"written":'),
        (b'"type":"document"', b'"type":"paper"'),
    ],
)
def test_the_validator_finds_what_is_wrong(word, instead, tmp_path):
    document = fhir_of(reports.typical())
    assert word in document

    found = found_by_npm(document.replace(word, instead), tmp_path)

    assert any(each["severity"] == "error" for each in found)


@pytest.mark.parametrize("name", ["empty", "typical", "ten_years"])
def test_every_reference_is_to_a_resource_of_the_document(name):
    document = bundle(getattr(reports, name)())
    addresses = [each["fullUrl"] for each in document["entry"]]

    assert max(Counter(addresses).values()) == 1
    assert set(references(document)) <= set(addresses)
    assert [each["fullUrl"].removeprefix("urn:uuid:") for each in document["entry"]] == [
        each["resource"]["id"] for each in document["entry"]
    ]


@pytest.mark.parametrize("name", ["empty", "typical"])
def test_every_resource_is_reached_from_the_composition(name):
    document = bundle(getattr(reports, name)())
    by_address = {each["fullUrl"]: each["resource"] for each in document["entry"]}
    waiting, reached = [document["entry"][0]["fullUrl"]], set()
    while waiting:
        address = waiting.pop()
        if address not in reached:
            reached.add(address)
            waiting += references(by_address[address])

    assert reached == set(by_address)


def test_the_composition_comes_first_and_nothing_is_there_that_a_report_does_not_say():
    document = bundle(reports.typical())
    kinds = [each["resource"]["resourceType"] for each in document["entry"]]

    assert kinds[:3] == _HEAD
    assert set(kinds) == _KINDS


@pytest.mark.parametrize("name", ["typical", "ten_years"])
def test_the_same_report_is_the_same_bytes(name):
    assert fhir_of(getattr(reports, name)()) == fhir_of(getattr(reports, name)())


def test_another_report_shares_no_identifier_of_a_resource():
    one = reports.typical()
    other = one.model_copy(update={"id": one.patient.label.id})
    ids = [{each["resource"]["id"] for each in bundle(report)["entry"]} for report in (one, other)]

    assert not ids[0] & ids[1]


def test_a_block_that_nobody_asked_for_is_no_section_and_an_empty_one_says_so():
    asked = reports.empty().model_copy(update={"blocks": (ReportBlock.SURVEYS,)})
    [composition] = of_kind(bundle(asked), "Composition")
    sections = {each["code"]["coding"][0]["code"]: each for each in composition["section"]}

    assert list(sections) == ["summary", "surveys"]
    assert sections["surveys"]["emptyReason"]["coding"][0]["code"] == "nilknown"
    assert "entry" not in sections["surveys"]


@pytest.mark.parametrize("text", [*reports.HOSTILE, _CONTROLS, "\\"])
def test_a_hostile_text_is_a_text_everywhere(text, tmp_path):
    document = fhir_of(reports.hostile(text))

    found = found_by_npm(document, tmp_path)
    assert not [each for each in found if each["severity"] in ("error", "fatal")]
    assert not re.search(
        rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\\u00[01]|\\[bf]", document.replace(rb"\\", b"")
    )
    for section in of_kind(bundle(reports.hostile(text)), "Composition")[0]["section"]:
        words = section["text"]["div"]
        names = {each.tag.rsplit("}", 1)[-1] for each in fromstring(words).iter()}
        assert names <= {"div", "p", "ul", "li", "h3", "br"}


@pytest.mark.parametrize("text", [reports.HOSTILE[4], ':"",""', '"\\:""'])
def test_a_hostile_name_is_kept_letter_by_letter(text):
    """Also one that looks like a value without a letter."""
    [patient] = of_kind(bundle(reports.hostile(text)), "Patient")

    assert {each["family"] for each in patient["name"]} == {text}


def test_what_could_not_be_opened_is_said():
    told = reports.typical().model_copy(update={"could_not_open": ("lines",)})
    [composition] = of_kind(bundle(told), "Composition")

    assert "N'a pas pu être lu" in composition["section"][0]["text"]["div"].replace("&#x27;", "'")
