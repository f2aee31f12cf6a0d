"""Who is asked at all: the one criterion of everything that the schedule does by itself."""

from typing import Final

from sqlalchemy import select

from services.contract.enums import Monitoring
from services.contract.week_enums import ConsentChoice, ConsentKind
from services.db.tables.enrolment import Consent
from services.db.tables.patients import Patient

_LAST_CONSENT: Final = (
    select(Consent.choice)
    .where(Consent.patient_id == Patient.id, Consent.kind == ConsentKind.TELEMONITORING)
    .order_by(Consent.at.desc(), Consent.id.desc())
    .limit(1)
    .scalar_subquery()
)
HAS_CONSENT: Final = _LAST_CONSENT == ConsentChoice.ACCEPTED
"""Whether the patient agrees to be followed, as they said last (R-RET-05)."""
FOLLOWED: Final = (
    Patient.monitoring == Monitoring.ACTIVE,
    Patient.synthetic.is_(False),
    HAS_CONSENT,
)
"""Followed, with a recorded consent, in no pause; never the patient whom surveillance invented."""
