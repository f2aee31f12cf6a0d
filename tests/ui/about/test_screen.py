"""The screen on the product: facts that are never invented, texts, licences, state of services."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from console.errors import Offline, Unexpected
from resources import product as products
from resources.components import components
from resources.product import Product, product_of
from resources.version import VERSION
from services.contract.surveillance import PartHealth, PartState, SurveillancePart
from tests.samples.rows import NOW
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, press, visible_texts
from tests.ui.test_accessible import nameless
from ui.about.product_page import ProductPage
from ui.about.screen import AboutScreen
from ui.parts.about_tabs import AboutTab
from ui.parts.print_button import PrintButton, printed
from ui.shell.pages import ABOUT, NOTICES, TRIAGE
from widgets.line_list import LineList
from widgets.reading_text import ReadingText
from widgets.tab_strip import Tab
from widgets.theme import ThemeMode


def about(parts: Parts, tab: AboutTab = AboutTab.PRODUCT) -> AboutScreen:
    """The screen in front, at one of its tabs."""
    parts.shell.about.open(tab)
    screen = parts.shell.about.screen
    assert screen is not None
    return screen


def _said(root: QWidget) -> str:
    QTest.qWait(0)
    return " | ".join(visible_texts(root))


def _lines(screen: QWidget, name: str) -> list[tuple[str, str]]:
    found = child(screen, LineList, name).lines
    return [(plain(line.title), plain(line.right)) for line in found]


def test_the_rail_leads_there_and_escape_leads_back(parts):
    [item] = [
        each
        for each in parts.shell._rail.findChildren(QWidget)
        if each.accessibleName() == "À propos"
    ]
    item.click()
    assert parts.shell.page == ABOUT
    assert focused().objectName() == "about_text"
    press(parts.shell, "Escape")

    assert parts.shell.page == TRIAGE


def test_a_build_without_a_manufacturer_says_so_and_invents_nothing(parts):
    said = _said(about(parts))

    assert VERSION in said
    assert said.count("non renseigné : version de développement") == 4
    assert "aucun marquage ni certification n'est revendiqué" in said


def test_a_build_with_a_manufacturer_shows_what_it_was_given(
    parts, monkeypatch: pytest.MonkeyPatch
):
    made = Product("(01)03700000000017", "IIa", "CE 0459", "Kerlann Dispositifs")
    monkeypatch.setattr("ui.about.product_page.product", lambda: made)
    said = _said(about(parts))

    for told in ("(01)03700000000017", "IIa", "CE 0459", "Kerlann Dispositifs"):
        assert told in said
    assert "développement" not in said


@pytest.mark.parametrize(
    "found",
    [
        None,
        {},
        {"udi": None, "device_class": None, "ce_marking": None},
        {"udi": "", "device_class": None, "ce_marking": None, "manufacturer": None},
        {"udi": 12, "device_class": None, "ce_marking": None, "manufacturer": None},
        {"udi": None, "device_class": None, "ce_marking": None, "manufacturer": None, "x": "y"},
    ],
)
def test_a_build_that_says_half_is_refused(found):
    with pytest.raises(ValueError, match=r"product\.json"):
        product_of(found)


def test_what_ships_is_a_development_build():
    assert products.product() == Product(None, None, None, None)


def test_limits_and_instructions_are_read_in_both_languages(parts, wording):
    page = about(parts).page(AboutTab.PRODUCT)
    assert isinstance(page, ProductPage)
    assert "ne remplace pas un avis médical" in plain(page.text.toPlainText())
    [tab] = [each for each in page.choices.findChildren(Tab) if each.name == "instructions"]
    tab.click()
    assert "Traiter une alerte" in page.text.toPlainText()
    parts.shell.set_wording(type(wording)("en"))

    assert page.text.accessibleName() == "Instructions for use"
    assert "Handling an alert" in page.text.toPlainText()
    assert tab.accessibleName() == "Instructions for use"


def test_ctrl_tab_goes_through_every_part_and_the_notices_are_one(parts):
    about(parts)
    seen = []
    for _ in range(6):
        press(parts.shell, "Ctrl+Tab")
        is_notices = parts.shell.page == NOTICES
        seen.append("notices" if is_notices else parts.shell.about.screen.tabs.current.value)

    assert seen == ["notices", "licences", "accessibility", "state", "requests", "product"]
    press(parts.shell, "Ctrl+Shift+Tab")
    assert parts.shell.about.screen.tabs.current is AboutTab.REQUESTS


def test_the_rail_marks_the_same_place_at_the_notices(parts):
    parts.notices.start()
    parts.shell.notices.open()

    items = parts.shell._rail.findChildren(QAbstractButton)
    assert [item.accessibleName() for item in items if item.isChecked()] == ["À propos"]


def test_every_component_shows_its_licence_and_its_text(parts):
    screen = about(parts, AboutTab.LICENCES)
    listed = child(screen, LineList, "licences_list")
    text = child(screen, ReadingText, "licence_text")

    assert [line.key for line in listed.lines] == [each.name for each in components()]
    assert f"{len(components())} composants" in plain(_said(screen))
    listed.stand_on("sqlalchemy")
    assert "Permission is hereby granted" in text.toPlainText()
    listed.stand_on("pyside6-essentials")
    assert "LGPL-3.0-only" in text.toPlainText()
    assert "livré sans le texte de sa licence" in text.toPlainText()
    press(parts.shell, "Return")
    assert focused() is text


def _parts_of(**states: PartState) -> list[PartHealth]:
    return [
        PartHealth(part=SurveillancePart(part), state=state, at=NOW, age_s=12)
        for part, state in states.items()
    ]


def test_the_state_of_services_is_said_in_words_for_each_part(parts):
    parts.surveillance.parts = _parts_of(worker=PartState.OK, canary=PartState.LATE)
    screen = about(parts, AboutTab.STATE)

    assert _lines(screen, "state_list") == [
        ("Liaison avec le service", "en ordre"),
        ("Service prêt à travailler", "en ordre"),
        ("Travail programmé du service", "en ordre"),
        ("Patient inventé de chaque heure", "en retard"),
    ]
    press(parts.shell, "F5")
    assert len(parts.about.service.asked) == 2
    assert parts.surveillance.times_asked == 2


def test_a_service_that_is_not_ready_and_one_that_is_away_say_so(parts):
    parts.about.service.fault = Unexpected("unavailable", status=503)
    screen = about(parts, AboutTab.STATE)
    assert _lines(screen, "state_list")[:2] == [
        ("Liaison avec le service", "en ordre"),
        ("Service prêt à travailler", "arrêté"),
    ]
    parts.about.service.fault = Offline("ConnectError")
    parts.connection.go_offline(7)
    press(parts.shell, "F5")

    assert _lines(screen, "state_list")[:2] == [
        ("Liaison avec le service", "arrêté"),
        ("Service prêt à travailler", "inconnu"),
    ]


def test_nothing_is_asked_before_somebody_looks(parts):
    about(parts)

    assert parts.about.service.asked == []
    assert parts.about.calls.asked == []


@pytest.mark.parametrize("tab", [each for each in AboutTab if each is not AboutTab.NOTICES])
def test_every_control_has_a_name_and_nothing_is_cut_at_twice_the_size(parts, theme, tab):
    screen = about(parts, tab)
    theme.set_text_scale_pct(200)
    QTest.qWait(0)

    assert nameless(parts.shell) == []
    assert screen.minimumSizeHint().width() <= parts.shell.pages.width()
    report = screen.tabs.report
    assert screen.rect().contains(report.mapTo(screen, report.rect().bottomRight()))


def test_at_twice_the_size_the_facts_are_scrolled_and_none_is_cut(parts, theme):
    page = about(parts).page(AboutTab.PRODUCT)
    assert isinstance(page, ProductPage)
    theme.set_text_scale_pct(200)
    QTest.qWait(0)

    labels = [each for each in page.left.findChildren(QLabel) if each.isVisible()]
    assert len(labels) > 10
    assert [
        each.text() for each in labels if each.height() < each.heightForWidth(each.width())
    ] == []


def test_paper_is_dark_on_white_in_a_dark_theme_and_says_who_printed(parts, theme, tmp_path):
    screen = about(parts)
    theme.set_mode(ThemeMode.DARK)
    text = child(screen, ReadingText, "about_text")
    document = printed(text, "Imprimé par Claire")
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
    assert cursor.charFormat().foreground().color() == QColor(20, 20, 20)
    assert document.toPlainText().endswith("Imprimé par Claire")
    shown = QTextCursor(text.document())
    shown.movePosition(QTextCursor.MoveOperation.NextCharacter)
    assert shown.charFormat().foreground().color() != QColor(20, 20, 20)

    path = tmp_path / "notice.pdf"
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    said: list[str] = []
    button = child(screen, PrintButton, "print_text")
    button.said.connect(said.append)
    button.print_on(printer)
    assert path.stat().st_size > 1000
    assert QRectF(printer.pageRect(QPrinter.Unit.Millimeter)).width() > 150
    assert said == ["Envoyé à l'imprimante."]
    assert "Claire Morvan" in button._stamp()
