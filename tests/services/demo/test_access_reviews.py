"""The demonstration has a review that is begun, and one line of the quarter before is left."""

from collections import Counter

from sqlalchemy import select

from services.contract.staff import ReviewVerdict
from services.db.scope import Scope
from services.db.tables.accounts import Account
from services.db.tables.staff import AccessReviewLine
from tests.services.demo.conftest import Demonstration


def test_this_quarter_is_begun_and_the_one_before_lacks_the_administrator_alone(
    large: Demonstration,
):
    with large.context.database.reading(Scope(large.centre_id)) as session:
        lines = session.scalars(select(AccessReviewLine)).all()
        names = {each.id: each.username for each in session.scalars(select(Account))}

    assert Counter((each.quarter, each.verdict) for each in lines) == {
        ("2025Q3", ReviewVerdict.CONFIRMED): 7,
        ("2025Q4", ReviewVerdict.CONFIRMED): 2,
        ("2025Q4", ReviewVerdict.TO_CHANGE): 1,
    }
    looked_at = {names[each.account_id] for each in lines if each.quarter == "2025Q3"}
    assert set(names.values()) - looked_at == {"marc.autret"}
    assert {names[each.by_id] for each in lines} == {"marc.autret"}
