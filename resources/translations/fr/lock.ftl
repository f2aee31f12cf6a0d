# L'écran verrouillé.
lock-screen = Écran verrouillé
lock-window = Vigie · Session verrouillée
lock-title = Session verrouillée : { $name }
lock-now = Verrouiller
lock-soon = Verrouillage dans 30 s, appuyez sur une touche
lock-unlock = Déverrouiller
lock-switch = Changer d'utilisateur
lock-refused = Mot de passe non reconnu. Vérifiez votre saisie, puis recommencez.
lock-unreachable = Serveur injoignable : le mot de passe ne peut pas être vérifié. La session reste verrouillée.
lock-counts = { $overdue } en retard · { $todo } à traiter
