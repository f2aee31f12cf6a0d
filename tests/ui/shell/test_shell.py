"""The frame: title, states of the service, the user's menu, and what is left after signing out."""

import gc
import weakref
from datetime import timedelta

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from console.session import EndReason, SessionState
from console.settings import Density, Language
from console.settings import Theme as ThemeChoice
from services.contract.enums import Role
from tests.samples.rows import NOW, worklist
from tests.samples.stores import SampleSession
from tests.support.typography import plain
from tests.support.ui_parts import Parts, make_parts, press, visible_texts
from widgets.theme import ThemeMode


def test_the_title_names_product_and_screen_and_nobody(house):
    assert house.window.windowTitle() == "Vigie · Connexion"

    house.sign_in()

    assert house.window.windowTitle() == "Vigie · Triage"


def test_signing_out_leaves_nothing_of_the_user(qtbot, house):
    parts = house.sign_in()
    details = parts.details
    qtbot.waitUntil(lambda: details.shown.alert is not None)
    press(house.window, "N")
    QTest.keyClicks(parts.triage.detail.findChild(QPlainTextEdit, "note_text"), "Secret")
    shell = weakref.ref(parts.shell)
    names = [row.patient.family_name for row in worklist()]
    house.opened.clear()
    del parts

    house.session.sign_out()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()

    assert house.window.shell is None
    left = shell()
    assert left is None or not shiboken6.isValid(left)
    said = " ".join(visible_texts(house.window))
    assert not [name for name in names if name in said]
    assert "Claire Morvan" not in said
    fields = house.window.findChildren(QLineEdit)
    assert [field.text() for field in fields] == [""] * len(fields)


def test_the_next_user_gets_a_frame_of_their_own(house):
    first = house.sign_in().shell
    house.session.sign_out()

    second = house.sign_in().shell

    assert second is not first
    assert house.window.shell is second


def test_a_session_that_timed_out_goes_to_sign_in_and_says_why(house):
    house.sign_in()
    house.session.end_reason = EndReason.IDLE

    house.session.become(SessionState.ENDED)

    assert house.window.shell is None
    assert "Session fermée après une longue inactivité." in " ".join(visible_texts(house.window))


def test_closing_the_window_ends_the_session(house):
    house.sign_in()

    house.window.close()

    assert house.session.state is SessionState.SIGNED_OUT


def test_language_theme_density_and_size_follow_the_settings_at_run_time(house):
    parts = house.sign_in()
    press(parts.shell, "J")
    place = parts.triage.list.view.currentIndex().row()

    house.settings.language = Language.ENGLISH
    house.settings.theme = ThemeChoice.DARK
    house.settings.density = Density.COMPACT
    house.settings.text_scale_percent = 120

    assert "To do" in parts.triage.list.head._tabs.findChildren(QWidget)[0].accessibleName()
    assert house.theme.mode is ThemeMode.DARK
    assert house.theme.density == "compact"
    assert house.theme.text_scale_pct == 120
    assert parts.triage.list.view.currentIndex().row() == place


def _menu_action(parts: Parts, value: str) -> QAction:
    return next(
        action
        for action in parts.shell._top_bar._menu.findChildren(QAction)
        if action.data() == value
    )


def test_the_menu_changes_the_settings_and_marks_them(parts):
    _menu_action(parts, "dark").trigger()
    assert parts.settings.theme is ThemeChoice.DARK
    assert _menu_action(parts, "dark").isChecked()

    _menu_action(parts, "en").trigger()
    assert parts.settings.language is Language.ENGLISH

    _menu_action(parts, "compact").trigger()
    assert parts.settings.density is Density.COMPACT


def test_signing_out_is_in_the_menu(parts):
    action = next(
        action
        for action in parts.shell._top_bar._menu.actions()
        if action.text() == "Se déconnecter"
    )

    action.trigger()

    assert parts.session.state is SessionState.SIGNED_OUT


def test_keys_change_the_size_of_text(parts):
    press(parts.shell, "Ctrl+Plus")
    assert parts.settings.text_scale_percent == 110

    press(parts.shell, "Ctrl+Minus", "Ctrl+Minus")
    assert parts.settings.text_scale_percent == 90

    press(parts.shell, "Ctrl+0")
    assert parts.settings.text_scale_percent == 100


def test_f6_goes_through_the_panes_and_back(parts):
    def pane() -> str:
        focused = QApplication.focusWidget()
        assert focused is not None
        for name, widget in (
            ("rail", parts.shell._rail),
            ("list", parts.triage.list),
            ("bar", parts.triage.detail.bar),
            ("detail", parts.triage.detail.body),
        ):
            if widget is focused or widget.isAncestorOf(focused):
                return name
        return "?"

    seen = [pane()]
    for _ in range(4):
        press(parts.shell, "F6")
        seen.append(pane())
    assert seen == ["list", "detail", "bar", "rail", "list"]

    press(parts.shell, "Shift+F6")
    assert pane() == "rail"


def test_offline_is_said_in_the_bar_and_over_the_content(parts, qtbot):
    parts.connection.go_offline(3)

    said = "Hors connexion · dernier contact il y a 3 min"
    qtbot.waitUntil(lambda: said in set(visible_texts(parts.shell._top_bar)))
    assert parts.shell._banners.offline.isVisible()
    assert "Hors connexion depuis 10:39" in plain(parts.shell._banners.offline.accessibleName())


def test_the_banner_goes_with_the_return_of_contact(parts):
    parts.connection.go_offline(3)

    parts.connection.shows_offline = False
    parts.connection.is_online = True
    parts.connection.changed.emit()

    assert not parts.shell._banners.offline.isVisible()


def test_outside_opening_hours_the_reopening_is_said(parts):
    assert parts.session.me is not None
    centre = parts.session.me.centre.model_copy(
        update={"is_open": False, "opens_at": NOW + timedelta(hours=22)}
    )
    parts.session.me = parts.session.me.model_copy(update={"centre": centre})

    parts.shell._banners.show_all()

    assert "Service fermé, réouverture demain 08:42. Les délais sont suspendus." in plain(
        parts.shell._banners.closed.accessibleName()
    )


def test_the_demonstration_says_that_it_is_one(parts):
    assert parts.shell._top_bar._demonstration.isVisible()
    assert parts.shell._top_bar._demonstration.accessibleName() == "DÉMONSTRATION"


def test_the_rail_has_what_exists_and_counts_what_waits(parts):
    items = parts.shell._rail.findChildren(QWidget)

    assert [item.accessibleName() for item in items] == [
        "Triage",
        "Patients",
        "Sans rép.",
        "Archives",
        "Exports",
        "À propos",
        "Réglages",
    ]
    assert items[0].accessibleDescription() == "13 patients à traiter"
    assert items[2].accessibleDescription() == "8 patients sans réponse"


def test_a_role_without_triage_is_told_so(theme, settings, wording, qtbot):
    session = SampleSession()
    assert session.me is not None
    session.me = session.me.model_copy(update={"actions": [], "role": Role.ADMIN})
    made = make_parts(theme, settings, wording, session)
    made.shell.show()

    assert made.shell.triage is None
    assert "Votre rôle n'ouvre aucun écran de cette version." in set(visible_texts(made.shell))
    shiboken6.delete(made.shell)
