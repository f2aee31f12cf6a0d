"""The report at the end of care in words: what became of it for the record, and for the patient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from console.models.deliveries_text import fault_text
from resources.wording import Wording
from services.contract.archive_enums import CareReportState, CareReportWay
from services.contract.archiving import CareReport, CareReportDelivery
from services.contract.delivery_enums import DeliveryFault, DeliveryState

_BETWEEN: Final = " · "
_LOST: Final = frozenset({DeliveryState.FAILED, DeliveryState.BLOCKED})
_ARRIVED: Final = frozenset({DeliveryState.SENT, DeliveryState.ACKNOWLEDGED})
_ICONS: Final = {
    "due": "clock",
    "made": "export",
    "withdrawn": "prohibit",
    "off": "prohibit",
    "sent": "export",
    "acknowledged": "check-circle",
    "queued": "clock",
    "cancelled": "prohibit",
}
"""What needs somebody has a shape of its own."""
_STOPPED: Final = frozenset({CareReportState.BLOCKED, CareReportState.FAILED})


def report_text(w: Wording, report: CareReport | None, now: datetime) -> str:
    """`Rapport de fin de suivi transmis au DPI 10:47 · exemplaire du patient sur ses pages`; empty
    where none is due.
    """
    if report is None:
        return ""
    if report.state is not CareReportState.MADE:
        word = f"careend-{report.state.value}"
        if report.fault is None:
            return w.text(word)
        return w.text(f"{word}-why", why=w.text(f"careend-fault-{report.fault.value}"))
    own = w.text("careend-on-pages") if report.on_pages else ""
    return _BETWEEN.join(part for part in (_of_record(w, report, now), own) if part)


def needs_somebody(report: CareReport | None) -> bool:
    """Whether the report waits for somebody: not made, not taken, or never acknowledged."""
    if report is None:
        return False
    delivery = report.delivery
    is_lost = delivery is not None and (
        delivery.state in _LOST or delivery.fault is DeliveryFault.UNANSWERED
    )
    return report.state in _STOPPED or is_lost


def _of_record(w: Wording, report: CareReport, now: datetime) -> str:
    if report.delivery is not None:
        return _delivered(w, report.delivery, now)
    if report.way is CareReportWay.OFF:
        return w.text("careend-off" if report.on_pages else "careend-nowhere")
    return w.text("careend-made")


def _delivered(w: Wording, delivery: CareReportDelivery, now: datetime) -> str:
    if delivery.state in _ARRIVED and delivery.at is not None:
        word = delivery.state.value
        if delivery.fault is DeliveryFault.UNANSWERED:
            word = "unanswered"
        return w.text(f"careend-record-{word}", at=w.moment(delivery.at, now))
    if delivery.fault is not None:
        why = fault_text(w, delivery.fault)
        return w.text(f"careend-record-{_word(delivery.state)}-why", why=why)
    return w.text(f"careend-record-{_word(delivery.state)}")


def _word(state: DeliveryState) -> str:
    """What is under way is said as what waits."""
    return (DeliveryState.QUEUED if state is DeliveryState.SENDING else state).value


@dataclass(frozen=True, slots=True)
class ShortReport:
    """The same for a cell: where it stands, then why or what the patient has of it."""

    text: str = ""
    below: str = ""
    icon: str = ""


def report_short(w: Wording, report: CareReport | None) -> ShortReport:
    """What fits in a column."""
    if report is None:
        return ShortReport()
    word = _short_word(report)
    text = w.text(f"careend-short-{word}")
    below = w.text("careend-short-on-pages") if report.on_pages else ""
    if report.fault is not None and report.state is not CareReportState.MADE:
        below = w.text(f"careend-fault-{report.fault.value}")
    elif (fault := _fault(report)) is not None:
        below = fault_text(w, fault)
    return ShortReport(text, below, "x-circle" if needs_somebody(report) else _ICONS[word])


def _fault(report: CareReport) -> DeliveryFault | None:
    """Why it is not there, beyond what the first line says."""
    fault = None if report.delivery is None else report.delivery.fault
    return None if fault is DeliveryFault.UNANSWERED else fault


def _short_word(report: CareReport) -> str:
    if report.state is not CareReportState.MADE:
        return report.state.value
    delivery = report.delivery
    if delivery is None:
        return "off" if report.way is CareReportWay.OFF else "made"
    if delivery.fault is DeliveryFault.UNANSWERED:
        return "unanswered"
    return _word(delivery.state)
