"""A manager approves on the real service what an administrator asked; nobody else is served."""

from pathlib import Path

import pytest

from services.contract.approvals import ApprovalState
from services.contract.enums import Role
from tests.console.test_real_service import Workplace, address, sit_down  # noqa: F401
from tests.services.staff.conftest import staff_desk_in
from tests.services.staff.staff_desk import StaffDesk
from tests.support.service import ServiceUnderTest


@pytest.fixture
def desk(sqlite_service: ServiceUnderTest, tmp_path: Path) -> StaffDesk:
    """A centre in which an administrator has asked for a nurse."""
    made = staff_desk_in(sqlite_service, tmp_path)
    assert made.invite(Role.NURSE).status_code == 202
    return made


@pytest.fixture
def service(desk: StaffDesk) -> ServiceUnderTest:
    """The service behind it."""
    return desk.service


def test_a_manager_counts_approves_and_the_invitation_leaves(qtbot, desk, sit_down):  # noqa: F811
    workplace: Workplace = sit_down(Role.MANAGER)
    store = workplace.desk.approvals
    with qtbot.waitSignal(store.changed):
        store.start()
    assert store.waiting == 1

    with qtbot.waitSignal(store.acts.done):
        store.approve(store.items[0])
    qtbot.waitUntil(lambda: store.waiting == 0)

    assert store.items[0].state is ApprovalState.APPROVED
    assert any("To: anne.le.roux@chu.example" in each for each in desk.mails())
    workplace.desk.stop()


def test_a_stale_look_is_refused_and_read_again(qtbot, desk, sit_down):  # noqa: F811
    workplace: Workplace = sit_down(Role.MANAGER)
    store = workplace.desk.approvals
    with qtbot.waitSignal(store.changed):
        store.start()
    seen = store.items[0]
    assert desk.approve(str(seen.id)).status_code == 200

    with qtbot.waitSignal(store.acts.failed):
        store.approve(seen)
    qtbot.waitUntil(lambda: store.items[0].state is ApprovalState.APPROVED)
    workplace.desk.stop()


def test_a_nurse_has_no_requests(sit_down):  # noqa: F811
    workplace: Workplace = sit_down(Role.NURSE)
    assert not workplace.desk.approvals.may_read
    workplace.desk.stop()
