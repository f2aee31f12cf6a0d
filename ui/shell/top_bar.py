"""The bar over every screen: centre and unit, of when figures are, state of the surveillance, and
who is signed in.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from resources import words
from resources.wording import Wording
from ui.shell.data_stamp import DataStamp
from ui.shell.surveillance import SurveillanceSign, Watched
from ui.shell.user_menu import UserMenu
from widgets.elided_label import ElidedLabel
from widgets.icon_button import IconButton
from widgets.pill import Pill
from widgets.plain_text import plain_tooltip
from widgets.theme import Theme
from widgets.user_button import UserButton

HEIGHT_PX = 48


class TopBar(QWidget):
    """Says where one is, whether answers are watched, and as whom.

    Signals: `palette_wanted()`, `mask_wanted()`, `keys_wanted()`, `lock_wanted()`,
    `notices_wanted()`.
    """

    palette_wanted = Signal()
    mask_wanted = Signal()
    keys_wanted = Signal()
    lock_wanted = Signal()
    notices_wanted = Signal()

    def __init__(
        self,
        session: Session,
        settings: Settings,
        desk: TriageDesk,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._wording = wording
        self._centre = ElidedLabel(theme, role="body_strong", parent=self)
        self._units = ElidedLabel(theme, role="meta", tone="secondary", parent=self)
        self._demonstration = Pill(theme, parent=self)
        self._stamp = DataStamp(desk.statistics, desk.quality, theme, wording, self)
        self._surveillance = SurveillanceSign(
            desk.surveillance, desk.connection, theme, wording, self
        )
        self._search = IconButton(theme, "magnifying-glass", "", "Ctrl+K", parent=self)
        self._mask = IconButton(theme, "eye-slash", "", "F9", parent=self)
        self._keys = IconButton(theme, "keyboard", "", "F1", parent=self)
        self._lock = IconButton(theme, "lock-simple", "", "Ctrl+L", parent=self)
        self._user = UserButton(theme, self)
        self._menu = UserMenu(session, settings, wording, self._user)
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording
        self.setAccessibleName(wording.text("shell-top-bar"))
        self._menu.set_wording(wording)
        self._stamp.set_wording(wording)
        self._surveillance.set_wording(wording)
        self._mask.set_name(wording.text("privacy-show" if wording.is_masked else "privacy-mask"))
        self._mask.setChecked(wording.is_masked)
        self._search.set_name(wording.text("palette-open"))
        self._keys.set_name(wording.text("keys-title"))
        self._lock.set_name(wording.text("lock-now"))
        self._show_person()

    @property
    def watched(self) -> Watched:
        """What the bar says of the surveillance now."""
        return self._surveillance.watched

    def set_compact(self, is_compact: bool) -> None:
        """On a small screen the person is their initials; the name is in the menu's own words."""
        self._user.set_compact(is_compact)

    def _build(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name_buttons()
        self._user.setObjectName("shell_user")
        self._user.clicked.connect(self._open_menu)
        self._menu.notices_wanted.connect(self.notices_wanted)
        place = QVBoxLayout()
        place.setSpacing(0)
        place.addStretch(1)
        place.addWidget(self._centre)
        place.addWidget(self._units)
        place.addStretch(1)
        rule = QFrame(self)
        rule.setProperty("rule", "vertical")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(8)
        row.addLayout(place, 1)
        row.addWidget(self._demonstration)
        row.addWidget(self._stamp)
        row.addWidget(self._surveillance)
        row.addSpacing(4)
        row.addWidget(self._search)
        row.addWidget(self._mask)
        row.addWidget(self._keys)
        row.addWidget(rule)
        row.addWidget(self._user)
        row.addWidget(self._lock)
        self._theme.theme_changed.connect(self._fit)
        self._fit()

    def _name_buttons(self) -> None:
        self._search.setObjectName("shell_search")
        self._search.clicked.connect(self.palette_wanted)
        self._mask.setObjectName("shell_mask")
        self._mask.setCheckable(True)
        self._mask.clicked.connect(self.mask_wanted)
        self._keys.setObjectName("shell_keys")
        self._keys.clicked.connect(self.keys_wanted)
        self._lock.setObjectName("shell_lock")
        self._lock.clicked.connect(self.lock_wanted)

    def _fit(self) -> None:
        self.setFixedHeight(self._theme.scaled(HEIGHT_PX))

    def _show_person(self) -> None:
        w, me = self._wording, self._session.me
        if me is None:
            return
        self._centre.set_full_text(me.centre.name)
        self._units.set_full_text(
            ", ".join(unit.name for unit in me.units) or w.text("shell-units-all")
        )
        role = me.person.title or words.role(w, me.role)
        spoken = w.text("shell-user-menu", name=me.person.name, role=role)
        self._user.set_user(me.person.initials, me.person.name, role, spoken)
        self._demonstration.setVisible(me.centre.demonstration)
        self._demonstration.set_state(w.text("shell-demonstration"), "outline")
        self._demonstration.setToolTip(plain_tooltip(w.text("shell-demonstration-described")))

    def _open_menu(self) -> None:
        self._menu.popup(self._user.mapToGlobal(self._user.rect().bottomLeft()))
