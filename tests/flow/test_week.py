"""The week of a patient: enrolled at a console, invited, answering on a phone, seen by the nurse.

What carries it all is real: the service listens, SMS are laid down by its due work, the pages are
in a browser, the nurse's side are the stores of the console.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Browser, expect

from services.contract.enrolment import (
    ConsentStep,
    EligibilityStep,
    EnrolmentAsk,
    EnrolmentProposals,
    NoticeGiven,
    PathwayStep,
    Prescription,
)
from services.contract.enums import AlertLevel, Monitoring, Sex
from services.contract.week_enums import (
    Collection,
    ConsentChoice,
    ConsentKind,
    IdentityDocument,
    InvitationChannel,
    InvitationState,
    Reach,
    Rhythm,
    SpokenLanguage,
)
from services.invitations.codes import ALPHABET, LENGTH
from services.worker import run_due
from tests.browser.conftest import WAIT_MS, Phone, Someone
from tests.console.conftest import jobs, root, steady  # noqa: F401  what a workstation stands on
from tests.console.real import listening
from tests.console.test_real_service import Workplace, nurse, sit_down  # noqa: F401
from tests.support.answered_pages import PLACES, STEPS
from tests.support.service import ServiceUnderTest

BORN = date(1961, 5, 4)
pytestmark = pytest.mark.browser
PHONE = "06 39 98 14 55"
_VOMITING = PLACES["vomiting"]


@pytest.fixture
def service(sqlite_service: ServiceUnderTest) -> ServiceUnderTest:
    """Nobody has answered anything."""
    return sqlite_service


@pytest.fixture
def address(service: ServiceUnderTest) -> Iterator[str]:
    """Where it listens."""
    with listening(service) as url:
        yield url


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Phone]:
    """A small phone that speaks French."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, locale="fr-FR")
    context.set_default_timeout(WAIT_MS)
    yield Phone(context.new_page(), address, context)
    context.close()


def test_a_patient_is_enrolled_invited_asked_heard_and_leaves(
    qtbot,
    service: ServiceUnderTest,
    nurse: Workplace,  # noqa: F811
    phone: Phone,
):
    patient = _enrol(qtbot, nurse)
    assert _monitoring(nurse, patient) is Monitoring.ACTIVE
    code = _invite(qtbot, service, nurse, patient)
    assert _invited(nurse, patient) is InvitationState.SENT

    # The next morning at nine.
    service.clock.forward(hours=23)
    service.stay_signed_in()
    [asking] = _new_messages(service)
    assert code not in asking
    someone = Someone(patient, code, BORN)
    phone.enter(someone)
    phone.at("/notices")
    assert _invited(nurse, patient) is InvitationState.OPENED
    phone.press("J'ai vu ces textes")
    phone.at("/")
    assert _invited(nurse, patient) is InvitationState.ACTIVATED

    _answer_until_urgent(phone)

    _worklist_shows(qtbot, nurse, [(patient, AlertLevel.CRITICAL)])
    phone.press("English")
    expect(phone.page.locator("h1")).to_have_text("Call now")
    phone.at(f"/urgent?from={_VOMITING}")
    phone.page.click("text=Go on with the questionnaire")
    _answer_the_rest(phone)
    phone.at("/done")
    expect(phone.page.locator("h1")).to_have_text("Thank you, it is sent")
    # What was told at once and what was sent in the end are one alert.
    _worklist_shows(qtbot, nurse, [(patient, AlertLevel.CRITICAL)])

    _withdraw(phone)
    _consent_is_withdrawn(nurse, patient)
    assert _monitoring(nurse, patient) is Monitoring.ENDED
    _worklist_shows(qtbot, nurse, [(patient, AlertLevel.CRITICAL)])
    service.clock.forward(minutes=1)
    [farewell] = _new_messages(service)
    assert code not in farewell
    # A week later nobody is asked, and nobody is missed.
    service.clock.forward(days=9)
    service.stay_signed_in()
    assert _new_messages(service) == []


def _enrol(qtbot, workplace: Workplace) -> UUID:
    """The four steps as the panel saves them, with what the service proposes."""
    store = workplace.desk.enrolments
    proposals = workplace.session.api.patient_enrolments.read_proposals()
    today = workplace.session.server_now().date()
    with qtbot.waitSignal(store.written):
        store.begin(_who(proposals))
    for step in (_reached(), _pathway(proposals, today), _consent(proposals)):
        with qtbot.waitSignal(store.written):
            store.save(step)
    assert store.enrolment is not None
    assert store.enrolment.missing == []
    with qtbot.waitSignal(store.written):
        store.finish()
    found: UUID = store.enrolment.patient.id
    return found


def _who(proposals: EnrolmentProposals) -> EnrolmentAsk:
    return EnrolmentAsk(
        unit_id=proposals.units[0].unit_id,
        family_name="Le Goff",
        birth_name=None,
        given_name="Maëlle",
        civility="Mme",
        birth_date=BORN,
        sex=Sex.FEMALE,
        record_number="900 100 001",
        document=IdentityDocument.PASSPORT,
    )


def _reached() -> EligibilityStep:
    return EligibilityStep(
        has_cancer=True,
        has_systemic_treatment=True,
        language=SpokenLanguage.FRENCH,
        reach=Reach.SMS,
        phone=PHONE,
    )


def _pathway(proposals: EnrolmentProposals, today: date) -> PathwayStep:
    """Asked from tomorrow on, at nine."""
    [form], doctor = proposals.questionnaires, proposals.units[0].oncologists[0].id
    tomorrow = today + timedelta(days=1)
    return PathwayStep(
        disease="Adénocarcinome du sigmoïde",
        diagnosed_on="2025-09",
        line_name="FOLFOX",
        line_number=1,
        line_started_on=today,
        questionnaire=form.questionnaire,
        questionnaire_version=form.version,
        rule_set_version=proposals.rule_set_version,
        rhythm=Rhythm.WEEK,
        weekday=tomorrow.isoweekday(),
        opens_at_minute=9 * 60,
        starts_on=tomorrow,
        oncologist_id=doctor,
        prescription=Prescription(
            prescriber_id=doctor, prescribed_on=today, ends_on=proposals.latest_end_on
        ),
    )


def _consent(proposals: EnrolmentProposals) -> ConsentStep:
    return ConsentStep(
        language="fr",
        notices=[NoticeGiven(notice=n.notice, version=n.version) for n in proposals.notices],
        collection=Collection.IN_PERSON,
        telemonitoring=ConsentChoice.ACCEPTED,
        research=ConsentChoice.NOT_OPPOSED,
        communication=ConsentChoice.REFUSED,
    )


def _invite(qtbot, service: ServiceUnderTest, workplace: Workplace, patient: UUID) -> str:
    """The code of an invitation by SMS, as the phone shows it."""
    acts = workplace.desk.consent_acts
    with qtbot.waitSignal(acts.done):
        acts.invite(patient, InvitationChannel.SMS)
    [text] = _new_messages(service)
    assert text.startswith(PHONE.replace(" ", "").replace("0", "+33", 1))
    [code] = re.findall(rf"\b[{ALPHABET}]{{{LENGTH}}}\b", text)
    return str(code)


def _new_messages(service: ServiceUnderTest) -> list[str]:
    """Does what is due; the SMS that it laid down, taken out of their folder."""
    assert run_due(service.context).failed == 0
    folder = service.context.settings.message_folder
    assert folder is not None
    files = sorted(folder.glob("*.txt"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    for file in files:
        file.unlink()
    return texts


def _monitoring(workplace: Workplace, patient: UUID) -> Monitoring:
    return workplace.session.api.read_patient(patient).monitoring


def _invited(workplace: Workplace, patient: UUID) -> InvitationState:
    [found] = workplace.session.api.patient_consents.list_invitations(patient).items
    return found.state


def _answer_until_urgent(phone: Phone) -> None:
    phone.page.click("text=Commencer")
    for place in range(1, _VOMITING):
        _nothing(phone, place, "Suivant")
    phone.at(f"/questionnaire/{_VOMITING}")
    phone.page.click("label[for=frequency-4]")
    phone.page.click("label[for=severity-4]")
    phone.press("Suivant")
    phone.at(f"/urgent?from={_VOMITING}")
    expect(phone.page.locator("h1")).to_have_text("Appelez maintenant")


def _answer_the_rest(phone: Phone) -> None:
    for step in STEPS[_VOMITING:]:
        _nothing(phone, step.place, "Next")
    phone.at("/summary")
    phone.press("Send my answers")


def _nothing(phone: Phone, place: int, following: str) -> None:
    """The first answer, where there is one to choose: nothing felt."""
    phone.at(f"/questionnaire/{place}")
    first = phone.page.locator("fieldset.question:not([hidden]) .choice label").first
    if first.count():
        first.click()
    phone.press(following)


def _withdraw(phone: Phone) -> None:
    """The patient takes their consent back: nothing is asked any more, what was said stays."""
    phone.open("/portal/withdraw")
    phone.page.check("#sure")
    phone.page.click("main button.danger")
    phone.at("/")
    expect(phone.page.locator("h1")).to_have_text("Your remote follow-up has ended")
    phone.open("/portal/questionnaire/1")
    expect(phone.page.locator("form[data-keep]")).to_have_count(0)
    phone.open("/portal/answers")
    expect(phone.page.locator("main .links a")).to_have_count(1)


def _consent_is_withdrawn(workplace: Workplace, patient: UUID) -> None:
    """The nurse reads that the patient themself took it back."""
    consents = workplace.session.api.patient_consents.read(patient)
    [said] = [each.standing for each in consents.lines if each.kind is ConsentKind.TELEMONITORING]
    assert said is not None
    assert (said.choice, said.collected_by) == (ConsentChoice.WITHDRAWN, None)
    assert not consents.may_be_followed


def _worklist_shows(
    qtbot, workplace: Workplace, expected: Sequence[tuple[UUID, AlertLevel]]
) -> None:
    """The nurse's queue, read again, holds these alerts and no other."""
    worklist = workplace.desk.worklist
    with qtbot.waitSignal(worklist.refreshed):
        worklist.apply_new()
    assert [(each.row.patient.id, each.row.level) for each in worklist.rows] == list(expected)
