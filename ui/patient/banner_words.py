"""From a patient's header to the banner over every tab of the file (screens.md 3.3, 1.10)."""

from __future__ import annotations

from datetime import datetime

from console.models.expecting import running_ones, what
from console.models.identity_text import STATUS_LOOKS, course, names, why_missing
from resources import words
from resources.wording import Wording
from services.contract.enums import IdentityStatus, Monitoring
from services.contract.patients import HeaderPart, PatientHeader
from services.contract.rule_exceptions import RuleException
from widgets.patient_banner_look import BannerField, BannerGround, PatientBannerLook


def banner_look(
    w: Wording,
    header: PatientHeader,
    exceptions: list[RuleException],
    now: datetime,
    access_until: datetime | None = None,
    *,
    is_ending: bool = False,
) -> PatientBannerLook:
    """Everything that the banner says; `access_until` ends an exceptional access."""
    label = header.label
    is_readable = bool(label.family_name)
    family_name, given_name = names(w, label)
    kind, icon = STATUS_LOOKS[header.identity_status]
    ground, notice = _ground(w, header)
    return PatientBannerLook(
        family_name=family_name,
        first_name=given_name,
        birth_name=_title_and_birth_name(w, header) if is_readable else "",
        born=_born(w, header, now),
        sex=BannerField(
            w.text("triage-sex-label"), words.sex(w, label.sex) if is_readable else _unknown(w)
        ),
        ins=_ins(w, header),
        record=_record(w, header),
        ins_status=words.identity(w, header.identity_status),
        ins_status_kind=kind,
        ins_status_icon=icon,
        context=_context(w, header),
        more=_more(w, header),
        ground=ground,
        notice=" · ".join([notice] * bool(notice) + _expected(w, exceptions, now)),
        exceptional="" if access_until is None else _exceptional(w, access_until, now),
        end_label="" if access_until is None else _end_label(w, is_ending=is_ending),
        more_label=w.text("file-banner-more"),
        less_label=w.text("file-banner-less"),
        copy_hint=w.text("file-banner-copy"),
        description=w.text("file-banner-described"),
    )


def _title_and_birth_name(w: Wording, header: PatientHeader) -> str:
    """`(Mme) née LE DANTEC`."""
    civility = header.civility
    title = words.civility(w, civility) if civility else ""
    parts = [w.text("file-banner-name-title", title=title)] if title else []
    is_other = bool(header.birth_name) and header.birth_name != header.label.family_name
    if is_other and not w.is_masked:
        sex, name = header.label.sex.value, header.birth_name or ""
        parts.append(w.text("triage-birth-name", name=name, sex=sex))
    return " ".join(parts)


def _unknown(w: Wording) -> str:
    return w.text("triage-unknown")


def _ground(w: Wording, header: PatientHeader) -> tuple[BannerGround, str]:
    match header.monitoring:
        case Monitoring.ENDED if header.died_on is not None:
            died = w.text("file-banner-died", on=w.date(header.died_on), sex=header.label.sex.value)
            return BannerGround.DECEASED, died
        case Monitoring.ENDED if header.ended_on is not None:
            return BannerGround.ARCHIVED, w.text("file-banner-ended-on", on=w.date(header.ended_on))
        case Monitoring.ENDED:
            return BannerGround.ARCHIVED, w.text("file-banner-ended")
        case _ if header.identity_status is IdentityStatus.DOUBTFUL:
            return BannerGround.DOUBTFUL, w.text("file-banner-doubtful")
        case Monitoring.PAUSED | Monitoring.PENDING:
            return BannerGround.PLAIN, words.monitoring(w, header.monitoring)
        case _:
            return BannerGround.PLAIN, ""


def _exceptional(w: Wording, until: datetime, now: datetime) -> str:
    minutes = max(0, int((until - now).total_seconds() // 60))
    return w.text("file-banner-exceptional", minutes=minutes)


def _end_label(w: Wording, *, is_ending: bool) -> str:
    return w.text("exceptional-ending" if is_ending else "exceptional-end")


def _born(w: Wording, header: PatientHeader, now: datetime) -> BannerField:
    label = header.label
    if not label.family_name:
        return BannerField(w.text("triage-born-label", sex="unknown"), _unknown(w))
    if w.is_masked:
        age = w.age(label.birth_date, w.local(now).date())
        return BannerField(w.text("privacy-age-label"), age)
    age = w.age(label.birth_date, w.local(now).date())
    return BannerField(
        w.text("triage-born-label", sex=label.sex.value), w.date(label.birth_date), f" ({age})"
    )


def _ins(w: Wording, header: PatientHeader) -> BannerField:
    label = w.text("triage-ins-label")
    if header.ins is None or w.is_masked:
        text = w.text("file-banner-masked" if w.is_masked else "triage-ins-none")
        return BannerField(label, text, is_strong=False)
    return BannerField(label, w.ins(header.ins), copied=header.ins)


def _record(w: Wording, header: PatientHeader) -> BannerField:
    label, number = w.text("triage-record-label"), header.label.record_number
    if w.is_masked:
        return BannerField(label, w.text("file-banner-masked"), is_strong=False)
    if not number:
        return BannerField(label, _unknown(w), is_strong=False)
    return BannerField(label, w.record_number(number), copied=number)


def _expected(w: Wording, exceptions: list[RuleException], now: datetime) -> list[str]:
    """What is expected of the patient, and until when: it raises no alert meanwhile."""
    return [
        w.text(
            "file-banner-expected",
            what=what(w, each),
            until=w.day(w.local(each.until).date()),
        )
        for each in running_ones(exceptions, now)
    ]


def _context(w: Wording, header: PatientHeader) -> tuple[BannerField, ...]:
    """Disease, treatment, phone and carer on one line."""
    return _disease(w, header), _treatment(w, header), _phone(w, header), _carer(w, header)


def _disease(w: Wording, header: PatientHeader) -> BannerField:
    text = header.disease or why_missing(
        w,
        header,
        HeaderPart.CONTACT,
        "triage-disease-unknown",
        "triage-disease-unreadable",
    )
    spoken = w.text("file-banner-disease", disease=text)
    return BannerField("", text, icon="activity", is_strong=False, spoken=spoken)


def _carer(w: Wording, header: PatientHeader) -> BannerField:
    """A carer's name is an identity too."""
    label = w.text("file-banner-carer")
    text = header.carer or _not_reached(w, header)
    if w.is_masked and header.carer:
        text = w.text("file-banner-masked")
    return BannerField(label, text, icon="users", is_strong=False)


def _treatment(w: Wording, header: PatientHeader) -> BannerField:
    treatment, label = header.treatment, w.text("file-banner-treatment")
    if treatment is None:
        text = why_missing(
            w,
            header,
            HeaderPart.TREATMENT,
            "triage-treatment-unknown",
            "triage-treatment-unreadable",
        )
        return BannerField("", text, icon="drop", is_strong=False, spoken=text)
    when = course(w, treatment)
    rest = f", {when}" if when else ""
    spoken = f"{label} {treatment.name}{rest}"
    return BannerField("", treatment.name, rest=rest, icon="drop", spoken=spoken)


def _phone(w: Wording, header: PatientHeader) -> BannerField:
    label = w.text("file-banner-phone")
    if header.phone is None:
        text = why_missing(
            w, header, HeaderPart.CONTACT, "triage-no-phone", "triage-phone-unreadable"
        )
        return BannerField("", text, icon="phone", is_strong=False, spoken=text)
    if w.is_masked:
        text = w.text("privacy-phone-hidden")
        return BannerField("", text, icon="phone", is_strong=False, spoken=text)
    number = w.phone(header.phone)
    return BannerField("", number, icon="phone", copied=header.phone, spoken=f"{label} {number}")


def _more(w: Wording, header: PatientHeader) -> tuple[BannerField, ...]:
    """What unfolds: where the patient is reached, who treats; what is missing says why."""
    reached = (
        ("file-banner-hours", header.preferred_hours),
        ("file-banner-address", _on_one_line(header.address)),
        ("file-banner-email", header.email),
    )
    treating = (
        ("file-banner-gp", header.general_practitioner),
        ("file-banner-oncologist", header.oncologist),
        ("file-banner-nurse", header.nurse),
    )
    hidden = w.text("file-banner-masked")
    told = [(key, hidden if w.is_masked and value else value) for key, value in reached]
    return tuple(
        BannerField(w.text(key), value or _not_reached(w, header), is_strong=bool(value))
        for key, value in (*told, *treating)
    )


def _not_reached(w: Wording, header: PatientHeader) -> str:
    return why_missing(w, header, HeaderPart.CONTACT, "triage-unknown")


def _on_one_line(address: str | None) -> str | None:
    return None if address is None else ", ".join(address.splitlines())
