"""The fault of a Qt binding that loses a reference to None at every call and aborts much later."""

import sys

from widgets.plain_label import PlainLabel


def test_two_thousand_void_calls_keep_every_reference_to_none(theme, qtbot):
    label = PlainLabel(theme)
    qtbot.addWidget(label)
    before = sys.getrefcount(None)

    for index in range(2000):
        label.setText(str(index))

    assert sys.getrefcount(None) > before - 1000
