"""The headers of CDA, row by row of clinical.md 4.4: no official validator runs here."""

from base64 import b64decode

import pytest
from lxml import etree

from reports.cda.document import cda_of
from reports.header import Edition
from reports.plain import one_line
from services.contract.accounts import Profession
from services.contract.enums import IdentityStatus, Sex
from tests.samples import reports

PDF = b"%PDF-1.7 as it is\n%%EOF\n"
_HL7 = {"h": "urn:hl7-org:v3"}
_CONTROLS = "a\x00b\x0bc\x1bd\x7fe\x85f\ud800g\uffff"


def parsed(document):
    """The tree of a document, by a reader that fetches nothing and replaces nothing."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(document, parser)


def _read(report=None, edition=None):
    return parsed(cda_of(report or reports.report(), PDF, edition))


def _values(tree, path):
    return [str(each) for each in tree.xpath(path, namespaces=_HL7)]


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("/h:ClinicalDocument/h:realmCode/@code", ["FR"]),
        ("/h:ClinicalDocument/h:typeId/@root", ["2.16.840.1.113883.1.3"]),
        ("/h:ClinicalDocument/h:typeId/@extension", ["POCD_HD000040"]),
        (
            "/h:ClinicalDocument/h:templateId/@root",
            ["2.16.840.1.113883.2.8.2.1", "1.2.250.1.213.1.1.1.1", "1.3.6.1.4.1.19376.1.2.20"],
        ),
        ("/h:ClinicalDocument/h:code/@code", ["85208-7"]),
        ("/h:ClinicalDocument/h:code/@codeSystem", ["2.16.840.1.113883.6.1"]),
        ("/h:ClinicalDocument/h:title/text()", ["Rapport de télésurveillance"]),
        ("/h:ClinicalDocument/h:effectiveTime/@value", ["20251118104200+0100"]),
        ("/h:ClinicalDocument/h:confidentialityCode/@code", ["N"]),
        ("/h:ClinicalDocument/h:confidentialityCode/@codeSystem", ["2.16.840.1.113883.5.25"]),
        ("/h:ClinicalDocument/h:languageCode/@code", ["fr-FR"]),
        ("/h:ClinicalDocument/h:setId/@root", ["3F7F2A52-4F0E-4A8E-9D0A-2D6F10C0A001"]),
        ("/h:ClinicalDocument/h:versionNumber/@value", ["1"]),
        ("//h:patientRole/h:id[1]/@root", ["1.2.250.1.213.1.4.11"]),
        ("//h:patientRole/h:id[1]/@extension", ["258033523804237"]),
        ("//h:patientRole/h:id[2]/@extension", ["800 451 237"]),
        ("//h:patient/h:name/h:family[@qualifier='BR']/text()", ["LE DANTEC"]),
        ("//h:patient/h:name/h:family[@qualifier='CL']/text()", ["KERMARREC"]),
        ("//h:patient/h:administrativeGenderCode/@code", ["F"]),
        ("//h:patient/h:birthTime/@value", ["19580314"]),
        ("//h:birthplace//h:county/text()", ["35238"]),
        ("//h:assignedAuthor/h:id/@root", ["1.2.250.1.71.4.2.1"]),
        ("//h:assignedAuthor/h:id/@extension", ["810003456789"]),
        ("//h:assignedAuthor/h:code/@code", ["G15_10"]),
        ("//h:assignedAuthor/h:code/@codeSystem", ["1.2.250.1.213.1.1.4.5"]),
        ("//h:representedCustodianOrganization/h:id/@root", ["1.2.250.1.71.4.2.2"]),
        ("//h:representedCustodianOrganization/h:id/@extension", ["1290000017"]),
        ("//h:legalAuthenticator/h:assignedEntity/h:id/@extension", ["810003456789"]),
        ("//h:serviceEvent/h:effectiveTime/h:low/@value", ["20250801"]),
        ("//h:serviceEvent/h:effectiveTime/h:high/@value", ["20251118"]),
        ("//h:nonXMLBody/h:text/@mediaType", ["application/pdf"]),
        ("//h:nonXMLBody/h:text/@representation", ["B64"]),
    ],
)
def test_a_header_is_what_the_table_says(path, values):
    assert _values(_read(), path) == values


def test_the_parts_of_the_header_stand_in_the_order_of_the_schema():
    names = [
        etree.QName(each).localname
        for each in _read(edition=Edition(2, replaces=reports.report().id))
    ]

    assert list(dict.fromkeys(names)) == [
        "realmCode", "typeId", "templateId", "id", "code", "title", "effectiveTime",
        "confidentialityCode", "languageCode", "setId", "versionNumber", "recordTarget", "author",
        "custodian", "legalAuthenticator", "documentationOf", "relatedDocument", "componentOf",
        "component",
    ]  # fmt: skip


def test_the_pdf_is_inside_byte_by_byte():
    [body] = _values(_read(), "//h:nonXMLBody/h:text/text()")

    assert b64decode(body, validate=True) == PDF


@pytest.mark.parametrize(
    "changes",
    [
        {"identity_status": IdentityStatus.VALIDATED, "ins": None, "ins_system": None},
        {"ins_system": "1.2.250.1.213.1.4.8"},
        {"ins_system": "1.2.3"},
    ],
)
def test_no_ins_where_it_must_not_travel(changes):
    tree = _read(reports.report(patient=reports.identity(**changes)))

    assert len(_values(tree, "//h:patientRole/h:id/@root")) == 1
    assert "258033523804237" not in etree.tostring(tree, encoding="unicode")


def test_a_real_identity_has_the_number_of_the_real_register():
    identity = reports.identity(ins_system="1.2.250.1.213.1.4.8")
    tree = _read(reports.report(patient=identity, is_demonstration=False))

    assert _values(tree, "//h:patientRole/h:id[1]/@root") == ["1.2.250.1.213.1.4.8"]


def test_a_new_version_names_its_set_its_number_and_the_one_before():
    first = reports.report()
    second = first.model_copy(update={"id": first.patient.label.id})
    tree = _read(second, Edition(2, of=first.id, replaces=first.id))

    assert _values(tree, "//h:setId/@root") == [str(first.id).upper()]
    assert _values(tree, "//h:versionNumber/@value") == ["2"]
    assert _values(tree, "//h:relatedDocument[@typeCode='RPLC']/h:parentDocument/h:id/@root") == (
        _values(_read(first), "/h:ClinicalDocument/h:id/@root")
    )


def test_a_version_is_at_least_the_first():
    with pytest.raises(ValueError, match="counted from 1"):
        Edition(0)


@pytest.mark.parametrize("sex", Sex)
@pytest.mark.parametrize("profession", [None, *Profession])
def test_who_somebody_is_may_be_unknown_and_then_says_so(sex, profession):
    label = reports.identity().label.model_copy(update={"sex": sex})
    usual = reports.report(patient=reports.identity(label=label, birthplace=None))
    asked = usual.requester.model_copy(update={"profession": profession, "rpps": None})
    centre = usual.centre.model_copy(update={"finess": None})
    tree = _read(usual.model_copy(update={"requester": asked, "centre": centre}))

    assert (
        len(
            _values(tree, "//h:assignedAuthor/h:code/@code | //h:assignedAuthor/h:code/@nullFlavor")
        )
        == 1
    )
    assert "None" not in etree.tostring(tree, encoding="unicode")


@pytest.mark.parametrize("text", [*reports.HOSTILE, _CONTROLS, " \r\n\t "])
def test_a_hostile_name_is_a_text_of_one_line(text):
    tree = _read(reports.hostile(text))

    assert set(_values(tree, "//h:patient/h:name/h:family/text()")) == {one_line(text)}
    assert _values(tree, "//h:representedCustodianOrganization/h:name/text()") == [one_line(text)]
    assert not tree.getroottree().docinfo.doctype


def test_the_same_report_is_the_same_bytes_and_another_language_another_code():
    assert cda_of(reports.typical(), PDF) == cda_of(reports.typical(), PDF)
    assert _values(_read(reports.report("en")), "//h:languageCode/@code") == ["en-US"]
