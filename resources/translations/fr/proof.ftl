# La preuve d'identité que demandent les actes les plus lourds.
proof-title = Confirmez votre identité
proof-body = Cet acte demande une identité confirmée depuis moins de cinq minutes. Rien de ce que vous avez saisi n'est perdu ; l'acte part dès que l'identité est confirmée.
proof-confirm = Confirmer
proof-cancel = Annuler
proof-refused = Mot de passe ou code non reconnu. Un code ne sert qu'une fois : attendez le suivant, puis recommencez.
proof-again = Vous pouvez recommencer.
proof-unreachable = Serveur injoignable : l'identité n'a pas pu être vérifiée et rien n'a été fait. Recommencez quand le service répond.
proof-failed = L'identité n'a pas pu être vérifiée et rien n'a été fait. Recommencez. Code { $code }
