"""The envelope of secure health mail: its files, its metadata, and the subject of the mail."""

import hashlib
import io
import zipfile

import pytest

from reports.cda.document import cda_of
from reports.xdm.envelope import subject_of, xdm_of
from services.contract.enums import IdentityStatus
from tests.reports.test_cda import PDF, parsed
from tests.samples import reports

_RIM = {"r": "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"}
_ENTRY = "//r:ExtrinsicObject"


def _files(report):
    with zipfile.ZipFile(io.BytesIO(xdm_of(report, PDF))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def _metadata(report):
    return parsed(_files(report)["IHE_XDM/SUBSET01/METADATA.XML"])


def _slot(tree, name, above=_ENTRY):
    path = f"{above}/r:Slot[@name='{name}']/r:ValueList/r:Value/text()"
    return [str(each) for each in tree.xpath(path, namespaces=_RIM)]


def _code(tree, scheme):
    path = (
        f"{_ENTRY}/r:Classification[@classificationScheme='urn:uuid:{scheme}']/@nodeRepresentation"
    )
    return [str(each) for each in tree.xpath(path, namespaces=_RIM)]


def _number(tree, name):
    path = f"//r:ExternalIdentifier[r:Name/r:LocalizedString/@value='{name}']/@value"
    return [str(each) for each in tree.xpath(path, namespaces=_RIM)]


def test_the_files_are_those_of_the_profile_and_the_document_is_the_cda():
    files = _files(reports.typical())

    assert set(files) == {
        "INDEX.HTM", "README.TXT", "IHE_XDM/SUBSET01/METADATA.XML", "IHE_XDM/SUBSET01/DOC0001.XML",
    }  # fmt: skip
    assert files["IHE_XDM/SUBSET01/DOC0001.XML"] == cda_of(reports.typical(), PDF)


def test_the_metadata_have_the_length_and_the_hash_of_the_document():
    report = reports.typical()
    document, tree = _files(report)["IHE_XDM/SUBSET01/DOC0001.XML"], _metadata(report)

    assert _slot(tree, "size") == [str(len(document))]
    assert _slot(tree, "hash") == [hashlib.sha1(document).hexdigest()]
    assert _slot(tree, "URI") == ["DOC0001.XML"]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("languageCode", ["fr-FR"]),
        ("creationTime", ["20251118094200"]),
        ("serviceStartTime", ["20250801"]),
        ("serviceStopTime", ["20251118"]),
        (
            "legalAuthenticator",
            ["810003456789^Dr Alain Tanguy^^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS"],
        ),
        (
            "sourcePatientInfo",
            [
                "PID-3|258033523804237^^^&1.2.250.1.213.1.4.11&ISO^NH",
                "PID-5|LE DANTEC^Jeanne^^^^^L~KERMARREC^Jeanne^^^^^D",
                "PID-7|19580314",
                "PID-8|F",
            ],
        ),
    ],
)
def test_a_slot_is_what_the_header_says(name, values):
    assert _slot(_metadata(reports.typical()), name) == values


@pytest.mark.parametrize(
    ("scheme", "code"),
    [
        ("f0306f51-975f-434e-a61c-c59651d33983", "85208-7"),
        ("f4f85eac-e6cb-4883-b524-f2705394840f", "N"),
        ("a09d5840-386c-46f2-b5ad-9c3699a4309d", "urn:ihe:iti:xds-sd:pdf:2008"),
        ("41a5887f-8865-4c09-adf7-e362475b143a", "10"),
        ("f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1", "UNK"),
        ("cccf5598-8b07-4b77-a05e-ae952c785ead", "AMBULATOIRE"),
    ],
)
def test_a_classification_has_its_code(scheme, code):
    assert _code(_metadata(reports.typical()), scheme) == [code]


def test_document_and_envelope_name_the_same_document_and_patient():
    tree = _metadata(reports.typical())
    cda = parsed(cda_of(reports.typical(), PDF))
    [document_id] = cda.xpath("/h:ClinicalDocument/h:id/@root", namespaces={"h": "urn:hl7-org:v3"})

    assert _number(tree, "XDSDocumentEntry.uniqueId") == [document_id]
    assert len(document_id) <= 64
    assert _number(tree, "XDSDocumentEntry.patientId") == _number(
        tree, "XDSSubmissionSet.patientId"
    )


def test_every_identifier_of_the_metadata_is_there():
    tree = _metadata(reports.typical())
    ids = {str(each) for each in tree.xpath("//@id")}
    named = tree.xpath(
        "//@classifiedObject | //@registryObject | //@sourceObject | //@targetObject"
    )

    assert {str(each) for each in named} <= ids
    assert len(ids) == len(tree.xpath("//@id"))


def test_no_ins_travels_with_an_identity_that_is_not_qualified():
    identity = reports.identity(identity_status=IdentityStatus.DOUBTFUL, ins=None, ins_system=None)
    tree = _metadata(reports.report(patient=identity))

    assert _number(tree, "XDSDocumentEntry.patientId")[0].endswith("&ISO^PI")


def test_the_same_report_is_the_same_bytes():
    assert xdm_of(reports.typical(), PDF) == xdm_of(reports.typical(), PDF)


def test_the_subject_says_what_it_is_and_whom_it_is_about():
    assert subject_of(reports.typical()) == (
        "XDM/1.0/DDM+Rapport de télésurveillance KERMARREC Jeanne 14/03/1958"
    )


@pytest.mark.parametrize("text", [*reports.HOSTILE, "a\r\nBcc: x@y.example", "a\x00b\u2028c"])
def test_a_hostile_name_stays_in_its_place(text):
    report = reports.hostile(text)
    files, subject = _files(report), subject_of(report)

    assert len(subject.splitlines()) == 1
    assert subject.endswith(" 14/03/1958")
    assert b"<script" not in files["INDEX.HTM"]
    [names] = [each for each in _slot(_metadata(report), "sourcePatientInfo") if "PID-5" in each]
    assert names.count("^") == 12
    assert names.count("~") == 1


def test_nothing_of_the_patient_stands_beside_the_document():
    files = _files(reports.typical())

    for name in ("INDEX.HTM", "README.TXT"):
        assert "KERMARREC" not in files[name].decode()
        assert "800 451 237" not in files[name].decode()
