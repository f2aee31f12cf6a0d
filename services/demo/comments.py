"""What invented patients write: keyed by symptom, by what they are treated with, in their gender.

`{e}` and the other forms as in `people.Patient.words`; `{day}` is the weekday some days before.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Final

from services.contract.enums import Sex
from services.demo.calendar import ZONE, today
from services.demo.people import Patient
from services.demo.treatments import Regimen

COMMENTS: Final = {
    "fatigue": (
        "Je dors beaucoup mais je me réveille épuisé{e}.",
        "Monter l'escalier m'oblige à m'arrêter.",
        "Je fais la sieste le matin et l'après-midi.",
        "Plus de force pour les courses, ma voisine y va.",
        "Fatigué{e} dès le réveil.",
        "Je tiens deux heures debout, pas plus.",
        "Vidé{e} depuis {day}.",
        "Prendre une douche me demande une heure de repos.",
        "J'ai dû annuler la visite de ma sœur.",
        "Lire dix pages me fatigue.",
        "Je m'endors devant la télévision dès cinq heures.",
        "Le ménage attend, je n'en ai plus la force.",
        "J'ai arrêté la marche du matin.",
        "Les jambes sont lourdes comme du plomb.",
        "Une journée debout, deux jours au lit.",
        "Même téléphoner me fatigue.",
        "Je me couche avant le repas du soir.",
        "Je dois m'asseoir pour éplucher les légumes.",
        "Pas reposé{e} après dix heures de sommeil.",
        "Je n'ai pas repris le jardin, trop fatigué{e}.",
        "Aller jusqu'à l'arrêt de bus m'épuise.",
        "Ça va mieux le matin, plus rien après midi.",
    ),
    "pain": (
        "La douleur me réveille vers trois heures.",
        "J'ai pris plus de comprimés que d'habitude.",
        "Mal dans les jambes surtout le soir.",
        "Le dos me lance dès que je reste assis{e}.",
        "Les antalgiques ne tiennent que deux heures.",
        "Douleur dans la hanche depuis {day}.",
        "Mal partout comme une grippe, sans fièvre.",
        "L'épaule me fait mal quand je m'habille.",
        "Je n'ai pas pu conduire à cause de la douleur.",
        "Ça tire dans la poitrine quand je me tourne.",
    ),
    "abdominal_pain": (
        "Des crampes après chaque repas.",
        "Ventre gonflé depuis {day}.",
        "Ça me plie en deux puis ça passe.",
        "Une barre en haut du ventre, surtout couché{e}.",
        "Je mange debout, assis{e} c'est pire.",
        "La bouillotte ne suffit plus.",
        "Mal au ventre toute la nuit.",
    ),
    "nausea": (
        "Les comprimés contre les nausées ne font effet que deux heures.",
        "L'odeur de la cuisine suffit.",
        "La voiture est devenue impossible.",
        "Écœuré{e} du matin au soir.",
        "Je grignote des biscuits secs, le reste ne passe pas.",
        "Nausées depuis {day}, sans vomir.",
        "Rien que de parler de repas, j'ai le cœur au bord des lèvres.",
    ),
    "vomiting": (
        "Je ne garde pas le repas du soir.",
        "Deux fois dans la nuit.",
        "Même l'eau remonte par moments.",
        "J'ai vomi mes médicaments {day} soir.",
        "Je vomis dès que je me lève.",
        "Le cachet contre les vomissements n'a pas tenu.",
        "Ça revient une heure après avoir mangé.",
    ),
    "diarrhoea": (
        "Cela dure depuis {day} malgré le lopéramide.",
        "Je n'ose plus sortir.",
        "Six fois hier.",
        "Je me lève plusieurs fois la nuit pour cela.",
        "Presque de l'eau, et la peau est à vif.",
        "J'ai arrêté les laitages, ça ne change rien.",
        "Plus de lopéramide à la maison.",
        "Je ne suis pas allé{e} au marché de peur de ne pas tenir.",
    ),
    "constipation": (
        "Rien depuis quatre jours.",
        "Les sachets ne font plus d'effet.",
        "Je force beaucoup et ça me fait mal.",
        "Bloqué{e} depuis {day}.",
        "Ventre dur, je n'ai plus envie de manger.",
    ),
    "appetite_loss": (
        "Rien ne passe à part la soupe.",
        "J'ai encore resserré ma ceinture.",
        "Je me force pour trois bouchées.",
        "Mes vêtements flottent.",
        "Les compléments m'écœurent.",
        "Je saute le repas du soir, pas faim.",
        "Deux kilos de moins en quinze jours.",
        "La viande ne passe plus du tout.",
    ),
    "mouth_sores": (
        "Boire me brûle.",
        "Je ne mange que du tiède et du mou.",
        "Même le pain de mie me fait mal.",
        "Des plaies sous la langue depuis {day}.",
        "Me brosser les dents fait saigner.",
        "Avaler ma salive est pénible.",
        "Le bain de bouche pique trop, je l'ai arrêté.",
    ),
    "taste_change": (
        "Tout a un goût de métal.",
        "Le café n'a plus de goût.",
        "Je sale tout et je ne sens rien.",
        "L'eau me paraît amère.",
    ),
    "dyspnoea": (
        "Essoufflé{e} en m'habillant.",
        "C'est pire allongé{e}.",
        "Je m'arrête deux fois pour aller à la boîte aux lettres.",
        "Je dors avec trois oreillers.",
        "Le souffle court depuis {day}.",
        "Parler longtemps me coupe le souffle.",
        "Je n'arrive plus à porter un sac.",
    ),
    "cough": (
        "La toux ne s'arrête pas la nuit.",
        "Une toux sèche depuis {day}.",
        "Je tousse à en avoir mal aux côtes.",
        "Le sirop ne fait rien.",
        "Je crache un peu le matin, c'est clair.",
        "La toux revient dès que je parle.",
    ),
    "numbness": (
        "Je laisse tomber les objets.",
        "Je ne sens plus bien les boutons de ma chemise.",
        "Comme du coton sous les pieds.",
        "J'ai failli tomber dans l'escalier.",
        "Mes doigts fourmillent au réveil.",
        "Je n'arrive plus à coudre un bouton.",
        "Les clés m'échappent des mains.",
    ),
    "hand_foot_syndrome": (
        "La peau se fend sous les pieds.",
        "Mes mains brûlent sous l'eau chaude.",
        "Je marche en chaussettes, les chaussures font mal.",
        "Ouvrir un bocal est impossible.",
        "Les talons sont rouges depuis {day}.",
        "La peau des doigts pèle.",
    ),
    "insomnia": (
        "Je tourne jusqu'à quatre heures.",
        "Réveillé{e} toutes les deux heures.",
        "Je regarde l'heure toute la nuit.",
        "Je m'endors au petit matin.",
        "Le comprimé pour dormir ne fait plus rien.",
        "Trois mauvaises nuits de suite.",
        "Les idées tournent dès que j'éteins.",
    ),
    "anxiety": (
        "Je ne pense qu'au prochain scanner.",
        "Le cœur s'emballe le soir.",
        "Je guette le téléphone pour les résultats.",
        "Peur que le traitement ne marche plus.",
        "Je n'arrive pas à rester en place.",
        "Angoissé{e} la veille de chaque cure.",
        "J'ai besoin qu'on m'explique la suite.",
    ),
    "sadness": (
        "Je n'ai envie de voir personne.",
        "Je pleure sans raison.",
        "Tout me paraît lourd.",
        "Je ne sors plus de chez moi.",
        "Découragé{e} depuis {day}.",
        "Les journées sont longues.",
    ),
    "dizziness": (
        "La tête tourne quand je me lève.",
        "Je me tiens aux meubles.",
        "J'ai dû m'asseoir dans la rue.",
        "Vertiges depuis {day}.",
    ),
    "chills": (
        "J'ai eu froid toute la soirée.",
        "Je tremblais sous deux couvertures.",
        "Des frissons puis très chaud.",
    ),
    "rash": ("Des boutons sur le visage et le dos.", "Ça gratte surtout la nuit."),
}
# Some belong to a treatment: to an infusion in the last days, or to oxaliplatin.
_AFTER_AN_INFUSION: Final = {
    "fatigue": (
        "Trois jours au lit après la perfusion.",
        "La dernière perfusion m'a mis{e} à plat.",
        "Je récupère moins vite qu'après la cure d'avant.",
    ),
    "nausea": (
        "Pire que la dernière fois après la perfusion.",
        "Ça a commencé le soir de la perfusion.",
    ),
    "vomiting": ("Cela a commencé dans le taxi après la perfusion.",),
    "pain": ("Des courbatures depuis la perfusion.",),
}
_IN_THE_COLD: Final = {
    "numbness": (
        "Le froid me pique les doigts.",
        "Je mets des gants pour ouvrir le réfrigérateur.",
        "Boire frais me pique la gorge.",
    ),
}
_DAYS_AFTER: Final = 7
_WEEKDAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


class Comments:
    """Gives out words so that nobody repeats themselves, and nobody of the last days another."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()
        self._lately: set[str] = set()

    def about(
        self,
        item: str,
        patient: Patient,
        treatment: tuple[Regimen, int | None],
        at: datetime,
        own: set[str],
        chance: Random,
    ) -> str | None:
        """What somebody writes about a symptom, the least used first; None when all was said.

        `treatment` is the regimen and the day of the cycle; `own` what the same person wrote.
        """
        is_late = (today() - at.astimezone(ZONE).date()).days <= 1
        left = [
            text
            for text in _fitting(item, *treatment)
            if text not in own and not (is_late and text in self._lately)
        ]
        if not left:
            return None
        fewest = min(self._given[text] for text in left)
        text = chance.choice([text for text in left if self._given[text] == fewest])
        self._given[text] += 1
        own.add(text)
        if is_late:
            self._lately.add(text)
        day = (at.astimezone(ZONE) - timedelta(days=chance.randint(2, 4))).weekday()
        return patient.words(text.replace("{day}", _WEEKDAYS[day]))


def _fitting(item: str, regimen: Regimen, day_of_cycle: int | None) -> Iterator[str]:
    yield from COMMENTS.get(item, ())
    if not regimen.is_oral and day_of_cycle is not None and 3 < day_of_cycle <= _DAYS_AFTER:
        yield from _AFTER_AN_INFUSION.get(item, ())
    if "FOLF" in regimen.name and "bévacizumab" not in regimen.name:
        yield from _IN_THE_COLD.get(item, ())


def every_comment(sex: Sex) -> set[str]:
    """All words that somebody of a sex may write, with the weekday left open."""
    patient = Patient(sex, 0)
    tables = (COMMENTS, _AFTER_AN_INFUSION, _IN_THE_COLD)
    return {
        patient.words(text.replace("{day}", "…"))
        for table in tables
        for texts in table.values()
        for text in texts
    }
