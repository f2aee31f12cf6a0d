"""No word of a report changes unseen."""

import pytest

from tests.reports.golden import FOLDER, SAMPLES, words_of


@pytest.mark.parametrize(("name", "language"), SAMPLES)
def test_the_words_of_a_sample_are_those_that_were_last_looked_at(name, language, tmp_path):
    kept = (FOLDER / f"{name}-{language}.txt").read_text(encoding="utf-8")

    assert words_of(name, language, tmp_path).splitlines() == kept.splitlines()
