"""The three questions of consent on the pages: how they are put, read and written down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import BaseModel
from sqlalchemy.orm import Session

from services.consents import service as consents
from services.consents.service import Said, Standing, standing
from services.contract.notices import Language
from services.contract.week_enums import Collection, ConsentChoice, ConsentKind
from services.db.holding import hold_patient
from services.edge.writes import Done, Intention, write
from services.portal.forms import Form
from services.portal.reading import Desk
from services.security.tokens import new_token

_YES_NO: Final = (
    (ConsentChoice.ACCEPTED, "portal-consent-yes"),
    (ConsentChoice.REFUSED, "portal-consent-no"),
)
Offered = Mapping[ConsentKind, tuple[tuple[ConsentChoice, str], ...]]
CHOICES: Final[Offered] = {
    ConsentKind.TELEMONITORING: _YES_NO,
    ConsentKind.RESEARCH: (
        (ConsentChoice.NOT_OPPOSED, "portal-consent-not-opposed"),
        (ConsentChoice.OPPOSED, "portal-consent-opposed"),
    ),
    ConsentKind.COMMUNICATION: _YES_NO,
}
"""What is offered for each question, in their order; none is chosen before the patient does."""
CHANGEABLE: Final[Offered] = {
    kind: CHOICES[kind] for kind in (ConsentKind.RESEARCH, ConsentKind.COMMUNICATION)
}
"""What a patient changes at any time; telemonitoring they can only take back."""
Chosen = dict[ConsentKind, ConsentChoice]


@dataclass(frozen=True)
class Question:
    """One question as a template shows it."""

    name: str
    choices: list[tuple[str, str]]
    chosen: str


class Kept(BaseModel):
    """What the memory of writes keeps of an agreement: nothing that was said."""

    is_kept: bool = True


def questions(offered: Offered, chosen: Mapping[ConsentKind, ConsentChoice]) -> list[Question]:
    """The questions with what was chosen; nothing where nothing was."""
    return [
        Question(
            kind.value,
            [(choice.value, words) for choice, words in choices],
            chosen[kind].value if kind in chosen else "",
        )
        for kind, choices in offered.items()
    ]


def chosen_in(form: Form, offered: Offered) -> Chosen:
    """What was chosen in a form; a word that is not offered is no choice."""
    return {
        kind: choice
        for kind, choices in offered.items()
        for choice, _ in choices
        if form.text(kind) == choice
    }


def held(session: Session, desk: Desk) -> dict[ConsentKind, Standing]:
    """What stands, with the patient held: who says something else meanwhile waits."""
    hold_patient(session, desk.visitor.patient_id)
    return standing(session, desk.visitor.patient_id)


def record(session: Session, desk: Desk, chosen: Chosen, language: Language, now: datetime) -> None:
    """Writes down what the patient said themself, with the texts in force."""
    for kind, choice in chosen.items():
        text = consents.text_of(kind)
        said = Said(kind, choice, text.name, text.version, language, Collection.ON_PAGES)
        visitor = desk.visitor
        consents.record(session, visitor.caller.centre_id, visitor.patient_id, said, None, now)


def put(desk: Desk, operation: str, act: Callable[[Session, datetime], Done]) -> None:
    """Runs an act that says the same when it is repeated, so that each form is one of its own."""
    intention = Intention(new_token(), operation, "", b"", None)
    write(desk.context, desk.visitor.caller, intention, act)
