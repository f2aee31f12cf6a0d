"""What each section says to a person, as XHTML: the same words as on paper, and nothing is markup.

Elements are made here and texts are put into them, so that what somebody wrote stays what they
wrote.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from reports.fhir.parts import Resource
from reports.plain import plain
from reports.said.actions import alerts_data
from reports.said.comments import comments_data
from reports.said.identity import identity_data, origin_data
from reports.said.summary import summary_words
from reports.said.surveys import surveys_data
from reports.voice import BETWEEN, several
from resources.wording import Wording
from services.contract.reports import Report

Data = dict[str, Any]


def narrative(parts: Iterable[str]) -> Resource:
    """The text of a section."""
    body = "".join(parts)
    return {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{body}</div>'}


def element(name: str, text: str) -> str:
    """One element with a text; lines stay lines."""
    lines = (escape(each, quote=True) for each in plain(text).splitlines() or [""])
    return f"<{name}>{'<br/>'.join(lines)}</{name}>"


def paragraph(*texts: str | None) -> str:
    """What stands side by side; nothing for nothing."""
    said = several(text for text in texts if text)
    return element("p", said) if said else ""


def items(rows: Iterable[str]) -> str:
    """A list; nothing without rows."""
    made = "".join(element("li", each) for each in rows)
    return f"<ul>{made}</ul>" if made else ""


def summary(wording: Wording, report: Report) -> Iterator[str]:
    """The first page in words: who, why, what is missing, where things stand."""
    identity, origin = identity_data(wording, report), origin_data(wording, report)
    yield paragraph(origin["sample"])
    name = f"{identity['family']} {identity['given']}"
    yield paragraph(f"{name} {identity['also']}".strip(), identity["born"], identity["sex"])
    yield paragraph(identity["record"], identity["ins"], identity["status"])
    yield paragraph(identity["care"])
    yield paragraph(origin["centre"])
    yield paragraph(origin["period"], origin["asked"], origin["software"])
    if report.could_not_open:
        parts = (wording.text(f"report-part-{each}") for each in report.could_not_open)
        yield paragraph(f"{wording.text('report-missing')} : {', '.join(parts)}")
    said = summary_words(wording, report)
    yield items(" ".join((each["label"], each["value"], each["more"])) for each in said["facts"])
    yield paragraph(said["course"] or wording.text("report-no-course"))
    yield items(f"{label} : {text}" for label, text in said["rest"])
    yield items(each["alt"] for each in said["measures"])


def surveys(wording: Wording, report: Report) -> Iterator[str]:
    """Each questionnaire with its answers in words."""
    for each in surveys_data(wording, report):
        yield element("h3", each["title"])
        yield paragraph(each["level_words"], each["facts"])
        yield paragraph(each["marks"])
        yield items([*_symptoms(each), *_pairs(each["lists"]), *_pairs(each["measures"])])
        yield paragraph(each["comment"])
        yield items(_pairs(each["sent"]))


def _symptoms(survey: Data) -> Iterator[str]:
    for each in survey["symptoms"]:
        grade = "" if each["grade"] is None else f"≈{each['grade']}"
        yield several((f"{each['name']} {grade}".strip(), each["confirmed"] or "", each["words"]))


def _pairs(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    for label, text in rows:
        yield f"{label} : {text}"


def actions(wording: Wording, report: Report) -> Iterator[str]:
    """Each alert with why it came, and every act, also those that were undone."""
    for each in alerts_data(wording, report):
        yield element("h3", several((each["level_words"], each["title"], each["state"])))
        yield paragraph(each["times"])
        yield items(each["why"])
        yield items(_acts(each["acts"]))


def _acts(acts: Iterable[Data]) -> Iterator[str]:
    for act in acts:
        facts = (act["at"], act["who"], act["what"], act["result"], act["undone"] or "")
        yield BETWEEN.join(filter(None, (*facts, act["text"] or "")))


def comments(wording: Wording, report: Report) -> Iterator[str]:
    """All that anybody wrote."""
    for each in comments_data(wording, report):
        yield element("h3", several((each["at"], each["who"], each["where"])))
        yield element("p", each["text"])
