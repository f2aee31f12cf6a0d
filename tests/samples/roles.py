"""Who has neither queue nor patients: a privacy officer, a manager and an administrator, each with
what they see.
"""

from uuid import UUID

from services.contract.enums import Role
from services.contract.people import PersonLabel
from services.security.policy import actions_of
from tests.samples.accounts import ADMIN
from tests.samples.cohorts import UNITS
from tests.samples.desk import SampleDesk
from tests.samples.retention import OFFICER
from tests.samples.rows import me
from tests.samples.stores import SampleSession

MANAGER = PersonLabel(
    id=UUID(int=0x91), name="Hélène Prigent", initials="HP", title="Cadre de pôle"
)
ONCOLOGIST = PersonLabel(
    id=UUID(int=0x92), name="Dr Gwenola Tanguy", initials="GT", title="Oncologue"
)


def officer() -> tuple[SampleSession, SampleDesk]:
    """Sees references, and holds."""
    return _somebody(Role.PRIVACY_OFFICER)


def manager() -> tuple[SampleSession, SampleDesk]:
    """Sees counts, none of one to ten."""
    session, desk = _somebody(Role.MANAGER, MANAGER)
    desk.retention.calls.sees_lists = False
    desk.retention.calls.held = None
    return session, desk


def admin() -> tuple[SampleSession, SampleDesk]:
    """Has the accounts of the centre and sets what counts in it; sees no patient."""
    session, desk = _somebody(Role.ADMIN, ADMIN)
    desk.centre.calls.is_admin = True
    return session, desk


def oncologist() -> tuple[SampleSession, SampleDesk]:
    """Treats patients of two units, and asks for other response times."""
    session, desk = _somebody(Role.ONCOLOGIST, ONCOLOGIST)
    assert session.me is not None
    session.me = session.me.model_copy(update={"units": UNITS})
    desk.centre.calls.may_ask = True
    return session, desk


def _somebody(role: Role, person: PersonLabel = OFFICER) -> tuple[SampleSession, SampleDesk]:
    """Somebody with the rights that the policy gives."""
    session, desk = SampleSession(), SampleDesk()
    changes = {"role": role, "actions": actions_of(role), "person": person, "units": []}
    desk.accounts.allowed = set(actions_of(role))
    desk.exports.allowed = set(actions_of(role))
    desk.deliveries.allowed = set(actions_of(role))
    session.me = me().model_copy(update=changes)
    desk.retention.calls.sees_names = False
    return session, desk
