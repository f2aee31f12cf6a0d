"""The shipped typeface is there, is used, and draws figures of one width."""

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QFontMetricsF

from widgets import fonts
from widgets.fonts import FAMILY, FONT_FILES, register_fonts
from widgets.tokens import load_tokens


def test_the_shipped_family_is_registered(theme):
    assert FAMILY in register_fonts()


def test_a_font_file_that_qt_cannot_read_is_noticed(theme, monkeypatch):
    monkeypatch.setattr(fonts, "FONT_FILES", ("OFL.txt", *FONT_FILES))
    monkeypatch.setattr(QFontDatabase, "families", list)

    with pytest.raises(fonts.FontMissing, match=r"OFL\.txt"):
        register_fonts()


def test_every_role_resolves_to_the_shipped_family(theme):
    for role in load_tokens().type_styles:
        assert QFontInfo(theme.font(role)).family() == FAMILY, role


def test_every_role_keeps_the_smallest_readable_size(theme):
    for role, style in load_tokens().type_styles.items():
        assert style.size_px >= 11, role
        assert style.line_px >= style.size_px, role


def test_figures_have_one_width(theme):
    metrics = QFontMetricsF(theme.font("body"))

    assert {metrics.horizontalAdvance(digit) for digit in "0123456789"} == {
        metrics.horizontalAdvance("0")
    }


@pytest.mark.parametrize("mark", list("-()[]"))
def test_figures_of_one_width_leave_hyphens_and_brackets_alone(theme, mark):
    metrics = QFontMetricsF(theme.font("body"))

    assert metrics.horizontalAdvance(mark) < 0.8 * metrics.horizontalAdvance("0")


def test_weights_differ_on_screen(theme):
    text = "KERMARREC"

    assert theme.text_px("body", text) < theme.text_px("body_strong", text)


def test_text_size_follows_the_setting(theme):
    normal = theme.text_px("body", "Diarrhée")

    theme.set_text_scale_pct(200)

    assert theme.text_px("body", "Diarrhée") > 1.8 * normal
    assert theme.row_height_px == 104
