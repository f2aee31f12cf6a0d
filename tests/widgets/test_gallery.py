"""Every widget builds, paints and goes away, in both themes and at both ends of the text size."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from tests.widgets.pixels import picture_of
from widgets import gallery
from widgets.gallery_scenes import SCENES
from widgets.plain_label import PlainLabel
from widgets.theme import ThemeMode


@pytest.mark.parametrize("scale", [90, 100, 200])
@pytest.mark.parametrize("mode", [ThemeMode.LIGHT, ThemeMode.DARK])
@pytest.mark.parametrize("name", sorted(SCENES))
def test_a_scene_builds_in_every_look(theme, qtbot, name, mode, scale):
    theme.set_mode(mode)
    theme.set_text_scale_pct(scale)

    scene = SCENES[name](theme)
    qtbot.addWidget(scene)
    image = picture_of(scene)

    colours = {
        image.pixel(x, y) for x in range(0, image.width(), 9) for y in range(0, image.height(), 3)
    }
    assert len(colours) > 8


@pytest.mark.parametrize("name", sorted(SCENES))
def test_a_scene_follows_the_theme_at_run_time(theme, qtbot, name):
    scene = SCENES[name](theme)
    qtbot.addWidget(scene)
    light = picture_of(scene)

    theme.set_mode(ThemeMode.DARK)
    switched = picture_of(scene)
    fresh = SCENES[name](theme)
    qtbot.addWidget(fresh)

    assert switched != light
    assert switched.size() == light.size()
    assert _mean_lightness(switched) == pytest.approx(_mean_lightness(picture_of(fresh)), abs=2)


def test_the_gallery_writes_a_picture_for_each_scene_and_mode(theme, tmp_path):
    written = gallery.render(theme, tmp_path, "light")

    assert sorted(path.stem for path in written) == sorted(f"{name}_light" for name in SCENES)
    assert all(path.stat().st_size > 500 for path in written)


def test_no_control_is_without_a_name(theme, qtbot):
    nameless = []
    for name, make in SCENES.items():
        scene = make(theme)
        qtbot.addWidget(scene)
        nameless += [
            f"{name}: {type(widget).__name__}"
            for widget in scene.findChildren(QWidget)
            if widget.focusPolicy() and not widget.isHidden() and not _spoken(widget)
        ]

    assert nameless == []


def _spoken(widget: QWidget) -> str:
    # A label speaks its own text.
    return widget.accessibleName() or (widget.text() if isinstance(widget, PlainLabel) else "")


def _mean_lightness(image) -> float:
    points = [
        QColor(image.pixel(x, y)).lightness()
        for x in range(0, image.width(), 7)
        for y in range(0, image.height(), 7)
    ]
    return sum(points) / len(points)
