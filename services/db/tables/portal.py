"""How a patient reaches their own pages: an invitation, known phones, sessions, a draft.

An invitation, a phone and a session are looked for before anybody knows of which centre they are,
so they hold identifiers and hashes only and belong to no centre.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.contract.week_enums import Answering, InvitationChannel
from services.db.base import Base, Scoped


class Invitation(Base):
    """A short code with which a patient opens their pages, together with their birth date.

    `code_hash` is keyed for the installation. It activates until `expires_at`; once activated it
    goes on opening the pages until `ended_at`. `failures` counts wrong birth dates since the last
    right one; `locked_at` is when there were too many. What became of the message that carries it
    is in `message`; a printed sheet has none.
    """

    __tablename__ = "invitation"
    __table_args__ = (Index("ix_invitation_patient_at", "patient_id", "made_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    code_hash: Mapped[bytes] = mapped_column(unique=True)
    channel: Mapped[InvitationChannel]
    message_id: Mapped[UUID | None]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    activated_at: Mapped[datetime | None]
    failures: Mapped[int]
    locked_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class PortalDevice(Base):
    """A phone or browser on which a code was entered: there the birth date alone is asked again.

    `secret_hash` is of a random secret in a cookie of that browser.
    """

    __tablename__ = "portal_device"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitation.id"), index=True)
    secret_hash: Mapped[bytes] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    failures: Mapped[int]


class PortalSession(Base):
    """A patient, or somebody who helps them, at their pages for as long as they go on reading."""

    __tablename__ = "portal_session"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), index=True)
    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitation.id"), index=True)
    secret_hash: Mapped[bytes] = mapped_column(unique=True)
    answering: Mapped[Answering]
    started_at: Mapped[datetime]
    last_act_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class AnswerDraft(Base, Scoped):
    """What a patient has answered of a questionnaire and not sent yet, sealed under their key.

    `judged_version` is the version that was last judged though nobody had sent it.
    """

    __tablename__ = "answer_draft"
    __table_args__ = (Index("ix_answer_draft_centre_changed", "centre_id", "changed_at"),)

    window_id: Mapped[UUID] = mapped_column(ForeignKey("survey_window.id"), primary_key=True)
    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"))
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    content: Mapped[bytes]
    version: Mapped[int]
    judged_version: Mapped[int | None]
    changed_at: Mapped[datetime]
