# L'envoi au DPI dans les réglages du centre : où vont les documents, et si cela marche.
delivery-card = Envoi au DPI
delivery-card-explained = Où partent les rapports demandés pour le dossier de l'établissement et ceux de fin de suivi. Seules les destinations autorisées par l'exploitant sont possibles ; les secrets s'écrivent et ne se relisent jamais.
delivery-title = Envoi au DPI
delivery-off = Arrêté
delivery-on = En service · { $way }
delivery-paused = Suspendu · { $way }
delivery-where = { $place } · format { $format }
delivery-secrets = Secrets enregistrés : { $names }
delivery-secret-password = mot de passe
delivery-secret-private_key = clé privée
delivery-secret-token = jeton
delivery-changed = Depuis { $when }, par { $by }
delivery-forbidden = Destination non autorisée par l'exploitant
delivery-forbidden-why = Rien ne part : choisissez une autre destination, ou demandez celle-ci à l'exploitant.
delivery-places = Autorisé par l'exploitant
delivery-places-none = Aucune destination : demandez à l'exploitant du service d'en autoriser une.
delivery-waiting = { $count ->
    [0] Aucun document n'attend
    [one] { $count } document attend
   *[other] { $count } documents attendent
}
delivery-waiting-since = { $count ->
    [one] { $count } document attend, depuis { $since }
   *[other] { $count } documents attendent, le plus ancien depuis { $since }
}
delivery-blocked = { $count ->
    [one] { $count } bloqué
   *[other] { $count } bloqués
}
delivery-failed = { $count ->
    [one] { $count } échec
   *[other] { $count } échecs
}
delivery-unanswered = { $count } sans accusé
delivery-last-sent = dernier envoi { $at }
delivery-try = Essayer
delivery-trying = Essai en cours : jusqu'à une minute
delivery-nothing-to-try = Choisissez d'abord une destination.
delivery-trial-none = Essai sans résultat
delivery-trial-works = Essai réussi : la destination répond et accepte nos documents
delivery-trial-took = En { $ms } ms, sans aucun patient.
delivery-trial-failed = Essai manqué : { $why }
delivery-trial-reached = Essai : l'adresse répond et nous laisse entrer
delivery-trial-reached-why = Elle refuse le texte d'essai, comme le fait une interface qui ne prend que des documents. Le premier envoi dira si elle les accepte.
delivery-trial-busy = Quelqu'un essaie déjà. Recommencez dans quelques secondes.
delivery-trial-lost = La réponse du service s'est perdue. Recommencez dans une minute.
delivery-look-away = Adresse, port ou pare-feu : rien n'a répondu à temps.
delivery-look-slowed = La destination est là, mais demande de revenir plus tard.
delivery-look-not_allowed = Compte, mot de passe, clé, ou droit d'écrire dans ce dossier.
delivery-look-not_trusted = Certificat, autorité ou clé du serveur : ce ne sont pas ceux qui sont réglés ici. N'acceptez pas les nouveaux sans les avoir vérifiés auprès de leur exploitant.
delivery-look-wrong_place = Ce dossier, cette adresse ou cette boîte n'existe pas là-bas.
delivery-look-no_space = Le disque de la destination est plein.
delivery-look-refused = La destination a vu l'essai et ne le prend pas.
delivery-look-not_understood = Elle répond autre chose que ce qu'un DPI répond : une page web, un proxy ?
delivery-look-taken_name = Un autre fichier, ou un lien, porte le nom de l'essai.
delivery-look-not_permitted = L'exploitant n'autorise pas, ou plus, cette destination.
delivery-look-internal = Une erreur du service : le journal de l'exploitant en dit plus.

# Le dialogue.
delivery-field-way = Mode d'envoi
delivery-way-off = Arrêté
delivery-way-folder = Dossier du serveur
delivery-way-sftp = SFTP
delivery-way-https = HTTPS
delivery-way-smtp = Messagerie sécurisée de santé
delivery-about-off = Rien ne part vers le DPI. Les exports s'enregistrent en fichier, le rapport de fin de suivi reste pour le patient, et ce qui attendait continue d'attendre.
delivery-about-nowhere = L'exploitant du service n'autorise aucune destination pour ce centre : demandez-lui d'en ouvrir une.
delivery-about-folder = Un fichier par document, vigie-<identifiant>, posé entier dans un dossier de la machine du service.
delivery-about-sftp = Un fichier par document, vigie-<identifiant>, posé entier sur un serveur dont la clé est connue d'avance.
delivery-about-https = Un document par requête, avec son identifiant en Idempotency-Key. TLS 1.2 au moins, aucune redirection suivie.
delivery-about-smtp = Une enveloppe IHE XDM par message, pour la boîte du DPI. L'objet du message nomme le patient, comme sa forme le demande.
delivery-field-format = Format des documents
delivery-field-forgets = Oublier les secrets enregistrés qui ne sont pas retapés
delivery-field-on = En service (décoché : tout attend)
delivery-secret-set = Valeur enregistrée : laissez vide pour la garder. Elle est oubliée si la destination ou le compte change.
delivery-secret-unset = Aucune valeur enregistrée
delivery-field-folder-place = Dossier autorisé
delivery-field-folder-below = Sous-dossier
delivery-hint-folder-below = Vide : le dossier lui-même
delivery-field-folder-awaits_acknowledgement = Le DPI accuse réception (fichier .ack ou .err à côté du document)
delivery-field-sftp-place = Serveur autorisé
delivery-field-sftp-path = Dossier sur ce serveur
delivery-hint-sftp-path = Depuis la racine : /depot/vigie
delivery-field-sftp-user = Compte
delivery-hint-sftp-user = Celui que le serveur a donné à Vigie
delivery-field-sftp-host_key = Clé publique du serveur
delivery-hint-sftp-host_key = ssh-ed25519 AAAA…, demandée à son exploitant
delivery-field-sftp-password = Mot de passe
delivery-field-sftp-private_key = Clé privée (OpenSSH, sans phrase secrète)
delivery-field-sftp-awaits_acknowledgement = Le DPI accuse réception (fichier .ack ou .err à côté du document)
delivery-field-https-place = Adresse autorisée
delivery-field-https-below = Suite de l'adresse
delivery-hint-https-below = Vide : l'adresse elle-même
delivery-field-https-method = Requête
delivery-method-post = POST
delivery-method-put = PUT, l'identifiant à la fin de l'adresse
delivery-field-https-token = Jeton (Bearer)
delivery-field-https-authority = Certificat de l'autorité (PEM)
delivery-hint-https-authority = vide : les autorités connues du système
delivery-field-smtp-place = Passerelle autorisée
delivery-field-smtp-recipient = Boîte du DPI
delivery-hint-recipient = Autorisé : { $mailboxes }
delivery-field-smtp-sender = Boîte d'envoi
delivery-hint-smtp-sender = L'adresse de Vigie sur cette passerelle
delivery-field-smtp-security = Chiffrement
delivery-security-tls = TLS
delivery-security-starttls = STARTTLS
delivery-security-none = Aucun, sur cette machine seulement
delivery-field-smtp-user = Compte
delivery-hint-smtp-user = Vide : la passerelle n'en demande pas
delivery-field-smtp-password = Mot de passe
delivery-field-smtp-authority = Certificat de l'autorité (PEM)
delivery-hint-smtp-authority = vide : les autorités connues du système
delivery-refused-not-permitted = L'exploitant n'autorise pas cette destination.
delivery-refused-required = À remplir.
delivery-refused-wrong-format = Cette destination ne prend pas ce format.
delivery-refused-invalid = Cela ne se lit pas, ou n'est pas permis ici.
delivery-refused-shape = Cela n'a pas la forme attendue.
delivery-refused-stale = Quelqu'un a changé ces réglages entre-temps. Fermez, relisez la carte, puis recommencez.
delivery-refused-fields = Un champ n'est pas accepté : voyez ce qui est dit sous lui.
