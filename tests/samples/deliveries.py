"""Deliveries in every state, and how a centre delivers, on a service that answers at once, fails,
or says nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid5

from console.client.http import Write
from console.errors import ConsoleError
from console.stores.delivery_stores import DeliveryStores
from services.contract.delivery import (
    Delivery,
    DeliveryCounts,
    DeliveryDetail,
    DeliveryEvent,
    DeliveryNumbers,
    DeliveryPage,
    DeliverySettings,
    DeliverySettingsAsk,
    DeliveryTrial,
)
from services.contract.delivery_endpoints import SftpEndpoint
from services.contract.delivery_enums import (
    DeliveryFault,
    DeliveryOrigin,
    DeliveryState,
    DeliveryStep,
    DeliveryTransport,
)
from services.contract.exports import ExportFormat
from services.contract.patients import PatientLabel
from services.contract.report_enums import ExportPurpose
from tests.samples import file_data
from tests.samples.accounts import ADMIN
from tests.samples.at_once import AtOnce, Silence
from tests.samples.patients import roster
from tests.samples.rows import CLAIRE, NOW, THOMAS

_SPACE = UUID(int=0xD0)
_TROUBLED = (DeliveryState.FAILED, DeliveryState.BLOCKED)
_WAITING = (DeliveryState.QUEUED, DeliveryState.SENDING)
HOST_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB2ZqUdfPzGL7RVLq6dsEo1h4Vg7V9hWlEXemplE"
PLACES = [
    "folder:/srv/dpi",
    "sftp://mirth.chu-kerlann.fr:22",
    "https://dpi.chu-kerlann.fr/fhir",
    "smtp://mss.chu-kerlann.fr:465",
    "mailto:@chu-kerlann.mssante.fr",
]


def _ago(minutes: int) -> datetime:
    return NOW - timedelta(minutes=minutes)


def delivery(number: int, patient: PatientLabel, minutes: int, **changes: Any) -> Delivery:
    """One that was queued some minutes ago."""
    state = changes.get("state", DeliveryState.QUEUED)
    usual: dict[str, Any] = {
        "id": uuid5(_SPACE, str(number)),
        "origin": DeliveryOrigin.EXPORT,
        "patient_id": patient.id,
        "patient": patient,
        "requester": CLAIRE,
        "format": ExportFormat.CDA,
        "purpose": ExportPurpose.HOSPITAL_RECORD,
        "state": state,
        "fault": None,
        "transport": DeliveryTransport.SFTP,
        "destination": "mirth.chu-kerlann.fr",
        "attempts": 1,
        "queued_at": _ago(minutes),
        "next_try_at": None,
        "sent_at": None,
        "acknowledged_at": None,
        "settled_at": None,
        "size": 184_320,
        "sha256": "cd" * 32,
        "can_resend": state in (DeliveryState.FAILED, DeliveryState.SENT),
        "can_cancel": state in (*_TROUBLED, DeliveryState.QUEUED),
    }
    return Delivery(**usual | changes)


def _sent(minutes: int, **changes: Any) -> dict[str, Any]:
    return {"state": DeliveryState.SENT, "sent_at": _ago(minutes)} | changes


def deliveries() -> list[Delivery]:
    """Two that wait, three that arrived so far, four that need somebody; the latest first."""
    jeanne = file_data.series(8).patient.label
    others = [row.patient for row in roster() if row.patient.id != jeanne.id]
    ended = {"origin": DeliveryOrigin.END_OF_CARE, "requester": None}
    acknowledged = {"state": DeliveryState.ACKNOWLEDGED, "acknowledged_at": _ago(8)}
    return [
        delivery(
            1, others[0], 1, attempts=0, next_try_at=NOW, transport=None, destination=None
        ),
        delivery(2, jeanne, 10, **_sent(9) | acknowledged),
        delivery(
            3, others[1], 26, fault=DeliveryFault.AWAY, attempts=4,
            next_try_at=NOW + timedelta(minutes=6),
        ),
        delivery(4, others[2], 47, **_sent(46, next_try_at=NOW)),
        delivery(
            5, jeanne, 190, state=DeliveryState.FAILED, fault=DeliveryFault.REFUSED,
            settled_at=_ago(180), **ended,
        ),
        delivery(
            6, others[3], 300, state=DeliveryState.BLOCKED, attempts=0, transport=None,
            fault=DeliveryFault.IDENTITY_DOUBTFUL, destination=None, requester=THOMAS,
        ),
        delivery(
            7, others[4], 1750, **_sent(1749, fault=DeliveryFault.UNANSWERED),
        ),
        delivery(
            8, others[5], 6000, state=DeliveryState.FAILED, fault=DeliveryFault.NOT_TRUSTED,
            attempts=30, settled_at=_ago(400), requester=THOMAS,
        ),
        delivery(
            9, others[6], 7000, state=DeliveryState.CANCELLED, settled_at=_ago(6900),
            fault=DeliveryFault.FOLLOWED_AGAIN, **ended,
        ),
    ]  # fmt: skip


def history(row: Delivery) -> list[DeliveryEvent]:
    """Three tries in vain, one that was refused, and what became of it since."""
    begun = row.queued_at
    told: list[tuple[DeliveryStep, int, DeliveryFault | None, Any]] = [
        (DeliveryStep.QUEUED, 0, None, row.requester),
        *((DeliveryStep.NOT_TAKEN, minutes, DeliveryFault.AWAY, None) for minutes in (1, 3, 7)),
        (DeliveryStep.FAILED, 9, DeliveryFault.REFUSED, None),
    ]
    if row.state is not DeliveryState.FAILED:
        told.append((DeliveryStep.RESENT, 10, None, THOMAS))
    if row.sent_at is not None:
        told.append((DeliveryStep.SENT, 11, None, None))
    return [
        DeliveryEvent(step=step, at=begun + timedelta(minutes=minutes), fault=fault, by=by)
        for step, minutes, fault, by in told
    ]


def delivery_settings(**changes: Any) -> DeliverySettings:
    """An SFTP server with a password, and a few documents that wait."""
    usual: dict[str, Any] = {
        "version": 3,
        "is_on": True,
        "format": ExportFormat.CDA,
        "endpoint": SftpEndpoint(
            transport="sftp", host="mirth.chu-kerlann.fr", user="vigie", path="/depot/vigie",
            host_key=HOST_KEY, awaits_acknowledgement=True,
        ),
        "secrets": ["password"],
        "permitted": True,
        "places": PLACES,
        "changed_by": ADMIN,
        "changed_at": NOW - timedelta(days=12),
        "counts": DeliveryCounts(
            waiting=2, blocked=1, failed=2, unanswered=1, oldest_waiting_since=_ago(26),
            last_sent_at=_ago(9),
        ),
    }  # fmt: skip
    return DeliverySettings(**usual | changes)


class SampleDeliveryCalls:
    """The endpoints of deliveries; any answer can be put in its place, or a fault."""

    def __init__(self) -> None:
        self.items = deliveries()
        self.settings = delivery_settings()
        self.trial = DeliveryTrial(transport=DeliveryTransport.SFTP, fault=None, took_ms=214)
        self.is_on = True
        self.faults: dict[str, ConsoleError] = {}
        self.silent: set[str] = set()
        self.resent: list[UUID] = []
        self.cancelled: list[UUID] = []
        self.read_of: list[UUID] = []
        self.asked: list[tuple[int | None, DeliverySettingsAsk]] = []

    def read_page(self, parameters: list[tuple[str, str]], limit: int) -> DeliveryPage:
        """As the service filters them."""
        self._meet("list")
        wanted = dict(parameters)
        troubled = [each for each in self.items if _is_troubled(each)]
        waiting = [each for each in self.items if each.state in _WAITING]
        found = troubled if "troubled" in wanted else self.items
        found = waiting if "waiting" in wanted else found
        if "patient_id" in wanted:
            found = [each for each in found if str(each.patient_id) == wanted["patient_id"]]
        return DeliveryPage(
            items=found[:limit],
            next_cursor=None,
            is_on=self.is_on,
            format=ExportFormat.CDA if self.is_on else None,
            troubled=len(troubled),
            waiting=len(waiting),
        )

    def read(self, delivery_id: UUID) -> DeliveryDetail:
        """One with all that happened to it."""
        self._meet("history")
        self.read_of.append(delivery_id)
        found = next(each for each in self.items if each.id == delivery_id)
        return DeliveryDetail(delivery=found, history=history(found))

    def read_numbers(self) -> DeliveryNumbers:
        """As of the list."""
        page = self.read_page([], 0)
        return DeliveryNumbers(troubled=page.troubled, waiting=page.waiting)

    def resend(self, delivery_id: UUID, _write: Write) -> Delivery:
        """It waits again."""
        self._meet("resend")
        self.resent.append(delivery_id)
        return self.put(
            delivery_id, state=DeliveryState.QUEUED, fault=None, attempts=0, next_try_at=NOW,
            can_resend=False, can_cancel=True,
        )  # fmt: skip

    def cancel(self, delivery_id: UUID, _write: Write) -> Delivery:
        """For good."""
        self._meet("cancel")
        self.cancelled.append(delivery_id)
        return self.put(
            delivery_id, state=DeliveryState.CANCELLED, fault=None, settled_at=NOW,
            can_resend=False, can_cancel=False,
        )  # fmt: skip

    def read_settings(self) -> DeliverySettings:
        """What counts."""
        self._meet("settings")
        return self.settings

    def change_settings(self, ask: DeliverySettingsAsk, write: Write) -> DeliverySettings:
        """Remember it, and what of the secrets is told."""
        self.asked.append((write.version, ask))
        self._meet("change")
        given = ask.secrets.model_dump()
        kept = {*self.settings.secrets, *(name for name, value in given.items() if value)}
        self.settings = self.settings.model_copy(
            update={
                "version": self.settings.version + 1,
                "is_on": ask.is_on,
                "format": ask.format,
                "endpoint": ask.endpoint,
                "secrets": sorted(kept) if ask.endpoint is not None else [],
                "changed_at": NOW,
            }
        )
        return self.settings

    def try_out(self) -> DeliveryTrial:
        """What it says."""
        self._meet("trial")
        return self.trial

    def put(self, delivery_id: UUID, **changes: Any) -> Delivery:
        """Change one over there."""
        self.items = [
            each.model_copy(update=changes) if each.id == delivery_id else each
            for each in self.items
        ]
        return next(each for each in self.items if each.id == delivery_id)

    def _meet(self, part: str) -> None:
        if part in self.silent:
            raise Silence
        if part in self.faults:
            raise self.faults[part]


class SampleDeliveries(DeliveryStores):
    """Reads `calls`; `allowed` is what whoever looks may do, None for all of a nurse."""

    def __init__(self, connection: Any) -> None:
        self.calls = SampleDeliveryCalls()
        self.allowed: set[str] | None = None
        session: Any = SimpleNamespace(
            api=SimpleNamespace(deliveries=self.calls),
            server_now=lambda: NOW,
            may=self._may,
            clock=SimpleNamespace(learn=lambda _now: None),
        )
        jobs: Any = AtOnce()
        super().__init__(jobs, session, connection)

    def _may(self, action: str) -> bool:
        if self.allowed is None:
            return action not in ("read_delivery_settings", "change_delivery_settings")
        return action in self.allowed


def _is_troubled(row: Delivery) -> bool:
    is_unanswered = row.state is DeliveryState.SENT and row.fault is DeliveryFault.UNANSWERED
    return row.state in _TROUBLED or is_unanswered
