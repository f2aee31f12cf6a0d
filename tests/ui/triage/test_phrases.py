"""Sentences of the detail and what the bar offers, as tables."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from console.models.identity_text import identity_line
from resources.wording import Wording
from services.contract.alerts import AlertAction, AlertDetail, Assessment, Claim
from services.contract.enums import (
    ActionKind,
    AlertKind,
    AlertLevel,
    AlertState,
    ContactResult,
    MeasureCode,
    NotRelevantCause,
)
from services.security.policy import POLICY
from tests.samples.detail import details
from tests.samples.rows import CLAIRE, NOW, THOMAS, me, worklist
from tests.support.typography import plain
from ui.triage.detail.identity import identity_look
from ui.triage.history_words import history
from ui.triage.offers import BESIDE_BAR, Act, Circumstances, Reason, offers_of
from ui.triage.phrases import Holder, holder, overline, response_line
from ui.triage.requirements import Need, closing_requirements, missing_needs


class Everything:
    """A role that may do all."""

    def may(self, _action: str) -> bool:
        """Yes."""
        return True


def _alert(**changes) -> AlertDetail:
    return details()[worklist()[0].alert_id].model_copy(update=changes)


def _act(kind: ActionKind, **changes) -> AlertAction:
    alert = _alert()
    usual = {
        "id": alert.id,
        "alert_id": alert.id,
        "kind": kind,
        "by": CLAIRE,
        "at": NOW - timedelta(minutes=4),
        "result": None,
        "measures": [],
        "grades": [],
        "text": None,
        "undone": False,
    }
    return AlertAction(**(usual | changes))


@pytest.mark.parametrize(
    ("changes", "french", "english"),
    [
        ({}, "CRITIQUE · EN RETARD DE 30 MIN", "CRITICAL · OVERDUE BY 30 MIN"),
        (
            {"due_at": NOW + timedelta(minutes=99)},
            "CRITIQUE · RESTE 1 H 39",
            "CRITICAL · 1 H 39 LEFT",
        ),
        (
            {"due_at": NOW + timedelta(days=1)},
            "CRITIQUE · ÉCHÉANCE DEMAIN 10:42",
            "CRITICAL · DUE TOMORROW 10:42",
        ),
        (
            {"state": AlertState.ACKNOWLEDGED, "acknowledged_at": NOW},
            "CRITIQUE · ACCUSÉE",
            "CRITICAL · ACKNOWLEDGED",
        ),
        (
            {"state": AlertState.CLOSED, "closed_at": NOW},
            "CRITIQUE · CLÔTURÉE",
            "CRITICAL · CLOSED",
        ),
        (
            {"kind": AlertKind.TECHNICAL},
            "TECHNIQUE · EN RETARD DE 30 MIN",
            "TECHNICAL · OVERDUE BY 30 MIN",
        ),
    ],
)
def test_level_and_time_in_words(changes, french, english):
    assert plain(overline(Wording("fr"), _alert(**changes), NOW)) == french
    assert plain(overline(Wording("en"), _alert(**changes), NOW)) == english


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Délai 2 h ouvrées · échéance 10:12"),
        ({"due_at": None}, "Délai 2 h ouvrées"),
        ({"acknowledged_at": NOW}, "Prise en compte 10:42"),
        ({"closed_at": NOW}, "Clôturée 10:42"),
    ],
)
def test_the_response_time_in_words(changes, expected):
    assert plain(response_line(Wording("fr"), _alert(**changes), NOW)) == expected


LATER = NOW + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("changes", "who", "text"),
    [
        ({}, Holder.NOBODY, "Non attribuée"),
        ({"claim": Claim(by=THOMAS, until=LATER)}, Holder.OTHER, "Prise par T. Riou"),
        ({"claim": Claim(by=THOMAS, until=NOW)}, Holder.NOBODY, "Non attribuée"),
        ({"claim": Claim(by=CLAIRE, until=LATER)}, Holder.ME, "Prise par vous"),
        (
            {
                "claim": Claim(by=CLAIRE, until=LATER),
                "history": [_act(ActionKind.CLAIM)],
            },
            Holder.ME,
            "Prise par vous, 10:38",
        ),
        (
            {"state": AlertState.ACKNOWLEDGED, "owner": THOMAS},
            Holder.OTHER,
            "Accusée par T. Riou",
        ),
        (
            {"state": AlertState.CLOSED, "history": [_act(ActionKind.CLOSE, by=THOMAS)]},
            Holder.OTHER,
            "Clôturée par T. Riou",
        ),
    ],
)
def test_who_holds_an_alert(changes, who, text):
    held = holder(Wording("fr"), _alert(**changes), CLAIRE.id, NOW)

    assert (held.holder, plain(held.text)) == (who, text)


def test_an_act_of_the_history_says_all_that_it_held():
    call = _act(ActionKind.CALL, result=ContactResult.PATIENT_REACHED, text="Boit peu", undone=True)
    measure = _act(ActionKind.MEASURE, measures=[MeasureCode.ADVICE_BY_PHONE], at=NOW)

    lines = history(Wording("fr"), _alert(history=[call, measure]))

    assert [plain(line.text) for line in lines] == [
        "Mesure : Conseils par téléphone",
        "Appel : Patiente jointe · Boit peu (annulée)",
    ]
    assert [line.is_undone for line in lines] == [False, True]


def test_an_act_of_the_history_says_why_at_which_level_and_for_which_alert():
    closing = _act(
        ActionKind.CLOSE,
        assessment=Assessment(level=AlertLevel.MODERATE),
        text="Fatigue connue.",
        alert_id=UUID(int=1),
        alert_received_at=NOW - timedelta(days=7),
    )
    nothing = _act(ActionKind.CLOSE, assessment=Assessment(level=None))
    measure = _act(
        ActionKind.MEASURE,
        measures=[MeasureCode.NOT_RELEVANT, MeasureCode.OTHER],
        cause=NotRelevantCause.DUPLICATE,
        other="Lettre au médecin",
        text="Vu avec elle",
        alert_received_at=NOW,
    )
    broken = _act(ActionKind.NOTE, unreadable=True)

    lines = history(Wording("fr"), _alert(history=[closing, nothing, measure, broken]))

    assert [plain(line.text) for line in lines] == [
        "Clôture : Modérée · Fatigue connue. · alerte reçue 11-nov. 10:42",
        "Clôture : Rien à signaler",
        "Mesure : Alerte non pertinente · Autre · Doublon · Lettre au médecin · Vu avec elle",
        "Note : Contenu illisible",
    ]


def test_an_identity_that_cannot_be_opened_is_never_made_up():
    header = _alert().patient
    blank = header.label.model_copy(
        update={"family_name": "", "given_name": "", "record_number": "", "birth_date": date.min}
    )
    w = Wording("fr")

    look = identity_look(w, header.model_copy(update={"label": blank}), NOW)

    assert identity_line(w, blank) == look.family_name == "Identité illisible"
    assert (look.born, look.age, look.sex, look.record, look.ins) == ("",) * 5


def _around(**changes) -> Circumstances:
    usual: dict[str, Any] = {
        "me": CLAIRE.id,
        "now": NOW,
        "is_online": True,
        "is_outcome_unknown": False,
    }
    return Circumstances(**(usual | changes))


@pytest.mark.parametrize(
    ("changes", "around", "acts", "reason"),
    [
        ({}, {}, Act.CLAIM, None),
        ({"claim": Claim(by=CLAIRE, until=LATER)}, {}, Act.RELEASE, None),
        ({"claim": Claim(by=THOMAS, until=LATER)}, {}, Act.TAKE_OVER, Reason.CLAIMED),
        ({"state": AlertState.ACKNOWLEDGED}, {}, Act.CLAIM, Reason.ACKNOWLEDGED),
        ({"state": AlertState.CLOSED}, {}, Act.CLAIM, Reason.CLOSED),
        ({}, {"is_online": False}, Act.CLAIM, Reason.OFFLINE),
        ({}, {"is_outcome_unknown": True}, Act.CLAIM, Reason.PENDING),
    ],
)
def test_what_the_bar_offers(changes, around, acts, reason):
    offers = {
        offer.act: offer.reason
        for offer in offers_of(_alert(**changes), Everything(), _around(**around))
    }

    assert acts in offers
    assert len(set(offers).difference(BESIDE_BAR)) == 8
    assert offers[Act.ACKNOWLEDGE] is reason


def test_names_of_rights_are_names_of_operations():
    from ui.triage.offers import OPERATIONS

    assert set(OPERATIONS.values()) <= set(POLICY)
    # The sample is a nurse: only an oncologist answers, and decides what is expected.
    of_oncologists = {"answer_escalation", "create_rule_exception", "end_rule_exception"}
    assert set(OPERATIONS.values()) - of_oncologists <= set(me().actions)


@pytest.mark.parametrize(
    ("changes", "needs"),
    [
        ({}, {Need.MEASURE, Need.CONTACT}),
        ({"level": AlertLevel.HIGH}, {Need.MEASURE, Need.CONTACT}),
        ({"level": AlertLevel.MODERATE}, {Need.MEASURE}),
        ({"kind": AlertKind.NON_RESPONSE, "level": AlertLevel.INFO}, {Need.MEASURE}),
        ({"kind": AlertKind.TECHNICAL}, {Need.MEASURE, Need.ASSESSMENT}),
    ],
)
def test_what_closing_asks_for(changes, needs):
    found = closing_requirements(_alert(**changes))

    assert {requirement.need for requirement in found} == needs


@pytest.mark.parametrize(
    ("acts", "missing"),
    [
        ([], (Need.MEASURE, Need.CONTACT)),
        ([_act(ActionKind.CALL, result=ContactResult.PATIENT_REACHED)], (Need.MEASURE,)),
        (
            [_act(ActionKind.CALL, result=ContactResult.UNREACHABLE)],
            (Need.MEASURE, Need.CONTACT),
        ),
        (
            [
                _act(ActionKind.CALL, result=ContactResult.MESSAGE_LEFT),
                _act(ActionKind.MEASURE, measures=[MeasureCode.WATCH_NEXT_SURVEY], at=NOW),
            ],
            (Need.CONTACT,),
        ),
        (
            [
                _act(ActionKind.CALL, result=ContactResult.UNREACHABLE),
                _act(ActionKind.MEASURE, measures=[MeasureCode.EMERGENCY], at=NOW),
            ],
            (),
        ),
        (
            [_act(ActionKind.MEASURE, measures=[MeasureCode.UNREACHABLE_MESSAGE_LEFT])],
            (Need.MEASURE, Need.CONTACT),
        ),
        (
            [_act(ActionKind.MEASURE, measures=[MeasureCode.HOSPITALISATION])],
            (Need.CONTACT,),
        ),
    ],
)
def test_what_is_still_missing(acts, missing):
    assert missing_needs(_alert(history=acts)) == missing
