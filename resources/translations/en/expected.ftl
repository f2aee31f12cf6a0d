# What is expected of a patient, under their context: what matters first, then the rest.
expected-lines = Expected for this patient
expected-upto = { $symptom } up to { $level }
expected-rule = rule { $rule } ({ $what })
expected-expected-first = Expected: { $what }
expected-expected-rest = until { $until }, by { $by }
expected-snooze-first = Muted: { $what }
expected-snooze-rest = until { $until }, by { $by }
expected-passed-first = Broken { $at }, grade passed
expected-passed-rest = { $what }, expected by { $by }
expected-withdrawn-first = Ended { $at }
expected-withdrawn-rest = { $what }, by { $by }
expected-expired-first = Over { $at }
expected-expired-rest = { $what }, expected by { $by }
expected-void-first = Without effect: the rules have changed, or the reason cannot be read
expected-void-rest = { $what }, until { $until }, by { $by }
expected-reason = Reason
expected-end = End…
expected-more = { $count ->
    [one] One more
   *[other] { $count } more
}
expected-less = The first two
expected-reason-unreadable = The reason cannot be read.
expected-muted-none = It has muted nothing.
expected-muted = { $count ->
    [one] It has muted one rule: { $hits }
   *[other] It has muted { $count } times: { $hits }
}
expected-muted-hit = { $rule } v{ $version } on { $day }
# What cannot be, and why.
expected-not-offered = { $what }: { $why }
expected-already = already, until { $until }; end that first
