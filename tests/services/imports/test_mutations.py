"""Whatever is done to a good bundle: an answer, never a fault, and nobody half written."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.db.tables.patients import Patient
from services.patients.identity import open_identity
from tests.services.imports.conftest import Dock
from tests.support.bundles import whole

_JUNK: list[Any] = [
    None,
    True,
    0,
    -1,
    1e308,
    10**30,
    "",
    " ",
    "\u0000",
    "\u202e",
    "é" * 600,
    "2025-02-30",
    "9999-12-31T23:59:59-12:00",
    "Patient/",
    "urn:uuid:",
    [],
    {},
    [[]],
    [None],
    {"reference": "#"},
    {"coding": [{"code": "x"}]},
    "entered-in-error",
]


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a document, the deepest ones too."""
    if path:
        yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _places(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _places(inner, (*path, number))


_PLACES = [path for path in _places(whole()) if path[0] == "entry"]
_CHANGES = st.lists(
    st.tuples(
        st.sampled_from(_PLACES),
        st.sampled_from(["replace", "remove", "double", "rename"]),
        st.sampled_from(_JUNK),
    ),
    min_size=1,
    max_size=5,
)


def _changed(document: Any, changes: list[tuple[tuple[Any, ...], str, Any]]) -> Any:
    for path, how, junk in changes:
        parent = document
        try:
            for part in path[:-1]:
                parent = parent[part]
            _change(parent, path[-1], how, copy.deepcopy(junk))
        except (KeyError, IndexError, TypeError):
            continue  # What stood there is gone already.
    return document


def _change(parent: Any, last: Any, how: str, junk: Any) -> None:
    if how == "replace":
        parent[last] = junk
    elif how == "remove":
        del parent[last]
    elif how == "double" and isinstance(parent, list):
        parent.append(copy.deepcopy(parent[last]))
    elif how == "rename" and isinstance(parent, dict):
        parent[f"{last}x"] = parent.pop(last)


@given(changes=_CHANGES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_bundle_with_any_defect_is_answered_line_by_line(sqlite_dock: Dock, changes: Any):
    made = _changed(whole(), changes)

    answer = sqlite_dock.sends(made)

    assert answer.status_code in (200, 400, 422), answer.text
    if answer.status_code == 200:
        report = answer.json()
        assert [line["place"] for line in report["lines"]] == list(range(len(made["entry"])))
        counted = sum(report[each] for each in ("taken", "taken_with_warning", "known", "refused"))
        assert counted == len(made["entry"])
        assert all(line["reasons"] for line in report["lines"] if line["result"] == "refused")
        # The same once more writes nothing: whatever was taken is known again.
        again = sqlite_dock.sends(json.loads(json.dumps(made))).json()
        assert again["taken"] == 0, (changes, again)
    for row in sqlite_dock.rows(Patient):
        cipher = sqlite_dock.service.context.keys.patient(row.id)
        assert open_identity(cipher, row.id, row.identity).family_name


def test_a_fault_in_the_middle_takes_everything_back(dock: Dock, monkeypatch: Any):
    def _fail(*_: Any) -> None:
        raise RuntimeError("the disk")

    before = len(dock.rows(Patient))
    monkeypatch.setattr("services.imports.service.take_answers", _fail)

    answer = dock.sends(whole())

    assert answer.status_code == 500
    assert len(dock.rows(Patient)) == before
    monkeypatch.undo()
    assert dock.report(whole())["refused"] == 0
