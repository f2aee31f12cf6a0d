"""Banner, synthesis and column: what they say, by keyboard, in both languages, masked, gone."""

from datetime import date, timedelta
from math import inf
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from console.errors import Offline, Unexpected
from resources.wording import Wording
from services.contract.enums import EventType
from services.contract.patient_file import FileEvent
from services.contract.problems import ProblemCode
from tests.pictures.patient_scenes import EXPECTED
from tests.pictures.stage import refused
from tests.samples import file_data
from tests.samples.rows import NOW
from tests.support.typography import plain
from tests.support.ui_parts import child, focused, press, visible_texts
from tests.ui.patient.looking import look, page, tab
from ui.patient.head import FileTab
from widgets.course_board import CourseBoard
from widgets.segments import Segments
from widgets.tab_strip import Tab


def _said(root: QWidget) -> str:
    """Every text and accessible name that is on screen."""
    names = [
        f"{each.accessibleName()} {each.accessibleDescription()}"
        for each in root.findChildren(QWidget)
        if each.isVisibleTo(root)
    ]
    return plain(" ".join([*visible_texts(root), *names]))


def _rows(parts) -> list[str]:
    return [row.key for row in look(parts).rows]


def test_the_banner_says_who_it_is_on_every_tab(opened):
    for each in FileTab:
        opened.shell.file.choose_tab(each)
        said = _said(opened.shell.file.banner)
        for part in ("KERMARREC", "14-mars-1958", "67", "2 58 03 35 238 042 37", "800 451 237"):
            assert part in said


def test_the_first_arrow_brings_the_cursor_and_enter_opens_the_questionnaire(opened):
    assert focused() is page(opened)

    press(opened.shell, "Left", "Left", "Return")

    assert tab(opened) is FileTab.SURVEYS
    assert opened.file.survey.key.what in {file_data.answer_id(place) for place in range(16)}


def test_a_week_without_a_questionnaire_opens_none(opened):
    board = page(opened).course.board
    board.setFocus()
    page(opened).time.move_to(6)

    press(opened.shell, "Return")

    assert tab(opened) is FileTab.SYNTHESIS


def test_space_pins_the_row_and_lets_it_go(opened):
    board = child(opened.shell, CourseBoard, "")
    board.setFocus()
    press(opened.shell, "Left", "Down", "Down", "Space")
    assert _rows(opened)[0] == "fatigue"

    opened.file.turn_pin("fatigue")
    assert _rows(opened)[0] == "diarrhoea"


def test_a_period_is_chosen_and_stays_for_the_next_file(opened):
    periods = child(opened.shell, Segments, "patient_periods")
    assert periods.current == "weeks16"

    next(each for each in periods.findChildren(Tab) if each.name == "year").click()

    assert len(look(opened).axis.weeks) == 52


def test_f4_shows_the_numbers_and_the_charts_again(opened):
    press(opened.shell, "F4")
    assert page(opened).course.is_table_shown

    press(opened.shell, "F4")
    assert not page(opened).course.is_table_shown


def test_all_charts_can_be_shown(opened):
    assert len(page(opened).charts.charts) == 8

    child(opened.shell, QAbstractButton, "patient_charts_all").click()

    assert len(page(opened).charts.charts) == 9


def test_f5_reads_again(opened):
    opened.file.files.series = lambda weeks: file_data.series(weeks or 31, open_alerts=[])

    press(opened.shell, "F5")

    assert "Aucune alerte ouverte." in set(visible_texts(opened.shell.file))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_column_says_it_in_both_languages(opened, language):
    opened.shell.set_wording(Wording(language))
    said = _said(opened.shell.file)

    wanted = {
        "fr": ("Alerte ouverte", "En retard", "Dernières actions", "15 / 16", "Non connu"),
        "en": ("Open alert", "Overdue", "Last actions", "15 / 16", "Not known"),
    }
    for part in wanted[language]:
        assert part in said


def test_behind_the_mask_nothing_tells_who_it_is(opened):
    opened.shell.toggle_mask()
    for each in FileTab:
        opened.shell.file.choose_tab(each)
        said = _said(opened.shell.file)
        for part in ("KERMARREC", "Jeanne", "DANTEC", "Yves", "06", "ne boit plus", "progression"):
            assert part not in said, (each, part)


def test_a_patient_who_is_gone_leaves_nothing_on_screen(opened):
    opened.file.files.faults["series"] = refused(ProblemCode.NOT_FOUND, 404)

    press(opened.shell, "F5")

    said = _said(opened.shell.file)
    assert "Ce dossier n'est plus accessible." in said
    for part in ("KERMARREC", "Diarrhée", "800"):
        assert part not in said
    press(opened.shell, "Escape")
    assert opened.shell.page == "triage"


def test_a_copy_says_how_old_it_is(opened):
    opened.file.files.faults["series"] = Offline("ConnectError")

    press(opened.shell, "F5")

    assert opened.shell.file.head.stale.isVisible()
    assert "10:42" in _said(opened.shell.file.head.stale)
    assert opened.shell.file.banner.isVisible()


def test_without_contact_an_open_file_says_its_age(opened):
    opened.connection.shows_offline = True
    opened.connection.changed.emit()

    assert opened.shell.file.head.stale.isVisible()


def test_what_cannot_be_read_says_so_with_a_code_and_can_be_tried_again(parts):
    parts.file.files.faults["series"] = Unexpected("unavailable", status=503, retryable=True)
    press(parts.shell, "O")
    assert "Code DOS-503" in _said(parts.shell.file)

    parts.file.files.faults.clear()
    button = next(
        each
        for each in parts.shell.file.findChildren(QAbstractButton)
        if each.isVisible() and each.accessibleName() == "Réessayer"
    )
    button.click()

    assert parts.shell.file.banner.isVisible()


def test_a_part_that_cannot_be_opened_says_so_where_it_would_stand(parts):
    parts.file.files.series = lambda weeks: file_data.series(
        weeks or 31, blocks_missing=["lines", "actions"], lines=[]
    )
    press(parts.shell, "O")

    assert "Une partie n'a pas pu être lue." in set(visible_texts(parts.shell.file))
    assert look(parts).lanes.treatment_note


def test_an_event_that_goes_on_or_is_half_known_says_so(parts):
    def stay(on, last, known=None, until=None):
        return FileEvent(
            on=on,
            event=EventType.HOSPITALISATION,
            act=None,
            label=None,
            id=UUID(int=0xE100 + on.year),
            last=last,
            known=known,
            until=until,
        )

    events = [
        stay(date(2023, 1, 1), None, "2023"),
        stay(date(2024, 1, 1), date(2025, 12, 31), "2024", "2025"),
        stay(date(2025, 10, 3), date(2025, 10, 9), None, "2025-10-09"),
    ]
    parts.file.files.series = lambda weeks: file_data.series(weeks or 31, events=events)
    press(parts.shell, "O")

    marks = look(parts).lanes.events
    assert [plain(mark.sentence).split(" :")[0] for mark in marks] == [
        "2023, fin non notée",
        "2024 – 2025",
        "3-oct.-2025 – 9-oct.-2025",
    ]
    assert marks[0].last == inf
    assert all(mark.last is not None and mark.day <= mark.last for mark in marks)


def test_before_the_first_questionnaire_the_axis_is_empty_and_says_so(parts):
    empty = {
        "answers": [[] for _ in range(16)],
        "symptoms": [],
        "follow_up": file_data.series().follow_up.model_copy(
            update={"first_survey_on": None, "last_survey_at": None, "weeks": 0}
        ),
    }
    parts.file.files.series = lambda weeks: file_data.series(weeks or 31, **empty)
    press(parts.shell, "O")

    assert look(parts).rows == ()
    assert "Aucun questionnaire" in look(parts).empty_text
    assert "pas encore" in set(visible_texts(parts.shell.file))


def test_a_number_that_is_copied_goes_after_a_minute_and_with_the_lock(opened):
    opened.shell.file.banner.copied.emit("800451237")
    assert QGuiApplication.clipboard().text() == "800451237"

    opened.shell.set_locked(True)

    assert QGuiApplication.clipboard().text() == ""


def test_what_is_expected_of_the_patient_stands_in_the_banner(parts):
    parts.file.files.series = lambda weeks: file_data.series(weeks or 31, exceptions=[EXPECTED])
    press(parts.shell, "O")
    assert "Fatigue jusqu'à" in _said(parts.shell.file.banner)

    over = EXPECTED.model_copy(update={"until": NOW - timedelta(minutes=1)})
    parts.file.files.series = lambda weeks: file_data.series(weeks or 31, exceptions=[over])
    press(parts.shell, "F5")
    assert "Fatigue jusqu'à" not in _said(parts.shell.file.banner)


@pytest.mark.parametrize(
    ("size", "percent"), [((1366, 688), 200), ((1024, 520), 100), ((1093, 534), 100)]
)
def test_nothing_is_lost_where_there_is_little_room(opened, theme, size, percent):
    theme.set_text_scale_pct(percent)
    opened.shell.resize(*size)
    QTest.qWait(0)

    shown = page(opened)
    content = shown.widget()
    assert content is not None
    assert opened.shell.width() == size[0]
    assert content.width() <= shown.viewport().width()
    assert shown.side.isVisible()
    for part in (shown.course, shown.charts, shown.side):
        bottom = part.mapTo(content, part.rect().bottomRight())
        assert bottom.x() <= content.width()
        assert bottom.y() <= content.height()
    assert shown.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAsNeeded
