# L'invitation de plusieurs personnes par un fichier CSV.
staffimport-title = Inviter des personnes depuis un fichier
staffimport-open = Importer…
staffimport-intro = Une ligne par personne. D'abord un essai à blanc : il dit ce qui arriverait à chaque ligne et n'écrit rien.
staffimport-columns = Première ligne : les noms des colonnes. Il faut nom, identifiant, courriel et rôle (infirmier, oncologue, responsable, administrateur ou dpo) ; pour infirmier et oncologue aussi unités, séparées par une barre |. Si besoin : rpps, titre, téléphone, spécialité, dernier jour (jj/mm/aaaa).
staffimport-limits = Au plus { $people } personnes et { $size } ko, en CSV (UTF-8, ou tel qu'Excel l'enregistre). Le fichier est seulement lu.
staffimport-choose = Choisir un fichier…
staffimport-choose-other = Choisir un autre fichier…
staffimport-template = Enregistrer un modèle…
staffimport-template-name = modele-equipe.csv
staffimport-report-name = rapport-invitations.csv
staffimport-window = Choisir un fichier CSV
staffimport-save-window = Enregistrer
staffimport-filter = CSV (*.csv *.txt)
staffimport-file = { $name } · { $count ->
    [one] { $count } ligne
   *[other] { $count } lignes
} · { $encoding }
staffimport-file-hidden = Fichier choisi
staffimport-file-none = Aucun fichier choisi.
staffimport-file-needed = Choisissez d'abord un fichier.
staffimport-reading = Lecture du fichier…
staffimport-encoding-utf_8 = lu en UTF-8
staffimport-encoding-windows_1252 = lu en Windows-1252 (Excel)
staffimport-accents = Vérifiez les accents : { $words }
staffimport-accents-none = Aucun accent dans ce fichier.
staffimport-unfit-unreadable = Ce fichier n'a pas pu être ouvert. Vérifiez qu'il existe et que vous pouvez le lire.
staffimport-unfit-too_large = Ce fichier dépasse { $size } ko. Faites-en plusieurs.
staffimport-unfit-empty = Ce fichier est vide.
staffimport-unfit-utf_16 = Ce fichier est en UTF-16 (« Texte Unicode »). Enregistrez-le en CSV UTF-8.
staffimport-unfit-not_text = Ce n'est pas un fichier texte. Depuis un tableur, enregistrez-le en CSV UTF-8.
staffimport-rehearse = Vérifier le fichier
staffimport-rehearsing = Vérification…
staffimport-invite = { $count ->
    [one] Inviter { $count } personne
   *[other] Inviter { $count } personnes
}
staffimport-other = Autre fichier
staffimport-close = Fermer
staffimport-words = Motif : { $words }
staffimport-effects = Rien n'est encore parti. { $invited ->
    [0] Aucune invitation ne part tout de suite
    [one] Une invitation part tout de suite
   *[other] { $invited } invitations partent tout de suite
} ; { $waiting ->
    [0] aucune demande n'attend de seconde personne.
    [one] une demande attend une seconde personne, 24 heures au plus, et l'invitation ne part qu'après son accord.
   *[other] { $waiting } demandes attendent une seconde personne, 24 heures au plus, et l'invitation ne part qu'après son accord.
} Les lignes refusées ne changent rien. Une invitation vaut sept jours.
staffimport-effects-nobody = Aucune ligne ne peut être invitée. Corrigez le fichier, puis choisissez-le à nouveau.
staffimport-effects-done = C'est fait. Corrigez les lignes refusées, puis importez-les : qui est déjà invité ou attendu ne le sera pas deux fois.
staffimport-offline = Hors connexion : rien ne part. Le fichier choisi reste.
staffimport-unsettled = La réponse s'est perdue : les invitations sont peut-être parties. Vérifiez : rien ne part deux fois.
staffimport-count-invited = Invitées
staffimport-count-invited-soon = À inviter
staffimport-count-waits = Attendent un accord
staffimport-count-waits-soon = Attendront un accord
staffimport-count-refused = Refusées
staffimport-count-refused-soon = Refusées
staffimport-report = Ce que devient chaque ligne
staffimport-none = Aucune ligne de cette sorte.
staffimport-column-line = Ligne
staffimport-column-person = Personne
staffimport-column-role = Rôle
staffimport-column-outcome = Résultat
staffimport-nameless = Sans nom
staffimport-until = { $role } jusqu'au { $on }
staffimport-outcome-invited = Invitation envoyée
staffimport-outcome-invited-soon = Sera invitée
staffimport-outcome-waits = Attend une seconde personne
staffimport-outcome-waits-soon = Attendra une seconde personne
staffimport-outcome-refused = Refusée
staffimport-reason = { $column } : { $fault }
staffimport-head-name = nom
staffimport-head-username = identifiant
staffimport-head-email = courriel
staffimport-head-role = rôle
staffimport-head-units = unités
staffimport-head-rpps = rpps
staffimport-head-title = titre
staffimport-head-phone = téléphone
staffimport-head-specialty = spécialité
staffimport-head-ends_on = dernier jour
staffimport-head-line = ligne
staffimport-fault-missing = rien n'est écrit
staffimport-fault-unknown = inconnu dans ce centre
staffimport-fault-not_one_line = plus de 120 caractères, un retour à la ligne ou un caractère invisible
staffimport-fault-not_a_user_name = lettres, chiffres et points, sans espace
staffimport-fault-not_an_address = ce n'est pas une adresse de courriel
staffimport-fault-not_an_rpps_number = ce n'est pas un numéro RPPS de 11 chiffres (un tableur l'écrit parfois 9,97E+10 : mettez la colonne en texte)
staffimport-fault-not_a_number = ce n'est pas un numéro de téléphone
staffimport-fault-not_a_day = ce n'est pas un jour, comme 30/06/2026
staffimport-fault-past = ce jour est passé
staffimport-fault-not_given = ce rôle ne se donne pas
staffimport-fault-needs_one = il en faut au moins une pour ce rôle
staffimport-fault-needs_none = ce rôle n'en a pas
staffimport-fault-too_many = trop de valeurs
staffimport-fault-taken = déjà pris par un autre compte
staffimport-fault-twice = déjà plus haut dans ce fichier
staffimport-fault-differs = connu autrement : cet identifiant et cette adresse sont ceux de quelqu'un qui est noté différemment
staffimport-fault-known_here = Cette personne a déjà un compte ici : donnez-lui un rôle depuis son compte
staffimport-fault-asked_already = Une demande la concernant attend déjà une seconde personne
staffimport-fault-refused = refusé par le service
staffimport-unread = Colonnes qui ne sont pas lues : { $columns }. Rien de ce qu'elles disent n'est repris.
staffimport-refused-not_csv = Ce fichier n'est pas du CSV : un guillemet n'est pas fermé, ou une cellule est trop longue.
staffimport-refused-no_lines = Ce fichier n'a que des noms de colonnes : il ne nomme personne.
staffimport-refused-too_many = Ce fichier a plus de { $people } personnes. Faites-en plusieurs.
staffimport-refused-missing_column = Colonnes qui manquent : { $columns }. Ajoutez-les à la première ligne, ou partez du modèle.
staffimport-refused-column_twice = Colonnes qui sont là deux fois : { $columns }. Gardez-en une de chaque.
staffimport-saved-line = ligne
staffimport-saved-name = nom
staffimport-saved-username = identifiant
staffimport-saved-role = rôle
staffimport-saved-units = unités
staffimport-saved-ends = dernier jour
staffimport-saved-outcome = résultat
staffimport-saved-reasons = pourquoi
staffimport-save = Enregistrer le rapport…
staffimport-saved = Enregistré.
staffimport-not-saved = L'enregistrement n'a pas marché : choisissez un autre dossier.
staffimport-toast = { $invited ->
    [0] Aucune invitation envoyée
    [one] Une invitation envoyée
   *[other] { $invited } invitations envoyées
}, { $waiting ->
    [0] aucune demande en attente.
    [one] une demande attend une seconde personne.
   *[other] { $waiting } demandes attendent une seconde personne.
}
