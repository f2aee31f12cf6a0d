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
    """A signed-in professional, or a machine with a credential; without units it reaches nothing.

    `principal_id` is the account of a person or the credential of a machine; `account_id` is None
    for a machine. `exceptional` is None where the policy accepts no exceptional access.
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
        """The account of the person; a machine has none and never reaches an act of a person."""
        if self.account_id is None:
            raise PermissionError("a machine credential has no account")
        return self.account_id

    @property
    def by_exception(self) -> tuple[UUID, ...]:
        """The patients whom this request has reached by an exceptional access."""
        return () if self.exceptional is None else tuple(self.exceptional.reached)
