"""The real stores of silence, weeks, messages and answering on sample services."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from console.stores.answering import AnsweringStore
from console.stores.message_acts import MessageActs
from console.stores.plan_acts import PlanActs
from console.stores.silence import SilenceStore
from console.stores.silence_acts import SilenceActs
from console.stores.silence_counts import SilenceCountStore
from services.contract.patients import PatientHeader
from tests.samples import file_data
from tests.samples.at_once import AtOnce
from tests.samples.rows import NOW
from tests.samples.silence import SampleSilenceLists, never_active, silent_rows
from tests.samples.weeks import SampleWeekCalls


def around(lists: SampleSilenceLists, calls: SampleWeekCalls) -> tuple[Any, Any]:
    """What does the calls, and the session that they are made in."""
    api = SimpleNamespace(
        silence=lists, survey_plans=calls, patient_messages=calls, read_patient=sample_header
    )
    session = SimpleNamespace(
        api=api,
        server_now=lambda: NOW,
        may=lambda _action: True,
        clock=SimpleNamespace(learn=lambda _now: None),
    )
    return AtOnce(), session


def sample_header(patient_id: UUID) -> PatientHeader:
    """The patient of the picture, or a silent one with the same context."""
    header = file_data.series(8).patient
    for row in (*silent_rows(), *never_active()):
        if row.patient.id == patient_id:
            return header.model_copy(update={"label": row.patient, "birth_name": None})
    return header


class SampleSilence(SilenceStore):
    """Reads `lists`."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.lists = SampleSilenceLists()
        self.calls = SampleWeekCalls()
        super().__init__(*around(self.lists, self.calls), parent)


class SampleSilenceActs(SilenceActs):
    """Reminds through the lists of a sample store."""

    def __init__(self, silence: SampleSilence, connection: Any) -> None:
        super().__init__(*around(silence.lists, silence.calls), connection)


class SamplePlanActs(PlanActs):
    """Changes the weeks of a sample store."""

    def __init__(self, silence: SampleSilence, connection: Any) -> None:
        super().__init__(*around(silence.lists, silence.calls), connection)


class SampleMessageActs(MessageActs):
    """Sends again through the calls of a sample store."""

    def __init__(self, silence: SampleSilence, connection: Any) -> None:
        super().__init__(*around(silence.lists, silence.calls), connection)


class SampleSilenceCounts(SilenceCountStore):
    """Counts at once."""

    def __init__(self, silence: SampleSilence) -> None:
        super().__init__(*around(silence.lists, silence.calls), silence)
        self.counts = silence.lists.read_counts()


class SampleAnswering(AnsweringStore):
    """Fills in through the calls of a sample store."""

    def __init__(self, silence: SampleSilence, connection: Any, drafts: Any) -> None:
        jobs, session = around(silence.lists, silence.calls)
        super().__init__(jobs, session, connection, drafts)
