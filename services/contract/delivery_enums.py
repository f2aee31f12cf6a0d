"""Closed sets of words of the delivery of documents to the record of the hospital."""

from enum import StrEnum


class DeliveryTransport(StrEnum):
    """How documents reach the record."""

    FOLDER = "folder"
    SFTP = "sftp"
    HTTPS = "https"
    SMTP = "smtp"
    """A gateway of secure health mail, which takes the envelope IHE XDM."""


class DeliveryOrigin(StrEnum):
    """Why there is a document to deliver."""

    EXPORT = "export"
    """Somebody asked for an export to the record: it has the identifier of the export."""
    END_OF_CARE = "end_of_care"
    """A follow-up has ended: it has the identifier of the archive."""


class DeliveryState(StrEnum):
    """Where a delivery stands.

    What waits while the delivery of a centre is off stays `queued`, and leaves when it is on again.
    """

    QUEUED = "queued"
    """It waits for its first or its next try, at `next_try_at`; `fault` says what hindered it."""
    SENDING = "sending"
    SENT = "sent"
    """Taken by the endpoint; nobody has said that it is in the record. With the fault
    `unanswered`: an acknowledgement was to come and has not.
    """
    ACKNOWLEDGED = "acknowledged"
    """The endpoint has said that it has the document."""
    FAILED = "failed"
    """It is not tried any more, unless somebody sends it again."""
    BLOCKED = "blocked"
    """It may not leave; `fault` says why. A doubtful identity that is settled lets it leave; what
    could not be opened may be sent again.
    """
    CANCELLED = "cancelled"
    """By somebody, or (`followed_again`) because the follow-up of its patient goes on. With the
    fault `unanswered` it may be there: it was taken, and its document is not kept any more.
    """


class DeliveryFault(StrEnum):
    """Why a delivery did not arrive, or waits for another try."""

    AWAY = "away"
    """The endpoint does not answer, or not in time."""
    SLOWED = "slowed"
    """It asks to come again later."""
    NOT_ALLOWED = "not_allowed"
    """It refuses our account, our key, or the right to write."""
    NOT_TRUSTED = "not_trusted"
    """It is not who it should be: certificate or host key are not those that were set."""
    WRONG_PLACE = "wrong_place"
    """The folder, the address or the mailbox does not exist there."""
    NO_SPACE = "no_space"
    """Its disk is full."""
    REFUSED = "refused"
    """It has seen this document and does not take it."""
    NOT_UNDERSTOOD = "not_understood"
    """It answered in no way that says whether it has the document."""
    TAKEN_NAME = "taken_name"
    """Something else stands under the name of the document, or a link does."""
    UNANSWERED = "unanswered"
    """It was taken, and the acknowledgement did not come in time."""
    NOT_PERMITTED = "not_permitted"
    """The operator of the installation does not permit this endpoint (any more)."""
    IDENTITY_DOUBTFUL = "identity_doubtful"
    """It is not certain who the patient is."""
    IDENTITY_CHANGED = "identity_changed"
    """The document holds an INS, and the identity is not qualified any more: ask for a new one."""
    UNREADABLE = "unreadable"
    """What is sealed of the document cannot be opened."""
    FOLLOWED_AGAIN = "followed_again"
    INTERNAL = "internal"


class DeliveryStep(StrEnum):
    """What happened to a delivery; `by` is somebody for what somebody did."""

    QUEUED = "queued"
    NOT_TAKEN = "not_taken"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    UNANSWERED = "unanswered"
    FAILED = "failed"
    BLOCKED = "blocked"
    RELEASED = "released"
    """What blocked it is gone."""
    RESENT = "resent"
    CANCELLED = "cancelled"
