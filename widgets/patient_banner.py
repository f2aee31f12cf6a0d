"""The banner of a patient file: who this is, what is treated, and what is unusual here."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from widgets.banner_value import BannerValue
from widgets.button import Button
from widgets.flow_row import FlowRow
from widgets.patient_banner_look import BannerField, BannerGround, PatientBannerLook
from widgets.pill import Pill
from widgets.runs_label import Run
from widgets.shown import set_shown
from widgets.theme import Theme

_HEIGHT_PX = 72
_EDGE_PX = 4
_MARGIN_PX = 16
_GAP_PX = 24
_STRIPE_PX = 12
_STRIPE_WIDTH_PX = 5
_OUTLINE_PX = 3
_GROUNDS = {
    BannerGround.PLAIN: ("banner.bg", ""),
    BannerGround.ARCHIVED: ("banner.bg", "banner.archived.bg"),
    BannerGround.DECEASED: ("banner.bg", "banner.deceased.bg"),
    BannerGround.DOUBTFUL: ("banner.doubtful.bg", ""),
}


class PatientBanner(QWidget):
    """The banner. Signals: `copied(text)` when a value was asked for the clipboard;
    `unfolded(bool)` when the person shows or hides the rest; `end_wanted()` when the person ends an
    exceptional access.
    """

    copied = Signal(str)
    unfolded = Signal(bool)
    end_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look: PatientBannerLook | None = None
        self._is_unfolded = False
        self._name = self._made()
        self._born, self._sex, self._ins, self._record = (self._made() for _ in range(4))
        self._status = Pill(theme)
        self._notice = Pill(theme)
        self._exceptional = Pill(theme)
        self._end = Button(theme, "", "quiet")
        self._end.setObjectName("patient_banner_end")
        self._end.set_low()
        self._end.clicked.connect(self.end_wanted)
        self._context: list[BannerValue] = []
        self._more: list[BannerValue] = []
        self._unfold = Button(theme, "", "quiet", icon="caret-down")
        self._unfold.setObjectName("patient_banner_more")
        self._unfold.set_low()
        self._unfold.clicked.connect(self._turn)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._build()
        self._refit()
        theme.theme_changed.connect(self._refit)

    def set_look(self, look: PatientBannerLook) -> None:
        """Show a patient; nothing here is ever shortened."""
        self._look = look
        self._show_identity(look)
        self._fill(self._context, self._context_row, look.context, look.copy_hint)
        self._fill(self._more, self._more_row, look.more, look.copy_hint)
        for pill, words in ((self._notice, look.notice), (self._exceptional, look.exceptional)):
            set_shown(pill, bool(words))
        is_doubtful = look.ground is BannerGround.DOUBTFUL
        icon = "circle-wavy-warning" if is_doubtful else "info"
        self._notice.set_state(look.notice, "danger_clear" if is_doubtful else "outline", icon)
        self._exceptional.set_state(look.exceptional, "danger_clear", "timer")
        self._end.set_label(look.end_label)
        set_shown(self._end, bool(look.end_label))
        self.setAccessibleName(look.description)
        self._show_rest()
        self._order()

    def unfold(self, shown: bool) -> None:
        """Show or hide what does not fit the two lines."""
        self._is_unfolded = shown
        self._show_rest()

    @property
    def is_unfolded(self) -> bool:
        """Whether the rest is on screen."""
        return self._is_unfolded

    def _made(self) -> BannerValue:
        value = BannerValue(self._theme)
        value.copied.connect(self.copied)
        return value

    def _show_identity(self, look: PatientBannerLook) -> None:
        family, first = f"{look.family_name} ", look.first_name
        runs = (
            Run(family, "banner_family"),
            Run(first, "banner_first"),
            Run(f"   {look.birth_name}" if look.birth_name else "", "supporting", "text.secondary"),
        )
        self._name.set_runs(runs, f"{family}{first} {look.birth_name}".strip())
        hint = look.copy_hint
        self._born.set_field(look.born, hint)
        self._sex.set_field(look.sex, hint)
        self._ins.set_field(look.ins, hint)
        self._record.set_field(look.record, hint)
        if look.ins_status and not look.ins.spoken:
            self._ins.setAccessibleName(f"{self._ins.accessibleName()}, {look.ins_status}")
        set_shown(self._status, bool(look.ins_status))
        self._status.set_state(
            look.ins_status, f"{look.ins_status_kind}_clear", look.ins_status_icon
        )

    def _fill(
        self,
        made: list[BannerValue],
        row: FlowRow,
        fields: tuple[BannerField, ...],
        hint: str,
    ) -> None:
        while len(made) < len(fields):
            value = self._made()
            row.addWidget(value)
            made.append(value)
        for position, value in enumerate(made):
            if position < len(fields):
                value.set_field(fields[position], hint, "supporting")

    def _show_rest(self) -> None:
        look = self._look
        if look is None:
            return
        shown = len(look.context) if self._is_unfolded else self._fitting(look)
        for position, value in enumerate(self._context):
            set_shown(value, position < shown)
        set_shown(self._rest, self._is_unfolded and bool(look.more))
        set_shown(self._unfold, bool(look.more) or shown < len(look.context) or self._is_unfolded)
        self._unfold.set_label(look.less_label if self._is_unfolded else look.more_label)
        self._unfold.set_icon("caret-up" if self._is_unfolded else "caret-down")
        self._fit()

    def _fitting(self, look: PatientBannerLook) -> int:
        """How many values of the second line have room on it, the first of them always."""
        pills = ((self._exceptional, look.exceptional), (self._notice, look.notice))
        used = sum(pill.sizeHint().width() + _GAP_PX for pill, words in pills if words)
        ends = (self._unfold, *([self._end] if look.end_label else []))
        room = self.width() - 2 * _MARGIN_PX
        room -= sum(button.sizeHint().width() + _GAP_PX for button in ends)
        for position, value in enumerate(self._context[: len(look.context)]):
            used += value.sizeHint().width()
            if used > room:
                return max(position, 1)
            used += _GAP_PX
        return len(look.context)

    def _refit(self) -> None:
        # On one line with the middle of the name, also where the name has further lines under it.
        above = self._theme.line_px("banner_family") - self._theme.line_px("identifier")
        self._record_place.setContentsMargins(0, above // 2, 0, 0)
        self._show_rest()
        self.update()

    def _fit(self) -> None:
        """As tall as its lines need: whatever surrounds it may not cover a part of an identity."""
        layout = self.layout()
        if layout is not None:
            # Its rows remember their heights until the layout is activated.
            layout.invalidate()
            layout.activate()
            needed = layout.heightForWidth(self.width())
            self.setFixedHeight(max(needed, self._theme.scaled(_HEIGHT_PX)))

    def _turn(self) -> None:
        self.unfold(not self._is_unfolded)
        self.unfolded.emit(self._is_unfolded)

    def _order(self) -> None:
        """The tab order is the order of reading (screens.md 3.3)."""
        parts: list[QWidget] = [self._name, self._born, self._sex, self._ins, self._record]
        parts += [*self._context, *self._more, self._end, self._unfold]
        for before, after in pairwise(parts):
            QWidget.setTabOrder(before, after)

    def _build(self) -> None:
        ins = QWidget()
        ins_row = FlowRow(ins, gap_px=10, spread=False)
        ins_row.addWidget(self._ins)
        ins_row.addWidget(self._status)
        first_row = FlowRow(gap_px=26, line_gap_px=2, spread=False)
        for part in (self._name, self._born, self._sex, ins):
            first_row.addWidget(part)
        self._context_row = FlowRow(gap_px=_GAP_PX, line_gap_px=4, spread=False)
        for pill in (self._exceptional, self._notice):
            self._context_row.addWidget(pill)
        self._rest = QWidget()
        self._more_row = FlowRow(self._rest, gap_px=_GAP_PX, line_gap_px=4, spread=False)
        self._more_row.setContentsMargins(0, 3, 0, 0)
        top = Qt.AlignmentFlag.AlignTop
        first = QHBoxLayout()
        first.setSpacing(26)
        first.addLayout(first_row, 1)
        self._record_place = QVBoxLayout()
        self._record_place.addWidget(self._record)
        self._record_place.addStretch(1)
        first.addLayout(self._record_place)
        second = QHBoxLayout()
        second.setSpacing(_GAP_PX)
        second.addLayout(self._context_row, 1)
        second.addWidget(self._end, 0, top)
        second.addWidget(self._unfold, 0, top)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN_PX, _EDGE_PX + 6, _MARGIN_PX, 5)
        column.setSpacing(1)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self._rest)
        column.addStretch(1)

    def event(self, event: QEvent) -> bool:
        # A part says how wide it is only once it is styled: then a line may have broken.
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._show_rest()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, theme = self._look, self._theme
        ground = look.ground if look is not None else BannerGround.PLAIN
        fill, stripe = _GROUNDS[ground]
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(fill))
        if stripe:
            self._paint_stripes(painter, stripe)
        edge = "danger" if look is not None and look.exceptional else "banner.edge"
        painter.fillRect(QRectF(0, 0, self.width(), _EDGE_PX), theme.colour(edge))
        painter.setPen(QPen(theme.colour("banner.foot.edge"), 1))
        painter.drawLine(QLineF(0, self.height() - 0.5, self.width(), self.height() - 0.5))
        if look is not None and look.exceptional:
            painter.setPen(QPen(theme.colour("danger"), _OUTLINE_PX))
            inset = _OUTLINE_PX / 2
            painter.drawRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))

    def _paint_stripes(self, painter: QPainter, token: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour(token), _STRIPE_WIDTH_PX))
        height = self.height()
        count = (self.width() + height) // _STRIPE_PX + 2
        painter.drawLines(
            [QLineF(i * _STRIPE_PX - height, height, i * _STRIPE_PX, 0) for i in range(count)]
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.scaled(240), super().minimumSizeHint().height())
