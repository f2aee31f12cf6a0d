"""The real store of enrolments on a service in memory: it keeps steps as the real one does, and
names what they lack.
"""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from console.client.http import Write
from console.client.patient_enrolments import Step
from console.errors import ConsoleError
from console.stores.enrolments import EnrolmentStore
from services.contract.enrolment import (
    ConsentStep,
    EligibilityStep,
    Enrolment,
    EnrolmentAsk,
    EnrolmentProposals,
    EnrolmentRow,
    Enrolments,
    PathwayStep,
    ProposedNotice,
    ProposedQuestionnaire,
    ProposedUnit,
)
from services.contract.enrolment_candidates import (
    Candidate,
    Candidates,
    CandidatesAsk,
    Likeness,
)
from services.contract.enums import IdentityStatus, Monitoring, Sex
from services.contract.invitations import InvitationWords
from services.contract.patients import PatientLabel
from services.contract.problems import FieldProblem
from services.contract.week_enums import ConsentChoice, EnrolmentStop, Rhythm
from tests.samples.at_once import AtOnce, Silence
from tests.samples.notices import notices
from tests.samples.rows import ALAIN, CLAIRE, HELENE, NOW, THOMAS, UNIT_ID
from tests.samples.stores import SampleConnection

NEW_ID = UUID(int=5000)
_NEEDED: dict[str, tuple[type[Step], tuple[str, ...]]] = {
    "eligibility": (EligibilityStep, ("has_cancer", "has_systemic_treatment", "language", "reach")),
    "pathway": (
        PathwayStep,
        ("disease", "diagnosed_on", "line_name", "line_started_on", "oncologist_id"),
    ),
    "consent": (
        ConsentStep,
        ("language", "collection", "telemonitoring", "research", "communication"),
    ),
}


def candidate(number: int, likeness: Likeness, monitoring: Monitoring, born: date) -> Candidate:
    """Somebody who is like the new patient."""
    label = PatientLabel(
        id=UUID(int=5100 + number),
        family_name="LE GOFF",
        given_name="Marie" if number % 2 else "Maryse",
        birth_date=born,
        sex=Sex.FEMALE,
        record_number=f"80061{number:04d}",
    )
    return Candidate(
        patient=label,
        birth_name="QUERE" if number % 2 else None,
        unit_id=UNIT_ID,
        identity_status=IdentityStatus.QUALIFIED if number % 2 else IdentityStatus.PROVISIONAL,
        monitoring=monitoring,
        likeness=[likeness],
    )


def alike() -> Candidates:
    """A likely duplicate, somebody whose draft is open, somebody who was followed once."""
    return Candidates(
        items=[
            candidate(1, Likeness.DUPLICATE, Monitoring.ACTIVE, date(1961, 5, 4)),
            candidate(2, Likeness.SAME_BIRTH_DATE, Monitoring.PENDING, date(1961, 5, 4)),
            candidate(3, Likeness.HOMONYM, Monitoring.ENDED, date(1958, 1, 30)),
        ],
        elsewhere=False,
        more=False,
    )


def nobody() -> Candidates:
    """Nobody is like them."""
    return Candidates(items=[], elsewhere=False, more=False)


def proposals() -> EnrolmentProposals:
    """What is proposed at the moment of the picture."""
    given = notices(waits=False).for_patients
    return EnrolmentProposals(
        questionnaires=[
            ProposedQuestionnaire(
                questionnaire="weekly",
                version="2.1",
                title={"fr": "Questionnaire hebdomadaire", "en": "Weekly questionnaire"},
            )
        ],
        rule_set_version="3.2",
        units=[
            ProposedUnit(
                unit_id=UNIT_ID,
                name="Oncologie médicale",
                oncologists=[ALAIN, HELENE],
                nurses=[CLAIRE, THOMAS],
            )
        ],
        notices=[
            ProposedNotice(
                notice=f"{each.kind}-{each.tool}-{each.profile}",
                version=each.version,
                dated=each.dated,
                title=each.title,
            )
            for each in given
        ],
        rhythm=Rhythm.WEEK,
        weekday=2,
        opens_at_minute=540,
        starts_on=date(2025, 11, 19),
        latest_end_on=date(2026, 11, 19),
        portal_url="https://suivi.kerlann.fr",
        invitation={
            "fr": InvitationWords(
                sms="CHU de Kerlann : votre espace est prêt. suivi.kerlann.fr Code ······",
                subject="Votre espace est prêt",
                mail="Bonjour,\n\nVotre espace est prêt : suivi.kerlann.fr\nCode : ······",
            ),
            "en": InvitationWords(
                sms="CHU de Kerlann: your pages are ready. suivi.kerlann.fr Code ······",
                subject="Your pages are ready",
                mail="Hello,\n\nYour pages are ready: suivi.kerlann.fr\nCode: ······",
            ),
        },
    )


def enrolment(**changes: Any) -> Enrolment:
    """The new patient after step 1."""
    label = PatientLabel(
        id=NEW_ID,
        family_name="LE GOFF",
        given_name="Marianne",
        birth_date=date(1961, 5, 4),
        sex=Sex.FEMALE,
        record_number="800777123",
    )
    made = Enrolment(
        patient=label,
        unit_id=UNIT_ID,
        identity_status=IdentityStatus.VALIDATED,
        document=None,
        birthplace=None,
        is_of_age=True,
        step=1,
        eligibility=None,
        pathway=None,
        consent=None,
        consent_collected_by=None,
        consent_collected_at=None,
        missing=[],
        stop=None,
        started_by=CLAIRE,
        started_at=NOW,
        changed_by=CLAIRE,
        changed_at=NOW,
        finished_at=None,
        version=1,
    )
    return made.model_copy(update=changes)


class SampleEnrolling:
    """The endpoints."""

    def __init__(self) -> None:
        self.faults: list[ConsoleError] = []
        self.is_silent = False
        self.candidates = alike()
        self.enrolment = enrolment()
        self.asked: list[tuple[str, Any, Write | None]] = []

    def list_open(self) -> Enrolments:
        """Three drafts."""
        rows = [
            EnrolmentRow(
                patient=candidate(number, Likeness.HOMONYM, Monitoring.PENDING, born).patient,
                unit_id=UNIT_ID,
                step=number,
                started_by=CLAIRE,
                started_at=NOW,
                changed_by=THOMAS if number == 2 else CLAIRE,
                changed_at=NOW - timedelta(hours=number * 7),
                version=number,
            )
            for number, born in (
                (1, date(1949, 2, 3)),
                (2, date(1961, 5, 4)),
                (3, date(1970, 8, 9)),
            )
        ]
        return Enrolments(items=rows)

    def read_proposals(self) -> EnrolmentProposals:
        """What it begins with."""
        return proposals()

    def find_candidates(self, ask: CandidatesAsk) -> Candidates:
        """Who is like them."""
        self._meet("look", ask, None)
        return self.candidates

    def begin(self, ask: EnrolmentAsk, write: Write) -> Enrolment:
        """Step 1."""
        self._meet("begin", ask, write)
        label = self.enrolment.patient.model_copy(
            update={
                "family_name": ask.family_name.upper(),
                "given_name": ask.given_name,
                "birth_date": ask.birth_date,
                "record_number": ask.record_number,
            }
        )
        return self._write(patient=label, document=ask.document)

    def read(self, _patient_id: UUID) -> Enrolment:
        """As it stands."""
        return self.enrolment

    def save(self, _patient_id: UUID, _version: int, step: Step, write: Write) -> Enrolment:
        """A step."""
        self._meet("save", step, write)
        place = next(name for name, (shape, _) in _NEEDED.items() if isinstance(step, shape))
        if isinstance(step, ConsentStep) and step.telemonitoring is ConsentChoice.REFUSED:
            return self._write(stop=EnrolmentStop.NO_CONSENT)
        furthest = max(self.enrolment.step, list(_NEEDED).index(place) + 2)
        return self._write(**{place: step}, step=furthest)

    def finish(self, _patient_id: UUID, _version: int, write: Write) -> Enrolment:
        """The end."""
        self._meet("finish", None, write)
        return self._write(finished_at=NOW)

    def abandon(
        self, _patient_id: UUID, _version: int, reason: EnrolmentStop, write: Write
    ) -> Enrolment:
        """Another end."""
        self._meet("abandon", reason, write)
        return self._write(stop=reason)

    def reopen(self, _patient_id: UUID, write: Write) -> Enrolment:
        """Again."""
        self._meet("reopen", None, write)
        return self._write(step=1, stop=None, finished_at=None)

    def somebody_else_saves(self, **changes: Any) -> None:
        """A colleague was faster."""
        self._write(**changes, changed_by=THOMAS)

    def _write(self, **changes: Any) -> Enrolment:
        changes = {"version": self.enrolment.version + 1, "changed_at": NOW, **changes}
        self.enrolment = self.enrolment.model_copy(update=changes)
        is_open = self.enrolment.stop is None and self.enrolment.finished_at is None
        missing = self._missing() if is_open else []
        self.enrolment = self.enrolment.model_copy(update={"missing": missing})
        return self.enrolment

    def _missing(self) -> list[FieldProblem]:
        return [
            FieldProblem(field=f"{place}.{name}", reason="required")
            for place, (_, names) in _NEEDED.items()
            for name in names
            if getattr(getattr(self.enrolment, place), name, None) is None
        ]

    def _meet(self, what: str, ask: Any, write: Write | None) -> None:
        self.asked.append((what, ask, write))
        if self.is_silent:
            raise Silence
        if self.faults:
            raise self.faults.pop(0)


class SampleEnrolments(EnrolmentStore):
    """Asks `enrolling`."""

    def __init__(self, connection: Any = None, parent: QObject | None = None) -> None:
        self.enrolling = SampleEnrolling()
        self.is_allowed = True
        session: Any = SimpleNamespace(
            api=SimpleNamespace(patient_enrolments=self.enrolling),
            may=lambda _action: self.is_allowed,
        )
        jobs: Any = AtOnce()
        contact: Any = connection or SampleConnection()
        super().__init__(jobs, session, contact, parent)
