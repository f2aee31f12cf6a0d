"""A centre as large as the design asks: 10,000 patients, 1,000,000 alerts, 2,000 of them open."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from services import starting
from services.edge.context import Context
from services.ids import new_id
from services.security.master_key import make_master_key
from services.settings import Settings
from tests.bench.service import alerts, answers, patients
from tests.bench.service.bulk import Bulk
from tests.bench.service.site import Site


@dataclass(frozen=True)
class Size:
    """How much there is of everything; every open alert is another patient's.

    The answers of the first of them go back two years, of the next ones ten.
    """

    patients: int
    alerts: int
    open_alerts: int
    two_years: int = 0
    ten_years: int = 0

    def weeks_of(self, place: int) -> range:
        """The weeks of which the patient at a place has answers."""
        if place < self.two_years:
            return answers.weeks(104)
        return answers.weeks(520 if place < self.two_years + self.ten_years else answers.WEEKS)


FULL = Size(patients=10_000, alerts=1_000_000, open_alerts=2_000)
SMALL = Size(patients=3_000, alerts=50_000, open_alerts=2_000)
TENTH = Size(patients=10_000, alerts=100_000, open_alerts=2_000)
HUNDREDTH = Size(patients=10_000, alerts=10_000, open_alerts=2_000)
FILES = Size(patients=400, alerts=4_000, open_alerts=200, two_years=40, ten_years=10)
# As many as one unit is sorted by name for (decision 20), and as many as a large hospital follows.
LISTED = Size(patients=5_000, alerts=5_000, open_alerts=2_000)
WEEKLY = Size(patients=100_000, alerts=100, open_alerts=100)
HARDLY_ANYBODY = Size(patients=10, alerts=10, open_alerts=10)
SOUGHT = Size(patients=50_000, alerts=1_000, open_alerts=200)


def open_folder(folder: Path, database_url: str = "", migration_url: str = "") -> Context:
    """The parts of a service on a folder, and on a database elsewhere when there is one."""
    settings = Settings(
        data_dir=folder / "data", database_url=database_url, migration_url=migration_url
    )
    if not settings.master_key_path.exists():
        # By hand, because the service makes none beside a database that has its tables already.
        make_master_key(settings.master_key_path)
    starting.initialise(settings)
    return starting.open_context(settings)


def fill(site: Site, bulk: Bulk, size: Size) -> list[UUID]:
    """Writes the rows and gives the patients; the open alerts have a real history behind them."""
    patient_ids = [new_id() for _ in range(size.patients)]
    site.context.keys.add_patients(site.centre_id, patient_ids)
    bulk.insert("patient", patients.patients(site, patient_ids))
    bulk.insert("patient_search_token", patients.search_tokens(site, patient_ids))
    with_open = patient_ids[: size.open_alerts]
    bulk.insert("treatment_line", patients.treatment_lines(site, with_open))
    bulk.insert("treatment_cycle", patients.treatment_cycles(site, with_open))
    answer_ids = {
        (patient_id, week): new_id()
        for place, patient_id in enumerate(with_open)
        for week in size.weeks_of(place)
    }
    bulk.insert("answer", answers.answers(site, answer_ids))
    bulk.insert("symptom_grade", answers.grades(site, answer_ids))
    closed = size.alerts - size.open_alerts
    bulk.insert("alert", alerts.closed_alerts(site, patient_ids, closed))
    opened = list(alerts.open_alerts(site, with_open, answer_ids))
    bulk.insert("alert", opened)
    bulk.insert("rule_hit", alerts.rule_hits(opened))
    bulk.insert("rule_set_activation", alerts.activation(site))
    bulk.insert("worklist_entry", alerts.worklist_entries(site, opened))
    bulk.finish()
    return patient_ids


def close(context: Context) -> None:
    """Lets go of a folder, so that a service can be started on it."""
    context.journal.close()
    context.database.dispose()
    context.keys.dispose()
