"""Exports as their owner sees them: as they stand by the clock, whatever due work has done yet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from services.alerts.unreadable import labels
from services.contract.exports import Export, ExportFailure, ExportState
from services.contract.report_enums import ReportBlock
from services.db.tables import exports as tables
from services.edge.context import Context
from services.exports import rights, rows

_LOST: Final = ExportFailure.IDENTITY_CHANGED
"""Why a file that lies there has failed, before due work has said so."""


def stands(
    row: tables.Export, now: datetime, *, is_entitled: bool, has_lost_ins: bool
) -> ExportState:
    """Where an export stands: cancelled with the session in which it was asked for, expired when
    its time is over, failed when it holds an INS that may not travel any more.
    """
    if row.state not in rows.STANDING:
        return row.state
    if not is_entitled:
        return ExportState.CANCELLED
    if row.state is ExportState.READY and (row.expires_at is None or now >= row.expires_at):
        return ExportState.EXPIRED
    return ExportState.FAILED if has_lost_ins else row.state


def states(
    session: Session, context: Context, listed: Sequence[tables.Export], now: datetime
) -> list[ExportState]:
    """The same of several, in one read."""
    standing = [each for each in listed if each.state in rows.STANDING]
    entitled = rights.callers(session, standing, context.settings, now)
    lost = rows.with_lost_ins(session, [each.id for each in standing])
    return [
        stands(each, now, is_entitled=each.id in entitled, has_lost_ins=each.id in lost)
        for each in listed
    ]


def shown(
    session: Session, context: Context, listed: Sequence[tables.Export], now: datetime
) -> list[Export]:
    """Exports in the same order, with the names of their patients."""
    named = labels(session, context.keys, [each.patient_id for each in listed])
    return [
        Export(
            id=row.id,
            patient_id=row.patient_id,
            patient=named.get(row.patient_id),
            format=row.format,
            purpose=row.purpose,
            first=row.first_on,
            last=row.last_on,
            language="fr" if row.language == "fr" else "en",
            blocks=[ReportBlock(each) for each in row.blocks],
            delimiter=row.delimiter,
            destination=row.destination,
            preview=row.is_preview,
            state=state,
            progress=row.progress,
            failure=_LOST if state is ExportState.FAILED and not row.failure else row.failure,
            asked_at=row.asked_at,
            made_at=row.made_at,
            expires_at=row.expires_at,
            ended_at=row.ended_at,
            size=row.size,
            sha256=row.sha256,
        )
        for row, state in zip(listed, states(session, context, listed, now), strict=True)
    ]
