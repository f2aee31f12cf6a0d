"""The zip that secure health mail carries, and the subject of the mail (clinical.md 4.4)."""

from html import escape
from typing import Final

from reports import header
from reports.archive import zipped
from reports.cda.document import cda_of
from reports.header import Edition
from reports.plain import one_line
from reports.voice import wording_of
from reports.xdm.registry import DOCUMENT, metadata
from resources.wording import Wording
from services.contract.reports import Report

FOLDER: Final = "IHE_XDM/SUBSET01/"
ZIP_NAME: Final = "IHE_XDM.ZIP"


def xdm_of(report: Report, pdf: bytes, edition: Edition | None = None) -> bytes:
    """The zip with the CDA document of a report; `pdf` is that of the same report."""
    document = cda_of(report, pdf, edition)
    wording = wording_of(report)
    files = {
        "INDEX.HTM": _index(wording, report),
        "README.TXT": _readme(wording, report),
        f"{FOLDER}METADATA.XML": metadata(report, document),
        f"{FOLDER}{DOCUMENT}": document,
    }
    return zipped(files)


def subject_of(report: Report) -> str:
    """The subject of the mail, on one line and not encoded: what it is, and who it is about."""
    label = report.patient.label
    parts = (
        f"XDM/1.0/DDM+{header.title(report)}",
        label.family_name.upper(),
        label.given_name,
        f"{label.birth_date:%d/%m/%Y}",
    )
    return one_line(" ".join(parts))


def _index(wording: Wording, report: Report) -> bytes:
    """Where the document is: nothing of the patient, whose document stands beside it."""
    title = escape(one_line(header.title(report)))
    centre = escape(one_line(report.centre.name))
    path = FOLDER + DOCUMENT
    page = (
        f'<!DOCTYPE html>\n<html lang="{wording.language}">\n<head><meta charset="UTF-8">'
        f"<title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n<p>{centre}</p>\n"
        f'<p><a href="{path}">{path}</a></p>\n'
        '<p><a href="README.TXT">README.TXT</a></p>\n</body>\n</html>\n'
    )
    return page.encode()


def _readme(wording: Wording, report: Report) -> bytes:
    lines = (
        header.title(report),
        report.centre.name,
        f"Vigie {report.software_version}",
        wording.text("report-envelope-document", path=FOLDER + DOCUMENT),
        wording.text("report-envelope-metadata", path=f"{FOLDER}METADATA.XML"),
    )
    return "".join(f"{one_line(each)}\r\n" for each in lines).encode()
