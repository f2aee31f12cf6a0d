"""Routes of an administrator: what is set for the centre, in versions."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from sqlalchemy.orm import Session

from services.centres import setting_acts, settings_shown
from services.centres.setting_acts import SettingWork
from services.contract.centre_settings import (
    CentreSection,
    CentreSettingAsk,
    CentreSettings,
    CentreUndoAsk,
    HoursPreview,
    SectionHistory,
    SectionState,
)
from services.edge.body import Body, BodyOf
from services.edge.current import CurrentCaller, CurrentContext
from services.edge.reads import Seen, read
from services.edge.writes import Done, Headers, IntentionHeaders, write

router = APIRouter()
_Headers = Annotated[Headers, Depends(IntentionHeaders())]


@router.get("/centre/settings", operation_id="read_centre_settings", response_model=CentreSettings)
def read_centre_settings(caller: CurrentCaller, context: CurrentContext) -> CentreSettings:
    """What is set for the centre now, and what is planned."""

    def _find(session: Session) -> Seen[CentreSettings]:
        now, centre_id = context.clock.now(), caller.centre_id
        found = settings_shown.settings_of(session, context.settings, centre_id, now)
        return Seen(found, object_id=centre_id)

    return read(context, caller, "read_centre_settings", _find)


@router.get(
    "/centre/settings/{section}/versions",
    operation_id="list_centre_versions",
    response_model=SectionHistory,
)
def list_centre_versions(
    section: CentreSection, caller: CurrentCaller, context: CurrentContext
) -> SectionHistory:
    """Every version of a section: what, by whom, since when."""

    def _find(session: Session) -> Seen[SectionHistory]:
        now, centre_id = context.clock.now(), caller.centre_id
        found = settings_shown.history_of(session, context.settings, centre_id, section, now)
        return Seen(found, object_id=centre_id)

    return read(context, caller, "list_centre_versions", _find)


@router.put(
    "/centre/settings/{section}",
    operation_id="change_centre_setting",
    response_model=SectionState,
)
def change_centre_setting(
    section: CentreSection,
    caller: CurrentCaller,
    context: CurrentContext,
    headers: _Headers,
    body: Annotated[Body[CentreSettingAsk], Depends(BodyOf(CentreSettingAsk))],
) -> Response:
    """Writes another version of a section, from a day on; `If-Match` names its revision."""
    intention = headers.intention("change_centre_setting", body.raw)
    revision = intention.require_version()
    return write(
        context,
        caller,
        intention,
        lambda session, now: _done(
            caller,
            setting_acts.change(
                SettingWork(session, context.settings, caller, now), section, revision, body.value
            ),
        ),
    )


@router.post(
    "/centre/settings/undo", operation_id="undo_centre_setting", response_model=SectionState
)
def undo_centre_setting(
    caller: CurrentCaller,
    context: CurrentContext,
    headers: _Headers,
    body: Annotated[Body[CentreUndoAsk], Depends(BodyOf(CentreUndoAsk))],
) -> Response:
    """Takes back a version that has not begun; `If-Match` names the revision of its section."""
    intention = headers.intention("undo_centre_setting", body.raw)
    revision = intention.require_version()
    return write(
        context,
        caller,
        intention,
        lambda session, now: _done(
            caller,
            setting_acts.undo(
                SettingWork(session, context.settings, caller, now), revision, body.value
            ),
        ),
    )


@router.post(
    "/centre/settings/preview", operation_id="preview_opening_hours", response_model=HoursPreview
)
def preview_opening_hours(
    caller: CurrentCaller,
    context: CurrentContext,
    body: Annotated[Body[CentreSettingAsk], Depends(BodyOf(CentreSettingAsk))],
) -> HoursPreview:
    """The days that opening hours would bring, before anybody writes them."""

    def _find(session: Session) -> Seen[HoursPreview]:
        work = SettingWork(session, context.settings, caller, context.clock.now())
        return Seen(setting_acts.preview(work, body.value), object_id=caller.centre_id)

    return read(context, caller, "preview_opening_hours", _find)


def _done(caller: CurrentCaller, state: SectionState) -> Done:
    return Done(state, object_id=caller.centre_id, object_version=state.revision)
