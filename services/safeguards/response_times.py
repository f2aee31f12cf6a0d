"""Other response times: an oncologist asks, another one decides, else the privacy officer.

Nothing that was raised before gets another due time (H-03): see `services.centres.response_times`.
"""

from typing import Final
from uuid import UUID

from services.accounts import repository as people_rows
from services.approvals import requests
from services.approvals.kinds import Approved, Kind, Void
from services.centres.response_times import LEVELS, is_in_order
from services.centres.setting_acts import (
    SettingWork,
    first_day,
    planned_at,
    refused,
    standing_at,
)
from services.centres.setting_rows import drop, hold, standing_of
from services.centres.setting_writing import NewVersion, add_version
from services.centres.settings_shown import history_of, state_of
from services.centres.times import time_of
from services.centres.wall_clock import instant_of
from services.contract.approvals import ApprovalKind, VoidReason
from services.contract.centre_settings import CentreSection, ResponseTimesContent, SectionState
from services.contract.enums import Role
from services.contract.safeguards import (
    ResponseTimesAsk,
    ResponseTimesAsked,
    ResponseTimesPage,
    ResponseTimesPayload,
    ResponseTimesUndoAsk,
)
from services.edge.context import Context
from services.edge.writes import Done
from services.errors import forbidden
from services.safeguards.people import deciding_role
from services.staff import asking, rights
from services.staff.work import forbids

_SECTION: Final = CentreSection.RESPONSE_TIMES


def page(work: SettingWork) -> ResponseTimesPage:
    """What is in force and planned, every version, and who would decide."""
    centre_id = work.caller.centre_id
    return ResponseTimesPage(
        state=_state(work),
        history=history_of(work.session, work.settings, centre_id, _SECTION, work.now),
        decided_by=deciding_role(work.session, work.caller, work.now),
        is_waiting=requests.is_waiting(work.session, ApprovalKind.CHANGE_RESPONSE_TIMES, work.now),
    )


def ask(work: SettingWork, context: Context, revision: int, wanted: ResponseTimesAsk) -> Done:
    """Has other response times wait for a second person; raises 403, 409, 412, 422."""
    session, caller = work.session, work.caller
    rights.hold(session, caller.centre_id)
    if not people_rows.has_role(
        session, caller.centre_id, [Role.ONCOLOGIST], work.now, caller.person
    ):
        raise forbidden()
    hold(session, caller.centre_id)
    standing_at(work, _SECTION, revision)
    if not is_in_order(wanted.content):
        raise refused(f"content.{_out_of_order(wanted.content)}", "not_in_order")
    hours = time_of(session, caller.centre_id).hours
    first_day(work, _SECTION, hours, wanted.effective_on)
    state = _state(work)
    before = _times_of(state)
    if before == wanted.content and state.planned is None:
        raise refused("content", "nothing_changes")
    decided_by = deciding_role(session, caller, work.now)
    payload = ResponseTimesPayload(
        revision=revision,
        before=before,
        after=wanted.content,
        effective_on=wanted.effective_on,
        decided_by=decided_by,
        words=wanted.words,
    )
    kind = ApprovalKind.CHANGE_RESPONSE_TIMES
    request_id = requests.ask(session, context, caller, kind, payload, None, is_single=True)
    asking.tell_approvers(session, context, caller, frozenset({decided_by}), None, work.now)
    asked = ResponseTimesAsked(approval_id=request_id, decided_by=decided_by)
    return Done(asked, 202, object_id=request_id)


def undo(work: SettingWork, revision: int, wanted: ResponseTimesUndoAsk) -> Done:
    """A planned version never begins; raises 403, 409, 412.

    Alone only where nothing may wait longer by it: else it is a change that takes two people.
    """
    session, caller = work.session, work.caller
    hold(session, caller.centre_id)
    planned = planned_at(standing_at(work, _SECTION, revision), wanted.version)
    state = _state(work)
    if state.planned is None or _is_longer(_times_of(state), state.planned.content):
        raise forbids("Alerts could wait longer without this version: ask a second person.")
    drop(session, planned, caller.person, work.now)
    after = _state(work)
    return Done(after, object_id=caller.centre_id, object_version=after.revision)


def _change(work: Approved, payload: ResponseTimesPayload) -> UUID:
    """What was asked, as it was asked; void where the section, or whose right it was, changed."""
    session, centre_id = work.session, work.caller.centre_id
    rights.hold(session, centre_id)
    if not people_rows.has_role(
        session, centre_id, [work.caller.role], work.now, work.caller.person
    ):
        raise forbidden()
    if not people_rows.has_role(session, centre_id, [Role.ONCOLOGIST], work.now, work.asked_by):
        raise Void(VoidReason.ASKER)
    hold(session, centre_id)
    standing = standing_of(session, centre_id, _SECTION, work.now)
    if standing.revision != payload.revision:
        raise Void
    desk = SettingWork(session, work.context.settings, work.caller, work.now)
    if payload.before != _times_of(_state(desk)):
        # What was planned has begun meanwhile: another change than the one that was seen.
        raise Void
    hours = time_of(session, centre_id).hours
    today = work.now.astimezone(hours.zone).date()
    begins = instant_of(hours.zone, payload.effective_on or today, 0)
    new = NewVersion(
        centre_id, payload.after, begins, work.asked_by, work.now, approved_by=work.caller.person
    )
    add_version(session, standing, new)
    return centre_id


def _state(work: SettingWork) -> SectionState:
    return state_of(work.session, work.settings, work.caller.centre_id, _SECTION, work.now)


def _times_of(state: SectionState) -> ResponseTimesContent:
    content = state.in_force.content
    if not isinstance(content, ResponseTimesContent):
        raise TypeError(state.section)
    return content


def _is_longer(one: ResponseTimesContent, other: object) -> bool:
    if not isinstance(other, ResponseTimesContent):
        return False
    return any(a > b for a, b in zip(one.minutes, other.minutes, strict=True))


def _out_of_order(content: ResponseTimesContent) -> str:
    """The first level that has less time than one that is more urgent."""
    minutes = content.minutes
    return next(
        level
        for level, earlier, later in zip(LEVELS[1:], minutes, minutes[1:], strict=False)
        if later < earlier
    )


KIND: Final = Kind(
    ResponseTimesPayload,
    lambda payload: frozenset({payload.decided_by}),
    frozenset({Role.ONCOLOGIST, Role.PRIVACY_OFFICER}),
    _change,
)
