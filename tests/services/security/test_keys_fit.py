"""A service whose keys or walls are not those of its data never starts (R-ENC-05, R-AZ-03)."""

import os
import shutil
from pathlib import Path

import pytest
from sqlalchemy import make_url

from services import starting
from services.settings import Settings
from tests.support.service import ServiceUnderTest


def _refused(settings: Settings) -> type[Exception]:
    with pytest.raises((starting.KeysDoNotFit, starting.WallsMissing)) as refusal:
        starting.open_context(settings)
    return refusal.type


def test_a_foreign_master_key_is_refused_at_the_start(service: ServiceUnderTest):
    settings = service.context.settings
    settings.master_key_path.write_bytes(os.urandom(32))

    assert _refused(settings) is starting.KeysDoNotFit


def test_an_empty_key_store_is_refused_and_none_is_made_beside_data(service: ServiceUnderTest):
    settings = service.context.settings
    store = Path(settings.keys_url.removeprefix("sqlite:///"))
    shutil.rmtree(store.parent)

    assert _refused(settings) is starting.KeysDoNotFit
    with pytest.raises(starting.KeysDoNotFit):
        starting.initialise(settings)
    assert not store.exists()
    assert service.client.get("/health/ready").status_code == 503


@pytest.mark.parametrize("role", ["owner", "superuser"])
def test_a_role_that_passes_the_walls_is_refused_at_the_start(
    postgres_service: ServiceUnderTest, role: str
):
    settings = postgres_service.context.settings
    url = settings.owner_url
    if role == "superuser":
        superuser = make_url(url).set(username="postgres", password=None)
        url = superuser.render_as_string(hide_password=False)

    assert _refused(settings.model_copy(update={"database_url": url})) is starting.WallsMissing


def test_the_role_of_the_application_and_its_own_keys_start(service: ServiceUnderTest):
    opened = starting.open_context(service.context.settings)

    opened.journal.close()
    opened.database.dispose()
    opened.keys.dispose()
