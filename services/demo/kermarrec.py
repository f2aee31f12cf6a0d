"""The first patient of the picture: sixteen weeks, two lines of treatment, and what was done.

The oxaliplatin of her first line numbed her hands until it was stopped; a scan then showed that the
disease had gone on, and she began the second line in October.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

from services.contract.alert_acts import (
    AcknowledgeAsk,
    CallAsk,
    CloseAsk,
    GradeAsk,
    MeasureAsk,
    NoteAsk,
)
from services.contract.enums import (
    ContactResult,
    EntryKind,
    EventType,
    ExceptionKind,
    MeasureCode,
    Sex,
    WorkStatus,
)
from services.contract.record import (
    DiagnosisContent,
    EcogContent,
    EntryAsk,
    EntryChangeAsk,
    EventContent,
    NoteContent,
    WeightContent,
    WorkStatusContent,
)
from services.contract.rule_exceptions import RuleExceptionAsk
from services.demo.calendar import local
from services.demo.portraits import Sitter, Survey
from services.demo.staff import ONCOLOGIST_USERNAMES
from services.demo.steps import Ask, Step
from services.demo.story import Deciding, Recording
from services.demo.treatments import FOLFIRI_BEVACIZUMAB, FOLFOX
from services.edge.writes import Done
from services.patients.enrolling import NewLine
from services.record import entries, entry_acts
from services.record.work import Work

_CLAIRE, _THOMAS = "claire.morvan", "thomas.riou"
_DOCTOR: Final = ONCOLOGIST_USERNAMES[0]
_REACHED: Final = ContactResult.PATIENT_REACHED

KERMARREC: Final = Sitter(
    names=("KERMARREC", "Jeanne", "LE DANTEC"),
    sex=Sex.FEMALE,
    born=date(1958, 3, 14),
    numbers=(35, 238, 42),
    record_number="800451237",
    disease="Côlon métastatique",
    regimen=FOLFIRI_BEVACIZUMAB,
    first_cycle_on=date(2025, 10, 3),
    phone="06 39 98 14 27",
    hours="9 h – 12 h",
    # The week of 16 September was not answered.
    weeks={
        "diarrhoea": (0, 1, 1, 0, 0, 0, None, 0, 1, 0, 1, 1, 0, 1, 1, 3),
        "abdominal_pain": (0, 0, 1, 0, 0, 0, None, 0, 0, 1, 1, 0, 1, 1, 1, 2),
        "fatigue": (2, 2, 2, 1, 1, 1, None, 1, 1, 2, 2, 1, 2, 2, 2, 2),
        "nausea": (1, 2, 1, 0, 0, 0, None, 0, 0, 2, 1, 0, 1, 1, 0, 1),
        "appetite_loss": (1, 1, 1, 0, 0, 0, None, 0, 0, 1, 1, 0, 1, 1, 1, 1),
        "numbness": (2, 2, 2, 2, 2, 1, None, 1, 1, 1, 1, 1, 1, 1, 1, 0),
        "mouth_sores": (0, 1, 0, 0, 0, 0, None, 0, 0, 0, 1, 1, 0, 0, 0, 0),
        "anxiety": (1, 1, 1, 1, 0, 0, None, 0, 0, 1, 1, 0, 0, 0, 1, 1),
        "vomiting": (0, 1, 0, 0, 0, 0, None, 0, 0, 1, 0, 0, 0, 0, 0, 0),
    },
    measures=(
        (66.1, 1),
        (65.8, 1),
        (65.7, 1),
        (65.5, 1),
        (65.6, 1),
        (65.4, 1),
        (65.2, 1),
        (64.6, 1),
        (64.2, 1),
        (64.0, 1),
        (64.1, 1),
        (63.9, 1),
        (63.8, 1),
        (63.9, 1),
        (63.4, 1),
        (62.5, 2),
    ),
    said={
        date(2025, 10, 21): Survey(
            date(2025, 10, 21),
            "08:40",
            "08:43",
            comment="Des aphtes me gênent pour manger, que puis-je prendre ?",
            is_urgent=True,
        )
    },
    last=Survey(
        date(2025, 11, 18),
        "08:09",
        "08:12",
        comment="Plus de 8 fois par jour depuis dimanche, je n'arrive plus à boire.",
    ),
    before=(NewLine(FOLFOX.name, date(2025, 3, 11), date(2025, 8, 27), (), 1),),
    dose_notes={3: "-20 %"},
    reach={
        "carer": "Yves KERMARREC (époux)",
        "email": "jeanne.kermarrec@example.org",
        "address": "12 rue des Ajoncs\n29990 Kerlann",
        "nurse": "Claire Morvan",
        "general_practitioner": "Dr Ronan Le Roux",
    },
)


def history() -> dict[date, tuple[Step, ...]]:
    """What was done after her surveys of earlier weeks, by the day of the survey."""
    return _under_folfox() | _under_folfiri()


def expected(patient_id: UUID) -> Deciding:
    """Her fatigue, known since three surveys, no longer raises anything of its own."""
    ask = RuleExceptionAsk(
        kind=ExceptionKind.EXPECTED,
        item="fatigue",
        level=2,
        days=14,
        reason="Fatigue connue sous FOLFIRI, bilan sanguin normal, revue en consultation.",
    )
    return Deciding(local(date(2025, 11, 11), "10:05"), patient_id, _DOCTOR, ask)


def recorded(patient_id: UUID) -> Iterator[Recording]:
    """What the team wrote in her record, when it became known."""
    for at, username, ask in _FACTS:
        yield Recording(
            local(date.fromisoformat(at[:10]), at[11:]),
            patient_id,
            username,
            "create_record_entry",
            partial(entry_acts.create, ask=ask),
        )
    yield Recording(
        local(date(2025, 10, 9), "09:38"), patient_id, _CLAIRE, "change_record_entry", _amend_note
    )


_SCAN: Final = EventContent(event=EventType.IMAGING, label="Scanner : progression")
_STOP: Final = EventContent(event=EventType.TREATMENT_STOP, label="Arrêt")
_SEEN: Final = EventContent(event=EventType.CONSULTATION, label="Cs")
_COLON: Final = DiagnosisContent(
    icd10="C18.7", label="Adénocarcinome du côlon, métastases hépatiques", is_primary=True
)
_LIVER: Final = DiagnosisContent(icd10="C78.7", label="Métastases hépatiques")
_AT_HOME: Final = "Vit avec son mari, qui note ses questions avant les appels."
_FACTS: Final = (
    ("2025-08-02T10:10", _DOCTOR, EntryAsk(began_on="2025-02-18", content=_COLON)),
    ("2025-08-02T10:11", _DOCTOR, EntryAsk(began_on="2025-03", content=_LIVER)),
    (
        "2025-08-02T10:12",
        _DOCTOR,
        EntryAsk(
            began_on="2025-03-03",
            ended_on="2025-08-31",
            content=WorkStatusContent(status=WorkStatus.SICK_LEAVE),
        ),
    ),
    ("2025-08-02T10:13", _DOCTOR, EntryAsk(began_on="2025-08-01", content=EcogContent(grade=1))),
    ("2025-08-02T10:14", _DOCTOR, EntryAsk(began_on="2025-08-01", content=WeightContent(kg=66.4))),
    ("2025-08-27T16:20", _DOCTOR, EntryAsk(began_on="2025-08-27", content=_STOP)),
    (
        "2025-09-01T09:00",
        _DOCTOR,
        EntryAsk(began_on="2025-09-01", content=WorkStatusContent(status=WorkStatus.RETIRED)),
    ),
    ("2025-09-12T11:30", _DOCTOR, EntryAsk(began_on="2025-09-11", content=_SCAN)),
    ("2025-10-03T09:10", _CLAIRE, EntryAsk(began_on="2025-10-03", content=WeightContent(kg=64.3))),
    (
        "2025-10-09T09:36",
        _CLAIRE,
        EntryAsk(began_on="2025-10-09", content=NoteContent(text=_AT_HOME)),
    ),
    ("2025-10-30T15:40", _DOCTOR, EntryAsk(began_on="2025-10-30", content=_SEEN)),
    ("2025-10-30T15:42", _DOCTOR, EntryAsk(began_on="2025-10-30", content=EcogContent(grade=1))),
    ("2025-10-30T15:43", _DOCTOR, EntryAsk(began_on="2025-10-30", content=WeightContent(kg=63.7))),
    (
        "2025-10-30T15:45",
        _DOCTOR,
        EntryAsk(
            began_on="2025-10-30",
            content=NoteContent(text="Asthénie sous irinotécan : C3 à -20 %, bilan normal."),
        ),
    ),
)


def _under_folfox() -> dict[date, tuple[Step, ...]]:
    return {
        date(2025, 8, 5): _steps(
            _THOMAS,
            ("2025-08-05", "10:40", _call("Gêne pour boutonner, pas de chute.", "numbness")),
            ("2025-08-05", "10:44", _measure(MeasureCode.ADVICE_BY_PHONE)),
            ("2025-08-05", "10:46", CloseAsk()),
        ),
        date(2025, 8, 12): _steps(
            _CLAIRE,
            ("2025-08-12", "11:05", AcknowledgeAsk()),
            ("2025-08-12", "11:07", _measure(MeasureCode.WATCH_NEXT_SURVEY)),
            ("2025-08-12", "11:08", CloseAsk()),
        ),
        date(2025, 8, 19): _steps(
            _CLAIRE,
            ("2025-08-19", "10:15", AcknowledgeAsk()),
            ("2025-08-19", "10:18", _measure(MeasureCode.MEDICAL_ADVICE_ASKED)),
            ("2025-08-19", "10:20", NoteAsk(text="Arrêt de l'oxaliplatine à discuter.")),
            ("2025-08-26", "09:35", _call("Fourmillements inchangés entre les cures.", "numbness")),
            ("2025-08-26", "09:40", _measure(MeasureCode.CONSULTATION_PLANNED)),
            ("2025-08-26", "09:41", CloseAsk()),
        ),
    }


def _under_folfiri() -> dict[date, tuple[Step, ...]]:
    return {
        date(2025, 10, 7): _steps(
            _CLAIRE,
            ("2025-10-07", "10:12", AcknowledgeAsk()),
            ("2025-10-07", "10:20", _measure(MeasureCode.SYMPTOMATIC_TREATMENT)),
            ("2025-10-09", "09:30", _call("Nausées calmées depuis hier, mange normalement.")),
            ("2025-10-09", "09:34", CloseAsk()),
        ),
        date(2025, 10, 21): _steps(
            _CLAIRE,
            ("2025-10-22", "08:55", _call("Bains de bouche expliqués, aphtes peu nombreux.")),
            ("2025-10-22", "08:59", _measure(MeasureCode.ADVICE_BY_PHONE)),
            ("2025-10-22", "09:00", CloseAsk()),
        ),
        date(2025, 10, 28): _steps(
            _THOMAS,
            ("2025-10-28", "10:25", AcknowledgeAsk()),
            ("2025-10-28", "10:27", NoteAsk(text="À revoir en consultation jeudi.")),
            ("2025-11-04", "14:55", _call("Fatigue stable, se repose l'après-midi.", "fatigue")),
            ("2025-11-04", "15:03", _measure(MeasureCode.WATCH_NEXT_SURVEY)),
            ("2025-11-04", "15:05", CloseAsk()),
        ),
        date(2025, 11, 11): _steps(
            _CLAIRE,
            ("2025-11-11", "09:20", _call("Conseils d'hydratation, lopéramide rappelé.")),
            ("2025-11-11", "09:24", _measure(MeasureCode.ADVICE_BY_PHONE)),
            ("2025-11-11", "09:25", CloseAsk()),
        ),
    }


def _amend_note(work: Work) -> Done:
    """Who answers the telephone is written in a second version of the note of that day."""
    facts = entries.of_patient(work.session, work.patient_id)
    note = next(each for each in facts if each.kind is EntryKind.NOTE)
    text = f"{_AT_HOME} Il répond aussi au téléphone."
    ask = EntryChangeAsk(began_on="2025-10-09", content=NoteContent(text=text))
    return entry_acts.change(work, note.id, note.version, ask)


def _steps(username: str, *acts: tuple[str, str, Ask]) -> tuple[Step, ...]:
    return tuple(Step(local(date.fromisoformat(on), at), username, ask) for on, at, ask in acts)


def _call(note: str, confirmed: str | None = None) -> CallAsk:
    """A call in which she spoke, and a grade that was confirmed as she had said it."""
    grades = [] if confirmed is None else [GradeAsk(item=confirmed, grade=2)]
    return CallAsk(result=_REACHED, grades=grades, note=note)


def _measure(code: MeasureCode) -> MeasureAsk:
    return MeasureAsk(codes=[code])
