"""Ways to look into an open file."""

from tests.support.ui_parts import Parts
from ui.patient.head import FileTab
from ui.patient.screen import PatientScreen
from ui.patient.synthesis import SynthesisPage
from widgets.course_look import CourseLook


def screen(parts: Parts) -> PatientScreen:
    """The file on screen."""
    assert parts.shell.file is not None
    return parts.shell.file


def tab(parts: Parts) -> FileTab:
    """The tab in front."""
    return screen(parts).head.tab


def page(parts: Parts) -> SynthesisPage:
    """The synthesis."""
    return screen(parts).synthesis.page


def look(parts: Parts) -> CourseLook:
    """What the heat map shows."""
    shown = page(parts).course.board._look
    assert shown is not None
    return shown
