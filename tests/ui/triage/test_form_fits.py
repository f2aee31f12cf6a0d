"""Nothing pushes buttons out of the window: neither an open form nor every notice at once."""

import pytest
import shiboken6
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from console.stores.filters import NOBODY, Filters
from console.stores.states import StoreState
from resources.wording import Wording
from services.contract.enums import AlertLevel
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


@pytest.mark.parametrize("state", [StoreState.READY, StoreState.EMPTY, StoreState.ERROR])
@pytest.mark.parametrize("scale_pct", [150, 200])
def test_with_every_notice_at_once_the_window_still_fits_a_small_screen(
    parts, theme, qtbot, scale_pct, state
):
    """Large text, a filter, drafts, no contact and a failure: 720 px is what 768 leave."""
    theme.set_text_scale_pct(scale_pct)
    parts.shell.resize(1366, 688)
    parts.triage.list.filter_by(
        Filters(levels=frozenset({AlertLevel.INFO}), symptom="fatigue", overdue=True, owner=NOBODY)
    )
    parts.review.put(2, is_back_online=False)
    parts.connection.go_offline(3)
    parts.triage.list.several_bar.tell(lambda w: w.text("several-not-done", count=2) * 3)
    if state is not StoreState.READY:
        parts.worklist.put_rows([])
    parts.worklist.put_state(state)

    assert parts.shell._banners.offline.isVisible()
    qtbot.waitUntil(lambda: parts.shell.minimumSizeHint().height() <= 720)
    assert parts.shell.height() <= 720
