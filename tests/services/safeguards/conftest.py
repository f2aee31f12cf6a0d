"""What tests of the safeguards of a centre share."""

from pathlib import Path

import pytest

from services.contract.enums import Role
from tests.services.safeguards.two_desk import TwoDesk
from tests.support.service import ServiceUnderTest


def two_desk_in(service: ServiceUnderTest, folder: Path) -> TwoDesk:
    """A centre with a second oncologist whose mails are laid down in a folder."""
    message = service.context.settings.message.model_copy(update={"folder": folder / "mails"})
    changed = service.context.settings.model_copy(update={"message": message})
    object.__setattr__(service.context, "settings", changed)
    desk = TwoDesk(service)
    desk.joins("oncologist_3", Role.ONCOLOGIST)
    return desk


@pytest.fixture
def desk(service: ServiceUnderTest, tmp_path: Path) -> TwoDesk:
    """A centre with two oncologists, a privacy officer and an administrator."""
    return two_desk_in(service, tmp_path)


@pytest.fixture
def one_desk(sqlite_service: ServiceUnderTest, tmp_path: Path) -> TwoDesk:
    """The same on one database, for what asks nothing of it."""
    return two_desk_in(sqlite_service, tmp_path)
