"""A sealed value that cannot be opened: journalled, told by its own code, never a silent 500."""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from services.audit.journal import Entry, entry_of
from services.contract.problems import ProblemCode
from services.edge.context import Context
from services.errors import ServiceError, integrity_error
from services.security.caller import Caller
from services.security.ciphers import SealBroken
from services.security.keystore import KeyMissing

_log = logging.getLogger("vigie.service")
UNOPENABLE: Final = (SealBroken, KeyMissing)
_OF_PATIENT: Final = frozenset({"patient", "key"})


def told(
    context: Context, caller: Caller, operation: str, at: datetime, broken: Exception
) -> ServiceError:
    """Journals what could not be opened (R-ENC-01), and gives back what the caller is told."""
    row_id, patient_id = _concerned(broken)
    if patient_id == caller.centre_id:
        patient_id = None
    return _told(
        context,
        entry_of(
            caller,
            operation,
            at,
            ProblemCode.INTEGRITY_ERROR,
            object_id=caller.tried.object_id or row_id,
            patient_id=caller.tried.patient_id or patient_id,
        ),
        broken,
    )


def told_if_broken(
    context: Context, caller: Caller, operation: str, content: Iterator[bytes]
) -> Iterator[bytes]:
    """What leaves; where a part cannot be opened it breaks off, and the journal says so."""
    try:
        yield from content
    except UNOPENABLE as broken:
        raise told(context, caller, operation, context.clock.now(), broken) from None


def told_of_nobody(
    context: Context, operation: str, request_id: str, broken: Exception
) -> ServiceError:
    """The same before anybody is known, as while signing in."""
    row_id, _patient_id = _concerned(broken)
    entry = Entry(
        operation, context.clock.now(), ProblemCode.INTEGRITY_ERROR, request_id, object_id=row_id
    )
    return _told(context, entry, broken)


def _told(context: Context, entry: Entry, broken: Exception) -> ServiceError:
    _log.error("%s on %s in %s", type(broken).__name__, entry.object_id, entry.request_id)
    context.journal.append(entry)
    error = integrity_error()
    error.is_journalled = True
    return error


def _concerned(broken: Exception) -> tuple[UUID | None, UUID | None]:
    """The row that holds the value, and its patient as far as the error knows them.

    A broken seal names table, column and row; a missing key its owner.
    """
    words = [str(word) for word in broken.args]
    try:
        row_id = UUID(words[-1])
    except (IndexError, ValueError):
        return None, None
    is_of_patient = len(words) == 1 or words[0] in _OF_PATIENT
    return row_id, row_id if is_of_patient else None
