"""A unit as CSV and as NDJSON, and all of it for an engine: rows a second of CPU beside writing the
same bytes, and memory (#8).

Each is made in a process of its own, whose largest memory is compared between a thousand patients
and ten thousand: it must not grow with their number. The floor unpacks nothing and gathers nothing:
it deflates and writes the bytes that were made.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from services.contract.approvals import ApprovalKind, ApprovalState
from services.contract.cohorts import CohortFormat, CohortState
from services.contract.enums import Role
from services.contract.report_enums import ExportPurpose
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import Account, Membership, MembershipUnit, SignInSession
from services.db.tables.centres import Unit
from services.db.tables.staff import ApprovalRequest
from services.edge.context import Context
from services.exports.cohorts import rows
from services.exports.cohorts.making import make_due
from services.exports.spooled.spool import Binding, Directory, Reading
from services.fhir.publishing import publish
from services.ids import new_id
from tests.bench.figures import Figure, Goal
from tests.bench.processes import ROOT
from tests.bench.rounds import Rounds
from tests.bench.service.bulk import SqliteBulk
from tests.bench.service.engine_rows import make_all, seconds_to_write
from tests.bench.service.filling import Size, close, fill, open_folder
from tests.bench.service.site import make_site

SIZES: Final = (1_000, 10_000)
_ENGINE: Final = "files of an engine"
_T: Final = 54_500
"""Rows a second of the thin API (performance.md, row 6)."""
_FAST: Final = Goal("product", _T * 2 / 3, is_least=True, words="≥ 2/3 T")
_FLAT: Final = Goal("ratio", 1.1, words="≤ 1.1")


def cohorts(_rounds: Rounds) -> Iterator[Figure]:
    """Both formats, of few patients and of many."""
    yield from cohort_figures(SIZES)


def cohort_figures(sizes: tuple[int, int]) -> Iterator[Figure]:
    """The same of any two sizes."""
    with tempfile.TemporaryDirectory() as place:
        folders = [Path(place, str(count)) for count in sizes]
        for folder, count in zip(folders, sizes, strict=True):
            _prepare(folder, count)
        for asked in (*(each.value for each in CohortFormat), _ENGINE):
            few, many = (_made(folder, asked) for folder in folders)
            what = f"{sizes[1]:,} patients as {asked}"
            per_s = many["rows"] / many["seconds"]
            floor = many["rows"] / many["floor_s"]
            yield Figure("cohort", f"{what}, rows", "/s CPU", (per_s,), (floor,), _FAST)
            peaks = (many["peak_mb"],), (few["peak_mb"],)
            yield Figure("cohort", f"{what}, memory beside {sizes[0]:,}", "MB", *peaks, _FLAT)
            yield Figure("cohort", f"{what}, size", "MB", (many["size"] / 1e6,))


def _prepare(folder: Path, count: int) -> None:
    """A unit of so many patients, each with nine weeks of answers."""
    context = open_folder(folder)
    site = make_site(context)
    bulk = SqliteBulk(context.settings.data_dir / "vigie.sqlite")
    fill(site, bulk, Size(patients=count, alerts=count, open_alerts=count))
    for _ in range(1 + count // 1_000):
        # Each pass numbers as much as leaves room for the end of a service.
        publish(context, site.centre_id)
    close(context)


def _made(folder: Path, asked: str) -> Any:
    words = [sys.executable, "-m", "tests.bench.service.cohort_rows", str(folder), asked]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def _make(folder: Path, asked: CohortFormat) -> dict[str, float]:
    context = open_folder(folder)
    export_id, centre_id = _released(context, asked)
    begun = time.process_time()
    make_due(context, centre_id)
    seconds = time.process_time() - begun
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    with context.database.reading(Scope(centre_id)) as session:
        row = rows.SHELF.one(session, export_id)
        assert row is not None
        session.expunge(row)
    assert row.state is CohortState.READY, row.failure
    assert row.size is not None
    path = folder / "made.zip"
    binding = Binding(rows.SHELF, export_id, context.keys.file(export_id))
    directory = Directory.opened(binding, row.contents)
    with path.open("wb") as file:
        file.writelines(Reading(context, Scope(centre_id), binding, directory).zipped())
    close(context)
    with zipfile.ZipFile(path) as made:
        told = json.loads(made.read("export.json"))
        floor_s = sum(_deflated(made, name, folder / "floor") for name in made.namelist())
    return {
        "rows": sum(each["count"] for each in told["output"]),
        "seconds": seconds,
        "floor_s": floor_s,
        "peak_mb": peak_mb,
        "size": row.size,
    }


def _deflated(made: zipfile.ZipFile, name: str, path: Path) -> float:
    with made.open(name) as file:
        return seconds_to_write(iter(partial(file.read, 1 << 20), b""), path)


def _released(context: Context, asked: CohortFormat) -> tuple[UUID, UUID]:
    """An export of the one unit that may be made: two people agreed, and one of them is there."""
    now, export_id, account_id = context.clock.now(), new_id(), new_id()
    centre_id = context.database.a_centre()
    assert centre_id is not None
    with context.database.reading(Scope(centre_id)) as session:
        unit_id = session.scalars(select(Unit.id)).first()
        assert unit_id is not None
        patient_ids = rows.patients_of(session, unit_id)
    session_id = _hire(context, account_id, centre_id, unit_id)
    columns: dict[str, Any] = {
        "id": export_id,
        "centre_id": centre_id,
        "unit_id": unit_id,
        "requester_id": account_id,
        "session_id": session_id,
        "format": asked,
        "purpose": ExportPurpose.END_OF_CONTRACT,
        "first_on": (now - timedelta(days=730)).date(),
        "last_on": now.date(),
        "language": "fr",
        "blocks": ["surveys", "actions", "comments"],
        "state": CohortState.QUEUED,
        "patients": len(patient_ids),
        "done": 0,
        "attempts": 0,
        "has_key": False,
        "asked_at": now,
        "approved_at": now,
    }
    with context.database.writing(Scope(centre_id)) as session:
        approval_id = columns["approval_id"] = new_id()
        session.add(
            ApprovalRequest(
                id=approval_id,
                centre_id=centre_id,
                kind=ApprovalKind.EXPORT_COHORT,
                state=ApprovalState.APPROVED,
                payload=b"sealed",
                digest=b"seen",
                asked_by=account_id,
                asked_at=now,
                lapses_at=now,
                version=2,
            )
        )
        session.flush()
        rows.add(session, columns, patient_ids)
    return export_id, centre_id


def _hire(context: Context, account_id: UUID, centre_id: UUID, unit_id: UUID) -> UUID:
    now, membership_id, session_id = context.clock.now(), new_id(), new_id()
    with context.database.writing(NO_CENTRE) as session:
        session.add(
            Account(
                id=account_id,
                username=str(account_id),
                name="Prénom Nom",
                initials="PN",
                password_hash="!",
                created_at=now,
            )
        )
        session.flush()
        session.add(
            Membership(
                id=membership_id, account_id=account_id, centre_id=centre_id, role=Role.ONCOLOGIST
            )
        )
        session.flush()
        session.add(MembershipUnit(membership_id=membership_id, unit_id=unit_id))
        session.add(
            SignInSession(
                id=session_id,
                account_id=account_id,
                membership_id=membership_id,
                centre_id=centre_id,
                access_hash=session_id.bytes * 2,
                access_expires_at=now + timedelta(hours=11),
                refresh_hash=account_id.bytes * 2,
                started_at=now,
                authenticated_at=now,
                last_act_at=now,
            )
        )
    return session_id


if __name__ == "__main__":
    place, wanted = Path(sys.argv[1]), sys.argv[2]
    told = make_all(place) if wanted == _ENGINE else _make(place, CohortFormat(wanted))
    print(json.dumps(told))
