"""The words of the sample reports as they were last looked at: `python -m tests.reports.golden`
writes them anew, and the difference is read before it is committed.
"""

import tempfile
from pathlib import Path
from typing import Final

from reports.pdf.document import pdf_of
from reports.pdf.statistics import statistics_pdf
from tests.samples import reports, statistics_reports
from tests.support.pages import text_of

FOLDER: Final = Path(__file__).parent / "golden"
SAMPLES: Final = (
    ("typical", "fr"), ("typical", "en"), ("empty", "fr"), ("statistics", "fr"),
    ("statistics", "en"),
)  # fmt: skip


def words_of(name: str, language: str, folder: Path) -> str:
    """The text of a sample in the order in which it is drawn, one page after the other.

    Spaces are one each: how a page is spread is nobody's promise.
    """
    drawn = text_of(_pdf(name, language), folder, "-raw")
    lines = (" ".join(line.split()) for line in drawn.replace("\f", "\n----\n").splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _pdf(name: str, language: str) -> bytes:
    if name == "statistics":
        return statistics_pdf(statistics_reports.report(language))
    return pdf_of(getattr(reports, name)(language))


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, language in SAMPLES:
            path = FOLDER / f"{name}-{language}.txt"
            path.write_text(words_of(name, language, Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
