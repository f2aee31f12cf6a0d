"""Data is shown literally, whatever it holds (R-DSK-08)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QWidget

from tests.widgets.pixels import picture_of
from widgets import gallery_samples as samples
from widgets.banner import Banner
from widgets.elided_label import ElidedLabel
from widgets.gallery_scenes import SCENES
from widgets.plain_label import PlainLabel
from widgets.plain_text import plain_tooltip
from widgets.quote_block import QuoteBlock
from widgets.runs_label import Run, RunsLabel
from widgets.toast import Toast

PAYLOAD = '<img src="file:///etc/hostname" width=200 height=200><b>x</b>&amp;'


def test_a_label_never_reads_markup(theme, qtbot):
    label = PlainLabel(theme, PAYLOAD)
    qtbot.addWidget(label)

    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == PAYLOAD
    assert label.sizeHint().height() < 40


def test_the_guard_would_notice_a_label_that_reads_markup(theme, qtbot):
    careless = QLabel(PAYLOAD)
    qtbot.addWidget(careless)

    assert careless.sizeHint().height() > 100


def test_every_label_in_every_widget_is_plain(theme, qtbot):
    readers = []
    for name, make in SCENES.items():
        scene = make(theme)
        qtbot.addWidget(scene)
        readers += [
            f"{name}: {label.text()}"
            for label in scene.findChildren(QLabel)
            if label.textFormat() is not Qt.TextFormat.PlainText
        ]

    assert readers == []


def test_painted_runs_keep_their_angle_brackets(theme, qtbot):
    label = RunsLabel(theme, (Run("a "), Run(PAYLOAD, "body_strong")), wraps=False)
    qtbot.addWidget(label)

    assert label.text == f"a {PAYLOAD}"
    assert label.sizeHint().width() > theme.text_px("body_strong", PAYLOAD)
    assert label.sizeHint().height() < 40


@pytest.mark.parametrize("make", [ElidedLabel, QuoteBlock, Banner])
def test_widgets_that_take_data_hold_it_literally(theme, qtbot, make):
    parent = QWidget()
    qtbot.addWidget(parent)
    widget = make(theme, parent=parent)
    for setter in ("set_full_text", "set_quote", "show_notice"):
        if hasattr(widget, setter):
            getattr(widget, setter)(PAYLOAD)
    labels = [widget] if isinstance(widget, QLabel) else widget.findChildren(PlainLabel)

    assert any(PAYLOAD in (getattr(label, "full_text", "") or label.text()) for label in labels)


def test_a_toast_holds_its_sentence_literally(theme, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    toast = Toast(theme, PAYLOAD, "", "", 0, window)

    assert [label.text() for label in toast.findChildren(PlainLabel)] == [PAYLOAD]


def test_a_tooltip_reads_back_as_the_text_it_was_given():
    document = QTextDocument()
    document.setHtml(plain_tooltip(f"{PAYLOAD}\nsecond line"))

    assert document.toPlainText() == f"{PAYLOAD}\nsecond line"


def test_an_empty_tooltip_stays_empty():
    assert plain_tooltip("") == ""


def test_the_accessible_name_of_a_header_is_the_text_itself(theme, qtbot):
    label = ElidedLabel(theme, samples.identity().family_name)
    qtbot.addWidget(label)

    assert label.accessibleName() == "KERMARREC"
    assert picture_of(label).width() > 0
