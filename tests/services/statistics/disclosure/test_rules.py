"""R-STA-01: what is masked for its own sake, in counts, shares, medians, changes and workload."""

import pytest

from services.statistics.disclosure.counts import Count, Figure, Masked, Release, Share
from services.statistics.disclosure.protecting import protect

RATE = Share("rate", "yes", "no", "all")


def _shared(yes: int, no: int, patients: tuple[int, int, int] | None = None) -> Masked:
    """A share; of patients, or of events of so many patients (yes, no, all)."""
    values = {"yes": yes, "no": no, "all": yes + no}
    if patients is None:
        counts = [Count(key, value) for key, value in values.items()]
    else:
        behind = dict(zip(values, patients, strict=True))
        counts = [Count(f"of {key}", value, is_shown=False) for key, value in behind.items()]
        counts += [Count(key, value, patients=f"of {key}") for key, value in values.items()]
    return protect(Release("a month", tuple(counts), shares=(RATE,)))


@pytest.mark.parametrize("value", range(1, 11))
def test_one_to_ten_patients_are_masked_alone_and_behind_events(value):
    counts = (
        Count("patients", value),
        Count("alerts", 300, patients="patients"),
        Count("others", 11),
    )
    masked = protect(Release("a month", counts))

    assert [masked.shows(each.key) for each in counts] == [False, False, True]


def test_the_threshold_can_be_raised_and_not_lowered():
    counts = (Count("ten", 10), Count("eleven", 11), Count("twenty", 20))
    release = Release("a month", counts)

    assert protect(release, threshold=20).masked == {"ten", "eleven"}
    with pytest.raises(ValueError, match="never lowered"):
        protect(release, threshold=10)


@pytest.mark.parametrize(
    ("yes", "no"), [(12, 0), (0, 12), (500, 3), (3, 500), (6, 4), (500, 0), (0, 500)]
)
def test_a_share_of_all_of_none_or_of_few_is_not_shown(yes, no):
    masked = _shared(yes, no)

    assert not any(masked.shows(key) for key in ("rate", "yes", "no"))


def test_a_share_with_enough_on_both_sides_is_shown():
    assert _shared(11, 12).masked == frozenset()


@pytest.mark.parametrize("patients", [(10, 40, 45), (40, 10, 45), (9, 9, 10)])
def test_a_share_of_events_counts_the_patients_of_each_side(patients):
    assert not _shared(200, 200, patients).shows("rate")
    assert _shared(200, 200, (40, 11, 45)).shows("rate")


def test_a_share_of_nothing_shows_its_zeros():
    assert _shared(0, 0).masked == frozenset()


@pytest.mark.parametrize(("among", "is_shown"), [(0, True), (7, False), (11, True)])
def test_a_zero_is_masked_where_it_tells_of_each_of_a_few(among, is_shown):
    counts = (Count("unit", among), Count("nobody", 0, is_shown=False))
    alerts = Count("alerts", 0, patients="nobody", among="unit")

    assert protect(Release("a month", (*counts, alerts))).shows("alerts") is is_shown


def test_medians_and_changes_are_shown_when_all_that_they_are_made_of_is():
    counts = (Count("now", 30), Count("before", 9), Count("earlier", 40), Count("none", 0))
    figures = (
        Figure("median", ("now",), needs_some=True),
        Figure("median of few", ("before",), needs_some=True),
        Figure("median of none", ("none",), needs_some=True),
        Figure("change", ("now", "earlier")),
        Figure("change from few", ("now", "before")),
    )
    masked = protect(Release("a month", counts, figures=figures))

    shown = [each.key for each in figures if masked.shows(each.key)]
    assert shown == ["median", "change"]


@pytest.mark.parametrize(("staff", "is_shown"), [(0, True), (1, False), (2, False), (3, True)])
def test_work_of_fewer_than_three_people_is_not_shown(staff, is_shown):
    counts = (Count("patients", 25, is_shown=False), Count("acts", 60, "patients", staff=staff))

    assert protect(Release("a month", counts)).shows("acts") is is_shown


def test_what_a_release_does_not_hold_or_show_is_not_given():
    masked = protect(Release("a month", (Count("behind", 40, is_shown=False),)))

    assert not masked.shows("behind")
    assert not masked.shows("elsewhere")


@pytest.mark.parametrize(
    ("counts", "figures", "complaint"),
    [
        ((Count("a", 1), Count("a", 2)), (), "two counts"),
        ((Count("a", 1, patients="b"),), (), "does not hold"),
        ((Count("a", 50, is_shown=False),), (Figure("mean", ("a",)),), "would tell it"),
    ],
)
def test_a_release_that_makes_no_sense_is_refused(counts, figures, complaint):
    with pytest.raises(ValueError, match=complaint):
        Release("a month", counts, figures=figures)
