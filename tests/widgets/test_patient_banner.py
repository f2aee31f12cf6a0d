"""The banner of a file: never shortened, in reading order, no variant by its colour alone."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from tests.widgets.pixels import count_of, picture_of, show_active
from widgets import gallery_file_samples as samples
from widgets.banner_value import BannerValue
from widgets.button import Button
from widgets.patient_banner import PatientBanner
from widgets.patient_banner_look import BannerField, BannerGround
from widgets.pill import Pill
from widgets.theme import ThemeMode


@pytest.fixture
def banner(theme, qtbot):
    made = PatientBanner(theme)
    qtbot.addWidget(made)
    show_active(qtbot, made)
    _show(made, samples.banner())
    return made


def _show(banner, look, width=1282):
    banner.set_look(look)
    banner.resize(width, banner.height())
    banner.layout().activate()


def _values(banner):
    return [value for value in banner.findChildren(BannerValue) if value.isVisible()]


def _texts(banner):
    return [value.text for value in _values(banner)]


def _pill_words(banner):
    return [pill.accessibleName() for pill in banner.findChildren(Pill) if pill.isVisible()]


def test_the_banner_of_the_picture_has_two_lines_of_seventy_two_pixels(banner):
    assert banner.height() == 72
    assert len({_middle(banner, value) // 20 for value in _values(banner)}) == 2


def _middle(banner, value):
    return value.mapTo(banner, value.rect().center()).y()


def test_every_value_is_written_whole(banner):
    assert _texts(banner)[:5] == [
        "KERMARREC Jeanne   (Mme) née LE DANTEC",
        "Née le  14-mars-1958 (67 ans)",
        "Sexe  F",
        "INS  2 58 03 35 238 042 37",
        "IPP  800 451 237",
    ] or set(_texts(banner)) >= {"IPP  800 451 237", "Sexe  F"}
    for value in _values(banner):
        assert value.height() >= value.heightForWidth(value.width())


@pytest.mark.parametrize("width", [520, 760, 1282])
@pytest.mark.parametrize("scale", [90, 100, 200])
def test_a_long_name_wraps_and_is_never_cut(banner, theme, width, scale):
    theme.set_text_scale_pct(scale)
    look = replace(
        samples.banner(),
        family_name="ROUSSEL DE LA VILLARDIÈRE-MONTMORENCY",
        first_name="Marie-Antoinette Joséphine",
    )
    _show(banner, look, width)

    for value in _values(banner):
        place = value.geometry().translated(value.parentWidget().mapTo(banner, QPoint(0, 0)))
        assert place.right() <= width
        assert place.bottom() < banner.height()
        assert value.height() >= value.heightForWidth(value.width())


@pytest.mark.parametrize("scale", [100, 200])
def test_no_value_lies_on_another(banner, theme, scale):
    theme.set_text_scale_pct(scale)
    banner.unfold(True)
    _show(banner, samples.banner(BannerGround.ARCHIVED))
    places = [
        value.geometry().translated(value.parentWidget().mapTo(banner, QPoint(0, 0)))
        for value in _values(banner)
    ]

    for index, one in enumerate(places):
        assert not any(one.intersects(other) for other in places[index + 1 :])


def test_the_keyboard_goes_through_the_values_in_reading_order(banner, qtbot):
    first = _values(banner)[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    reached = []
    for _ in range(9):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(focused.accessibleName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)

    assert [name.split(" ")[0] for name in reached] == [
        "KERMARREC",
        "Née",
        "Sexe",
        "INS",
        "IPP",
        "Adénocarcinome",
        "FOLFIRI",
        "06",
        "Aidant",
    ]
    assert isinstance(QApplication.focusWidget(), Button)


def test_a_number_is_copied_by_click_and_by_key(banner, qtbot):
    record = next(value for value in _values(banner) if value.text.startswith("IPP"))
    copied: list[str] = []
    banner.copied.connect(copied.append)

    qtbot.mouseClick(record, Qt.MouseButton.LeftButton)
    qtbot.keyClick(record, Qt.Key.Key_Return)
    qtbot.keyClick(record, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert copied == ["800451237"] * 3
    assert record.accessibleDescription() == "Copier"


def test_what_is_not_to_be_copied_is_not(banner, qtbot):
    name = _values(banner)[0]

    with qtbot.assertNotEmitted(banner.copied):
        qtbot.mouseClick(name, Qt.MouseButton.LeftButton)
        qtbot.keyClick(name, Qt.Key.Key_Return)


def test_the_status_of_the_number_is_seen_and_said(banner):
    ins = next(value for value in _values(banner) if value.text.startswith("INS"))

    assert "Qualifiée" in _pill_words(banner)
    assert ins.accessibleName() == "INS 2 58 03 35 238 042 37, Qualifiée"


def test_the_rest_unfolds_and_folds(banner, qtbot):
    button = banner.findChild(Button, "patient_banner_more")
    low = banner.height()
    with qtbot.waitSignal(banner.unfolded) as told:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert told.args == [True]
    assert button.text() == "Moins"
    assert banner.height() > low
    assert "Courriel  Non connu" in _texts(banner)

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert banner.height() == low
    assert "Courriel  Non connu" not in _texts(banner)


def test_what_has_no_room_on_the_second_line_is_under_the_button(banner):
    _show(banner, replace(samples.banner(), more=()), 800)
    on_one_line = _texts(banner)
    banner.unfold(True)

    assert banner.findChild(Button, "patient_banner_more").isVisible()
    assert "Aidant :  Yves KERMARREC (époux)" not in on_one_line
    assert "Aidant :  Yves KERMARREC (époux)" in _texts(banner)


def test_without_anything_more_there_is_no_button(banner):
    _show(banner, replace(samples.banner(), more=()))

    assert not banner.findChild(Button, "patient_banner_more").isVisible()


@pytest.mark.parametrize("mode", [ThemeMode.LIGHT, ThemeMode.DARK])
def test_each_variant_has_its_words_and_a_ground_of_its_own(banner, theme, mode):
    theme.set_mode(mode)
    seen = {}
    for ground in BannerGround:
        _show(banner, samples.banner(ground))
        image = picture_of(banner)
        seen[ground] = [image.pixelColor(1000 + x, 66).name() for x in range(120)]
        has_words = any(samples.banner(ground).notice == word for word in _pill_words(banner))
        assert has_words == (ground is not BannerGround.PLAIN)

    for one, other in pairwise(seen.values()):
        assert one != other
    assert len(set(seen[BannerGround.PLAIN])) == 1
    assert len(set(seen[BannerGround.ARCHIVED])) > 2
    assert len(set(seen[BannerGround.DECEASED])) > 2


def test_an_exceptional_access_is_outlined_and_says_how_long(banner, theme):
    _show(banner, samples.banner(exceptional="Accès exceptionnel · reste 42 min"))
    image = picture_of(banner)
    danger = theme.colour("danger").name()

    for x, y in ((1, 36), (image.width() - 2, 36), (600, 1), (600, image.height() - 2)):
        assert image.pixelColor(x, y).name() == danger
    assert "Accès exceptionnel · reste 42 min" in _pill_words(banner)


def test_an_exceptional_access_stays_seen_on_every_ground(banner, theme):
    _show(banner, samples.banner(BannerGround.ARCHIVED, "Accès exceptionnel · reste 5 min"))

    assert picture_of(banner).pixelColor(1, 36).name() == theme.colour("danger").name()
    assert {
        "Accès exceptionnel · reste 5 min",
        samples.banner(BannerGround.ARCHIVED).notice,
    } <= set(_pill_words(banner))


def test_the_edge_is_thick(banner, theme):
    edge = theme.colour("banner.edge")

    assert count_of(picture_of(banner), edge) >= 4 * 1282


def test_unknown_is_a_word(banner):
    unknown = BannerField("", "Non connu", icon="phone", is_strong=False)
    _show(banner, replace(samples.banner(), context=(unknown,)))

    assert "Non connu" in _texts(banner)


def test_nothing_of_the_previous_patient_stays(banner, theme, qtbot):
    other = replace(
        samples.banner(BannerGround.DOUBTFUL),
        family_name="LE GALL",
        birth_name="",
        context=(),
        more=(),
    )
    fresh = PatientBanner(theme)
    qtbot.addWidget(fresh)
    show_active(qtbot, fresh)
    banner.unfold(True)
    _show(banner, samples.banner(BannerGround.ARCHIVED, "Accès exceptionnel · reste 42 min"))

    banner.unfold(False)
    _show(banner, other)
    _show(fresh, other)
    for each in (banner, fresh):
        focused = each.focusWidget()
        if focused is not None:
            focused.clearFocus()

    qtbot.waitUntil(lambda: picture_of(banner) == picture_of(fresh))


def test_an_exceptional_access_can_be_ended_from_it_and_no_other_file(qtbot, theme):
    banner = PatientBanner(theme)
    qtbot.addWidget(banner)
    banner.resize(1282, 72)
    banner.show()
    end = banner.findChild(Button, "patient_banner_end")
    assert end is not None
    banner.set_look(samples.banner())
    assert not end.isVisible()

    banner.set_look(samples.banner(exceptional="Accès exceptionnel · reste 42 min"))
    assert end.isVisible()
    with qtbot.waitSignal(banner.end_wanted):
        end.click()
