"""The time axis: which week a day lies in, and which labels are written."""

from itertools import pairwise

import pytest

from widgets import gallery_file_samples as samples
from widgets.course_frame import CourseFrame
from widgets.time_axis import TimeAxis
from widgets.week_labels import labels_with_room


def test_months_are_written_where_they_change():
    labels = samples.axis().labels(1)

    assert list(labels.values())[:6] == ["5-août", "12", "19", "26", "2-sept.", "9"]
    assert labels[15] == "18"


def test_with_fewer_labels_the_newest_week_keeps_its_own():
    labels = samples.axis().labels(3)

    assert list(labels) == [0, 3, 6, 9, 12, 15]
    assert list(labels.values()) == ["5-août", "26", "16-sept.", "7-oct.", "28", "18-nov."]


def test_over_more_than_a_year_the_year_is_written_where_it_changes():
    labels = samples.axis(120).labels(8).values()

    assert [text[-5:] for text in labels if "-20" in text] == ["-2024", "-2025"]


def test_within_a_year_no_label_has_a_year():
    assert not any("-20" in text for text in samples.axis(52).labels(4).values())


@pytest.mark.parametrize(("offset", "week"), [(-30, 0), (0, 0), (6.9, 0), (7, 1), (9999, 15)])
def test_a_day_lies_in_a_week(offset, week):
    axis = samples.axis()

    assert axis.week_at(axis.first_day + offset) == week


def test_an_axis_without_a_week_has_no_label(theme):
    assert TimeAxis().labels(1) == {}
    assert labels_with_room(theme, TimeAxis(), 40) == {}


@pytest.mark.parametrize("weeks", [8, 16, 52, 120, 520])
@pytest.mark.parametrize("scale", [100, 200])
def test_labels_never_touch(theme, weeks, scale):
    theme.set_text_scale_pct(scale)
    week_px = max(700 / weeks, 5)
    labels = labels_with_room(theme, samples.axis(weeks), week_px)
    places = [(week * week_px, theme.text_px("axis_strong", text)) for week, text in labels.items()]

    assert weeks - 1 in labels
    for (left, one), (right, other) in pairwise(places):
        assert right - left >= (one + other) / 2


def test_time_is_proportional():
    frame = CourseFrame(900, 100, 700, 35, 20, 0, 70, 1, 20, 20, 34, 61, 20, 9, 265, True)

    assert frame.x(0) == 30
    assert frame.x(14) - frame.x(0) == 2 * (frame.x(7) - frame.x(0))
    assert frame.week_at(frame.x(14) + 1) == 2
