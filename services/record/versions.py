"""Every version of what is written down: kept with each change, read back newest first (S-53)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from services.centres.people import people
from services.contract.record import RecordVersion as Version
from services.contract.record import RecordVersions
from services.db.tables.patients import Patient
from services.db.tables.record import RecordVersion
from services.record.work import Work
from services.security.ciphers import Cipher, Place
from services.security.keystore import open_json, seal_json
from services.security.unreadable import opened

Fields = Mapping[str, str | int | float | bool | None]
_OF_OBJECT: Final = (
    select(RecordVersion)
    .where(
        RecordVersion.patient_id == bindparam("patient_id"),
        RecordVersion.object_id == bindparam("object_id"),
    )
    .order_by(RecordVersion.version.desc())
)
_LATEST: Final = _OF_OBJECT.limit(1)
_LOST: Final[Mapping[str, Any]] = {"unreadable": True}
_ENROLLED_AT: Final = select(Patient.created_at).where(Patient.id == bindparam("patient_id"))


@dataclass(frozen=True)
class Snapshot:
    """All of something that can be changed, flat, as it stands in a version.

    `by` and `at`, where the row itself knows them: None is nobody known, since the enrolment.
    `is_whole` False: something could not be opened, and is not among the fields.
    """

    object_id: UUID
    version: int
    fields: Fields
    is_withdrawn: bool = False
    by: UUID | None = None
    at: datetime | None = None
    is_whole: bool = True


def keep(work: Work, snapshot: Snapshot, reason: str | None = None) -> None:
    """Keeps what the person at work has just written."""
    _add(work, snapshot, reason, work.caller.person, work.now)


def keep_first(work: Work, snapshot: Snapshot) -> None:
    """Keeps what is about to be changed for the first time, as it was until now.

    What comes with an enrolment or an import has no version of its own before that.
    """
    if latest(work.session, work.patient_id, snapshot.object_id) is None:
        _add(work, snapshot, None, snapshot.by, _since(work, snapshot))


def latest(session: Session, patient_id: UUID, object_id: UUID) -> RecordVersion | None:
    """The last version that was kept of something, if any was."""
    asked = {"patient_id": patient_id, "object_id": object_id}
    return session.scalars(_LATEST, asked).first()


def listed(work: Work, standing: Snapshot) -> RecordVersions:
    """All versions of something of this patient, newest first; one alone where it never changed."""
    asked = {"patient_id": work.patient_id, "object_id": standing.object_id}
    rows = work.session.scalars(_OF_OBJECT, asked).all()
    if not rows:
        return RecordVersions(items=[_never_changed(work, standing)])
    named = people(work.session, [row.by for row in rows])
    found = []
    for row in rows:
        words = opened(partial(_open, work.cipher, row), "record version", row.object_id) or _LOST
        found.append(
            Version(
                version=row.version,
                at=row.at,
                by=None if row.by is None else named.get(row.by),
                reason=words.get("reason"),
                withdrawn=words.get("withdrawn", False),
                fields=words.get("fields", {}),
                unreadable=words.get("unreadable", False),
            )
        )
    return RecordVersions(items=found)


def _never_changed(work: Work, standing: Snapshot) -> Version:
    return Version(
        version=standing.version,
        at=_since(work, standing),
        by=None if standing.by is None else people(work.session, [standing.by]).get(standing.by),
        reason=None,
        withdrawn=standing.is_withdrawn,
        fields=dict(standing.fields),
        unreadable=not standing.is_whole,
    )


def _since(work: Work, snapshot: Snapshot) -> datetime:
    if snapshot.at is not None:
        return snapshot.at
    return work.session.scalars(_ENROLLED_AT, {"patient_id": work.patient_id}).one()


def _add(work: Work, snapshot: Snapshot, reason: str | None, by: UUID | None, at: datetime) -> None:
    words = {
        "fields": dict(snapshot.fields),
        "reason": reason,
        "withdrawn": snapshot.is_withdrawn,
        "unreadable": not snapshot.is_whole,
    }
    place = _place(snapshot.object_id, snapshot.version)
    work.session.execute(
        insert(RecordVersion),
        {
            "object_id": snapshot.object_id,
            "version": snapshot.version,
            "centre_id": work.caller.centre_id,
            "patient_id": work.patient_id,
            "content": seal_json(work.cipher, place, words),
            "by": by,
            "at": at,
        },
    )


def _open(cipher: Cipher, row: RecordVersion) -> dict[str, Any]:
    words: dict[str, Any] = open_json(cipher, _place(row.object_id, row.version), row.content)
    return words


def _place(object_id: UUID, version: int) -> Place:
    """One of its own for each version: none can be put in the place of another."""
    return Place("record_version", "content", uuid5(object_id, str(version)))
