"""What a reader finds on the pages, and in which order."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from reports.pdf.document import pdf_of
from services.contract.answer_content import OPT_OUT
from services.contract.enums import ActionKind, AlertKind, AlertState, AnswerOutcome
from services.contract.report_enums import ExportPurpose, ReportBlock
from tests.samples import report_alerts, reports
from tests.samples.report_surveys import Week, not_understood, survey
from tests.support.pages import pages_of, text_of


def _plain(text: str) -> str:
    """Without the spaces and hyphens that keep a line from breaking."""
    for each in "\u00a0\u202f":
        text = text.replace(each, " ")
    return re.sub(r"\s+", " ", text.replace("\u2011", "-"))


def _said(report, folder) -> str:
    return _plain(text_of(pdf_of(report), folder))


def test_every_page_says_who_it_is_about_who_asked_for_it_and_why(pdf, tmp_path):
    pages = [_plain(each) for each in pages_of(pdf("typical", "fr"), tmp_path)]

    assert len(pages) >= 4
    for number, page in enumerate(pages, 1):
        assert "KERMARREC Jeanne" in page
        assert "Née le 14-mars-1958 (67 ans)" in page
        assert "INS 2 58 03 35 238 042 37" in page
        assert "IPP 800 451 237" in page
        asked = "Demandé par Dr Alain Tanguy (Oncologue médical) le 18-nov.-2025 10:42 pour : "
        assert f"{asked}dossier de l'établissement" in page
        assert f"page {number}/{len(pages)}" in page
        assert "Vigie 0.1.0" in page


def test_the_summary_comes_first_then_the_three_blocks_in_their_order(pdf, tmp_path):
    first, *rest = (_plain(each) for each in pages_of(pdf("typical", "fr"), tmp_path))

    places = [
        first.index(words)
        for words in (
            "Rapport de télésurveillance",
            "1 Critique",
            "Critique Diarrhée ≈3 ↑2 · Douleur abdo. ≈2 ↑1",
            "Traitements et symptômes",
            "Jamais présents : Douleur · Constipation",
        )
    ]
    assert places == sorted(places)
    assert "15 sur 16" in first
    assert "−5,3 kg depuis le 5-août-2025" in first
    assert "FOLFIRI + bévacizumab, 2e ligne, depuis le 3-oct.-2025" in first
    said = " ".join(rest)
    blocks = [
        said.index(words)
        for words in ("Questionnaire du 18-nov.-2025 08:09", "Actions de l'équipe", "Commentaires")
    ]
    assert blocks == sorted(blocks)


def test_the_report_speaks_english(pdf, tmp_path):
    said = _plain(text_of(pdf("typical", "en"), tmp_path))

    for words in (
        "Telemonitoring report",
        "Born 14-Mar-1958 (67 y)",
        "15 of 16",
        "3 Diarrhoea frequency nearly all the time",
        "Actions of the team",
        "Asked for by Dr Alain Tanguy (Oncologue médical) on 18-Nov-2025 10:42 for: the hospital",
    ):
        assert words in said
    assert "Questionnaire du" not in said


def test_a_questionnaire_tells_nothing_refused_not_answered_and_not_asked_apart(tmp_path):
    week = Week(grades={"diarrhoea": 3}, opted_out=("sadness",), unanswered=("cough", "rash"))
    at = datetime(2025, 11, 4, 8, 0, tzinfo=UTC)
    said = survey(1, at, week)
    skipped = [
        each.model_copy(update={"value": None, "missing": "not_asked"})
        if each.item == "chills"
        else each
        for each in said.answers
    ]
    said = said.model_copy(update={"answers": tuple(skipped)})
    words = _said(reports.report("fr", surveys=(said,)), tmp_path)

    assert "3 Diarrhée fréquence presque tout le temps" in words
    nothing = words[words.index("Absents :") : words.index("Sans réponse :")]
    assert "Fatigue" in nothing
    assert "Vertiges" in nothing
    assert not {"Toux", "Tristesse", "Frissons", "Éruption cutanée", "Diarrhée"} & set(
        nothing.split(" · ")
    )
    assert "Sans réponse : Toux · Éruption cutanée" in words
    assert "Ne souhaite pas répondre : Tristesse" in words
    assert "Non demandés : Frissons" in words
    assert OPT_OUT not in words


def test_a_symptom_half_answered_is_told_in_full(tmp_path):
    said = survey(1, datetime(2025, 11, 4, tzinfo=UTC), Week(grades={"pain": 2}))
    partly = [
        each.model_copy(update={"value": None, "missing": "not_answered"})
        if (each.item, each.attribute) == ("pain", "severity")
        else each
        for each in said.answers
    ]
    said = said.model_copy(update={"answers": tuple(partly)})

    words = _said(reports.report("fr", surveys=(said,)), tmp_path)
    assert "Douleur fréquence parfois · intensité sans réponse · gêne modérément" in words


@pytest.mark.parametrize("missing", ["opt_out", "not_answered"])
def test_zero_beside_a_question_without_an_answer_is_not_absence(missing, tmp_path):
    said = survey(1, datetime(2025, 11, 4, tzinfo=UTC), Week())
    partly = [
        each.model_copy(update={"value": None, "missing": missing})
        if (each.item, each.attribute) == ("fatigue", "interference")
        else each.model_copy(update={"missing": None, "value": 0})
        if each.item == "fatigue"
        else each
        for each in said.answers
    ]
    said = said.model_copy(update={"answers": tuple(partly)})
    words = _said(reports.report("fr", surveys=(said,)), tmp_path)

    reason = {"opt_out": "ne souhaite pas répondre", "not_answered": "sans réponse"}[missing]
    assert f"Fatigue intensité aucune · gêne {reason}" in words
    assert "Fatigue" not in words[words.index("Absents :") : words.index("Questions posées")]


def test_a_form_that_nobody_knows_is_shown_as_it_came(tmp_path):
    said = not_understood(1, datetime(2025, 11, 4, tzinfo=UTC))
    words = _said(reports.report("fr", surveys=(said,)), tmp_path)

    assert "non évalué par les règles" in words
    assert "Tel que reçu item_42 how_bad very" in words


def test_a_survey_that_was_taken_back_says_so(tmp_path):
    at = datetime(2025, 11, 4, 8, 0, tzinfo=UTC)
    said = survey(1, at, Week(is_late=True), withdrawn_at=at, outcome=AnswerOutcome.NOTHING)
    words = _said(reports.report("fr", surveys=(said,)), tmp_path)

    assert "tardif · repris le 4-nov.-2025 09:00" in words


def test_an_alert_says_why_it_came_and_what_was_done(pdf, tmp_path):
    words = _plain(text_of(pdf("typical", "fr"), tmp_path))

    assert "Règle DIA-02 v3 · Diarrhée, grade estimé 3 (avant 1) · Critique" in words
    assert "Patiente jointe · Fatigue : grade 2 confirmé" in words
    assert "Escalade à Dr Alain Tanguy" in words
    assert "annulé Mauvais dossier" in words
    assert "clôturée 11-nov.-2025 09:26" in words


def test_comments_name_their_author(pdf, tmp_path):
    words = _plain(text_of(pdf("typical", "fr"), tmp_path))
    comments = words[words.rindex("Commentaires") :]

    assert "18-nov.-2025 08:09 Patient · questionnaire Plus de 8 fois par jour" in comments
    assert "Dr Alain Tanguy (Oncologue médical) · note du dossier Vue en consultation." in comments


def test_without_anything_each_part_says_so(pdf, tmp_path):
    words = _plain(text_of(pdf("empty", "fr"), tmp_path))

    for said in (
        "INS non transmis",
        "Identité : Provisoire",
        "Aucun questionnaire rempli sur cette période.",
        "Aucune alerte ouverte.",
        "Aucun questionnaire sur cette période.",
        "Aucune alerte sur cette période.",
        "Aucun commentaire sur cette période.",
    ):
        assert said in words


@pytest.mark.parametrize("block", ReportBlock)
def test_a_block_that_nobody_asked_for_has_no_heading(block, tmp_path):
    headings = {
        ReportBlock.SURVEYS: "Aucun questionnaire sur cette période.",
        ReportBlock.ACTIONS: "Aucune alerte",
        ReportBlock.COMMENTS: "Aucun commentaire",
    }
    rest = tuple(each for each in ReportBlock if each is not block)
    words = _said(reports.report("fr", blocks=rest), tmp_path)

    assert headings[block] not in words
    assert all(headings[each] in words for each in rest)


def test_what_could_not_be_opened_is_said_on_the_first_page(tmp_path):
    first = pages_of(pdf_of(reports.report("fr", could_not_open=("measures", "lines"))), tmp_path)

    assert "manque ici : mesures, traitements" in _plain(first[0])


@pytest.mark.parametrize("purpose", ExportPurpose)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_purpose_has_its_words(purpose, language, tmp_path):
    words = _said(reports.report(language, purpose=purpose), tmp_path)

    assert purpose.value not in words


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_act_has_its_words(language, tmp_path):
    at = datetime(2025, 11, 4, 8, 0, tzinfo=UTC)
    acts = [
        report_alerts.act(number, report_alerts.CLOSED, kind, at)
        for number, kind in enumerate(ActionKind)
    ]
    alert = report_alerts.silent_alert(1, at).model_copy(update={"acts": tuple(acts)})

    assert "word-" not in _said(reports.report(language, alerts=(alert,)), tmp_path)


def test_the_fullest_first_page_stays_one_page_with_what_is_open_worst_first(tmp_path):
    usual = reports.typical()
    worst, moderate, silent = usual.alerts
    waits = {"state": AlertState.NEW, "closed_at": None}
    technical = worst.model_copy(update={"kind": AlertKind.TECHNICAL, "leads": ()})
    alerts = (silent, moderate, worst, technical, moderate, moderate, moderate)
    columns = [
        each.model_copy(update={"grades": [*each.grades[:-1], 1]})
        for each in usual.summary.symptoms
    ]
    events = tuple(
        each.model_copy(update={"on": each.on + timedelta(days=place), "label": "Scanner " * 8})
        for place in range(4)
        for each in usual.summary.events
    )
    full = usual.model_copy(
        update={
            "alerts": tuple(each.model_copy(update=waits) for each in alerts),
            "summary": usual.summary.model_copy(
                update={"symptoms": tuple(columns), "events": events}
            ),
            "could_not_open": ("measures",),
        }
    )
    first, second, *_ = (_plain(each) for each in pages_of(pdf_of(full), tmp_path))

    assert "7 Technique" in first
    levels = re.findall(
        "(Technique|Critique|Modérée|Info) (?:Diarrhée|Fatigue|Sans|Réponse)", first
    )
    assert levels == ["Technique", "Critique", "Modérée", "Modérée", "Modérée"]
    assert "Les autres alertes sont dans les actions de l'équipe." in first
    assert second.index("Questionnaires") < second.index("Questionnaire du")


def test_a_death_stands_in_the_banner(tmp_path):
    dead = reports.identity(died_on=date(2025, 11, 2), ended_on=date(2025, 11, 3))
    words = _said(reports.report("fr", patient=dead), tmp_path)

    assert "Décédée le 2-nov.-2025 · Télésurveillance arrêtée le 3-nov.-2025" in words


def test_ten_years_are_read_in_fewer_than_a_hundred_pages(pdf, tmp_path):
    pages = pages_of(pdf("ten_years", "fr"), tmp_path)

    assert len(pages) < 100
    assert "une colonne : 26 semaines, la pire" in _plain(pages[0])
    assert sum(_plain(each).count("Questionnaire du") for each in pages) == 520
