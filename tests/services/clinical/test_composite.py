"""The published mapping, cell by cell, transcribed a second time in another layout."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.clinical.composite import (
    ATTRIBUTES_BY_RANK,
    Rank,
    composite,
    composite_branched,
)
from services.contract.enums import Attribute

F, S, I, A = (  # noqa: E741
    Attribute.FREQUENCY,
    Attribute.SEVERITY,
    Attribute.INTERFERENCE,
    Attribute.AMOUNT,
)

# Under each grade, the answers that give it: one digit an attribute, in the order of the rank.
# Where a first answer of 0 decides alone, its cells are left out here and tested below.
CELLS: dict[Rank, dict[int, str]] = {
    Rank.FREQUENCY: {0: "0", 1: "1 2", 2: "3", 3: "4"},
    Rank.SEVERITY: {0: "0", 1: "1", 2: "2", 3: "3 4"},
    Rank.AMOUNT: {0: "0", 1: "1 2", 2: "3 4"},
    Rank.FREQUENCY_SEVERITY: {
        1: "10 11 12 20 21 30 31 40 41",
        2: "13 14 22 23 24 32 42",
        3: "33 34 43 44",
    },
    Rank.FREQUENCY_INTERFERENCE: {
        1: "10 11 12 20 21 22 30 31 40 41",
        2: "13 14 23 24 32 42",
        3: "33 34 43 44",
    },
    Rank.SEVERITY_INTERFERENCE: {
        1: "10 11 12 20 21 30",
        2: "13 14 22 23 31 32 40 41 42",
        3: "24 33 34 43 44",
    },
    Rank.FREQUENCY_SEVERITY_INTERFERENCE: {
        0: "100 200",
        1: "101 102 110 111 112 120 201 202 210 211 212 300 301 302 310 311 312 400 401 402 410 "
        "411",
        2: "103 104 113 114 121 122 123 130 131 132 140 141 203 204 213 214 220 221 222 230 231 "
        "232 240 241 303 304 313 314 320 321 322 330 331 340 341 403 404 412 413 420 421 422 430 "
        "431 440 441",
        3: "124 133 134 142 143 144 223 224 233 234 242 243 244 323 324 332 333 334 342 343 344 "
        "414 423 424 432 433 434 442 443 444",
    },
}
WRITTEN_OUT = [
    (rank, cell, grade)
    for rank, by_grade in CELLS.items()
    for grade, cells in by_grade.items()
    for cell in cells.split()
]
RANKS = st.sampled_from(list(Rank))
ANSWER = st.one_of(st.none(), st.integers(0, 4))


def answers(rank: Rank, digits: str) -> dict[Attribute, int | None]:
    return dict(zip(ATTRIBUTES_BY_RANK[rank], map(int, digits), strict=True))


@pytest.mark.parametrize(("rank", "cell", "grade"), WRITTEN_OUT)
def test_each_cell_gives_its_published_grade(rank, cell, grade):
    assert composite(rank, answers(rank, cell)) == grade


def test_every_cell_of_every_rank_is_written_out():
    for rank, attributes in ATTRIBUTES_BY_RANK.items():
        written = [cell for known, cell, _ in WRITTEN_OUT if known is rank]
        lowest_first = 0 if len(attributes) == 1 else 1
        expected = product(range(lowest_first, 5), *[range(5)] * (len(attributes) - 1))
        assert sorted(written) == ["".join(map(str, cell)) for cell in expected]


@pytest.mark.parametrize("rank", [rank for rank in Rank if len(ATTRIBUTES_BY_RANK[rank]) > 1])
def test_a_first_answer_of_zero_gives_zero_whatever_the_rest(rank):
    first, *rest = ATTRIBUTES_BY_RANK[rank]

    for others in product([None, 0, 1, 2, 3, 4], repeat=len(rest)):
        assert composite(rank, {first: 0, **dict(zip(rest, others, strict=True))}) == 0


@given(rank=RANKS, values=st.lists(ANSWER, min_size=3, max_size=3))
def test_a_grade_is_none_or_zero_to_three(rank, values):
    given_answers = dict(zip((F, S, I), values, strict=True)) | {A: values[0]}

    assert composite(rank, given_answers) in {None, 0, 1, 2, 3}


@given(rank=RANKS, values=st.lists(st.integers(1, 4), min_size=3, max_size=3), data=st.data())
def test_above_zero_one_missing_answer_leaves_no_grade(rank, values, data):
    attributes = ATTRIBUTES_BY_RANK[rank]
    whole = dict(zip(attributes, values, strict=False))
    missing = data.draw(st.sampled_from(attributes))

    assert composite(rank, whole) is not None
    assert composite(rank, {**whole, missing: None}) is None
    assert composite(rank, {k: v for k, v in whole.items() if k is not missing}) is None


@given(rank=RANKS, values=st.lists(st.integers(0, 4), min_size=3, max_size=3), data=st.data())
def test_a_worse_answer_never_lowers_the_grade(rank, values, data):
    attributes = ATTRIBUTES_BY_RANK[rank]
    one = dict(zip(attributes, values, strict=False))
    worse = data.draw(st.sampled_from(attributes))

    before = composite(rank, one)
    after = composite(rank, {**one, worse: min(one[worse] + 1, 4)})

    assert before is not None
    assert after is not None
    assert after >= before


@pytest.mark.parametrize("value", [-1, 5, 400])
def test_an_answer_off_the_scale_is_an_error_and_not_a_grade(value):
    with pytest.raises(ValueError, match="outside its scale"):
        composite(Rank.FREQUENCY, {F: value})


@pytest.mark.parametrize(("frequency", "grade"), [(1, 0), (2, 0), (3, 1), (4, 1)])
def test_the_gap_of_the_published_branching_is_filled_and_flagged(frequency, grade):
    rank = Rank.FREQUENCY_SEVERITY_INTERFERENCE
    gap = {F: frequency, S: 0}

    assert composite(rank, gap) is None
    filled = composite_branched(rank, gap)
    assert (filled.grade, filled.imputed) == (grade, True)


@given(rank=RANKS, values=st.lists(ANSWER, min_size=3, max_size=3))
def test_outside_the_gap_branching_changes_nothing(rank, values):
    given_answers = dict(zip((F, S, I), values, strict=True)) | {A: values[0]}
    is_gap = (
        rank is Rank.FREQUENCY_SEVERITY_INTERFERENCE
        and bool(values[0])
        and values[1] == 0
        and values[2] is None
    )

    branched = composite_branched(rank, given_answers)

    assert branched.imputed is is_gap
    if not is_gap:
        assert branched.grade == composite(rank, given_answers)
