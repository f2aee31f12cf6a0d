"""The statistics as files: exactly the numbers of the page, and the mark wherever it stands."""

import csv
import io
import re
from collections.abc import Sequence

import pikepdf
import pytest

from reports.csv.columns import ENGLISH, FRENCH, Dialect
from reports.csv.statistics import statistics_csv
from reports.pdf.statistics import statistics_pdf
from services.contract.statistics import Statistics
from services.contract.statistics_enums import FigureState
from services.contract.statistics_tables import cells_of, tables_of
from tests.reports.test_pdf_archive import _FORBIDDEN
from tests.samples.statistics import statistics
from tests.samples.statistics_reports import report
from tests.samples.statistics_store import masked
from tests.support.pages import checked_by_qpdf, names_in, pages_of, text_of

HOSTILE = '=HYPERLINK("http://x")#[*_<b>{{7*7}}'


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """The page of the picture in French."""
    return statistics_pdf(report())


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u2011", "-"))


def _lines(page: Statistics, dialect: Dialect, file: str = "figures.csv") -> list[dict[str, str]]:
    content = statistics_csv(report(page=page), dialect)[file]
    assert content.startswith(b"\xef\xbb\xbf")
    text = io.StringIO(content.decode("utf-8-sig"))
    return list(csv.DictReader(text, delimiter=dialect.delimiter))


def _figures(page: Statistics) -> Sequence[tuple[FigureState, int | None]]:
    cells = (cell.figure for *_, cell in cells_of(tables_of(page)))
    return [(each.state, each.value) for each in cells if each is not None]


@pytest.mark.parametrize("dialect", [FRENCH, ENGLISH])
def test_each_figure_of_the_page_is_one_line_with_its_number_or_its_mark(dialect: Dialect):
    page = statistics()
    lines = _lines(page, dialect)

    read = [
        (FigureState(each["state"]), int(each["value"]) if each["value"] else None)
        for each in lines
    ]
    assert read == _figures(page)
    marks = {each["mark"] for each in lines if each["state"] == "masked"}
    assert marks == {"s"}
    assert {each["mark"] for each in lines if each["state"] == "known"} == {""}
    places = {(each["table"], each["row"], each["column"]) for each in lines}
    assert len(places) == len(lines)
    (about,) = _lines(page, dialect, "about.csv")
    assert about["mark"] == "s"
    assert "secret statistique" in about["legend"]
    definitions = _lines(page, dialect, "definitions.csv")
    assert len(definitions) == len(report().page.definitions)


def test_a_page_of_marks_has_no_number_in_any_file(tmp_path):
    page = masked(statistics())

    assert {each["value"] for each in _lines(page, FRENCH) if each["state"] == "masked"} == {""}
    said = _plain(text_of(statistics_pdf(report(page=page)), tmp_path, "-raw"))
    tables = said.split("Effectifs de la période")[1].split("Définitions")[0]
    shown = set(re.findall(r"(?<![\w/.-])\d{3,}(?![\w/.-])", tables))
    assert shown <= {"2023", "2024", "2025", "100"}
    assert tables.count(" s ") > 100


def test_the_pages_say_of_what_of_when_by_whom_and_why_and_what_the_mark_means(pdf, tmp_path):
    pages = [_plain(each) for each in pages_of(pdf, tmp_path)]

    for number, page in enumerate(pages, 1):
        for words in (
            "CHU de Kerlann",
            "12 mois clos, nov. 2024 – oct. 2025 · par unité de soins · comparé à nov. 2023",
            "Mois clos : oct. 2025 · calculé le 1-nov.-2025",
            "Demandé par Hélène Prigent (Cadre de pôle) le 18-nov.-2025 10:51 pour : Rapport",
            "secret statistique : effectif de 1 à 10",
            "Vigie 0.1.0",
            f"page {number}/{len(pages)}",
        ):
            assert words in page, (number, words)
    whole = _plain(text_of(pdf, tmp_path, "-raw"))
    assert "Urologie 102 86 % 31 s 2 h 40 s s" in whole
    assert "Ensemble 823 87 % 35 453 2 h 10 91 % 361" in whole
    assert "Formule : Patients distincts" in whole


def test_it_is_an_archival_and_accessible_file_without_anything_that_runs(pdf, tmp_path):
    with pikepdf.open(io.BytesIO(pdf)) as found:
        said = found.open_metadata()
        assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("2", "A")
        assert said["pdfuaid:part"] == "1"
        assert str(found.Root.Lang) == "fr"
        assert bool(found.Root.MarkInfo.Marked) is True
    assert "No syntax or stream encoding errors" in checked_by_qpdf(pdf, tmp_path)
    assert not names_in(pdf, tmp_path) & _FORBIDDEN
    assert statistics_pdf(report()) == pdf


def test_the_name_of_a_unit_runs_nowhere(tmp_path):
    page = statistics()
    rows = [page.rows[0].model_copy(update={"label": HOSTILE}), *page.rows[1:]]
    hostile = page.model_copy(update={"rows": rows})

    cells = [each["row"] for each in _lines(hostile, FRENCH) if each["table"] == "breakdown"]
    assert cells[0] == f"'{HOSTILE}"
    said = text_of(statistics_pdf(report(page=hostile)), tmp_path, "-raw")
    assert HOSTILE in "".join(said.split())
