"""Words of invented patients and of those who call them back."""

from typing import Final

from services.contract.enums import MeasureCode

COMMENTS: Final = {
    "fatigue": (
        "Je dors beaucoup mais je me réveille épuisée.",
        "Monter l'escalier me demande de m'arrêter.",
        "Trois jours au lit après la perfusion, ça va mieux depuis hier.",
    ),
    "pain": (
        "La douleur me réveille vers trois heures.",
        "J'ai pris plus de comprimés que d'habitude.",
        "Mal dans les jambes surtout le soir.",
    ),
    "abdominal_pain": ("Des crampes après chaque repas.", "Ventre gonflé depuis jeudi."),
    "nausea": (
        "Les comprimés contre les nausées ne font effet que deux heures.",
        "L'odeur de la cuisine suffit.",
        "Surtout les deux premiers jours.",
    ),
    "vomiting": ("Je ne garde pas le repas du soir.", "Deux fois dans la nuit."),
    "diarrhoea": (
        "Cela dure depuis samedi malgré le lopéramide.",
        "Je n'ose plus sortir.",
        "Six fois hier.",
    ),
    "constipation": ("Rien depuis quatre jours.",),
    "appetite_loss": ("Rien ne passe à part la soupe.", "J'ai encore desserré ma ceinture."),
    "mouth_sores": ("Boire me brûle.", "Je ne mange que du tiède et du mou."),
    "dyspnoea": ("Essoufflé en m'habillant.", "C'est pire allongé."),
    "cough": ("La toux ne s'arrête pas la nuit.",),
    "numbness": (
        "Je laisse tomber les objets.",
        "Le froid me pique les doigts.",
        "Je ne sens plus bien les boutons de ma chemise.",
    ),
    "hand_foot_syndrome": ("La peau se fend sous les pieds.",),
    "insomnia": ("Je tourne jusqu'à quatre heures.",),
    "anxiety": ("Le scanner est jeudi, je ne pense qu'à ça.",),
    "sadness": ("Je n'ai envie de voir personne.",),
}

CALL_NOTES: Final = (
    "Rappel des consignes, patient rassuré.",
    "Boit 1,5 L par jour, pas de signe de gravité.",
    "Traitement de secours pris ce matin, réévaluer demain.",
    "Consignes d'hydratation et de repos redonnées.",
    "Symptôme déjà connu, stable selon la patiente.",
    "Température reprise au téléphone : 37,1 °C.",
    "Proche présent, a noté le numéro du service.",
)
NOTES: Final = (
    "À revoir en consultation mardi.",
    "Ordonnance renouvelée, envoyée à la pharmacie.",
    "Vu avec le Dr Tanguy, pas de changement.",
    "Infirmière libérale prévenue.",
)
WAITING_NOTES: Final = (
    "Avis du Dr Tanguy demandé, réponse attendue ce matin.",
    "Bilan prélevé à domicile, résultat attendu à midi.",
    "Rappel prévu à 14 h.",
    "Doit reprendre sa température à 11 h et rappeler.",
)
MEASURES: Final = (
    ((MeasureCode.ADVICE_BY_PHONE,), 30),
    ((MeasureCode.WATCH_NEXT_SURVEY,), 22),
    ((MeasureCode.ADVICE_BY_PHONE, MeasureCode.WATCH_NEXT_SURVEY), 8),
    ((MeasureCode.SYMPTOMATIC_TREATMENT,), 12),
    ((MeasureCode.ADVICE_BY_PHONE, MeasureCode.SYMPTOMATIC_TREATMENT), 6),
    ((MeasureCode.CONSULTATION_PLANNED,), 5),
    ((MeasureCode.TEST_ORDERED,), 4),
    ((MeasureCode.SUPPORTIVE_CARE,), 4),
    ((MeasureCode.COMMUNITY_CARE,), 3),
    ((MeasureCode.NOT_RELEVANT,), 6),
)
