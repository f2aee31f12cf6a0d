"""What a session of tests makes lies where `tests/support/memory.py` chose."""

import os
import tempfile
from pathlib import Path


def test_files_of_a_test_lie_where_the_session_chose(tmp_path: Path):
    """On a disk a run of everything waits half of its time, and nothing else tells."""
    chosen = Path(os.environ.get("TMPDIR", tempfile.gettempdir())).resolve()

    assert tmp_path.resolve().is_relative_to(chosen)
