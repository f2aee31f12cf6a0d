"""PySide6 6.12 on Python 3.11 loses a reference to None at every void call and then aborts.

A window that opens proves nothing: the process dies after some thousand calls. So they are counted.
"""

import sys

from PySide6.QtWidgets import QLabel

CALLS = 2000


def test_calls_without_a_result_keep_their_references(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)

    for _ in range(CALLS):
        label.setText("37,8 °C")

    lost = before - sys.getrefcount(None)
    assert lost < CALLS / 10
