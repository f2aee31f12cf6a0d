"""A gateway of secure health mail: what it takes it has taken, and no more is known of it.

The mail carries the envelope IHE XDM, has the identifier of the document as its own at each try,
and says nothing of the patient but in its subject, as the national form of such a mail asks for.
"""

from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final
from uuid import uuid4

from pydantic import SecretStr

from services.contract.delivery_endpoints import SmtpEndpoint
from services.contract.delivery_enums import DeliveryFault as Fault
from services.contract.exports import ExportFormat
from services.delivery.carriers.carrying import Carrier, Document, NotDelivered
from services.delivery.carriers.https import trust_of
from services.message_settings import SmtpSecurity, SmtpSettings
from services.notifications.carriers import carrying as messages
from services.notifications.carriers.smtp import SmtpCarrier
from services.notifications.faults import Fault as MessageFault

ENVELOPE: Final = "IHE_XDM.ZIP"
_BODY: Final = (
    "Document de télésurveillance joint (IHE XDM).\nTelemonitoring document attached (IHE XDM).\n"
)
_TRIAL: Final = "Vigie : essai de transmission, sans patient"
_TRIAL_BODY: Final = "Essai, sans patient ni document.\nTest message without any patient.\n"
_FAULTS: Final = {
    MessageFault.AWAY: Fault.AWAY,
    MessageFault.BUSY: Fault.SLOWED,
    MessageFault.SLOWED: Fault.SLOWED,
    MessageFault.NOT_ALLOWED: Fault.NOT_ALLOWED,
    MessageFault.WRONG_ADDRESS: Fault.WRONG_PLACE,
    MessageFault.REFUSED: Fault.REFUSED,
}


class MailCarrier(Carrier):
    """One connection to the gateway for the documents of a look."""

    def __init__(
        self, endpoint: SmtpEndpoint, secrets: Mapping[str, str], timeout_s: float
    ) -> None:
        self._endpoint = endpoint
        settings = SmtpSettings.model_construct(
            host=endpoint.host,
            port=endpoint.port,
            security=SmtpSecurity(endpoint.security),
            authorities=None,
            username=endpoint.user,
            password=SecretStr(secrets.get("password", "")),
            sender=endpoint.sender,
        )
        self._smtp = SmtpCarrier(settings, timeout_s, trust_of(endpoint.authority))

    def close(self) -> None:
        """Ends the connection."""
        self._smtp.close()

    def deliver(self, document: Document) -> bool:
        """Hands the mail over; that it was taken acknowledges nothing.

        What was queued for another endpoint is no envelope, and is not called one.
        """
        if document.format is not ExportFormat.XDM:
            raise NotDelivered(Fault.REFUSED, is_final=True)
        mail = self._mail(str(document.id), document.subject, _BODY, document.at)
        mail.add_attachment(
            document.content, maintype="application", subtype="zip", filename=ENVELOPE
        )
        self._hand_over(mail)
        return False

    def try_out(self, at: datetime) -> None:
        """Hands a mail over that has nothing attached."""
        self._hand_over(self._mail(str(uuid4()), _TRIAL, _TRIAL_BODY, at))

    def _mail(self, name: str, subject: str, body: str, at: datetime) -> EmailMessage:
        mail, sender = EmailMessage(SMTP), self._endpoint.sender
        mail["From"] = Address(addr_spec=sender)
        mail["To"] = Address(addr_spec=self._endpoint.recipient)
        mail["Subject"] = subject
        mail["Date"] = at
        mail["Message-ID"] = f"<{name}@{sender.partition('@')[2]}>"
        mail.set_content(body)
        return mail

    def _hand_over(self, mail: EmailMessage) -> None:
        try:
            self._smtp.hand_over(self._endpoint.recipient, mail.as_bytes())
        except messages.NotTaken as refused:
            # A mailbox is that of all documents: what is wrong with it is wrong for all.
            fault = _FAULTS.get(refused.fault, Fault.AWAY)
            is_of_document = fault is Fault.REFUSED
            raise NotDelivered(
                fault,
                is_final=refused.is_final and is_of_document,
                is_for_all=not is_of_document,
            ) from None
