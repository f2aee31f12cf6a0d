"""A process that dies while it archives, or looks after archives: whole or not at all (H-08)."""

import signal

import pytest

from services.contract.enums import Monitoring
from services.contract.week_enums import MessageChannel, MessageState
from tests.services.archiving.conftest import Archives
from tests.services.archiving.test_undo import furnish, standing
from tests.support import child

_OPEN = """
import sys
from pathlib import Path
from uuid import UUID
from services import starting
from services.settings import Settings
context = starting.open_context(Settings(data_dir=Path(sys.argv[1], "data")))
centre, patient, account = (UUID(each) for each in sys.argv[2:5])
"""
_ARCHIVE = (
    _OPEN
    + """
from services.archiving.ending import Ending, end
from services.contract.archive_enums import ArchiveReason
from services.db.holding import hold_patient
from services.db.scope import Scope
from services.patients.monitoring import find_for_system
with context.database.writing(Scope(centre)) as session:
    hold_patient(session, patient)
    found = find_for_system(session, patient)
    now = context.clock.now()
    end(session, context, found, Ending(ArchiveReason.TRANSFER, account), now)
"""
)
_TICK = (
    _OPEN
    + """
from services.archiving.tick import keep_archives
keep_archives(context, centre)
"""
)


def run(archives: Archives, program: str, point: str) -> int:
    """A process of its own that dies at a point; how it ended."""
    centre = archives.service.centre
    folder, nurse = child.folder_of(archives.service), centre.accounts["nurse"]
    around = {"VIGIE_DEMONSTRATION_CLOCK": archives.weeks.now.isoformat()}
    words = ("-c", program, *map(str, (folder, centre.id, archives.patient, nurse)))
    return child.run(archives.service, *words, fault=point, environment=around).returncode


def test_killed_before_the_end_nothing_has_ended(archives: Archives):
    furnish(archives)
    before = standing(archives)

    assert run(archives, _ARCHIVE, "archive.before_commit") == -signal.SIGKILL
    assert standing(archives) == before
    assert (archives.told(), archives.notices()) == ([], [])
    assert archives.weeks.state(archives.patient) is Monitoring.ACTIVE
    assert archives.archive().status_code == 200


@pytest.mark.parametrize("point", ["archive.settled", "schedule.before_commit"])
def test_a_worker_killed_between_steps_is_made_up_for(archives: Archives, point: str):
    furnish(archives)
    archives.archived()
    archives.service.clock.forward(seconds=40)
    archives.service.stay_signed_in()
    archives.message_is(MessageChannel.SMS, MessageState.DELIVERED)

    assert run(archives, _TICK, point) == -signal.SIGKILL
    assert len(archives.notices()) == 1
    archives.tick()

    assert archives.notices() == []
    assert archives.row().settled_at is not None
    assert standing(archives)["answer_draft"] == []
    assert len(archives.journal("archived_patient_told")) == 1
