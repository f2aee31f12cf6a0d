"""Keeps a filled database between runs for as long as schema, seals and generator are the same."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from tests.bench.processes import ROOT
from tests.bench.service.databases import Database
from tests.bench.service.filling import Size, close, fill
from tests.bench.service.site import Site, make_site

CACHE = ROOT / ".bench-cache"
_CENTRE = "centre.json"
# All that decides what is in the database; the rest of the service only reads and adds to it.
_MADE_BY = (
    "resources/questionnaires",
    "services/alerts/summaries.py",
    "services/contract",
    "services/db",
    "services/demo/names.py",
    "services/patients/identity.py",
    "services/patients/indexes.py",
    "services/patients/normal.py",
    "services/patients/sounds.py",
    "services/patients/treatments.py",
    "services/security",
    "tests/bench/service",
    "tests/support/answers.py",
)
_USES_ONLY = (
    *("burst.py", "enrolment.py", "files.py", "following.py", "ground.py", "load.py", "rows.py"),
    *("roster_rows.py", "thin_api.py", "thin_events.py", "thin_files.py", "thin_roster.py"),
    *("retention_rows.py", "unfollowed.py", "cohort_rows.py", "engine_rows.py"),
    *("invented_months.py", "statistics_rows.py", "year.py"),
)


@dataclass(frozen=True)
class Filled:
    """A filled database with its service's parts open, ready for the people of this run."""

    site: Site
    patient_ids: tuple[UUID, ...]


def fill_or_bring_back(kind: str, database: Database, size: Size) -> Filled:
    """Fills a fresh database, from what an earlier run has kept where that is still right."""
    name = f"{kind}-{size.alerts}"
    kept = CACHE / f"{name}-{fingerprint(size)}"
    if not (kept / _CENTRE).exists():
        _make(name, kept, database, size)
    else:
        database.bring_back(kept)
    told = json.loads((kept / _CENTRE).read_text(encoding="utf-8"))
    site = Site(
        database.open(),
        UUID(told["centre_id"]),
        UUID(told["unit_id"]),
        datetime.fromisoformat(told["made_at"]),
    )
    return Filled(site, tuple(UUID(each) for each in told["patient_ids"]))


def fingerprint(size: Size, root: Path = ROOT) -> str:
    """Stands for everything that the rows depend on."""
    digest = hashlib.sha256(repr(size).encode())
    for file in _sources(root):
        digest.update(f"{file.relative_to(root)}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _sources(root: Path) -> Iterator[Path]:
    for name in _MADE_BY:
        place = root / name
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.suffix in {".py", ".json"} and file.name not in _USES_ONLY:
                yield file


def _make(name: str, kept: Path, database: Database, size: Size) -> None:
    context = database.open()
    site = make_site(context)
    patient_ids = fill(site, database.bulk(), size)
    close(context)
    CACHE.mkdir(mode=0o700, exist_ok=True)
    for older in CACHE.glob(f"{name}-*"):
        shutil.rmtree(older)
    part = CACHE / f"{name}-unfinished"
    database.keep(part)
    told = {
        "centre_id": str(site.centre_id),
        "unit_id": str(site.unit_id),
        "made_at": site.now.isoformat(),
        "patient_ids": [str(each) for each in patient_ids],
    }
    (part / _CENTRE).write_text(json.dumps(told), encoding="utf-8")
    part.rename(kept)
