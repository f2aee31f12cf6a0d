"""A mail as it travels: plain text in UTF-8, known by the id of its message (RFC 5322, 3834)."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from resources.mailbox import is_mailbox
from services.notifications.carriers.carrying import NotTaken, Outgoing
from services.notifications.faults import Fault
from services.notifications.words import Mail


def mail_bytes(outgoing: Outgoing, sender: str) -> bytes:
    """The mail with its headers; raises `NotTaken` for an address or a name that is no header."""
    mail = outgoing.content
    if not isinstance(mail, Mail) or not is_mailbox(outgoing.address):
        raise NotTaken(Fault.WRONG_ADDRESS, is_final=True)
    message = EmailMessage(SMTP)
    try:
        message["From"] = Address(mail.sender_name, addr_spec=sender)
        message["To"] = Address(addr_spec=outgoing.address)
        message["Subject"] = mail.subject
    except ValueError:
        raise NotTaken(Fault.REFUSED, is_final=True) from None
    message["Date"] = outgoing.at
    message["Message-ID"] = f"<{outgoing.id}@{sender.partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["Content-Language"] = outgoing.language
    message.set_content(mail.body)
    return message.as_bytes()
