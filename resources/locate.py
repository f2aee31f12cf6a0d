"""Finds the files of this folder, from a checkout and from an installed package alike."""

import json
from importlib.resources import files
from pathlib import Path


def resource_path(*parts: str) -> Path:
    """Return the path of a resource; raises FileNotFoundError with its name when it is missing."""
    root = files("resources")
    if not isinstance(root, Path):
        raise FileNotFoundError("the resources must be installed as files, not in an archive")
    path = root.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"resource {'/'.join(parts)} is missing from the installation")
    return path


def read_json(*parts: str) -> object:
    """Return the content of a JSON resource."""
    return json.loads(resource_path(*parts).read_bytes())


def resource_names(*parts: str, suffix: str = "") -> list[str]:
    """Return the sorted names of the files in a folder of resources."""
    folder = resource_path(*parts)
    return sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(suffix))
