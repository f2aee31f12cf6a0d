"""What sets one answered survey apart, in words."""

from __future__ import annotations

from resources.wording import Wording
from services.contract.alerts import AnsweredSurvey


def survey_marks(w: Wording, survey: AnsweredSurvey) -> tuple[str, ...]:
    """What sets an answer apart from one that came once and in time (decision 16)."""
    marks = []
    if survey.corrects_received_at is not None:
        at = w.day_time(survey.corrects_received_at)
        marks.append(w.text("triage-marks-corrects", received=at))
    if survey.corrected_at is not None:
        at = w.day_time(survey.corrected_at)
        marks.append(w.text("triage-marks-corrected", received=at))
    if survey.is_late and survey.received_at is not None:
        written, received = w.day_time(survey.authored_at), w.day_time(survey.received_at)
        marks.append(w.text("triage-marks-late", written=written, received=received))
    if survey.is_reception_time:
        marks.append(w.text("triage-reception-time"))
    return tuple(marks)
