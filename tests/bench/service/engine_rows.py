"""All of a centre as files for an engine, in this process: what it takes, and what writing does."""

import resource
import time
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import select

from services.contract.cohorts import CohortState
from services.contract.enums import CredentialScope
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import MachineCredential
from services.db.tables.fhir import FhirExport
from services.edge.context import Context
from services.exports.spooled.spool import Binding, Directory, Reading
from services.fhir.bulk import rows
from services.fhir.bulk.asking import wanted_of
from services.fhir.bulk.filling import caller_of
from services.fhir.bulk.making import make_due
from services.fhir.bulk.service import ask
from services.ids import new_id
from tests.bench.service.filling import close, open_folder

_LEVEL: Final = 5


def make_all(folder: Path) -> dict[str, float]:
    """Resources, seconds of CPU, those of the floor, the largest memory (MB), the bytes of all."""
    context = open_folder(folder)
    centre_id = context.database.a_centre()
    assert centre_id is not None
    export_id = _asked(context, centre_id)
    begun = time.process_time()
    make_due(context, centre_id)
    seconds = time.process_time() - begun
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    with context.database.reading(Scope(centre_id)) as session:
        row = session.scalars(select(FhirExport).where(FhirExport.id == export_id)).one()
        session.expunge(row)
    assert row.state is CohortState.READY, row.failure
    assert row.outputs is not None
    binding = Binding(rows.SHELF, export_id, context.keys.file(export_id))
    directory = Directory.opened(binding, row.contents)
    reading = Reading(context, Scope(centre_id), binding, directory)
    floor = folder / "floor"
    floor_s = sum(seconds_to_write(reading.unpacked(name), floor) for name in row.outputs)
    close(context)
    return {
        "rows": sum(each["count"] for each in row.outputs.values()),
        "seconds": seconds,
        "floor_s": floor_s,
        "peak_mb": peak_mb,
        "size": sum(each.size for each in directory.files),
    }


def seconds_to_write(pieces: Iterable[bytes], path: Path) -> float:
    """Seconds of CPU for deflating and writing a file that is in memory a piece at a time."""
    deflate, spent = zlib.compressobj(_LEVEL), 0.0
    with path.open("wb") as written:
        for piece in pieces:
            begun = time.process_time()
            written.write(deflate.compress(piece))
            spent += time.process_time() - begun
        begun = time.process_time()
        written.write(deflate.flush())
    return spent + time.process_time() - begun


def _asked(context: Context, centre_id: UUID) -> UUID:
    credential_id = new_id()
    with context.database.writing(NO_CENTRE) as session:
        session.add(
            MachineCredential(
                id=credential_id,
                centre_id=centre_id,
                scope=CredentialScope.FHIR_READ,
                label="engine",
                secret_hash=credential_id.bytes,
                created_at=context.clock.now(),
            )
        )
    engine = caller_of(FhirExport(id=new_id(), centre_id=centre_id, credential_id=credential_id))
    return ask(context, engine, "ask_fhir_export", "$export", wanted_of({}, is_lenient=False))
