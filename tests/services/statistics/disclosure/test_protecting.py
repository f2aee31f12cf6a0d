"""Second masks, frozen months, and what is done when the solver does not help."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from services.statistics.disclosure.counts import Balance, Count, Cover, Release, Sum, Within
from services.statistics.disclosure.programs import NoAnswer
from services.statistics.disclosure.protecting import protect
from services.statistics.disclosure.solver import Solver
from tests.services.statistics.disclosure.made_up import centre, release

UNITS = ("a", "b", "c", "d")


def _units(*values: int, name: str = "x") -> Release:
    """Patients of units that add up, and a number that has nothing to do with them."""
    counts = [Count(name + unit, value) for unit, value in zip(UNITS, values, strict=True)]
    whole = Count(name, sum(values), weight=4)
    relation = Sum(name, tuple(name + unit for unit in UNITS))
    return Release(name, (*counts, whole, Count("alone", 70)), (relation,))


def test_one_more_is_masked_with_a_single_small_one_and_nothing_with_two():
    assert len(protect(_units(4, 50, 20, 90)).masked) == 2
    assert protect(_units(4, 7, 20, 90)).masked == {"xa", "xb"}
    assert len(protect(_units(1, 1, 20, 90)).masked) == 3


def test_an_interval_is_proved_in_whole_numbers_from_both_ends():
    # 3 and 8 of 11: each may be anything from 0 to 11, though neither can rise by ten.
    assert protect(_units(3, 8, 20, 90)).masked == {"xa", "xb"}


def test_who_came_and_left_between_two_months_is_reckoned_with():
    counts = (Count("before", 400), Count("came", 6), Count("left", 30), Count("now", 376))
    masked = protect(Release("x", counts, (Balance(("before", "came"), ("left", "now")),)))

    assert masked.masked - {"came"}


def test_distinct_patients_are_between_the_largest_part_and_the_sum():
    counts = (Count("one", 11), Count("two", 3), Count("both", 12))
    masked = protect(Release("x", counts, (Cover("both", ("one", "two")),)))

    # 12 together and 11 in one leave at least one: no longer an interval of ten below 11.
    assert masked.masked == {"two"}
    assert "one" not in masked.masked
    narrow = (Count("one", 40), Count("two", 3), Count("both", 43))
    assert len(protect(Release("x", narrow, (Cover("both", ("one", "two")),))).masked) == 1


def test_a_row_that_is_there_is_known_to_have_somebody_in_it():
    known = _units(4, 4, 3, 90)
    there = tuple(replace(each, least=1) if each.value < 11 else each for each in known.counts)

    # Each from 0 to 11; from 1 to 9 once everybody knows that nobody's row is left out.
    assert protect(known).masked == {"xa", "xb", "xc"}
    assert len(protect(replace(known, counts=there)).masked) == 4


def test_what_was_shown_stays_shown_and_what_was_masked_stays_masked():
    first = protect(_units(4, 50, 20, 90))
    again = _units(4, 50, 20, 90)
    more = Release("y", (*again.counts, Count("new", 5)), again.relations)

    assert protect(more, [first]).masked == {*first.masked, "new"}


def test_a_later_table_may_not_give_away_an_earlier_mark():
    first = protect(_units(4, 50, 20, 90))
    counts = (Count("xa", 4), Count("rest", 30), Count("together", 34))
    second = protect(Release("y", counts, (Sum("together", ("xa", "rest")),)), [first])

    assert {"rest", "together"} & second.masked


def test_a_closed_month_that_changed_is_refused():
    first = protect(_units(4, 50, 20, 90))

    with pytest.raises(ValueError, match="released before"):
        protect(_units(4, 50, 20, 91), [first])


def test_numbers_that_contradict_each_other_are_refused():
    counts = (Count("part", 30), Count("whole", 29))

    with pytest.raises(ValueError, match="do not agree"):
        protect(Release("x", counts, (Within("part", "whole"),)))


def _refuse(self, count, width):
    raise NoAnswer("a fault")


def _lie(self, count, width):
    nothing = np.zeros(len(self._part.keys), dtype=np.int64)
    more = nothing.copy()
    more[count] = width
    return nothing, more


def _deny(_self, _count, _width):
    return None


@pytest.mark.parametrize("fault", [_refuse, _lie, _deny])
def test_without_a_right_answer_all_that_is_tied_is_masked_and_it_says_so(monkeypatch, fault):
    monkeypatch.setattr(Solver, "apart", fault)
    masked = protect(_units(4, 50, 20, 90))

    assert masked.masked == {"x", *("x" + unit for unit in UNITS)}
    assert masked.coarse == masked.masked - {"xa"}
    assert masked.unproven == {"xa"}
    assert masked.shows("alone")


def test_a_number_gives_way_that_tells_how_many_its_patients_are_at_least():
    def _counts(key, value):
        return Count(key, value, f"{key}.p"), Count(f"{key}.p", value, is_shown=False)

    before = protect(Release("x", _counts("all", 17)))
    both = (Sum("all", ("few", "many")), Sum("all.p", ("few.p", "many.p")))
    counts = (*before.release.counts, *_counts("few", 5), *_counts("many", 12))
    after = protect(Release("y", counts, both), [before])

    # While "many" is shown it has eleven patients, and leaves six to "few"; then any of seventeen.
    assert after.masked == {"few", "many"}
    assert not after.unproven


def test_without_time_more_is_masked_never_less():
    here = centre(Random(4), 4, 120, 1)
    usual = protect(release(here, 0))
    hurried = protect(release(here, 0), longest_s=0)

    assert usual.masked < hurried.masked
    assert hurried.coarse


def test_what_no_mask_can_hide_any_more_is_named():
    whole = Release("x", (Count("whole", 14), Count("most", 12)))
    before = protect(whole)
    counts = (*whole.counts, Count("few", 2))
    after = protect(Release("y", counts, (Sum("whole", ("most", "few")),)), [before])

    assert after.masked == {"few"}
    assert after.unproven == {"few"}
