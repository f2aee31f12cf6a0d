"""An open form never pushes its own buttons out of the window."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from tests.support.ui_parts import press


@pytest.mark.parametrize("size", [(1366, 688), (1536, 784), (1093, 534), (1024, 520)])
@pytest.mark.parametrize("key", ["T", "M", "N", "C"])
def test_the_buttons_of_a_form_are_inside_the_window(parts, qtbot, key, size):
    parts.shell.resize(*size)
    press(parts.shell, key)

    def buttons_are_inside():
        detail = parts.triage.detail
        for name in ("form_submit", "form_cancel"):
            button = detail.findChild(QWidget, name)
            assert button is not None
            corner = button.mapTo(parts.shell, QPoint(button.width(), button.height()))
            assert button.isVisible()
            assert corner.y() <= parts.shell.height()

    qtbot.waitUntil(buttons_are_inside)
