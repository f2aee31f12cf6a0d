"""The states of the screens on the sample queue, each put up by one small function."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QAbstractButton, QLineEdit

from console.errors import Offline, Unexpected
from console.session import SessionState
from console.stores.filters import Filters
from console.stores.states import ActState, RowMark, StoreState
from resources.symptoms import ECOG, FALL, WEIGHT
from services.contract.alerts import AnsweredMeasure
from services.contract.enums import ActionKind, AlertKind, AlertLevel
from services.contract.filters import FilterCounts
from services.contract.problems import CurrentState, ProblemCode
from tests.pictures.about_scenes import ABOUT_SCENES
from tests.pictures.access_scenes import ACCESS_SCENES
from tests.pictures.archives_scenes import ARCHIVES_SCENES
from tests.pictures.archiving_scenes import ARCHIVING_SCENES
from tests.pictures.consents_scenes import CONSENTS_SCENES
from tests.pictures.deliveries_scenes import DELIVERIES_SCENES
from tests.pictures.draft_scenes import DRAFT_SCENES
from tests.pictures.enrolment_scenes import ENROLMENT_SCENES
from tests.pictures.exceptional_scenes import EXCEPTIONAL_SCENES
from tests.pictures.expected_scenes import EXPECTED_SCENES
from tests.pictures.exports_scenes import EXPORTS_SCENES
from tests.pictures.filter_scenes import FILTER_SCENES
from tests.pictures.imports_scenes import IMPORTS_SCENES
from tests.pictures.patient_scenes import PATIENT_SCENES
from tests.pictures.patients_scenes import PATIENTS_SCENES
from tests.pictures.plan_scenes import PLAN_SCENES
from tests.pictures.record_scenes import RECORD_SCENES
from tests.pictures.retention_scenes import RETENTION_SCENES
from tests.pictures.silence_scenes import SILENCE_SCENES
from tests.pictures.stage import Scene, Stage, act, nothing, refused
from tests.pictures.surveillance_scenes import SURVEILLANCE_SCENES
from tests.pictures.waiting_scenes import WAITING_SCENES
from tests.samples.rows import NOW, THOMAS
from tests.samples.stores import (
    SampleIntention,
    SampleShown,
)
from ui.shell import Shell


def _conflict(stage: Stage) -> None:
    alert_id = stage.worklist.rows[0].row.alert_id
    stage.details.show(alert_id, 1)
    current = CurrentState(version=2, state="new", by=THOMAS, at=NOW)
    error = refused(ProblemCode.CLAIMED_BY_OTHER, 409, current)
    stage.actions.settle(SampleIntention("k", alert_id, ActionKind.CLAIM, ActState.CONFLICT, error))


def _unknown(stage: Stage) -> None:
    alert_id = stage.worklist.rows[0].row.alert_id
    stage.details.show(alert_id, 1)
    stage.actions.settle(
        SampleIntention("k", alert_id, ActionKind.CLAIM, ActState.CHECKING, Offline("ReadTimeout"))
    )


def _checking(stage: Stage) -> None:
    row = stage.worklist.rows[0]
    changed = type(row)(row.row, RowMark.CHECKING)
    stage.worklist.put_rows([changed, *stage.worklist.rows[1:]])


def _closed(stage: Stage) -> None:
    me = stage.session.me
    if me is not None:
        centre = {"is_open": False, "opens_at": NOW + timedelta(hours=22)}
        changed = me.centre.model_copy(update=centre)
        stage.session.me = me.model_copy(update={"centre": changed})
        stage.connection.changed.emit()


def _empty(stage: Stage) -> None:
    counts = stage.worklist.counts
    if counts is not None:
        none = {"todo": 0, "alerts": 0, "overdue": 0, "levels": {}}
        stage.worklist.counts = counts.model_copy(update=none)
    stage.worklist.new_count = 0
    stage.worklist.counts_changed.emit()
    stage.worklist.new_count_changed.emit(0)
    stage.worklist.put_rows([])
    stage.worklist.put_state(StoreState.EMPTY)


def _empty_filter(stage: Stage) -> None:
    """Nothing that is always shown waits, and nothing of the level that was chosen."""
    counts = stage.worklist.counts
    if counts is not None:
        others = {"high": 3, "moderate": 4}
        left = {"todo": 7, "alerts": 7, "overdue": 0, "levels": others}
        stage.worklist.counts = counts.model_copy(update=left)
    stage.worklist.counts_changed.emit()
    stage.worklist.set_filters(Filters(levels=frozenset({AlertLevel.INFO})))
    stage.worklist.filtered = FilterCounts(matching=0, outside=0, all=7)
    stage.worklist.counts_changed.emit()
    stage.worklist.put_rows([])
    stage.worklist.put_state(StoreState.EMPTY)


def _keys(stage: Stage) -> None:
    if isinstance(stage.screen, Shell):
        stage.screen.keys.show_map()


def _masked(then: Scene) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            stage.screen.toggle_mask()
        then(stage)

    return show


def _palette(typed: str) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            stage.screen.show_palette()
            for field in stage.screen.findChildren(QLineEdit, "palette_field"):
                field.setText(typed)

    return show


def _settings(stage: Stage) -> None:
    if isinstance(stage.screen, Shell):
        stage.screen.go_to("settings")


def _loading(stage: Stage) -> None:
    stage.worklist.put_rows([])
    stage.worklist.put_state(StoreState.LOADING)


def _list_error(stage: Stage) -> None:
    stage.worklist.put_rows([])
    stage.worklist.put_state(
        StoreState.ERROR, Unexpected("unavailable", status=503, retryable=True)
    )


def _no_right(stage: Stage) -> None:
    stage.worklist.put_rows([])
    stage.worklist.put_state(StoreState.NO_RIGHT)


def _detail(state: StoreState) -> Scene:
    def show(stage: Stage) -> None:
        alert_id = stage.worklist.rows[0].row.alert_id
        error = (
            Unexpected("unavailable", status=503, retryable=True)
            if state is StoreState.ERROR
            else None
        )
        stage.details.put(SampleShown(alert_id, None, state, error))

    return show


def _technical(stage: Stage) -> None:
    alert_id = stage.worklist.rows[0].row.alert_id
    technical = {"kind": AlertKind.TECHNICAL, "rank": 0}
    stage.details.alerts[alert_id] = stage.details.alerts[alert_id].model_copy(update=technical)
    row = stage.worklist.rows[0]
    changed = type(row)(row.row.model_copy(update=technical))
    stage.worklist.put_rows([changed, *stage.worklist.rows[1:]])
    stage.details.show(alert_id, 1)


def _measures(stage: Stage) -> None:
    """Weight, general state and a fall, of which one is missing now."""
    alert_id = stage.worklist.rows[0].row.alert_id
    alert = stage.details.alerts[alert_id]
    assert alert.survey is not None
    measures = [
        AnsweredMeasure(
            item=item,
            before=before,
            now=now,
            before_missing=None,
            now_missing=None if now is not None else "not_answered",
        )
        for item, before, now in ((WEIGHT, 63.4, 62.5), (ECOG, 1.0, 2.0), (FALL, 0.0, None))
    ]
    survey = alert.survey.model_copy(update={"measures": measures})
    stage.details.alerts[alert_id] = alert.model_copy(update={"survey": survey})
    stage.details.show(alert_id, 1)


def _unfinished(stage: Stage) -> None:
    """What the patient had answered before they stopped."""
    alert_id = stage.worklist.rows[0].row.alert_id
    alert = stage.details.alerts[alert_id]
    assert alert.survey is not None
    survey = alert.survey.model_copy(update={"is_unfinished": True})
    stage.details.alerts[alert_id] = alert.model_copy(update={"survey": survey})
    stage.details.show(alert_id, 1)


def _toast(stage: Stage) -> None:
    triage = stage.triage
    if triage is None:
        return
    triage.list.view.choose(3)
    triage.perform("acknowledge")
    alert_id = stage.worklist.rows[3].row.alert_id
    stage.actions.settle(SampleIntention("k", alert_id, ActionKind.ACKNOWLEDGE, ActState.DONE))


def _second_step(stage: Stage) -> None:
    stage.session.become(SessionState.CHALLENGED)


def _recovery_code(stage: Stage) -> None:
    _second_step(stage)
    for offered in stage.screen.findChildren(QAbstractButton, "signin_other_code"):
        offered.click()


def _sign_in_refused(stage: Stage) -> None:
    stage.session.failed.emit(refused(ProblemCode.SIGN_IN_REFUSED, 401))


def _slowed(stage: Stage) -> None:
    stage.session.failed.emit(refused(ProblemCode.TOO_MANY_REQUESTS, 429))


def _unreachable(stage: Stage) -> None:
    stage.session.failed.emit(Offline("ConnectError"))


def _lock_refused(stage: Stage) -> None:
    stage.session.unlock_failed.emit(refused(ProblemCode.SIGN_IN_REFUSED, 403))


LOCK_SCENES: dict[str, Scene] = {
    "lock": nothing,
    "lock-refused": _lock_refused,
}

SIGN_IN_SCENES: dict[str, Scene] = {
    "sign-in": nothing,
    "sign-in-code": _second_step,
    "sign-in-recovery": _recovery_code,
    "sign-in-refused": _sign_in_refused,
    "sign-in-slowed": _slowed,
    "sign-in-unreachable": _unreachable,
}

TRIAGE_SCENES: dict[str, Scene] = {
    "triage": nothing,
    "triage-acknowledge": act("acknowledge"),
    "triage-call": act("call"),
    "triage-measure": act("measure"),
    "triage-note": act("note"),
    "triage-close": act("close"),
    **WAITING_SCENES,
    **DRAFT_SCENES,
    **FILTER_SCENES,
    **EXPECTED_SCENES,
    **SURVEILLANCE_SCENES,
    **ABOUT_SCENES,
    **ACCESS_SCENES,
    **EXCEPTIONAL_SCENES,
    **EXPORTS_SCENES,
    **DELIVERIES_SCENES,
    **IMPORTS_SCENES,
    **PATIENT_SCENES,
    **PATIENTS_SCENES,
    **RECORD_SCENES,
    **ENROLMENT_SCENES,
    **CONSENTS_SCENES,
    **SILENCE_SCENES,
    **ARCHIVES_SCENES,
    **ARCHIVING_SCENES,
    **RETENTION_SCENES,
    **PLAN_SCENES,
    "triage-technical": _technical,
    "triage-measures": _measures,
    "triage-unfinished": _unfinished,
    "triage-toast": _toast,
    "triage-conflict": _conflict,
    "triage-unknown": _unknown,
    "triage-checking-row": _checking,
    "triage-closed": _closed,
    "triage-empty": _empty,
    "triage-empty-filter": _empty_filter,
    "triage-loading": _loading,
    "triage-list-error": _list_error,
    "triage-no-right": _no_right,
    "triage-keys": _keys,
    "settings": _settings,
    "palette": _palette(""),
    "palette-nothing": _palette("zzz"),
    "triage-masked": _masked(nothing),
    "triage-masked-call": _masked(act("call")),
    "triage-masked-acknowledge": _masked(act("acknowledge")),
    "triage-detail-loading": _detail(StoreState.LOADING),
    "triage-detail-error": _detail(StoreState.ERROR),
    "triage-detail-gone": _detail(StoreState.NO_RIGHT),
}
