"""Every control has a name, the Tab key follows the order of reading, nothing is a trap."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from services.contract.enums import AlertKind
from tests.pictures.scenes import SIGN_IN_SCENES, TRIAGE_SCENES
from tests.pictures.stage import set_sign_in_stage, set_stage
from tests.support.ui_parts import Parts, press
from ui.sign_in.screen import SignInScreen

# Neighbours differ by a state of one thing: the usual run looks at each third.
_SAMPLED = [
    pytest.param(scene, marks=[pytest.mark.slow] if place % 3 else [])
    for place, scene in enumerate(TRIAGE_SCENES)
]
CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)


def nameless(root: QWidget) -> list[str]:
    """Controls on screen that a screen reader could not name."""
    found = []
    for widget in root.findChildren(QWidget):
        takes_focus = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if isinstance(widget, QHeaderView) and not widget.sectionsClickable():
            continue  # it is read as part of its table
        if not (isinstance(widget, CONTROLS) or takes_focus) or not widget.isVisible():
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name)
        if not name.strip():
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


@pytest.mark.parametrize("scene", _SAMPLED)
def test_every_control_of_every_state_of_triage_has_a_name(qtbot, theme, settings, wording, scene):
    stage = set_stage(theme, settings, wording)
    qtbot.addWidget(stage.screen)
    stage.screen.resize(1366, 688)
    stage.screen.show()
    QTest.qWait(0)

    TRIAGE_SCENES[scene](stage)
    QTest.qWait(0)

    assert nameless(stage.screen) == []


@pytest.mark.parametrize("scene", list(SIGN_IN_SCENES))
def test_every_control_of_every_state_of_signing_in_has_a_name(
    qtbot, theme, settings, wording, scene
):
    stage = set_sign_in_stage(theme, settings, wording)
    qtbot.addWidget(stage.screen)
    stage.screen.show()

    SIGN_IN_SCENES[scene](stage)

    assert isinstance(stage.screen, SignInScreen)
    assert nameless(stage.screen) == []


def _walk(parts: Parts) -> list[QWidget]:
    """Where the Tab key goes, until it comes round."""
    first = parts.shell._rail.findChildren(QAbstractButton)[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    for _ in range(80):
        focused = QApplication.focusWidget()
        assert focused is not None
        if seen and focused is seen[0]:
            return seen
        seen.append(focused)
        press(parts.shell, "Tab")
    raise AssertionError(f"the Tab key never came round: {[type(w).__name__ for w in seen]}")


def _region(parts: Parts, widget: QWidget) -> int:
    """The part of the screen, in the order of reading."""
    detail = parts.triage.detail
    regions: list[QWidget] = [
        parts.shell._rail,
        parts.shell._top_bar,
        parts.triage.list.head,
        parts.triage.list.view,
        parts.triage.list._foot,
        detail.body,
        detail._form_host,
        detail.bar,
    ]
    for place, region in enumerate(regions):
        if region is widget or region.isAncestorOf(widget):
            return place
    raise AssertionError(f"{type(widget).__name__} {widget.objectName()} is nowhere")


def test_the_tab_key_reaches_every_part_in_the_order_of_reading(parts):
    regions = [_region(parts, widget) for widget in _walk(parts)]

    assert regions == sorted(regions)
    assert set(regions) == {0, 1, 2, 3, 4, 5, 7}


@pytest.mark.parametrize("key", ["T", "M", "N", "C", "A"])
def test_the_tab_key_goes_through_a_form_and_leaves_it(parts, key):
    press(parts.shell, key)
    QTest.qWait(0)

    regions = [_region(parts, widget) for widget in _walk(parts)]

    assert 6 in regions
    assert 0 in regions


def test_inside_a_form_the_tab_key_goes_down(parts):
    press(parts.shell, "N")
    form = parts.triage.detail.form
    assert form is not None

    stops = [widget for widget in _walk(parts) if form.isAncestorOf(widget)]

    tops = [widget.mapTo(form, QPoint(0, 0)).y() for widget in stops]
    assert tops == sorted(tops)


def test_every_button_of_the_bar_says_its_key(parts):
    for act, key in (("acknowledge", "A"), ("claim", "P"), ("call", "T"), ("note", "N")):
        assert key in parts.triage.detail.bar.button(act).accessibleDescription()


def test_the_chart_is_a_sentence(parts):
    name = parts.triage.detail.card.chart.accessibleName()

    assert name.startswith("Diarrhée, 8 dernières semaines. Dernière valeur 3. Évolution +2.")
    assert "Dans la zone d'alerte" in name


@pytest.mark.parametrize(
    ("kind", "word"), [(AlertKind.CLINICAL, "Critique"), (AlertKind.TECHNICAL, "Technique")]
)
def test_a_new_urgent_alert_is_announced_at_once(parts, monkeypatch, kind, word):
    said: list[tuple[str, bool]] = []

    def listen(_widget: QWidget, text: str, assertive: bool = False) -> None:
        said.append((text, assertive))

    monkeypatch.setattr("ui.triage.urgent.announce", listen)
    parts.worklist.urgent_arrived.emit(kind)

    assert len(said) == 1
    text, assertive = said[0]
    assert text.startswith(word)
    assert assertive
    assert "KERMARREC" not in text


def test_a_strip_in_the_detail_speaks_for_itself(parts):
    parts.triage.detail.strip.ask("Quelque chose", accept="Voir")

    assert parts.triage.detail.strip.accessibleName() == "Quelque chose"
