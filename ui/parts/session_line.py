"""A session as a line: where it is, since when, and a button that ends it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources import words
from resources.wording import Wording
from services.contract.sessions import SessionLabel
from widgets.button import Button
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class SessionLine(QWidget):
    """A living session, one's own or `of_other`; this one cannot be ended here, signing out does.
    Signals: `end_wanted(UUID)`.
    """

    end_wanted = Signal(object)

    def __init__(
        self,
        theme: Theme,
        wording: Wording,
        shown: SessionLabel,
        current: SessionLabel | None,
        now: datetime,
        parent: QWidget | None = None,
        *,
        of_other: bool = False,
    ) -> None:
        super().__init__(parent)
        self.session_id: UUID = shown.id
        w = wording
        name = _device(w, shown, now) if of_other else _title(w, shown, current, now)
        where, times = _where(w, shown), _times(w, shown, now)
        self.setAccessibleName(f"{name}. {where}. {times}")
        token = "accent" if shown.is_current else "text.secondary"
        icon = IconLabel(theme, "desktop", token, 20, self)
        tone = "accent" if shown.is_current else "primary"
        texts = QVBoxLayout()
        texts.setSpacing(1)
        title = PlainLabel(theme, name, "body_strong", tone, self)
        told = [PlainLabel(theme, text, "supporting", "secondary", self) for text in (where, times)]
        for label in (title, *told):
            label.set_wrapping()
            texts.addWidget(label)
        self.end = Button(theme, w.text("access-session-end"), "secondary", parent=self)
        self.end.setObjectName("session_end")
        self.end.setAccessibleName(w.text("access-session-end-named", session=f"{name}. {times}"))
        self.end.setVisible(not shown.is_current)
        self.end.clicked.connect(self._want)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(12)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(self.end, 0, Qt.AlignmentFlag.AlignVCenter)

    def _want(self) -> None:
        self.end_wanted.emit(self.session_id)


def _title(w: Wording, shown: SessionLabel, current: SessionLabel | None, now: datetime) -> str:
    """What is known of the workstation: its key has no name, only an age."""
    if shown.is_current:
        return w.text("access-session-this")
    if shown.device is None:
        return w.text("access-session-no-device")
    here = None if current is None else current.device
    if here is not None and here.id == shown.device.id:
        return w.text("access-session-same-device")
    return w.text("access-session-known-device", since=w.moment(shown.device.first_seen_at, now))


def _device(w: Wording, shown: SessionLabel, now: datetime) -> str:
    """The workstation of somebody else's session."""
    if shown.device is None:
        return w.text("access-session-no-device")
    return w.text("access-session-device", since=w.moment(shown.device.first_seen_at, now))


def _where(w: Wording, shown: SessionLabel) -> str:
    role = words.role(w, shown.role)
    if shown.network is None:
        return w.text("access-session-where", role=role, centre=shown.centre_name)
    return w.text(
        "access-session-where-network",
        role=role,
        centre=shown.centre_name,
        network=shown.network,
    )


def _times(w: Wording, shown: SessionLabel, now: datetime) -> str:
    started, last = w.moment(shown.started_at, now), w.moment(shown.last_act_at, now)
    return w.text("access-session-times", started=started, last=last)
