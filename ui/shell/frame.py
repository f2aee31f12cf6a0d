"""The frame of a session: rail, top bar, banners, the screen, and what is said about acts."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from resources.wording import Wording
from ui.lock.covered import Covered, LockedLook
from ui.patient.screen import PatientScreen
from ui.patients.screen import PatientsScreen
from ui.shell.about_desk import AboutDesk
from ui.shell.accounts_desk import AccountsDesk
from ui.shell.answering_desk import AnsweringDesk
from ui.shell.approvals_desk import ApprovalsDesk
from ui.shell.archive_desk import ARCHIVE, ArchiveDesk
from ui.shell.archives_desk import ArchivesDesk
from ui.shell.banners import Banners
from ui.shell.billing_desk import BillingDesk
from ui.shell.commands import Commands
from ui.shell.destinations import (
    begins_on,
    count_on_rail,
    counts_text,
    destinations_of,
    fill_rail,
    mark_on_rail,
    name_rail,
    no_right,
    screen_word,
)
from ui.shell.enrolment_place import EnrolmentPlace
from ui.shell.exceptional_desk import ExceptionalDesk
from ui.shell.exports_desk import ExportsDesk
from ui.shell.file_desk import FileDesk
from ui.shell.greeting import greetings
from ui.shell.imports_desk import ImportsDesk
from ui.shell.keys_desk import KeysDesk
from ui.shell.notices_desk import NoticesDesk
from ui.shell.offered import Offered
from ui.shell.pages import ANSWERING, PATIENT_FILE, PATIENTS, TRIAGE, Pages
from ui.shell.palette_desk import PaletteDesk
from ui.shell.patients_desk import PatientsDesk
from ui.shell.places import places_of
from ui.shell.retention_desk import RetentionDesk
from ui.shell.review_desk import ReviewDesk
from ui.shell.screens import Screen
from ui.shell.settings_desk import SettingsDesk
from ui.shell.silence_desk import SilenceDesk
from ui.shell.staff_desk import StaffDesk
from ui.shell.statistics_desk import StatisticsDesk
from ui.shell.top_bar import TopBar
from ui.triage.layout_class import SMALL, LayoutClass, layout_class
from ui.triage.screen import TriageScreen
from widgets.empty_state import EmptyState
from widgets.overlay import is_held, overlays_on, uncover
from widgets.rail import Rail
from widgets.theme import Theme
from widgets.toast import ToastStack

TOAST_CLEARANCE_PX = 52
_READS_TRIAGE = "read_worklist"


class Shell(Covered):
    """Everything on screen while somebody is signed in; it is destroyed when they are not.

    Signals: `screen_changed()` after another screen came to the front.
    """

    screen_changed = Signal()

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
        self._settings = settings
        self._desk = desk
        self._theme = theme
        self._wording = wording
        self._rail = Rail(theme, "", self)
        self._patients = PatientsDesk(self, desk, session, settings, theme)
        self.silence = SilenceDesk(self, self._rail, desk, session, settings, theme)
        self.archives = ArchivesDesk(self, desk, session, settings, theme)
        self.retention = RetentionDesk(self, desk, session, settings, theme)
        self.statistics = StatisticsDesk(self, desk, session, settings, theme)
        self.exports = ExportsDesk(self, self._rail, desk, session, settings, theme)
        self.billing = BillingDesk(self, desk, session, settings, theme)
        self.accounts = AccountsDesk(self, desk, session, settings, theme)
        self.approvals = ApprovalsDesk(self, self._rail, desk, session, theme)
        self.access_review = ReviewDesk(self, desk, session, settings, theme)
        # First of all, because the order of making is the order of the Tab key.
        fill_rail(self._rail, destinations_of(self))
        self._top_bar = TopBar(session, settings, desk, theme, wording, self)
        self._banners = Banners(session, desk.connection, desk.review, theme, wording, self)
        self._toasts = ToastStack(theme, self, TOAST_CLEARANCE_PX)
        self.keys = KeysDesk(self, settings, theme)
        self.pages = Pages(self)  # the parent of every screen: what moves is styled anew
        self._triage: TriageScreen | None = None
        if self.has_triage:
            self._triage = TriageScreen(desk, session, settings, theme, wording, self.pages, self)
        self._no_right = EmptyState(theme, self.pages)
        self._make_desks()
        self._layout_class = LayoutClass.STANDARD
        self._build()
        self._connect()
        self._commands = Commands(self, session, settings)
        offered = Offered(self, self._commands, session, settings, desk)
        self._palette = PaletteDesk(
            offered.now, desk.search, desk.connection, session, theme, wording, self
        )
        self._begin(wording)

    def _make_desks(self) -> None:
        """What leads to the screens and dialogs that the rail does not begin with."""
        desk, session, theme = self._desk, self._session, self._theme
        self._files = FileDesk(self, desk, session, self._settings, theme)
        self.settings_desk = SettingsDesk(self, desk, session, self._settings, theme)
        self.imports = ImportsDesk(self, desk, session, theme)
        self.enrolment = EnrolmentPlace(self, desk, session, theme)
        self.answering = AnsweringDesk(self, desk, session, theme)
        self.exceptional = ExceptionalDesk(self, desk, session, theme, self._wording)
        self.archiving = ArchiveDesk(self, desk, session, theme, self._wording)
        self.staff = StaffDesk(self, desk, session, theme)

    @property
    def triage(self) -> TriageScreen | None:
        """The triage screen, None for a role without it."""
        return self._triage

    @property
    def has_triage(self) -> bool:
        """Whether there is a queue for this role."""
        return self._session.may(_READS_TRIAGE)

    @property
    def file(self) -> PatientScreen | None:
        """The patient file, None before the first one was opened."""
        return self._files.screen

    @property
    def patients(self) -> PatientsScreen | None:
        """The list of patients, None before somebody wanted it."""
        return self._patients.screen

    @property
    def has_patients(self) -> bool:
        """Whether patients exist for this role."""
        return self._patients.may_open

    @property
    def wording(self) -> Wording:
        """In which language it speaks, and whether identities are masked."""
        return self._wording

    @property
    def toasts(self) -> ToastStack:
        """What was said last."""
        return self._toasts

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; identities stay masked while they are."""
        self._wording = wording = wording.masked(self._wording.is_masked)
        uncover(self)
        self._palette.set_wording(wording)
        self.exceptional.set_wording(wording)
        self.archiving.set_wording(wording)
        self.retention.set_wording(wording)
        self.exports.set_wording(wording)
        name_rail(self._rail, wording, destinations_of(self))
        for screen in self._screens().values():
            screen.set_wording(wording)
        self._no_right.show_text(*no_right(wording))
        self._top_bar.set_wording(wording)
        self._show_counts()
        self.silence.show_count()
        self.approvals.show_count()
        self._banners.set_wording(wording)

    def toggle_mask(self) -> None:
        """Mask every identity on the screen, or tell them again (F9)."""
        if not self._wording.is_masked:
            # What a toast names was said in full; its undo stays on Ctrl+Z.
            self._toasts.clear()
        self._wording = self._wording.masked(not self._wording.is_masked)
        self.set_wording(self._wording)

    def locked_look(self) -> LockedLook:
        """What the locked screen may tell of the work: no more than this."""
        w, counts, watched = self._wording, self._desk.worklist.counts, self._top_bar.watched
        told = "" if counts is None or self._triage is None else counts_text(w, counts)
        return LockedLook(watched.icon, watched.token, watched.text, told)

    def set_locked(self, is_locked: bool) -> None:
        """Behind a locked screen nothing is read but counts, and no number stays copied."""
        if self._triage is not None:
            self._desk.worklist.count_only(is_locked)
        for screen in self._screens().values():
            screen.set_locked(is_locked)
        self.exports.set_locked(is_locked)
        if is_locked:
            uncover(self)

    def review_drafts(self) -> None:
        """Go to the oldest of the drafts that wait, which never send themselves."""
        if self._triage is not None:
            self.go_to(TRIAGE)
            self._triage.review_draft()

    @property
    def page(self) -> str:
        """Which screen is in front."""
        return self.pages.current or TRIAGE

    @property
    def screen_name(self) -> str:
        """What the screen in front is called."""
        return screen_word(self._wording, self.page)

    def take_focus(self) -> None:
        """Put the keyboard where work begins on the screen in front."""
        front = self._screens().get(self.page)
        if front is not None:
            front.take_focus()

    def go_to(self, name: str) -> None:
        """Bring a screen to the front; the others keep selection, forms and carets."""
        if is_held(self):
            return
        uncover(self)
        for place in self._places.values():
            place.follow(name, self._wording)
        has_focus = self.pages.show_page(name)
        mark_on_rail(self._rail, name, destinations_of(self))
        if not has_focus:
            self.take_focus()
        self.screen_changed.emit()

    def open_file(self, patient_id: UUID, came_from: str = TRIAGE) -> None:
        """Bring a patient's file to the front; Esc goes back to the screen that it came from."""
        uncover(self)
        self._files.open(patient_id, came_from, self._wording)

    def _open_found(self, patient_id: UUID) -> None:
        """From the palette, over whatever screen; Esc leads back to a list."""
        self.open_file(patient_id, PATIENTS if self.page == PATIENTS else TRIAGE)

    def add_page(self, name: str, page: QWidget) -> None:
        """Put another screen behind those that are here, as large as there is room for."""
        self.pages.add(name, page)
        self._apply_layout_class()

    def greet(self) -> None:
        """Say what happened to this account: a sign-in that was not theirs is worth knowing."""
        grant = self._session.grant
        if grant is not None:
            for said in greetings(self._wording, grant, self._session.server_now()):
                self._toasts.show_toast(said)

    def close_session(self) -> None:
        """Take what was said and typed off the screen before the frame itself goes."""
        if self._triage is not None:
            self._triage.forms.keep_draft()
            self._triage.forms.clear_clipboard()
        self.settings_desk.close_session()
        self._toasts.clear()
        self._banners.stop()
        self.hide()

    def show_sessions(self) -> None:
        """Bring one's own sessions to the front; whoever was warned has seen it."""
        self._banners.take_as_seen()
        self.settings_desk.reveal("sessions")

    def _screens(self) -> dict[str, Screen]:
        """The screens that were made, by their names."""
        made: dict[str, Screen | None] = {
            TRIAGE: self._triage,
            PATIENT_FILE: self.file,
            ANSWERING: self.answering.screen,
            **{name: place.screen for name, place in self._places.items()},
        }
        return {name: screen for name, screen in made.items() if screen is not None}

    def _build(self) -> None:
        self.notices = NoticesDesk(self, self._desk, self._session, self._theme)
        self.about = AboutDesk(self, self._desk, self._session, self._theme)
        self._places = places_of(self, self._patients)
        self.setProperty("ground", "app")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._top_bar)
        right.addWidget(self._banners)
        self.pages.add(TRIAGE, self._triage if self._triage is not None else self._no_right)
        right.addWidget(self.pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(right, 1)

    def _begin(self, wording: Wording) -> None:
        """Speak, and stand where the work of this role is."""
        self._palette.patient_wanted.connect(self._open_found)
        self.set_wording(wording)
        if first := begins_on(self):
            self.go_to(first)

    def _connect(self) -> None:
        self._desk.worklist.counts_changed.connect(self._show_counts)
        self._banners.unmask_wanted.connect(self.toggle_mask)
        self._banners.review_wanted.connect(self.review_drafts)
        self._banners.sessions_wanted.connect(self.show_sessions)
        self._banners.notices_wanted.connect(self.notices.open)
        self.notices.new_told.connect(self._banners.show_new_notices)
        self._top_bar.mask_wanted.connect(self.toggle_mask)
        self._top_bar.keys_wanted.connect(self.keys.show_map)
        self._top_bar.palette_wanted.connect(self.show_palette)
        self._top_bar.lock_wanted.connect(self.lock_wanted)
        self._top_bar.notices_wanted.connect(self.notices.open)
        self._theme.theme_changed.connect(self._fit)
        self._toasts.undone.connect(self._undo)
        self._rail.destination_chosen.connect(self.go_to)
        if self._triage is not None:
            self._triage.done.connect(self._say_done)
            self._triage.act_began.connect(self._toasts.clear)
            self._triage.form_shown.connect(self._toasts.make_way)
            self._triage.file_wanted.connect(self.open_file)

    def show_palette(self) -> None:
        """Open the palette, or take it away (Ctrl+K)."""
        if self._palette.is_open:
            self._palette.close()
        elif not is_held(self):
            uncover(self)
            self._palette.open()

    @property
    def is_covered(self) -> bool:
        """Whether something lies over the screen and has the keyboard: nothing under it acts."""
        return any(over.isVisible() for over in overlays_on(self))

    def panes(self) -> list[QWidget]:
        """Where F6 goes on the screen in front."""
        front = self._screens().get(self.page)
        panes = () if front is None else front.panes()
        return [pane for pane in (self._rail, *panes) if pane.isVisible()]

    def _say_done(self, text: str, undo_s: int) -> None:
        # Only the last act can be undone: a button beside an older one would reverse that instead.
        self._toasts.clear()
        undo = self._wording.text("shell-toast-undo") if undo_s else ""
        self._toasts.show_toast(text, undo, stays_ms=undo_s * 1000)

    def _undo(self, token: str) -> None:
        if token == ARCHIVE:
            self.archiving.undo()
        elif self._triage is not None:
            self._triage.undo()

    def _show_counts(self) -> None:
        counts = self._desk.worklist.counts
        if counts is not None and self._triage is not None:
            count_on_rail(self._rail, self._wording, counts, self._session.me)

    def _fit(self) -> None:
        found = layout_class(self.width(), self.height(), self._theme.text_scale_pct)
        if found is not self._layout_class:
            self._layout_class = found
            self._apply_layout_class()

    def _apply_layout_class(self) -> None:
        self._rail.set_compact(self._layout_class in SMALL)
        self._top_bar.set_compact(self._layout_class in SMALL)
        if self._triage is not None:
            self._triage.set_layout_class(self._layout_class)
        if self.file is not None:
            self.file.set_narrow(self._layout_class is LayoutClass.NARROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout_class = layout_class(self.width(), self.height(), self._theme.text_scale_pct)
        if event.oldSize().isEmpty() or event.oldSize() != event.size():
            self._apply_layout_class()
