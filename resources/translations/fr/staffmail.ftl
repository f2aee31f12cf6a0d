# Mails to professionals; none holds a word about a patient.

staffmail-end = Ce message part tout seul ; personne ne lit de réponse. Il ne contient rien sur un patient.
staffmail-questions = Une question : { $email }.
staffmail-invited-subject = Vigie : un compte vous attend
staffmail-invited =
    Bonjour,

    { $centre } vous ouvre un compte sur Vigie. L'invitation vaut sept jours.

    Ouvrez Vigie sur votre poste, choisissez « Première connexion » et donnez votre identifiant : un code d'un quart d'heure vous sera envoyé à cette adresse.
staffmail-role-offered-subject = Vigie : un centre vous propose un rôle
staffmail-role-offered =
    { $centre } vous propose un rôle sur Vigie. Il ne commence que si vous l'acceptez, dans les sept jours : à votre prochaine connexion, choisissez le rôle marqué « invitation ».

    Vous n'y travaillez pas ? Choisissez votre rôle habituel : rien ne change, et l'invitation tombe d'elle-même.
staffmail-secret-first-sign-in-subject = Vigie : code de première connexion
staffmail-secret-first-sign-in =
    Votre code, à donner dans Vigie (« Première connexion ») dans le quart d'heure :

    { $secret }

    Vous n'avez rien demandé ? Ne faites rien, et dites-le à votre administrateur.
staffmail-secret-password-subject = Vigie : code pour un nouveau mot de passe
staffmail-secret-password =
    Votre code, à donner dans Vigie (« Mot de passe oublié ») dans le quart d'heure :

    { $secret }

    Vous n'avez rien demandé ? Votre mot de passe reste le même ; dites-le à votre administrateur.
staffmail-secret-factor-subject = Vigie : code pour un nouvel authentificateur
staffmail-secret-factor =
    Votre code, à donner dans Vigie (« Nouvel authentificateur ») dans le quart d'heure :

    { $secret }

    Vous n'avez rien demandé ? Rien n'a changé ; dites-le tout de suite à votre administrateur.
staffmail-password-changed-subject = Vigie : mot de passe changé
staffmail-password-changed =
    Le mot de passe de votre compte vient d'être changé, et toutes ses sessions sont fermées.

    Ce n'était pas vous ? Prévenez tout de suite votre administrateur.
staffmail-factor-changed-subject = Vigie : authentificateur changé
staffmail-factor-changed =
    L'authentificateur de votre compte vient d'être changé, et toutes ses sessions sont fermées.

    Ce n'était pas vous ? Prévenez tout de suite votre administrateur.
staffmail-rights-changed-subject = Vigie : vos droits ont changé
staffmail-rights-changed =
    Vos droits sur Vigie ont changé pour { $centre }. Ils valent dès votre prochaine action.

    Cela vous étonne ? Parlez-en à votre administrateur.
staffmail-address-changed-subject = Vigie : adresse changée
staffmail-address-changed =
    L'adresse de votre compte Vigie n'est plus celle-ci ({ $centre }).

    Cela vous étonne ? Prévenez tout de suite votre administrateur.
staffmail-approval-waits-subject = Vigie : une demande attend votre accord
staffmail-approval-waits =
    Une demande attend votre accord sur Vigie pour { $centre }. Sans réponse, elle tombe après 24 heures.

    Ouvrez Vigie, puis « Comptes » et « Approbations ».
