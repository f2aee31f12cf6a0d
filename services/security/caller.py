"""Who is asking: the facts of one request that every rule of access starts from."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from services.contract.enums import CredentialScope, Role


@dataclass(frozen=True)
class Tried:
    """The object and the patient that the path of a request names, whether or not they exist."""

    object_id: UUID | None = None
    patient_id: UUID | None = None


NOTHING_NAMED = Tried()


@dataclass(frozen=True)
class Exceptional:
    """A request that exceptional access may serve: its instant, and whom it has reached that way.

    What is noted in `reached` marks the journal entry of the request.
    """

    at: datetime
    reached: list[UUID] = field(default_factory=list)

    def note(self, patient_ids: Collection[UUID]) -> None:
        """Remembers patients who were reached by an exceptional access."""
        self.reached.extend(each for each in patient_ids if each not in self.reached)


@dataclass(frozen=True)
class Caller:
    """A signed-in professional, a machine with a credential, or a patient at their own pages.

    `principal_id` is the account of a professional, the credential of a machine or the patient;
    only a professional has an `account_id`. Without units it reaches nothing, but a patient reaches
    themself. `exceptional` is None where the policy accepts no exceptional access.
    """

    principal_id: UUID
    account_id: UUID | None
    role: Role
    credential_scope: CredentialScope | None
    centre_id: UUID
    unit_ids: frozenset[UUID]
    session_id: UUID | None
    device_id: UUID | None
    request_id: str
    tried: Tried = NOTHING_NAMED
    exceptional: Exceptional | None = field(default=None, compare=False)

    @property
    def person(self) -> UUID:
        """The account of the person; a machine or a patient never reaches an act that needs one."""
        if self.account_id is None:
            raise PermissionError("this caller has no account")
        return self.account_id

    @property
    def own_patient_id(self) -> UUID | None:
        """The patient who is at their own pages; None for anybody with an account, in any role."""
        is_patient = self.role is Role.PATIENT and self.account_id is None
        return self.principal_id if is_patient and self.credential_scope is None else None

    @property
    def by_exception(self) -> tuple[UUID, ...]:
        """The patients whom this request has reached by an exceptional access."""
        return () if self.exceptional is None else tuple(self.exceptional.reached)
