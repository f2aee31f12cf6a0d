"""Filling in the questionnaire on the pages, step by step."""

from httpx2 import Response

from services.clinical.questionnaire import QuestionnaireKey
from services.portal.steps import Asks, steps_of
from tests.support.answers import QUESTIONNAIRE, VERSION
from tests.support.portal import Phone

STEPS = steps_of(QuestionnaireKey(QUESTIONNAIRE, VERSION))
PLACES = {step.name: step.place for step in STEPS}


def fill(phone: Phone, name: str, **fields: str) -> Response:
    """Answers one page, as the form of the page sends it."""
    return phone.post(f"/questionnaire/{PLACES[name]}", None, **fields)


def quiet(name: str) -> dict[str, str]:
    """The first answer of every question that a page asks at once: nothing felt."""
    step = STEPS[PLACES[name] - 1]
    if step.item is not None:
        return {next(iter(step.item.questions)).value: "0"}
    return {name: "0"} if step.asks in {Asks.ECOG, Asks.FALL} else {}


def fill_all(phone: Phone, **said: dict[str, str]) -> Response:
    """Answers every page: what is given, and nothing to report on the others."""
    page = phone.get("/questionnaire/1")
    for step in STEPS:
        fields = said.get(step.name) or quiet(step.name)
        page = phone.post(f"/questionnaire/{step.place}", page, **fields)
        if page.url.path == "/portal/urgent":
            page = phone.get(f"/questionnaire/{step.place + 1}")
        assert page.status_code == 200, page.text
    return page


def send(phone: Phone, page: Response | None = None) -> Response:
    """Presses Send on the summary."""
    return phone.post("/summary", page)
