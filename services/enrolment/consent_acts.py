"""What a nurse writes down of a patient's choices after the enrolment (S-57)."""

from typing import Final

from services.consents import service as consents
from services.consents.service import Said, text_of
from services.contract.consents import CHOICES, ConsentAsk
from services.contract.notices import Language
from services.contract.week_enums import Collection, ConsentChoice, ConsentKind
from services.edge.writes import Done
from services.enrolment.consents_shown import consents_of
from services.enrolment.withdrawing import Withdrawal, withdraw
from services.errors import forbidden
from services.notices.registry import LANGUAGES
from services.notifications.preferences import preference_of
from services.record.work import Work, hold, invalid

_BY_PATIENT: Final = Collection.ON_PAGES


def say(work: Work, ask: ConsentAsk) -> Done:
    """Writes a choice down; a withdrawal ends the follow-up. Raises 404, 422.

    An opposition is taken at any time, of somebody who is followed no more too.
    """
    patient = hold(work)
    if patient.unit_id not in work.caller.unit_ids:
        raise forbidden()
    if ask.collection is _BY_PATIENT:
        raise invalid("collection", "not_offered")
    if ask.choice not in CHOICES[ask.kind]:
        raise invalid("choice", "not_a_choice")
    if ask.kind is not ConsentKind.TELEMONITORING:
        text = text_of(ask.kind)
        said = Said(ask.kind, ask.choice, text.name, text.version, _language(work), ask.collection)
        kept = consents.record(
            work.session, patient.centre_id, patient.id, said, work.caller.person, work.now
        )
    elif ask.choice is ConsentChoice.WITHDRAWN:
        how = Withdrawal(work.caller.person, ask.collection, _language(work))
        kept = withdraw(work.session, work.context, patient, how, work.now)
    else:
        raise invalid("choice", "not_here")
    return Done(consents_of(work), object_id=kept.id, patient_id=work.patient_id)


def _language(work: Work) -> Language:
    """That in which the patient is written to."""
    preferred = preference_of(work.session, work.patient_id).language
    return next((each for each in LANGUAGES if each == preferred), LANGUAGES[0])
