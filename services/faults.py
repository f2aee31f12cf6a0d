"""Named places where a test may kill the service, so that what survives can be looked at."""

import os
import signal

from sqlalchemy import event
from sqlalchemy.orm import Session

from services.settings import Settings

VARIABLE = "VIGIE_FAULT_POINT"


def point(name: str, settings: Settings) -> None:
    """Does nothing, unless this name was asked for and the data folder is a demonstration."""
    if _is_asked_for(name, settings):
        os.kill(os.getpid(), signal.SIGKILL)


def point_at_commit(name: str, session: Session, settings: Settings) -> None:
    """The same when everything of this transaction has been asked for and its commit begins."""
    if _is_asked_for(name, settings):

        @event.listens_for(session, "before_commit")
        def _kill(_session: Session) -> None:
            os.kill(os.getpid(), signal.SIGKILL)


def _is_asked_for(name: str, settings: Settings) -> bool:
    return os.environ.get(VARIABLE) == name and settings.demonstration_marker.exists()
