"""Why an alert fired, in both languages, for every quantity, operator and problem."""

from datetime import timedelta

import pytest

from console.models.explain import explain, lead_title, symptom_text
from resources.wording import Wording
from services.contract.enums import AlertKind, ExceptionKind
from services.contract.explanations import (
    FOUND_MISSING,
    EvaluationProblem,
    EvaluationProblemCode,
    MissingReason,
    MutedHit,
    NotAnswered,
    Operator,
    Quantity,
    RowSymptom,
)
from tests.console import made
from tests.support.typography import plain

FR, EN = Wording("fr"), Wording("en")
NB = "\u00a0"


def main(wording, *evidence, **changes) -> str:
    hit = made.hit(*evidence, **changes)
    return explain(wording, made.explanation(hit)).main[0].text


def test_the_picture_in_both_languages():
    assert main(FR, made.evidence()) == (
        f"Diarrhée{NB}: grade estimé 3 sur 3 et aggravation de 2 points en 7 jours."
    )
    assert main(EN, made.evidence()) == (
        "Diarrhoea: estimated grade 3 of 3 and worse by 2 points in 7 days."
    )


def test_the_rule_stands_beside_what_it_found():
    why = explain(FR, made.explanation())

    assert why.main[0].rule == "Règle DIA-02 v3"
    assert plain(why.compared) == "Comparé au questionnaire précédent (11-nov.)."
    assert why.problems == ()


def test_other_hits_come_after_the_first():
    pain = made.evidence(item="abdominal_pain", now=2, before=1, change=1, threshold=2)
    second = made.hit(pain, rule_id="DOA-01", rule_version=2, item="abdominal_pain")
    why = explain(FR, made.explanation(made.hit(), second))

    assert len(why.main) == 1
    assert [sentence.rule for sentence in why.also] == ["Règle DOA-01 v2"]
    assert why.also[0].text == (
        f"Douleur abdominale{NB}: grade estimé 2 sur 3 et aggravation de 1 point en 7 jours."
    )


@pytest.mark.parametrize(
    ("quantity", "operator", "french", "english"),
    [
        (Quantity.COMPOSITE, Operator.AT_LEAST, "grade estimé 3 sur 3", "estimated grade 3 of 3"),
        (Quantity.COMPOSITE, Operator.AT_MOST, "(au plus 3)", "(at most 3)"),
        (Quantity.COMPOSITE, Operator.EQUALS, "grade estimé 3 sur 3", "estimated grade 3 of 3"),
        (Quantity.COMPOSITE, Operator.REACHED, "grade estimé 1 → 3", "estimated grade 1 → 3"),
        (Quantity.COMPOSITE, Operator.ROSE_BY, "grade estimé 1 → 3", "estimated grade 1 → 3"),
        (Quantity.COMPOSITE, Operator.AT_LEAST_TWICE, "1 puis 3", "1 then 3"),
        (Quantity.FREQUENCY, Operator.AT_LEAST, "fréquence 3 sur 4", "frequency 3 of 4"),
        (Quantity.SEVERITY, Operator.AT_LEAST, "intensité 3 sur 4", "severity 3 of 4"),
        (Quantity.INTERFERENCE, Operator.ROSE_BY, "gêne 1 → 3 sur 4", "interference 1 → 3 of 4"),
        (Quantity.AMOUNT, Operator.REACHED, "importance 1 → 3 sur 4", "amount 1 → 3 of 4"),
    ],
)
def test_a_graded_comparison(quantity, operator, french, english):
    found = made.evidence(quantity=quantity, operator=operator)

    assert french in main(FR, found)
    assert english in main(EN, found)


@pytest.mark.parametrize("quantity", list(Quantity))
@pytest.mark.parametrize("operator", list(Operator))
@pytest.mark.parametrize("wording", [FR, EN], ids=["fr", "en"])
def test_every_comparison_makes_a_sentence(wording, quantity, operator):
    usual: dict[Quantity, dict[str, object]] = {
        Quantity.TEMPERATURE: {"now": 38.9, "before": 38.0, "threshold": 38.3, "change": 0.9},
        Quantity.URGENCY: {"now": "urgent", "before": None, "threshold": "urgent", "change": None},
        Quantity.PRESENCE: {"now": 1, "before": 0, "threshold": 1, "change": 1},
    }
    values = usual.get(quantity, {})
    item = None if quantity in (Quantity.TEMPERATURE, Quantity.URGENCY) else "rash"
    text = main(wording, made.evidence(quantity=quantity, operator=operator, item=item, **values))

    assert text.endswith(".")
    assert "None" not in text
    assert "{" not in text


@pytest.mark.parametrize(
    ("now", "change", "operator", "french"),
    [
        (1, None, Operator.AT_LEAST, f"Éruption cutanée{NB}: oui."),
        (1, 1, Operator.AT_LEAST, f"Éruption cutanée{NB}: oui, non au questionnaire précédent."),
        (0, -1, Operator.AT_MOST, f"Éruption cutanée{NB}: non."),
    ],
)
def test_presence(now, change, operator, french):
    found = made.evidence(
        quantity=Quantity.PRESENCE,
        item="rash",
        now=now,
        before=None,
        change=change,
        operator=operator,
    )

    assert main(FR, found) == french


def test_one_temperature():
    found = made.evidence(
        quantity=Quantity.TEMPERATURE, item=None, now=38.9, threshold=38.3, before=None, change=None
    )

    assert main(FR, found) == f"Température{NB}: 38,9{NB}°C (seuil 38,3{NB}°C)."
    assert main(EN, found) == f"Temperature: 38.9{NB}°C (threshold 38.3{NB}°C)."


def test_two_temperatures_far_enough_apart():
    found = made.evidence(
        quantity=Quantity.TEMPERATURE,
        item=None,
        operator=Operator.AT_LEAST_TWICE,
        now=38.4,
        threshold=38.0,
        before=38.1,
        now_at=made.NOW,
        before_at=made.NOW - timedelta(minutes=70),
        change=0.3,
    )

    assert main(FR, found) == (
        f"Température{NB}: 38,1{NB}°C puis 38,4{NB}°C à 1{NB}h{NB}10 d'intervalle "
        f"(seuil 38,0{NB}°C)."
    )


def test_urgency_with_a_symptom_names_both():
    urgent = made.evidence(
        quantity=Quantity.URGENCY,
        item=None,
        operator=Operator.EQUALS,
        threshold="urgent",
        now="urgent",
        before=None,
        change=None,
    )
    text = main(FR, urgent, made.evidence())

    assert text.startswith(f"Urgence ressentie{NB}: ne peut pas attendre.")
    assert f"Diarrhée{NB}: grade estimé 3 sur 3" in text


def test_without_an_instant_the_days_are_not_guessed():
    text = main(FR, made.evidence(before_at=None))

    assert text == f"Diarrhée{NB}: grade estimé 3 sur 3 et aggravation de 2 points."


def test_better_is_said_too():
    text = main(FR, made.evidence(operator=Operator.AT_MOST, now=1, before=2, change=-1))

    assert "amélioration de 1 point en 7 jours" in text


def test_days_are_counted_on_the_centres_wall():
    # 23:30 and 00:30 in Paris are an hour and a day apart.
    late = made.NOW.replace(hour=22, minute=30)
    text = main(FR, made.evidence(before_at=late, now_at=late + timedelta(hours=1)))

    assert "en 1 jour" in text


def test_the_first_survey_has_nothing_to_compare_with():
    why = explain(FR, made.explanation(compared_with=None))

    assert why.compared == f"Premier questionnaire{NB}: rien à quoi comparer."


def test_what_could_not_be_told_is_said_once():
    gap = NotAnswered(
        rule_id="FEV-01",
        rule_version=1,
        quantity=Quantity.TEMPERATURE,
        item=None,
        reason=MissingReason.NOT_ANSWERED,
        survey="now",
    )
    other = gap.model_copy(update={"rule_id": "FEV-02"})
    before = gap.model_copy(
        update={"quantity": Quantity.SEVERITY, "item": "fatigue", "survey": "before"}
    )
    why = explain(FR, made.explanation(not_answered=(gap, other, before)))

    assert why.not_answered == (
        f"Température{NB}: sans réponse.",
        f"Fatigue, intensité, questionnaire précédent{NB}: sans réponse.",
    )


@pytest.mark.parametrize("reason", list(MissingReason))
@pytest.mark.parametrize("wording", [FR, EN], ids=["fr", "en"])
def test_every_reason_for_a_missing_value_has_words(wording, reason):
    gap = NotAnswered(
        rule_id="FAT-01",
        rule_version=1,
        quantity=Quantity.COMPOSITE,
        item="fatigue",
        reason=reason,
        survey="now",
    )
    why = explain(wording, made.explanation(not_answered=(gap,)))

    assert str(reason) not in why.not_answered[0] or reason is MissingReason.NOT_ANSWERED
    assert why.not_answered[0].endswith(".")


@pytest.mark.parametrize("code", list(EvaluationProblemCode))
@pytest.mark.parametrize("wording", [FR, EN], ids=["fr", "en"])
def test_every_problem_says_plainly_what_could_not_be_judged(wording, code):
    problem = EvaluationProblem(code=code, item="diarrhoea", attribute="frequency", cause=None)
    why = explain(wording, made.explanation(problems=(problem,)))

    assert len(why.problems) == 2
    assert "_" not in why.problems[1]
    assert wording.text("symptom-diarrhoea") in why.problems[1]


def test_a_problem_with_something_unknown_shows_its_code():
    problem = EvaluationProblem(
        code=EvaluationProblemCode.UNKNOWN_ITEM, item="hiccups", attribute="loudness", cause=None
    )
    why = explain(FR, made.explanation(problems=(problem,), compared_with=None))

    assert why.problems[1] == ("Un symptôme reçu est inconnu du questionnaire (hiccups, loudness).")
    assert why.compared == ""


def test_a_failure_names_its_kind():
    problem = EvaluationProblem(
        code=EvaluationProblemCode.RULE_ERROR, item=None, attribute=None, cause="ZeroDivisionError"
    )
    why = explain(FR, made.explanation(problems=(problem,)))

    assert why.problems[1] == "Une règle a échoué (ZeroDivisionError)."


def lead(quantity, item, now) -> RowSymptom:
    return RowSymptom(quantity=quantity, item=item, now=now, change=None, level=None)


@pytest.mark.parametrize(
    ("symptom", "french", "english"),
    [
        (
            lead(Quantity.COMPOSITE, "diarrhoea", 3),
            f"Diarrhée, grade estimé ≈{NB}3 (sévère)",
            f"Diarrhoea, estimated grade ≈{NB}3 (severe)",
        ),
        (
            lead(Quantity.TEMPERATURE, "temperature", 38.9),
            f"Fièvre 38,9{NB}°C",
            f"Fever 38.9{NB}°C",
        ),
        (lead(Quantity.PRESENCE, "rash", 1), "Éruption cutanée", "Skin rash"),
        (
            lead(Quantity.URGENCY, "urgency", "urgent"),
            "Ne peut pas attendre",
            "Cannot wait",
        ),
        (lead(Quantity.SEVERITY, "cough", 4), "Toux, intensité 4", "Cough, severity 4"),
    ],
)
def test_the_title_says_what_an_alert_is_about(symptom, french, english):
    alert = made.detail(1, explanation=made.explanation(lead=symptom))

    assert lead_title(FR, alert) == french
    assert lead_title(EN, alert) == english


def test_a_technical_alert_is_titled_as_not_evaluated():
    alert = made.detail(1, kind=AlertKind.TECHNICAL)

    assert lead_title(FR, alert) == "Réponse non évaluée"
    assert lead_title(EN, alert) == "Answer not evaluated"


def test_a_symptom_in_a_few_words():
    assert symptom_text(FR, lead(Quantity.COMPOSITE, "nausea", 2)) == f"Nausées ≈{NB}2"


def test_what_the_comparison_says_is_not_said_twice():
    rose = main(FR, made.evidence(operator=Operator.ROSE_BY, threshold=2))
    reached = main(FR, made.evidence(operator=Operator.REACHED))
    unanswered = made.evidence(operator=Operator.REACHED, before=None, change=None)

    assert rose == reached == f"Diarrhée{NB}: grade estimé 1 → 3 sur 3 en 7 jours."
    assert main(FR, unanswered) == (
        f"Diarrhée{NB}: grade estimé 3 sur 3, nouveau depuis le questionnaire précédent."
    )


def test_the_days_are_told_from_when_the_survey_was_filled_in():
    reason = made.explanation(made.hit(made.evidence(now_at=None)))
    why = explain(FR, reason, made.NOW - timedelta(minutes=153))

    assert why.main[0].text.endswith("aggravation de 2 points en 7 jours.")


@pytest.mark.parametrize("code", sorted(FOUND_MISSING))
def test_what_surveillance_found_says_so_and_blames_no_answer(code):
    found = EvaluationProblem(code=code, item=None, attribute=None, cause=None)
    alert = made.detail(
        1,
        kind=AlertKind.TECHNICAL,
        explanation=made.explanation(hits=(), problems=(found,), lead=None),
    )
    why = explain(FR, alert.explanation)

    assert lead_title(FR, alert) == "Écart trouvé par la surveillance"
    assert "La surveillance a trouvé un écart" in why.problems[0]
    assert why.problems[1] == FR.text("why-problem-alone", problem=FR.text(f"why-problem-{code}"))


@pytest.mark.parametrize(
    ("changes", "french", "english"),
    [
        (
            {
                "quantity": Quantity.WEIGHT,
                "operator": Operator.FELL_BY_PERCENT,
                "threshold": 5,
                "now": 68.2,
                "before": 73.0,
                "change": -4.8,
            },
            "Poids : 73,0 → 68,2 kg, perte de 6,6 % (seuil 5 %) en 7 jours.",
            "Weight: 73.0 → 68.2 kg, loss of 6.6% (threshold 5%) in 7 days.",
        ),
        (
            {
                "quantity": Quantity.ECOG,
                "operator": Operator.ROSE_BY,
                "threshold": 2,
                "now": 3,
                "before": 1,
                "change": 2,
            },
            "État général (ECOG) : 1 → 3 sur 4 en 7 jours.",
            "General state (ECOG): 1 → 3 of 4 in 7 days.",
        ),
        (
            {"quantity": Quantity.ECOG, "operator": Operator.AT_LEAST, "threshold": 3, "now": 4},
            "État général (ECOG) : 4 sur 4.",
            "General state (ECOG): 4 of 4.",
        ),
        (
            {"quantity": Quantity.FALL, "operator": Operator.EQUALS, "threshold": 1, "now": 1},
            "Chute : oui, depuis le questionnaire précédent.",
            "Fall: yes, since the questionnaire before.",
        ),
        (
            {"quantity": Quantity.TREATMENT, "operator": Operator.EQUALS, "now": "FOLFIRI"},
            "Traitement en cours : FOLFIRI.",
            "Treatment in force: FOLFIRI.",
        ),
    ],
)
def test_what_is_about_the_patient_as_a_whole(changes, french, english):
    evidence = made.evidence(**({"item": None} | changes))

    assert plain(main(FR, evidence, item=None)) == french
    assert plain(main(EN, evidence, item=None)) == english


def test_what_stays_says_for_how_long():
    evidence = made.evidence(operator=Operator.PERSISTED, threshold=3, now=2, before=2, change=0)

    assert plain(main(FR, evidence)) == (
        "Diarrhée : grade estimé 2 sur 3, 3 questionnaires de suite (depuis le 11-nov.)."
    )


@pytest.mark.parametrize("kind", list(ExceptionKind))
def test_what_is_muted_says_by_whom_and_until_when(kind):
    muted = MutedHit(
        hit=made.hit(),
        exception_id="e1",
        kind=kind,
        level=2,
        by="Alain Tanguy",
        until=made.NOW + timedelta(days=3),
    )
    explanation = made.explanation().model_copy(update={"muted": (muted,)})

    for wording, words in (
        (FR, ("En sourdine jusqu'au", "se serait déclenché", "Règle DIA-02 v3")),
        (EN, ("Muted until", "would have fired", "Rule DIA-02 v3")),
    ):
        [said] = explain(wording, explanation).muted
        assert all(word in plain(said) for word in (*words, "Alain Tanguy"))


@pytest.mark.parametrize(
    ("symptom", "french"),
    [
        (lead(Quantity.WEIGHT, "weight", 75.0).model_copy(update={"change": -5.0}), "Poids −6,2 %"),
        (lead(Quantity.ECOG, "ecog", 3), "ECOG 3"),
        (lead(Quantity.FALL, "fall", 1), "Chute"),
    ],
)
def test_a_measure_in_a_few_words(symptom, french):
    assert plain(symptom_text(FR, symptom)) == french
