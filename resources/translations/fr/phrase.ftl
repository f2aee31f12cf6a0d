# Ce que « ;hyd » et les autres abréviations écrivent dans une note, suivies d'une espace.
phrase-hint = Phrases : { $codes }, puis Espace.
phrase-hyd = Conseils d'hydratation donnés.
phrase-tem = Consigne donnée : surveiller la température, appeler en cas de fièvre.
phrase-nut = Conseils d'alimentation donnés.
phrase-rec = À rappeler demain.
phrase-msg = Message laissé, rappel demandé.
phrase-doc = Avis du médecin demandé.
