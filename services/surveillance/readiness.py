"""Whether the service can serve now: database, schema, key store and journal each answer."""

import logging
import threading
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from services.audit.journal import Entry, JournalUnavailable
from services.contract.enums import Role
from services.db import revisions
from services.edge.context import Context
from services.ids import new_id
from services.security.keystore import KeyMissing

_log = logging.getLogger("vigie.surveillance")
# Anybody may ask, so that asking may not fill the journal.
_JOURNAL_TRIED_EVERY: Final = timedelta(minutes=1)


class Readiness:
    """Tries every part that a request needs; what failed goes to the log, not to the caller."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lock = threading.Lock()
        self._journal_tried_at: datetime | None = None
        self._journal_answered = False

    def is_ready(self) -> bool:
        """Whether all of them answer."""
        tried = {
            "database": self._database_answers(),
            "key store": self._key_store_answers(),
            "journal": self._journal_answers(),
        }
        for part, answers in tried.items():
            if not answers:
                _log.error("not ready: the %s does not answer as it should", part)
        return all(tried.values())

    def _database_answers(self) -> bool:
        try:
            with self._context.database.reader.connect() as connection:
                return revisions.current(connection) == revisions.head()
        except SQLAlchemyError:
            return False

    def _key_store_answers(self) -> bool:
        """Opens the key of one centre: a store without it answers, but opens no record.

        Without a centre, the key of nobody is asked for: saying that there is none is an answer.
        """
        try:
            centre_id = self._context.database.a_centre()
            if centre_id is not None:
                return self._context.keys.fits(centre_id)
            self._context.keys.patients([new_id()])
        except KeyMissing:
            return True
        except SQLAlchemyError:
            return False
        return False

    def _journal_answers(self) -> bool:
        now = self._context.clock.now()
        with self._lock:
            last = self._journal_tried_at
            if last is not None and self._journal_answered and now - last < _JOURNAL_TRIED_EVERY:
                return True
            self._journal_tried_at = now
            entry = Entry("ready", now, "done", str(new_id()), role=Role.SYSTEM.value)
            try:
                self._context.journal.append(entry)
            except JournalUnavailable:
                self._journal_answered = False
            else:
                self._journal_answered = True
            return self._journal_answered
