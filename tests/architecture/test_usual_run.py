"""What the usual run leaves to the whole one, and nothing else."""

from pathlib import Path
from types import SimpleNamespace

from tests.support import usual_run


def _left_out(*nodeids: str) -> set[str]:
    found = set()
    items = [
        SimpleNamespace(
            nodeid=each,
            path=Path(each.partition("::")[0]),
            add_marker=lambda _mark, each=each: found.add(each),
        )
        for each in nodeids
    ]
    usual_run.leave_out(items)  # type: ignore[arg-type]
    return found


def test_postgresql_meets_one_test_of_each_file():
    assert _left_out(
        "tests/a.py::test_one[sqlite-1]",
        "tests/a.py::test_one[sqlite-2]",
        "tests/a.py::test_one[postgresql-1]",
        "tests/a.py::test_two[postgresql]",
        "tests/b.py::test_one[postgresql]",
        "tests/b.py::test_of_postgres",
    ) == {"tests/a.py::test_two[postgresql]"}


def test_in_the_safety_core_it_meets_the_first_case_of_each():
    folder = "tests/services/answers"
    assert _left_out(
        f"{folder}/a.py::test_one[postgresql-1]",
        f"{folder}/a.py::test_one[postgresql-2]",
        f"{folder}/a.py::test_two[postgresql]",
    ) == {f"{folder}/a.py::test_one[postgresql-2]"}


def test_a_file_that_is_named_meets_postgresql_in_the_whole_run_alone():
    assert _left_out(
        "tests/test_activity.py::test_one[sqlite]", "tests/test_activity.py::test_one[postgresql]"
    ) == {"tests/test_activity.py::test_one[postgresql]"}


def test_of_a_screen_with_many_cases_each_third_is_met():
    many = [f"tests/ui/a.py::test_one[{number}]" for number in range(5)]
    few = [f"tests/ui/a.py::test_two[{number}]" for number in range(3)]
    assert _left_out(*many, *few, "tests/ui/a.py::test_three") == {many[1], many[2], many[4]}
    assert _left_out(*(each.replace("ui/", "ui/shell/") for each in many)) == set()
