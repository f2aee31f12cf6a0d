"""An earlier release finds nothing of the invented patient, whom it would take for somebody."""

from alembic import command
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.pool import NullPool

from services.db import migrate
from tests.services.surveillance.conftest import Watch

_LEFT = text("SELECT count(*) FROM patient"), text("SELECT count(*) FROM answer")


def test_going_back_a_release_takes_the_invented_along(watch: Watch):
    watch.work()
    watch.answer()
    engine = create_engine(watch.service.context.settings.owner_url, poolclass=NullPool)
    with engine.begin() as connection:
        if not watch.service.context.database.is_sqlite:
            # The owner of the tables sees the rows of all centres here.
            for table in ("patient", "answer"):
                connection.execute(text(_NO_FORCE[table]))
        assert [connection.scalar(each) for each in _LEFT] == [14, 3]
        command.downgrade(migrate.config_for(connection), "0005")

    with engine.begin() as connection:
        if not watch.service.context.database.is_sqlite:
            for table in ("patient", "answer"):
                connection.execute(text(_NO_FORCE[table]))
        assert [connection.scalar(each) for each in _LEFT] == [12, 1]
        assert "due_work" not in inspect(connection).get_table_names()
    engine.dispose()


_NO_FORCE = {
    "patient": "ALTER TABLE patient NO FORCE ROW LEVEL SECURITY",
    "answer": "ALTER TABLE answer NO FORCE ROW LEVEL SECURITY",
}
