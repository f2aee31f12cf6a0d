# Pourquoi une alerte s'est déclenchée.
why-rule = Règle { $rule } v{ $version }
why-also = Aussi déclenché
why-sentence = { $symptom } : { $clauses }.
why-and = { $first } et { $second }
why-first-survey = Premier questionnaire : rien à quoi comparer.
why-compared = Comparé au questionnaire précédent ({ $date }).

# Une comparaison : la grandeur, sa valeur, son échelle.
why-at_least = { $quantity } { $now } sur { $most }
why-at_most = { $quantity } { $now } sur { $most } (au plus { $threshold })
why-equals = { $quantity } { $now } sur { $most }
why-reached = { $quantity } { $now } sur { $most }, nouveau depuis le questionnaire précédent
why-reached-first = { $quantity } { $now } sur { $most }
why-rose_by = { $quantity } { $before } → { $now } sur { $most }
why-worse = aggravation de { $change ->
    [one] { $change } point
   *[other] { $change } points
}
why-better = amélioration de { $change ->
    [one] { $change } point
   *[other] { $change } points
}
why-within-days = { $what } en { $days ->
    [one] { $days } jour
   *[other] { $days } jours
}
why-present = oui
why-present-new = oui, non au questionnaire précédent
why-absent = non
why-urgent = ne peut pas attendre
why-can_wait = peut attendre
why-temperature-at_least = { $now } (seuil { $threshold })
why-temperature-at_most = { $now } (au plus { $threshold })
why-temperature-equals = { $now }
why-temperature-reached = { $now }, nouveau depuis le questionnaire précédent (seuil { $threshold })
why-temperature-rose_by = { $now }, en hausse de { $threshold } ou plus
why-temperature-twice = { $before } puis { $now } à { $apart } d'intervalle (seuil { $threshold })
why-twice = { $quantity } { $before } puis { $now } (seuil { $threshold })
why-weight-lost = { $before } → { $now }, perte de { $lost } (seuil { $threshold })
why-ecog = { $now } sur 4
why-ecog-rose = { $before } → { $now } sur 4
why-fell = oui, depuis le questionnaire précédent
why-under-treatment = { $name }
why-persisted = { $quantity } { $now } sur { $most }, { $surveys } questionnaires de suite (depuis le { $since })
# Ce que quelqu'un attend chez ce patient : rien ne se tait en silence.
why-muted-expected = En sourdine jusqu'au { $until } (attendu jusqu'au grade { $level } par { $by }), se serait déclenché : { $found }
why-muted-snooze = En sourdine jusqu'au { $until } par { $by }, se serait déclenché : { $found }

# Ce qui n'a pas pu être jugé.
why-untold-now = { $what } : { $reason }.
why-untold-before = { $what }, questionnaire précédent : { $reason }.
why-of-symptom = { $symptom }, { $quantity }
why-technical = Les règles n'ont pas pu évaluer cette réponse en entier : lisez-la et jugez vous-même.
why-found-missing = La surveillance a trouvé un écart : relisez les réponses et les alertes de ce patient, et jugez vous-même.
why-problem-about = { $problem } ({ $what }).
why-problem-alone = { $problem }.
why-problem-unknown_questionnaire = Le questionnaire est inconnu du service
why-problem-unknown_version = La version du questionnaire est inconnue du service
why-problem-rule_set_mismatch = Les règles en vigueur ne couvrent pas ce questionnaire
why-problem-unknown_item = Un symptôme reçu est inconnu du questionnaire
why-problem-unknown_attribute = Une question reçue n'existe pas pour ce symptôme
why-problem-value_out_of_range = Une valeur sort de son échelle
why-problem-value_type = Une valeur n'est pas du type attendu
why-problem-missing_required = Une réponse obligatoire manque
why-about-value = valeur
why-about-measured_at = heure de mesure
why-about-authored_at = heure de la réponse
why-about-urgency = urgence ressentie
why-problem-grade_not_computable = Le grade ne peut pas être calculé alors qu'une réponse est forte
why-problem-contradiction = Deux réponses se contredisent
why-problem-unknown_urgency = La réponse sur l'urgence n'est pas reconnue
why-problem-unreadable_time = Une date ou une heure est illisible
why-problem-unknown_correction = La réponse qu'elle corrige est introuvable
why-problem-not_understood = Une partie de la réponse n'a pas pu être comprise
why-problem-unit_unknown = Une unité est inconnue
why-problem-temperature_out_of_range = Une température sort des valeurs possibles
why-problem-weight_out_of_range = Un poids sort des valeurs possibles
why-problem-weight_implausible = Le poids a changé d'un cinquième ou plus : erreur de saisie ou d'unité possible
why-problem-too_many_temperatures = Il y a plus de trois températures
why-problem-rule_error = Une règle a échoué
why-problem-step_limit = Les règles ont dépassé leur limite de calcul
why-problem-evaluation_failed = L'évaluation a échoué
why-problem-alert_lost = L'alerte de cette réponse avait disparu : relisez la réponse
why-problem-evaluation_lost = L'évaluation d'une réponse est incomplète : relisez les dernières réponses
why-problem-queue_row_lost = La file ne montrait pas ce patient comme ses alertes le demandent
why-problem-unit_lost = Ce patient ou son alerte n'appartenait à aucune unité du centre
why-problem-more_problems = D'autres problèmes ne sont pas listés

# Titre de l'alerte.
why-title-found-missing = Écart trouvé par la surveillance
why-title-grade = { $symptom }, grade estimé { $about } ({ $word })
why-title-urgency = Ne peut pas attendre
