"""A released questionnaire or rule set never changes: a change is a new version in a new file."""

from hashlib import sha256

import pytest

from resources.locate import resource_names, resource_path

RELEASED = {
    "questionnaires": {
        "vigie-weekly-1.0.0.json": (
            "e3eca57c6d759fd25774ec510fabc75067f1aa1a0623040c495bd7b824c2a9dc"
        ),
        "vigie-weekly-1.1.0.json": (
            "f39d900c5d388a83935b56cc909709f3e493c32fdeaefbbcf749441ebf395380"
        ),
    },
    "rules": {
        "default-1.json": ("b3fe858e50bb579aafaacd0572ae015b78e3166aa5e5f21f606c468cfdb78f45"),
        "default-2.json": ("5c9dc6bcbb35e8c68e51857ff95bc0577c604a6be67c22780863fdbb63a6fc05"),
    },
}


def digest(*parts: str) -> str:
    return sha256(resource_path(*parts).read_bytes()).hexdigest()


def test_every_released_file_is_as_it_was_released():
    found = {
        folder: {name: digest(folder, name) for name in resource_names(folder)}
        for folder in RELEASED
    }

    assert found == RELEASED


def test_a_resource_that_is_missing_is_named():
    with pytest.raises(FileNotFoundError, match=r"rules/default-0\.json"):
        resource_path("rules", "default-0.json")
