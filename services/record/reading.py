"""The whole record of a patient, with what was withdrawn."""

from sqlalchemy import bindparam, select

from services.contract.record import PatientRecord
from services.db.tables.patients import Patient
from services.patients import monitoring
from services.record import entries
from services.record import treatment_rows as rows
from services.record.work import Work

_VERSION = select(Patient.version).where(Patient.id == bindparam("patient_id"))


def record_of(work: Work) -> PatientRecord:
    """All facts and treatments of a patient; raises 404 for one out of reach."""
    monitoring.find(work.session, work.caller, work.patient_id)
    facts = entries.of_patient(work.session, work.patient_id)
    cycles = rows.cycles_of(work.session, work.patient_id)
    return PatientRecord(
        entries=entries.shown_all(work.session, work.cipher, facts),
        lines=[
            rows.shown_line(work.cipher, line, cycles)
            for line in rows.lines_of(work.session, work.patient_id)
        ],
        version=work.session.scalars(_VERSION, {"patient_id": work.patient_id}).one(),
    )
