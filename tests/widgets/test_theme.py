"""The theme switches at run time and tells everybody."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QPixmap

from widgets.plain_label import PlainLabel
from widgets.style_sheet import fill_style_sheet
from widgets.theme import Density, Theme, ThemeMode
from widgets.tokens import load_style_sheet, load_tokens


def test_a_switch_changes_colours_and_says_so(theme, qtbot):
    light = theme.colour("bg.surface").name()

    with qtbot.waitSignal(theme.theme_changed):
        theme.set_mode(ThemeMode.DARK)

    assert light == "#ffffff"
    assert theme.colour("bg.surface").name() == "#172127"
    assert theme.is_dark


def test_the_qt_palette_follows(theme, qapp):
    theme.set_mode(ThemeMode.DARK)

    assert qapp.palette().color(QPalette.ColorRole.Window).name() == "#0f171c"


@pytest.mark.parametrize(
    ("scheme", "dark"), [(Qt.ColorScheme.Dark, True), (Qt.ColorScheme.Light, False)]
)
def test_the_system_mode_follows_the_system(theme, monkeypatch, scheme, dark):
    class Hints:
        def __init__(self, real):
            self.real = real

        def colorScheme(self):
            return scheme

        def __getattr__(self, name):
            return getattr(self.real, name)

    monkeypatch.setattr(theme, "_hints", Hints(theme._hints))

    theme.set_mode(ThemeMode.SYSTEM)

    assert theme.is_dark is dark


def test_density_sets_the_row_height(theme):
    heights = {}
    for density in Density:
        theme.set_density(density)
        heights[density] = theme.row_height_px

    assert heights == {Density.COMFORT: 52, Density.COMPACT: 40}


@pytest.mark.parametrize(("asked", "kept"), [(10, 90), (90, 90), (125, 125), (900, 200)])
def test_text_size_is_clamped(theme, asked, kept):
    theme.set_text_scale_pct(asked)

    assert theme.text_scale_pct == kept


def test_fonts_survive_switches_of_theme_and_size(theme, qtbot):
    label = PlainLabel(theme, "KERMARREC", "banner_family")
    qtbot.addWidget(label)
    label.ensurePolished()

    theme.set_text_scale_pct(150)
    theme.set_mode(ThemeMode.DARK)
    label.set_tone("danger")

    assert label.font().pixelSize() == 30
    assert label.font().weight() == 700


def test_reduced_motion_stops_fades_but_not_delays(theme):
    theme.set_reduced_motion(False)
    assert theme.motion_ms("remote_change") == 600

    theme.set_reduced_motion(True)

    assert theme.motion_ms("remote_change") == 0
    assert theme.motion_ms("panel") == 0
    assert theme.motion_ms("skeleton_delay") == 150
    assert theme.motion_ms("toast_undo") == 10_000


def test_an_unknown_token_is_refused(theme):
    with pytest.raises(KeyError):
        theme.colour("bg.nowhere")


def test_a_picture_is_made_once_until_the_theme_changes(theme):
    made = []

    def make() -> QPixmap:
        made.append(1)
        return QPixmap(1, 1)

    theme.picture(("x",), make)
    theme.picture(("x",), make)
    theme.set_mode(ThemeMode.DARK)
    theme.picture(("x",), make)

    assert len(made) == 2


def test_the_style_sheet_is_filled_completely():
    tokens = load_tokens()
    filled = fill_style_sheet(load_style_sheet(), tokens.palettes["dark"], tokens, 100)

    assert "@" not in filled
    assert "#172127" in filled


def test_a_misspelt_token_in_the_style_sheet_is_noticed():
    tokens = load_tokens()

    with pytest.raises(KeyError):
        fill_style_sheet("a { color: @text.primari@; }", tokens.palettes["light"], tokens, 100)


def test_high_contrast_leaves_nothing_of_our_palette(theme, monkeypatch):
    ours = set(load_tokens().palettes["light"].colour.values()) - {"#FFFFFF"}
    tokens = load_tokens().palettes["light"].colour

    with monkeypatch.context() as patch:
        patch.setattr("widgets.theme.is_high_contrast", lambda _app: True)
        theme.follow_system()
        used = {theme.colour(token).name().upper() for token in tokens}
    theme.follow_system()

    assert not used & ours
    assert theme.colour("accent").name() == "#00666e"


def test_the_theme_belongs_to_the_application(theme: Theme, qapp):
    assert theme.parent() is qapp
