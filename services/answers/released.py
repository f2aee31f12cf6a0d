"""The questionnaires and rule sets that come with this release, read and checked once."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final, cast

from resources.locate import read_json, resource_names
from services.clinical.questionnaire import QuestionnaireKey, Questionnaires, by_key
from services.clinical.read_questionnaire import read_questionnaire
from services.clinical.read_rule_set import read_rule_set
from services.clinical.rules import RuleSet

DEFAULT_NAME: Final = "default"

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Released:
    """Everything of a clinical nature that a release brings, by name and version."""

    questionnaires: Questionnaires
    questionnaire_documents: Mapping[QuestionnaireKey, Document]
    rule_sets: Mapping[str, RuleSet]
    rule_set_documents: Mapping[str, Document]

    @property
    def default_version(self) -> str:
        """The newest rule set under the default name: what a new centre starts with."""
        known = [each for each in self.rule_sets.values() if each.name == DEFAULT_NAME]
        return max(known, key=lambda each: each.version).label


@cache
def released() -> Released:
    """What the resources hold; raises when a document cannot be read, so that no service starts."""
    documents = [
        cast(Document, read_json("questionnaires", name))
        for name in resource_names("questionnaires", suffix=".json")
    ]
    read = [(read_questionnaire(document), document) for document in documents]
    questionnaires = by_key(questionnaire for questionnaire, _ in read)
    rule_sets: dict[str, RuleSet] = {}
    rule_set_documents: dict[str, Document] = {}
    for name in resource_names("rules", suffix=".json"):
        document = cast(Document, read_json("rules", name))
        rule_set = read_rule_set(document, questionnaires)
        rule_sets[rule_set.label] = rule_set
        rule_set_documents[rule_set.label] = document
    return Released(
        questionnaires,
        MappingProxyType({questionnaire.key: document for questionnaire, document in read}),
        MappingProxyType(rule_sets),
        MappingProxyType(rule_set_documents),
    )


def fingerprint(document: Document) -> str:
    """The SHA-256 of a document, whatever its spacing and the order of its fields."""
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
