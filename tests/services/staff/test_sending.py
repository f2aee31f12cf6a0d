"""Mails to professionals leave whatever becomes of one of them (screens.md 3.9)."""

from typing import Any

import pytest

from services.contract.enums import Role
from services.ids import new_id
from services.notifications.carriers.folder import FolderCarrier
from services.staff.sending import send_staff_mail
from tests.services.staff.staff_desk import StaffDesk, person

NAMES = ("Anne Le Roux", "Jean Morvan", "Loïc Abiven")


def invited(desk: StaffDesk) -> None:
    """Three mails wait."""
    for name in NAMES:
        key = f"p{NAMES.index(name)}"
        answer = desk.invite(
            Role.ADMIN, person=person(name, username=key, email=f"{key}@chu.example")
        )
        assert answer.status_code == 201, answer.text


def test_an_unexpected_fault_of_one_mail_stops_no_other(
    desk: StaffDesk, monkeypatch: pytest.MonkeyPatch
):
    invited(desk)
    real = FolderCarrier.send

    def _fails_once(carrier: FolderCarrier, outgoing: Any) -> Any:
        if outgoing.address.startswith("p0"):
            raise RuntimeError("a server said p0@chu.example")
        return real(carrier, outgoing)

    monkeypatch.setattr(FolderCarrier, "send", _fails_once)
    assert sorted(each.splitlines()[0] for each in desk.mails()) == [
        "To: p1@chu.example",
        "To: p2@chu.example",
    ]
    monkeypatch.setattr(FolderCarrier, "send", real)
    desk.service.clock.forward(seconds=15)

    assert len(desk.mails()) == 3


def test_a_fault_is_logged_without_its_words(
    one_desk: StaffDesk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    invited(one_desk)

    def _fails(_carrier: FolderCarrier, _outgoing: Any) -> None:
        raise RuntimeError("a server said p0@chu.example")

    monkeypatch.setattr(FolderCarrier, "send", _fails)
    send_staff_mail(one_desk.service.context, new_id())

    assert "RuntimeError" in caplog.text
    assert "chu.example" not in caplog.text


def test_a_slow_server_sends_nothing_twice(desk: StaffDesk, monkeypatch: pytest.MonkeyPatch):
    """Each hand-over takes most of a claim, while another worker looks for what is due."""
    invited(desk)
    real, taken, nested = FolderCarrier.send, list[str](), list[bool]()

    def _slowly(carrier: FolderCarrier, outgoing: Any) -> Any:
        taken.append(outgoing.address)
        if not nested:
            desk.service.clock.forward(seconds=50)
            nested.append(True)
            send_staff_mail(desk.service.context, new_id())
            nested.clear()
        return real(carrier, outgoing)

    monkeypatch.setattr(FolderCarrier, "send", _slowly)
    send_staff_mail(desk.service.context, new_id())

    assert sorted(taken) == [f"p{n}@chu.example" for n in range(3)]
