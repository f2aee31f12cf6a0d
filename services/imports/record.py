"""Facts of a bundle, written once: what was imported before is known again."""

from uuid import UUID

from services.contract.bundle_import import ImportReason
from services.contract.bundle_resources import Condition, Observation
from services.contract.enums import EntrySource
from services.db.tables.record import RecordEntry
from services.ids import new_id
from services.imports import rows
from services.imports.facts import Fact, diagnosis_of, measure_of
from services.imports.lines import Line, Refused, taken_back
from services.imports.reading import Item
from services.imports.work import Work
from services.record import entries
from services.record.partial_dates import written


def take_facts(work: Work, items: list[Item]) -> None:
    """Takes diagnoses and measures."""
    for item in items:
        if item.line.refused is None and isinstance(item.resource, Condition | Observation):
            try:
                _take(work, item, item.resource)
            except Refused as refused:
                item.line.refuse(refused.reason)


def _take(work: Work, item: Item, resource: Condition | Observation) -> None:
    patient_id = work.patient_of(resource.subject)
    item.line.patient_id = patient_id
    external = work.external_index(item, resource)
    try:
        if isinstance(resource, Condition):
            fact = diagnosis_of(resource, item.line, work.zone, work.today)
        else:
            fact = measure_of(resource, work.zone, work.today)
    except Refused as refused:
        known = rows.entry(work.session, patient_id, external)
        raise taken_back(refused, stands=known is not None and known.withdrawn_at is None) from None
    work.require_lived(patient_id, fact.began, fact.ended)
    _keep(work, item.line, patient_id, fact, external)


def _keep(work: Work, line: Line, patient_id: UUID, fact: Fact, external: bytes) -> None:
    cipher = work.context.keys.patient(patient_id)
    known = rows.entry(work.session, patient_id, external)
    if known is not None:
        stands = entries.shown(cipher, known, {})
        ended = None if fact.ended is None else written(*fact.ended)
        said = (fact.content, written(*fact.began), ended)
        if said != (stands.content, stands.began_on, stands.ended_on):
            raise Refused(ImportReason.DIFFERS_FROM_KNOWN)
        line.is_known()
        return
    work.require_writable(patient_id)
    entry_id = new_id()
    columns = {
        "id": entry_id,
        "centre_id": work.caller.centre_id,
        "patient_id": patient_id,
        "kind": fact.content.kind,
        "event": None,
        "began_on": fact.began.day,
        "precision": fact.began.precision,
        "ended_on": None if fact.ended is None else fact.ended.day,
        "ended_precision": None if fact.ended is None else fact.ended.precision,
        "content": entries.seal_content(cipher, entry_id, fact.content),
        "source": EntrySource.IMPORT,
        "recorded_by": work.caller.account_id,
        "recorded_at": work.now,
        "version": 1,
        "changed_by": work.caller.account_id,
        "changed_at": work.now,
        "external_index": external,
    }
    rows.add(work.session, RecordEntry, columns)
