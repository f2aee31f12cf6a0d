"""A console that nobody touches opens nothing and keeps no session alive (R-SES-02, R-AUD-01)."""

from services.contract.enums import ActionKind
from tests.console import made
from tests.support.ui_parts import press
from ui.triage.list_pane import ListPane


def openings(service) -> list[str]:
    return [path for path in service.paths() if path.endswith("/opened")]


def test_rows_that_go_by_themselves_are_no_openings(qtbot, real, desk, service):
    qtbot.waitUntil(lambda: len(openings(service)) == 1)
    real.findChildren(ListPane)[0]._idle.setInterval(0)

    for arriving in (11, 12):
        shown = desk.details.shown.alert_id
        number = next(each for each in service.rows if made.alert_id(each) == shown)
        service.done_by(number, made.THEO, ActionKind.CLOSE)
        service.arrives(arriving)
        desk.worklist.refresh()
        qtbot.waitUntil(lambda shown=shown: desk.details.shown.alert_id != shown)

    assert not desk.details._opened_timer.isActive()
    assert len(openings(service)) == 1


def test_what_a_person_chooses_is_an_opening(qtbot, real, desk, service):
    qtbot.waitUntil(lambda: len(openings(service)) == 1)

    press(real, "J")

    qtbot.waitUntil(lambda: len(openings(service)) == 2)
