"""The alert zones of a period: those of the rules that were in force on each of its days."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import Final

from services.alerts.stored_rules import Activation, StoredRules
from services.alerts.zones import zone_in
from services.contract.alerts import AlertZone
from services.contract.patient_file import ZoneSpan
from services.files.period import Period

_Zones = dict[str, AlertZone | None]
_MOST_KEPT: Final = 32
_KNOWN: Final[dict[tuple[str, str], _Zones]] = {}
"""By version and fingerprint of the rule set; a stored one is never changed."""


def zone_spans(
    stored: StoredRules, activations: Sequence[Activation], period: Period, items: Iterable[str]
) -> tuple[dict[str, list[ZoneSpan]], bool]:
    """For each symptom its zones, the oldest first, a span for each time that it changed; and
    whether all rules that were in force could be read.
    """
    wanted = list(items)
    of_sets = [
        (since, _zones(stored, activation, wanted))
        for since, activation in _touching(activations, period)
    ]
    spans: dict[str, list[ZoneSpan]] = {item: [] for item in wanted}
    for since, zones in of_sets:
        for item, listed in spans.items():
            zone = None if zones is None else zones[item]
            if not listed or listed[-1].zone != zone:
                listed.append(ZoneSpan(since=since, zone=zone))
    return spans, all(zones is not None for _, zones in of_sets)


def _touching(
    activations: Sequence[Activation], period: Period
) -> Iterator[tuple[date, Activation]]:
    """Those that were in force at the end of a day of the period, from which of its days on.

    Of several on one day only the last one is.
    """
    days = [max(period.since, period.day(each.active_from)) for each in activations]
    spans = zip_longest(days, days[1:])
    for (since, following), activation in zip(spans, activations, strict=True):
        if since != following and since <= period.until:
            yield since, activation


def _zones(stored: StoredRules, activation: Activation, items: Iterable[str]) -> _Zones | None:
    key = (activation.version, activation.sha256)
    zones = dict(_KNOWN.get(key, {}))
    missing = [item for item in items if item not in zones]
    if missing:
        rules = stored.known(*key)
        if rules is None:
            return None
        zones |= {item: zone_in(rules, item) for item in missing}
        if len(_KNOWN) >= _MOST_KEPT:
            _KNOWN.clear()
        _KNOWN[key] = zones
    return zones
