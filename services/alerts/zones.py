"""The zone of a chart: the rule that fired on a grade, otherwise the set that judged the answer."""

from services.alerts.lead_symptoms import fired_zone
from services.alerts.stored_rules import StoredRules
from services.clinical.alert_zones import alert_zone
from services.clinical.rules import RuleSet
from services.contract.alerts import AlertZone
from services.contract.explanations import Explanation


class Zones:
    """From which estimated grade a rule fires on a symptom."""

    def __init__(self, rules: StoredRules) -> None:
        self._rules = rules

    def of(self, explanation: Explanation, item: str) -> AlertZone | None:
        """The zone, or None when no rule looks at the grade of this symptom alone.

        A rule that fired on a rise has no line of its own; the line of the rule set is drawn then,
        because it is what the next survey will be held against.
        """
        fired = fired_zone(explanation, item)
        if fired is not None or explanation.rule_set_version is None:
            return fired
        rules = self._rules.of(explanation.rule_set_version)
        return None if rules is None else zone_in(rules, item)


def zone_in(rules: RuleSet, item: str) -> AlertZone | None:
    """The line that a rule set draws for a symptom."""
    zone = alert_zone(rules, item)
    if zone is None:
        return None
    return AlertZone(
        threshold=zone.threshold,
        level=zone.level,
        rule_id=zone.rule_id,
        rule_version=zone.rule_version,
    )
