"""With what is told of the demonstration one opens the pages of somebody who is asked this week."""

import json

from services.db.scope import NO_CENTRE, Scope
from services.demo.calendar import PRESENT
from services.demo.folders import ACCOUNTS_FILE
from services.invitations.entering import find
from services.schedule.windows import open_window
from tests.services.demo.conftest import Demonstration


def test_the_code_that_is_told_is_of_somebody_with_a_questionnaire_before_them(
    small_on_sqlite: Demonstration,
):
    context = small_on_sqlite.context
    told = json.loads((small_on_sqlite.settings.data_dir.parent / ACCOUNTS_FILE).read_text())
    with context.database.reading(NO_CENTRE) as session:
        found = find(session, context, told["patient"]["code"])
    assert found is not None
    with context.database.reading(Scope(small_on_sqlite.centre_id)) as session:
        window = open_window(session, found.patient_id, PRESENT)

    known = small_on_sqlite.patients[found.patient_id]
    assert known.row.unit_id == small_on_sqlite.units[0]
    assert known.identity.birth_date.isoformat() == told["patient"]["birth_date"]
    assert window is not None
    assert not window.is_answered
