"""What tests of the staff of a centre share."""

from pathlib import Path

import pytest

from services.contract.enums import Role
from tests.services.staff.staff_desk import StaffDesk
from tests.support.service import ServiceUnderTest
from tests.support.sign_in import make_person


def staff_desk_in(service: ServiceUnderTest, folder: Path) -> StaffDesk:
    """A centre with two administrators whose mails are laid down in a folder."""
    make_person(service, role=Role.ADMIN)
    message = service.context.settings.message.model_copy(update={"folder": folder / "mails"})
    changed = service.context.settings.model_copy(update={"message": message})
    object.__setattr__(service.context, "settings", changed)
    return StaffDesk(service)


@pytest.fixture
def desk(service: ServiceUnderTest, tmp_path: Path) -> StaffDesk:
    """A centre with two administrators whose mails are laid down in a folder."""
    return staff_desk_in(service, tmp_path)


@pytest.fixture
def one_desk(sqlite_service: ServiceUnderTest, tmp_path: Path) -> StaffDesk:
    """The same on one database, for what asks nothing of it."""
    return staff_desk_in(sqlite_service, tmp_path)


@pytest.fixture
def postgres_desk(postgres_service: ServiceUnderTest, tmp_path: Path) -> StaffDesk:
    """The same where more than one writes at a time."""
    return staff_desk_in(postgres_service, tmp_path)
