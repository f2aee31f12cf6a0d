"""A notice in place keeps every line of its sentence, however narrow its column is."""

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.strip import Strip

LONG = "Une personne de ce nom et née ce jour-là est suivie dans une autre unité du centre. " * 3


@pytest.mark.parametrize("width", [240, 420, 900])
def test_a_long_sentence_is_shown_whole(width, theme, qtbot):
    place = QWidget()
    qtbot.addWidget(place)
    column = QVBoxLayout(place)
    strip = Strip(theme, place)
    column.addWidget(strip)
    column.addStretch()
    strip.ask(LONG, "Vérifier", "Fermer")
    place.resize(width, 800)
    place.show()

    qtbot.waitUntil(lambda: strip.height() >= strip.heightForWidth(strip.width()))
    assert strip.height() < 600
