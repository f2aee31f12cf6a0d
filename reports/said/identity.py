"""Who a report is about, by whom and why it was asked for: on each page (R-EXP-03)."""

from typing import Any

from reports.voice import person, several, when
from resources import words
from resources.wording import NO_BREAK, Wording
from services.contract.reports import Report

Data = dict[str, Any]


def identity_data(wording: Wording, report: Report) -> Data:
    """Identity in the order of the product's banner."""
    patient, label = report.patient, report.patient.label
    on = wording.local(report.made_at).date()
    born = wording.text(
        "report-born",
        sex=label.sex.value,
        date=wording.date(label.birth_date),
        age=wording.age(label.birth_date, on),
    )
    title = "" if patient.civility is None else words.civility(wording, patient.civility)
    birth_name = (
        ""
        if patient.birth_name is None
        else wording.text("report-birth-name", sex=label.sex.value, name=patient.birth_name)
    )
    status = words.identity(wording, patient.identity_status)
    ins = wording.text("report-no-ins") if patient.ins is None else wording.ins(patient.ins)
    return {
        "family": label.family_name,
        "given": label.given_name,
        "also": " ".join(filter(None, (f"({title})" if title else "", birth_name))),
        "born": born,
        "record": wording.text("report-record", number=wording.record_number(label.record_number)),
        "sex": wording.text("report-sex", sex=words.sex(wording, label.sex)),
        "ins": wording.text("report-ins", number=ins),
        "status": wording.text("report-identity", status=status),
        "care": several(_care(wording, report)),
    }


def _care(wording: Wording, report: Report) -> list[str]:
    patient = report.patient
    found = [patient.disease or "", patient.oncologist or ""]
    if patient.died_on is not None:
        found.append(
            wording.text(
                "file-banner-died",
                sex=patient.label.sex.value,
                on=wording.date(patient.died_on),
            )
        )
    if patient.ended_on is not None:
        found.append(wording.text("file-banner-ended-on", on=wording.date(patient.ended_on)))
    else:
        found.append(words.monitoring(wording, patient.monitoring))
    return found


def origin_data(wording: Wording, report: Report) -> Data:
    """What stands at the foot of each page, and under the title of the first one."""
    centre, period = report.centre, report.period
    finess = "" if centre.finess is None else f"FINESS{NO_BREAK}{centre.finess}"
    purpose = wording.text(f"report-purpose-{report.purpose}")
    return {
        "centre": several((centre.name, centre.unit or "", finess)),
        "period": wording.text(
            "report-period", first=wording.date(period.first), last=wording.date(period.last)
        ),
        "asked": wording.text(
            "report-asked",
            name=person(report.requester.person),
            at=when(wording, report.made_at),
            purpose=purpose,
        ),
        "software": f"Vigie {report.software_version}",
        "sample": wording.text("report-demonstration") if report.is_demonstration else None,
    }
