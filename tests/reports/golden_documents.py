"""Documents as they were last looked at: `python -m tests.reports.golden_documents` writes them
anew, and the difference is read before it is committed.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from reports.cda.document import cda_of
from reports.csv.columns import FRENCH
from reports.csv.statistics import statistics_csv
from reports.csv.tables import csv_of
from reports.fhir.document import bundle_of
from reports.xdm.envelope import xdm_of
from tests.reports.fhir_parts import shortened
from tests.samples import reports, statistics_reports

FOLDER: Final = Path(__file__).parent / "golden"
_PDF: Final = b"%PDF"
_ENVELOPE: Final = ("INDEX.HTM", "README.TXT", "IHE_XDM/SUBSET01/METADATA.XML")


def documents() -> Iterator[tuple[str, bytes]]:
    """Every file with its name: one questionnaire with its alert, and somebody without any."""
    for name, report in (
        ("short-fr", shortened(reports.typical())),
        ("empty-en", reports.empty("en")),
    ):
        bundle = json.dumps(bundle_of(report), ensure_ascii=False, indent=1)
        yield f"{name}.fhir.json", bundle.encode() + b"\n"
        yield f"{name}.cda.xml", cda_of(report, _PDF)
        with zipfile.ZipFile(io.BytesIO(xdm_of(report, _PDF))) as archive:
            for member in _ENVELOPE:
                yield f"{name}.xdm.{member.rsplit('/', 1)[-1].lower()}", archive.read(member)
        for file, content in csv_of(report).items():
            yield f"{name}.{file}", content
    for file, content in statistics_csv(statistics_reports.report(), FRENCH).items():
        yield f"statistics-fr.{file}", content


def main() -> None:
    """Write all of them."""
    for name, content in documents():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()
