"""Enrolling somebody: who is like them, the steps as the service keeps them, the open drafts."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from console.client.patient_enrolments import Step
from console.errors import ConsoleError
from console.jobs import Job, Jobs
from console.stores.connection import ConnectionStore
from console.stores.proven_act import Act
from console.stores.settled_acts import SettledActs, standing
from services.contract.enrolment import (
    Enrolment,
    EnrolmentAsk,
    EnrolmentProposals,
    EnrolmentRow,
    Enrolments,
)
from services.contract.enrolment_candidates import Candidates, CandidatesAsk
from services.contract.week_enums import EnrolmentStop

if TYPE_CHECKING:
    from console.session import Session

BEGINS: Final = "start_enrolment"


class Doing(StrEnum):
    """Which act is on its way, or was the last one."""

    BEGIN = "begin"
    SAVE = "save"
    FINISH = "finish"
    ABANDON = "abandon"
    REOPEN = "reopen"


class EnrolmentStore(QObject):
    """One enrolment in hand.

    Signals: `changed()` when anything to show is another; `opened()` when another enrolment is in
    hand, or none; `written(Doing)` when the service has done an act; `refused(ConsoleError)` when
    it has not, or nobody knows: then `acts.is_unsettled`.
    """

    changed = Signal()
    opened = Signal()
    written = Signal(Doing)
    refused = Signal(ConsoleError)

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        connection: ConnectionStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session = session
        self._job: Job | None = None
        self.acts = SettledActs(jobs, session, connection, self)
        self.doing = Doing.BEGIN
        self.proposals: EnrolmentProposals | None = None
        self.drafts: list[EnrolmentRow] | None = None
        self.candidates: Candidates | None = None
        self.looked_for: CandidatesAsk | None = None
        """For whom the candidates stand; None while nobody has looked."""
        self.enrolment: Enrolment | None = None
        self.is_opening = False
        self.error: ConsoleError | None = None
        """Why proposals, drafts or an enrolment could not be read."""
        self.look_error: ConsoleError | None = None
        self._asked: CandidatesAsk | None = None
        self.acts.changed.connect(self.changed)
        self.acts.done.connect(self._finish)
        self.acts.failed.connect(self._fail)

    @property
    def is_offered(self) -> bool:
        """Whether this role enrols."""
        return self._session.may(BEGINS)

    @property
    def is_looking(self) -> bool:
        """Whether an answer about candidates is awaited."""
        return self._asked is not None

    # Reading

    def start(self) -> None:
        """Read what an enrolment begins with, and which ones are open."""
        self.error = None
        session = self._session
        self._jobs.submit(
            self,
            lambda: session.api.patient_enrolments.read_proposals(),
            self._take_proposals,
            self._miss,
            key="proposals",
        )
        self.read_drafts()

    def read_drafts(self) -> None:
        """Read which enrolments are open in one's units."""
        session = self._session
        self._jobs.submit(
            self,
            lambda: session.api.patient_enrolments.list_open(),
            self._take_drafts,
            self._miss,
            key="drafts",
        )

    def look(self, ask: CandidatesAsk) -> None:
        """Find out who may be this person; what is on its way for other traits is dropped."""
        if ask in (self._asked, self.looked_for):
            return
        self._asked, self.look_error, session = ask, None, self._session
        self._jobs.submit(
            self,
            lambda: session.api.patient_enrolments.find_candidates(ask),
            self._take_candidates,
            self._miss_candidates,
            about=ask,
            key="look",
        )
        self.changed.emit()

    def open(self, patient_id: UUID) -> None:
        """Take an enrolment in hand."""
        session = self._session
        self.is_opening, self.error = True, None
        self._job = self._jobs.submit(
            self,
            lambda: session.api.patient_enrolments.read(patient_id),
            self._take,
            self._miss_enrolment,
            key="read",
        )
        self.changed.emit()

    def leave(self) -> None:
        """Have nothing in hand: the next enrolment begins at its beginning."""
        if self._job is not None:
            self._job.cancel()
        self._job = self.enrolment = self.candidates = self.looked_for = self._asked = None
        self.look_error = self.error = None
        self.is_opening = False
        self.opened.emit()

    # Acts

    def begin(self, ask: EnrolmentAsk) -> None:
        """Say who it is."""
        self._act(Doing.BEGIN, lambda api, write: api.patient_enrolments.begin(ask, write))

    def save(self, step: Step) -> None:
        """Put a step in the place of what stands."""
        if (held := self.enrolment) is not None:
            patient_id, version = held.patient.id, held.version
            self._act(
                Doing.SAVE,
                lambda api, write: api.patient_enrolments.save(patient_id, version, step, write),
            )

    def finish(self) -> None:
        """Follow the patient from now on."""
        if (held := self.enrolment) is not None:
            patient_id, version = held.patient.id, held.version
            self._act(
                Doing.FINISH,
                lambda api, write: api.patient_enrolments.finish(patient_id, version, write),
            )

    def abandon(self, reason: EnrolmentStop) -> None:
        """End an enrolment that leads nowhere."""
        if (held := self.enrolment) is not None:
            patient_id, version = held.patient.id, held.version
            self._act(
                Doing.ABANDON,
                lambda api, write: api.patient_enrolments.abandon(
                    patient_id, version, reason, write
                ),
            )

    def reopen(self, patient_id: UUID) -> None:
        """Begin again for somebody who is followed no more, or never was."""
        self._act(Doing.REOPEN, lambda api, write: api.patient_enrolments.reopen(patient_id, write))

    @Slot()
    def forget(self) -> None:
        """The session is over."""
        self.acts.forget()
        self.proposals = self.drafts = None
        self.leave()

    def _act(self, doing: Doing, act: Act) -> None:
        if not self.acts.is_busy and not self.acts.is_unsettled:
            self.doing = doing
            self.acts.begin(act)

    def _finish(self, enrolment: Enrolment) -> None:
        self._put(enrolment)
        self.written.emit(self.doing)

    def _fail(self, error: ConsoleError) -> None:
        held = self.enrolment
        if standing(error) is not None and held is not None:
            # Somebody was faster: what they wrote is shown beside what was typed.
            self.open(held.patient.id)
        self.refused.emit(error)

    def _take(self, enrolment: Enrolment) -> None:
        self.is_opening = False
        self._put(enrolment)
        self.changed.emit()

    def _put(self, enrolment: Enrolment) -> None:
        before, self.enrolment = self.enrolment, enrolment
        if before is None or before.patient.id != enrolment.patient.id:
            self.opened.emit()

    def _take_proposals(self, proposals: EnrolmentProposals) -> None:
        self.proposals = proposals
        self.changed.emit()

    def _take_drafts(self, found: Enrolments) -> None:
        self.drafts = list(found.items)
        self.changed.emit()

    def _miss(self, error: ConsoleError) -> None:
        self.error = error
        self.changed.emit()

    def _miss_enrolment(self, error: ConsoleError) -> None:
        self.is_opening = False
        self._miss(error)

    def _take_candidates(self, ask: CandidatesAsk, found: Candidates) -> None:
        if ask == self._asked:
            self._asked, self.looked_for, self.candidates = None, ask, found
            self.changed.emit()

    def _miss_candidates(self, ask: CandidatesAsk, error: ConsoleError) -> None:
        if ask == self._asked:
            self._asked, self.look_error = None, error
            self.looked_for = self.candidates = None
            self.changed.emit()
