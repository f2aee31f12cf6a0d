"""What others find wrong with a FHIR document: the npm package `fhir`, and fhir.resources."""

import json
import subprocess
import warnings
from pathlib import Path
from typing import Any

from tests.support.node import NODE, installed


def found_by_npm(document: bytes, folder: Path) -> list[dict[str, Any]]:
    """Messages of the validator by the definitions of R4; empty where there is nothing."""
    path = folder / "document.json"
    path.write_bytes(document)
    done = subprocess.run(
        [str(NODE), "fhir.js", str(path)],
        cwd=installed(),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return found


def read_by_fhir_resources(document: bytes) -> Any:
    """The bundle as fhir.resources reads it; raises `ValueError` for what is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from fhir.resources.R4B.bundle import Bundle

        return Bundle.model_validate_json(document)
