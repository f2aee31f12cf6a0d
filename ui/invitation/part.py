"""Inviting a patient: on which way, what they will read, and the sheet once it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.week_enums import InvitationChannel
from ui.invitation.sheet import Sheet, SheetView, print_sheet, write_pdf
from ui.invitation.words import send_word
from ui.parts.choices import Choices
from widgets.announce import announce
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.quote_block import QuoteBlock
from widgets.strip import Strip
from widgets.theme import Theme


class InvitationPart(QWidget):
    """Signals: `wanted(InvitationChannel)` to send or to make a sheet; `said(text)` for a toast."""

    wanted = Signal(object)
    said = Signal(str)

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wording = wording
        self._offered: list[InvitationChannel] = []
        self._previews: Mapping[InvitationChannel, str] = {}
        self._sheet: Sheet | None = None
        self._is_again = False
        self._choices: Choices | None = None
        self._dialog: QDialog | None = None
        self._printer: QPrinter | None = None
        self._ways = QVBoxLayout()
        self._about = PlainLabel(theme, role="supporting", tone="secondary", parent=self)
        self._preview = QuoteBlock(theme, self)
        self.send = Button(theme, "", "primary", parent=self)
        self.again = Button(theme, "", "secondary", parent=self)
        self._print = Button(theme, "", "primary", parent=self)
        self._save = Button(theme, "", "secondary", icon="file-pdf", parent=self)
        self._notice = Strip(theme, self)
        self.view = SheetView(theme, self)
        self._build()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; the caller offers again."""
        self._wording = wording

    @property
    def channel(self) -> InvitationChannel | None:
        """The way that is chosen."""
        place = -1 if self._choices is None else self._choices.place
        return self._offered[place] if place >= 0 else None

    def offer(
        self,
        channels: Sequence[InvitationChannel],
        previews: Mapping[InvitationChannel, str],
        *,
        is_again: bool,
    ) -> None:
        """Offer ways with what the patient reads on each; the first one is the patient's own."""
        w = self._wording
        self._is_again, self._previews = is_again, previews
        kept = self.channel
        self._offered = list(channels)
        if self._choices is not None:
            self._ways.removeWidget(self._choices)
            self._choices.hide()
            self._choices.deleteLater()
        words = [w.text(f"invitation-way-{each}") for each in channels]
        self._choices = Choices(
            "invitation_way", w.text("invitation-way"), words, self._theme, self
        )
        self._choices.choose(self._offered.index(kept) if kept in self._offered else 0)
        self._choices.chosen.connect(self._follow)
        self._ways.addWidget(self._choices)
        self._print.set_label(w.text("invitation-print"))
        self._save.set_label(w.text("invitation-pdf"))
        self._follow()

    def set_ready(self, can_send: bool, why_not: str, *, is_busy: bool) -> None:
        """Whether it may be sent now; a button whose act is on its way keeps the keyboard."""
        for button in (self.send, self.again):
            button.set_enabled_because(can_send or is_busy, why_not)

    def show_sheet(self, sheet: Sheet | None) -> None:
        """A sheet was made: it is here until somebody leaves, and never again."""
        self._sheet = sheet
        w = self._wording
        self.view.show_sheet(sheet, w.text("invitation-sheet-code"))
        for button in (self._print, self._save):
            button.setVisible(sheet is not None)
        if sheet is not None:
            self._print.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, self.view.accessibleName())
        self._follow()

    def complain(self, text: str) -> None:
        """What went wrong; an empty text takes it away."""
        if text:
            self._notice.ask(text, kind="danger")
            announce(self, text)
        else:
            self._notice.hide()

    def take_focus(self) -> None:
        """Put the keyboard where it goes on."""
        first = self.again if self.send.isHidden() else self.send
        target = first if self._sheet is None else self._print
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through."""
        ways = [] if self._choices is None else self._choices.fields()
        return [*ways, self._print, self._save, self.send, self.again, self.view]

    def close_windows(self) -> None:
        """Behind a lock no window of the system stays open."""
        if self._dialog is not None:
            self._dialog.reject()

    def _follow(self, _place: int = -1) -> None:
        w, channel = self._wording, self.channel
        if channel is None:
            return
        text = self._previews.get(channel, "")
        self._about.setText(w.text(f"invitation-about-{channel}"))
        # Beside a sheet that is to be handed over, what another way would send only misleads.
        self._about.setVisible(self._sheet is None or channel is InvitationChannel.SHEET)
        self._preview.set_quote(text)
        self._preview.setVisible(bool(text) and self._sheet is None)
        is_again = self._is_again or self._sheet is not None
        for button in (self.send, self.again):
            button.set_label(send_word(w, channel, is_again=is_again))
        self.send.setVisible(not is_again)
        self.again.setVisible(is_again)

    def _want(self) -> None:
        if self.channel is not None:
            self.complain("")
            self.wanted.emit(self.channel)

    # Paper

    def _ask_printer(self) -> None:
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(self._printer, self)
        dialog.accepted.connect(self._print_now)
        self._open(dialog)

    def _print_now(self) -> None:
        if self._sheet is not None and self._printer is not None:
            is_done = print_sheet(self._sheet, self._printer)
            self._tell(is_done, "invitation-printed", "invitation-not-printed")

    def _ask_place(self) -> None:
        w = self._wording
        name = w.text("invitation-pdf-name")
        dialog = QFileDialog(self, w.text("invitation-pdf"), name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(name)
        dialog.fileSelected.connect(self.save)
        self._open(dialog)

    def save(self, path: str) -> None:
        """Write the sheet where the window of the system says."""
        if self._sheet is not None:
            is_done = write_pdf(self._sheet, path)
            self._tell(is_done, "invitation-saved", "invitation-not-saved")

    def _tell(self, is_done: bool, done: str, failed: str) -> None:
        if is_done:
            self.complain("")
            self.said.emit(self._wording.text(done))
        else:
            self.complain(self._wording.text(failed))

    def _open(self, dialog: QDialog) -> None:
        """A window of the system, which stops nothing else."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget_dialog)
        self._dialog = dialog
        dialog.open()

    def _forget_dialog(self, _result: int) -> None:
        self._dialog = None

    def _build(self) -> None:
        self._about.set_wrapping()
        self.send.setObjectName("invitation_send")
        self.again.setObjectName("invitation_again")
        self._print.setObjectName("invitation_print")
        self._save.setObjectName("invitation_save")
        self._notice.setObjectName("invitation_notice")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._print, self._save, self.send, self.again):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(self._ways)
        column.addWidget(self._about)
        column.addWidget(self._preview)
        column.addLayout(buttons)
        column.addWidget(self._notice)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(column, 1)
        row.addWidget(self.view, 1)
        self.again.clicked.connect(self._want)
        self.send.clicked.connect(self._want)
        self._print.clicked.connect(self._ask_printer)
        self._save.clicked.connect(self._ask_place)
        self.show_sheet(None)
