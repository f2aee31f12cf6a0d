"""The zone of a chart: the rule that fired on a grade, otherwise the set that judged the answer."""

from pydantic import ValidationError
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.alerts.lead_symptoms import fired_zone
from services.clinical.alert_zones import alert_zone
from services.clinical.rules import RuleSet as Rules
from services.contract.alerts import AlertZone
from services.contract.explanations import Explanation
from services.db.tables.centres import RuleSet

_CONTENT = select(RuleSet.content).where(RuleSet.version == bindparam("version"))


class Zones:
    """From which estimated grade a rule fires on a symptom; reads each rule set once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._read: dict[str, Rules | None] = {}

    def of(self, explanation: Explanation, item: str) -> AlertZone | None:
        """The zone, or None when no rule looks at the grade of this symptom alone.

        A rule that fired on a rise has no line of its own; the line of the rule set is drawn then,
        because it is what the next survey will be held against.
        """
        fired = fired_zone(explanation, item)
        if fired is not None or explanation.rule_set_version is None:
            return fired
        rules = self._rules(explanation.rule_set_version)
        zone = None if rules is None else alert_zone(rules, item)
        if zone is None:
            return None
        return AlertZone(
            threshold=zone.threshold,
            level=zone.level,
            rule_id=zone.rule_id,
            rule_version=zone.rule_version,
        )

    def _rules(self, version: str) -> Rules | None:
        if version not in self._read:
            self._read[version] = self._read_rules(version)
        return self._read[version]

    def _read_rules(self, version: str) -> Rules | None:
        content = self._session.scalar(_CONTENT, {"version": version})
        if content is None:
            return None
        try:
            return Rules.model_validate(content)
        except ValidationError:
            # In the words of another release: no line rather than a wrong one.
            return None
