"""The triage screen: list and detail side by side, the keys, and the acts between them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from console.models.identity_text import patient_name
from console.models.worklist_model import WorklistModel
from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from console.stores.filters import Filters
from console.stores.intentions import Intention
from resources.wording import Wording
from services.contract.alerts import AlertDetail
from ui.letters import Letters
from ui.parts.keys import bind, bind_repeating
from ui.triage.detail.pane import DetailPane
from ui.triage.filter_panel import FilterPanel
from ui.triage.foreground import Foreground
from ui.triage.form_desk import FormDesk
from ui.triage.forms.base import BoundForm
from ui.triage.forms.end_expected import EndExpectedForm
from ui.triage.forms.make import FORM_OF_ACT, Around, FormKind
from ui.triage.keys import ACT_KEYS
from ui.triage.layout_class import LIST_LEAST_PX, LIST_MOST_PX, LIST_PX, LayoutClass
from ui.triage.list_pane import ListPane
from ui.triage.notices import Notices
from ui.triage.offers import BESIDE_BAR, Act, asks_again
from ui.triage.reviewing import Reviewing
from ui.triage.several_notices import SeveralNotices
from ui.triage.showing import Showing
from ui.triage.urgent import Urgent
from ui.triage.visiting import Visiting
from widgets.theme import Theme

_PANE = "triage_list"
_NO_LIMIT_PX = 16_777_215
_SAME_KEY = {Act.CLAIM: Act.TAKE_OVER, Act.ESCALATE: Act.ANSWER}


class TriageScreen(QWidget):
    """Signals: `done(text, undo_s)` for a toast, 0 s without an undo; `act_began()` when older
    toasts are over; `form_shown(form)` with the form that toasts must not cover, or None;
    `file_wanted(patient id)` to open a file.
    """

    done = Signal(str, int)
    act_began = Signal()
    form_shown = Signal(object)
    file_wanted = Signal(UUID)

    def __init__(
        self,
        desk: TriageDesk,
        session: Session,
        settings: Settings,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
        covered: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session = session
        self._settings = settings
        self._theme = theme
        self._wording = wording
        self._is_detail_in_front = False
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._model = WorklistModel(desk.worklist, session, wording, self)
        self.list = ListPane(
            desk.worklist, desk.filter_choices, session, self._model, theme, wording, self._splitter
        )
        self.detail = DetailPane(theme, wording, self._splitter)
        self._forms = FormDesk(
            desk.actions, desk.drafts, self.detail, _around(desk, session), theme, wording, self
        )
        self._notices = Notices(
            desk.actions, desk.details, self.detail.strip, wording, session.server_now, self
        )
        self._of_several = SeveralNotices(desk.actions, wording, session.server_now, self)
        self._layout_class = LayoutClass.STANDARD
        self._urgent = Urgent(desk.worklist, settings, wording, self)
        self._showing = Showing(desk, session, self.list, self.detail, wording, self)
        self._reviewing = Reviewing(
            desk, self.list, self._showing, self._forms, self._notices, self
        )
        self.visiting = Visiting(desk, session, self.list, self.detail, self._showing, self)
        self._filter_panel = FilterPanel(theme, self, covered or parent or self)
        self._foreground = Foreground(self, desk)
        self._build()
        self._connect()
        self._bind_keys()
        self._letters = Letters(settings, self)
        self._letters.changed.connect(self._follow_letters)
        self._follow_letters()
        self._showing.choose(self.list.view.key, by_person=True)

    @property
    def forms(self) -> FormDesk:
        """The open form and the drafts."""
        return self._forms

    def set_wording(self, wording: Wording) -> None:
        """Speak another language: selection, form and what was typed stay."""
        self._wording = wording
        self.setAccessibleName(wording.text("triage-screen"))
        self.list.set_wording(wording)
        self.detail.set_wording(wording)
        self._forms.set_wording(wording)
        self._notices.set_wording(wording)
        self._urgent.set_wording(wording)
        self._of_several.set_wording(wording)
        self._showing.set_wording(wording)

    def open_filters(self) -> None:
        """Open the panel of filters over the screen (F)."""
        self._desk.filter_choices.read()
        self._filter_panel.open_with(self._desk.worklist.filters, self.list.filter_words)

    def set_locked(self, is_locked: bool) -> None:
        """Take a copied number off the clipboard; afterwards whoever came back has this alert
        before them again.
        """
        self._foreground.set_locked(is_locked)
        if is_locked:
            self._reviewing.leave()
            self._forms.keep_draft()
            self._forms.clear_clipboard()
        else:
            self._showing.choose(self._showing.key, by_person=True)

    def set_layout_class(self, layout_class: LayoutClass) -> None:
        """Fit the room that there is; a list width that the person chose stays."""
        self._layout_class = layout_class
        self.detail.set_layout_class(layout_class)
        self._put_side()
        usual = self._theme.scaled(LIST_PX[layout_class])
        width = self._settings.pane_width_px(f"{_PANE}_{layout_class.value}", usual)
        self._splitter.setSizes([width, max(1, self.width() - width)])

    def reveal(self, pane: QWidget) -> None:
        """Bring list or detail to the front, where there is room for one of them only."""
        self._is_detail_in_front = self.detail is pane or self.detail.isAncestorOf(pane)
        self._put_side()

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in reading order."""
        form = self.detail.form
        last = form if form is not None else self.detail.bar
        return (self.list.view, self.detail.body, last)

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self.reveal(self.list)
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def review_draft(self) -> None:
        """Go to the oldest of the drafts that wait, which never send themselves."""
        self._reviewing.ask()

    def undo(self) -> None:
        """Reverse the last act (Ctrl+Z), or say that there is none."""
        if not self._desk.actions.can_undo:
            self.done.emit(self._wording.text("triage-undo-nothing"), 0)
            return
        intention = self._desk.actions.undo()
        if intention is not None:
            self._notices.expect(intention)

    def perform(self, name: str) -> None:
        """Do an act on the alert that is on screen, or open its form; what is not offered is not
        done.
        """
        act = Act(name)
        if act is Act.ACKNOWLEDGE and self.list.several.is_any:
            self._acknowledge_several()
            return
        alert = self._showing.offered(act)
        if alert is None:
            if act in BESIDE_BAR:
                self._say_why_not(act)
            return
        if act in FORM_OF_ACT or asks_again(alert):
            self.reveal(self.detail)
        if act in FORM_OF_ACT:
            self._forms.open(FORM_OF_ACT[act], alert)
        elif act is Act.ACKNOWLEDGE and asks_again(alert):
            self._forms.open(FormKind.ACKNOWLEDGE, alert)
        else:
            self._notices.expect(self._intend(act, alert))

    def _say_why_not(self, act: Act) -> None:
        """A key that is not this person's says so."""
        why = self._showing.why_not(act)
        if why:
            self.done.emit(why, 0)

    def _end_expected(self, exception_id: UUID) -> None:
        self.perform(Act.END_EXPECTED.value)
        form = self.detail.form
        if isinstance(form, BoundForm) and isinstance(form.form, EndExpectedForm):
            form.form.choose(exception_id)

    def allowed_acts(self) -> tuple[Act, ...]:
        """What may be done on the alert on screen now, in the order of the bar."""
        return tuple(act for act in Act if self._showing.offered(act) is not None)

    def _acknowledge_several(self) -> None:
        """All that are chosen together, each as an act of its own; the next is shown after them."""
        rows = [row.row for row in self.list.several.rows]
        if not self._desk.actions.can_act:
            self.list.several_bar.tell_in_passing(lambda w: w.text("triage-reason-offline"))
            return
        self._of_several.expect(rows)
        self.list.several.clear()
        self._desk.actions.acknowledge_together([(row.alert_id, row.alert_version) for row in rows])

    def _intend(self, act: Act, alert: AlertDetail) -> Intention:
        actions = self._desk.actions
        match act:
            case Act.ACKNOWLEDGE:
                return actions.acknowledge(alert)
            case Act.CLAIM:
                return actions.claim(alert)
            case Act.RELEASE:
                return actions.release(alert)
            case Act.TAKE_OVER:
                return actions.take_over(alert)
            case _:
                raise ValueError(act)

    def _build(self) -> None:
        self.setAccessibleName(self._wording.text("triage-screen"))
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(self.detail)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setHandleWidth(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._splitter)

    def _connect(self) -> None:
        desk = self._desk
        self._splitter.splitterMoved.connect(self._remember_width)
        self.list.row_chosen.connect(self._choose)
        self.list.detail_wanted.connect(self._enter_detail)
        self.list.filter_wanted.connect(self.open_filters)
        self.list.filter_kept.connect(self._say_filter_kept)
        self._filter_panel.applied.connect(self._filter_by)
        desk.filter_choices.changed.connect(self._take_choices)
        self.detail.list_wanted.connect(self.take_focus)
        self.detail.act_wanted.connect(self.perform)
        self.detail.end_wanted.connect(self._end_expected)
        self._forms.asked.connect(self._notices.expect)
        self._forms.form_closed.connect(self.take_focus)
        self._forms.form_shown.connect(self.form_shown)
        self._forms.kept.connect(self._say_kept)
        desk.connection.changed.connect(self._forms.follow_contact)
        self._of_several.done.connect(self.done)
        self._of_several.act_began.connect(self.act_began)
        self._of_several.not_done.connect(self.list.several_bar.tell)
        self._of_several.handled.connect(self._go_on_below)
        self.list.several_bar.acknowledge_wanted.connect(self._acknowledge_several)
        self._notices.done.connect(self.done)
        self._notices.act_began.connect(self.act_began)
        self._notices.handled.connect(self._go_on)
        self._notices.view_wanted.connect(self._view_alert)
        self.visiting.file_wanted.connect(self.file_wanted)
        self.visiting.arrived.connect(self._begin)

    def _bind_keys(self) -> None:
        places = (self.list, self.detail.body, self.detail.bar)
        for key, act in ACT_KEYS:
            bind(key, self._press, places, self).setData(act.value)
        bind("Space", self._showing.show_next_of_patient, (self.list.view, self.detail.body), self)
        bind("F", self.open_filters, places, self)
        bind("O", self.visiting.open_file, places, self)
        bind("F5", self.list.take_in_new, (self,), self)
        bind("F4", self.detail.card.toggle_table, (self,), self)
        bind_repeating("F8", self._go_to_next_overdue, (self,), self)
        bind_repeating("Shift+F8", self._go_to_previous_overdue, (self,), self)
        bind("Ctrl+Z", self.undo, (self,), self)
        bind_repeating("J", self._step_down, (self.detail.body, self.detail.bar), self)
        bind_repeating("K", self._step_up, (self.detail.body, self.detail.bar), self)

    def _follow_letters(self) -> None:
        letters = self._settings.letter_keys
        self.list.set_letters(letters)
        self._showing.set_letters(letters)

    def _press(self) -> None:
        self._press_key_of(Act(self.sender().data()))  # type: ignore[attr-defined]

    def _begin(self, act: str) -> None:
        """Somebody came from a file to act on the alert that is here now."""
        self._enter_detail()
        if act:
            self._press_key_of(Act(act))

    def _press_key_of(self, act: Act) -> None:
        """Do what the key of an act does now."""
        stands_for = _SAME_KEY.get(act)
        if stands_for is not None and self._showing.offers(stands_for):
            act = stands_for
        self.perform(act.value)

    def _put_side(self) -> None:
        is_narrow = self._layout_class is LayoutClass.NARROW
        if is_narrow and self._is_detail_in_front:
            self.list.several.clear()  # nothing is done to rows that are out of sight
        self.list.setMinimumWidth(self._theme.scaled(LIST_LEAST_PX))
        self.list.setMaximumWidth(_NO_LIMIT_PX if is_narrow else self._theme.scaled(LIST_MOST_PX))
        self.list.setVisible(not is_narrow or not self._is_detail_in_front)
        self.detail.setVisible(not is_narrow or self._is_detail_in_front)

    def _enter_detail(self) -> None:
        self.reveal(self.detail)
        self.detail.take_focus()

    def _step_down(self) -> None:
        self.list.view.step(1)

    def _step_up(self) -> None:
        self.list.view.step(-1)

    def _go_to_next_overdue(self) -> None:
        self.list.go_to_overdue(1)

    def _go_to_previous_overdue(self) -> None:
        self.list.go_to_overdue(-1)

    def _choose(self, key: UUID | None) -> None:
        """Another patient: an open form is left, because it belongs to the one before; its draft
        stays.
        """
        row = self.list.row(key)
        bound = self._forms.alert
        if bound is not None and (row is None or bound.patient.label.id != row.patient.id):
            self._forms.leave()
        self._showing.choose(key, by_person=self.list.view.is_by_person)

    def _go_on(self, alert_id: UUID) -> None:
        """Handled: the next patient, unless the person has already gone elsewhere or is filling in
        a form.
        """
        key = self._desk.worklist.key_of_alert(alert_id)
        if key is not None and key == self._showing.key and self._forms.alert is None:
            self.list.go_to_next_open(key)

    def _go_on_below(self, keys: Sequence[UUID]) -> None:
        """The same for several: what comes below the last of them."""
        if self._showing.key in keys and self._forms.alert is None:
            last = [row.key for row in self._desk.worklist.rows if row.key in keys][-1:]
            for key in last:
                self.list.go_to_next_open(key)

    def _view_alert(self, alert_id: UUID) -> None:
        key = self._desk.worklist.key_of_alert(alert_id)
        place = None if key is None else self._desk.worklist.index_of(key)
        if place is not None:
            self.list.view.choose(place)
        if self._desk.details.shown.alert_id == alert_id:
            self._desk.details.retry()
        self._enter_detail()

    def _say_kept(self, alert: AlertDetail) -> None:
        name = patient_name(self._wording, alert.patient.label)
        self.done.emit(self._wording.text("triage-draft-kept", name=name), 0)

    def _filter_by(self, filters: Filters) -> None:
        self.reveal(self.list)
        self.list.filter_by(filters)

    def _say_filter_kept(self) -> None:
        self.done.emit(self._wording.text("filter-unchanged"), 0)

    def _take_choices(self) -> None:
        self._filter_panel.take_choices(self.list.filter_words)

    def _remember_width(self, width: int, _handle: int) -> None:
        self._settings.remember_pane_width(f"{_PANE}_{self._layout_class.value}", width)


def _around(desk: TriageDesk, session: Session) -> Around:
    me = session.me
    if me is None:
        raise LookupError("nobody is signed in")
    return Around(me.person.id, me.role, session.server_now, desk.escalation_lists)
