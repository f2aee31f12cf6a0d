"""What nobody thought of in a making: in the log by type and place, and as one of two failures."""

import errno
import logging
from typing import Final, TypeVar

from sqlalchemy.exc import DBAPIError

from services.contract.archive_enums import CareReportFault
from services.contract.cohorts import CohortFailure
from services.contract.exports import ExportFailure
from services.contract.problems import ProblemCode
from services.edge.problems import of_database
from services.logs import place_of

Kind = TypeVar("Kind", ExportFailure, CohortFailure, CareReportFault)
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


def failure_of(kind: type[Kind], fault: Exception, log: logging.Logger, about: str) -> Kind:
    """How the making of `about` failed; the words of a fault could be somebody's data."""
    if isinstance(fault, DBAPIError):
        log.error("%s: database error %s", about, type(fault.orig).__name__)
    else:
        log.error("%s failed: %s", about, place_of(fault))
    return kind.STORAGE_FULL if told_as_full(fault) else kind.INTERNAL


def told_as_full(fault: Exception) -> bool:
    """Whether a disk was full, be it ours or that of the database."""
    if isinstance(fault, DBAPIError):
        return of_database(fault).code is ProblemCode.STORAGE_FULL
    return isinstance(fault, OSError) and fault.errno in _FULL
