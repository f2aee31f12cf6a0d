"""A toast never covers an open form, whatever size the window has or takes (screens.md 1.7)."""

import pytest
from PySide6.QtCore import QPoint, QRect

from tests.support.ui_parts import press

SIZES = [(1366, 688), (1300, 760), (1100, 600), (1024, 600), (1920, 1000)]


def _covers(parts):
    form = parts.triage.detail.form
    toasts = parts.shell.toasts.toasts
    assert form is not None
    assert toasts
    place = QRect(form.mapTo(parts.shell, QPoint(0, 0)), form.size())
    return any(toast.geometry().intersects(place) for toast in toasts)


def _is_whole(parts):
    return all(parts.shell.rect().contains(each.geometry()) for each in parts.shell.toasts.toasts)


@pytest.mark.parametrize("key", ["T", "M", "N", "C"])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_toast_stands_beside_or_above_the_form(parts, qtbot, key, size):
    parts.shell.resize(*size)
    press(parts.shell, key)
    parts.shell.toasts.show_toast("Réception accusée : KERMARREC Jeanne.", "Annuler")

    qtbot.waitUntil(lambda: not _covers(parts) and _is_whole(parts))


@pytest.mark.parametrize("size", SIZES[1:], ids=str)
def test_it_follows_the_window(parts, qtbot, size):
    press(parts.shell, "T")
    parts.shell.toasts.show_toast("Réception accusée : KERMARREC Jeanne.", "Annuler")
    parts.shell.resize(*size)

    qtbot.waitUntil(lambda: not _covers(parts) and _is_whole(parts))


def test_without_a_form_it_is_at_the_bottom_centre_again(parts, qtbot):
    shell = parts.shell
    press(shell, "N")
    shell.toasts.show_toast("Réception accusée : KERMARREC Jeanne.", "Annuler")
    press(shell, "Escape")

    def is_centred():
        (toast,) = shell.toasts.toasts
        return abs(toast.geometry().center().x() - shell.rect().center().x()) <= 1

    qtbot.waitUntil(is_centred)
