"""What stays in sight of an alert while a form is open on it."""

import pytest
from PySide6.QtCore import QPoint

from tests.support.ui_parts import press, visible_texts
from widgets.quote_block import QuoteBlock


@pytest.mark.parametrize("size", [(1366, 688), (1920, 1000)])
def test_an_open_form_leaves_the_urgency_and_the_words_in_sight(parts, qtbot, size):
    """Who calls a patient must see what the patient wrote."""
    parts.shell.resize(*size)
    press(parts.shell, "T")

    def is_in_sight():
        detail = parts.triage.detail
        bottom = detail.card.mapTo(parts.shell, QPoint(0, detail.card.height())).y()
        quotes = [each for each in detail.findChildren(QuoteBlock) if each.isVisible()]
        said = "« Cela ne peut pas attendre »"
        assert said in visible_texts(detail)
        assert len(quotes) == 1
        assert detail.card.chart.isVisible()
        for each in quotes:
            assert each.isVisible()
            assert each.mapTo(parts.shell, QPoint(0, each.height())).y() <= bottom

    qtbot.waitUntil(is_in_sight)


def test_a_large_screen_keeps_the_context_over_an_open_form(parts, qtbot):
    parts.shell.resize(1920, 1000)
    press(parts.shell, "T")

    qtbot.waitUntil(parts.triage.detail._context.isVisible)
