"""The third block: what patient and team wrote, newest first."""

from typing import Any

from reports.voice import person, when
from resources.wording import Wording
from services.contract.report_enums import CommentOrigin
from services.contract.reports import Report


def comments_data(wording: Wording, report: Report) -> list[dict[str, Any]]:
    """All of them."""
    found = []
    for each in report.comments:
        is_patients = each.origin is CommentOrigin.SURVEY
        who = wording.text("word-role-patient") if is_patients else person(each.by)
        found.append(
            {
                "at": when(wording, each.at),
                "who": who or wording.text("report-unknown"),
                "where": wording.text(f"report-origin-{each.origin}"),
                "text": each.text,
            }
        )
    return found
