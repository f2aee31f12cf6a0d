# Ce qui est attendu chez un patient, sous son contexte : d'abord l'essentiel, puis la suite.
expected-lines = Attendu pour ce patient
expected-upto = { $symptom } jusqu'à { $level }
expected-rule = règle { $rule } ({ $what })
expected-expected-first = Attendu : { $what }
expected-expected-rest = jusqu'au { $until }, par { $by }
expected-snooze-first = En sourdine : { $what }
expected-snooze-rest = jusqu'au { $until }, par { $by }
expected-passed-first = Rompu { $at }, grade dépassé
expected-passed-rest = { $what }, attendu par { $by }
expected-withdrawn-first = Arrêté { $at }
expected-withdrawn-rest = { $what }, par { $by }
expected-expired-first = Terminé { $at }
expected-expired-rest = { $what }, attendu par { $by }
expected-void-first = Sans effet : les règles ont changé, ou le motif est illisible
expected-void-rest = { $what }, jusqu'au { $until }, par { $by }
expected-reason = Motif
expected-end = Arrêter…
expected-more = { $count ->
    [one] Une autre
   *[other] { $count } autres
}
expected-less = Les deux premières
expected-reason-unreadable = Motif illisible.
expected-muted-none = Aucun déclenchement mis en sourdine.
expected-muted = { $count ->
    [one] Un déclenchement mis en sourdine : { $hits }
   *[other] { $count } déclenchements mis en sourdine : { $hits }
}
expected-muted-hit = { $rule } v{ $version } le { $day }
# Ce qui ne peut pas l'être, et pourquoi.
expected-not-offered = { $what } : { $why }
expected-already = déjà, jusqu'au { $until } ; arrêter d'abord
