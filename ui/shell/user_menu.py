"""The menu of the person signed in: look, language, size of text, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from console.session import Session
from console.settings import Density, Language, Settings, Theme
from console.stores.notices import LISTS as LISTS_NOTICES
from resources.wording import Wording

TEXT_STEP_PCT = 10
DEFAULT_TEXT_PCT = 100


class UserMenu(QMenu):
    """Writes settings, which the window follows. Signals: `notices_wanted()`."""

    notices_wanted = Signal()

    def __init__(
        self, session: Session, settings: Settings, wording: Wording, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._wording = wording
        self.setObjectName("shell_user_menu")
        self._menus: list[QMenu] = []
        self._themes = QActionGroup(self)
        self._languages = QActionGroup(self)
        self._densities = QActionGroup(self)
        settings.changed.connect(self._mark)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording
        self._fill()

    def _fill(self) -> None:
        w = self._wording
        self.clear()
        for old in self._menus:
            old.deleteLater()
        self._menus = []
        self.setAccessibleName(w.text("shell-theme"))
        self._section(
            w.text("shell-theme"),
            self._themes,
            [
                (Theme.SYSTEM.value, w.text("shell-theme-system")),
                (Theme.LIGHT.value, w.text("shell-theme-light")),
                (Theme.DARK.value, w.text("shell-theme-dark")),
            ],
        )
        self._section(
            w.text("shell-language"),
            self._languages,
            [
                (Language.FRENCH.value, w.text("shell-language-fr")),
                (Language.ENGLISH.value, w.text("shell-language-en")),
            ],
        )
        self._section(
            w.text("shell-density"),
            self._densities,
            [
                (Density.COMFORT.value, w.text("shell-density-comfort")),
                (Density.COMPACT.value, w.text("shell-density-compact")),
            ],
        )
        self._fill_text_size()
        self.addSeparator()
        if self._session.may(LISTS_NOTICES):
            notices = self._plain(w.text("notices-screen"), "")
            notices.triggered.connect(self.notices_wanted)
        self._plain(w.text("shell-sign-out"), "").triggered.connect(self._session.sign_out)
        self._mark("")

    def _fill_text_size(self) -> None:
        w = self._wording
        size = self._submenu(w.text("shell-text-size", percent=self._settings.text_scale_percent))
        for text, key, step in (
            (w.text("shell-text-larger"), "Ctrl++", TEXT_STEP_PCT),
            (w.text("shell-text-smaller"), "Ctrl+-", -TEXT_STEP_PCT),
            (w.text("shell-text-default"), "Ctrl+0", 0),
        ):
            action = size.addAction(f"{text}\t{key}")
            action.setData(step)
            action.triggered.connect(self._resize_text)

    def _section(self, title: str, group: QActionGroup, choices: list[tuple[str, str]]) -> None:
        for action in group.actions():
            group.removeAction(action)
        menu = self._submenu(title)
        for value, text in choices:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData(value)
            action.triggered.connect(self._choose)
            group.addAction(action)

    def _submenu(self, title: str) -> QMenu:
        """Clearing a menu leaves those below it alive: they are ours to delete."""
        menu = self.addMenu(title)
        self._menus.append(menu)
        return menu

    def _plain(self, text: str, key: str) -> QAction:
        return self.addAction(f"{text}\t{key}" if key else text)

    def _choose(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        group, value = action.actionGroup(), str(action.data())
        if group is self._themes:
            self._settings.theme = Theme(value)
        elif group is self._languages:
            self._settings.language = Language(value)
        else:
            self._settings.density = Density(value)

    def _resize_text(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            resize_text(self._settings, int(action.data()))

    def _mark(self, _name: str) -> None:
        chosen = {
            self._themes: self._settings.theme.value,
            self._languages: self._settings.language.value,
            self._densities: self._settings.density.value,
        }
        for group, value in chosen.items():
            for action in group.actions():
                action.setChecked(action.data() == value)


def resize_text(settings: Settings, step_pct: int) -> None:
    """Make text larger or smaller by a step; a step of zero goes back to 100 %."""
    settings.text_scale_percent = (
        settings.text_scale_percent + step_pct if step_pct else DEFAULT_TEXT_PCT
    )
