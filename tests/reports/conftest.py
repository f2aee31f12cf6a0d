"""Reports that several tests look at, set once."""

from collections.abc import Callable
from functools import cache

import pytest

from reports.pdf.document import pdf_of
from tests.samples import reports


@cache
def _set(name: str, language: str) -> bytes:
    return pdf_of(getattr(reports, name)(language))


@pytest.fixture(scope="session")
def pdf() -> Callable[[str, str], bytes]:
    """A sample of `tests.samples.reports` in a language as PDF."""
    return _set
