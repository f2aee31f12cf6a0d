"""All notices with their texts; those that wait are acknowledged in one gesture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from console.errors import NOTICES
from console.session import Session
from console.stores.error_words import error_with_code
from console.stores.notices import NoticesStore, name_of
from resources.wording import Wording
from services.contract.notices import Language, Notice
from ui.parts.about_tabs import AboutTab, AboutTabs, offered_tabs
from ui.parts.keys import bind
from ui.parts.notice_reader import NoticeReader
from ui.parts.print_button import PrintButton, stamp
from ui.parts.tab_order import put_in_order
from widgets.announce import announce
from widgets.button import Button
from widgets.line_list import LineList, LineLook
from widgets.plain_label import PlainLabel
from widgets.segments import Segments
from widgets.strip import Strip
from widgets.theme import Theme

_LANGUAGES: Final[tuple[Language, ...]] = ("fr", "en")
_LIST_PX, _TEXT_PX = 420, 760
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class NoticesScreen(QWidget):
    """Nothing here is a trap: Esc leads on, and what waits goes on waiting.

    Signals: `left()` on Esc, on `later`, and when nothing waits any more; `said(text)`;
    `tab_wanted(AboutTab)` for another part of what the product is; `report_wanted()`.
    """

    left = Signal()
    said = Signal(str)
    tab_wanted = Signal(object)
    report_wanted = Signal()

    def __init__(
        self,
        store: NoticesStore,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._session = session
        self._wording = wording
        self._was_acknowledging = False
        self.tabs = AboutTabs(
            AboutTab.NOTICES, offered_tabs(session), theme=theme, wording=wording, screen=self
        )
        self._title = PlainLabel(theme, role="display", parent=self)
        self._intro = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._notice = Strip(theme, self)
        self.list = LineList(theme)
        self._languages = Segments(theme, self)
        self._reader = NoticeReader(theme, wording)
        self.printing = PrintButton(self._reader.text, self._stamp, theme, self)
        self.agree = Button(theme, "", "primary", key="↵", parent=self)
        self._later = Button(theme, "", "secondary", key="Esc", parent=self)
        self._build(theme)
        self._connect()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; the text follows until somebody has chosen one."""
        self._wording = w = wording
        self.setAccessibleName(w.text("notices-screen"))
        self.list.setAccessibleName(w.text("notices-list"))
        labels: dict[str, str] = {each: w.text(f"notices-in-{each}") for each in _LANGUAGES}
        self._languages.set_labels(w.text("notices-language"), labels)
        self._languages.set_current("fr" if w.language == "fr" else "en")
        self._reader.set_wording(w)
        self.tabs.set_wording(w)
        self.printing.set_wording(w)
        self._show()

    def begin(self) -> None:
        """The screen comes to the front."""
        if self._store.notices is None:
            self._store.start()
        self._show()

    def set_locked(self, is_locked: bool) -> None:
        """Nothing of a patient stands here; no window of the system stays open."""
        if is_locked:
            self.printing.close_windows()

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in reading order."""
        return (self.tabs, self.list, self._reader.text)

    def take_focus(self) -> None:
        """Put the keyboard where work begins: on what is to be acknowledged."""
        target = self.agree if self._store.waiting else self.list
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is shown

    def _show(self) -> None:
        w, store = self._wording, self._store
        waiting = store.waiting
        self._title.setText(w.text("notices-title" if waiting else "notices-screen"))
        self._intro.setText(w.text("notices-ask" if waiting else "notices-intro"))
        self.tabs.setVisible(not waiting)
        self.agree.setVisible(bool(waiting))
        self.agree.set_label(w.text("notices-agree", count=len(waiting)))
        self._later.set_label(w.text("notices-later" if waiting else "notices-close"))
        self._show_lines()
        self._show_text()
        self._tell()

    def _show_lines(self) -> None:
        w, known = self._wording, self._store.notices
        if known is None:
            self.list.set_lines([])
            return
        lines = [self._line(each, w.text("notices-mine")) for each in known.mine]
        lines += [self._line(each, w.text("notices-of-patients")) for each in known.for_patients]
        self.list.set_lines(lines)
        if not self.list.key and lines:
            first = next(iter(self._store.waiting), None)
            self.list.stand_on(lines[0].key if first is None else _key(first))

    def _line(self, notice: Notice, whose: str) -> LineLook:
        w = self._wording
        title = notice.title["fr" if w.language == "fr" else "en"]
        version = w.text("notices-version", version=notice.version, dated=w.date(notice.dated))
        right, icon, token = "", "clipboard-text", "text.secondary"
        if notice.must_acknowledge:
            is_new = notice.acknowledged_version is not None
            right = w.text("notices-new-version" if is_new else "notices-to-read")
            icon, token = "info-fill", "accent"
        elif notice.acknowledged_at is not None:
            at = w.date(w.local(notice.acknowledged_at).date())
            right, icon, token = w.text("notices-read-on", day=at), "check-circle", "success"
        detail = f"{whose} · {version}"
        sentence = ". ".join(part for part in (title, right, detail) if part)
        return LineLook(
            _key(notice), icon, title, detail=detail, right=right, token=token, sentence=sentence
        )

    def _show_text(self) -> None:
        notice = self._chosen
        language: Language = "fr" if self._languages.current == "fr" else "en"
        if notice is None:
            self._reader.show_notice(None)
            return
        named = (name_of(notice), notice.version)
        self._reader.show_notice(self._store.texts.get(named), language)
        if named not in self._store.texts and named not in self._store.text_errors:
            self._store.read(*named)

    def _tell(self) -> None:
        w, store, chosen = self._wording, self._store, self._chosen
        error = store.acknowledging_error or store.error
        if error is None and chosen is not None:
            error = store.text_errors.get((name_of(chosen), chosen.version))
        if error is None:
            self._notice.hide()
            return
        word = "notices-not-acknowledged" if error is store.acknowledging_error else ""
        text = error_with_code(w, error, NOTICES)
        if word:
            text = w.text(word, text=text)
        self._notice.ask(text, accept=w.text("triage-retry"), kind="danger")

    @property
    def _chosen(self) -> Notice | None:
        known = self._store.notices
        every = [] if known is None else [*known.mine, *known.for_patients]
        return next((each for each in every if _key(each) == self.list.key), None)

    def _follow(self) -> None:
        store = self._store
        self._show()
        was, self._was_acknowledging = self._was_acknowledging, store.is_acknowledging
        if was and not store.is_acknowledging:
            if store.acknowledging_error is not None:
                announce(self, self._notice.accessibleName())
            elif not store.waiting:
                self.said.emit(self._wording.text("notices-acknowledged"))
                self.left.emit()

    def _stamp(self) -> str:
        return stamp(self._wording, self._session)

    # What a person asks for

    def _agree(self) -> None:
        self._store.acknowledge("fr" if self._wording.language == "fr" else "en")

    def _retry(self) -> None:
        store, chosen = self._store, self._chosen
        if store.acknowledging_error is not None:
            self._agree()
        elif store.notices is None:
            store.start()
        elif chosen is not None:
            store.read(name_of(chosen), chosen.version)

    def _choose(self, _key: str) -> None:
        self._show_text()
        self._tell()

    def _read(self, _key: str) -> None:
        self._reader.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() in _ENTER and isinstance(focus, QPushButton):
            focus.click()
        else:
            super().keyPressEvent(event)

    def _build(self, theme: Theme) -> None:
        self.setObjectName("notices_screen")
        self.setProperty("ground", "app")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list.setObjectName("notices_list")
        self.agree.setObjectName("notices_agree")
        self._later.setObjectName("notices_later")
        self._notice.setObjectName("notices_notice")
        self._languages.setObjectName("notices_languages")
        self._languages.set_choices([(each, "") for each in _LANGUAGES])
        self._intro.set_wrapping()
        splitter = self._build_splitter(theme)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.agree)
        foot.addWidget(self._later)
        foot.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        for part in (self._title, self._intro, self._notice):
            column.addWidget(part)
        column.addWidget(splitter, 1)
        column.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.tabs)
        whole.addLayout(column, 1)
        languages = self._languages.findChildren(QWidget)
        reading = (*languages, self.printing, self._reader.text)
        put_in_order([self.list, *reading, self.agree, self._later])

    def _build_splitter(self, theme: Theme) -> QSplitter:
        """The list, and beside it the text."""
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(16, 10, 12, 10)
        side.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self._languages)
        top.addStretch(1)
        top.addWidget(self.printing)
        side.addLayout(top)
        side.addWidget(self._reader, 1)
        right.setProperty("ground", "surface")
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self.list)
        splitter.addWidget(right)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.scaled(_LIST_PX), theme.scaled(_TEXT_PX)])
        return splitter

    def _connect(self) -> None:
        self._store.changed.connect(self._follow)
        self.tabs.wanted.connect(self.tab_wanted)
        self.tabs.report_wanted.connect(self.report_wanted)
        self.printing.said.connect(self.said)
        self.list.chosen.connect(self._choose)
        self.list.activated_key.connect(self._read)
        self._languages.chosen.connect(self._choose)
        self._notice.accepted.connect(self._retry)
        self.agree.clicked.connect(self._agree)
        self._later.clicked.connect(self.left)
        bind("Esc", self.left.emit, (self,), self)


def _key(notice: Notice) -> str:
    return f"{name_of(notice)} {notice.version}"
