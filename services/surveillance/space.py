"""Whether the disk of the service has room: said while there is some, not when it is full.

Of a database on another machine only that machine can tell.
"""

import logging
import shutil
from uuid import UUID

from services.contract.surveillance import PartState
from services.edge.context import Context
from services.settings import Settings

_log = logging.getLogger("vigie.surveillance")


def state_of(settings: Settings) -> PartState:
    """LOW when less of the disk that holds the data folder is free than the setting asks for.

    DOWN when the folder cannot be asked, which is worse news than a disk that fills.
    """
    try:
        usage = shutil.disk_usage(settings.data_dir)
    except OSError:
        return PartState.DOWN
    is_low = usage.free * 100 < settings.low_space_percent * usage.total
    return PartState.LOW if is_low else PartState.OK


def warn_of_space(context: Context, _installation: UUID) -> None:
    """Due work: says so in the log for as long as it is so."""
    match state_of(context.settings):
        case PartState.LOW:
            _log.warning("less than %d %% of the disk is free", context.settings.low_space_percent)
        case PartState.DOWN:
            _log.error("the data folder cannot be asked for its space")
