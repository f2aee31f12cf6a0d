"""Random answers and rules, most of them nearly right: that is where mistakes hide."""

from datetime import timedelta

from hypothesis import strategies as st

from services.clinical.known import Known, RuleException
from services.contract.enums import AlertLevel, Attribute, ExceptionKind
from tests.support.clinical_forms import NOW, weekly

CODES = [*weekly().items, "happiness", "*", ""]
ATTRIBUTES = [*(attribute.value for attribute in Attribute), "colour", "*"]

# What an attribute may hold on the wire: any JSON scalar, mostly a value of the scale.
SCALARS = st.one_of(
    st.integers(0, 4),
    st.integers(-1, 6),
    st.sampled_from(["opt_out", "3", "", "opt-out"]),
    st.none(),
    st.sampled_from([2.0, 2.5, -0.0, 1e300, 10**400]),
    st.text(max_size=8),
)
INSTANTS = st.one_of(
    st.integers(-20_000, 20_000).map(
        lambda minutes: (NOW + timedelta(minutes=minutes)).isoformat()
    ),
    st.sampled_from(["", "noon", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]),
    st.none(),
)
READINGS = st.fixed_dictionaries(
    {},
    optional={
        "value": st.one_of(st.sampled_from([37.9, 38.0, 38.2, 38.3, 101, -1]), st.floats(30, 45)),
        "unit": st.sampled_from(["Cel", "Cel", "Cel", "[degF]", ""]),
        "measured_at": INSTANTS,
        "site": SCALARS,
    },
)
WEIGHTS = st.fixed_dictionaries(
    {},
    optional={
        "value": st.one_of(
            st.sampled_from([80.0, 77.6, 76.0, 24.9, 25, 300, 300.1, 64, 96, -1, 0]),
            st.floats(60, 90),
            st.floats(allow_nan=False, allow_infinity=False),
            st.none(),
        ),
        "unit": st.sampled_from(["kg", "kg", "kg", "[lb_av]", "g", ""]),
        "clothes": SCALARS,
    },
)
KNOWN_ITEMS = st.fixed_dictionaries(
    {},
    optional={
        item.code: st.fixed_dictionaries(
            {}, optional={attribute.value: SCALARS for attribute in item.questions}
        )
        for item in weekly().items.values()
    },
)
ANY_ITEMS = st.dictionaries(
    st.sampled_from(CODES) | st.text(max_size=8),
    st.dictionaries(st.sampled_from(ATTRIBUTES) | st.text(max_size=8), SCALARS, max_size=4),
    max_size=4,
)
ANSWERS = st.fixed_dictionaries(
    {
        "questionnaire": st.sampled_from(["vigie-weekly"] * 8 + ["other", ""]),
        "version": st.sampled_from(["1.1.0"] * 6 + ["1.0.0"] * 2 + ["0.9", ""]),
        "authored_at": st.just(NOW.isoformat()) | INSTANTS,
        "items": st.one_of(KNOWN_ITEMS, KNOWN_ITEMS, ANY_ITEMS),
    },
    optional={
        "language": st.sampled_from(["fr", "en", "tlh", ""]),
        "temperatures": st.lists(READINGS, max_size=5),
        "urgency": st.sampled_from(["urgent", "can_wait", "soon", "", None]),
        "comment": st.text(max_size=20) | st.none(),
        "weight": WEIGHTS | st.none(),
        "ecog": SCALARS,
        "fall": st.sampled_from(["yes", "no", "opt_out", "maybe", "", None]),
        "replaces": st.sampled_from([None, None, "", "01a2"]),
    },
)

_ITEMS = st.sampled_from([*weekly().items, "*"])
_OPERATORS = st.sampled_from(["at_least", "at_most", "equals"])
_TESTS = st.one_of(
    st.fixed_dictionaries(
        {
            "test": st.just("composite"),
            "item": _ITEMS,
            "operator": _OPERATORS,
            "value": st.integers(0, 3),
        }
    ),
    st.fixed_dictionaries({"test": st.just("reached"), "item": _ITEMS, "value": st.integers(1, 3)}),
    st.fixed_dictionaries(
        {"test": st.just("rise"), "item": _ITEMS, "by": st.integers(1, 4)},
        optional={"attribute": st.sampled_from(ATTRIBUTES)},
    ),
    st.fixed_dictionaries(
        {
            "test": st.just("attribute"),
            "item": _ITEMS,
            "attribute": st.sampled_from(ATTRIBUTES),
            "operator": _OPERATORS,
            "value": st.integers(-1, 5),
        }
    ),
    st.fixed_dictionaries(
        {"test": st.just("temperature"), "at_least": st.floats(29, 46)},
        optional={"below": st.floats(29, 46)},
    ),
    st.fixed_dictionaries(
        {
            "test": st.just("temperature_twice"),
            "at_least": st.floats(29, 46),
            "apart_minutes": st.integers(0, 1441),
        }
    ),
    st.fixed_dictionaries(
        {
            "test": st.just("weight_loss"),
            "at_least_percent": st.floats(0, 101),
            "within_days": st.integers(0, 367),
        },
        optional={"below_percent": st.floats(0, 101)},
    ),
    st.fixed_dictionaries(
        {"test": st.just("ecog"), "operator": _OPERATORS, "value": st.integers(-1, 5)}
    ),
    st.fixed_dictionaries({"test": st.just("ecog_rise"), "by": st.integers(0, 5)}),
    st.just({"test": "fall"}),
    st.fixed_dictionaries(
        {
            "test": st.just("persistent"),
            "item": _ITEMS,
            "at_least": st.integers(0, 4),
            "surveys": st.integers(1, 7),
        }
    ),
    st.fixed_dictionaries(
        {
            "test": st.just("treatment"),
            "any_of": st.lists(st.text(min_size=2, max_size=6), max_size=3),
        }
    ),
    st.fixed_dictionaries(
        {"test": st.just("urgency"), "equals": st.sampled_from(["urgent", "can_wait", "soon"])}
    ),
)
CONDITIONS = st.recursive(
    _TESTS,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"test": st.just("not"), "of": inner}),
        st.fixed_dictionaries(
            {"test": st.sampled_from(["all", "any"]), "of": st.lists(inner, max_size=4)}
        ),
    ),
    max_leaves=8,
)
RULES = st.fixed_dictionaries(
    {"when": CONDITIONS, "level": st.sampled_from([level.value for level in AlertLevel])},
    optional={"active": st.booleans()},
)


EXCEPTIONS = st.lists(
    st.builds(
        RuleException,
        id=st.text("abc", min_size=1, max_size=3),
        kind=st.sampled_from(ExceptionKind),
        item=st.sampled_from([*weekly().items, "happiness"]),
        level=st.integers(0, 2),
        rule_set_version=st.sampled_from(["default-2", "default-2", "trial-2", "default-1"]),
        rule_id=st.sampled_from([None, "TST-01", "FAT-01", "DIA-01"]),
        rule_version=st.sampled_from([None, 1, 2]),
        since=st.sampled_from([NOW - timedelta(days=3), NOW, NOW + timedelta(days=1)]),
        until=st.sampled_from([NOW - timedelta(days=1), NOW, NOW + timedelta(days=3)]),
        by=st.just("Dr Essai"),
    ),
    max_size=4,
)
KNOWN = st.builds(
    Known,
    treatment=st.sampled_from([None, "", "FOLFIRI + bévacizumab", "Irinotécan", "\u0130\u0301"]),
    exceptions=EXCEPTIONS.map(tuple),
)
