"""Level shapes, icons, grades and sparklines, pixel by pixel where it matters."""

import pytest
from PySide6.QtCore import QRectF

from tests.widgets.pixels import count_of, painted, picture_of
from widgets.grade_chip import NoGrade, paint_grade
from widgets.icon_names import ICON_NAMES
from widgets.icons import icon, icon_path, icon_pixmap
from widgets.level_glyph import LEVELS, LevelGlyph, level_pixmap
from widgets.owner_circle import OwnerMark, owner_pixmap
from widgets.sparkline import HEIGHT_PX, WIDTH_PX, Sparkline, paint_sparkline
from widgets.theme import ThemeMode


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("size", [13, 20, 21, 28])
@pytest.mark.parametrize("level", LEVELS)
def test_a_level_is_drawn_at_the_resolution_of_the_screen(theme, level, size, ratio):
    pixmap = level_pixmap(theme, level, size, ratio)

    assert pixmap.width() == round(size * ratio)
    assert pixmap.devicePixelRatio() == ratio
    assert count_of(pixmap.toImage(), theme.level(level).fill) > size


def test_levels_differ_by_outline_alone(theme):
    masks = set()
    for level in LEVELS:
        image = level_pixmap(theme, level, 28, 1.0).toImage()
        alpha = tuple(image.pixelColor(x, y).alpha() > 128 for y in range(28) for x in range(28))
        masks.add(alpha)

    assert len(masks) == len(LEVELS)


def test_a_level_picture_is_reused_and_follows_the_theme(theme):
    first = level_pixmap(theme, "high", 21, 1.0)
    assert level_pixmap(theme, "high", 21, 1.0).cacheKey() == first.cacheKey()

    theme.set_mode(ThemeMode.DARK)

    assert count_of(level_pixmap(theme, "high", 21, 1.0).toImage(), "#F08C35") > 20


def test_a_level_speaks_its_word(theme, qtbot):
    glyph = LevelGlyph(theme, "info", "Info")
    qtbot.addWidget(glyph)

    glyph.set_level("critical", "Critique")

    assert glyph.accessibleName() == "Critique"
    assert count_of(picture_of(glyph), theme.level("critical").fill) > 100


@pytest.mark.parametrize("name", sorted(ICON_NAMES))
def test_an_icon_has_an_outline_within_its_square(name):
    box = icon_path(name).boundingRect()

    assert box.width() > 50
    assert QRectF(-1, -1, 258, 258).contains(box)


def test_an_unknown_icon_is_refused():
    with pytest.raises(KeyError):
        icon_path("skull-and-crossbones")


def test_icons_take_the_colour_of_the_theme(theme):
    light = icon_pixmap(theme, "tray-fill", 22, "accent")
    theme.set_mode(ThemeMode.DARK)
    dark = icon_pixmap(theme, "tray-fill", 22, "accent")

    assert count_of(light.toImage(), "#00666E") > 50
    assert count_of(dark.toImage(), "#4CC3C9") > 50
    assert not icon(theme, "tray").isNull()


@pytest.mark.parametrize("grade", [0, 1, 2, 3, 4])
def test_a_grade_cell_has_its_fill_and_its_numeral(theme, grade):
    image = painted(lambda p, r: paint_grade(p, theme, r, grade), 20, 18)

    assert count_of(image, theme.grade(grade).fill) > 100
    assert count_of(image, theme.grade(grade).text) > 1


def test_missing_and_not_asked_look_like_no_grade_and_not_alike(theme):
    missing = painted(lambda p, r: paint_grade(p, theme, r, NoGrade.MISSING), 20, 18)
    not_asked = painted(lambda p, r: paint_grade(p, theme, r, NoGrade.NOT_ASKED), 20, 18)
    none = painted(lambda p, r: paint_grade(p, theme, r, 0), 20, 18)

    assert count_of(missing, "#FFFFFF") > 60
    assert count_of(not_asked, "#FFFFFF") > 330
    assert missing != none
    assert not_asked != none


def test_a_confirmed_grade_has_a_tick(theme):
    plain = painted(lambda p, r: paint_grade(p, theme, r.adjusted(0, 6, -6, 0), 2), 26, 24)
    ticked = painted(
        lambda p, r: paint_grade(p, theme, r.adjusted(0, 6, -6, 0), 2, confirmed=True), 26, 24
    )

    assert count_of(plain, theme.colour("success")) == 0
    assert count_of(ticked, theme.colour("success")) > 15


def _spark(theme, grades, threshold=3.0):
    return painted(
        lambda p, r: paint_sparkline(p, theme, r, grades, threshold), WIDTH_PX, HEIGHT_PX
    )


@pytest.mark.parametrize("last", [1, 2, 3])
def test_the_last_point_has_the_colour_of_its_grade(theme, last):
    image = _spark(theme, (0, 0, 0, 0, 0, 0, 0, last))

    assert count_of(image, theme.colour(f"spark.{last}")) > 15


def test_missing_weeks_break_the_line(theme):
    def darkest(image, x):
        # The lower edge holds the crosses of missing weeks.
        return min(image.pixelColor(x, y).lightness() for y in range(HEIGHT_PX - 8))

    whole = _spark(theme, (1, 1, 1, 1, 1, 1, 1, 1), None)
    broken = _spark(theme, (1, 1, 1, None, None, 1, 1, 1), None)

    assert max(darkest(whole, x) for x in range(26, 44)) < 200
    assert min(darkest(broken, x) for x in range(26, 44)) > 250


def test_a_trend_without_answers_paints_crosses_only(theme):
    image = _spark(theme, (None,) * 8, None)

    assert all(count_of(image, theme.colour(f"spark.{grade}")) == 0 for grade in (1, 2, 3))


def test_a_sparkline_says_what_it_shows(theme, qtbot):
    spark = Sparkline(theme)
    qtbot.addWidget(spark)

    spark.set_grades((1, 2), 3, "Diarrhée, dernière valeur 2")

    assert spark.accessibleName() == "Diarrhée, dernière valeur 2"


def test_owner_circles_differ(theme):
    pictures = {owner: owner_pixmap(theme, owner, "CM", 1.0).toImage() for owner in OwnerMark}

    assert count_of(pictures[OwnerMark.MINE], theme.colour("accent")) > 200
    assert count_of(pictures[OwnerMark.OTHER], theme.colour("owner.bg")) > 200
    assert pictures[OwnerMark.LOCKED] != pictures[OwnerMark.OTHER]
    assert count_of(pictures[OwnerMark.NOBODY], theme.colour("accent")) == 0
