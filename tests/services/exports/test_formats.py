"""Each format from the request to its bytes, read back by programs that know nothing of it."""

import base64
import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from lxml import etree

from resources.csv_text import as_written
from services.contract.enums import IdentityStatus
from services.contract.exports import ExportFormat
from services.exports import makers
from services.exports.makers import MAKERS
from tests.services.exports.conftest import INS, WORDS, Desk
from tests.support.pages import text_of
from tests.support.service import add_patient

ROOT = Path(__file__).parents[3]
NAME = '=1+1;"Ñ' + "\n" + "مريم 👩🏽‍⚕️ <b>"
OTHER_WORDS = "Canarivoisin-91bc"
_HL7 = {"h": "urn:hl7-org:v3"}
_DOCUMENT = "IHE_XDM/SUBSET01/DOC0001.XML"
_NUMBERS = iter(range(40, 1000))


def _patient(desk: Desk, status: IdentityStatus = IdentityStatus.QUALIFIED) -> UUID:
    """Somebody with a hostile name and an INS, who has answered; so has their neighbour."""
    context, centre = desk.service.context, desk.service.centre
    identity = {"family_name": NAME, "ins": INS}
    made = add_patient(context, centre.id, centre.units[0], next(_NUMBERS), identity)
    desk.identity_is(status, made)
    desk.live(made)
    desk.live(desk.patient, OTHER_WORDS)
    return made


def _taken(desk: Desk, patient: UUID, **changes: Any) -> bytes:
    return desk.take(desk.made(patient=patient, **changes)).content


def _files(zipped: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        assert archive.testzip() is None
        return {each: archive.read(each) for each in archive.namelist()}


def _rows(content: bytes, delimiter: str = ";") -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def _names_of_csv(content: bytes) -> set[str]:
    return {
        as_written(row["family_name"])
        for name, file in _files(content).items()
        if name.endswith(".csv") and name != "dictionary.csv"
        for row in _rows(file)
    }


def _names_of_fhir(content: bytes) -> set[str]:
    (patient,) = _of_kind(json.loads(content), "Patient")
    return {each["family"] for each in patient["name"]}


def _names_of_cda(content: bytes) -> set[str]:
    path = "//h:recordTarget//h:patient/h:name/h:family/text()"
    return {str(each) for each in etree.fromstring(content).xpath(path, namespaces=_HL7)}


def _of_kind(bundle, kind: str):
    return [
        each["resource"] for each in bundle["entry"] if each["resource"]["resourceType"] == kind
    ]


NAMES: dict[str, Callable[[bytes], set[str]]] = {
    "csv": _names_of_csv,
    "fhir": _names_of_fhir,
    "cda": _names_of_cda,
    "xdm": lambda content: _names_of_cda(_files(content)[_DOCUMENT]),
}
MEDIA_TYPES = {
    "csv": "application/zip",
    "fhir": "application/fhir+json",
    "cda": "application/xml",
    "xdm": "application/zip",
}


@pytest.mark.parametrize("wanted", NAMES)
def test_a_format_leaves_as_it_was_made_and_holds_a_hostile_name_as_it_is(
    lasting_desk: Desk, wanted: str
):
    export = lasting_desk.made(patient=_patient(lasting_desk), format=wanted)
    answer = lasting_desk.take(export)

    fingerprint = hashlib.sha256(answer.content).hexdigest()
    told = lasting_desk.read(export)
    assert (told["size"], told["sha256"]) == (len(answer.content), fingerprint)
    left = lasting_desk.journal(["make_export", "download_export"])
    assert [each.fingerprint for each in left if str(each.object_id) == export] == [fingerprint] * 2
    assert answer.headers["content-type"] == MEDIA_TYPES[wanted]
    assert "Canari" not in answer.headers["content-disposition"]
    # A header of CDA is on one line.
    name = NAME if wanted in ("csv", "fhir") else " ".join(NAME.split())
    assert NAMES[wanted](answer.content) == {name}


def test_an_envelope_has_the_name_that_secure_mail_asks_for(lasting_desk: Desk):
    answer = lasting_desk.take(lasting_desk.made(patient=_patient(lasting_desk), format="xdm"))

    assert answer.headers["content-disposition"] == 'attachment; filename="IHE_XDM.ZIP"'


def _texts(wanted: str, content: bytes, folder) -> Iterator[str]:
    """All that a file says, whatever is packed into what."""
    match wanted:
        case "pdf":
            yield text_of(content, folder)
        case "csv":
            yield from (each.decode() for each in _files(content).values())
        case "fhir":
            yield content.decode()
        case "cda":
            yield content.decode()
            (packed,) = etree.fromstring(content).xpath(
                "//h:nonXMLBody/h:text/text()", namespaces=_HL7
            )
            yield from _texts("pdf", base64.b64decode(packed), folder)
        case _:
            for name, each in _files(content).items():
                if name == _DOCUMENT:
                    yield from _texts("cda", each, folder)
                yield each.decode()


@pytest.mark.parametrize("wanted", ExportFormat)
def test_the_ins_travels_only_qualified_and_nobody_else_travels_at_all(
    lasting_desk: Desk, wanted: str, tmp_path
):
    said = {
        status: "".join(
            "".join(
                _texts(
                    wanted,
                    _taken(lasting_desk, _patient(lasting_desk, status), format=wanted),
                    tmp_path,
                )
            )
            .replace("\N{NO-BREAK SPACE}", "")
            .split()
        )
        for status in (IdentityStatus.QUALIFIED, IdentityStatus.VALIDATED)
    }

    assert INS in said[IdentityStatus.QUALIFIED]
    assert INS not in said[IdentityStatus.VALIDATED]
    for text in said.values():
        assert WORDS in text
        assert OTHER_WORDS not in text


def test_a_bundle_is_of_one_patient_and_holds_nothing_of_the_journal(lasting_desk: Desk):
    bundle = json.loads(_taken(lasting_desk, _patient(lasting_desk), format="fhir"))

    kinds = {each["resource"]["resourceType"] for each in bundle["entry"]}
    assert kinds == {
        "Composition", "Patient", "PractitionerRole", "Practitioner", "Organization", "Device",
        "QuestionnaireResponse", "Observation", "DetectedIssue", "Task",
        "EpisodeOfCare", "Condition", "Communication",
    }  # fmt: skip
    (patient,) = _of_kind(bundle, "Patient")
    for entry in bundle["entry"]:
        for name in ("subject", "patient", "for"):
            about = entry["resource"].get(name)
            assert about is None or about["reference"] == f"urn:uuid:{patient['id']}"


def test_tables_have_the_delimiter_that_was_asked_for(lasting_desk: Desk):
    patient = _patient(lasting_desk)
    export = lasting_desk.made(patient=patient, format="csv", delimiter=",")
    files = _files(lasting_desk.take(export).content)

    assert lasting_desk.read(export)["delimiter"] == ","
    assert set(files) == {
        "report.csv", "questionnaires.csv", "actions.csv", "comments.csv", "dictionary.csv",
        "schema.json",
    }  # fmt: skip
    (about,) = _rows(files["report.csv"], ",")
    assert (about["purpose"], about["patient_id"]) == ("care_continuity", str(patient))
    assert [row["text"] for row in _rows(files["comments.csv"], ",")] == [WORDS]
    assert lasting_desk.read(lasting_desk.asked(format="pdf", delimiter=","))["delimiter"] is None


@pytest.mark.parametrize("wanted", ["csv", "fhir"])
def test_a_block_that_nobody_asked_for_is_in_no_format(lasting_desk: Desk, wanted: str, tmp_path):
    content = _taken(lasting_desk, _patient(lasting_desk), format=wanted, blocks=["actions"])

    assert WORDS not in "".join(_texts(wanted, content, tmp_path))
    if wanted == "csv":
        assert "questionnaires.csv" not in _files(content)


@pytest.mark.parametrize("wanted", ["pdf", "csv", "fhir"])
def test_the_longest_period_is_made(lasting_desk: Desk, wanted: str):
    """The summary has a column for each of its weeks."""
    assert _taken(
        lasting_desk, _patient(lasting_desk), format=wanted, first="1990-01-01", last="2026-11-19"
    )


def test_what_is_cancelled_between_two_parts_is_not_made_to_its_end(
    lasting_desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    export = lasting_desk.asked(format="xdm")
    made = []

    def _cancelled(report):
        lasting_desk.cancel(export)
        return b"%PDF-"

    monkeypatch.setattr(makers, "pdf_of", _cancelled)
    monkeypatch.setattr(makers, "xdm_of", lambda *parts: made.append(parts))
    lasting_desk.make()

    assert lasting_desk.read(export)["state"] == "cancelled"
    assert made == []
    assert UUID(export) not in dict(lasting_desk.files())


def test_the_guide_asks_for_what_can_be_asked_for(lasting_desk: Desk):
    guide = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    body = guide.partition("-d '")[2].partition("'")[0]

    assert lasting_desk.ask(**json.loads(body)).status_code == 201
    for name in re.findall(r"\]\((decisions/[^)]+)\)", guide):
        assert (ROOT / "docs" / name).exists()
    assert all(f"| {each.upper()} |" in guide for each in ExportFormat)


def test_every_format_has_a_maker_a_type_and_a_name():
    assert set(MAKERS) == set(makers.MEDIA_TYPES) == set(ExportFormat)
    assert all(makers.file_name(UUID(int=1), each) for each in ExportFormat)
