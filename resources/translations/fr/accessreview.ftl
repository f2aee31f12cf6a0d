# La revue des accès, chaque trimestre : qui a quels droits, confirmé ligne par ligne.
accessreview-screen = Revue des accès
accessreview-shown = Lignes affichées
accessreview-shown-left = À confirmer
accessreview-shown-all = Toutes
accessreview-list = Revue des accès
accessreview-list-described = Une ligne par compte, avec ce qui en a été dit. Entrée va au détail, à côté.
accessreview-column-name = Nom
accessreview-column-roles = Rôles et unités
accessreview-column-signed_in = Dernière connexion
accessreview-column-state = État et fin
accessreview-column-verdict = Revue
accessreview-verdict-none = À confirmer
accessreview-verdict-confirmed = Confirmé
accessreview-verdict-to_change = À modifier
accessreview-until = jusqu'au { $on }
accessreview-by = { $by }, { $at }
accessreview-nobody = compte inconnu
accessreview-overdue = en retard
accessreview-gone = n'est plus dans la revue
accessreview-own = par un autre administrateur
accessreview-quarter = { $number ->
    [1] 1er trimestre { $year }
   *[other] { $number }e trimestre { $year }
}
accessreview-due = { $days ->
    [0] à terminer aujourd'hui
    [one] à terminer demain, le { $on }
   *[other] à terminer le { $on } au plus tard (reste { $days } j)
}
accessreview-finished = terminée
accessreview-left = { $count ->
    [one] { $number } compte à confirmer sur { $total }
   *[other] { $number } comptes à confirmer sur { $total }
}
accessreview-to-change = { $count ->
    [one] { $number } à modifier
   *[other] { $number } à modifier
}
accessreview-late = { $count ->
    [one] La revue du { $quarter } devait être terminée le { $on } : { $number } compte n'a pas été vu depuis.
   *[other] La revue du { $quarter } devait être terminée le { $on } : { $number } comptes n'ont pas été vus depuis.
}
accessreview-foot = { $count ->
    [one] { $number } ligne
   *[other] { $number } lignes
}
accessreview-open-hint = détail
accessreview-error = Revue des accès indisponible.
accessreview-all-seen = Tous les comptes sont vus
accessreview-all-seen-body = La revue du { $quarter } est complète. Un compte modifié d'ici là y revient.
accessreview-nobody-here = Aucun compte
accessreview-side = Compte choisi
accessreview-side-nobody = Choisissez un compte dans la liste.
accessreview-fact-verdict = Revue
accessreview-fact-signed-in = Dernière connexion
accessreview-fact-ends = Dernier jour
accessreview-fact-role = Rôle
accessreview-confirm = Confirmer
accessreview-change = À modifier
accessreview-open = Ouvrir le compte
accessreview-export = Exporter…
accessreview-own-why = C'est votre compte : personne ne se confirme. { $by } doit le faire.
accessreview-own-alone = C'est votre compte : personne ne se confirme, et le centre n'a pas d'autre administrateur actif. Invitez-en un.
accessreview-own-or = { $names } ou { $last }
accessreview-idle-why = Pas de connexion depuis { $days } jours : suspension proposée.
accessreview-overdue-why = Ce compte n'a pas été vu au trimestre précédent.
accessreview-to-change-why = Noté à modifier. Le compte revient ici une fois modifié.
accessreview-done-confirmed = { $name } : confirmé.
accessreview-done-to_change = { $name } : à modifier. Ouvrez le compte pour le faire.
accessreview-none-left = Plus aucun compte à confirmer.
accessreview-own-left = Il ne reste que votre compte : un autre administrateur le confirme.
accessreview-stale = { $name } a été modifié entre-temps : la ligne est relue, regardez-la encore.
accessreview-lost = { $name } n'est plus dans la revue.
accessreview-changed = { $name } vient d'être modifié : regardez encore.
accessreview-sending = Le verdict précédent est en route.
accessreview-unsettled = { $name } : la réponse s'est perdue, le verdict est peut-être noté.
accessreview-confirm-of = Confirmer les droits de { $name }
accessreview-change-of = Noter { $name } à modifier
accessreview-open-of = Ouvrir le compte de { $name }
accessreview-export-title = Exporter la revue des accès
accessreview-export-name = revue-des-acces-{ $quarter }.csv
accessreview-saved = Revue enregistrée. Le fichier nomme le personnel : gardez-le en lieu sûr.
accessreview-not-saved = Le fichier n'a pas pu être écrit là. Choisissez un autre dossier.
accessreview-csv-quarter = Trimestre
accessreview-csv-name = Nom
accessreview-csv-username = Identifiant
accessreview-csv-state = État
accessreview-csv-roles = Rôles
accessreview-csv-units = Unités
accessreview-csv-ends = Dernier jour
accessreview-csv-signed-in = Dernière connexion
accessreview-csv-idle = Suspension proposée
accessreview-csv-verdict = Revue
accessreview-csv-by = Par
accessreview-csv-at = Le
accessreview-csv-yes = oui
