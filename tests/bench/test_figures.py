"""The table says what was measured, and whether it is enough."""

import json

import pytest

from tests.bench.figures import Figure, Goal, save, show
from tests.bench.machine import slowest_over_fastest
from tests.bench.rounds import Rounds

FAST_ENOUGH = Goal("ratio", 1.5)
OFTEN_ENOUGH = Goal("ratio", 1 / 3, is_least=True, words="≥ 1/3")


def figure(product=(2.0, 3.0, 10.0), floor=(2.0, 2.0, 4.0), goal=FAST_ENOUGH):
    return Figure("queue", "first paint", "ms", product, floor, goal)


def test_the_middle_rounds_are_compared():
    made = figure()

    assert (made.product, made.floor, made.ratio) == (3.0, 2.0, 1.5)


def test_the_spread_is_that_of_neighbouring_rounds():
    assert figure().spread == (1.0, 2.5)


def test_without_a_floor_the_spread_is_that_of_the_figure():
    made = figure(floor=())

    assert (made.floor, made.ratio, made.spread) == (None, None, (2.0, 10.0))


def test_a_floor_of_nothing_gives_no_ratio():
    assert figure(floor=(0.0, 0.0, 0.0)).ratio is None


@pytest.mark.parametrize(
    ("goal", "is_met"),
    [
        (None, None),
        (FAST_ENOUGH, True),
        (Goal("ratio", 1.4), False),
        (OFTEN_ENOUGH, True),
        (Goal("ratio", 2, is_least=True), False),
        (Goal("product", 3), True),
        (Goal("product", 2), False),
    ],
)
def test_a_goal_looks_at_the_ratio_or_at_the_figure_itself(goal, is_met):
    assert figure(goal=goal).is_met is is_met


def test_the_table_shows_figure_floor_ratio_goal_and_verdict():
    head, line = show([figure(goal=OFTEN_ENOUGH)]).splitlines()

    assert head.split() == ["row", "what", "product", "floor", "ratio", "spread", "goal"]
    assert line.split() == [
        *["queue", "first", "paint", "3", "ms", "2", "1.50", "1…2.50", "≥", "1/3", "met"]
    ]


def test_json_keeps_every_round(tmp_path):
    file = tmp_path / "bench.json"
    save([figure()], 1.25, file)
    told = json.loads(file.read_text(encoding="utf-8"))

    assert told["calibration"] == 1.25
    assert told["figures"][0]["product_rounds"] == [2.0, 3.0, 10.0]
    assert told["figures"][0]["ratio"] == 1.5


def test_a_run_is_judged_by_its_slowest_and_fastest_loop():
    assert slowest_over_fastest([0.2, 0.1, 0.15]) == 2.0
    assert slowest_over_fastest([]) == 1.0


def test_measurements_alternate_with_the_fixed_loop_before_each_round():
    played = []
    rounds = Rounds()
    given = rounds.play(2, lambda: played.append("ours"), lambda: played.append("floor"))

    assert played == ["ours", "floor"] * 2
    assert [len(each) for each in given] == [2, 2]
    assert len(rounds.loops_s) == 2
