"""Which questionnaires a patient can be asked, and the version of each that is given out."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, cast

from resources.locate import read_json, resource_names
from services.clinical.questionnaire import by_key
from services.clinical.read_questionnaire import read_questionnaire


@cache
def known_questionnaires() -> Mapping[str, str]:
    """The newest version of each questionnaire of this release, by its name."""
    names = resource_names("questionnaires", suffix=".json")
    documents = [cast(Mapping[str, Any], read_json("questionnaires", name)) for name in names]
    keys = sorted(by_key(read_questionnaire(document) for document in documents))
    return MappingProxyType({key.name: key.version for key in keys})
