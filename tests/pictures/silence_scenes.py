"""Scenes of the silent patients, and of the questionnaire that is filled in with one of them."""

from __future__ import annotations

from typing import Final

from console.errors import Offline, Unexpected
from console.stores.answering import AnsweringStore
from services.contract.enums import AnswerOutcome
from services.contract.non_responders import Silence
from services.contract.problems import ProblemCode
from services.contract.schedule import ReminderOutcome
from tests.pictures.stage import Scene, Stage, nothing, refused
from tests.samples.rows import KERMARREC
from tests.samples.silence import many_silent
from tests.samples.weeks import survey_week, weeks
from ui.non_responders.acts_bar import PAUSE, REMIND
from ui.non_responders.screen import NonRespondersScreen
from ui.shell import Shell


def _list(then: Scene = nothing, before: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            before(stage)
            stage.screen.go_to("non_responders")
            then(stage)

    return show


def _screen(stage: Stage) -> NonRespondersScreen:
    assert isinstance(stage.screen, Shell)
    screen = stage.screen.silence.screen
    assert screen is not None
    return screen


def _chosen(stage: Stage) -> None:
    screen = _screen(stage)
    for row in stage.silence.rows[:3]:
        screen.chosen.toggle(row.key)


def _asked(stage: Stage) -> None:
    _chosen(stage)
    _screen(stage).perform(REMIND)


def _reported(stage: Stage) -> None:
    keys = [silent.key for silent in stage.silence.rows]
    stage.silence.lists.outcomes = {
        keys[0]: ReminderOutcome.TOO_SOON,
        keys[2]: ReminderOutcome.NOT_FOLLOWED,
    }
    _asked(stage)
    _screen(stage).reminding._accept()


def _pausing(stage: Stage) -> None:
    _screen(stage).perform(PAUSE)


def _everybody(stage: Stage) -> None:
    stage.silence.lists.rows, stage.silence.lists.never = [], []


def _never(stage: Stage) -> None:
    stage.silence.set_silence(Silence.NEVER_ACTIVATED)


def _three_hundred(stage: Stage) -> None:
    stage.silence.lists.rows = many_silent(300)


def _answered(stage: Stage) -> None:
    """The first one answered meanwhile."""
    stage.silence.lists.rows = stage.silence.lists.rows[1:]
    stage.silence.refresh()


def _stale(stage: Stage) -> None:
    stage.silence.lists.faults["page"] = Offline("ConnectError")
    stage.connection.shows_offline = True
    stage.silence.refresh()
    stage.connection.changed.emit()


def _busy(stage: Stage) -> None:
    stage.silence.lists.faults["page"] = Unexpected("unavailable", status=503, retryable=True)


def _refused(stage: Stage) -> None:
    stage.silence.lists.faults["page"] = refused(ProblemCode.FORBIDDEN, 403)


def _slow(stage: Stage) -> None:
    stage.silence.lists.silent.add("page")


def _masked(stage: Stage) -> None:
    if isinstance(stage.screen, Shell):
        stage.screen.toggle_mask()


def _store(stage: Stage) -> AnsweringStore:
    assert stage.answering is not None
    return stage.answering


def _answering(then: Scene = nothing, before: Scene = nothing) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            before(stage)
            stage.screen.answering.open(KERMARREC.id, "triage")
            then(stage)

    return show


def _fill(*answers: str) -> Scene:
    """Answer one question after the other."""

    def show(stage: Stage) -> None:
        for value in answers:
            if value:
                _store(stage).answer(value)
            _store(stage).go_on()

    return show


def _at(link_id: str) -> Scene:
    def show(stage: Stage) -> None:
        _store(stage).go_to(link_id)

    return show


def _whole(stage: Stage) -> None:
    store = _store(stage)
    while store.question is not None and store.state.value == "asking":
        if store.question.is_required and store.question.choices:
            store.answer(store.question.choices[0].code)
        store.go_on()


def _half(stage: Stage) -> None:
    for link_id, value in (("pain.frequency", "3"), ("pain.severity", "2")):
        _at(link_id)(stage)
        _store(stage).answer(value)


def _sent(stage: Stage) -> None:
    _whole(stage)
    _store(stage).send()


def _alert(stage: Stage) -> None:
    stage.silence.calls.outcome = AnswerOutcome.ALERT
    _sent(stage)


def _lost(stage: Stage) -> None:
    stage.silence.calls.faults["submit"] = Offline("ReadTimeout", outcome_unknown=True)
    _sent(stage)


def _has_answered(stage: Stage) -> None:
    week = survey_week(is_answered=True)
    told = weeks().weeks.model_copy(update={"items": [week]})
    stage.silence.calls.weeks = weeks(weeks=told)


def _english(stage: Stage) -> None:
    _half(stage)
    _store(stage).speak("en")


SILENCE_SCENES: Final[dict[str, Scene]] = {
    "non_responders": _list(),
    "non_responders-chosen": _list(_chosen),
    "non_responders-confirm": _list(_asked),
    "non_responders-report": _list(_reported),
    "non_responders-pause": _list(_pausing),
    "non_responders-never": _list(_never),
    "non_responders-everybody-answered": _list(before=_everybody),
    "non_responders-many": _list(before=_three_hundred),
    "non_responders-changed": _list(_answered),
    "non_responders-masked": _list(_masked),
    "non_responders-offline": _list(_stale),
    "non_responders-loading": _list(before=_slow),
    "non_responders-error": _list(before=_busy),
    "non_responders-no-right": _list(before=_refused),
    "answering": _answering(),
    "answering-chosen": _answering(_half),
    "answering-english": _answering(_english),
    "answering-temperature": _answering(_at("temperature")),
    "answering-weight": _answering(_at("weight")),
    "answering-ecog": _answering(_at("ecog")),
    "answering-comment": _answering(_at("comment")),
    "answering-summary": _answering(_whole),
    "answering-done": _answering(_sent),
    "answering-alert": _answering(_alert),
    "answering-unknown": _answering(_lost),
    "answering-answered": _answering(before=_has_answered),
}
