"""The settings screen (screens.md 3.12): each choice is applied at once and stays on this
workstation; sessions and recovery codes belong to the account.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from console.session import Session
from console.settings import Density, Language, LetterKeys, Settings, Sound
from console.settings import Theme as ThemeChoice
from console.stores.access import OwnAccess
from console.stores.centre import CentreStore
from console.stores.connection import ConnectionStore
from console.stores.delivery_setting import DeliverySettingStore
from console.stores.exceptional import ExceptionalAccessStore
from resources.wording import Wording
from ui.settings.accesses_section import AccessesSection
from ui.settings.centre_section import CentreSections
from ui.settings.codes_section import CodesSection
from ui.settings.delivery_section import DeliverySection
from ui.settings.response_section import ResponseSection
from ui.settings.rows import ChoiceLine, FixedLine, Section, TextSizeLine
from ui.settings.sessions_section import SessionsSection
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDEST_PX = 860


class SettingsScreen(QWidget):
    """Writes settings, which the window follows. Signals: `left()` on Esc; `said(text)` after
    something was done; `file_wanted(patient id)` for a record that an exceptional access opened.
    """

    left = Signal()
    said = Signal(str)
    file_wanted = Signal(object)

    def __init__(
        self,
        session: Session,
        settings: Settings,
        access: OwnAccess,
        exceptional: ExceptionalAccessStore,
        centre: CentreStore,
        delivery: DeliverySettingStore,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._centre = centre
        self._delivery = delivery
        self._session = session
        self._access = access
        self._exceptional = exceptional
        self._settings = settings
        self._theme = theme
        self._wording = wording
        self._title = PlainLabel(theme, role="display", parent=self)
        self._sections = {
            name: Section(theme)
            for name in ("appearance", "language", "keyboard", "triage", "security")
        }
        self._theme_line = ChoiceLine(theme, "theme", [each.value for each in ThemeChoice])
        self._density = ChoiceLine(theme, "density", [each.value for each in Density])
        self._size = TextSizeLine(theme)
        self._language = ChoiceLine(theme, "language", [each.value for each in Language])
        self._letters = ChoiceLine(theme, "letters", [each.value for each in LetterKeys])
        self._sound = ChoiceLine(theme, "sound", [each.value for each in Sound])
        self._idle = FixedLine(theme)
        self.sessions = SessionsSection(access.sessions, connection, session, theme, wording)
        self.accesses = AccessesSection(exceptional, connection, theme, wording)
        self.codes = CodesSection(access.codes, connection, session, theme, wording)
        self.times = ResponseSection(centre, connection, session, theme, wording, parent)
        self.centre = CentreSections(centre, connection, session, theme, wording, parent)
        self.delivery = DeliverySection(delivery, connection, session, theme, wording, parent)
        self._defaults = Button(theme, "", "secondary", icon="arrow-counter-clockwise")
        self._scroll = QScrollArea(self)
        self._wanted: Section | CentreSections | ResponseSection | None = None
        self._build()
        self._connect()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; the keyboard stays where it is."""
        self._wording = w = wording
        self.setAccessibleName(w.text("settings-title"))
        self._title.setText(w.text("settings-title"))
        for name, section in self._sections.items():
            section.set_title(w.text(f"settings-section-{name}"))
        self._name(self._theme_line, "theme", [f"shell-theme-{each}" for each in ThemeChoice])
        self._name(self._density, "density", [f"shell-density-{each}" for each in Density])
        self._name(self._language, "language", [f"shell-language-{each}" for each in Language])
        self._name(self._letters, "letters", [f"settings-letters-{each}" for each in LetterKeys])
        self._name(self._sound, "sound", [f"settings-sound-{each}" for each in Sound])
        self._size.set_words(
            w.text("settings-size"), w.text("settings-size-explained"), w.text("settings-sample")
        )
        self._defaults.set_label(w.text("settings-defaults"))
        self._defaults.setAccessibleDescription(w.text("settings-defaults-explained"))
        self.sessions.set_wording(w)
        self.accesses.set_wording(w)
        self.codes.set_wording(w)
        self.centre.set_wording(w)
        self.times.set_wording(w)
        self.delivery.set_wording(w)
        self._show_idle()
        self._mark("")

    def take_focus(self) -> None:
        """Put the keyboard on the first choice."""
        self._sections["appearance"].take_focus()

    def reveal(self, name: str) -> None:
        """Bring a section to the top, with the keyboard in it, once everything has its place."""
        parts: dict[str, Section | CentreSections | ResponseSection] = {
            "sessions": self.sessions,
            "accesses": self.accesses,
            "codes": self.codes,
            "centre": self.centre,
            "times": self.times,
            "delivery": self.delivery,
        }
        self._wanted = parts[name]
        QTimer.singleShot(0, self, self._scroll_to_wanted)

    def set_locked(self, is_locked: bool) -> None:
        """Codes that were copied do not outlive the lock; on screen they wait behind it."""
        if is_locked:
            self.codes.clear_clipboard()
            self.centre.clear_clipboard()

    def leave_behind(self) -> None:
        """Another screen comes to the front: codes are shown once."""
        self._access.codes.hide()

    def panes(self) -> tuple[QWidget, ...]:
        """Where F6 goes."""
        return (self._scroll,)

    def _name(self, line: ChoiceLine, name: str, keys: list[str]) -> None:
        w = self._wording
        words = [w.text(key) for key in keys]
        line.set_words(w.text(f"settings-{name}"), w.text(f"settings-{name}-explained"), words)

    def _show_idle(self) -> None:
        w, me = self._wording, self._session.me
        if me is None:
            return
        self._idle.set_words(
            w.text("settings-idle"),
            w.text("settings-idle-explained"),
            w.text("settings-idle-minutes", count=me.centre.idle_lock_min),
            w.text("settings-of-centre"),
        )

    def _build(self) -> None:
        self.setObjectName("settings_screen")
        for name, lines in (
            ("appearance", (self._theme_line, self._density, self._size)),
            ("language", (self._language,)),
            ("keyboard", (self._letters,)),
            ("triage", (self._sound,)),
            ("security", (self._idle,)),
        ):
            for line in lines:
                self._sections[name].add(line)
        self._defaults.setObjectName("settings_defaults")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 18, 20, 20)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._defaults)
        column.addLayout(head)
        for section in (
            *self._sections.values(),
            self.sessions,
            self.accesses,
            self.codes,
            self.times,
            self.centre,
            self.delivery,
        ):
            column.addWidget(section)
        self.accesses.setVisible(self._exceptional.is_listed)
        self.times.setVisible(self._centre.shows_times)
        self.centre.setVisible(self._centre.is_offered)
        self.delivery.setVisible(self._delivery.is_offered)
        column.addStretch(1)
        ground = QWidget()
        ground.setProperty("ground", "app")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inside)
        self._inside = inside
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(ground)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self._fit()

    def _connect(self) -> None:
        self._theme_line.chosen.connect(self._set_theme)
        self._density.chosen.connect(self._set_density)
        self._size.chosen.connect(self._set_size)
        self._language.chosen.connect(self._set_language)
        self._letters.chosen.connect(self._set_letters)
        self._sound.chosen.connect(self._set_sound)
        self._defaults.clicked.connect(self._settings.restore_defaults)
        self._settings.changed.connect(self._mark)
        self.sessions.said.connect(self.said)
        self.codes.said.connect(self.said)
        self.centre.said.connect(self.said)
        self.times.said.connect(self.said)
        self.delivery.said.connect(self.said)
        self.accesses.file_wanted.connect(self.file_wanted)
        self._theme.theme_changed.connect(self._fit)

    def _fit(self) -> None:
        self._inside.setMaximumWidth(self._theme.scaled(_WIDEST_PX))

    def _scroll_to_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is None or not wanted.isVisible():
            return
        self._scroll.verticalScrollBar().setValue(wanted.y())
        wanted.take_focus()

    def _set_theme(self, value: str) -> None:
        self._settings.theme = ThemeChoice(value)

    def _set_density(self, value: str) -> None:
        self._settings.density = Density(value)

    def _set_size(self, percent: int) -> None:
        self._settings.text_scale_percent = percent

    def _set_language(self, value: str) -> None:
        self._settings.language = Language(value)

    def _set_letters(self, value: str) -> None:
        self._settings.letter_keys = LetterKeys(value)

    def _set_sound(self, value: str) -> None:
        self._settings.sound = Sound(value)
        if self._settings.sound is Sound.ON:
            QApplication.beep()

    def _mark(self, _name: str) -> None:
        settings = self._settings
        self._theme_line.set_value(settings.theme.value)
        self._density.set_value(settings.density.value)
        self._size.set_value(settings.text_scale_percent)
        self._language.set_value(settings.language.value)
        self._letters.set_value(settings.letter_keys.value)
        self._sound.set_value(settings.sound.value)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._access.read()
        self._centre.read()
        self._delivery.read()
        if self._exceptional.is_listed:
            self._exceptional.read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
