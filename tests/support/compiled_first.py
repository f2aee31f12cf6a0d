"""Every source is compiled once, before the processes of a run all want it at the same time.

In a clean clone each of them would rewrite the assertions of every file for itself: a minute on two
cores. What is compiled already is left as it is.
"""

import multiprocessing
import os
from collections.abc import Sequence
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Final

import pytest
from _pytest.assertion import rewrite

_ROOT: Final = Path(__file__).parents[2]
_PACKAGES: Final = ("tests", "services", "ui", "console", "widgets", "reports", "resources")


def compile_first(config: pytest.Config) -> None:
    """Compiles what a run on several processes imports, on all cores; a fault is the import's."""
    cores = os.cpu_count() or 1
    sources = sorted(path for name in _PACKAGES for path in (_ROOT / name).rglob("*.py"))
    forked = multiprocessing.get_context("fork")
    working = [
        forked.Process(target=_compile_all, args=(sources[one::cores], config))
        for one in range(cores)
    ]
    for process in working:
        process.start()
    for process in working:
        process.join()


def _compile_all(sources: Sequence[Path], config: pytest.Config) -> None:
    for source in sources:
        if source.name.startswith("test_") or source.name == "conftest.py":
            _rewrite(source, config)
        else:
            SourceFileLoader(source.stem, str(source)).get_code(source.stem)


def _rewrite(source: Path, config: pytest.Config) -> None:
    """As pytest does on import, which offers no way to do it without running the file."""
    folder = rewrite.get_cache_dir(source)
    kept = folder / f"{source.stem}{rewrite.PYC_TAIL}"
    if rewrite._read_pyc(source, kept) is not None:
        return
    folder.mkdir(exist_ok=True)
    digest, code = rewrite._rewrite_test(source, config)
    rewrite._write_pyc(config.stash[rewrite.assertstate_key], code, digest, kept)
