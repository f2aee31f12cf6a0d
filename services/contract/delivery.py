"""Delivery of documents to the record of the hospital: what is set, what waits, what became of it.

Codes of refusals of the settings: `invalid_body` (422) with the reasons `not_permitted` for an
endpoint that the operator does not name, `required` for what is missing of it (also a secret),
`wrong_format` for a format that it does not carry, `invalid` for what cannot be read (a key, a
certificate); `version_stale` (412). Of deliveries: `state_forbids` (409) for one that cannot be
sent again or cancelled any more; `not_found` (404).
"""

from typing import Annotated, Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.contract.base import Ask, Reply
from services.contract.delivery_endpoints import LONGEST_PEM, DeliveryEndpoint
from services.contract.delivery_enums import (
    DeliveryFault,
    DeliveryOrigin,
    DeliveryState,
    DeliveryStep,
    DeliveryTransport,
)
from services.contract.exports import ExportFormat
from services.contract.patients import PatientLabel
from services.contract.people import PersonLabel
from services.contract.report_enums import ExportPurpose

NOT_PERMITTED: Final = "not_permitted"
REQUIRED: Final = "required"
WRONG_FORMAT: Final = "wrong_format"
INVALID: Final = "invalid"
_Secret = Annotated[str, Field(max_length=1000, pattern=r"^[\x21-\x7e]*$")]
_Key = Annotated[str, Field(max_length=LONGEST_PEM, pattern=r"^[\x20-\x7e\r\n]*$")]


class DeliverySecrets(Ask):
    """Secrets of an endpoint, which no answer ever holds.

    None leaves one as it is, but one that was set for another machine, account or mailbox is
    forgotten; an empty text takes it away.
    """

    password: _Secret | None = None
    private_key: _Key | None = None
    token: _Secret | None = None


class DeliverySettingsAsk(Ask):
    """Another setting, at once; `If-Match` names the version that was seen (0: none so far).

    `is_on` False: exports to the record are refused, and what waits goes on waiting.
    """

    is_on: bool
    format: ExportFormat
    endpoint: DeliveryEndpoint | None
    secrets: DeliverySecrets = DeliverySecrets()


class DeliveryCounts(Reply):
    """How many documents stand where, without saying of whom.

    `unanswered`: taken, and an acknowledgement was to come and has not.
    """

    waiting: int
    blocked: int
    failed: int
    unanswered: int
    oldest_waiting_since: AwareDatetime | None
    last_sent_at: AwareDatetime | None


class DeliverySettings(Reply):
    """How documents reach the record of a centre.

    `secrets` names those that are set. `places` are what the operator permits: the beginnings of
    addresses, folders with what is below them, mailboxes. `permitted`: the endpoint is one of them.
    """

    version: int
    is_on: bool
    format: ExportFormat
    endpoint: DeliveryEndpoint | None
    secrets: list[str]
    permitted: bool
    places: list[str]
    changed_by: PersonLabel | None
    changed_at: AwareDatetime | None
    counts: DeliveryCounts


class DeliveryTrial(Reply):
    """What came of trying the endpoint without any patient; `fault` None: it works."""

    transport: DeliveryTransport
    fault: DeliveryFault | None
    took_ms: int


class DeliveryEvent(Reply):
    """One line of the history of a delivery; nothing of it is ever changed."""

    step: DeliveryStep
    at: AwareDatetime
    fault: DeliveryFault | None
    by: PersonLabel | None


class Delivery(Reply):
    """One document on its way to the record.

    `id` is that of the document, wherever it goes: of the export, or of the archive of an end of
    care. `patient` None: their identity could not be opened. `requester` None: nobody asked.
    `destination` is where it went or would go now, in short: a host, a folder, a mailbox. `size`
    (bytes) and `sha256` are those of the document as it leaves.
    """

    id: UUID
    origin: DeliveryOrigin
    patient_id: UUID
    patient: PatientLabel | None
    requester: PersonLabel | None
    format: ExportFormat
    purpose: ExportPurpose
    state: DeliveryState
    fault: DeliveryFault | None
    transport: DeliveryTransport | None
    destination: str | None
    attempts: int
    queued_at: AwareDatetime
    next_try_at: AwareDatetime | None
    sent_at: AwareDatetime | None
    acknowledged_at: AwareDatetime | None
    settled_at: AwareDatetime | None
    size: int
    sha256: str
    can_resend: bool
    can_cancel: bool


class DeliveryDetail(Reply):
    """One delivery with all that happened to it, the oldest first."""

    delivery: Delivery
    history: list[DeliveryEvent]


class DeliveryNumbers(Reply):
    """How many of one's patients' deliveries need somebody, without a name.

    `troubled`: failed, blocked or unanswered; `waiting`: not sent yet.
    """

    troubled: int
    waiting: int


class DeliveryPage(DeliveryNumbers):
    """A page of the deliveries of one's patients, newest first, and how many need somebody.

    `is_on` and `format`: whether an export may be asked for to the record, and in which format.
    """

    items: list[Delivery]
    next_cursor: str | None
    is_on: bool
    format: ExportFormat | None


class DeliveryAsk(Ask):
    """Nothing: the delivery itself says what is sent again or cancelled."""
