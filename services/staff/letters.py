"""What a mail to a professional says, in both languages and without a word about a patient."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from resources.catalogue import LANGUAGES, catalogue_of
from services.contract.accounts import StaffMailKind
from services.notifications.words import Mail

_PRODUCT: Final = "Vigie"


@dataclass(frozen=True)
class Claimed:
    """A mail that is being sent."""

    id: UUID
    kind: StaffMailKind
    address: str
    centre_name: str | None
    secret: str | None
    tries: int
    made_at: datetime
    centre_id: UUID | None


def written(claimed: Claimed, questions_to: str | None) -> Mail:
    """The words in both languages: nobody knows yet which one a new colleague reads.

    `questions_to`: where the centre has questions sent that are none about data or health.
    """
    key = claimed.kind.value.replace("_", "-")
    values = {"centre": claimed.centre_name or _PRODUCT}
    parts = []
    for language in LANGUAGES:
        catalogue = catalogue_of(language)
        secret = {"secret": claimed.secret} if claimed.secret is not None else values
        body = catalogue.text(f"staffmail-{key}", secret)
        end = catalogue.text("staffmail-end", {})
        if questions_to is not None:
            end += " " + catalogue.text("staffmail-questions", {"email": questions_to})
        parts.append(f"{body}\n\n{end}")
    subjects = [catalogue_of(each).text(f"staffmail-{key}-subject", {}) for each in LANGUAGES]
    return Mail(_PRODUCT, " / ".join(subjects), "\n\n-- \n\n".join(parts) + "\n")
