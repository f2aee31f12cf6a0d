"""The lanes: treatments, cycles and events never lie on each other, and tell what they are."""

from dataclasses import replace
from itertools import pairwise
from math import inf

import pytest

from tests.widgets.pixels import count_of, picture_of
from widgets import gallery_file_samples as samples
from widgets.course_board import CourseBoard
from widgets.course_frame import frame_of
from widgets.course_look import CycleMark, EventMark, TreatmentBar
from widgets.lane_marks import bar_rows, place_marks
from widgets.time_cursor import TimeCursor


def _marks(theme, look, width=950.0):
    frame = frame_of(theme, look, 1, width, 0)
    return frame, place_marks(theme, frame, look.lanes, look.axis.last_day)


def _with_events(*days):
    look = samples.course()
    events = tuple(
        EventMark(look.axis.first_day + day, "phone", "Appel", f"jour {day}") for day in days
    )
    return replace(look, lanes=replace(look.lanes, events=events))


def test_a_treatment_lies_between_its_days_and_one_in_force_goes_to_the_end(theme):
    frame, marks = _marks(theme, samples.course())
    past, now = marks.bars

    assert past.rect.left() == frame.week_left(0)
    assert now.rect.right() == pytest.approx(frame.plot_right, abs=2)
    assert now.rect.left() == pytest.approx(frame.x(now.bar.start), abs=1)


def test_treatments_at_the_same_time_have_rows_of_their_own():
    bars = (
        TreatmentBar(0, 30, "a"),
        TreatmentBar(10, None, "b"),
        TreatmentBar(30, 60, "c"),
        TreatmentBar(40, 50, "d"),
    )

    assert bar_rows(bars) == (0, 1, 0, 2)


def test_a_treatment_out_of_sight_is_not_placed(theme):
    look = samples.course()
    gone = TreatmentBar(look.axis.first_day - 90, look.axis.first_day - 10, "avant")
    _, marks = _marks(theme, replace(look, lanes=replace(look.lanes, bars=(gone,))))

    assert marks.bars == ()


@pytest.mark.parametrize(
    ("last", "is_placed"), [(None, False), (-1, False), (3, True), (inf, True)]
)
def test_what_began_before_the_axis_stands_at_its_beginning_while_it_lasts(theme, last, is_placed):
    look = samples.course()
    first = look.axis.first_day
    until = None if last is None else first + last
    stay = EventMark(first - 40, "first-aid-kit", "Hospitalisation", "depuis 2025", last=until)
    after = EventMark(first + 20, "phone", "Appel", "appel")
    lanes = replace(look.lanes, events=(after, stay))

    frame, marks = _marks(theme, replace(look, lanes=lanes))

    assert [mark.x for mark in marks.events] == [frame.x(first)] * is_placed + [frame.x(first + 20)]
    if is_placed:
        middle = marks.events[0].rect.center()
        assert marks.sentence_at(middle.x(), middle.y()) == "depuis 2025"


def test_a_label_of_an_event_is_written_where_it_has_room(theme):
    _, marks = _marks(theme, _with_events(10, 60))

    assert [event.text for event in marks.events] == ["Appel", "Appel"]


def test_a_label_gives_way_to_the_next_icon(theme):
    _, marks = _marks(theme, _with_events(10, 15))

    assert [event.text for event in marks.events] == ["", "Appel"]


def test_icons_that_would_touch_become_one_that_tells_of_all(theme):
    _, marks = _marks(theme, _with_events(10, 11, 12, 60))
    first = marks.events[0]

    assert [len(event.events) for event in marks.events] == [3, 1]
    assert first.text == "×3"
    told = marks.sentence_at(first.rect.center().x(), first.rect.center().y())
    assert told.split("\n") == ["jour 10", "jour 11", "jour 12"]


@pytest.mark.parametrize("width", [500.0, 950.0, 1600.0])
@pytest.mark.parametrize("scale", [90, 100, 200])
def test_nothing_in_a_lane_lies_on_something_else(theme, width, scale):
    theme.set_text_scale_pct(scale)
    many = _with_events(*range(0, 110, 4))
    cycles = tuple(
        CycleMark(many.axis.first_day + 7 * i, f"C{i + 1}{' −20 %' * (i % 3)}") for i in range(16)
    )
    _, marks = _marks(theme, replace(many, lanes=replace(many.lanes, cycles=cycles)), width)

    for lane in (marks.events, marks.cycles):
        shown = [mark.rect for mark in lane]
        assert all(one.right() <= other.left() + 0.01 for one, other in pairwise(shown))


def test_a_changed_dose_is_written_in_full_or_as_cut(theme):
    def labels(step):
        look = samples.course()
        cycles = tuple(
            CycleMark(look.axis.first_day + step * i, "C3 −20 %", "C3, dose réduite de 20 %")
            for i in range(2)
        )
        _, marks = _marks(theme, replace(look, lanes=replace(look.lanes, cycles=cycles)))
        return marks

    assert labels(14).cycles[0].text == "C3 −20 %"
    assert labels(8).cycles[0].text == "C3…"
    bare = labels(2)
    assert bare.cycles[0].text == ""
    rect = bare.cycles[0].rect
    assert bare.sentence_at(rect.left() + 1, rect.center().y()) == "C3, dose réduite de 20 %"


def test_treatment_in_force_is_violet_and_a_past_one_grey(theme, qtbot):
    board = CourseBoard(theme, TimeCursor())
    qtbot.addWidget(board)
    board.resize(960, board.sizeHint().height())
    board.set_look(samples.course())
    board.resize(960, board.sizeHint().height())
    image = picture_of(board)

    assert count_of(image, theme.colour("treatment.force.bg")) > 2000
    assert count_of(image, theme.colour("treatment.past.bg")) > 1500
