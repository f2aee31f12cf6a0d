"""No line of a document changes unseen."""

from tests.reports.golden_documents import FOLDER, documents


def test_the_documents_are_those_that_were_last_looked_at():
    for name, content in documents():
        kept = (FOLDER / name).read_bytes()
        assert content.splitlines() == kept.splitlines(), name
