"""The console's stores on the real service: what is on screen is what the service holds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QObject

from console.client.api import Api
from console.client.http import Listeners, Wire
from console.jobs import Jobs
from console.models.explain import explain, lead_title
from console.models.row_text import row_text
from console.session import EndReason, Session, SessionState
from console.stores.connection import ConnectionStore
from console.stores.desk import TriageDesk
from console.stores.filters import NOBODY, Filters
from console.stores.intentions import Intention
from console.stores.states import ActState, RowMark, StoreState
from resources.wording import Wording
from services.alerts.raising import raise_unqualified
from services.contract.alert_acts import AnswerEscalationAsk
from services.contract.enums import (
    ActionKind,
    AlertKind,
    AlertLevel,
    AlertState,
    ContactResult,
    DeferReason,
    ExceptionEnd,
    ExceptionKind,
    MeasureCode,
    Role,
    WorklistView,
)
from services.contract.rule_exceptions import RuleExceptionAsk
from services.db.scope import Scope
from services.patients import monitoring
from tests.console.real import Cable, listening, send_answer
from tests.support.service import ServiceUnderTest
from tests.support.sign_in import Person, make_person


@dataclass
class Workplace:
    """One nurse at one workstation."""

    person: Person
    session: Session
    desk: TriageDesk
    cable: Cable

    @property
    def first(self):
        """The first row of the queue."""
        return self.desk.worklist.rows[0]


@pytest.fixture
def service(sqlite_service: ServiceUnderTest) -> ServiceUnderTest:
    """One critical alert waits."""
    send_answer(sqlite_service)
    return sqlite_service


@pytest.fixture
def address(service) -> Iterator[str]:
    """Where it listens."""
    with listening(service) as url:
        yield url


@pytest.fixture
def sit_down(
    qtbot, root: QObject, jobs: Jobs, steady, service, address
) -> Callable[..., Workplace]:
    """Sign somebody in on a workstation of their own, a nurse unless told otherwise."""

    def start(role: Role = Role.NURSE) -> Workplace:
        person, cable = make_person(service, role), Cable()

        def open_api() -> Api:
            heard = Listeners(contact=connection.report, session_over=session.session_over)
            return Api(Wire(address, listeners=heard, transport=cable))

        session = Session(jobs, open_api, list, address, parent=root)
        connection = ConnectionStore(session.clock, root)
        with qtbot.waitSignal(session.state_changed):
            session.sign_in(person.username, person.password)
        service.clock.forward(seconds=30)
        with qtbot.waitSignal(session.state_changed):
            session.second_factor(person.code())
        desk = TriageDesk(jobs, session, connection, root)
        desk.actions._steady = steady
        if session.may("read_worklist"):
            with qtbot.waitSignal(desk.worklist.refreshed):
                desk.start()
        return Workplace(person, session, desk, cable)

    return start


@pytest.fixture
def nurse(sit_down) -> Iterator[Workplace]:
    """The nurse whom the tests follow."""
    workplace = sit_down()
    yield workplace
    workplace.desk.stop()


@pytest.fixture
def opened(qtbot):
    """The alert of the first row, on screen."""

    def show(workplace: Workplace):
        row = workplace.first.row
        workplace.desk.details.show(row.alert_id, row.alert_version)
        details = workplace.desk.details
        qtbot.waitUntil(lambda: details.shown.state is StoreState.READY)
        return details.shown.alert

    return show


@pytest.fixture
def settled(qtbot):
    """Waits for the end of an intention."""

    def wait(intention: Intention, state: ActState = ActState.DONE) -> None:
        qtbot.waitUntil(lambda: intention.is_settled)
        assert intention.state is state, intention.error

    return wait


def history(nurse: Workplace, alert_id) -> list[ActionKind]:
    """What the service has journalled of an alert."""
    acts = nurse.session.api.read_alert(alert_id).history
    return [act.kind for act in acts if act.alert_id == alert_id]


def test_a_nurse_signs_in_and_sees_the_queue(nurse):
    assert nurse.session.state is SessionState.SIGNED_IN
    for operation in ("read_worklist", "claim_alert", "acknowledge_alert", "close_alert"):
        assert nurse.session.may(operation)
    assert len(nurse.desk.worklist.rows) == 1
    assert nurse.first.row.state is AlertState.NEW
    assert nurse.desk.worklist.counts.todo == 1


@pytest.mark.parametrize(
    ("language", "lead", "title"),
    [
        ("fr", "Diarrhée ≈3", "Diarrhée, grade estimé ≈\u00a03 (sévère)"),
        ("en", "Diarrhoea ≈3", "Diarrhoea, estimated grade ≈\u00a03 (severe)"),
    ],
)
def test_what_was_answered_is_said_in_both_languages(nurse, opened, language, lead, title):
    wording, alert = Wording(language), opened(nurse)
    now, me = nurse.session.server_now(), nurse.session.me.person.id
    text = row_text(wording, nurse.first, now, me)
    why = explain(wording, alert.explanation)

    assert text.lead == lead
    assert text.family_name == "CANARINOM0"
    assert lead_title(wording, alert) == title
    assert why.main[0].rule.endswith("DIA-02 v1")
    assert why.problems == ()


def test_an_alert_from_ring_to_close(qtbot, nurse, opened, settled):
    alert, actions = opened(nurse), nurse.desk.actions
    settled(actions.acknowledge(alert))
    alert = nurse.desk.details.get(alert.id)
    actions.call(alert, ContactResult.PATIENT_REACHED, {"diarrhoea": 2}, "Boit peu.")
    actions.measure(alert, [MeasureCode.ADVICE_BY_PHONE])
    settled(actions.close(alert))

    assert nurse.desk.details.get(alert.id).state is AlertState.CLOSED
    assert set(history(nurse, alert.id)) >= {
        ActionKind.ACKNOWLEDGE,
        ActionKind.CALL,
        ActionKind.MEASURE,
        ActionKind.CLOSE,
    }
    qtbot.waitUntil(lambda: nurse.first.mark is RowMark.GONE)


def test_acknowledging_is_undone_to_where_it_was(nurse, opened, settled):
    alert, actions = opened(nurse), nurse.desk.actions
    settled(actions.acknowledge(alert))
    assert actions.undoable is not None
    settled(actions.undo())

    assert nurse.first.row.state is AlertState.NEW
    assert nurse.first.row.due_at == alert.due_at


def test_closing_without_an_action_is_refused_and_reverted(qtbot, nurse, opened, settled):
    intention = nurse.desk.actions.close(opened(nurse))
    settled(intention, ActState.REFUSED)

    assert intention.error.code in {"measure_required", "contact_required"}
    assert nurse.first.row.state is AlertState.NEW


def test_of_two_nurses_one_acts_and_the_other_learns_who(qtbot, sit_down, opened, settled):
    first, second = sit_down(), sit_down()
    seen = opened(second)
    settled(first.desk.actions.claim(opened(first)))
    intention = second.desk.actions.acknowledge(seen)
    settled(intention, ActState.CONFLICT)

    assert intention.current.by.name == "Cécile Le Du"
    qtbot.waitUntil(lambda: second.first.row.claim is not None)
    assert second.first.row.state is AlertState.NEW
    first.desk.stop()
    second.desk.stop()


def test_a_lost_answer_is_found_out_and_done_once(qtbot, nurse, opened, steady, settled):
    alert = opened(nurse)
    nurse.cable.lost = 1
    intention = nurse.desk.actions.acknowledge(alert)
    qtbot.waitUntil(lambda: intention.state is ActState.CHECKING)
    assert nurse.first.mark is RowMark.CHECKING
    steady.s += 2
    nurse.desk.actions.look()
    settled(intention)

    assert history(nurse, alert.id).count(ActionKind.ACKNOWLEDGE) == 1


def test_a_new_answer_is_counted_and_comes_in_with_f5(qtbot, nurse, service):
    send_answer(service, 1)
    with qtbot.waitSignal(nurse.desk.worklist.new_count_changed):
        nurse.desk.worklist.refresh()
    assert len(nurse.desk.worklist.rows) == 1
    nurse.desk.worklist.apply_new()

    assert len(nurse.desk.worklist.rows) == 2


def test_the_service_knows_the_password_that_unlocks(qtbot, nurse):
    with qtbot.waitSignal(nurse.session.unlock_failed):
        nurse.session.unlock("not it")
    with qtbot.waitSignal(nurse.session.unlocked):
        nurse.session.unlock(nurse.person.password)

    assert nurse.session.state is SessionState.SIGNED_IN


def test_polling_does_not_keep_a_session_alive(qtbot, nurse, service):
    for _ in range(3):
        service.clock.forward(minutes=10, seconds=20)
        with qtbot.waitSignal(nurse.desk.worklist.refreshed, raising=False, timeout=2000):
            nurse.desk.worklist.refresh()

    qtbot.waitUntil(lambda: nurse.session.state is SessionState.ENDED)
    assert nurse.session.end_reason is EndReason.IDLE


def test_without_contact_the_copy_stays_and_nothing_is_decided(qtbot, nurse, opened, settled):
    alert = opened(nurse)
    nurse.cable.cut = True
    with qtbot.waitSignal(nurse.desk.worklist.state_changed):
        nurse.desk.worklist.refresh()
    settled(nurse.desk.actions.acknowledge(alert), ActState.NOT_SENT)

    assert nurse.desk.worklist.state is StoreState.STALE
    assert nurse.first.row.state is AlertState.NEW


def test_signing_out_ends_the_session_on_the_service(qtbot, nurse, address):
    token = nurse.session.api.wire.tokens.access
    nurse.session.sign_out()
    qtbot.waitUntil(lambda: nurse.session.api.wire.tokens.access is None)

    import httpx

    answer = httpx.get(f"{address}/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401


def test_a_question_goes_to_the_oncologist_and_its_answer_comes_back(
    qtbot, nurse, sit_down, service, opened, settled
):
    doctor = sit_down(Role.ONCOLOGIST)
    assert doctor.desk.worklist.view is WorklistView.ESCALATED
    lists = nurse.desk.escalation_lists
    alert = opened(nurse)
    with qtbot.waitSignal(lists.changed):
        lists.read(alert.patient.unit_id)
    assert doctor.session.me.person.id in {
        each.id for each in lists.of(alert.patient.unit_id).oncologists
    }

    settled(nurse.desk.actions.escalate(alert, doctor.session.me.person.id, "Que faire ?"))
    assert nurse.desk.actions.undoable is not None
    service.clock.forward(seconds=31)
    with qtbot.waitSignal(doctor.desk.worklist.refreshed):
        doctor.desk.worklist.refresh()

    assert doctor.desk.worklist.counts.escalated_to_me == 1
    doctor.desk.worklist.apply_new()
    qtbot.waitUntil(lambda: len(doctor.desk.worklist.rows) == 1)
    assert doctor.first.row.is_to_me
    answer = AnswerEscalationAsk(codes=[MeasureCode.CONSULTATION_PLANNED], note="À 14 h.")
    settled(doctor.desk.actions.answer(opened(doctor), answer))
    again = nurse.session.api.read_alert(alert.id)
    assert (again.state, again.owner) == (AlertState.ACKNOWLEDGED, nurse.session.me.person)
    assert history(nurse, alert.id)[0] is ActionKind.ANSWER


def test_what_a_nurse_puts_off_leaves_the_list_until_then(qtbot, nurse, opened, settled, service):
    settled(nurse.desk.actions.claim(opened(nurse)))
    qtbot.waitUntil(lambda: nurse.desk.details.shown.alert.claim is not None)
    until = nurse.session.server_now() + timedelta(minutes=20)
    alert = nurse.desk.details.shown.alert

    settled(nurse.desk.actions.defer(alert, DeferReason.CALL_BACK, until))

    qtbot.waitUntil(lambda: nurse.first.mark is RowMark.GONE)
    assert nurse.first.gone_state is AlertState.DEFERRED
    nurse.desk.worklist.set_view(WorklistView.DEFERRED)
    qtbot.waitUntil(lambda: len(nurse.desk.worklist.rows) == 1)
    assert nurse.first.row.waits_until == until


@pytest.fixture
def unqualified(service) -> list[UUID]:
    """Two patients of the unit whose identity is not qualified wait too."""
    centre, at = service.centre, service.clock.now()
    with service.context.database.writing(Scope(centre.id)) as session:
        patients = [monitoring.find_for_system(session, each) for each in centre.patients[1:3]]
        known = [each for each in patients if each is not None]
        return raise_unqualified(session, service.context, known, at)


def test_a_filter_leaves_what_matches_and_what_is_never_hidden(qtbot, nurse, unqualified):
    worklist = nurse.desk.worklist
    with qtbot.waitSignal(nurse.desk.filter_choices.changed):
        nurse.desk.filter_choices.read()
    assert nurse.desk.filter_choices.choices.symptoms == ["diarrhoea"]

    with qtbot.waitSignal(worklist.rows_reset):
        worklist.set_filters(Filters(levels=frozenset({AlertLevel.INFO})))
    assert [row.is_outside for row in worklist.rows] == [True, False, False]
    assert (worklist.filtered.matching, worklist.filtered.all) == (2, 3)

    with qtbot.waitSignal(worklist.rows_reset):
        worklist.set_filters(Filters(symptom="diarrhoea", owner=NOBODY))
    assert [row.row.kind for row in worklist.rows] == [AlertKind.CLINICAL]


def test_info_alerts_are_acknowledged_in_one_go_and_taken_back(qtbot, sit_down, unqualified):
    first, second = sit_down(), sit_down()
    seen = [(each, 1) for each in unqualified]
    faster = second.desk.actions.acknowledge_together(seen[:1])
    qtbot.waitUntil(lambda: faster.is_settled)
    batch = first.desk.actions.acknowledge_together(seen)
    qtbot.waitUntil(lambda: batch.is_settled)

    assert [each.state for each in batch.intentions] == [ActState.CONFLICT, ActState.DONE]
    assert batch.intentions[0].current.by.id == second.session.me.person.id
    first.desk.actions.undo()
    qtbot.waitUntil(lambda: batch.reversal is not None and batch.reversal.is_settled)
    assert [each.state for each in batch.reversal.intentions] == [ActState.DONE]
    first.desk.stop()
    second.desk.stop()


def test_what_an_oncologist_expects_is_on_the_nurses_screen(
    qtbot, nurse, sit_down, opened, settled, service
):
    """Her copy of the alert has the version that stands; the list tells that there is more."""
    oncologist = sit_down(Role.ONCOLOGIST)
    row = nurse.first.row
    seen = opened(nurse)
    assert seen.exceptions == []

    made = settled_expecting(oncologist, row, seen, settled)
    with qtbot.waitSignal(nurse.desk.worklist.refreshed):
        nurse.desk.worklist.refresh()
    fresh = nurse.first.row
    nurse.desk.details.show(fresh.alert_id, fresh.alert_version, fresh.expected_version)

    qtbot.waitUntil(lambda: nurse.desk.details.shown.alert.exceptions != [])
    [shown] = nurse.desk.details.shown.alert.exceptions
    assert (shown.id, shown.in_force, shown.by.id) == (
        made.change.action_id,
        True,
        oncologist.session.me.person.id,
    )
    assert fresh.alert_version == row.alert_version
    oncologist.desk.stop()


def settled_expecting(workplace, row, alert, settled):
    """Somebody expects fatigue of the patient, and it is done."""
    ask = RuleExceptionAsk(
        kind=ExceptionKind.EXPECTED, item="fatigue", level=2, days=3, reason="Connue"
    )
    workplace.desk.details.show(row.alert_id, row.alert_version)
    intention = workplace.desk.actions.expect(alert, ask)
    settled(intention)
    return intention


def test_of_two_oncologists_at_once_one_decides_and_the_other_is_told(
    qtbot, nurse, sit_down, opened, settled
):
    first, second = sit_down(Role.ONCOLOGIST), sit_down(Role.ONCOLOGIST)
    row, alert = nurse.first.row, opened(nurse)
    settled_expecting(first, row, alert, settled)
    ask = RuleExceptionAsk(
        kind=ExceptionKind.EXPECTED, item="fatigue", level=1, days=9, reason="Autre motif"
    )
    second.desk.details.show(row.alert_id, row.alert_version)

    late = second.desk.actions.expect(alert, ask)

    settled(late, ActState.CONFLICT)
    assert late.current is not None
    assert late.current.by.id == first.session.me.person.id
    details = second.desk.details
    qtbot.waitUntil(lambda: bool(details.shown.alert and details.shown.alert.exceptions))
    [shown] = details.shown.alert.exceptions
    assert (shown.level, shown.reason) == (2, "Connue")
    first.desk.stop()
    second.desk.stop()


def test_an_exception_whose_answer_is_lost_is_made_once_and_can_be_taken_back(
    qtbot, nurse, sit_down, opened, settled, steady, service
):
    oncologist = sit_down(Role.ONCOLOGIST)
    row, alert = nurse.first.row, opened(nurse)
    oncologist.cable.lost = 1
    ask = RuleExceptionAsk(
        kind=ExceptionKind.EXPECTED, item="fatigue", level=2, days=3, reason="Connue"
    )
    oncologist.desk.details.show(row.alert_id, row.alert_version)
    intention = oncologist.desk.actions.expect(alert, ask)
    qtbot.waitUntil(lambda: intention.state is ActState.CHECKING)
    steady.s += 2
    oncologist.desk.actions.look()
    settled(intention)

    undone = oncologist.desk.actions.undo()
    settled(undone)

    [shown] = oncologist.session.api.read_alert(alert.id).exceptions
    assert (shown.ended, shown.version) == (ExceptionEnd.WITHDRAWN, 2)
    oncologist.desk.stop()
