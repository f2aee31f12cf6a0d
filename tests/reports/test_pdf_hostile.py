"""What people write is shown, and never obeyed (R-EXP-02)."""

import re
import unicodedata

import pytest

from reports.letters import printable
from reports.pdf.document import pdf_of
from resources.locate import resource_path
from tests.samples import reports
from tests.support.pages import checked_by_qpdf, names_in, pages_of, text_of


def _letters(text: str) -> str:
    """Without spaces, which a page sets as it needs them, nor marks of direction."""
    kept = (each for each in text if unicodedata.category(each) != "Cf")
    return re.sub(r"\s+", "", "".join(kept))


@pytest.mark.parametrize("text", reports.HOSTILE)
def test_a_text_stands_on_the_pages_as_it_was_written(text, tmp_path):
    made = pdf_of(reports.hostile(text))
    found = _letters(text_of(made, tmp_path))
    wanted = _letters(printable(text))

    # As a name in the banner, a comment, a note, the name of a person, of a unit and of a line.
    if text[0] != "م":
        assert found.count(wanted) > 20
    assert "No syntax" in checked_by_qpdf(made, tmp_path)
    assert not names_in(made, tmp_path) & {"/URI", "/Launch", "/JS", "/EmbeddedFile"}


def test_the_template_evaluates_and_opens_nothing():
    written = resource_path("reports", "report.typ").read_text(encoding="utf-8")
    template = re.sub(r"^ *//.*$", "", written, flags=re.MULTILINE)
    names = r"\b(eval|read|plugin|include|import|link|json|xml|csv|yaml)\b"
    called = set(re.findall(names, template))

    assert called == {"json"}
    assert re.findall(r"json\((.*?)\)", template) == ['"data.json"']
    assert not re.search(r"https?:|@preview|file:", template)


def test_a_name_of_several_lines_takes_one_and_a_comment_keeps_its_own(tmp_path):
    said = text_of(pdf_of(reports.hostile("one\ntwo\nthree")), tmp_path, "-raw")

    banner, rest = said[: said.index("Née le")], said[said.index("Commentaires") :]
    assert "one two three one two three" in " ".join(banner.split(" "))
    assert "one\ntwo\nthree\n" in rest


def test_letters_read_from_right_to_left_are_there(tmp_path):
    found = text_of(pdf_of(reports.hostile("مريم")), tmp_path)

    assert "مريم" in unicodedata.normalize("NFKC", found)


def test_a_letter_that_cannot_be_printed_is_a_box_and_said(tmp_path):
    pages = pages_of(pdf_of(reports.hostile("日本 Zoë")), tmp_path)

    assert "□□ Zoë" in pages[0]
    assert "□ remplace un caractère" in pages[-1].replace("\u00a0", " ")


def test_the_usual_report_speaks_of_no_boxes(pdf, tmp_path):
    assert "□" not in text_of(pdf("typical", "fr"), tmp_path)


def test_the_longest_names_stay_on_their_pages(tmp_path):
    pages = pages_of(pdf_of(reports.hostile("Wolfeschlegelsteinhausenbergerdorff " * 2)), tmp_path)

    assert all("Wolfeschlegel" in each and "page" in each for each in pages)
