"""What nurses do about an alert, by its level and lead symptom: measures that a nurse would take.

Whoever has fever is sent to care or gets a blood test; a critical alert is never closed by watching
alone; advice by phone follows a call in which somebody spoke.
"""

from dataclasses import dataclass
from random import Random
from typing import Final

from services.contract.enums import AlertLevel, MeasureCode, NotRelevantCause
from services.demo.concerns import Concern, Raised
from services.demo.weighted import weighted

_ADVICE, _WATCH = MeasureCode.ADVICE_BY_PHONE, MeasureCode.WATCH_NEXT_SURVEY
_MESSAGE, _ASKED = MeasureCode.MESSAGE_TO_PATIENT, MeasureCode.MEDICAL_ADVICE_ASKED
_TREATED, _SEEN = MeasureCode.SYMPTOMATIC_TREATMENT, MeasureCode.CONSULTATION_PLANNED
_TEST, _SUPPORT = MeasureCode.TEST_ORDERED, MeasureCode.SUPPORTIVE_CARE
_TOWN, _EMERGENCY = MeasureCode.COMMUNITY_CARE, MeasureCode.EMERGENCY
_WARD, _IRRELEVANT = MeasureCode.HOSPITALISATION, MeasureCode.NOT_RELEVANT


@dataclass(frozen=True)
class Way:
    """One way to deal with an alert: the measures, and what the call that led to them says."""

    weight: int
    codes: tuple[MeasureCode, ...]
    said: str = ""
    cause: NotRelevantCause | None = None


_CRITICAL: Final = {
    Concern.FEVER: (
        Way(40, (_EMERGENCY,), "Fièvre confirmée au téléphone : adressé{e} aux urgences."),
        Way(25, (_EMERGENCY, _WARD), "Fièvre sous traitement, lit demandé, part aux urgences."),
        Way(35, (_ASKED, _TEST), "Avis du {doctor} : NFS et hémocultures dans l'heure."),
    ),
    Concern.BREATH: (
        Way(45, (_EMERGENCY,), "S'essouffle en parlant : 15 appelé, départ aux urgences."),
        Way(25, (_EMERGENCY, _WARD), "Gêne au repos : passage aux urgences, lit demandé."),
        Way(30, (_ASKED, _TEST), "Avis du {doctor} : scanner thoracique ce jour."),
    ),
    Concern.GUT: (
        Way(35, (_ASKED, _TREATED, _TEST), "Ni sang ni fièvre. Avis du {doctor} : ionogramme."),
        Way(30, (_EMERGENCY,), "Ne boit plus, vertiges debout : adressé{e} aux urgences."),
        Way(15, (_EMERGENCY, _WARD), "Déshydratation probable, perfusion et lit demandés."),
        Way(20, (_ADVICE, _TREATED, _SEEN), "Boit encore. Traitement renforcé, vu{e} demain."),
    ),
    Concern.BELLY: (
        Way(40, (_EMERGENCY,), "Ventre dur, douleur continue : adressé{e} aux urgences."),
        Way(25, (_EMERGENCY, _WARD), "Ni gaz ni selles depuis hier : urgences, lit demandé."),
        Way(35, (_ASKED, _TEST), "Ventre souple. Avis du {doctor} : scanner ce jour."),
    ),
    Concern.PAIN: (
        Way(40, (_ASKED, _TREATED), "Avis du {doctor} : dose de secours augmentée."),
        Way(30, (_ADVICE, _TREATED, _SEEN), "Interdoses non prises, reprises. Vu{e} demain."),
        Way(30, (_EMERGENCY,), "Douleur brutale malgré le traitement : adressé{e} aux urgences."),
    ),
    Concern.NERVES: (
        Way(60, (_ASKED, _SEEN), "Marche difficile. Avis du {doctor} : consultation demain."),
        Way(40, (_ASKED, _TEST), "Avis du {doctor} : bilan avant le prochain cycle."),
    ),
    Concern.STRENGTH: (
        Way(40, (_ASKED, _TEST), "Reste au lit. Avis du {doctor} : NFS et ionogramme ce jour."),
        Way(35, (_ADVICE, _TEST, _SEEN), "Pâle, ni fièvre ni saignement. Bilan, vu{e} demain."),
        Way(25, (_EMERGENCY,), "Malaise en se levant ce matin : adressé{e} aux urgences."),
    ),
    Concern.MOUTH: (
        Way(60, (_ADVICE, _TREATED, _SEEN), "Avale les liquides. Soins revus, vu{e} demain."),
        Way(40, (_ASKED, _TREATED), "Avis du {doctor} : antalgique avant les repas."),
    ),
    Concern.SKIN: (
        Way(55, (_ASKED, _TREATED), "Avis du {doctor} : traitement local, photo demandée."),
        Way(45, (_ASKED, _SEEN), "Avis du {doctor} : consultation avancée."),
    ),
    Concern.MOOD: (
        Way(40, (_ASKED, _SEEN), "Pas d'idées noires. Avis du {doctor} : consultation avancée."),
        Way(
            35, (_ADVICE, _SUPPORT, _SEEN), "Peur de la suite, psychologue prévenue, vu{e} demain."
        ),
        Way(25, (_ASKED, _SUPPORT), "A besoin de parler, d'accord pour voir la psychologue."),
    ),
}
_HIGH: Final = {
    Concern.FEVER: (
        Way(45, (_ADVICE, _TEST), "NFS ce jour, température toutes les 4 h, rappelle dès 38,3."),
        Way(35, (_ASKED, _TEST), "Avis du {doctor} : prise de sang ce jour, pas d'antipyrétique."),
        Way(20, (_ADVICE, _TEST, _SEEN), "NFS ce jour et consultation demain."),
    ),
    Concern.BREATH: (
        Way(35, (_ASKED, _TEST), "Pas de gêne au repos. Avis du {doctor} : radio demain."),
        Way(35, (_ADVICE, _SEEN), "Parle sans gêne, pas de fièvre. Consultation avancée."),
        Way(30, (_ADVICE, _TEST), "Toux sans crachats. Radio demandée, signes d'alerte redits."),
    ),
    Concern.GUT: (
        Way(40, (_ADVICE, _TREATED), "Boit 1,5 L par jour. Traitement de secours redonné."),
        Way(25, (_ASKED, _TREATED), "Avis du {doctor} : traitement de secours doublé 48 h."),
        Way(15, (_ADVICE, _SEEN), "Poids en baisse, pas de fièvre. Consultation avancée."),
        Way(20, (_ADVICE, _TREATED, _TEST), "Fatigue et crampes, ionogramme à domicile demain."),
    ),
    Concern.BELLY: (
        Way(40, (_ADVICE, _TREATED), "Ventre souple, selles ce matin. Traitement adapté."),
        Way(30, (_ASKED, _TREATED), "Avis du {doctor} : ordonnance modifiée."),
        Way(30, (_ADVICE, _SEEN), "Gêne connue, plus fréquente. Consultation avancée."),
    ),
    Concern.PAIN: (
        Way(40, (_ADVICE, _TREATED), "Antalgiques pris trop tard : horaires revus ensemble."),
        Way(25, (_ASKED, _TREATED), "Avis du {doctor} : palier supérieur, laxatif associé."),
        Way(20, (_ADVICE, _SEEN), "Nouvelle douleur, supportable au repos. Vu{e} cette semaine."),
        Way(15, (_ADVICE, _SUPPORT), "D'accord pour la consultation douleur."),
    ),
    Concern.NERVES: (
        Way(45, (_ASKED, _SEEN), "Avis du {doctor} : dose du prochain cycle à rediscuter."),
        Way(35, (_ADVICE, _SEEN), "Gêne pour boutonner, pas de chute. À revoir avant la cure."),
        Way(20, (_ADVICE, _SUPPORT), "Marche sans aide. Kinésithérapie proposée."),
    ),
    Concern.STRENGTH: (
        Way(30, (_ADVICE, _TEST), "Ni fièvre ni saignement. NFS avancée à demain."),
        Way(25, (_ADVICE, _SUPPORT), "Mange la moitié des repas. Diététicienne prévenue."),
        Way(25, (_ADVICE, _SEEN), "Se lève pour les repas. Consultation avancée."),
        Way(20, (_ASKED, _TEST), "Avis du {doctor} : bilan thyroïdien et NFS."),
    ),
    Concern.MOUTH: (
        Way(60, (_ADVICE, _TREATED), "Mange mou et tiède. Bains de bouche revus."),
        Way(40, (_ASKED, _TREATED), "Avis du {doctor} : bains de bouche antalgiques."),
    ),
    Concern.SKIN: (
        Way(45, (_ADVICE, _TREATED), "Crème pas encore commencée : soins revus ensemble."),
        Way(25, (_ASKED, _TREATED), "Avis du {doctor} : traitement local ajouté."),
        Way(30, (_ADVICE, _SEEN), "Lésions étendues depuis deux jours. Vu{e} cette semaine."),
    ),
    Concern.MOOD: (
        Way(40, (_ADVICE, _SUPPORT), "Pas d'idées noires, psychologue proposée et acceptée."),
        Way(35, (_ADVICE, _SEEN), "Dort mal, rumine la nuit. À revoir en consultation."),
        Way(25, (_ADVICE, _TOWN), "Suivi avec le médecin traitant, rendez-vous pris."),
    ),
}
_CALLED: Final = {
    Concern.BREATH: "Pas de gêne au repos, pas de fièvre, signes d'alerte redits.",
    Concern.GUT: "Boit par petites gorgées, consignes alimentaires redonnées.",
    Concern.BELLY: "Selles régulières, ventre souple, consignes redonnées.",
    Concern.PAIN: "Soulagé{e} par le paracétamol, horaires des prises redits.",
    Concern.NERVES: "Pas de chute, gants et chaussures fermées conseillés.",
    Concern.STRENGTH: "Se repose l'après-midi, marche un peu chaque jour.",
    Concern.MOUTH: "Mange tiède, bains de bouche faits, consignes redonnées.",
    Concern.SKIN: "Soins locaux bien faits, consignes redonnées.",
    Concern.MOOD: "A pu en parler, numéro du service redonné.",
}
_MODERATE_CODES: Final = (
    ((_ADVICE,), 46),
    ((_ADVICE, _WATCH), 22),
    ((_ADVICE, _TREATED), 14),
    ((_ADVICE, _SUPPORT), 6),
    ((_ADVICE, _TOWN), 6),
    ((_ADVICE, _SEEN), 6),
)
_WITHOUT_A_CALL: Final = (
    Way(46, (_WATCH,)),
    Way(20, (_MESSAGE,)),
    Way(14, (_MESSAGE, _WATCH)),
    Way(12, (_IRRELEVANT,), cause=NotRelevantCause.KNOWN_SYMPTOM),
    Way(4, (_TOWN,)),
    Way(4, (_SEEN,)),
)
_MISTAKEN: Final = Way(
    6, (_IRRELEVANT,), "S'est trompé{e} de case, va bien.", NotRelevantCause.INPUT_ERROR
)
_SHARE_MISTAKEN: Final = 0.04


def after_a_call(raised: Raised, chance: Random) -> Way:
    """A way to deal with an alert once somebody has spoken about it."""
    if raised.level is AlertLevel.CRITICAL:
        return _one_of(_CRITICAL[raised.concern], chance)
    if raised.is_severe:
        return _one_of(_HIGH[raised.concern], chance)
    if chance.random() < _SHARE_MISTAKEN:
        return _MISTAKEN
    return Way(1, weighted(chance, _MODERATE_CODES), _CALLED[raised.concern])


def without_a_call(chance: Random) -> Way:
    """A way to deal with a moderate alert without having spoken with anybody."""
    return _one_of(_WITHOUT_A_CALL, chance)


def _one_of(ways: tuple[Way, ...], chance: Random) -> Way:
    return weighted(chance, [(way, way.weight) for way in ways])
