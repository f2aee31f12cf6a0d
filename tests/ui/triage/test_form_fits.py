"""An open form never pushes its own buttons out of the window."""

import pytest
import shiboken6
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from resources.wording import Wording
from tests.support.ui_parts import make_parts, press


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


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", [(1366, 688), (1093, 534)])
def test_at_twice_the_text_size_nothing_is_pushed_out_of_the_window(
    theme, settings, qtbot, size, language
):
    theme.set_text_scale_pct(200)
    made = make_parts(theme, settings, Wording(language))
    made.shell.resize(*size)
    made.shell.show()
    qtbot.waitUntil(lambda: made.details.shown.alert is not None)

    qtbot.waitUntil(lambda: made.shell.minimumSizeHint().width() <= size[0])

    shiboken6.delete(made.shell)
