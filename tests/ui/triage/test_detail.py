"""The detail: what it shows, how it fits the room, what it says when there is nothing to show."""

from datetime import timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QTableView, QWidget

from console.errors import Offline, Unexpected
from console.stores.states import StoreState
from resources.symptoms import WEIGHT
from services.contract.alerts import AnsweredMeasure, SentValue
from services.contract.enums import Channel, IdentityStatus
from services.contract.patients import HeaderPart
from tests.samples.rows import CLAIRE, NOW
from tests.samples.stores import SampleShown
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, press, visible_texts
from ui.triage.layout_class import LayoutClass
from widgets.pill import Pill
from widgets.quote_block import QuoteBlock
from widgets.runs_label import RunsLabel

MARKUP = "<img src='http://tracker.example/x.png'><b>gras</b>"


def _show(parts: Parts, **changes) -> None:
    alert = parts.put_detail(0, **changes)
    parts.details.show(alert.id, alert.version)


def _said(parts: Parts) -> str:
    runs = [
        plain(label.text)
        for label in parts.triage.detail.findChildren(RunsLabel)
        if label.isVisible()
    ]
    return " | ".join([*visible_texts(parts.triage.detail), *runs])


def test_identity_context_reason_answers_words_and_history_are_there(parts):
    said = _said(parts)

    for expected in (
        "KERMARREC",
        "née LE DANTEC · Mme",
        "14-mars-1958",
        "2 58 03 35 238 042 37",
        "800 451 237",
        "FOLFIRI + bévacizumab",
        "cycle 4, J5",
        "06 39 98 14 27",
        "Règle DIA-02 v3",
        "« Plus de 8 fois par jour depuis dimanche, je n'arrive plus à boire. »",
        "« Cela ne peut pas attendre »",
        "11-nov. 09:20",
        "C. Morvan, IDEC",
    ):
        assert expected in said


def test_what_got_worse_stands_over_the_measures_and_these_over_the_rest(parts):
    survey = parts.shown().survey
    assert survey is not None
    weight = AnsweredMeasure(
        item=WEIGHT, before=63.4, now=62.5, before_missing=None, now_missing=None
    )

    _show(parts, survey=survey.model_copy(update={"measures": [weight]}))

    table = child(parts.triage.detail, QTableView, "triage_answers")
    rows = [
        [plain(table.model().index(row, column).data() or "") for column in (0, 3)]
        for row in range(table.model().rowCount())
    ]
    assert rows[2:5] == [
        ["Nausées", "+1 aggravé"],
        ["Poids (kg)", "−1,4 %"],
        ["Fourmillements", "−1 amélioré"],
    ]


def test_an_identity_that_is_not_qualified_shows_no_ins(parts):
    label = parts.shown().patient.model_copy(
        update={"ins": None, "identity_status": IdentityStatus.DOUBTFUL}
    )

    _show(parts, patient=label)

    said = _said(parts)
    assert "non qualifié" in said
    assert "258033523804237" not in said.replace(" ", "")


def test_what_is_not_known_says_so(parts):
    unknown = {"disease": None, "treatment": None, "oncologist": None, "phone": None}

    _show(parts, patient=parts.shown().patient.model_copy(update=unknown))

    said = _said(parts)
    for expected in (
        "Traitement non connu",
        "Maladie non connue",
        "Oncologue non connu",
        "Téléphone non connu",
    ):
        assert expected in said


def test_what_cannot_be_read_is_not_said_to_be_unknown(parts):
    lost = dict.fromkeys(("disease", "treatment", "oncologist", "phone")) | {
        "unreadable": (HeaderPart.CONTACT, HeaderPart.TREATMENT)
    }

    _show(parts, patient=parts.shown().patient.model_copy(update=lost))

    said = _said(parts)
    for expected in ("Traitement illisible", "Maladie illisible", "Téléphone illisible"):
        assert expected in said
    assert "non connu" not in said


def test_markup_in_names_and_words_is_shown_as_it_was_written(parts):
    survey = parts.shown().survey
    assert survey is not None
    label = parts.shown().patient.label.model_copy(update={"given_name": MARKUP})
    patient = parts.shown().patient.model_copy(update={"label": label, "disease": MARKUP})

    _show(parts, patient=patient, survey=survey.model_copy(update={"comment": MARKUP}))
    press(parts.shell, "A")

    assert f"« {MARKUP} »" in _said(parts)
    said = _said(parts)
    assert said.count(MARKUP) >= 3
    for widget in parts.shell.findChildren(QLabel):
        if MARKUP in widget.text():
            assert widget.textFormat().name == "PlainText"


def test_a_tooltip_of_a_row_shows_markup_as_it_was_written(parts):
    from widgets.plain_text import plain_tooltip

    assert "<img" not in plain_tooltip(MARKUP)


def test_words_in_another_language_say_which(parts):
    survey = parts.shown().survey
    assert survey is not None

    _show(parts, survey=survey.model_copy(update={"language": "en", "channel": Channel.PHONE}))

    said = _said(parts)
    assert "Écrit en anglais" in said
    assert "Saisi par téléphone" in said


def test_what_the_rules_could_not_judge_is_shown_as_it_came(parts):
    survey = parts.shown().survey
    assert survey is not None
    sent = [
        SentValue(item="version", attribute=None, value="9.9.9"),
        SentValue(item="dyspnoea", attribute="severity", value="7"),
        SentValue(item="<b>joie</b>", attribute="couleur", value=MARKUP),
    ]

    _show(parts, survey=survey.model_copy(update={"as_sent": sent, "is_reception_time": True}))

    shown = child(parts.triage, QPlainTextEdit, "triage_as_sent")
    assert shown.isVisible()
    assert plain(shown.toPlainText()).splitlines() == [
        "Version : 9.9.9",
        "Essoufflement, intensité : 7",
        f"<b>joie</b>, couleur : {MARKUP}",
    ]
    assert "Horloge de l'appareil fausse : heure de réception" in _said(parts)


def test_an_answer_that_was_judged_shows_no_values_beside_its_table(parts):
    assert not child(parts.triage, QPlainTextEdit, "triage_as_sent").isVisible()


def test_a_detail_that_fails_half_way_leaves_nobody_elses_words(parts, monkeypatch):
    """One patient's answers under the name of another one would be acted upon."""

    def fail(*_arguments):
        raise ArithmeticError("planted")

    monkeypatch.setattr(parts.triage.detail.card, "show_alert", fail)

    with pytest.raises(ArithmeticError):
        parts.triage.detail.show_alert(parts.shown(), CLAIRE.id, NOW)

    assert "KERMARREC" not in _said(parts)
    assert "Détail indisponible" in _said(parts)


def test_an_alert_without_survey_says_so_and_shows_no_chart(parts):
    press(parts.shell, "End")
    QTest.qWait(0)

    assert "Aucune réponse n'accompagne cette alerte." in _said(parts)
    assert not parts.triage.detail.card.chart.isVisible()


def test_f4_changes_the_chart_for_its_table_and_back(parts):
    chart = parts.triage.detail.card.chart

    press(parts.shell, "F4")
    assert chart.is_table_shown

    press(parts.shell, "F4")
    assert not chart.is_table_shown


def test_the_whole_history_opens_in_place_and_closes_with_the_next_patient(parts):
    history = parts.shown().history
    _show(parts, history=[*history, *history])
    button = parts.triage.detail.findChild(object, "triage_history_all")
    assert button.isVisible()

    button.click()
    whole = parts.triage.detail.card._whole
    assert whole.isVisible()

    press(parts.shell, "J")
    QTest.qWait(0)
    assert not whole.isVisible()


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (StoreState.ERROR, "Détail indisponible. La liste reste à jour."),
        (StoreState.NO_RIGHT, "Cette alerte n'est plus accessible."),
        (StoreState.EMPTY, "Aucune alerte choisie."),
    ],
)
def test_every_state_without_an_alert_is_said(parts, state, sentence):
    parts.details.put(SampleShown(parts.shown().id, None, state, Unexpected("503")))

    assert sentence in _said(parts)
    assert not parts.triage.detail.bar.isVisible()


def test_a_failed_detail_can_be_asked_for_again(parts):
    parts.details.put(SampleShown(parts.shown().id, None, StoreState.ERROR, Unexpected("503")))

    parts.triage.detail.states.retry_wanted.emit()

    assert parts.details.retried == 1


def test_a_slow_detail_shows_a_skeleton_then_words(qtbot, parts):
    parts.details.put(SampleShown(parts.shown().id, None, StoreState.LOADING))
    loading = parts.triage.detail.states._loading
    assert not loading.skeleton.isVisible()

    qtbot.waitUntil(loading.skeleton.isVisible)
    loading._slow.timeout.emit()

    assert loading._word.isVisible()
    assert loading._stop.isVisible()


def test_a_stale_detail_says_how_old_it_is(parts):
    parts.details.put(SampleShown(parts.shown().id, parts.shown(), StoreState.STALE))

    assert "copie de 10:41" in _said(parts)


def test_an_empty_list_leaves_no_patient_on_screen(parts):
    parts.worklist.put_rows([])
    parts.worklist.put_state(StoreState.EMPTY)
    QTest.qWait(0)

    assert "KERMARREC" not in _said(parts)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1920, 1000), LayoutClass.WIDE),
        ((1536, 784), LayoutClass.WIDE),
        ((1366, 688), LayoutClass.STANDARD),
        ((1093, 534), LayoutClass.COMPACT),
        ((1024, 520), LayoutClass.COMPACT),
    ],
)
def test_each_room_has_its_layout_and_nothing_asks_for_more(parts, size, expected):
    parts.shell.resize(*size)
    QTest.qWait(0)

    assert parts.shell._layout_class is expected
    assert (parts.shell.width(), parts.shell.height()) == size
    assert parts.triage.detail._column.isVisible() == (expected is LayoutClass.WIDE)
    assert parts.triage.detail.card._tabs.isVisible() == (expected is LayoutClass.COMPACT)


@pytest.mark.parametrize("percent", [90, 100, 130, 160, 200])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_text_size_asks_for_more_than_a_small_screen(parts, theme, percent, language):
    from resources.wording import Wording

    parts.shell.set_wording(Wording(language))
    theme.set_text_scale_pct(percent)
    QTest.qWait(0)

    parts.shell.resize(1366, 688)
    QTest.qWait(0)

    assert parts.shell.width() == 1366
    assert parts.shell.height() == 688
    bar = parts.triage.detail.bar
    parts.triage.reveal(parts.triage.detail)
    QTest.qWait(0)
    right = bar.mapTo(parts.shell, QPoint(bar.width(), 0)).x()
    assert right <= parts.shell.width()


def test_at_a_text_size_of_200_percent_list_and_detail_take_turns(parts, theme):
    theme.set_text_scale_pct(200)
    QTest.qWait(0)
    assert parts.shell._layout_class is LayoutClass.NARROW
    assert parts.triage.list.isVisible()
    assert not parts.triage.detail.isVisible()

    parts.triage.take_focus()
    press(parts.shell, "Return")
    assert parts.triage.detail.isVisible()
    assert not parts.triage.list.isVisible()

    press(parts.shell, "Escape")
    assert parts.triage.list.isVisible()


def test_the_parts_of_the_detail_do_not_overlap(parts):
    detail = parts.triage.detail
    parts_in_order: list[QWidget] = [detail._identity, detail._scroll, detail.bar]

    boxes = [QRect(each.mapTo(detail, QPoint(0, 0)), each.size()) for each in parts_in_order]

    for upper, lower in pairwise(boxes):
        assert upper.bottom() < lower.top()


def test_times_follow_the_clock_of_the_service(parts):
    from datetime import timedelta

    parts.session.clock.now = lambda: NOW + timedelta(minutes=10)

    parts.triage._showing._follow_time()

    assert "EN RETARD DE 40 MIN" in _said(parts)


def test_the_quote_is_hidden_without_words(parts):
    survey = parts.shown().survey
    assert survey is not None

    _show(parts, survey=survey.model_copy(update={"comment": None}))

    assert not parts.triage.detail.findChild(QuoteBlock).isVisible()


def test_beside_an_empty_list_nothing_asks_for_a_choice(parts):
    parts.details.put(SampleShown(None, None, StoreState.EMPTY))
    assert "Choisissez une ligne dans la liste." in set(visible_texts(parts.triage.detail))

    parts.worklist.put_rows([])
    parts.worklist.put_state(StoreState.ERROR, Offline("ConnectError"))

    assert "Choisissez une ligne dans la liste." not in set(visible_texts(parts.triage.detail))


@pytest.mark.parametrize(
    ("changes", "french"),
    [
        (
            {"corrects_received_at": NOW - timedelta(hours=3)},
            "Réponse corrigée : elle remplace celle reçue le 18-nov. 07:42. Le niveau ne baisse "
            "pas.",
        ),
        (
            {"corrected_at": NOW - timedelta(hours=1)},
            "Cette réponse a été corrigée ensuite (correction reçue le 18-nov. 09:42).",
        ),
        (
            {"is_late": True, "received_at": NOW},
            "Réponse tardive : écrite le 18-nov. 08:09, reçue le 18-nov. 10:42.",
        ),
    ],
)
def test_an_answer_that_did_not_come_once_and_in_time_says_so(parts, changes, french):
    survey = parts.shown().survey
    assert survey is not None
    assert french not in _said(parts)

    _show(parts, survey=survey.model_copy(update=changes))

    assert french in _said(parts)


def test_an_answer_that_was_not_finished_says_so_by_its_date(parts):
    """H-02: what has no answer yet is not taken for what is not there."""
    survey = parts.shown().survey
    assert survey is not None
    pill = child(parts.triage.detail, Pill, "answer_unfinished")
    assert pill.isHidden()

    _show(parts, survey=survey.model_copy(update={"is_unfinished": True}))

    assert (pill.isVisible(), pill.accessibleName()) == (True, "Non terminé")


def test_an_alert_whose_correction_fires_no_rule_says_that_it_keeps_its_level(parts):
    alert = parts.shown()
    assert alert.survey is not None
    corrected = alert.survey.model_copy(update={"corrects_received_at": NOW})
    explanation = alert.explanation.model_copy(update={"hits": (), "lead": None})

    _show(parts, survey=corrected, explanation=explanation)

    assert "aucune règle ne se déclenche : l'alerte garde son niveau" in _said(parts)
