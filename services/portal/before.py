"""What stands before the questionnaire: an agreement that holds, then what is new to be read."""

from enum import StrEnum

from sqlalchemy.orm import Session

from services.consents.service import has_consent, standing
from services.contract.enums import Monitoring
from services.contract.notices import NoticeProfile, NoticeTool
from services.contract.week_enums import ConsentKind
from services.notices.acknowledging import waiting
from services.portal.asking import Visitor
from services.portal.weeks import monitoring_of


class Before(StrEnum):
    """What somebody has to go through first; the value is the page of it."""

    NOTHING = ""
    CONSENT = "/consent"
    NOTICES = "/notices"
    CLOSED = "/"
    """Nobody would read an answer: they said no, or are followed no more."""


def before_answering(session: Session, visitor: Visitor) -> Before:
    """What is not known to be agreed to, and to have been shown, comes first (S-47)."""
    patient_id = visitor.patient_id
    if monitoring_of(session, visitor) is Monitoring.ENDED:
        return Before.CLOSED
    if ConsentKind.TELEMONITORING not in standing(session, patient_id):
        return Before.CONSENT
    if not has_consent(session, patient_id):
        return Before.CLOSED
    if waiting(session, patient_id, NoticeTool.APP, NoticeProfile.PATIENT):
        return Before.NOTICES
    return Before.NOTHING
