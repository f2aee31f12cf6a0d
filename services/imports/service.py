"""One bundle in one transaction: what can be taken is taken whole, every entry has its line."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.orm import Session

from services.audit.journal import entry_of, record
from services.contract.bundle_import import Bundle, ImportResult
from services.db.holding import hold_numbers
from services.edge.writes import Done
from services.errors import not_found
from services.imports import rows
from services.imports.answers import take_answers
from services.imports.enrolment import take_people
from services.imports.lines import report_of
from services.imports.reading import Item, items_of, require_bounded
from services.imports.record import take_facts
from services.imports.treatments import Treatments
from services.imports.work import Work
from services.live.announcing import announce_patients
from services.security.caller import Caller


def import_bundle(work: Work, bundle: Bundle) -> Done:
    """Takes a bundle in; raises 404 for a unit that the caller cannot reach, 413 for too much.

    A refused resource leaves nothing behind, and what is about a refused patient is refused. A
    fault takes everything back. The journal names each patient.
    """
    _require_unit(work.session, work.caller, work.unit_id)
    require_bounded(bundle)
    hold_numbers(work.session, work.caller.centre_id)
    items = list(items_of(bundle))
    take_people(work, items)
    take_facts(work, items)
    Treatments(work).take(items)
    take_answers(work, items)
    _tell_readers(work, items)
    # A refusal may say what is in a record, so it is a reading of it.
    for patient_id in dict.fromkeys(item.line.patient_id for item in items):
        if patient_id is None:
            continue
        record(
            work.session,
            entry_of(
                work.caller,
                "import_bundle",
                work.now,
                object_id=patient_id,
                patient_id=patient_id,
            ),
        )
    return Done(report_of(item.line for item in items))


def _tell_readers(work: Work, items: Iterable[Item]) -> None:
    """Whoever has the file open of somebody of whom something was taken reads it again."""
    taken = {
        item.line.patient_id
        for item in items
        if item.line.refused is None and item.line.result is not ImportResult.KNOWN
    }
    changed = [each for each in taken if each is not None and each not in work.enrolled]
    announce_patients(work.session, work.context.database, work.caller, changed, work.now)


def _require_unit(session: Session, caller: Caller, unit_id: UUID) -> None:
    """A machine brings patients into any unit of its centre, a person into their own."""
    is_within = caller.credential_scope is not None or unit_id in caller.unit_ids
    if not is_within or not rows.is_unit(session, unit_id):
        raise not_found()
