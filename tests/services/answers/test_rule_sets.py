"""Rule sets: released once, never changed, in force from an instant on, chosen by each centre."""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from sqlalchemy import select

from services.answers import rule_sets
from services.answers.released import fingerprint, released
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.answers import Answer
from services.db.tables.centres import RuleSet, RuleSetActivation

SEVERE = {"diarrhoea": {"frequency": 4}}


def another(version: int, **changes):
    """The released rule set under another version, or with something changed."""
    return dict(released().rule_set_documents["default-2"]) | {"version": version} | changes


def release_of(*documents):
    known = {f"{each['name']}-{each['version']}": each for each in documents}
    return replace(released(), rule_set_documents=MappingProxyType(known))


def test_the_resources_hold_a_questionnaire_and_its_default_rules():
    assert released().default_version == "default-2"
    known = set(released().questionnaires)
    assert known >= {("vigie-weekly", "1.0.0"), ("vigie-weekly", "1.1.0")}
    assert released() is released()


def test_installing_twice_changes_nothing(intake):
    context = intake.service.context
    for _ in range(2):
        rule_sets.install(context.database, context.clock.now())

    with context.database.reading(NO_CENTRE) as session:
        found = session.execute(select(RuleSet.version, RuleSet.sha256)).all()
    documents = released().rule_set_documents
    assert sorted(found) == sorted((name, fingerprint(each)) for name, each in documents.items())
    assert len(found) == 2


def test_a_released_rule_set_is_never_replaced(intake):
    context = intake.service.context
    rule_sets.install(context.database, context.clock.now())
    minutes = released().rule_set_documents["default-2"]["response_minutes"] | {"critical": 240}
    tampered = release_of(another(2, response_minutes=minutes))

    with pytest.raises(rule_sets.RuleSetChanged, match="default-2"):
        rule_sets.install(context.database, context.clock.now(), tampered)

    with context.database.reading(NO_CENTRE) as session:
        kept = session.scalars(select(RuleSet.content).where(RuleSet.version == "default-2")).one()
    assert kept["response_minutes"]["critical"] == 120


def test_spacing_and_order_make_no_other_fingerprint():
    document = {"a": 1, "b": {"c": [1, 2], "d": 2}}
    turned = {"b": {"d": 2, "c": [1, 2]}, "a": 1}

    assert fingerprint(document) == fingerprint(turned)
    assert fingerprint(document) != fingerprint(document | {"a": 2})
    assert fingerprint({"a": [1, 2]}) != fingerprint({"a": [2, 1]})


def test_the_first_answer_of_a_centre_writes_its_default_down(intake):
    intake.answer()
    intake.answer(SEVERE)

    assert intake.read(select(RuleSetActivation.version)) == [("default-2",)]
    assert {version for (version,) in intake.read(select(Answer.rule_set_version))} == {"default-2"}


def test_the_rule_set_in_force_at_reception_judges(intake):
    """Not the one in force when the patient wrote, and not one that is active from later on."""
    context, centre = intake.service.context, intake.service.centre
    now = context.clock.now()
    stricter = [
        rule | {"level": "high"} if rule["id"] == "DIA-02" else rule
        for rule in released().rule_set_documents["default-2"]["rules"]
    ]
    rule_sets.install(context.database, now, release_of(another(2), another(3, rules=stricter)))
    with context.database.writing(Scope(centre.id)) as session:
        rule_sets.activate(session, centre.id, "default-2", now - timedelta(days=30))
        rule_sets.activate(session, centre.id, "default-3", now + timedelta(minutes=10))

    before = intake.answer(SEVERE)
    intake.service.clock.forward(minutes=20)
    after = intake.answer(SEVERE | {"nausea": {"frequency": 0}}, authored_at=now.isoformat())

    assert (before["level"], after["level"]) == ("critical", "high")
    alert = intake.detail(after["alert_id"])
    assert alert["explanation"]["rule_set_version"] == "default-3"


def test_a_centre_may_switch_on_the_rise_of_a_single_answer(intake):
    """It compares with the attributes of the survey before, which only its sealed content holds."""
    context, centre = intake.service.context, intake.service.centre
    now = context.clock.now()
    rules = [
        rule | {"active": True} if rule["id"] == "ATT-01" else rule
        for rule in released().rule_set_documents["default-2"]["rules"]
    ]
    rule_sets.install(context.database, now, release_of(another(2), another(3, rules=rules)))
    with context.database.writing(Scope(centre.id)) as session:
        rule_sets.activate(session, centre.id, "default-3", now - timedelta(days=30))
    intake.answer({"dyspnoea": {"severity": 1, "interference": 0}}, weeks_ago=1)

    receipt = intake.answer({"dyspnoea": {"severity": 3, "interference": 0}})

    explanation = intake.detail(receipt["alert_id"])["explanation"]
    [hit] = [hit for hit in explanation["hits"] if hit["rule_id"] == "ATT-01"]
    assert (hit["evidence"][0]["before"], hit["evidence"][0]["now"]) == (1, 3)


def test_a_centre_does_not_follow_another_centres_choice(intake):
    context, other = intake.service.context, intake.service.other_centre
    now = context.clock.now()
    rule_sets.install(context.database, now, release_of(another(2), another(3)))
    with context.database.writing(Scope(other.id)) as session:
        rule_sets.activate(session, other.id, "default-3", now - timedelta(days=1))

    intake.answer()

    assert intake.read(select(Answer.rule_set_version)) == [("default-2",)]
