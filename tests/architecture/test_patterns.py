"""Ways of writing that this project does not use, each with the reason."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.sources import (
    Rule,
    Source,
    all_sources,
    called_name,
    imported_names,
    offences,
    parse,
    product_sources,
    report,
)

# Where a fault of any kind becomes an outcome, a technical alert, a problem without its words, a
# mail that waits and a task that failed while the others go on.
_BROAD_EXCEPT_ALLOWED = (
    "console/jobs.py",
    "services/answers/judging.py",
    "services/edge/named_requests.py",
    "services/staff/sending.py",
    "services/worker.py",
    "services/exports/making.py",
    "services/delivery/sending.py",
    "services/delivery/carriers/guarding.py",
    "services/end_of_care/making.py",
    "services/exports/spooled/jobs.py",
    "services/exports/spooled/passes.py",
)
_PIXELS_ALLOWED = ("ui", "widgets", "console/app.py", "console/tour.py", "tests")
_READS_MARKUP = frozenset({"QLabel", "QMessageBox", "QTextBrowser", "QErrorMessage", "QWhatsThis"})
# Which argument is the text: setToolTip(text), QToolTip.showText(position, text).
_TOOLTIP_ARGUMENT = {"setToolTip": 0, "showText": 1}
_QT_BANNED = {
    "setIndexWidget": "a widget per row freezes long lists; paint with a delegate",
    "setItemWidget": "a widget per row freezes long lists; paint with a delegate",
    "processEvents": "pumping the loop re-enters the code; submit a job",
}
_PROXY = "QSortFilterProxyModel"


def broad_except(source: Source) -> Iterator[tuple[int, str]]:
    """Catching everything hides what nobody thought of, but for the places named above."""
    if source.is_in(*_BROAD_EXCEPT_ALLOWED):
        return
    for node in source.nodes:
        if isinstance(node, ast.ExceptHandler):
            caught = "" if node.type is None else ast.unparse(node.type)
            if node.type is None or {"Exception", "BaseException"} & set(_words(caught)):
                yield node.lineno, f"except {caught}".strip()
        elif isinstance(node, ast.Call) and called_name(node) == "suppress":
            caught = " ".join(ast.unparse(argument) for argument in node.args)
            if {"Exception", "BaseException"} & set(_words(caught)):
                yield node.lineno, f"suppress({caught})"


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text).split()


def pixels_elsewhere(source: Source) -> Iterator[tuple[int, str]]:
    """QtWidgets belongs to what draws; import-linter cannot name a part of an external package."""
    if source.is_in(*_PIXELS_ALLOWED):
        return
    for line, name in imported_names(source):
        if name.startswith("PySide6.QtWidgets"):
            yield line, f"imports {name}"


def banned_qt(source: Source) -> Iterator[tuple[int, str]]:
    """Calls that freeze or re-enter, and the proxy that sorts 100 000 rows in twenty seconds."""
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in _QT_BANNED:
            yield node.lineno, f"{node.attr}: {_QT_BANNED[node.attr]}"
        elif isinstance(node, ast.Name) and node.id == _PROXY:
            yield node.lineno, f"{_PROXY}: sort an index list of your own, or let the server sort"


def connected_to_a_closure(source: Source) -> Iterator[tuple[int, str]]:
    """A lambda or partial that a signal holds keeps its dialog alive for ever."""
    for node in source.nodes:
        if isinstance(node, ast.Call) and called_name(node) == "connect":
            for argument in node.args:
                partial = isinstance(argument, ast.Call) and called_name(argument) == "partial"
                if isinstance(argument, ast.Lambda) or partial:
                    yield node.lineno, f"connects {ast.unparse(argument)}; use a bound method"


def reads_markup(source: Source) -> Iterator[tuple[int, str]]:
    """Data is shown by the plain labels of `widgets`; Qt itself guesses markup (R-DSK-08)."""
    if not source.is_in("ui", "console", "widgets") or source.is_in("widgets/plain_label.py"):
        return
    for node in source.nodes:
        name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
        if isinstance(node, ast.Name | ast.Attribute) and name in _READS_MARKUP:
            yield node.lineno, f"{name} may read its text as markup"
        elif isinstance(node, ast.Call) and called_name(node) in _TOOLTIP_ARGUMENT:
            text = node.args[_TOOLTIP_ARGUMENT[called_name(node)] :]
            if not text or not _is_plain_tooltip(text[0]):
                yield node.lineno, f"{called_name(node)} without plain_tooltip() may read markup"


def _is_plain_tooltip(value: ast.expr) -> bool:
    if isinstance(value, ast.IfExp):
        return _is_plain_tooltip(value.body) and _is_plain_tooltip(value.orelse)
    empty = isinstance(value, ast.Constant) and value.value == ""
    return empty or (isinstance(value, ast.Call) and called_name(value) == "plain_tooltip")


def pickles(source: Source) -> Iterator[tuple[int, str]]:
    """Reading a pickle runs what it says."""
    for line, name in imported_names(source):
        if name.split(".")[0] in {"pickle", "marshal", "shelve", "dill"}:
            yield line, f"imports {name}"


PLANTED: list[tuple[Rule, str, str]] = [
    (broad_except, "ui/a.py", "try:\n    f()\nexcept Exception:\n    pass"),
    (broad_except, "ui/a.py", "try:\n    f()\nexcept (OSError, BaseException) as e:\n    pass"),
    (broad_except, "services/a.py", "try:\n    f()\nexcept:\n    pass"),
    (broad_except, "tests/a.py", "with contextlib.suppress(Exception):\n    f()"),
    (pixels_elsewhere, "console/session.py", "from PySide6.QtWidgets import QWidget"),
    (pixels_elsewhere, "console/session.py", "from PySide6 import QtWidgets"),
    (pixels_elsewhere, "console/models/rows.py", "import PySide6.QtWidgets"),
    (banned_qt, "ui/a.py", "view.setIndexWidget(index, widget)"),
    (banned_qt, "tests/a.py", "QApplication.processEvents()"),
    (banned_qt, "console/models/a.py", "class Rows(QSortFilterProxyModel):\n    pass"),
    (connected_to_a_closure, "ui/a.py", "button.clicked.connect(lambda: self.go(1))"),
    (connected_to_a_closure, "ui/a.py", "button.clicked.connect(functools.partial(self.go, 1))"),
    (reads_markup, "ui/a.py", "label = QLabel(patient.name)"),
    (reads_markup, "ui/a.py", "QtWidgets.QMessageBox.warning(None, title, text)"),
    (reads_markup, "ui/a.py", "class Note(QLabel):\n    pass"),
    (reads_markup, "widgets/a.py", "self.setToolTip(name)"),
    (reads_markup, "widgets/a.py", "self.setToolTip(plain_tooltip(name) if short else name)"),
    (reads_markup, "widgets/a.py", "QToolTip.showText(where, name)"),
    (pickles, "console/a.py", "import pickle"),
    (pickles, "console/a.py", "from marshal import loads"),
]


@pytest.mark.parametrize(("rule", "path", "text"), PLANTED)
def test_a_planted_offence_is_found(rule, path, text):
    assert len(offences(rule, (parse(path, text),))) == 1


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (broad_except, "ui/a.py", "try:\n    f()\nexcept OSError:\n    pass"),
        (broad_except, "console/jobs.py", "try:\n    f()\nexcept Exception:\n    pass"),
        (pixels_elsewhere, "console/session.py", "from PySide6.QtCore import QObject"),
        (connected_to_a_closure, "ui/a.py", "button.clicked.connect(self.go)"),
        (reads_markup, "widgets/a.py", "self.setToolTip(plain_tooltip(x) if x else '')"),
    ],
)
def test_the_right_way_passes(rule, path, text):
    assert offences(rule, (parse(path, text),)) == []


@pytest.mark.parametrize(
    "rule", [broad_except, pixels_elsewhere, banned_qt, connected_to_a_closure, pickles]
)
def test_nobody_writes_so(rule):
    report(offences(rule, all_sources()))


def test_no_screen_reads_data_as_markup():
    report(offences(reads_markup, product_sources()))
