"""What was accepted is accounted for; what is missing is found and shown (H-02, H-03, R-FLT-11)."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select, text, update

from services.contract.answer_content import RETRACTED
from services.contract.enums import AlertKind, AlertState
from services.contract.surveillance import SurveillanceState
from services.db.scope import Scope
from services.db.tables.accounts import Account, Membership, MembershipUnit
from services.db.tables.alerts import Alert, RuleHit, WorklistEntry
from services.db.tables.answers import Answer, SymptomGrade
from services.db.tables.patients import Patient
from services.db.tables.surveillance import SurveillanceGap
from services.security import keystore
from services.surveillance import checks, gaps, reconciler
from tests.services.surveillance.conftest import FEVER, Watch


def forget_alert(watch: Watch, alert_id: str) -> None:
    """An alert disappears with its rows, as if it had never been raised (H-02)."""
    lost = UUID(alert_id)
    watch.write(
        delete(WorklistEntry).where(WorklistEntry.top_alert_id == lost),
        delete(RuleHit).where(RuleHit.alert_id == lost),
        delete(Alert).where(Alert.id == lost),
    )


def problems_of(watch: Watch, alert_id: str) -> list[str]:
    """Why an alert is technical, as the nurse reads it."""
    answer = watch.service.client.get(
        f"/api/v1/alerts/{alert_id}", headers=watch.service.as_("nurse")
    )
    assert answer.status_code == 200, answer.text
    return [each["code"] for each in answer.json()["explanation"]["problems"]]


def technical(watch: Watch) -> list[Any]:
    """The technical alerts of the first centre, in the order in which they came."""
    return list(
        watch.read(
            select(Alert.id, Alert.patient_id, Alert.answer_id, Alert.state)
            .where(Alert.kind == AlertKind.TECHNICAL)
            .order_by(Alert.id)
        )
    )


def test_answers_that_are_accounted_for_are_no_gap(watch: Watch):
    watch.answer(patient=0)
    watch.answer(patient=1)
    quiet = watch.quiet_answer(patient=2)
    assert quiet["outcome"] == "nothing"

    watch.minutes(3)

    assert watch.count(SurveillanceGap) == 0
    assert watch.health().state is SurveillanceState.OK


@pytest.mark.parametrize("temperatures", [[FEVER], []])
def test_an_answer_whose_alert_went_over_to_its_correction_is_no_gap(watch: Watch, temperatures):
    first = watch.answer(patient=0)
    watch.answer(patient=0, replaces=first["id"], temperatures=temperatures, comment="Corrigé")

    watch.minutes(3)

    assert watch.count(SurveillanceGap) == 0
    assert len(watch.worklist()) == 1


def take_back(watch: Watch, answer_id: str) -> dict[str, Any]:
    """The sender says that an answer was an error, a minute after the last one."""
    watch.service.clock.forward(minutes=1)
    withdrawn = [{"place": "status", "value": RETRACTED}]
    return watch.answer(replaces=answer_id, temperatures=[], unread=withdrawn)


def test_an_alert_that_is_lost_is_missed_although_its_answer_was_taken_back(watch: Watch):
    """H-02: a retraction moves no alert, so it excuses none that is not there."""
    lost = watch.answer()
    take_back(watch, lost["id"])
    forget_alert(watch, lost["alert_id"])

    watch.minutes(1)

    assert "alert" in watch.journal("surveillance_gap")
    assert lost["id"] in [str(each.answer_id) for each in technical(watch)]


def test_every_version_of_what_was_taken_back_is_accounted_for(watch: Watch):
    first = watch.answer()
    watch.service.clock.forward(minutes=1)
    corrected = watch.answer(replaces=first["id"], comment="Corrigé")
    withdrawn = take_back(watch, corrected["id"])
    watch.service.clock.forward(minutes=1)
    watch.answer(replaces=withdrawn["id"], comment="Saisi de nouveau")

    watch.minutes(3)

    assert watch.count(SurveillanceGap) == 0


def test_a_lost_alert_comes_back_as_technical_at_the_top(watch: Watch):
    lost = watch.answer(patient=0)
    watch.answer(patient=1)
    forget_alert(watch, lost["alert_id"])
    assert [row["patient"]["id"] for row in watch.worklist()] == [
        str(watch.service.centre.patients[1])
    ]

    watch.minutes(1)

    top = watch.worklist()[0]
    assert (top["patient"]["id"], top["kind"], top["rank"]) == (lost["patient_id"], "technical", 0)
    assert problems_of(watch, top["alert_id"]) == ["alert_lost"]
    assert [str(each.answer_id) for each in technical(watch)] == [lost["id"]]
    assert watch.journal("surveillance_gap") == ["alert"]


def test_a_gap_turns_health_red_until_somebody_looked(watch: Watch):
    forget_alert(watch, watch.answer()["alert_id"])
    watch.minutes(2)
    health = watch.health()
    assert (health.state, health.open_gaps) == (SurveillanceState.DOWN, 1)

    alert_id = watch.worklist()[0]["alert_id"]
    acknowledged = watch.service.client.post(
        f"/api/v1/alerts/{alert_id}/acknowledge",
        json={},
        headers=watch.service.writing_as("nurse", version=1),
    )
    assert acknowledged.status_code == 200, acknowledged.text

    assert watch.health().open_gaps == 0
    assert watch.health().state is SurveillanceState.OK


def test_a_gap_is_told_once(watch: Watch):
    forget_alert(watch, watch.answer(patient=0)["alert_id"])
    receipt = watch.answer(patient=1)
    watch.write(delete(SymptomGrade).where(SymptomGrade.answer_id == UUID(receipt["id"])))

    watch.minutes(5)

    assert len(technical(watch)) == 2
    assert sorted(watch.journal("surveillance_gap")) == ["alert", "grades"]


def test_a_technical_alert_that_is_lost_too_is_raised_again(watch: Watch):
    forget_alert(watch, watch.answer()["alert_id"])
    watch.minutes(1)
    forget_alert(watch, str(technical(watch)[0].id))
    watch.minutes(1)

    assert [each.state for each in technical(watch)] == [AlertState.NEW]


@pytest.mark.parametrize("is_quiet", [True, False])
def test_a_lost_evaluation_is_shown(watch: Watch, is_quiet: bool):
    receipt = watch.quiet_answer() if is_quiet else watch.answer()
    one = select(SymptomGrade.item).where(SymptomGrade.answer_id == UUID(receipt["id"])).limit(1)
    item = watch.read(one)[0].item
    watch.write(
        delete(SymptomGrade).where(
            SymptomGrade.answer_id == UUID(receipt["id"]), SymptomGrade.item == item
        )
    )

    watch.minutes(1)

    (told,) = technical(watch)
    assert problems_of(watch, str(told.id)) == ["evaluation_lost"]
    assert told.answer_id == (UUID(receipt["id"]) if is_quiet else None)
    top = watch.worklist()[0]
    assert (top["alert_id"], top["kind"]) == (str(told.id), "technical")


def test_an_alert_without_the_rule_that_fired_is_shown(watch: Watch):
    receipt = watch.answer()
    watch.write(delete(RuleHit).where(RuleHit.alert_id == UUID(receipt["alert_id"])))

    watch.minutes(1)

    assert problems_of(watch, watch.worklist()[0]["alert_id"]) == ["evaluation_lost"]


def test_a_lost_row_of_the_queue_is_mended_and_told(watch: Watch):
    receipt = watch.answer()
    watch.write(delete(WorklistEntry))
    assert watch.worklist() == []

    watch.minutes(1)

    (row,) = watch.worklist()
    assert (row["patient"]["id"], row["open_count"], row["kind"]) == (
        receipt["patient_id"],
        2,
        "technical",
    )
    assert problems_of(watch, row["alert_id"]) == ["queue_row_lost"]


def test_a_row_that_hides_the_higher_alert_is_mended(watch: Watch):
    watch.answer()
    watch.write(update(WorklistEntry).values(top_rank=4))

    watch.minutes(1)
    assert {row["kind"] for row in watch.worklist()} <= {"technical", "clinical"}
    watch.minutes(1)

    ranks = watch.read(select(WorklistEntry.top_rank))
    assert min(row.top_rank for row in ranks) <= 1


def test_a_row_in_another_unit_than_its_alert_is_found(watch: Watch):
    watch.answer()
    watch.write(update(WorklistEntry).values(unit_id=watch.service.centre.units[1]))
    assert watch.worklist() == []

    watch.minutes(1)

    assert [row["kind"] for row in watch.worklist()] == ["technical"]


def test_an_alert_in_a_foreign_unit_comes_to_the_unit_of_its_patient(watch: Watch):
    receipt = watch.answer()
    foreign = watch.service.other_centre.units[0]
    watch.write(
        update(Alert).values(unit_id=foreign), update(WorklistEntry).values(unit_id=foreign)
    )
    assert watch.worklist() == []

    watch.minutes(1)

    (row,) = watch.worklist()
    assert (row["unit_id"], row["open_count"]) == (str(watch.service.centre.units[0]), 2)
    assert problems_of(watch, row["alert_id"]) == ["unit_lost"]
    units = watch.read(select(Alert.unit_id).where(Alert.id == UUID(receipt["alert_id"])))
    assert units[0].unit_id == watch.service.centre.units[0]


def test_a_patient_without_a_unit_falls_to_the_default_list(watch: Watch):
    centre = watch.service.centre
    patient = centre.patients_of_other_unit[0]
    watch.write(
        update(Patient)
        .where(Patient.id == patient)
        .values(unit_id=watch.service.other_centre.units[0])
    )

    watch.minutes(1)

    (row,) = watch.worklist()
    assert (row["patient"]["id"], row["unit_id"]) == (str(patient), str(centre.units[0]))
    answer = watch.service.client.get(
        f"/api/v1/patients/{patient}", headers=watch.service.as_("nurse")
    )
    assert answer.status_code == 200
    watch.minutes(2)
    assert watch.count(SurveillanceGap) == 1


def test_a_gap_of_a_patient_whose_key_is_lost_keeps_health_red(watch: Watch):
    receipt = watch.answer()
    forget_alert(watch, receipt["alert_id"])
    keys, table = watch.service.context.keys, keystore._patient_keys
    with keys._engine.begin() as connection:
        connection.execute(delete(table).where(table.c.patient_id == UUID(receipt["patient_id"])))
    keys._ciphers.clear()

    watch.minutes(5)

    # Its alert, and the row of the queue that cannot be sealed.
    assert watch.health().open_gaps <= 2
    assert watch.count(SurveillanceGap) <= 2
    assert watch.health().state is SurveillanceState.DOWN


def test_one_gap_that_cannot_be_taken_up_does_not_hide_the_others(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
):
    for patient in (0, 1):
        forget_alert(watch, watch.answer(patient=patient)["alert_id"])
    first, real = watch.service.centre.patients[0], gaps.take_up

    def _fail_for_first(repair: Any, gap: Any) -> None:
        if gap.patient_id == first:
            raise ValueError
        real(repair, gap)

    monkeypatch.setattr(reconciler, "take_up", _fail_for_first)
    watch.minutes(1)

    assert [row["patient"]["id"] for row in watch.worklist()] == [
        str(watch.service.centre.patients[1])
    ]
    assert watch.health().state is not SurveillanceState.OK


def test_old_answers_are_looked_at_in_portions(watch: Watch, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reconciler, "_END_OF_PORTION", reconciler._END_OF_PORTION.offset(0))
    receipts = []
    for patient in (0, 1, 2):
        receipts.append(watch.answer(patient=patient))
        watch.service.clock.forward(minutes=1)
    watch.service.clock.forward(days=3)
    watch.service.stay_signed_in()
    forget_alert(watch, receipts[2]["alert_id"])

    watch.minutes(2)
    assert technical(watch) == []
    watch.minutes(3)

    assert [str(each.answer_id) for each in technical(watch)] == [receipts[2]["id"]]


def test_a_centre_never_sees_the_gaps_of_another(watch: Watch):
    forget_alert(watch, watch.answer()["alert_id"])
    watch.minutes(1)

    with watch.service.context.database.reading(Scope(watch.service.other_centre.id)) as session:
        assert session.scalars(select(SurveillanceGap.id)).all() == []


def test_statements_walk_an_index_and_never_all_answers(sqlite_service):
    database = sqlite_service.context.database
    centre = {"centre": sqlite_service.centre.id.bytes}
    plans = {
        "answers": "SELECT a.id FROM answer a LEFT JOIN alert l ON l.answer_id = a.id "
        "WHERE a.centre_id = :centre AND a.received_at > 1 AND l.id IS NULL",
        "alerts": "SELECT id FROM alert WHERE centre_id = :centre AND alert.state <> 'closed'",
    }
    with database.writer.connect() as connection:
        for sql in plans.values():
            steps = connection.execute(text(f"EXPLAIN QUERY PLAN {sql}"), centre).all()
            assert not [step for step in steps if str(step[3]).startswith("SCAN")], steps


def test_every_kind_of_gap_has_its_words():
    assert set(gaps._PROBLEM) == set(checks.GapKind)


def test_the_invented_patient_is_left_to_the_canary(watch: Watch):
    watch.work()
    invented = watch.invented()
    watch.write(delete(SymptomGrade).where(SymptomGrade.patient_id == invented))

    watch.minutes(1)

    assert watch.count(SurveillanceGap) == 0
    assert watch.read(select(Answer.id).where(Answer.patient_id == invented))


@pytest.mark.parametrize("how", ["disabled", "left the unit", "role ended"])
def test_what_waits_for_somebody_who_has_left_is_the_units_again(watch: Watch, how: str):
    """H-03: nobody looks at the alerts of an account that is gone."""
    raised = watch.answer(patient=0)
    nurse = watch.service.centre.accounts["nurse_2"]
    acknowledged = watch.service.client.post(
        f"/api/v1/alerts/{raised['alert_id']}/acknowledge",
        json={},
        headers=watch.service.writing_as("nurse_2", 1),
    )
    assert acknowledged.status_code == 200
    assert watch.worklist() == []
    membership = select(Membership.id).where(Membership.account_id == nurse).scalar_subquery()
    change = {
        "disabled": update(Account).where(Account.id == nurse).values(disabled_at=watch.now),
        "left the unit": delete(MembershipUnit).where(MembershipUnit.membership_id == membership),
        "role ended": update(Membership)
        .where(Membership.account_id == nurse)
        .values(ended_at=watch.now),
    }[how]
    watch.write(change)

    watch.minutes(2)

    (row,) = watch.worklist()
    assert row["alert_id"] == raised["alert_id"]
    assert watch.count(SurveillanceGap) == 0
    assert watch.journal("alert_given_back") == ["done"]


def test_a_lost_row_is_missed_also_while_another_one_of_the_patient_stands(watch: Watch):
    """The row of what lapses later holds all alerts, and must not stand in for the one of today."""
    first = watch.answer(patient=0)
    watch.service.client.post(
        f"/api/v1/alerts/{first['alert_id']}/acknowledge",
        json={},
        headers=watch.service.writing_as("nurse", 1),
    )
    watch.answer(patient=0, comment="Encore")
    assert len(watch.worklist()) == 1
    watch.write(delete(WorklistEntry).where(WorklistEntry.lane == "todo"))
    assert watch.worklist() == []

    watch.minutes(2)

    assert len(watch.worklist()) == 1
    assert watch.count(SurveillanceGap) == 1
