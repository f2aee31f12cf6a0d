"""What was typed and not sent: kept a day for its author alone, over Esc, a lock, another person
and a crash; erased once it is sent (screens.md 1.6, 3.2).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from console.errors import ConsoleError
from console.jobs import Jobs, Lane
from console.stores.draft_file import KEPT, Draft, DraftFile, remove_old

Key = tuple[UUID, str]
OF_A_RECORD = "record."
"""How the kind of a draft begins that is about a patient's record and not about an alert."""
OF_AN_ENROLMENT = "enrolment."
"""How the kind of a draft begins that is a step of an enrolment."""
OF_ANSWERS = "answers."
"""The same of a questionnaire that is filled in with a patient."""
Kept = dict[Key, Draft]


class Drafts(QObject):
    """The drafts of one person. Signals: `loaded()` when those on disk are here; `changed()` when
    one was kept anew or erased.

    `kept` outlives this object where there is no keyring, and so no file.
    """

    loaded = Signal()
    changed = Signal()

    def __init__(
        self,
        jobs: Jobs,
        open_file: Callable[[], DraftFile | None],
        now: Callable[[], datetime],
        kept: Kept,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._now = now
        self._kept = kept
        self._open_file = open_file
        self._file: DraftFile | None = None

    def load(self) -> None:
        """Read what an earlier session or a crash left."""
        now = self._now()
        open_file = self._open_file
        # In the lane of the writes: what is being written is read afterwards.
        self._jobs.submit(
            self,
            lambda: _opened(open_file(), now),
            self._take,
            self._do_without,
            lane=Lane.SERIAL,
        )

    def get(self, about: UUID, kind: str) -> Draft | None:
        """What was typed into a form, unless that is more than a day ago."""
        draft = self._kept.get((about, kind))
        return draft if draft is not None and self._now() - draft.typed_at < KEPT else None

    def all(self) -> list[Draft]:
        """Everything of the last day, the oldest first."""
        now = self._now()
        young = [each for each in self._kept.values() if now - each.typed_at < KEPT]
        return sorted(young, key=lambda each: each.typed_at)

    def put(self, about: UUID, kind: str, content: str) -> None:
        """Keep this text; the same as before keeps its time."""
        before = self._kept.get((about, kind))
        if before is None or before.content != content:
            draft = Draft(about, kind, content, self._now())
            self._kept[about, kind] = draft
            self._save()
            self.changed.emit()

    def drop(self, about: UUID, kind: str) -> None:
        """Erase: it was sent, or its author emptied the form."""
        if self._kept.pop((about, kind), None) is not None:
            self._save()
            self.changed.emit()

    def close(self) -> None:
        """The session is over: what lies on disk does not stay in memory as well."""
        if self._file is not None:
            self._save()
            self._kept.clear()

    def _save(self) -> None:
        file, drafts = self._file, [replace(draft) for draft in self._kept.values()]
        if file is not None:
            self._jobs.submit(
                self,
                lambda: file.write(drafts),
                self._ignore,
                self._ignore_fault,
                key="write",
                lane=Lane.SERIAL,
            )

    def _take(self, found: tuple[DraftFile | None, list[Draft]]) -> None:
        self._file, drafts = found
        is_ahead = bool(self._kept)
        for draft in drafts:
            self._kept.setdefault((draft.about, draft.kind), draft)
        if is_ahead:
            self._save()
        self.loaded.emit()

    def _do_without(self, _error: ConsoleError) -> None:
        """Nothing can be read: go on in memory."""
        self.loaded.emit()

    def _ignore(self, _done: None) -> None:
        """It is written."""

    def _ignore_fault(self, _error: ConsoleError) -> None:
        """A disk that is full or closed: the drafts are still in memory."""


class DraftShelf:
    """Everybody's drafts of one workstation; each person is given theirs.

    `key` is asked in a worker and is None without a keyring: then drafts stay in memory, and end
    with the program.
    """

    def __init__(self, jobs: Jobs, key: Callable[[], bytes | None], folder: Path | None) -> None:
        self._jobs = jobs
        self._key = key
        self._folder = folder
        self._kept: dict[UUID, Kept] = {}

    def of(
        self, person: UUID, now: Callable[[], datetime], parent: QObject | None = None
    ) -> Drafts:
        """The drafts of one person, being read."""
        for kept in self._kept.values():
            _forget_old(kept, now())
        drafts = Drafts(
            self._jobs, self._file_of(person), now, self._kept.setdefault(person, {}), parent
        )
        drafts.load()
        return drafts

    def _file_of(self, person: UUID) -> Callable[[], DraftFile | None]:
        folder, key = self._folder, self._key

        def _open() -> DraftFile | None:
            known = None if folder is None else key()
            if folder is None or known is None:
                return None
            remove_old(folder)
            return DraftFile(folder, known, person)

        return _open


def _opened(file: DraftFile | None, now: datetime) -> tuple[DraftFile | None, list[Draft]]:
    return file, [] if file is None else file.read(now)


def _forget_old(kept: Kept, now: datetime) -> None:
    for key in [key for key, draft in kept.items() if now - draft.typed_at >= KEPT]:
        del kept[key]
