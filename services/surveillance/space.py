"""Whether the disk of the service has room: said while there is some, not when it is full.

Of a database on another machine only that machine can tell.
"""

import logging
import shutil
from uuid import UUID

from services.edge.context import Context
from services.settings import Settings

_log = logging.getLogger("vigie.surveillance")


def is_low(settings: Settings) -> bool:
    """Whether less of the disk that holds the data folder is free than the setting asks for."""
    usage = shutil.disk_usage(settings.data_dir)
    return usage.free * 100 < settings.low_space_percent * usage.total


def warn_of_space(context: Context, _installation: UUID) -> None:
    """Due work: says so in the log for as long as it is so."""
    if is_low(context.settings):
        _log.warning("less than %d %% of the disk is free", context.settings.low_space_percent)
