"""The file itself: archival, accessible, without anything that runs or leads elsewhere
(R-EXP-02). No independent validator of PDF/A or PDF/UA is run: typst refuses what breaks them, and
what it declares is looked at here.
"""

import io
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from reports.pdf.document import pdf_of
from tests.architecture.sources import ROOT
from tests.samples import reports
from tests.samples.rows import NOW
from tests.support.pages import checked_by_qpdf, names_in

SAMPLES = [("typical", "fr"), ("typical", "en"), ("empty", "fr"), ("ten_years", "fr")]
_FORBIDDEN = {
    "/JS",
    "/JavaScript",
    "/OpenAction",
    "/AA",
    "/URI",
    "/Launch",
    "/GoToR",
    "/SubmitForm",
    "/EmbeddedFile",
    "/EmbeddedFiles",
    "/Filespec",
    "/AF",
    "/RichMedia",
    "/AcroForm",
    "/XFA",
    "/Encrypt",
}


def _open(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def _elements(node: Any) -> Iterator[Any]:
    """Every element of a structure tree, in the order of reading."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from _elements(each)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _elements(node["/K"])


@pytest.mark.parametrize(("name", "language"), SAMPLES)
def test_a_report_is_an_archival_and_accessible_file(pdf, name, language):
    with _open(pdf(name, language)) as found:
        said = found.open_metadata()

        assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("2", "A")
        assert said["pdfuaid:part"] == "1"
        assert str(found.Root.Lang) == language
        assert bool(found.Root.MarkInfo.Marked) is True
        assert bool(found.Root.ViewerPreferences.DisplayDocTitle) is True
        assert found.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert found.Root.OutputIntents[0].DestOutputProfile.read_bytes()
        assert not found.attachments


def test_every_font_is_in_the_file(pdf):
    with _open(pdf("typical", "fr")) as found:
        fonts = {
            str(each.BaseFont): each
            for page in found.pages
            for each in page.obj.Resources.Font.values()
        }

        assert {name.partition("+")[2].partition("-")[0] for name in fonts} == {"Inter"}
        for font in fonts.values():
            described = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in described or "/FontFile3" in described
            assert "/ToUnicode" in font


def test_the_structure_has_headings_tables_and_pictures_in_words(pdf):
    with _open(pdf("typical", "fr")) as found:
        elements = list(_elements(found.Root.StructTreeRoot.K))
        kinds = [str(each.S) for each in elements]
        figures = [str(each.Alt) for each in elements if each.S == "/Figure"]

    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 6
    assert kinds.count("/TH") == 4 * kinds.count("/Table") == 12
    assert len(figures) == 3
    assert figures[0].startswith("Grades estimés semaine par semaine sur 16 semaines.")
    assert "Diarrhée 3 ▲ +2 aggravé" in figures[0]
    assert figures[1].startswith("Poids, kg\u00a0: 9 mesures, première 67,4 kg, dernière 62,1 kg")


def test_no_title_and_no_metadata_name_the_patient(pdf):
    with _open(pdf("typical", "fr")) as found:
        held = f"{dict(found.open_metadata())} {dict(found.docinfo)}"

    assert "Rapport de télésurveillance" in held
    assert "KERMARREC" not in held.upper()
    assert "258033523804237" not in held
    # The instant of the report, in UTC.
    assert "20251118094200" in held


@pytest.mark.parametrize(("name", "language"), SAMPLES)
def test_nothing_in_the_file_runs_or_leads_elsewhere(pdf, name, language, tmp_path):
    made = pdf(name, language)

    assert "No syntax or stream encoding errors" in checked_by_qpdf(made, tmp_path)
    assert names_in(made, tmp_path) & _FORBIDDEN == set()


def test_the_scan_would_find_an_action(tmp_path, pdf):
    with _open(pdf("empty", "fr")) as found:
        found.Root.OpenAction = found.make_indirect(
            pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        )
        held = io.BytesIO()
        found.save(held)

    assert names_in(held.getvalue(), tmp_path) >= {"/OpenAction", "/JavaScript", "/JS"}


def test_the_same_report_is_the_same_bytes_in_another_process(pdf, tmp_path):
    script = (
        "import hashlib; from reports.pdf.document import pdf_of;"
        "from tests.samples import reports;"
        "print(hashlib.sha256(pdf_of(reports.typical('fr'))).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            check=True,
            text=True,
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin", "TZ": zone, "HOME": str(tmp_path)},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }

    assert len(found) == 1


def test_another_instant_is_another_file(pdf):
    later = reports.typical("fr").model_copy(update={"made_at": NOW.replace(minute=43)})

    assert pdf_of(later) != pdf("typical", "fr")
