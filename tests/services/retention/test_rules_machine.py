"""Any life, whatever the clock does: the rules say what the seed's table says (R-RET-01)."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from services.contract.retention import RetentionState, RetentionStep
from services.retention.rules import (
    TOO_EARLY_DAYS,
    Case,
    Facts,
    Move,
    Notice,
    borders,
    next_move,
    outdated,
)
from tests.services.retention.model import Person, on_paper

DAY = timedelta(days=1)
_STEP = {
    Move.ANNOUNCE_ARCHIVE: RetentionStep.ARCHIVE,
    Move.ANNOUNCE_ERASE: RetentionStep.ERASE,
}
_STARTS = st.one_of(
    st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    st.sampled_from([date(2028, 2, 29), date(2025, 8, 31), date(2026, 3, 29), date(2026, 10, 25)]),
)


class Engine:
    """The moves of the rules on one patient, without a database."""

    def __init__(self, used_on: date, survey_on: date | None) -> None:
        facts = Facts(False, used_on, used_on, survey_on, None)
        self.case = Case(
            facts, RetentionState.ACTIVE, None, (), is_held=False, has_open_alert=False
        )
        self.counted_on = used_on

    def fact(self, **values: object) -> None:
        """Something became known of the patient."""
        self.case = replace(self.case, facts=replace(self.case.facts, **values))  # type: ignore[arg-type]

    def day(self, today: date) -> None:
        """One pass."""
        if today > self.counted_on:
            counted = [replace(each, days_stood=each.days_stood + 1) for each in self.case.notices]
            self.case, self.counted_on = replace(self.case, notices=tuple(counted)), today
        for _ in range(8):
            move = next_move(self.case, today)
            if move is None or self.case.stored is RetentionState.ERASED:
                return
            self._do(move, today)
        raise AssertionError("a pass comes to an end")

    def _do(self, move: Move, today: date) -> None:
        case, facts = self.case, self.case.facts
        if move is Move.WITHDRAW:
            standing = [each for each in case.notices if not outdated(case, each, today)]
            self.case = replace(case, notices=tuple(standing))
        elif move in _STEP:
            made = Notice(_STEP[move], borders(facts).of(_STEP[move]), 0)
            self.case = replace(case, notices=(*case.notices, made))
        elif move is Move.RETURN:
            self.fact(archived_on=None)
            self.case = replace(self.case, stored=RetentionState.ACTIVE, idle_since=None)
        else:
            stored = {
                Move.TURN_INACTIVE: RetentionState.INACTIVE,
                Move.ARCHIVE: RetentionState.ARCHIVED,
                Move.ERASE: RetentionState.ERASED,
            }[move]
            if move is Move.ARCHIVE:
                self.fact(archived_on=today)
                kept = [each for each in case.notices if each.step is not RetentionStep.ARCHIVE]
                self.case = replace(self.case, notices=tuple(kept))
            self.case = replace(self.case, stored=stored, idle_since=facts.last_use_on)


class Lives(RuleBasedStateMachine):
    """One patient, the engine's and the paper's, through uses, holds, returns and clocks."""

    @initialize(start=_STARTS, days_to_survey=st.one_of(st.none(), st.integers(0, 4000)))
    def begin(self, start: date, days_to_survey: int | None) -> None:
        """Nobody follows them from a day on."""
        survey = None if days_to_survey is None else start - days_to_survey * DAY
        self.today = start
        self.engine, self.person = Engine(start, survey), Person(start, survey)

    def _pass(self, today: date) -> None:
        self.today = today
        self.engine.day(today)
        self.person.day(today)

    @rule(days=st.integers(1, 70))
    def live(self, days: int) -> None:
        """Days with a pass on each."""
        for _ in range(days):
            self._pass(self.today + DAY)

    @rule(days=st.integers(2, 4000))
    def leap(self, days: int) -> None:
        """The service was off, or its clock jumped."""
        self._pass(self.today + days * DAY)

    @rule(months=st.sampled_from([6, 30, 120]), beside=st.integers(-31, 1))
    def wait_for_a_border(self, months: int, beside: int) -> None:
        """To a day beside a border, and through it."""
        until = on_paper(self.person.used_on, months) + beside * DAY
        if until > self.today:
            self._pass(until)

    @rule(months=st.sampled_from([6, 30, 120]), days=st.integers(0, 33))
    def walk_up_to_a_border(self, months: int, days: int) -> None:
        """From the day of its announcement, a pass on each day, to some day near it or behind."""
        first = on_paper(self.person.used_on, months) - 30 * DAY
        if first > self.today:
            for number in range(days):
                self._pass(first + number * DAY)

    @rule(days=st.integers(1, TOO_EARLY_DAYS))
    def set_back(self, days: int) -> None:
        """The clock is set back for a pass: nothing is done, and nothing undone."""
        self._pass(self.today + DAY)
        before = self.engine.case
        self.engine.day(self.today - days * DAY)
        assert self.engine.case == before

    @rule()
    def sign_in(self) -> None:
        """The patient comes to their pages."""
        self.engine.fact(last_use_on=max(self.today, self.engine.case.facts.last_use_on))
        self.person.uses(self.today)

    @rule()
    def answer(self) -> None:
        """The patient completes a questionnaire."""
        self.sign_in()
        self.engine.fact(last_survey_on=self.today)
        self.person.survey_on = self.today

    @rule()
    def keep(self) -> None:
        """The patient asks for the account to be kept."""
        if self.person.state != "erased":
            self.engine.fact(last_use_on=self.today, archived_on=None)
            self.engine.case = replace(
                self.engine.case, stored=RetentionState.ACTIVE, idle_since=None, notices=()
            )
            self.person.keeps(self.today)

    @rule(is_held=st.booleans())
    def hold(self, *, is_held: bool) -> None:
        """A hold is placed, or ended."""
        self.engine.case = replace(self.engine.case, is_held=is_held)
        self.person.is_held = is_held

    @precondition(lambda self: not self.person.is_followed)
    @rule()
    def follow(self) -> None:
        """The team follows the patient again."""
        self.engine.fact(is_followed=True, last_use_on=self.today, followed_on=self.today)
        self.person.uses(self.today, team=True)
        self.person.is_followed = True

    @precondition(lambda self: self.person.is_followed)
    @rule()
    def end(self) -> None:
        """The follow-up ends, as of today."""
        self.engine.fact(is_followed=False, last_use_on=self.today, followed_on=self.today)
        self.person.uses(self.today, team=True)
        self.person.is_followed = False

    @invariant()
    def as_on_paper(self) -> None:
        """Both say the same, and what was announced stood for thirty days."""
        if hasattr(self, "engine"):
            assert self.engine.case.stored.value == self.person.state, self.today
            told = {each.step.value: each.days_stood for each in self.engine.case.notices}
            names = {"archive": "archived", "erase": "erased"}
            if self.person.state != "erased":
                assert {names[step]: days for step, days in told.items()} == {
                    step: days for step, (_, days) in self.person.told.items()
                }


def test_any_life_goes_as_on_paper():
    run_state_machine_as_test(Lives, settings=settings(stateful_step_count=40))
