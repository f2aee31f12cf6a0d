"""Timeline, questionnaires and actions: read when they are shown, walked through by keyboard."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QDate
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDateEdit

from console.errors import Unexpected
from resources.wording import Wording
from services.contract.enums import TimelineKind
from services.contract.problems import ProblemCode
from tests.pictures.patient_scenes import unknown_form
from tests.pictures.stage import refused
from tests.samples import file_data, file_pages
from tests.support.typography import plain
from tests.support.ui_parts import child, focused, press, visible_texts
from tests.ui.patient.looking import tab
from ui.patient.head import FileTab
from widgets.chip import Chip
from widgets.line_list import LineList
from widgets.patient_banner import PatientBanner
from widgets.pill import Pill
from widgets.text_table import TextTable

BUSY = Unexpected("unavailable", status=503, retryable=True)


def _titles(parts, name: str) -> list[str]:
    return [line.title for line in child(parts.shell, LineList, name).lines]


def test_ctrl_tab_goes_round_and_each_tab_is_read_when_it_is_shown(opened):
    def read() -> list[bool]:
        parts = (opened.file.surveys, opened.file.timeline, opened.file.actions)
        return [part.shown.at is not None for part in parts]

    assert read() == [False, False, False]

    seen = []
    for _ in FileTab:
        press(opened.shell, "Ctrl+Tab")
        seen.append(tab(opened))

    assert seen == [*list(FileTab)[1:], FileTab.SYNTHESIS]
    assert read() == [True, True, True]


# Questionnaires


def test_the_newest_questionnaire_is_shown_whole(opened, qtbot):
    opened.shell.file.choose_tab(FileTab.SURVEYS)
    table = child(opened.shell, TextTable, "patient_questions")
    texts = [row.texts for row in table.rows]

    assert (texts[0][0], plain(texts[0][1])) == ("Diarrhée", "≈ 3   +2 aggravé")
    assert texts[1][1:] == ("Presque constamment", "Parfois")
    assert "Non répondu" in {text[1] for text in texts}
    said = " ".join(visible_texts(opened.shell.file.surveys.pane))
    assert "Réponse corrigée" in said


def test_walking_down_the_list_reads_the_one_that_is_stood_on(opened, qtbot):
    opened.shell.file.choose_tab(FileTab.SURVEYS)
    press(opened.shell, "J", "Down")

    qtbot.waitUntil(lambda: opened.file.survey.key.what == file_data.answer_id(14))
    assert focused().objectName() == "patient_survey_list"


def test_versions_of_a_correction_are_one_press_away(opened):
    opened.shell.file.choose_tab(FileTab.SURVEYS)
    child(opened.shell, QAbstractButton, "patient_survey_older").click()

    older = file_pages.survey_line(15).replaces
    assert opened.file.survey.key.what == older
    assert child(opened.shell, LineList, "patient_survey_list").key == str(older)
    child(opened.shell, QAbstractButton, "patient_survey_newer").click()
    assert opened.file.survey.key.what == file_data.answer_id(15)


def test_what_was_corrected_is_struck_through_in_the_list(opened):
    opened.shell.file.choose_tab(FileTab.SURVEYS)
    lines = child(opened.shell, LineList, "patient_survey_list").lines

    assert [line.is_struck for line in lines[:3]] == [False, True, False]
    assert "corrigé ensuite" in lines[1].detail


def test_what_was_sent_before_it_was_finished_says_so_by_its_date(opened):
    """H-02: what has no answer yet is not taken for what is not there."""
    opened.shell.file.choose_tab(FileTab.SURVEYS)
    lines = child(opened.shell, LineList, "patient_survey_list").lines
    pill = child(opened.shell.file.surveys.pane, Pill, "answer_unfinished")
    assert [line.tag for line in lines[:3]] == ["", "Non terminé", ""]
    assert ["Non terminé" in line.sentence for line in lines[:2]] == [False, True]
    assert pill.isHidden()

    child(opened.shell, QAbstractButton, "patient_survey_older").click()

    assert (pill.isVisible(), pill.accessibleName()) == (True, "Non terminé")
    child(opened.shell, QAbstractButton, "patient_survey_newer").click()
    assert pill.isHidden()


def test_the_next_page_follows_at_the_end_of_the_list(opened):
    opened.shell.file.choose_tab(FileTab.SURVEYS)
    listed = child(opened.shell, LineList, "patient_survey_list")
    listed.scrollToBottom()

    assert len(listed.lines) == 16


def test_anunknown_form_is_shown_as_it_came(parts):
    stage: Any = SimpleNamespace(file=parts.file)
    unknown_form(stage)
    press(parts.shell, "O")
    parts.shell.file.choose_tab(FileTab.SURVEYS)

    said = " ".join(visible_texts(parts.shell.file.surveys.pane))
    assert "Version de questionnaire inconnue" in said
    assert parts.shell.file.surveys.pane._sent.isVisible()


def test_a_questionnaire_that_fails_leaves_the_list(opened):
    opened.file.files.faults["survey"] = BUSY
    opened.shell.file.choose_tab(FileTab.SURVEYS)

    assert "Code DOS-503" in set(visible_texts(opened.shell.file))
    assert len(_titles(opened, "patient_survey_list")) == 16


def test_a_questionnaire_that_is_gone_is_not_the_end_of_the_file(opened):
    opened.file.files.faults["survey"] = refused(ProblemCode.NOT_FOUND, 404)
    opened.shell.file.choose_tab(FileTab.SURVEYS)

    assert not opened.file.is_gone
    assert opened.shell.file.banner.isVisible()


# Timeline


def test_escalations_are_read_in_threads(opened):
    opened.shell.file.choose_tab(FileTab.TIMELINE)
    lines = child(opened.shell, LineList, "patient_timeline_list").lines

    assert [(line.title, line.indent) for line in lines[:4]] == [
        ("Escalade", 0),
        ("Réponse", 1),
        ("Escalade", 1),
        ("Appel", 0),
    ]
    assert [line.title for line in lines if line.is_struck] == ["Note", "Suivi terminé"]


def test_types_are_chosen_and_cleared(opened):
    opened.shell.file.choose_tab(FileTab.TIMELINE)
    child(opened.shell, Chip, "patient_filter_call").click()

    assert opened.file.files.asked[-1][0] == {TimelineKind.CALL}
    assert _titles(opened, "patient_timeline_list") == ["Appel"]
    child(opened.shell, Chip, "patient_filter_call").click()
    assert len(_titles(opened, "patient_timeline_list")) == 18


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_list_stays_where_it_is_when_a_type_is_chosen(opened, language):
    opened.shell.set_wording(Wording(language))
    opened.shell.file.choose_tab(FileTab.TIMELINE)
    shown = child(opened.shell, LineList, "patient_timeline_list")
    QTest.qWait(0)
    before = shown.mapTo(opened.shell, shown.rect().topLeft())

    child(opened.shell, Chip, "patient_filter_consent").click()
    QTest.qWait(0)

    tops = {
        child(opened.shell, Chip, f"patient_filter_{kind}").geometry().top()
        for kind in TimelineKind
    }
    assert opened.shell.width() == 1366
    assert len(tops) == 1
    assert shown.mapTo(opened.shell, shown.rect().topLeft()) == before


def test_a_day_is_jumped_to_and_left_again(opened):
    opened.shell.file.choose_tab(FileTab.TIMELINE)
    child(opened.shell, QDateEdit, "patient_timeline_day").setDate(QDate(2025, 11, 1))
    child(opened.shell, QAbstractButton, "patient_timeline_jump").click()

    assert opened.file.files.asked[-1][1] == date(2025, 11, 1)
    assert _titles(opened, "patient_timeline_list")[0].startswith("FOLFIRI")
    opened.shell.file.timeline.jump_to(None)
    assert len(_titles(opened, "patient_timeline_list")) == 18


def test_an_answer_of_the_timeline_leads_to_its_questionnaire(opened):
    opened.shell.file.choose_tab(FileTab.TIMELINE)
    child(opened.shell, LineList, "patient_timeline_list").stand_on(str(file_data.answer_id(15)))
    press(opened.shell, "Return")

    assert tab(opened) is FileTab.SURVEYS
    assert opened.file.survey.key.what == file_data.answer_id(15)


def test_a_half_known_date_is_not_made_whole(opened):
    opened.shell.file.choose_tab(FileTab.TIMELINE)
    lines = child(opened.shell, LineList, "patient_timeline_list").lines
    imaging = next(line for line in lines if line.title == "Événement")

    assert plain(imaging.right) == "sept.-2025"
    assert "dossier patient informatisé" in imaging.detail


# Actions


def test_what_was_undone_stays_struck_through(opened):
    opened.shell.file.choose_tab(FileTab.ACTIONS)
    rows = child(opened.shell, TextTable, "patient_actions_table").rows

    assert [row.is_struck for row in rows] == [False, False, False, True, False]
    assert plain(rows[1].texts[5]) == "Fatigue 2 ✓"
    assert rows[3].sentence.startswith("annulée")


def test_actions_are_chosen_by_sort(opened):
    opened.shell.file.choose_tab(FileTab.ACTIONS)
    child(opened.shell, Chip, "patient_actions_escalation").click()

    rows = child(opened.shell, TextTable, "patient_actions_table").rows
    assert [row.texts[2] for row in rows] == ["Escalade"]


def test_the_count_in_the_column_leads_to_all_of_them(opened):
    child(opened.shell, QAbstractButton, "patient_last_actions_link").click()

    assert tab(opened) is FileTab.ACTIONS


def test_another_file_shows_nothing_of_the_one_before(opened):
    for each in (FileTab.SURVEYS, FileTab.TIMELINE, FileTab.ACTIONS):
        opened.shell.file.choose_tab(each)
    opened.file.files.silent |= {"series", "surveys", "survey", "timeline", "actions"}

    opened.shell.open_file(opened.worklist.rows[2].key)

    assert _titles(opened, "patient_survey_list") == []
    assert _titles(opened, "patient_timeline_list") == []
    assert child(opened.shell, TextTable, "patient_actions_table").rows == ()
    assert child(opened.shell, TextTable, "patient_questions").rows == ()
    assert not opened.shell.file.banner.isVisible()


def test_no_line_of_the_identity_lies_over_another_where_the_window_is_small(parts, qtbot):
    parts.shell.resize(1093, 534)
    parts.shell.open_file(parts.worklist.rows[2].key)
    assert parts.shell.file is not None
    banner = parts.shell.file.findChild(PatientBanner)

    def needed() -> int:
        return int(banner.layout().heightForWidth(banner.width()))

    # The identity of this patient has two lines there.
    qtbot.waitUntil(lambda: needed() > 80)
    qtbot.waitUntil(lambda: banner.height() >= needed())
