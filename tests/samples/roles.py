"""Who has neither queue nor patients: a privacy officer and a manager, each with what they see."""

from services.contract.enums import Role
from services.security.policy import actions_of
from tests.samples.desk import SampleDesk
from tests.samples.retention import OFFICER
from tests.samples.rows import me
from tests.samples.stores import SampleSession


def officer() -> tuple[SampleSession, SampleDesk]:
    """Sees references, and holds."""
    return _somebody(Role.PRIVACY_OFFICER)


def manager() -> tuple[SampleSession, SampleDesk]:
    """Sees counts, none of one to ten."""
    session, desk = _somebody(Role.MANAGER)
    desk.retention.calls.sees_lists = False
    desk.retention.calls.held = None
    return session, desk


def admin() -> tuple[SampleSession, SampleDesk]:
    """Sets what counts in the centre, and sees no patient."""
    session, desk = _somebody(Role.ADMIN)
    desk.centre.calls.is_admin = True
    return session, desk


def _somebody(role: Role) -> tuple[SampleSession, SampleDesk]:
    """Somebody with the rights that the policy gives."""
    session, desk = SampleSession(), SampleDesk()
    changes = {"role": role, "actions": actions_of(role), "person": OFFICER, "units": []}
    session.me = me().model_copy(update=changes)
    desk.retention.calls.sees_names = False
    return session, desk
