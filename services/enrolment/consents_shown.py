"""The three lines of consent of a patient, with everything that was ever said."""

from collections.abc import Mapping
from uuid import UUID

from services.centres.people import people
from services.consents.service import TEXTS, Standing, has_consent, history, text_of
from services.contract.consents import ConsentLine, ConsentSaid, PatientConsents
from services.contract.people import PersonLabel
from services.patients import monitoring
from services.record.work import Work


def read(work: Work) -> PatientConsents:
    """What a patient has said; raises 404."""
    monitoring.find(work.session, work.caller, work.patient_id)
    return consents_of(work)


def consents_of(work: Work) -> PatientConsents:
    """The lines in their order, each with its answers, newest first."""
    every = history(work.session, work.patient_id)[::-1]
    named = people(work.session, [each.collected_by for each in every])
    lines = []
    for kind in TEXTS:
        said = [_said(each, named) for each in every if each.kind is kind]
        text = text_of(kind)
        lines.append(
            ConsentLine(
                kind=kind,
                standing=said[0] if said else None,
                history=said,
                notice=text.name,
                current_version=text.version,
            )
        )
    return PatientConsents(lines=lines, may_be_followed=has_consent(work.session, work.patient_id))


def _said(each: Standing, named: Mapping[UUID, PersonLabel]) -> ConsentSaid:
    return ConsentSaid(
        id=each.id,
        choice=each.choice,
        at=each.at,
        collection=each.collection,
        collected_by=None if each.collected_by is None else named.get(each.collected_by),
        notice=each.notice,
        notice_version=each.notice_version,
        language=each.language,
    )
