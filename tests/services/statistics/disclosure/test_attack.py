"""R-STA-02: what a role can download, all together, pins no number that is masked."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from services.statistics.disclosure.counts import Masked
from services.statistics.disclosure.hiding import Hiding
from services.statistics.disclosure.protecting import protect
from tests.services.statistics.disclosure.attack import ENOUGH, MARK, Attack, Place
from tests.services.statistics.disclosure.made_up import (
    MONTHS,
    Centre,
    Event,
    centre,
    published,
    release,
    truth,
)

Sheet = dict[Place, int | str]


def _months(here: Centre, count: int) -> list[Masked]:
    """The releases of so many months, each made when the month closed."""
    released: list[Masked] = []
    for last in range(count):
        released.append(protect(release(here, last), released))
    return released


def _union(released: list[Masked]) -> Sheet:
    return {place: value for each in released for place, value in published(each).items()}


def found_out(here: Centre, seen: Sheet) -> list[Place]:
    """Marks, and patients behind them, of which an attacker learns too much."""
    attack = Attack(seen)
    marks = [place for place, value in seen.items() if value == MARK]
    rare = [place for place in marks if 1 <= (truth(here, place).patients or 0) <= 10]
    intervals = [(place, attack.alerts_or_questionnaires(place)) for place in marks]
    intervals += [(place, attack.people(place)) for place in rare]
    return [place for place, (least, most) in intervals if most - least < ENOUGH]


@settings(max_examples=150)
@given(st.integers(0, 10**6))
def test_a_month_of_any_centre_betrays_nobody(seed):
    random = Random(seed)
    here = centre(
        random, random.randint(1, 3), random.randint(0, 90), random.choice((0.2, 0.5, 1, 3))
    )

    masked = protect(release(here, 0))

    assert not masked.coarse
    assert not masked.unproven
    assert found_out(here, published(masked)) == []


@settings(max_examples=5)
@given(st.integers(0, 10**6))
def test_months_that_follow_each_other_betray_nobody(seed):
    random = Random(seed)
    here = centre(random, random.randint(2, 4), random.randint(40, 160), random.choice((0.3, 1, 2)))

    released = _months(here, 3)

    assert not any(each.coarse or each.unproven for each in released)
    assert found_out(here, _union(released)) == []


def test_no_place_of_one_to_ten_patients_shows_a_number():
    here = centre(Random(3), 5, 150, 0.5)
    seen = _union(_months(here, 2))
    rare = [place for place in seen if 1 <= (truth(here, place).patients or 0) <= 10]

    assert {truth(here, place).patients for place in rare} == set(range(1, 11))
    assert {seen[place] for place in rare} == {MARK}
    assert any(value != MARK for value in seen.values())
    right = [truth(here, place).value == value for place, value in seen.items() if value != MARK]
    assert all(right)


def _do_nothing(_hiding):
    pass


def test_without_the_second_step_the_attack_succeeds(monkeypatch):
    here = centre(Random(3), 3, 120, 1)
    assert found_out(here, published(protect(release(here, 0)))) == []

    monkeypatch.setattr(Hiding, "run", _do_nothing)

    assert found_out(here, published(protect(release(here, 0)))) != []


def test_a_month_that_forgets_those_before_it_betrays_somebody():
    here = centre(Random(8), 4, 200, 1)
    assert found_out(here, _union(_months(here, 3))) == []

    released = [protect(release(here, last)) for last in range(3)]

    seen: Sheet = {}
    for place, value in ((p, v) for each in released for p, v in published(each).items()):
        # Who has seen a number once keeps it.
        seen[place] = value if seen.get(place, MARK) == MARK else seen[place]
    assert found_out(here, seen) != []


def test_a_patient_with_a_rare_profile_changes_nothing_that_was_released():
    here = centre(Random(11), 4, 160, 1)
    before = _months(here, 1)
    at = (10_000, MONTHS[1], here.units[0])
    rare = (Event("alerts", *at, "critical"), Event("sent", *at), Event("answered", *at))
    more = Centre(here.units, (*here.events, *rare))

    assert _months(more, 1) == before
    assert found_out(more, _union([*before, protect(release(more, 1), before)])) == []


def test_the_same_numbers_are_masked_in_the_same_way():
    here = centre(Random(12), 4, 100, 1)

    assert _months(here, 2) == _months(here, 2)


def test_the_attack_reads_what_a_single_mark_hides():
    at = ("2025-01", "u0")
    seen: Sheet = {("alerts", *at, "critical"): MARK, ("alerts", *at, "high"): 40}
    seen[("alerts", *at, "all")] = 43

    assert Attack(seen).alerts_or_questionnaires(("alerts", *at, "critical")) == (3, 3)
