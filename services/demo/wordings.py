"""What nurses write: keyed by the measure taken or by the symptom, so that it fits both.

`{e}`, `{il}`, `{Il}` and `{doctor}` take their form from the patient (`people.Patient.words`).
"""

from typing import Final

from services.contract.enums import AlertLevel, MeasureCode
from services.demo.concerns import Concern

# After a measure; each belongs to its code.
NOTES: Final = {
    MeasureCode.SYMPTOMATIC_TREATMENT: (
        "Ordonnance envoyée à la pharmacie.",
        "Protocole du service appliqué, fiche remise par courriel.",
    ),
    MeasureCode.CONSULTATION_PLANNED: (
        "Rendez-vous confirmé par le secrétariat.",
        "Créneau trouvé avec le {doctor}.",
    ),
    MeasureCode.TEST_ORDERED: (
        "Ordonnance transmise au laboratoire, résultat envoyé au service.",
        "Infirmière libérale prévenue pour le prélèvement.",
    ),
    MeasureCode.SUPPORTIVE_CARE: ("Équipe de soins de support prévenue.",),
    MeasureCode.COMMUNITY_CARE: ("Médecin traitant prévenu.", "Infirmière libérale prévenue."),
    MeasureCode.EMERGENCY: ("Urgences prévenues, courrier et traitement transmis.",),
    MeasureCode.MEDICAL_ADVICE_ASKED: ("Vu avec le {doctor}, consignes transmises.",),
}
# What was said in the call, and what is awaited after it, for alerts that stay open.
CALLS_TO_WAIT: Final = {
    Concern.FEVER: ("Frissons sans fièvre mesurée pour l'instant.",),
    Concern.BREATH: ("Pas de gêne au repos, parle sans s'arrêter.",),
    Concern.GUT: ("Boit par petites gorgées, pas de fièvre.",),
    Concern.BELLY: ("Ventre souple, pas de vomissement.",),
    Concern.PAIN: ("Douleur supportable au repos, interdose prise ce matin.",),
    Concern.NERVES: ("Gêne pour les gestes fins, pas de chute.",),
    Concern.STRENGTH: ("Se lève, mange peu, pas de malaise.",),
    Concern.MOUTH: ("Avale les liquides, mange mou.",),
    Concern.SKIN: ("Pas de plaie ouverte, marche sans aide.",),
    Concern.MOOD: ("A pu en parler, pas d'idées noires.",),
}
WAITING_NOTES: Final = {
    Concern.FEVER: ("Reprend sa température, {il} rappelle avant midi.",),
    Concern.BREATH: ("Avis du {doctor} demandé, réponse attendue avant midi.",),
    Concern.GUT: ("Ionogramme prélevé à domicile, résultat attendu à midi.",),
    Concern.BELLY: ("Avis du {doctor} demandé, réponse attendue avant midi.",),
    Concern.PAIN: ("Rappel prévu à 14 h pour juger de l'effet.",),
    Concern.NERVES: ("Dose du prochain cycle : avis du {doctor} demandé.",),
    Concern.STRENGTH: ("NFS prélevée à domicile, résultat attendu à midi.",),
    Concern.MOUTH: ("Ordonnance demandée au {doctor}, à rappeler après midi.",),
    Concern.SKIN: ("Photo demandée, à montrer au {doctor} avant midi.",),
    Concern.MOOD: ("Place demandée à la psychologue, rappel prévu à 14 h.",),
}
CALLS_AFTER_A_NIGHT: Final = (
    "Nuit correcte, mieux ce matin.",
    "Va mieux depuis hier soir.",
    "Stable depuis hier, consignes comprises.",
)
STILL_AWAITED: Final = (
    "Avis du {doctor} demandé, réponse demain matin.",
    "Rappel prévu demain matin avec le {doctor}.",
    "Ordonnance demandée au {doctor}, à rappeler demain.",
)
ASSESSED: Final = {
    AlertLevel.CRITICAL: "Réponses relues une à une : à traiter tout de suite.",
    AlertLevel.HIGH: "Réponses relues une à une : un symptôme sévère.",
    AlertLevel.MODERATE: "Réponses relues une à une : un symptôme modéré.",
    AlertLevel.INFO: "Réponses relues une à une, rien à signaler.",
}
