"""The archives on the real service: what the console lists is what was archived there."""

import pytest

from console.stores.archives import ArchiveGroup
from console.stores.patient_file import TimelineQuery
from resources.wording import Wording
from services.contract.archive_enums import ArchiveReason, InformedHow, RestoreReason
from services.contract.archiving import ArchiveAsk, InformedAsk, RestoreAsk
from services.contract.enums import Monitoring, Sex, TimelineKind
from tests.console.test_real_service import address, nurse, sit_down  # noqa: F401
from tests.services.archiving.conftest import Archives, furnished
from tests.support.service import ServiceUnderTest
from ui.patient.timeline_words import timeline_lines


@pytest.fixture
def archives(sqlite_service: ServiceUnderTest) -> Archives:
    """The first patient of the nurse's unit is archived, and has answered since."""
    made = furnished(sqlite_service)
    made.archived("transfer", detail="Suivi repris ailleurs.")
    made.answer()
    return made


@pytest.fixture
def service(archives: Archives) -> ServiceUnderTest:
    """The service behind it."""
    return archives.service


def test_who_is_archived_is_listed_with_what_came_afterwards(qtbot, nurse, archives):  # noqa: F811
    store = nurse.desk.archives
    with qtbot.waitSignal(store.told):
        store.set_shown(True)

    [archived] = store.rows
    assert archived.key == archives.patient
    assert archived.row.archive.reason is ArchiveReason.TRANSFER
    assert archived.row.archive.detail == "Suivi repris ailleurs."
    assert archived.row.archive.is_told is False
    assert [late.count for late in archived.late] == [1]


def test_the_groups_and_the_reason_are_the_services_own(qtbot, nurse, archives):  # noqa: F811
    store = nurse.desk.archives
    with qtbot.waitSignal(store.told):
        store.set_shown(True)
    for group, count in ((ArchiveGroup.FAILED, 0), (ArchiveGroup.UNTOLD, 1)):
        with qtbot.waitSignal(store.told):
            store.set_group(group)
        assert len(store.rows) == count
    with qtbot.waitSignal(store.told):
        store.set_reason(ArchiveReason.DEATH)
    assert list(store.rows) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_timeline_tells_the_end_and_the_consent(
    qtbot,
    nurse,  # noqa: F811
    archives,
    language,
    monkeypatch,
):
    monkeypatch.setattr(Wording, "raises_on_missing", True)
    archives.send("POST", "restore", {"reason": "error"}, version=archives.standing()["version"])
    timeline = nurse.desk.file.timeline
    kinds = frozenset({TimelineKind.FOLLOW_UP, TimelineKind.CONSENT})
    with qtbot.waitSignal(timeline.changed, check_params_cb=lambda: bool(timeline.shown.items)):
        timeline.show(archives.patient, TimelineQuery(kinds))

    lines = timeline_lines(Wording(language), timeline.shown.items, Sex.FEMALE)

    assert [line.icon for line in lines] == [
        "arrow-counter-clockwise",
        "archive-box",
        "check-circle",
    ]
    assert lines[1].rest.endswith(" · Suivi repris ailleurs.")


def test_a_follow_up_is_ended_and_taken_back_by_the_console(qtbot, nurse, archives):  # noqa: F811
    """The version of the preview is the one the service asks for, then that of the archive."""
    store, restored = nurse.desk.archiving, archives.standing()
    archives.send("POST", "restore", {"reason": "error"}, version=restored["version"])
    label = nurse.session.api.read_patient(archives.patient).label
    with qtbot.waitSignal(store.was_read):
        store.open(label)
    assert store.found is not None
    assert store.found.undo_s == 30
    with qtbot.waitSignal(store.done):
        store.end(ArchiveAsk(reason=ArchiveReason.CLINICIAN_DECISION))
    assert archives.standing()["undone_at"] is None

    with qtbot.waitSignal(store.done):
        store.undo()

    assert archives.standing()["undone_at"] is not None
    assert not store.may_undo_of(archives.patient)


def test_who_was_told_and_is_followed_again_by_the_console(qtbot, nurse, archives):  # noqa: F811
    """Nobody is told yet; then by telephone; then with the plan of before."""
    store = nurse.desk.archived_acts
    label = nurse.session.api.read_patient(archives.patient).label
    with qtbot.waitSignal(store.was_read):
        store.open(label)
    assert store.found is not None
    assert store.found.archive is not None
    assert store.found.archive.is_told is False
    assert store.found.plan is not None
    with qtbot.waitSignal(store.done):
        store.inform(InformedAsk(how=InformedHow.BY_PHONE))
    assert archives.standing()["informed"]["how"] == "by_phone"
    with qtbot.waitSignal(store.was_read):
        store.read()

    with qtbot.waitSignal(store.done):
        store.restore(RestoreAsk(reason=RestoreReason.ERROR))

    assert archives.weeks.state(archives.patient) is Monitoring.ACTIVE
