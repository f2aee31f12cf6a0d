"""F9 masks every identity: nothing readable of one is left in the window (screens.md 1.10)."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from console.models.identity_text import patient_name
from console.models.worklist_model import RowRole
from console.stores.states import ActState
from resources.wording import Wording
from services.contract.alerts import AlertLabel
from services.contract.enums import ActionKind, AlertLevel
from services.contract.patients import PatientHeader
from tests.pictures.scenes import TRIAGE_SCENES
from tests.pictures.stage import Stage
from tests.pictures.waiting_scenes import WAITING_SCENES
from tests.samples.stores import SampleIntention
from tests.support.typography import plain
from tests.support.ui_parts import child, focused, press, visible_texts
from widgets.icon_button import IconButton
from widgets.runs_label import RunsLabel

_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
    Qt.ItemDataRole.EditRole,
    RowRole,
)
_FREE_TEXT = ("8 fois par jour", "dose", "06 39", "Mari", "Épouse")


def _spoken(interface: QAccessibleInterface | None) -> Iterator[str]:
    """Everything that a screen reader finds below a widget."""
    if interface is None or not interface.isValid():
        return
    for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value):
        yield interface.text(kind)
    for place in range(interface.childCount()):
        yield from _spoken(interface.child(place))


def _model_texts(model: QAbstractItemModel | None) -> Iterator[str]:
    for row in range(model.rowCount() if model is not None else 0):
        for role in _ROLES:
            yield str(model.index(row, 0).data(role)) if model is not None else ""


def _widget_texts(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.statusTip(), widget.whatsThis(), widget.windowTitle())
    yield from (widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, RunsLabel):
        yield "".join(run.text for run in widget._runs)
    if isinstance(widget, QAbstractItemView):
        yield from _model_texts(widget.model())


def everything_in(window: QWidget) -> str:
    """Every text of a window, on screen or not, as a program could read it."""
    found: list[str] = []
    for widget in (window, *window.findChildren(QWidget)):
        found += _widget_texts(widget)
    found += [action.text() for action in window.findChildren(QAction)]
    found += _spoken(QAccessible.queryAccessibleInterface(window))
    return plain("\n".join(found))


def _secrets(parts) -> set[str]:
    """What would tell who somebody is: names, birth dates, numbers, free text."""
    found = set(_FREE_TEXT)
    for row in parts.worklist.rows:
        label = row.row.patient
        found |= {label.family_name, label.given_name, label.record_number}
        found |= _dates(label.birth_date)
    for alert in parts.details.alerts.values():
        found |= _of_header(alert.patient)
        if alert.survey is not None and alert.survey.comment:
            found.add(alert.survey.comment[:30])
        for act in alert.history:
            found |= {text for text in (act.text, act.other) if text}
    return {plain(text) for text in found if text}


def _of_header(header: PatientHeader) -> set[str]:
    told = (header.birth_name, header.ins, header.phone, header.carer, header.preferred_hours)
    return {text for text in told if text}


def _dates(day: date) -> set[str]:
    return {f"-{day.year}", f"/{day.year}"}


def _left(parts) -> list[str]:
    """The secrets that can still be read."""
    said = everything_in(parts.shell)
    return sorted(secret for secret in _secrets(parts) if secret in said)


@pytest.fixture
def telling(parts):
    """The detail of the picture, with everything that a header and a history may hold."""
    alert = parts.shown()
    header = alert.patient.model_copy(
        update={"carer": "Mari, 06 39 00 00 00", "preferred_hours": "Mari le matin"}
    )
    told = parts.put_detail(0, patient=header)
    parts.details.show(told.id, 1)
    QTest.qWait(0)
    return parts


def test_in_full_the_walk_finds_what_must_be_hidden(telling):
    """The walk is worth something only because it finds names where they are."""
    assert {"KERMARREC", "Jeanne"} <= set(_left(telling))


@pytest.mark.parametrize("act", ["", "T", "A", "N", "M", "C", "E", "D"])
def test_masked_nothing_of_an_identity_is_left_anywhere(telling, act):
    if act:
        press(telling.shell, act)

    telling.shell.toggle_mask()

    assert _left(telling) == []
    assert "K. J. ·237" in everything_in(telling.shell)


@pytest.mark.parametrize("act", ["T", "A", "N", "M", "C", "E"])
def test_forms_that_open_behind_the_mask_hold_no_identity(telling, act):
    press(telling.shell, "F9", act)

    assert telling.triage.forms.kind is not None
    assert _left(telling) == []


def test_every_patient_is_masked_and_so_are_the_whole_history_and_another_language(telling):

    press(telling.shell, "F9")
    for place in range(len(telling.worklist.rows)):
        telling.triage.list.view.choose(place)
        telling.triage.detail.card.show_all_history(True)
        QTest.qWait(0)
        assert _left(telling) == []

    telling.shell.set_wording(Wording("en"))
    assert _left(telling) == []


def test_what_is_said_after_an_act_names_nobody(telling):
    alert = telling.shown()
    press(telling.shell, "F9", "P")
    telling.actions.settle(SampleIntention("k", alert.id, ActionKind.CLAIM, ActState.DONE))

    assert telling.shell.toasts.toasts
    assert _left(telling) == []


def test_a_toast_that_named_somebody_goes(telling):
    alert = telling.shown()
    press(telling.shell, "P")
    telling.actions.settle(SampleIntention("k", alert.id, ActionKind.CLAIM, ActState.DONE))
    assert any("KERMARREC" in each.accessibleName() for each in telling.shell.toasts.toasts)

    press(telling.shell, "F9")

    assert telling.shell.toasts.toasts == ()


def test_the_strip_of_a_refusal_is_told_anew(telling):

    stage = Stage(
        telling.shell,
        telling.session,
        telling.worklist,
        telling.details,
        telling.actions,
        telling.connection,
        telling.surveillance,
        telling.access,
        telling.file,
        telling.patients,
        telling.search,
        telling.exceptional,
        telling.imports,
    )
    TRIAGE_SCENES["triage-conflict"](stage)
    telling.triage.list.view.choose(2)
    QTest.qWait(0)

    press(telling.shell, "F9")

    assert telling.triage.detail.strip.isVisible()
    assert _left(telling) == []


def test_ages_charts_and_timers_stay(telling):
    before = [look.due for look in _row_texts(telling)]

    press(telling.shell, "F9")

    assert [look.due for look in _row_texts(telling)] == before
    assert plain(_row_texts(telling)[0].age_sex) == "67 ans · F"
    assert telling.triage.detail.card.chart.isVisible()
    said = {plain(text) for text in visible_texts(telling.triage.detail)}
    assert not [text for text in said if "1958" in text]


def _row_texts(parts):
    model = parts.triage.list.view.model()
    return [model.index(row, 0).data(RowRole) for row in range(model.rowCount())]


def test_the_banner_and_the_button_say_so_and_lead_back(telling):
    button = child(telling.shell, IconButton, "shell_mask")
    assert not telling.shell._banners.masked.isVisible()

    button.click()
    assert telling.shell._banners.masked.isVisible()
    assert telling.shell._banners.masked.accessibleName() == "Identités masquées"
    assert button.isChecked()
    assert button.accessibleName() == "Montrer les identités"

    telling.shell._banners.masked.action_triggered.emit()
    assert not telling.shell._banners.masked.isVisible()
    assert not button.isChecked()
    assert "KERMARREC" in everything_in(telling.shell)


def test_selection_caret_and_what_was_typed_stay(telling):
    press(telling.shell, "J", "N")
    QTest.keyClicks(focused(), "Rappeler demain")
    press(telling.shell, "Home", "Right", "Right")
    key = telling.triage.list.view.key

    press(telling.shell, "F9")
    editor = child(telling.triage.detail, QPlainTextEdit, "note_text")
    assert editor.toPlainText() == "Rappeler demain"
    assert focused() is editor
    assert editor.textCursor().position() == 2

    press(telling.shell, "F9")
    editor = child(telling.triage.detail, QPlainTextEdit, "note_text")
    assert editor.textCursor().position() == 2
    assert telling.triage.list.view.key == key


def test_the_focus_stays_in_the_list_while_a_form_is_open(telling):
    press(telling.shell, "N")
    telling.triage.list.view.setFocus()

    press(telling.shell, "F9")

    assert focused() is telling.triage.list.view


def test_what_was_unticked_in_a_form_stays_unticked(telling):
    alert = telling.shown()
    other = AlertLabel(
        id=UUID(int=77),
        version=1,
        kind=alert.kind,
        level=AlertLevel.INFO,
        received_at=alert.received_at,
        lead=None,
    )
    telling.put_detail(0, other_open=[other])
    telling.details.show(alert.id, 1)
    press(telling.shell, "A")
    box = child(telling.triage.detail, QAbstractButton, "acknowledge_also")
    assert box.isChecked()
    box.click()

    press(telling.shell, "F9")

    again = child(telling.triage.detail, QAbstractButton, "acknowledge_also")
    assert again is not box
    assert not again.isChecked()


def test_the_confirmation_tells_the_whole_identity_while_a_button_is_held(telling):
    press(telling.shell, "F9", "A")
    hold = child(telling.triage.detail, QAbstractButton, "hold_identity")
    assert _left(telling) == []

    QTest.mousePress(hold, Qt.MouseButton.LeftButton)
    said = everything_in(telling.triage.detail)
    assert "KERMARREC Jeanne, née le 14-mars-1958, IPP 800 451 237" in said

    QTest.mouseRelease(hold, Qt.MouseButton.LeftButton)
    assert _left(telling) == []

    hold.setFocus()
    QTest.keyPress(hold, Qt.Key.Key_Space)
    assert "KERMARREC" in everything_in(telling.triage.detail)
    QTest.keyRelease(hold, Qt.Key.Key_Space)
    assert _left(telling) == []


def test_in_full_there_is_nothing_to_hold(telling):
    press(telling.shell, "A")

    assert not child(telling.triage.detail, QAbstractButton, "hold_identity").isVisible()


def test_a_number_on_the_clipboard_goes_with_the_mask(telling):
    press(telling.shell, "T")
    child(telling.triage.detail, QAbstractButton, "call_copy").click()
    assert QGuiApplication.clipboard().text()

    press(telling.shell, "F9")

    assert QGuiApplication.clipboard().text() == ""
    assert telling.triage.detail.findChild(QAbstractButton, "call_copy") is None


@pytest.mark.parametrize("scene", list(WAITING_SCENES))
def test_what_waits_is_masked_in_every_state(qtbot, parts, scene):
    stage = Stage(
        parts.shell,
        parts.session,
        parts.worklist,
        parts.details,
        parts.actions,
        parts.connection,
        parts.surveillance,
        parts.access,
        parts.file,
        parts.patients,
        parts.search,
        parts.exceptional,
        parts.imports,
    )
    WAITING_SCENES[scene](stage)
    QTest.qWait(0)

    press(parts.shell, "F9")

    assert _left(parts) == []


def test_what_a_strip_still_says_is_worded_anew(parts):
    """A finished sentence would keep its name on screen and for screen readers."""
    label, strip = parts.shown().patient.label, parts.triage.detail.strip
    parts.triage._notices.tell(lambda w: patient_name(w, label))
    assert label.family_name in " ".join(visible_texts(strip))

    parts.shell.toggle_mask()

    assert strip.isVisible()
    assert label.family_name not in " ".join(visible_texts(strip)) + strip.accessibleName()
