# Why an alert fired.
why-rule = Rule { $rule } v{ $version }
why-also = Also fired
why-sentence = { $symptom }: { $clauses }.
why-and = { $first } and { $second }
why-first-survey = First questionnaire: nothing to compare with.
why-compared = Compared with the questionnaire before ({ $date }).

# One comparison: the quantity, its value, its scale.
why-at_least = { $quantity } { $now } of { $most }
why-at_most = { $quantity } { $now } of { $most } (at most { $threshold })
why-equals = { $quantity } { $now } of { $most }
why-reached = { $quantity } { $now } of { $most }, new since the questionnaire before
why-reached-first = { $quantity } { $now } of { $most }
why-rose_by = { $quantity } { $before } → { $now } of { $most }
why-worse = worse by { $change ->
    [one] { $change } point
   *[other] { $change } points
}
why-better = better by { $change ->
    [one] { $change } point
   *[other] { $change } points
}
why-within-days = { $what } in { $days ->
    [one] { $days } day
   *[other] { $days } days
}
why-present = yes
why-present-new = yes, no in the questionnaire before
why-absent = no
why-urgent = cannot wait
why-can_wait = can wait
why-temperature-at_least = { $now } (threshold { $threshold })
why-temperature-at_most = { $now } (at most { $threshold })
why-temperature-equals = { $now }
why-temperature-reached = { $now }, new since the questionnaire before (threshold { $threshold })
why-temperature-rose_by = { $now }, up by { $threshold } or more
why-temperature-twice = { $before } then { $now }, { $apart } apart (threshold { $threshold })
why-twice = { $quantity } { $before } then { $now } (threshold { $threshold })
why-weight-lost = { $before } → { $now }, loss of { $lost } (threshold { $threshold })
why-ecog = { $now } of 4
why-ecog-rose = { $before } → { $now } of 4
why-fell = yes, since the questionnaire before
why-under-treatment = { $name }
why-persisted = { $quantity } { $now } of { $most }, { $surveys } questionnaires in a row (since { $since })
# What somebody expects in this patient: nothing is silent.
why-muted-expected = Muted until { $until } (expected up to grade { $level } by { $by }), would have fired: { $found }
why-muted-snooze = Muted until { $until } by { $by }, would have fired: { $found }

# What could not be judged.
why-untold-now = { $what }: { $reason }.
why-untold-before = { $what }, questionnaire before: { $reason }.
why-of-symptom = { $symptom }, { $quantity }
why-technical = The rules could not evaluate the whole of this answer: read it and judge for yourself.
why-found-missing = Monitoring found a gap: read the answers and alerts of this patient again, and judge for yourself.
why-problem-about = { $problem } ({ $what }).
why-problem-alone = { $problem }.
why-problem-unknown_questionnaire = The service does not know this questionnaire
why-problem-unknown_version = The service does not know this version of the questionnaire
why-problem-rule_set_mismatch = The rules in force do not cover this questionnaire
why-problem-unknown_item = A symptom that was sent is not in the questionnaire
why-problem-unknown_attribute = A question that was sent does not exist for this symptom
why-problem-value_out_of_range = A value is outside its scale
why-problem-value_type = A value is not of the expected type
why-problem-missing_required = A required answer is missing
why-about-value = value
why-about-measured_at = time of measurement
why-about-authored_at = time of the answer
why-about-urgency = felt urgency
why-problem-grade_not_computable = The grade cannot be computed although an answer is high
why-problem-contradiction = Two answers contradict each other
why-problem-unknown_urgency = The answer about urgency is not recognised
why-problem-unreadable_time = A date or a time cannot be read
why-problem-unknown_correction = The answer that it corrects cannot be found
why-problem-not_understood = A part of the answer could not be understood
why-problem-unit_unknown = A unit is unknown
why-problem-temperature_out_of_range = A temperature is outside what is possible
why-problem-weight_out_of_range = A weight is outside what is possible
why-problem-weight_implausible = The weight changed by a fifth or more: an error of typing or of unit is possible
why-problem-too_many_temperatures = There are more than three temperatures
why-problem-rule_error = A rule failed
why-problem-step_limit = The rules exceeded their computing limit
why-problem-evaluation_failed = The evaluation failed
why-problem-alert_lost = The alert of this answer had disappeared: read the answer again
why-problem-evaluation_lost = The evaluation of an answer is incomplete: read the last answers again
why-problem-queue_row_lost = The queue did not show this patient as their alerts demand
why-problem-unit_lost = This patient or their alert belonged to no unit of the centre
why-problem-more_problems = Further problems are not listed

# Title of the alert.
why-title-found-missing = Gap found by monitoring
why-title-grade = { $symptom }, estimated grade { $about } ({ $word })
why-title-urgency = Cannot wait
